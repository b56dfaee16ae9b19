"""One sentence of what a study found, with its numbers and intervals taken from the results."""

from __future__ import annotations

from collections.abc import Mapping

from recsim.analysis.measures import MEASURES
from recsim.report import ends, harvest, over_time
from recsim.report.view import PERCENT, Estimate, View, number, sentence, share, span_words

RESENTED = "resentments_per_100_placements"
_RESENTED_WORDS = " resentments per 100 placements"
_OPEN = "\0"
"""Stands for a bracket around an interval until the sentence is closed."""


def _value(found: Estimate, *, whole: bool = False, unit: str = "") -> str:
    """ "198 (190 to 206)", or the bare value of one run."""
    value, interval = span_words(found, whole=whole)
    return f"{value}{unit} {_OPEN}{interval})" if interval else f"{value}{unit}"


def _close(view: View, text: str) -> str:
    """The sentence; the first bracket says what all of them are."""
    if view.replications == 1:
        return f"{sentence(text)}. One run, no interval."
    text = text.replace(_OPEN, f"({view.percent} interval ", 1).replace(_OPEN, "(")
    return f"{sentence(text)}."


def _estimates(view: View, measure: str, segment: str | None = None) -> dict[str, Estimate]:
    found = {key: view.estimate(key, measure, segment) for key in view.keys}
    return {key: estimate for key, estimate in found.items() if estimate}


def _extremes(found: Mapping[str, Estimate]) -> tuple[str, str]:
    """Strategies with the highest and the lowest value."""
    ranked = sorted(found, key=lambda key: -found[key].value)
    return ranked[0], ranked[-1]


def placements(view: View, cost: str | None = None) -> str:
    """Who places most and who fewest and, if ``cost`` is a measure, what that costs in goodwill."""
    found = _estimates(view, "placements")
    if not found:
        return ""
    if len(found) == 1:
        (key,) = found
        text = f"{view.label(key)}: {_value(found[key], whole=True)} placements"
    elif len(found) == 2:
        text = _two(view)
    else:
        text = _many(view, found)
    return _close(view, text + (_price(view, cost) if cost else ""))


def _two(view: View) -> str:
    base, other = (view.label(key) for key in view.keys)
    found = view.difference(view.keys[1], "placements")
    if found is None:
        return f"placements of {base} and {other} cannot be compared"
    size = number(abs(found.value), whole=True)
    more = "more" if found.value > 0 else "fewer"
    if found.low is None or found.high is None:
        return f"{other}: {size} {more} placements than {base}"
    if found.ends == (0.0, 0.0):
        return f"{other} and {base}: the same number of placements"
    low, high = (number(abs(end), whole=True) for end in (found.low, found.high))
    if found.low <= 0 <= found.high:
        span = f"{_OPEN}{low} fewer to {high} more)"
        much = f"{size} {more}" if size != "0" else "as many"
        than = "than" if size != "0" else "as"
        return f"{other}: cannot tell yet, {much} placements {than} {base} so far {span}"
    least, most = (low, high) if found.value > 0 else (high, low)
    return f"{other}: {size} {more} placements than {base} {_OPEN}{least} to {most})"


def _many(view: View, found: Mapping[str, Estimate]) -> str:
    most, fewest = _extremes(found)
    gap = view.difference(most, "placements", fewest)
    if view.replications > 1 and (gap is None or gap.low is None or gap.low <= 0):
        return "placements: no clear difference between the strategies"
    return (
        f"most placements: {view.label(most)}, {_value(found[most], whole=True)}; "
        f"fewest: {view.label(fewest)}, {_value(found[fewest], whole=True)}"
    )


def _price(view: View, cost: str) -> str:
    """What it costs in goodwill: of two strategies both, of more the extremes."""
    found = _estimates(view, cost)
    if not found:
        return ""
    shown = list(found) if len(found) <= 2 else list(_extremes(found))
    words = [f"{view.label(key)} {_value(found[key])}" for key in shown]
    return f". {sentence(MEASURES[cost].label)}: {', '.join(words)}"


def segments(view: View) -> str:
    """Who fills most in the most plentiful and in the scarcest occupation."""
    words = []
    for segment in (view.segments[0], view.segments[-1]):
        found = _estimates(view, "fill_rate", segment)
        if not found:
            continue
        best, worst = _extremes(found)
        best_value = _value(found[best], whole=True, unit="%")
        worst_value = _value(found[worst], whole=True, unit="%")
        name = segment.replace("_", " ")
        if len(found) > 2:
            text = f"most filled by {view.label(best)}, {best_value}, fewest by "
            words.append(f"{name}: {text}{view.label(worst)}, {worst_value}")
        elif len(found) == 2:
            text = f"{view.label(best)} fills {best_value}, {view.label(worst)} {worst_value}"
            words.append(f"{name}: {text}")
        else:
            words.append(f"{name}: {best_value} filled")
    return _close(view, "; ".join(words)) if words else ""


def applications(view: View) -> str:
    """The strategies that answer the fewest and the most applicants, and how many resent it."""
    silent = {
        key: PERCENT * view.total(key, ends.NEVER_ANSWERED.measures) / total
        for key in view.keys
        if (total := ends.APPLICATIONS.count(view, key)) > 0
    }
    resented = _estimates(view, RESENTED)
    if not silent:
        return ""
    ranked = sorted(silent, key=lambda key: -silent[key])
    words: list[str] = []
    for key in dict.fromkeys((ranked[0], ranked[-1])):
        of, per = ("", "") if words else (" of 100 applications never answered", _RESENTED_WORDS)
        text = f"{view.label(key)}: {share(silent[key])}{of}"
        if key in resented:
            text += f" and {_value(resented[key])}{per}"
        words.append(text)
    return _close(view, "; ".join(words))


def offers(view: View) -> str:
    """What counter-offers take from the strategies that place fewest and most people."""
    lost = {
        key: PERCENT * view.total(key, ["counter_offers"]) / total
        for key in view.keys
        if (total := ends.OFFERS.count(view, key)) > 0
    }
    found = {key: value for key, value in _estimates(view, "placements").items() if key in lost}
    if not found:
        return ""
    most, fewest = _extremes(found)
    words: list[str] = []
    for key in dict.fromkeys((fewest, most)):
        of, placed = ("", "") if words else (" of 100 offers lost to counter-offers", " placements")
        value = _value(found[key], whole=True)
        words.append(f"{view.label(key)}: {share(lost[key])}{of}, {value}{placed}")
    return _close(view, "; ".join(words))


def seeds(view: View) -> str:
    """What became of the seeds of the team that planted most."""
    keys = harvest.planters(view)
    planter = max(keys, key=lambda key: view.total(key, ["seeds_planted"]))
    planted = view.total(planter, ["seeds_planted"])
    own, others, elsewhere = (
        share(harvest.PER * view.total(planter, [f"seeds_harvested_{name}"]) / planted)
        for name in ("by_planter", "by_others", "elsewhere")
    )
    return _close(
        view,
        f"of {harvest.PER:,} seeds planted by {view.label(planter)}, {own} became its own "
        f"placement, {others} a placement by another team, {elsewhere} a job without any team",
    )


def offence_over_time(view: View) -> str:
    """Offence per contact in the first and the last part of the time, and by how much it fell.

    Of more than two strategies, those at both ends of that change.
    """
    offence, change = over_time.offence(view), over_time.relative_offence(view)
    last = {key: points[-1].found for key, points in change.items() if len(points) > 1}
    if not last:
        return ""
    _, name = over_time.part(view)
    shown = list(last) if len(last) <= 2 else list(_extremes(last))
    words = []
    for key in shown:
        first, now = (number(offence[key][at].found.value) for at in (0, -1))
        words.append(
            f"{view.label(key)}: from {first} to {now}, {_value(last[key], whole=True, unit='%')} "
            "of the first"
        )
    start = f"offences per 1,000 contacts, first and last {name}. "
    return _close(view, start + "; ".join(words))
