"""What a calibration found, in sentences: what fits, what does not, what stays open."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from recsim.analysis.measures import MEASURES
from recsim.analysis.own_numbers import OUTSIDE
from recsim.analysis.paired import FEWER, MORE, Comparison
from recsim.scenario.sentences import listed, quoted
from recsim.telling.numbers import text
from recsim.telling.observed import difference_words, name_of
from recsim.telling.phrases import phrase
from recsim.telling.units import Unit, counted

if TYPE_CHECKING:
    from recsim.analysis.calibrated import Calibrated, Fit, Moved, Open
    from recsim.scenario.scenario import Scenario

NAMED = 4
_DIGITS = 3


def headline(found: Calibrated) -> str:
    """How many own numbers are met, on runs that took no part in the fit; and which are not."""
    total = len(found.fits)
    own = "your one number" if total == 1 else f"your {total} numbers"
    where = f"on {counted(found.fresh, 'run')} that took no part in the fit"
    if not found.fresh:
        where = "on the runs of the fit; none were left to check it"
    if found.met == total:
        said = f"The scenario meets {own}, {where}."
    else:
        said = f"The scenario meets {found.met or 'none'} of {own}, {where}."
        off = [fit.fresh or fit.after for fit in found.fits if not fit.meets]
        for words, certain in (("It misses", True), ("Of these it cannot be told", False)):
            told = [
                difference_words(of, found.loaded.scenario)
                for of in off
                if of.simulated is not None and (of.verdict == OUTSIDE) is certain
            ]
            if told:
                said += f" {words}: {'; '.join(told)}."
    before = sum(_met_before(fit) for fit in found.fits)
    return f"{said} As the file stood, it met {before or 'none'}."


def _met_before(fit: Fit) -> bool:
    found, own = fit.before.simulated, fit.before.own
    return found is not None and own.low <= found.estimate <= own.high


def verdicts(found: Calibrated) -> list[str]:
    """All that is said."""
    return [
        headline(found),
        *_moved(found),
        *_open(found),
        *_left_out(found),
        *_how(found),
    ]


def lever_words(one: Moved) -> str:
    """A lever and where it went: "All chances of offence: 0.16 instead of 1"."""
    if one.unit == "times" and len(one.keys) > 1:
        return f'"{one.label}": {text(one.now, _DIGITS)} times as in the file'
    return f'"{one.label}": {text(one.now, _DIGITS)} instead of {text(one.was, _DIGITS)}'


def _moved(found: Calibrated) -> Iterator[str]:
    """What was moved, and what of it is hard to believe."""
    if not found.moved:
        yield "None of these numbers has a lever: nothing was moved."
        return
    yield f"Moved: {'; '.join(map(lever_words, found.moved))}."
    odd = [f'"{one.label}"' for one in found.moved if not one.plausible]
    if odd:
        verb = "lies" if len(odd) == 1 else "lie"
        yield (
            f"{listed(odd)} {verb} outside of what is plausible (recsim explain KEY): a number is "
            "counted in another way than here, or the team works in another way than the file says."
        )
        also = list(
            dict.fromkeys(key for one in found.moved if not one.plausible for key in one.others)
        )
        if also:
            yield f"What else would move the same numbers: --free {' --free '.join(also)}."
    ends = [f'"{one.label}"' for one in found.moved if one.at_limit]
    if ends:
        yield f"{listed(ends)} could not be moved further."


def _open(found: Calibrated) -> Iterator[str]:
    """What own numbers do not determine, and which number would."""
    open_ = [one for one in found.open if one.is_open]
    for one in open_[:NAMED]:
        yield open_words(found, one)
    if len(open_) > NAMED:
        more = listed([f'"{one.label}"' for one in open_[NAMED:]])
        yield f"Nor do they determine {more} (the table has the ranges)."
    known = [f'"{one.label}"' for one in found.open if not one.is_open]
    if known:
        yield (
            f"They leave no room that could be found for {listed(known)}: at a quarter of the way "
            "to either end of its range, the others could not make up for it."
        )


def open_words(found: Calibrated, one: Open) -> str:
    """ "900 to 4,000 fits alike of "People in the market"; ...: tell how many ..."."""
    values = f"{text(one.low, _DIGITS)} to {text(one.high, _DIGITS)}"
    whole = " (all that is plausible)" if one.whole else ""
    said = f'"{one.label}": {values} fit alike{whole}'
    answer = _answer(found, one)
    said += f"; {answer}" if answer else ""
    return f"{said}. {_ask(found, one)}"


def _ask(found: Calibrated, one: Open) -> str:
    """Which own number would tell."""
    label = ASKED[one.asks]
    if one.measure and one.at_low is not None and one.at_high is not None:
        unit = Unit(MEASURES[one.measure], found.loaded.scenario)
        low, high = sorted((one.at_low, one.at_high))
        shown = f"{unit.value(low)} to {unit.value(high)}"
        what = name_of(MEASURES[one.measure])
        if one.asks == "people_reachable":
            return f"Tell {label}, or {ASKED['applicants_per_advert']} ({shown} over this range)."
        return f"Tell {label} ({what}: {shown} over this range)."
    return f"Tell {label}."


ASKED = {
    "people_reachable": "how many people you can reach",
    "applicants_per_advert": "how many applicants an advert draws",
    "messages_per_week": "how many messages the team sends in a week",
    "minutes_per_message": "how many minutes a first message takes",
    "reply_rate": "how many people answer, of those written to",
    "interviews_per_hire": "how many people are interviewed for each hire",
    "open_requisitions": "how many requisitions are open at a time",
    "interested_share": "which share of those who answer wants to hear more",
    "days_to_fill": "how many days it takes to fill a requisition",
    "complaints": "how many people complain in a year",
    "offers_accepted": "which share of offers is accepted",
}
"""Own numbers as one asks for them, by name."""


def _answer(found: Calibrated, one: Open) -> str:
    """What becomes of the study's comparison over the range."""
    ends = (one.low_compared, one.high_compared)
    sizes = [_size(end, found.loaded.scenario) for end in ends]
    if found.pair is None or None in sizes:
        return ""
    first, second = (quoted(found.loaded.scenario.label(name)) for name in found.pair)
    noun = phrase(MEASURES[found.outcome]).noun
    decided = {end.direction for end in ends if end is not None}
    turns = " (it turns)" if decided >= {MORE, FEWER} else ""
    return (
        f"{noun} with {second} minus with {first} are then {sizes[0]} and {sizes[1]} at its ends"
        f"{turns}"
    )


def _size(found: Comparison | None, scenario: Scenario) -> str | None:
    if found is None or found.interval is None:
        return None
    return str(Unit(found.measure, scenario).written(found.interval, sign=True))


def _left_out(found: Calibrated) -> Iterator[str]:
    """How well each number follows from the others."""
    looked = [fit for fit in found.fits if fit.left_out is not None and fit.left_out.simulated]
    if not looked:
        return
    inside = [fit for fit in looked if _follows(fit)]
    said = (
        f"Left out, one at a time, with its lever as in the file and the others fitted: "
        f"{len(inside) or 'none'} of {len(looked)} own numbers came out within the tolerance"
    )
    off = [
        f"{name_of(fit.after.own.measure)} {_level(found, fit)}"
        for fit in looked
        if not _follows(fit)
    ]
    yield f"{said}{'; ' + '; '.join(off) if off else ''}."
    rest = sum(fit.left_out is None and fit.lever is not None for fit in found.fits)
    if rest and any("leaving out" in one for one in found.skipped):
        return
    if rest:
        yield (
            f"Of {counted(rest, 'further own number')} it cannot be told: with its lever as in "
            "the file the others could not be met."
        )


def _follows(fit: Fit) -> bool:
    assert fit.left_out is not None
    found, own = fit.left_out.simulated, fit.left_out.own
    return found is not None and own.low <= found.estimate <= own.high


def _level(found: Calibrated, fit: Fit) -> str:
    assert fit.left_out is not None
    assert fit.left_out.simulated is not None
    unit = Unit(fit.after.own.measure, found.loaded.scenario)
    value = fit.left_out.simulated.estimate
    return f"{unit.value(value)} instead of {unit.value(fit.after.own.value)}"


def _how(found: Calibrated) -> Iterator[str]:
    """How it was found."""
    study = found.loaded.scenario.study
    yield (
        f"{counted(found.trials, 'run')} of {counted(study.horizon_days, 'day')} (of at most "
        f"{found.budget:,}), each trial with the same {found.replications} worlds; seed "
        f"{study.seed}. A range that fits alike was tried at both ends, the levers following; "
        "beyond it is not known, or does not fit."
    )
    if found.skipped:
        yield f"The budget did not suffice for {listed(list(found.skipped))}: --budget."
