"""What a picture shows, in sentences: made by the teller of the study, chosen here."""

from __future__ import annotations

from functools import cache

import polars as pl

from recsim.analysis.estimates import pair, sample
from recsim.analysis.intervals import ratio_interval
from recsim.analysis.measures import MEASURES, Kind
from recsim.report import harvest, over_time
from recsim.report.view import View
from recsim.scenario.sentences import capital, sentence
from recsim.telling.findings import WORLDS, Teller
from recsim.telling.numbers import written
from recsim.telling.units import Unit

HARVESTED = (
    ("by_planter", "{value} end in a placement of its own"),
    ("by_others", "{value} in one of another team"),
    ("elsewhere", "Without a recruiter, {value} end in a job"),
)


def headline(view: View) -> str:
    """Two strategies against each other: those that the question is about, by the gain."""
    measure = view.teller.first
    if len(view.keys) == 1:
        unit, found = Unit(MEASURES[measure], view.scenario), view.interval(view.keys[0], measure)
        return f"{capital(MEASURES[measure].label)}: {unit.level(found)}." if found else ""
    values = {key: of.value for key in view.keys if (of := view.estimate(key, measure))}
    pair = view.pair(values)
    if pair is None:
        return ""
    said = view.teller.headline(*pair)
    return " ".join(one.text for one in said if one.role != WORLDS)


def segments(view: View) -> str:
    """Who fills more in the most plentiful and in the scarcest occupation."""
    said = []
    for segment in (view.segments[0], view.segments[-1]):
        rows = view.results.segments.filter(pl.col("segment") == segment)
        by_key = {key: rows.filter(pl.col("strategy") == key) for key in view.keys}
        teller = Teller(view.scenario, cache(lambda key, name, of=by_key: sample(of[key], name)))
        filled = {key: value for key in view.keys
                  if (value := teller.samples(key, "fill_rate").estimate) is not None}  # fmt: skip
        if pair := view.pair(filled):
            found = teller.compare("fill_rate", *pair)
            said.append(f"{capital(segment.replace('_', ' '))}: {teller.alone(found)}")
    return " ".join(said)


def applications(view: View) -> str:
    """Whether applicants are answered, and who resents it."""
    return _both(view, "never_answered_share", "resentments_per_100_placements")


def offers(view: View) -> str:
    """Whom counter-offers cost more, and who places more."""
    return _both(view, "counter_offers", "placements")


def _both(view: View, measure: str, then: str) -> str:
    """Two strategies, those that the question is about or the farthest apart, in two measures."""
    teller = view.teller
    found = {key: of.value for key in view.keys if (of := view.estimate(key, measure)) is not None}
    pair = view.pair(found)
    if pair is None:
        unit = Unit(MEASURES[measure], view.scenario)
        alone = ((key, view.interval(key, measure)) for key in found)
        label = capital(MEASURES[measure].label)
        return " ".join(
            f"{label} with {teller.name(key)}: {unit.level(of)}." for key, of in alone if of
        )
    first, second = (teller.compare(name, *pair) for name in (measure, then))
    return f"{teller.alone(first)} {teller.next(second)}"


def seeds(view: View) -> str:
    """What became of the seeds of the team that planted most."""
    keys = harvest.planters(view)
    planter = max(keys, key=lambda key: view.total(key, ["seeds_planted"]))
    start = f"Of {harvest.PER:,} seeds planted with {view.teller.name(planter)}, "
    said: list[str] = []
    for name, words in HARVESTED:
        of = ("seeds_planted", f"seeds_harvested_{name}")
        planted, grown = pair(*(view.teller.samples(planter, measure) for measure in of))
        if planted.n == 0:  # what another version knew nothing of
            continue
        shown = written(*ratio_interval(grown.values, planted.values, harvest.PER,
                                        view.confidence, kind=Kind.SHARE))  # fmt: skip
        around = f" ({shown.interval})" if shown.low else ""
        value = words.format(value=f"{shown.value}{around}")
        said.append(value if said else f"{start}{value[:1].lower()}{value[1:]}")
    return " ".join(map(sentence, said))


def offence_over_time(view: View) -> str:
    """Complaints per contact in the last part of the time, in percent of that in the first.

    Of more than two strategies, those that the question is about.
    """
    change = over_time.relative_offence(view)
    last = {key: points[-1].found for key, points in change.items() if len(points) > 1}
    _, name = over_time.part(view)
    said = []
    for key in view.pair({key: -of.value for key, of in last.items()}) or last:
        value, around = last[key].written(whole=True).value, last[key].written(whole=True).interval
        said.append(
            f"With {view.teller.name(key)}, complaints per contact in the last {name} are {value}% "
            f"of those in the first{f' ({around})' if around else ''}."
        )
    return " ".join(said)
