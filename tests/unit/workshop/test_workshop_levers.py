"""Levers: every setting with a range has one, and each can be moved and put back."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from recsim.page.levers import FIRST, SAID, Lever, step_of
from recsim.page.start import Start
from recsim.scenario.gallery import shipped
from recsim.scenario.shape import leaves, scenario_shape, shape_at
from recsim.workshop.state import BadState, Catalogue, changed

NAMES = [name for name, _ in shipped()]


@pytest.fixture(scope="module")
def every() -> Catalogue:
    return Catalogue()


def all_levers(catalogue: Catalogue) -> list[tuple[Start, Lever]]:
    starts = [catalogue[name] for name in catalogue.names]
    return [(start, lever) for start in starts for lever in start.levers.values()]


def test_every_setting_with_a_range_every_choice_and_every_switch_has_a_lever(
    every: Catalogue,
) -> None:
    for name in every.names:
        start = every[name]
        expected = set()
        for leaf in leaves(scenario_shape(), None, start.scenario):
            shape = leaf.shape
            block = leaf.key.split(".")[0]
            narrow = shape.limits.high - shape.limits.low <= 1
            if block in ("world", "strategies") and (
                shape.choices
                or shape.type is bool
                or (shape.number and (shape.plausible or narrow))
            ):
                expected.add(leaf.key)
        assert set(start.levers) == expected | {"world.people"}


def test_at_most_six_levers_of_a_strategy_come_first_and_lead(every: Catalogue) -> None:
    for name in every.names:
        for levers in every[name].strategy_levers.values():
            marked = [lever.first for lever in levers]
            assert marked == sorted(marked, reverse=True)
            assert 1 <= sum(marked) <= FIRST


def test_what_the_strategies_differ_in_comes_first(every: Catalogue) -> None:
    for name, setting in (("careful_or_careless", "care"), ("hasty_or_thorough", "talk_bar")):
        for levers in every[name].strategy_levers.values():
            first = [lever.path.rpartition(".")[2] for lever in levers if lever.first]
            assert setting in first[:2]
    waiting = every["two_ways"].strategy_levers["waiting"]
    assert not {"care", "follow_ups"} & {
        lever.path.rpartition(".")[2] for lever in waiting if lever.first
    }


def test_values_and_ends_are_whole_numbers_of_steps(every: Catalogue) -> None:
    for _, lever in all_levers(every):
        if lever.kind not in ("number", "integer"):
            assert (lever.min, lever.max, lever.step) == (None, None, None)
            continue
        assert lever.min is not None
        assert lever.max is not None
        assert lever.step is not None
        assert lever.min < lever.max
        for end in (lever.max if lever.value is None else lever.value, lever.max):  # None: no end
            times = (end - lever.min) / lever.step
            assert math.isclose(times, round(times), abs_tol=1e-5), lever


def test_words_to_choose_from_are_those_of_the_setting(every: Catalogue) -> None:
    for _, lever in all_levers(every):
        assert bool(lever.choices) == (lever.kind == "choice")
        if lever.choices:
            assert lever.value in lever.choices
        assert lever.label
        assert lever.help


def test_labels_are_declared_and_distinct_where_they_stand_together(every: Catalogue) -> None:
    for name in every.names:
        start = every[name]
        for levers in (*start.strategy_levers.values(), *start.world_levers.values()):
            labels = [lever.label for lever in levers]
            assert len(set(labels)) == len(labels)
            for lever in levers:
                shape = shape_at(lever.path)
                assert shape is not None
                assert str(shape.extra["label"]) in lever.label, "a label made of the key's words"
                assert len(lever.label) <= 65


def test_words_of_a_file_are_said_in_plain_words(every: Catalogue) -> None:
    for _, lever in all_levers(every):
        assert set(lever.choices) <= set(SAID), lever.path


@pytest.mark.slow
def test_all_levers_can_be_set_to_where_they_are(every: Catalogue) -> None:
    for name in every.names:
        start = every[name]
        same = {
            path: lever.value
            for path, lever in start.levers.items()
            if lever.value is not None and not path.endswith(".active_share")
        }
        assert changed(start, same).hash == changed(start, {}).hash


@pytest.mark.parametrize("end", ["min", "max"])
def test_the_loader_takes_both_ends_of_a_lever(every: Catalogue, end: str) -> None:
    start = every["two_ways"]
    for path, lever in start.levers.items():
        if lever.min is None or lever.adds_up:
            continue
        changed(start, {path: getattr(lever, end)})


def test_a_number_beyond_the_ends_is_refused(tiny: Start) -> None:
    with pytest.raises(BadState, match=r"the lever goes from 1 to 60"):
        changed(tiny, {"strategies.calling.recruiters": 61})


def test_badges_tell_evidence_from_assumption_from_choice(tiny: Start) -> None:
    levers = tiny.levers
    assert levers["strategies.calling.care"].badge == "choice"
    assert levers["world.offence.scale"].badge == "assumption"
    assert levers["world.offence.scale"].source.startswith("P24: ")
    assert levers["world.labour.job_loss_per_month"].badge == "evidence"
    assert levers["world.labour.job_loss_per_month"].source.startswith("P4: ")
    assert levers["world.traits.touchiness_log_sd"].badge == "assumption"


def test_the_authors_range_and_source_come_before_ours(tiny: Start) -> None:
    lever = tiny.levers["world.demand.requisitions_per_recruiter_year"]
    assert (lever.min, lever.max, lever.value) == (50, 150, 100)
    assert (lever.badge, lever.source) == ("evidence", "our own books")


def test_a_time_without_end_stays_and_can_be_ended(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text.replace("people: 200", "people: 200\n  memory: {wary_half_life_days: .inf}"),
        encoding="utf-8",
    )
    start = Catalogue(str(file))["tiny"]
    path = "world.memory.wary_half_life_days"
    assert (start.levers[path].value, start.levers[path].max) == (None, 1500)
    assert changed(start, {}).scenario.world.memory.wary_half_life_days == math.inf
    assert changed(start, {path: 100}).scenario.world.memory.wary_half_life_days == 100


def test_shares_that_belong_together_say_so(tiny: Start) -> None:
    groups: dict[str, float] = {}
    for lever in tiny.levers.values():
        if lever.adds_up:
            assert isinstance(lever.value, int | float)
            groups[lever.adds_up] = groups.get(lever.adds_up, 0) + lever.value
    assert set(groups) == {
        "strategies.calling.channels",
        "strategies.polite.channels",
        "strategies.waiting.channels",
        "world.segments.people_share",
        "world.segments.requisition_share",
    }
    assert all(math.isclose(total, 1) for total in groups.values())


def test_steps_are_round_and_fit() -> None:
    assert step_of(0, 1, [0.7], whole=False) == 0.01
    assert step_of(1, 60, [6], whole=True) == 1
    assert step_of(200, 5000, [2000], whole=True) == 50
    assert step_of(0.01, 0.015, [0.013], whole=False) == pytest.approx(5e-5)
    assert step_of(0, 10, [1 / 3], whole=False) < 1e-3
