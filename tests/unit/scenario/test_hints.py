"""What is said of a wrong value: where it is, that it is told once, and what to write instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from recsim.analysis import measures
from recsim.scenario.errors import Problem, ScenarioErrors
from recsim.scenario.explain import _keys
from recsim.scenario.load import load, load_text
from recsim.scenario.references import Measures
from recsim.scenario.shape import file_shape
from recsim.scenario.synonyms import SYNONYMS

BASE = """\
recsim: 1
strategies:
  calling: {style: active}
  waiting: {style: passive}
"""
ALL = measures.MEASURES
MEASURES = {name: measures.MEASURES[name] for name in ("placements", "contacts")}


def problems(text: str, *, measures: Measures | None = MEASURES) -> tuple[Problem, ...]:
    with pytest.raises(ScenarioErrors) as raised:
        load_text(text, "study.yaml", measures=measures)
    return raised.value.problems


def hint(text: str) -> str:
    [problem] = problems(BASE + text)
    return problem.hint


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("'20%'", "write 0.2"),
        ("'-2.5 percent'", "write -0.025"),
        ("'7,5 per cent'", "write 0.075"),
        ("'+20%'", "write 0.2"),
        ("'1,000'", "write 1000"),
        ('"1\'000"', "write 1000"),
        ("'1 000 000'", "write 1000000"),
        ("'-1_000.5'", "write -1000.5"),
        ("'0,3'", "write 0.3, with a point"),
        ("'0,30001'", "write 0.30001, with a point"),
        ("'0.3'", "write 0.3, without quotes"),
        ("' .3e-2 '", "write .3e-2, without quotes"),
        ("'0.3 USD'", "write the number alone, the unit is share"),
        ("'€0.3'", "write the number alone, the unit is share"),
        ("'$ 3,000'", "write the number alone, the unit is share"),
        ("1.200.000", "write 1200000"),
        ("'1.200,50'", "write 1200.50"),
        ("'much'", ""),
        ("'inf'", ""),
        ("true", ""),
        ("20", "shares go from 0 to 1: 20 percent is 0.2"),
        ("2", "shares go from 0 to 1: 2 percent is 0.02"),
        ("2.5", "shares go from 0 to 1: 2.5 percent is 0.025"),
        ("1.5", ""),
        ("200", ""),
        ("-3", ""),
    ],
)
def test_a_share_that_is_none(written: str, wanted: str) -> None:
    assert hint(f"world: {{work: {{overhead: 0}}, belief: {{baseline: {written}}}}}") == wanted


@pytest.mark.parametrize(
    ("setting", "wanted"),
    [
        ("world: {people: '2,000'}", "write 2000"),
        ("world: {people: '2000 people'}", "write the number alone, the unit is people"),
        ("world: {people: '2000'}", "write 2000, without quotes"),
        ("world: {people: \u0662\u0660\u0660\u0660}", "write 2000"),
        ("world: {people: 2000.5}", ""),
        ("world: {people: 2.000}", "2.000 is read as 2: write 2000, without points, or 2"),
        ("world: {people: 0.200}", ""),
        ("world: {people: 0}", ""),
        ("world: {people: 7000000}", ""),
        ("world: {people: 1e30}", ""),
        ("study: {replications: 100.001}", ""),
        ("study: {replications: 200.000}", "write 200"),
        ("world: {memory: {wary_half_life_days: never}}", "write .inf"),
        ("world: {memory: {wary_half_life_days: ' Forever '}}", "write .inf"),
        ("world: {memory: {wary_half_life_days: '30 d'}}", None),
        ("world: {attention: {load_half_life_days: never}}", ""),
        ("world: {money: {currency: 5}}", "put it in quotes"),
        ("title: 5.5", "put it in quotes"),
        ("title: [a]", ""),
        ("study: {outcomes: placements}", "write [placements]"),
        ("study: {keep_events: 3}", "write [3]"),
        ("study: {keep_events: true}", ""),
        ("study: {keep_events: 0.5}", ""),
        ("study: {market: share}", "did you mean shared?"),
        ("study: {market: free for all}", ""),
        ("study: {market: 3}", ""),
    ],
)
def test_what_was_probably_meant(setting: str, wanted: str | None) -> None:
    found = hint(setting)
    assert found == (wanted if wanted is not None else "write the number alone, the unit is days")


@pytest.mark.parametrize(
    ("written", "wanted"),
    [("'Yes'", "write true"), ("y", "write true"), ("'on'", "write true"), ("'no'", "write false"),
     ("n", "write false"), ("'Off'", "write false"), ("perhaps", ""), ("1", "")],
)  # fmt: skip
def test_yes_and_no_in_words(written: str, wanted: str) -> None:
    text = BASE.replace("active}", f"active, reengages: {written}}}")
    [problem] = problems(text)
    assert (problem.key, problem.hint) == ("strategies.calling.reengages", wanted)


def test_a_float_that_is_whole_is_written_as_one() -> None:
    [problem] = problems(BASE + "study: {replications: 5.0}")
    assert (problem.key, problem.line, problem.hint) == ("study.replications", 5, "write 5")


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ("world: {belief: {baseline: much}}", '"much" is text'),
        ("world: {belief: {baseline: true}}", "true is a yes-or-no value"),
        ("title: true", "true is a yes-or-no value"),
        ("title: 5", "5 is a number"),
        ("world: {belief: {baseline: 7}}", "7 is out of range"),
        ("world: {people: 2.5}", "2.5 is given"),
        ("study: {market: free}", '"free" is given'),
        ("study: {market: true}", "true is a yes-or-no value"),
    ],
)
def test_what_is_wrong_is_told_apart(setting: str, words: str) -> None:
    [problem] = problems(BASE + setting)
    assert problem.message.startswith(f"{words}; expected ")


def keys(text: str) -> list[str]:
    return [problem.key for problem in problems(text)]


def test_each_mistake_is_told_once_and_all_of_them() -> None:
    """Some come to light only when others are out of the way, those in blocks of the same place."""
    text = """\
recsim: 1
world: {people: none, belief: {baseline: 7}, segments: {a: {people_share: 2}}}
strategies:
  calling: {style: active, care: 7, follow_ups: x, channels: {work_phone: 3}}
  mixed: {style: blend}
study: {warm_up_days: 10, confidence: 3}
expect: [{strategy: calling, outcome: contacts}]
"""
    assert sorted(keys(text)) == [
        "expect[0]",
        "strategies.calling.care",
        "strategies.calling.channels.work_phone",
        "strategies.calling.follow_ups",
        "strategies.mixed.active_share",
        "study.confidence",
        "study.warm_up_days",
        "world.belief.baseline",
        "world.people",
        "world.segments.a.people_share",
    ]


def test_a_misspelling_is_not_told_again_as_what_is_missing() -> None:
    assert keys(BASE.replace("calling: {style: active}", "calling: {stile: active}")) == [
        "strategies.calling.stile"
    ]


def test_a_style_that_is_none_says_nothing_of_its_share() -> None:
    for style in ("pasive", "3", "[blend]"):
        text = BASE.replace("style: active", f"style: {style}, active_share: 0.5")
        assert keys(text) == ["strategies.calling.style"]


def test_a_wrong_name_does_not_hide_a_wrong_value() -> None:
    text = BASE + "world: {belief: {baselin: 0.1, seeker_belief: 7}}\n"
    assert sorted(keys(text)) == ["world.belief.baselin", "world.belief.seeker_belief"]


@pytest.mark.parametrize(
    ("setting", "wanted"),
    [
        ("expect: [{strategy: callin, outcome: contacts, equals: 0}]", ["expect[0].strategy"]),
        ("expect: [{strategy: calling, outcome: contact, equals: 0}]", ["expect[0].outcome"]),
        ("study: {outcomes: [placements, contact]}", ["study.outcomes[1]"]),
        ("study: {limits: {placement: 3}}", ["study.limits.placement"]),
    ],
)
def test_names_that_are_not_there(setting: str, wanted: list[str]) -> None:
    assert keys(BASE + setting) == wanted
    [problem] = problems(BASE + setting)
    assert problem.hint.startswith("did you mean ")
    if "measure" in problem.message:
        assert load_text(BASE + setting, "study.yaml").scenario.strategies


def test_strategies_that_are_missing_hide_no_other_mistake() -> None:
    assert sorted(keys("recsim: 1\nworld: {people: 0}\n")) == ["strategies", "world.people"]
    missing = "recsim: 1\nexpect: [{strategy: a, outcome: contacts, equals: 1}]\n"
    assert keys(missing) == ["strategies", "expect[0].strategy"]


def test_a_wrong_part_of_a_list_hides_no_other_mistake() -> None:
    text = BASE + "study: {keep_events: [first], warm_up_days: 10}\n"
    assert sorted(keys(text)) == ["study.keep_events[0]", "study.warm_up_days"]


def test_a_style_that_is_missing_hides_no_other_mistake() -> None:
    changes = "changes: [{day: 20, care: 0.1}, {day: 10, care: 0.2}]"
    text = BASE.replace("{style: active}", f"{{{changes}}}")
    assert keys(text) == ["strategies.calling.style", "strategies.calling.changes"]


@pytest.mark.parametrize(
    ("below", "line"),
    [
        ("  x:\n    style: active\n    care:0.5\n", 7),
        ("  x:\n    care:0.5\n    style: active\n", 6),
        ("  x:\n    style: active\n    care:0.5\nstudy: {seed: 1}\n", 7),
        ("  x:\n    style: active\n    channels:\n      work_phone:1\n    care: 0.5\n", 8),
        ("  x:{style: active}\n", 5),
        ("  x: {style: active, care:0.5}\n", 5),
        ("title:Hello\n", 5),
        ("expect:\n  - strategy:calling\n    outcome: contacts\n", 6),
    ],
)
def test_a_missing_blank_after_a_colon_names_its_own_line(below: str, line: int) -> None:
    [problem] = problems(BASE + below)
    assert problem.line == line
    assert problem.hint.endswith("with a blank after the colon")


def test_a_time_of_day_is_no_missing_blank() -> None:
    text = BASE.replace("waiting", "- 12:30") + "title: at http://example.org\n"
    assert all("blank" not in problem.message for problem in problems(text))


@pytest.mark.parametrize(
    ("setting", "wanted"),
    [
        ("channels: {phone: 1}", "did you mean personal_phone or work_phone?"),
        ("channels: {InMail: 1}", "did you mean network_message?"),
        ("follow-ups: 1", "did you mean follow_ups?"),
        ("reminders: 1", "did you mean follow_ups?"),
        ("reply_rate: 0.1", "the word here is response_rate, which is no setting"),
        ("runs: 3", "it belongs under study.replications"),
    ],
)
def test_a_word_of_the_trade_finds_its_setting(setting: str, wanted: str) -> None:
    [problem] = problems(BASE.replace("active}", f"active, {setting}}}"))
    assert problem.hint == wanted


@pytest.mark.parametrize("style", ["mixed", "Hybrid"])
def test_a_word_of_the_trade_finds_its_choice(style: str) -> None:
    [problem] = problems(BASE.replace("passive", style))
    assert problem.hint == "did you mean blend?"


@pytest.mark.parametrize(
    ("word", "measure"),
    [("hires", "placements"), ("Complaints", "offences"), ("time to hire", "time_to_fill_days"),
     ("vacancies", "requisitions_opened"), ("Cost-per-hire", "cost_per_placement")],
)  # fmt: skip
def test_a_word_of_the_trade_finds_its_measure(word: str, measure: str) -> None:
    [problem] = problems(BASE + f"study: {{outcomes: [{word}]}}", measures=ALL)
    assert problem.hint.startswith(f"did you mean {measure}")


@pytest.mark.parametrize(
    ("option", "hint"),
    [
        ("calling.inmail=1", "did you mean strategies.calling.channels.network_message?"),
        ("hires=3", "the word here is placements, which is no setting; recsim show lists all"
         " settings"),
        ("team_size=3",
         "did you mean strategies.calling.recruiters or strategies.waiting.recruiters?"),
    ],
)  # fmt: skip
def test_a_word_of_the_trade_finds_what_can_be_set(tmp_path: Path, option: str, hint: str) -> None:
    file = tmp_path / "study.yaml"
    file.write_text(BASE, encoding="utf-8")
    with pytest.raises(ScenarioErrors) as raised:
        load(file, set_=[option])
    assert [problem.hint for problem in raised.value.problems] == [hint]


def test_every_word_of_the_trade_means_something_that_exists() -> None:
    shapes = dict(_keys(file_shape(), ""))
    names = {key.split(".")[-1] for key in shapes} | set(ALL)
    choices = {choice for shape in shapes.values() for choice in shape.choices}
    for word, meant in SYNONYMS.items():
        assert set(meant) <= names | choices, word
        assert word not in names, f"{word} is a name itself"
