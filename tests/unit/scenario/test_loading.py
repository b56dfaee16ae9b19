"""Loading: YAML 1.2, --set, what wins over what, and names that are no file."""

from __future__ import annotations

import cProfile
import errno
import math
import os
import subprocess
import sys
import tracemalloc
from pathlib import Path

import pytest
from written import TWO, Write

from recsim.analysis.measures import MEASURES
from recsim.scenario.errors import ScenarioErrors
from recsim.scenario.load import load
from recsim.scenario.plan_file import MOST_ROWS
from recsim.scenario.show import resolved_yaml
from recsim.scenario.world import World
from recsim.scenario.yaml_nodes import MOST_BYTES
from recsim.scenario.yaml_text import yaml_text


def problems_of(*args: object, **options: object) -> str:
    with pytest.raises(ScenarioErrors) as raised:
        load(*args, **options)  # type: ignore[arg-type]
    return str(raised.value)


def test_defaults_fill_what_a_file_leaves_out(write: Write) -> None:
    scenario = load(write("strategies:\n  waiting: {style: passive}\n")).scenario
    assert scenario.name == "study"
    assert scenario.world.people == World().people
    assert scenario.strategies["waiting"].follow_ups == 2
    assert list(scenario.world.segments) == ["everyone"]


def test_whole_numbers_are_fine_where_numbers_are_wanted(write: Write) -> None:
    scale = load(write("world: {offence: {scale: 2}}" + TWO.replace("\n    ", "\n"))).scenario
    assert scale.world.offence.scale == 2.0


def test_only_true_and_false_are_booleans(write: Write) -> None:
    text = """
    world:
      segments:
        no: {people_share: 0.5, requisition_share: 0.5}
        yes: {people_share: 0.5, requisition_share: 0.5}
    strategies:
      on: {style: passive, label: off, reengages: false}
    """
    scenario = load(write(text)).scenario
    assert list(scenario.world.segments) == ["no", "yes"]
    assert scenario.strategies["on"].label == "off"
    assert scenario.strategies["on"].reengages is False


def test_a_half_life_may_be_infinite(write: Write) -> None:
    text = "world: {memory: {wary_half_life_days: .inf}}\nstrategies: {a: {style: passive}}\n"
    assert math.isinf(load(write(text)).scenario.world.memory.wary_half_life_days)


def test_empty_blocks_count_as_not_written(write: Write) -> None:
    text = """
    world:
    study:
      # all as usual
    expect:
    strategies:
      a: {style: passive, active_share: }
    """
    assert load(write(text)).scenario.world.people == World().people


def test_editors_comment_and_anchors_are_harmless(write: Write) -> None:
    text = """\
    # yaml-language-server: $schema=../recsim/scenario/schema.json
    strategies:
      calling: {style: active, channels: &mix {work_phone: 1}}
      polite: {style: active, channels: *mix}
    """
    assert load(write(text)).scenario.strategies["polite"].channels.work_phone == 1


def test_precedence(write: Write) -> None:
    write("world: {people: 2}\n" + TWO.replace("\n    ", "\n"), "parent.yaml")
    path = write(
        """
        extends: parent.yaml
        variants: {v: {world: {people: 4}}}
        """
    )
    assert load(path).scenario.world.people == 2
    with_file = write(
        "extends: parent.yaml\nworld: {people: 3}\nvariants: {v: {world: {people: 4}}}"
    )
    assert load(with_file).scenario.world.people == 3
    assert load(with_file, with_=["v"]).scenario.world.people == 4
    assert load(with_file, with_=["v"], set_=["people=5"]).scenario.world.people == 5


def test_set_reads_yaml_and_takes_any_unique_end_of_a_key(write: Write) -> None:
    path = write(TWO)
    loaded = load(
        path,
        set_=[
            "offence.scale=0.25",
            "calling.care=0.9",
            "strategies.calling.channels={work_email: 1}",
            "limits.offences_per_1000_contacts=5",
            "world.belief.baseline={value: 0.2, source: a guess}",
            "title=On the way",
        ],
        seed=7,
        replications=3,
    )
    scenario = loaded.scenario
    assert scenario.world.offence.scale == 0.25
    assert scenario.strategies["calling"].care == 0.9
    assert scenario.strategies["calling"].channels.work_email == 1
    assert scenario.study.limits == {"offences_per_1000_contacts": 5}
    assert scenario.world.belief.baseline == 0.2
    assert scenario.title == "On the way"
    assert (scenario.study.seed, scenario.study.replications) == (7, 3)
    assert loaded.origins["world.belief.baseline"].kind == "set"


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ("care=0.9", "could be any of: strategies.waiting.care, strategies.calling.care"),
        ("ofence.scale=1", "did you mean world.offence.scale?"),
        ("strategies.caling.care=1", "did you mean strategies.calling.care"),
        ("calling.care=2", "--set calling.care=2: strategies.calling.care\n  2 is out of range"),
        ("calling.care=70%", "write 0.7"),
        ("calling.care", "expected key=value"),
        ("=3", "expected key=value"),
        ("people=", "no value is given for world.people"),
        ("people=[", "not valid YAML"),
        ("extends=two_ways", "cannot be set here"),
        ("offence={scal: 2}", "world.offence.scal\n  there is no setting"),
        ("people=.inf", "not finite"),
    ],
)
def test_set_is_checked(write: Write, option: str, said: str) -> None:
    text = problems_of(write(TWO), set_=[option])
    assert text.startswith(f"--set {option}")
    assert said in text
    assert "line" not in text.splitlines()[0]


@pytest.mark.parametrize("value", ["9" * 5000, f"0x{'9' * 400}", f"[2, {'9' * 400}]"])
def test_a_number_that_cannot_be_read_is_told_once(write: Write, value: str) -> None:
    with pytest.raises(ScenarioErrors) as refused:
        load(write(TWO), set_=[f"people={value}"])
    [problem] = refused.value.problems
    assert problem.message.endswith("is not a number that can be read")


@pytest.mark.parametrize("name", ["seed", "replications"])
def test_an_option_of_its_own_is_told_by_its_name(write: Write, name: str) -> None:
    text = problems_of(write(TWO), **{name: -1})
    assert text.startswith(f"--{name}=-1: study.{name}\n  -1 is out of range")


def test_unknown_variant(write: Write) -> None:
    text = problems_of(write(TWO + "    variants: {spam: {world: {people: 5}}}"), with_=["spma"])
    assert text.startswith("--with spma")
    assert "did you mean spam?" in text
    assert "no variants at all" in problems_of(write(TWO), with_=["spam"])


def test_measures_are_checked_if_they_are_known(write: Write) -> None:
    path = write(TWO + "    study: {outcomes: [placments]}\n")
    assert load(path).scenario.study.outcomes == ("placments",)
    assert "did you mean placements?" in problems_of(path, measures=MEASURES)


def test_a_missing_file_names_its_neighbours(write: Write) -> None:
    write(TWO, "two_ways_here.yaml")
    assert "did you mean two_ways_here.yaml?" in problems_of("two_ways_heer.yaml")
    assert "did you mean two_ways_here.yaml?" in problems_of("two_ways_here")
    assert "this is not a file" in problems_of(write(TWO, "folder.yaml/x.yaml").parent)


def test_a_file_that_is_too_large(write: Write) -> None:
    path = write("# " + "x" * MOST_BYTES)
    assert "larger than 1,024 KB" in problems_of(path)
    path = write("# " + "x" * (MOST_BYTES - 100) + "\nstrategies: {a: {style: passive}}")
    assert load(path).scenario.strategies


@pytest.mark.parametrize("source", ["", "a\0b", "a\0b.yaml", "x" * 5000, "nowhere/at/all.yaml"])
def test_impossible_names(source: str, write: Write) -> None:
    write(TWO)
    assert "there is no" in problems_of(source) or "cannot be read" in problems_of(source)


@pytest.mark.parametrize("source", [".", os.devnull, "folder"])
def test_what_is_there_and_no_file(source: str, write: Write) -> None:
    write(TWO, "folder/x.yaml")
    assert f"{source}\n  this is not a file that can be read" in problems_of(source)


def test_a_file_without_permission(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(TWO)

    def refuse(*_: object, **__: object) -> None:  # as the system does; root may read everything
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(Path, "open", refuse)
    assert "cannot be read" in problems_of(path)


def test_the_name_of_a_file_becomes_a_safe_name(write: Write) -> None:
    assert load(write(TWO, "Two ways (2).yaml")).scenario.name == "Two_ways_2"
    assert load(write("name: short\n" + TWO.replace("\n    ", "\n"))).scenario.name == "short"
    for stem in ("2024_plan", "m²", "x" * 90):  # and is one that may be given
        name = load(write(TWO, f"{stem}.yaml")).scenario.name
        assert load(write(TWO), set_=[f"name={name}"]).scenario.name == name


def test_a_plan_that_is_not_there_may_be_one_of_the_tables_beside(write: Write) -> None:
    write("", "plan_2025.csv")
    path = write("world: {demand: {plan: plan_2024.csv}}" + TWO.replace("\n    ", "\n"))
    assert "no such file\n  Hint: did you mean plan_2025.csv?" in problems_of(path)


@pytest.mark.parametrize("name", ["../x", "/tmp/x", ".", "-x", "a b", "a\n", "x" * 61, ""])
def test_a_name_that_is_given_is_safe_wherever_it_is_given(name: str, write: Write) -> None:
    quoted = yaml_text(name)
    path = write(TWO)
    scenario = load(path).scenario
    for told in (
        problems_of(write(f"name: {quoted}\n" + TWO.replace("\n    ", "\n"), "named.yaml")),
        problems_of(path, set_=[f"name={quoted}"]),
        problems_of(scenario.unchecked(name=name)),
    ):
        assert "expected letters, digits, _ or -, at most 60" in told
    with pytest.raises(ValueError, match="name"):
        scenario.model_copy(update={"name": name})


def test_loading_is_fast(write: Write) -> None:
    path = write(TWO)
    load(path)
    profile = cProfile.Profile()
    profile.runcall(load, path)
    calls = sum(one.callcount for one in profile.getstats())
    assert calls < 50_000  # they were 14,000, which takes some 10 ms


def test_loading_imports_nothing_heavy() -> None:
    code = (
        "import sys, recsim.scenario.load, recsim.scenario.show, recsim.scenario.explain\n"
        "heavy = {'polars', 'scipy', 'matplotlib', 'numpy', 'joblib', 'simpy', 'rich', 'typer'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("letter", ["\u202e", "\u202a", "\u2066", "\u2068", "\u200f", "\u061c"])
def test_no_text_turns_the_direction_of_the_words_around_it(write: Write, letter: str) -> None:
    escaped = f"\\u{ord(letter):04X}"
    path = write(
        f'title: "A{letter}B {escaped}C"\n'
        f"strategies: {{waiting: {{style: passive, label: שלום{letter} Ada}}}}\n"
        f'variants: {{other: {{label: "{escaped}other"}}}}\n'
    )
    scenario = load(path, set_=[f'question="Q{escaped}"']).scenario
    assert scenario.title == "AB C"
    assert scenario.question == "Q"
    assert scenario.label("waiting") == "שלום Ada"
    assert scenario.variant_label("other") == "other"
    assert letter in path.read_text(encoding="utf-8")


def test_a_text_in_any_script_stays_as_it_was_written(write: Write) -> None:
    written = "\u0646\u0627\u0645\u0647\u200c\u0627\u06cc \U0001f469\u200d\U0001f4bb\ufe0f"
    path = write(f"title: {written}\nstrategies: {{waiting: {{style: passive}}}}\n")
    assert load(path).scenario.title == written


@pytest.mark.parametrize(
    "text",
    [
        '? "' + "k" * 61_000 + '\U0001f600"\n: [&a [' + "1," * 99 + "1]" + ",*a" * 194 + "]\n",
        'a: &a "' + "\u200f" * 100_000 + '"\nb: [' + "*a," * 5_000 + "*a]\n",
        "a: &a\n  ? " + "k" * 50_000 + "\n  : 1\nb: [" + "*a," * 5_000 + "*a]\n",
    ],
    ids=["a long key above many values", "a long text many times", "a long key many times"],
)
def test_no_file_takes_more_memory_than_a_large_one(write: Write, text: str) -> None:
    path = write(text)
    tracemalloc.start()
    try:
        said = problems_of(path)
        assert tracemalloc.get_traced_memory()[1] < 100_000_000
    finally:
        tracemalloc.stop()
    assert "comes to more than 8,000,000 letters" in said


def test_what_is_repeated_without_end_is_refused_before_it_is_simulated(write: Write) -> None:
    changes = ", ".join(f"{{day: {at}, care: 0.5}}" for at in range(700))
    others = "".join(f"\n  b{at}: {{like: a}}" for at in range(11))
    path = write(f"strategies:\n  a: {{style: active, changes: [{changes}]}}{others}\n")
    with pytest.raises(ScenarioErrors, match="larger than a scenario may be: 20,000 values"):
        resolved_yaml(load(path))


def test_the_longest_plan_can_be_read_again(write: Write) -> None:
    rows = "".join("everyone,1,2,1\n" for _ in range(MOST_ROWS))
    write(f"occupation,opens,by,count\n{rows}", "plan.csv")
    write("world: {demand: {plan: plan.csv}}\n" + TWO.replace("\n    ", "\n"))
    again = write(resolved_yaml(load("study.yaml")), "again.yaml")
    assert len(load(again).scenario.world.demand.plan) == MOST_ROWS


@pytest.mark.parametrize("given", ["!!bool maybe", "!!null none"])
def test_a_tag_makes_nothing_of_another_word(write: Write, given: str) -> None:
    tag = given.split()[0]
    assert f"the tag {tag} is not used in scenarios" in problems_of(write(f"title: {given}\n"))
