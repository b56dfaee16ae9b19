"""A person's lives side by side as one document, for the screen, for programs, for the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from math import floor
from typing import Any

from recsim.analysis.stories.chronicle import Chronicle
from recsim.analysis.stories.picks import PICKS, Pick, Standing, picks, standing
from recsim.analysis.stories.recruiter import hours_by_week, recruiter_week, weeks_of
from recsim.analysis.stories.speech import Words
from recsim.analysis.stories.start import Start, start
from recsim.analysis.stories.telling import Passage, story
from recsim.model.events import TASKS

Json = dict[str, Any]


def lives(worlds: Sequence[Chronicle], person: int, pick: str | None = None) -> Json:
    """One person's life in each of these worlds.

    Args:
        worlds: of the same scenario and replication, at least one.
        person: number of the person.
        pick: how the person was chosen, one of ``PICKS``; None if by number.

    Returns:
        scenario, title, seed, replication, people, horizon_days, warm_up_days; person, pick,
        picks (each with name, label, meaning and person, null if there is nobody); start
        (occupation, status, satisfaction, text); lives: one a world, with strategies, label,
        moments (row, day, until, when, kind, text, team), standing (count, value, fewer, same) and
        standing_text; rows: number of rows; note. Moments of the same row belong beside each
        other.

    Raises:
        IndexError: there is no such person.
    """
    first = worlds[0]
    scenario = first.scenario
    stories = [story(world, person) for world in worlds]
    places = aligned(stories)
    found = picks(worlds)
    who = start(scenario, first.replication, person)
    return {
        "scenario": scenario.name,
        "title": scenario.title or scenario.name,
        "seed": scenario.study.seed,
        "replication": first.replication,
        "people": first.people,
        "horizon_days": scenario.study.horizon_days,
        "warm_up_days": scenario.study.warm_up_days,
        "person": person,
        "pick": pick,
        "picks": [
            {"name": name, "person": found[name], **_pick(first.words, one)}
            for name, one in PICKS.items()
        ],
        "start": _start(first.words, who),
        "lives": [
            {
                "strategies": list(world.teams[: world.looked_at]),
                "label": label(world),
                "moments": [
                    _moment(world.words, row, moment)
                    for row, moment in zip(rows, moments, strict=True)
                ],
                "standing": [asdict(one) for one in standing(world, person)],
                "standing_text": standing_text(standing(world, person), world.people, world.words),
            }
            for world, moments, rows in zip(worlds, stories, places, strict=True)
        ],
        "rows": 1 + max((row for rows in places for row in rows), default=-1),
        "note": first.words.say("note"),
    }


def _pick(words: Words, pick: Pick) -> Json:
    label, meaning = words.pick(pick.name, pick.label, pick.meaning)
    return {"label": label, "meaning": meaning}


def _start(words: Words, who: Start) -> Json:
    text = words.say("person", person=who.person) + who.told(words)
    return {**asdict(who), "text": text, "told": who.told(words)}


def _moment(words: Words, row: int, moment: Passage) -> Json:
    when = words.when(floor(moment.day), floor(moment.until))
    return {"row": row, "when": when, **asdict(moment)}


def weeks(worlds: Sequence[Chronicle], recruiter: int, week: int) -> Json:
    """One recruiter's week in each of these worlds.

    Returns:
        scenario, title, seed, replication, recruiter, week; weeks: one a world, with team, label,
        hours by task, available, sentences and people.

    Raises:
        IndexError: there is no such recruiter or week in one of the worlds.
    """
    scenario = worlds[0].scenario
    found = [recruiter_week(world, recruiter, week) for world in worlds]
    return {
        "scenario": scenario.name,
        "title": scenario.title or scenario.name,
        "seed": scenario.study.seed,
        "replication": worlds[0].replication,
        "recruiter": recruiter,
        "week": week,
        "weeks": [{"label": scenario.label(one.team), **asdict(one)} for one in found],
    }


def recruiter_weeks(worlds: Sequence[Chronicle], recruiter: int, week: int) -> Json:
    """All weeks of one recruiter in hours by task, and one of them in words, in each world.

    Returns:
        scenario, title, seed, replication, recruiter, week; weeks: their numbers, 1 is the first
        measured one; recruiters: how many there are in the world that has the most; tasks (name,
        label); teams: one a world, with strategies, label, recruiters, missing (why there is
        nothing to tell; empty else), team, hours (by task, a number for each of weeks), available
        (hours a week) and told (that week: hours, sentences, people).

    Raises:
        IndexError: there is no such week, or no such recruiter in any of the worlds.
    """
    first = worlds[0]
    scenario = first.scenario
    numbers = weeks_of(scenario.study)
    most = [max(found.stop for found in world.recruiters()) for world in worlds]
    if recruiter >= max(most):
        recruiter_week(worlds[most.index(max(most))], recruiter, week)  # says what there is
    return {
        "scenario": scenario.name,
        "title": scenario.title or scenario.name,
        "seed": scenario.study.seed,
        "replication": first.replication,
        "recruiter": recruiter,
        "week": week,
        "weeks": list(numbers),
        "recruiters": max(most),
        "tasks": [{"name": name, "label": first.words.task(name)} for name in TASKS],
        "teams": [
            _weeks(world, recruiter, week, count) for world, count in zip(worlds, most, strict=True)
        ],
    }


def _weeks(world: Chronicle, recruiter: int, week: int, recruiters: int) -> Json:
    """One recruiter's weeks in one world."""
    whose = {"strategies": list(world.teams[: world.looked_at]), "label": label(world)}
    if recruiter >= recruiters:
        form = "few_recruiters" if recruiters else "no_recruiter"
        missing = world.words.say(form, last=recruiters - 1)
        return {**whose, "recruiters": recruiters, "missing": missing}
    told = asdict(recruiter_week(world, recruiter, week))
    return {
        **whose,
        "recruiters": recruiters,
        "missing": "",
        "team": world.scenario.label(told["team"]),
        "hours": hours_by_week(world, recruiter),
        "available": told["available"],
        "told": {name: told[name] for name in ("hours", "sentences", "people")},
    }


def label(world: Chronicle) -> str:
    """Name of a world: that of its strategy, or of all that share it."""
    teams = world.teams[: world.looked_at]
    return world.words.listed([world.scenario.label(team) for team in teams])


def aligned(stories: Sequence[Sequence[Passage]]) -> list[list[int]]:
    """A row for each moment: in order of time, the same instant in the same row.

    Moments of different lives on the same day share a row, if that keeps the order.
    """
    rows: list[list[int]] = [[] for _ in stories]
    instants = sorted({moment.day for moments in stories for moment in moments})
    free = [0] * len(stories)  # first row in which nothing stands yet, by life
    top, today = 0, None
    for instant in instants:
        if floor(instant) != today:
            today, top = floor(instant), max(free)
        here = [sum(moment.day == instant for moment in moments) for moments in stories]
        first = max([top, *(free[life] for life, count in enumerate(here) if count)])
        for life, count in enumerate(here):
            if count:
                rows[life] += range(first, first + count)
                free[life] = first + count
    return rows


def standing_text(found: Sequence[Standing], people: int, words: Words) -> str:
    """How unusual the story is, in a sentence."""
    told = [
        words.say("among_one", count=words.counted(one.count, one.value), compared=compared)
        for one in found
        for compared in [_compared(one, words)]
    ]
    return words.say("among", count=words.number(people - 1), told=", ".join(told))


def _compared(one: Standing, words: Words) -> str:
    if one.same == 1:
        return words.say("like_all")
    if one.fewer == 1:
        return words.say("most")
    return words.say("more", fewer=_percent(one.fewer, words), same=_percent(one.same, words))


def _percent(share: float, words: Words) -> str:
    value = f"{100 * share:.0f}"
    if 0 < share < 0.005:
        return words.say("little")
    if value == "100" and share < 1:
        return words.say("nearly_all")
    return words.say("percent", value=value)
