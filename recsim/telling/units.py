"""Values of a measure in its own unit, and what is said where there is no value."""

from __future__ import annotations

from recsim.analysis.finding import strict
from recsim.analysis.glossary import unit_of
from recsim.analysis.intervals import Interval
from recsim.analysis.measures import MEASURES, Measure
from recsim.analysis.measures.ripening import horizon_needed
from recsim.scenario.scenario import Scenario
from recsim.scenario.sentences import sentence
from recsim.scenario.study import DAYS_PER_YEAR
from recsim.telling import phrases
from recsim.telling.numbers import NOTHING, Written, text, written

PERCENT = 100.0
"""Shares are shown in percent."""


class Unit:
    """Writes values of one measure.

    Args:
        measure: which one.
        scenario: for the currency.
    """

    def __init__(self, measure: Measure, scenario: Scenario) -> None:
        self.measure = measure
        self._unit = unit_of(measure, scenario)

    @property
    def bare(self) -> bool:
        """Whether values stand without a unit, which the measure's name has."""
        unit = self.measure.unit
        if unit == "share" or "currency" in unit:
            return False
        said = unit in self.measure.label or unit == "people"
        return self.measure.whole or unit.startswith("per ") or " per " in unit or said

    def written(self, found: Interval, *, sign: bool = False) -> Written:
        """A value with its interval, without the unit (shares in percent)."""
        factor = scale(self.measure)
        low, high = (None if end is None else factor * end for end in found[1:])
        return written(factor * found.estimate, low, high, whole=self.measure.whole, sign=sign)

    def level(self, found: Interval) -> str:
        """A value with its interval: "5.9% (5.2 to 6.6)", "39 days (37 to 41)", "146"."""
        shown = self.written(found)
        value = self._of_value(shown.value)
        return f"{value} ({shown.interval})" if shown.low else value

    def change(self, found: Interval) -> str:
        """A difference with its interval and signs: "+5.9 percentage points (+5.2 to +6.6)"."""
        shown = self.written(found, sign=True)
        value = self.gap(shown.value)
        return f"{value} ({shown.interval})" if shown.low else value

    def value(self, value: float) -> str:
        """A value alone: "5.9%", "39.1 days"."""
        return self.level(Interval(value, None, None))

    def exactly(self, value: float) -> str:
        """A value that somebody set, with all its digits."""
        return self._of_value(text(value * scale(self.measure)))

    def exact_gap(self, value: float) -> str:
        """The size of a difference that somebody set: "5 percentage points", "1"."""
        return self.gap(text(value * scale(self.measure)))

    def limit(self, value: float) -> str:
        """The same with the name of the measure: "5 offences per 1,000 contacts"."""
        label = self.measure.label if self.bare else f"({self.measure.label})"
        return f"{self.exactly(value)} {label}"

    def gap(self, value: str) -> str:
        """The size of a difference with its unit: "5.9 percentage points", "39 days", "146"."""
        if self.measure.unit == "share":
            return f"{value} {phrases.POINT if value == '1' else phrases.POINTS}"
        return self._of_value(value)

    def _of_value(self, shown: str) -> str:
        if self.measure.unit == "share":
            return phrases.SHARE.format(value=shown)
        if self.bare:
            return shown
        unit = phrases.ONE.get(self._unit, self._unit) if shown == "1" else self._unit
        return phrases.WITH_UNIT.format(value=shown, unit=unit)


def cell(
    name: str, found: tuple[float | None, float | None, float | None], *, sign: bool = False
) -> str:
    """A value with its interval in a table, without unit (shares in percent)."""
    value, low, high = found
    if value is None:
        return NOTHING
    measure = MEASURES[name]
    factor = scale(measure)
    ends = (None if end is None else factor * end for end in (low, high))
    return str(written(factor * value, *ends, whole=measure.whole, sign=sign))


def scale(measure: Measure) -> float:
    """Factor from a measure's own unit to the one that is shown."""
    return PERCENT if measure.unit == "share" else 1.0


def shortage(measure: Measure, scenario: Scenario) -> tuple[str, int]:
    """Why the measured time tells nothing of a measure: name of a phrase, days that it needs.

    ("", 0) if it tells something.
    """
    if measure.cohort is None:
        return "", 0
    needed = horizon_needed(scenario, measure.cohort)
    if needed is None:
        return "NEVER_KNOWN", 0
    short = needed > scenario.study.horizon_days
    return ("NEEDS_A_DAY" if needed == 1 else "NEEDS_DAYS", needed) if short else ("", 0)


def too_short(measure: Measure, scenario: Scenario) -> str:
    """ "needs a horizon of 126 days" if the measured time tells nothing of a measure; else ""."""
    form, days = shortage(measure, scenario)
    return getattr(phrases, form).format(count=f"{days:,}") if form else ""


def unknown(measure: Measure, scenario: Scenario) -> str:
    """What is said of a measure without a value: not yet known, or nothing to divide by."""
    if why := too_short(measure, scenario):
        return phrases.NOT_YET_KNOWN.format(why=why)
    form = phrases.NOTHING_TO_DIVIDE_BY if measure.is_ratio else phrases.NOT_DEFINED
    return form.format(denominator=measure.denominator)


def not_yet_known(scenario: Scenario) -> list[str]:
    """Sentences on the declared outcomes that the measured time is too short for."""
    outcomes = (MEASURES[name] for name in scenario.study.outcomes)
    return [
        sentence(f"{measure.label}: {unknown(measure, scenario)}")
        for measure in outcomes
        if too_short(measure, scenario)
    ]


def counted_days(days: int) -> str:
    """ "one day", "126 days"."""
    return "one day" if days == 1 else f"{days:,} days"


def counted(count: int, thing: str) -> str:
    """ "one run", "30 runs"."""
    return f"one {thing}" if count == 1 else f"{count:,} {thing}s"


def time(days: int) -> str:
    """A time: "one year", "3 years", "17 weeks", "90 days"."""
    for length, name in ((DAYS_PER_YEAR, "year"), (7, "week"), (1, "day")):
        if days % length == 0:
            return counted(days // length, name)
    raise AssertionError


def measured_time(scenario: Scenario) -> tuple[str, int]:
    """The measured time behind a number of people: name of a phrase, years or days."""
    days = scenario.study.horizon_days
    if days in (DAYS_PER_YEAR, DAYS_PER_YEAR + 1):
        return "A_YEAR", 1
    if days % DAYS_PER_YEAR == 0:
        return "IN_YEARS", days // DAYS_PER_YEAR
    return "IN_A_DAY" if days == 1 else "IN_DAYS", days


def period(scenario: Scenario) -> str:
    """The same in words: "a year", "in 3 years", "in 90 days"."""
    form, count = measured_time(scenario)
    return str(getattr(phrases, form).format(count=f"{count:,}"))


def how_made(scenario: Scenario, count: int) -> str:
    """Over what numbers were averaged, and what stands in brackets beside them."""
    study = scenario.study
    days = counted_days(study.horizon_days)
    teams = _in_one_market(scenario)
    if count == 1:
        return f"One run of {days}, no interval; seed {study.seed}.{teams}"
    shown, wider = percent(study.confidence), percent(strict(study.confidence))
    return (
        f"Means of {count} runs of {days}, rates over all of them together; in brackets, {shown} "
        f"intervals. A sentence names a direction only if a wider interval, of {wider}, has it "
        f"too; where only that one leaves it open, it is the one that is shown. Seed {study.seed}."
        f"{teams}"
    )


def _in_one_market(scenario: Scenario) -> str:
    """Which of the teams that meet in a market a row is of; nothing where there is one."""
    if scenario.study.market == "shared":
        return " All teams share the market of a run; each row is one of them."
    if any(strategy.rivals for strategy in scenario.strategies.values()):
        return " A row is one team; its rivals in the same market have no row."
    return ""


def made_elsewhere(version: str) -> str:
    """What is said of results of another version ("recsim 0.1.0, code 0123456789")."""
    return (
        f"made by another version of the model ({version}): its numbers can be compared among "
        "themselves, not with those of this version"
    )


def percent(share: float) -> str:
    """A share or confidence that somebody set: "95%", "98.75%"."""
    return phrases.SHARE.format(value=text(round(PERCENT * share, 9)))
