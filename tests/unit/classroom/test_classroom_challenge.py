"""Rules of a round: what is read, what is wrong with it, and the seal of its worlds."""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_round import Load, Write, make_round

from recsim.classroom.challenge import Challenge, Sealed
from recsim.classroom.round import load_round
from recsim.classroom.starter import challenge_text, draw_sealed, sealed_text
from recsim.scenario.errors import ScenarioErrors

CHALLENGE = """\
scenario: small.yaml
strategy: ours
free: [care]
"""
SALT = "ab" * 16


def test_a_challenge_is_read(load: Load) -> None:
    round_ = load()
    assert round_.strategy == "ours"
    assert round_.free == tuple(
        f"strategies.ours.{key}"
        for key in ("care", "follow_ups", "channels", "automation", "style")
    )
    assert round_.is_free("strategies.ours.automation.care_cap")
    assert not round_.is_free("strategies.ours.recruiters")
    assert not round_.is_free("strategies.ours.care_of")
    assert not round_.is_free("strategies.rest.care")
    assert round_.sealed is not None
    assert round_.scenario.study.seed == 7


def test_without_the_sealed_worlds_the_rules_can_be_read(load: Load, tmp_path: Path) -> None:
    (tmp_path / "round" / "sealed.yaml").unlink()
    assert load().sealed is None


@pytest.mark.parametrize(
    ("text", "line", "key", "says"),
    [
        ("", None, "", "the file is empty"),
        ("- a\n", 1, "", "expected a challenge"),
        ("scenario: small.yaml\n", None, "free", '"free" is missing'),
        ("free: [care]\n", None, "scenario", '"scenario" is missing'),
        (CHALLENGE + "capp: 3\n", 4, "capp", "did you mean cap?"),
        (CHALLENGE + "seed: 3\n", 4, "seed", "at the top level"),
        (CHALLENGE + "cap: {measure: placements}\n", 4, "cap.measure", "fewer is better"),
        (CHALLENGE + "cap: {measure: offences_per_contact}\n", 4, "cap.measure", "no measure"),
        (CHALLENGE + "cap: {at_most: -1}\n", 4, "cap.at_most", "out of range"),
        (CHALLENGE + "cap: 5\n", 4, "cap", "expected a block"),
        (CHALLENGE + "maximise: offences\n", 4, "maximise", "more is better"),
        (CHALLENGE + "maximise: placement\n", 4, "maximise", "did you mean placements"),
        (CHALLENGE + "replications: 1\n", 4, "replications", "from 2 to 10,000"),
        (CHALLENGE + "replications: many\n", 4, "replications", "is text"),
        (CHALLENGE + "challenge: 2\n", 4, "challenge", "this version of recsim reads 1"),
        (CHALLENGE + "seal: abc\n", 4, "seal", "expected 64 digits"),
        (CHALLENGE.replace("[care]", "[]"), 3, "free", "nothing is free"),
        (CHALLENGE.replace("[care]", "care"), 3, "free", "write [care]"),
        (CHALLENGE.replace("care", "caer"), 3, "free[0]", "did you mean care"),
        (CHALLENGE.replace("care", "label"), 3, "free[0]", 'no setting "label"'),
        (CHALLENGE.replace("care", "world.people"), 3, "free[0]", "cannot be free"),
        (CHALLENGE.replace("care", "strategies.rest.care"), 3, "free[0]", "cannot be free"),
        (CHALLENGE.replace("ours", "theirs"), 2, "strategy", "its strategies are: ours, rest"),
        (CHALLENGE.replace("strategy: ours\n", ""), None, "strategy", "say which one"),
        (CHALLENGE.replace("small", "smal"), 1, "scenario", "no shipped scenario"),
        (CHALLENGE.replace("small.yaml", "two_way"), 1, "scenario", "did you mean two_ways"),
        (CHALLENGE + "  x: [\n", 4, "", "not valid YAML"),
    ],
)
def test_mistakes_are_located(
    write: Write, load: Load, text: str, line: int, key: str, says: str
) -> None:
    write(text, "challenge.yaml")
    with pytest.raises(ScenarioErrors) as caught:
        load()
    problem = caught.value.problems[0]
    assert (problem.line, problem.key) == (line, key)
    assert problem.file == "round/challenge.yaml"
    assert says in str(problem)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("seed: 1\n", '"salt" is missing'),
        (f'seed: -1\nsalt: "{SALT}"\n', "out of range"),
        ("seed: 1\nsalt: short\n", "32 digits or more"),
        (f'seed: 7\nsalt: "{SALT}"\n', "everybody practises in the worlds of this seed"),
        (f'seed: 8\nsalt: "{SALT}"\n', "one of the two was changed"),
    ],
)
def test_sealed_worlds_that_are_wrong(write: Write, load: Load, text: str, says: str) -> None:
    write(text, "sealed.yaml")
    with pytest.raises(ScenarioErrors, match=says):
        load()


def test_the_message_of_a_broken_seal_names_the_line_of_the_seal(write: Write, load: Load) -> None:
    write(f'seed: 8\nsalt: "{SALT}"\n', "sealed.yaml")
    with pytest.raises(ScenarioErrors) as caught:
        load()
    [problem] = caught.value.problems
    assert (problem.file, problem.line, problem.key) == ("round/challenge.yaml", 8, "seal")
    assert Sealed(seed=8, salt=SALT).seal() in problem.message


def test_the_seal_is_what_its_description_says() -> None:
    text = f"recsim sealed worlds\nseed: 12\nsalt: {SALT}\n"
    assert Sealed(seed=12, salt=SALT).seal() == hashlib.sha256(text.encode()).hexdigest()


@given(st.integers(0, 2**63 - 1), st.integers(0, 2**63 - 1))
def test_another_seed_or_salt_is_another_seal(one: int, other: int) -> None:
    seals = {Sealed(seed=seed, salt=SALT).seal() for seed in (one, other)}
    assert len(seals) == len({one, other})
    assert Sealed(seed=one, salt=SALT).seal() != Sealed(seed=one, salt="ba" * 16).seal()


def test_drawn_worlds_are_never_the_same() -> None:
    drawn = [draw_sealed() for _ in range(50)]
    assert len({worlds.seed for worlds in drawn}) == len({worlds.salt for worlds in drawn}) == 50


def test_what_is_written_to_start_from_can_be_played(tmp_path: Path) -> None:
    worlds = draw_sealed()
    (tmp_path / "challenge.yaml").write_text(challenge_text(worlds.seal()), encoding="utf-8")
    (tmp_path / "sealed.yaml").write_text(sealed_text(worlds), encoding="utf-8")
    assert load_round(tmp_path / "challenge.yaml").sealed == worlds


@given(
    st.binary(max_size=60)
    | st.dictionaries(
        st.sampled_from(sorted(Challenge.model_fields)),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(st.sampled_from(["measure", "at_most", "x"]), inner, max_size=2)
            ),
            max_leaves=5,
        ),
    ).map(lambda tree: repr(tree).encode("utf-8", "replace")),
    st.sampled_from(["challenge.yaml", "sealed.yaml"]),
)
def test_whatever_stands_in_a_file_is_read_or_refused(content: bytes, name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        make_round(Path(folder))
        (Path(folder) / name).write_bytes(content)
        said = "read"
        try:
            load_round(Path(folder) / "challenge.yaml")
        except ScenarioErrors as errors:
            said = str(errors)
        assert said
