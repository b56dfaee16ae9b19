"""Entries: what is taken, what is refused and why, whatever people hand in."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_round import Load, Write, make_round

from recsim.classroom.round import load_round
from recsim.classroom.submission import read_entries
from recsim.scenario.errors import ScenarioErrors
from recsim.workshop.download import scenario_text
from recsim.workshop.state import Catalogue, changed

WHOLE = """\
extends: small.yaml
strategies:
  ours: {style: active, care: 0.8, label: Bo}
study: {replications: 50, seed: 9}
"""


def test_changes_are_laid_over_the_challenge(write: Write, load: Load, tmp_path: Path) -> None:
    write(
        "nickname: Ada\nteam: Blue\nmemo: Because.\n"
        "changes: {care: 0.9, strategies.ours.automation.contacts_per_day: 3}\n"
        "guess: {placements: {low: 1, high: 3}}\n",
        "a.yaml",
    )
    [entry], refused = read_entries(load(), tmp_path / "round")
    assert refused == []
    assert (entry.file, entry.name, entry.team, entry.memo) == ("a.yaml", "Ada", "Blue", "Because.")
    assert (entry.strategy.care, entry.strategy.automation.contacts_per_day) == (0.9, 3)
    assert entry.strategy.recruiters == 2
    assert entry.changes == {
        "strategies.ours.care": 0.9,
        "strategies.ours.automation.contacts_per_day": 3,
    }
    assert (entry.guesses["placements"].low, entry.guesses["placements"].confidence) == (1, 0.8)


def test_a_whole_scenario_is_an_entry_named_by_its_label(
    write: Write, load: Load, tmp_path: Path
) -> None:
    write(WHOLE, "a.yaml")
    [entry], refused = read_entries(load(), tmp_path / "round")
    assert refused == []
    assert (entry.name, entry.strategy.care) == ("Bo", 0.8)
    assert entry.changes == {"strategies.ours.care": 0.8}


def test_the_same_settings_in_both_kinds_are_the_same_strategy(
    write: Write, load: Load, tmp_path: Path
) -> None:
    write(WHOLE.replace(", label: Bo", ""), "a.yaml")
    write("changes: {care: 0.8}\n", "b.yaml")
    one, other = read_entries(load(), tmp_path / "round")[0]
    assert one.strategy == other.strategy
    assert (one.name, other.name) == ("a", "b")


def test_no_changes_are_an_entry_as_well(write: Write, load: Load, tmp_path: Path) -> None:
    write("nickname: Lazy\nchanges:\n", "a.yaml")
    [entry], _ = read_entries(load(), tmp_path / "round")
    assert entry.changes == {}


def test_a_free_style_takes_the_share_of_a_blend_with_it(
    write: Write, load: Load, tmp_path: Path
) -> None:
    scenario = (tmp_path / "round" / "small.yaml").read_text(encoding="utf-8")
    write(scenario.replace("style: active", "style: blend, active_share: 0.4"), "small.yaml")
    write("changes: {style: passive}\n", "a.yaml")
    write("extends: small.yaml\nstrategies: {ours: {style: passive}}\n", "b.yaml")
    taken, refused = read_entries(load(), tmp_path / "round")
    assert refused == []
    assert [(e.strategy.style, e.strategy.active_share) for e in taken] == [("passive", None)] * 2


@pytest.mark.parametrize(
    ("text", "line", "key", "says"),
    [
        ("", None, "", "the file is empty"),
        ("[1, 2]\n", 1, "", "expected an entry"),
        ("changes: {recruiters: 9}\n", 1, "changes.recruiters", "is not free"),
        ("changes:\n  care: 0.9\n  world.people: 9\n", 3, "changes.world.people", "not free"),
        ("changes: {study.seed: 9}\n", 1, "changes.study.seed", "not free"),
        ("changes: {strategies.rest.care: 1}\n", 1, "changes.strategies.rest.care", "not free"),
        ("changes: {label: x}\n", 1, "changes.label", "no setting"),
        ("changes: {carre: 0.9}\n", 1, "changes.carre", "did you mean care?"),
        ("changes: {care: 90%}\n", 1, "changes.care", "write 0.9"),
        ("changes: {care: 2}\n", 1, "changes.care", "from 0 to 1"),
        ("changes: {care: .nan}\n", 1, "changes.care", "not finite"),
        ("changes: {care: [1]}\n", 1, "changes.care", "a list is given"),
        ("changes: {channels: {work_phone: 0.5}}\n", 1, "changes.channels", "add up to 0.5"),
        ("changes: {automation: {speed: 1}}\n", 1, "changes.automation.speed", "no setting"),
        (
            "changes: {care: 1, strategies.ours.care: 0}\n",
            1,
            "changes.strategies.ours.care",
            "twice",
        ),
        ("changes: {style: blend}\n", 1, "changes", "a blend needs it"),
        ("changes: 3\n", 1, "changes", "expected settings and their values"),
        ("nick: Ada\nchanges: {}\n", 1, "nick", "did you mean nickname?"),
        ("nickname: 7\nchanges: {}\n", 1, "nickname", "is a number; expected text"),
        (
            "changes: {}\nguess: {placement: {low: 1, high: 2}}\n",
            2,
            "guess.placement",
            "placements",
        ),
        ("guess: {placements: {low: 3, high: 2}}\n", 1, "guess.placements.high", "below the lower"),
        ("guess: {placements: {low: 3}}\n", 1, "guess.placements.high", "is missing"),
        ("changes: {}\nworld: {people: 3}\n", 2, "world", "at the top level"),
        (WHOLE + "world: {people: 90}\n", 5, "world.people", "90 is given; the challenge has 80"),
        (
            WHOLE.replace("care: 0.8", "recruiters: 5"),
            3,
            "strategies.ours.recruiters",
            "5 is given",
        ),
        (
            WHOLE.replace("  ours", "  mine"),
            None,
            "strategies",
            "which everybody plays, is missing",
        ),
        (WHOLE + "  horizon_days: 90\n", 5, "", "not valid YAML"),
        (
            WHOLE.replace("small", "b"),
            1,
            "extends",
            "may only extend the scenario of the challenge",
        ),
        (WHOLE.replace("small.yaml", "../round/b.yaml"), 1, "extends", "may only extend"),
        (WHOLE.replace("small.yaml", "/etc/passwd.yaml"), 1, "extends", "may only extend"),
        (WHOLE.replace("seed: 9", "horizon_days: 9"), 4, "study.horizon_days", "9 is given"),
        (
            WHOLE.replace("ours: {", "more: {like: ours}\n  ours: {"),
            3,
            "strategies.more",
            "no such strategy",
        ),
    ],
)
def test_refusals_are_located_and_stop_nobody_else(
    write: Write, load: Load, tmp_path: Path, text: str, line: int, key: str, says: str
) -> None:
    write(text, "a.yaml")
    write("nickname: Good\nchanges: {care: 1}\n", "b.yaml")
    taken, [refused] = read_entries(load(), tmp_path / "round")
    assert [entry.name for entry in taken] == ["Good"]
    problem = refused.errors.problems[0]
    assert (problem.line, problem.key) == (line, key)
    assert problem.file == "round/a.yaml"
    assert says in str(refused.errors)


@pytest.mark.skipif(os.name != "posix", reason="links and pipes of POSIX")
@pytest.mark.parametrize(
    "make",
    [
        lambda path: path.symlink_to(path.name),
        lambda path: path.symlink_to("/dev/zero"),
        lambda path: path.symlink_to("x" * 300),
        os.mkfifo,
        os.mkdir,
    ],
)
def test_an_entry_that_is_no_file_stops_nobody_else(
    write: Write, load: Load, tmp_path: Path, make: Callable[[Path], None]
) -> None:
    make(tmp_path / "round" / "a.yaml")
    write("extends: a.yaml\n", "b.yaml")
    write("nickname: Good\nchanges: {care: 1}\n", "c.yaml")
    taken, refused = read_entries(load(), tmp_path / "round")
    assert [entry.name for entry in taken] == ["Good"]
    assert [one.file for one in refused] == ["a.yaml", "b.yaml"]
    assert "did you mean a.yaml" not in str(refused[0].errors)


@pytest.mark.skipif(os.name != "posix", reason="links of POSIX")
def test_a_refused_entry_names_no_other(write: Write, load: Load, tmp_path: Path) -> None:
    (tmp_path / "round" / "ada1.yaml").symlink_to("nowhere.yaml")
    write("extends: small.yaml\nworld: {demand: {plan: ada3.csv}}\n", "x.yaml")
    write("nickname: Good\nchanges: {care: 1}\n", "ada2.yaml")
    _, refused = read_entries(load(), tmp_path / "round")
    told = [str(one.errors) for one in refused]
    assert "this link leads to no file" in told[0]
    assert "there is no such file" in told[1]
    assert "ada2" not in "".join(told)


def test_many_locked_settings_are_not_all_named(write: Write, load: Load, tmp_path: Path) -> None:
    write("extends: base\nstrategies: {ours: {style: active}}\n", "a.yaml")
    _, [refused] = read_entries(load(), tmp_path / "round")
    *named, last = refused.errors.problems
    assert len(named) == 8 or "more settings differ" in named[0].message
    assert "more settings differ that are not free" in str(refused.errors)
    assert str(refused.errors).count("free are:") == 1
    assert last is not None


def test_equal_nicknames_are_told_apart(write: Write, load: Load, tmp_path: Path) -> None:
    for name in "abc":
        write("nickname: Ada\n", f"{name}.yaml")
    write("nickname: ada (2)\n", "d.yaml")
    taken, _ = read_entries(load(), tmp_path / "round")
    assert [entry.name for entry in taken] == ["Ada", "Ada (2)", "Ada (3)", "ada (2) (2)"]


def test_too_many_entries_and_no_folder(
    write: Write, load: Load, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("recsim.classroom.submission.MOST_ENTRIES", 1)
    write("changes: {}\n", "a.yaml")
    write("changes: {}\n", "b.yml")
    with pytest.raises(ScenarioErrors, match="2 entries; one round takes at most 1"):
        read_entries(load(), tmp_path / "round")
    with pytest.raises(ScenarioErrors, match="no such folder"):
        read_entries(load(), tmp_path / "nowhere")


def test_a_folder_and_a_file_that_is_no_text_are_refused(
    write: Write, load: Load, tmp_path: Path
) -> None:
    (tmp_path / "round" / "a.yaml").mkdir()
    (tmp_path / "round" / "b.yaml").write_bytes(b"nickname: \xff\n")
    taken, refused = read_entries(load(), tmp_path / "round")
    assert taken == []
    assert [one.name for one in refused] == ["a", "b"]


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)
keys = st.sampled_from(
    [
        "nickname",
        "team",
        "memo",
        "guess",
        "changes",
        "care",
        "world",
        "strategies",
        "extends",
        "study",
    ]
)


@given(
    st.binary(max_size=80)
    | st.text(max_size=80).map(lambda text: text.encode("utf-8", "replace"))
    | st.dictionaries(keys, values, max_size=4).map(lambda tree: repr(tree).encode())
    | st.dictionaries(st.sampled_from(["care", "follow_ups", "channels", "style"]), values).map(
        lambda tree: f"changes: {tree!r}".encode()
    )
)
def test_whatever_is_handed_in_is_taken_or_refused(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        round_ = make_round(Path(folder))
        (Path(folder) / "a.yaml").write_bytes(content)
        taken, refused = read_entries(round_, Path(folder))
        assert len(taken) + len(refused) == 1
        for entry in taken:
            assert all(round_.is_free(key) for key in entry.changes)
        for one in refused:
            assert one.errors.problems
            assert str(one.errors)


@pytest.mark.parametrize("shipped", [True, False])
def test_what_is_downloaded_in_a_workshop_is_an_entry(tmp_path: Path, shipped: bool) -> None:
    challenge = "scenario: careful_or_careless\nstrategy: ordinary\nfree: [care, style]\n"
    (tmp_path / "challenge.yaml").write_text(challenge, encoding="utf-8")
    start = replace(Catalogue()["careful_or_careless"], shipped=shipped)
    state = changed(start, {"strategies.ordinary.care": 0.9})
    (tmp_path / "ada.yaml").write_text(scenario_text(state), encoding="utf-8")
    [entry], refused = read_entries(load_round(tmp_path / "challenge.yaml"), tmp_path)
    assert refused == []
    assert (entry.name, entry.changes) == ("ada", {"strategies.ordinary.care": 0.9})
