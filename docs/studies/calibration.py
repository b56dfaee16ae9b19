"""How far the defaults give what recruiters and labour-market statistics report.

Runs the shipped scenario ``two_ways`` for two years: as it is (agencies), with the same teams as
employers' own, and with callers of agencies who are careless or have nothing but a phone; and
compares them with the targets below:

    python docs/studies/calibration.py

It writes ``calibration.csv`` beside this file and the table in ``docs/calibration.md``, and needs
a few minutes. Nothing is fitted here: see the page for how the defaults were chosen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, exp
from typing import Any

import numpy as np
import numpy.typing as npt
import people
import polars as pl
from page import COMPILED, HERE, show
from people import Log, Pair

from recsim.analysis.intervals import Interval, centred, mean_interval, ratio_interval
from recsim.analysis.measures.market import MONTHS_PER_YEAR
from recsim.analysis.results import Results
from recsim.experiments.runner import run
from recsim.scenario.load import load
from recsim.scenario.markdown import table
from recsim.scenario.scenario import Scenario

SCENARIO = "two_ways"
PAGE = "calibration.md"
REPLICATIONS = 40
HORIZON_DAYS = 730
EVERYBODY = ("waiting", "calling", "both")
ADVERTISERS = ("waiting", "both")
CALLERS = ("calling", "both")
AGENCY, OWN, CARELESS, BY_PHONE = "agency", "own", "careless", "by phone"
OWN_REQUISITIONS = 21.0
"""A year, of a recruiter whom an employer employs: so that 18 to 20 of them are filled."""
OWN_OVERHEAD = 0.1
"""Employers' recruiters have no clients to win and to keep."""
TYPICAL, CALLING = ("both",), ("calling",)
KINDS: Mapping[str, tuple[str, ...]] = {
    AGENCY: (),
    OWN: (
        *(f"strategies.{name}.kind=corporate" for name in EVERYBODY),
        f"world.demand.requisitions_per_recruiter_year={OWN_REQUISITIONS}",
        f"world.work.overhead={OWN_OVERHEAD}",
    ),
    CARELESS: ("strategies.calling.care=0.1",),
    BY_PHONE: ("strategies.calling.channels={personal_phone: 1}",),
}
"""What is different of the scenario, by the kind of teams."""
WORKING_DAYS = people.DAYS_PER_YEAR / 7 * 5 / 4
"""In a quarter."""
PLENTIFUL, SCARCE = ("service", "office"), ("engineers", "specialists")
BEST = 0.1  # the best tenth

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Seen:
    """One strategy in all replications.

    Attributes:
        results: of the study.
        strategy: its name.
    """

    results: Results
    strategy: str

    @property
    def confidence(self) -> float:
        """Of intervals."""
        return self.results.scenario.study.confidence

    @property
    def horizon(self) -> float:
        """The measured time, days."""
        return float(self.results.scenario.study.horizon_days)

    def total(self, name: str) -> Floats:
        """A measure of each replication, shape (n,)."""
        return self.results.column(self.strategy, name).to_numpy().astype(np.float64)

    def logs(self, occupations: Sequence[str] = ()) -> list[Log]:
        """The event log of each replication; of some occupations, if they are named."""
        logs = [self.results.logs[self.strategy, number] for number in self.results.replications]
        if not occupations:
            return logs
        names = list(self.results.scenario.world.segments)
        places = [names.index(name) for name in occupations]
        return [log[np.isin(log["segment"], places)] for log in logs]


Statistic = Callable[[Seen], Interval]


def measure(of: str, per: str, factor: float = 1.0) -> Statistic:
    """``factor`` times one measure by another one, sum over sum."""
    return lambda seen: ratio_interval(seen.total(of), seen.total(per), factor, seen.confidence)


def counts(count: Callable[[Log], Pair], *occupations: str) -> Statistic:
    """What is counted in each log, sum over sum."""
    return timed(lambda log, _: count(log), *occupations)


def timed(count: Callable[[Log, float], Pair], *occupations: str) -> Statistic:
    """The same, if it has to know when the run ends."""

    def statistic(seen: Seen) -> Interval:
        found = np.array([count(log, seen.horizon) for log in seen.logs(occupations)])
        return ratio_interval(found[:, 0], found[:, 1], 1.0, seen.confidence)

    return statistic


def finding_a_job(seen: Seen) -> Interval:
    """Chance that an unemployed person has a job a month later, from the rate."""
    found = np.array([people.unemployed_who_found(log) for log in seen.logs()])
    months = seen.total("unemployed_person_years") * MONTHS_PER_YEAR
    rate = ratio_interval(found, months, 1.0, seen.confidence)
    return Interval(*(None if end is None else 1 - exp(-end) for end in rate))


def median_tenure(seen: Seen) -> Interval:
    """Median over employed people at the end of each run, years; mean over the runs."""
    medians = np.array([np.median(people.tenures(log)) for log in seen.logs()])
    return mean_interval(medians, seen.confidence)


def best_recruiters(seen: Seen) -> Interval:
    """Mean placements a year of the best tenth of all recruiters; jackknife over replications."""
    team = seen.results.scenario.strategies[seen.strategy]
    placed = np.array([people.placed_by(log, team.recruiters) for log in seen.logs()])
    years = seen.horizon / people.DAYS_PER_YEAR

    def best(some: npt.NDArray[np.int64]) -> float:
        ranked = np.sort(some.ravel())[::-1]
        return float(ranked[: ceil(BEST * len(ranked))].mean()) / years

    n, whole = len(placed), best(placed)
    without = np.array([best(np.delete(placed, at, axis=0)) for at in range(n)])
    return centred(whole, n * whole - (n - 1) * without, seen.confidence)


def fit_and_staying(seen: Seen) -> Interval:
    """Correlation, over placed people, of fit with staying a year; jackknife over replications."""
    placed = [
        people.fit_and_staying(log, people.DAYS_PER_YEAR, seen.horizon) for log in seen.logs()
    ]

    def correlation(some: Sequence[Floats]) -> float:
        return float(np.corrcoef(np.concatenate(some, axis=1))[0, 1])

    n, whole = len(placed), correlation(placed)
    without = np.array([correlation([*placed[:at], *placed[at + 1 :]]) for at in range(n)])
    return centred(whole, n * whole - (n - 1) * without, seen.confidence)


@dataclass(frozen=True)
class Target:
    """A number and the range in which it should lie.

    Attributes:
        name: key of the row.
        label: what it is, in words.
        found: how it is found.
        low, high: the range.
        source: evidence behind the range.
        strategies: for which it has a meaning.
        judged: those of them that the sources are about, which have to be in the range.
        kind: of the teams, a key of ``KINDS``.
        held_out: not used when the defaults were chosen.
    """

    name: str
    label: str
    found: Statistic
    low: float
    high: float
    source: str
    strategies: tuple[str, ...] = EVERYBODY
    judged: tuple[str, ...] = TYPICAL
    kind: str = AGENCY
    held_out: bool = False

    def verdict(self, value: float) -> str:
        """ "in", "below" or "above" the range."""
        return "below" if value < self.low else "above" if value > self.high else "in"


TARGETS = (
    Target("job_to_job", "job changes per employed person and month",
           measure("job_changes", "employed_person_years", 1 / MONTHS_PER_YEAR),
           0.010, 0.028, "F2, F4"),
    Target("finding_a_job", "unemployed people who have a job a month later",
           finding_a_job, 0.24, 0.33, "F4, F24"),
    Target("tenure", "years in the present job, median", median_tenure, 3, 5, "P38"),
    Target("short_tenures", "employed people in their job for a year at most",
           measure("short_tenures_end", "employed_end"), 0.17, 0.27, "P38"),
    Target("long_tenures", "employed people in their job for ten years or longer",
           measure("long_tenures_end", "employed_end"), 0.15, 0.30, "P38"),
    Target("searching", "employed people who search",
           measure("searching_person_years", "employed_person_years"), 0.15, 0.25, "P2"),
    Target("unemployed", "people without a job",
           measure("unemployed_person_years", "person_years"), 0.035, 0.10, "P1"),
    Target("first_messages", "first messages on a network that are answered",
           counts(people.first_messages_answered), 0.10, 0.25, "F53, P13", CALLERS, CALLING),
    Target("answered", "approaches that are answered, follow-ups included",
           measure("approaches_answered", "approaches_ended"),
           0.15, 0.32, "F60, F61", CALLERS, CALLING),
    Target("interested_per_approach", "approaches that end in interest",
           measure("approaches_interested", "approaches_ended"),
           0.04, 0.12, "F60, F65", CALLERS, CALLING),
    Target("interest", "people interested, of those who answered",
           counts(people.interested_of_answering), 0.20, 0.35, "F60, P14", CALLERS, CALLING),
    Target("approached_plentiful", "people approached per hire by outreach, service and office",
           counts(people.approached_per_hire, *PLENTIFUL), 35, 100, "F68", CALLERS, CALLING),
    Target("approached_scarce", "people approached per hire by outreach, engineers and specialists",
           counts(people.approached_per_hire, *SCARCE), 100, 450, "F68", CALLERS, CALLING),
    Target("interested", "people interested per hire by outreach",
           counts(people.interested_per_hire), 15, 70, "F60, F68", CALLERS, CALLING),
    Target("applicants_per_hire", "applications per placement by application",
           measure("applications", "placements_by_applying"),
           50, 230, "F105, F106, F108", ADVERTISERS, kind=OWN),
    Target("applications_per_requisition", "applications per requisition",
           measure("applications", "requisitions_opened"), 50, 300, "P32", ADVERTISERS, kind=OWN),
    Target("talks", "screening talks a week of a recruiter who only calls",
           measure("talks", "recruiter_quarters", 28 / people.DAYS_PER_YEAR),
           5, 15, "judgement", CALLING, CALLING, OWN),
    Target("idle", "time idle while requisitions are open, of a recruiter who only calls",
           measure("idle_hours", "busy_or_open_hours"), 0, 0.10, "judgement",
           CALLING, CALLING, OWN),
    Target("contacts_a_day", "messages and calls a working day of an agency’s recruiter who calls",
           measure("contacts", "recruiter_quarters", 1 / WORKING_DAYS),
           15, 50, "F55, F214, F215", CALLING, CALLING),
    Target("dials_a_day", "calls a working day, the same with nothing but a phone",
           measure("contacts", "recruiter_quarters", 1 / WORKING_DAYS),
           15, 50, "F214, F215", CALLING, CALLING, BY_PHONE),
    Target("talks_agency", "screening talks a week of an agency’s recruiter who only calls",
           measure("talks", "recruiter_quarters", 28 / people.DAYS_PER_YEAR),
           3, 15, "F203, F208", CALLING, CALLING),
    Target("placements_calling", "placements a year of an agency’s recruiter who only calls",
           measure("placements", "recruiter_quarters", 4), 8, 22, "F203", CALLING, CALLING),
    Target("careless_messages", "first messages on a network that are answered, without care (0.1)",
           counts(people.first_messages_answered), 0.01, 0.08, "F74, F75, F223",
           CALLING, CALLING, CARELESS),
    Target("careless_answered", "approaches that are answered, follow-ups included, without care",
           measure("approaches_answered", "approaches_ended"), 0.015, 0.14, "F74, F75",
           CALLING, CALLING, CARELESS),
    Target("open_requisitions", "open requisitions per recruiter (the survey asked employers)",
           measure("open_requisition_quarters", "recruiter_quarters"),
           12, 25, "F112, P34"),
    Target("fill_rate", "requisitions filled within 17 weeks",
           measure("requisitions_filled_in_17_weeks", "requisitions_of_17_weeks"),
           0.15, 0.35, "F204"),
    Target("fill_rate_own", "the same, employers' own teams",
           measure("requisitions_filled_in_17_weeks", "requisitions_of_17_weeks"),
           0.70, 0.90, "F205", kind=OWN),
    Target("days_to_fill", "days to fill, service and office",
           timed(people.days_to_fill, *PLENTIFUL), 30, 50, "F106, F111", kind=OWN, held_out=True),
    Target("days_to_fill_technical", "days to fill, engineers and specialists",
           timed(people.days_to_fill, *SCARCE), 40, 65, "F29, F106", kind=OWN, held_out=True),
    Target("placements", "placements per recruiter and year",
           measure("placements", "recruiter_quarters", 4), 8, 14, "F203"),
    Target("placements_best", "the same, best tenth of recruiters",
           best_recruiters, 18, 26, "F203", held_out=True),
    Target("placements_own", "the same, employers' own teams",
           measure("placements", "recruiter_quarters", 4), 16, 30, "F202", kind=OWN),
    Target("gone_in_a_year", "placed people gone within a year, for any cause",
           timed(lambda log, end: people.gone_within(log, 365.0, end)), 0.20, 0.32, "F206"),
    Target("gone_in_90_days", "placed people gone within 90 days, for any cause",
           timed(lambda log, end: people.gone_within(log, 90.0, end)), 0.05, 0.12, "F206"),
    Target("fit_and_staying", "correlation of fit and staying for a year, of placed people",
           fit_and_staying, 0.05, 0.24, "F216"),
    Target("dropped_out", "people who silently drop out of the process",
           counts(people.dropped_out), 0.10, 0.28, "F207"),
    Target("accepted", "offers accepted, of those that ended",
           measure("offers_accepted", "offers_ended"), 0.80, 0.90, "P33", held_out=True),
    Target("contacted", "people whom one team contacts in a year",
           counts(people.contacted_in_a_year), 0, 0.35, "judgement",
           CALLERS, CALLERS, held_out=True),
    Target("contacts", "contacts of one team per person of the market and year",
           counts(people.contacts_in_a_year), 0, 3, "judgement", CALLERS, CALLERS, held_out=True),
    Target("in_48_hours", "applications in the first 48 hours of an advert",
           counts(lambda log: people.early(log, 2.0)), 0.36, 0.46, "F29: 0.41", ADVERTISERS),
    Target("in_96_hours", "applications in the first 96 hours of an advert",
           counts(lambda log: people.early(log, 4.0)), 0.51, 0.61, "F29: 0.56", ADVERTISERS),
)  # fmt: skip

COLUMNS = ("target", "strategy", "value", "low", "high", "from", "to", "verdict",
           "replications", "seed")  # fmt: skip


def scenario(kind: str = AGENCY, replications: int = REPLICATIONS) -> Scenario:
    """What is run: the shipped scenario for two years with teams of this kind."""
    asked = (f"study.horizon_days={HORIZON_DAYS}", COMPILED, *KINDS[kind])
    return load(SCENARIO, set_=asked, replications=replications).scenario


def study(replications: int = REPLICATIONS) -> pl.DataFrame:
    """Run and compare: one row a target and strategy, ``COLUMNS``."""
    rows: dict[tuple[str, str], tuple[object, ...]] = {}
    for kind in KINDS:
        asked = scenario(kind, replications)
        keep = {"keep_events": tuple(range(replications)), "about": ()}
        wanted = {name for one in TARGETS if one.kind == kind for name in one.strategies}
        teams = {name: team for name, team in asked.strategies.items() if name in wanted}
        only = {"strategies": teams, "study": asked.study.model_copy(update=keep)}
        results = run(asked.unchecked(**only, expect=(), variants={}))
        proof = (replications, asked.study.seed)
        for target in TARGETS:
            for strategy in target.strategies if target.kind == kind else ():
                found = target.found(Seen(results, strategy))
                numbers = (None if end is None else float(f"{end:.4g}") for end in found)
                judged = (target.low, target.high, target.verdict(found.estimate))
                rows[target.name, strategy] = (*numbers, *judged, *proof)
    table_of_all = [
        (target.name, strategy, *rows[target.name, strategy])
        for target in TARGETS
        for strategy in target.strategies
    ]
    return pl.DataFrame(table_of_all, schema=COLUMNS, orient="row")


def lines(found: pl.DataFrame) -> Iterator[str]:
    """The table of the page, from the stored rows."""
    first = found.row(0, named=True)
    judged = [(target, _row(found, target, who)) for target in TARGETS for who in target.judged]
    missed = {target.name for target, row in judged if row["verdict"] != "in"}
    touching = {
        target.name
        for target, row in judged
        if {target.verdict(row[end]) for end in ("low", "high") if row[end] is not None} - {"in"}
    }
    yield (
        f"`{SCENARIO}` for two years, {first['replications']} replications, seed {first['seed']}; "
        "mean and 95% interval over the replications. In italics what the sources are not about. "
        "**Bold**: outside of the range. †: held out, not used when the defaults were chosen. "
        f"{len(TARGETS) - len(missed)} of {len(TARGETS)} are inside by their means, "
        f"{len(TARGETS) - len(touching)} with their whole intervals."
    )
    yield ""
    head = ("What", "Range", "Evidence", *(name.capitalize() for name in EVERYBODY))
    yield from table(head, (_line(found, target) for target in TARGETS))


def _line(found: pl.DataFrame, target: Target) -> Sequence[str]:
    cells = []
    for strategy in EVERYBODY:
        known = strategy in target.strategies
        cells.append(_cell(_row(found, target, strategy), target) if known else "")
    wanted = f"{target.low:g} to {target.high:g}" if target.low else f"at most {target.high:g}"
    return (f"{target.label}{' †' * target.held_out}", wanted, target.source, *cells)


def _row(found: pl.DataFrame, target: Target, strategy: str) -> dict[str, Any]:
    this = (pl.col("target") == target.name) & (pl.col("strategy") == strategy)
    return found.row(by_predicate=this, named=True)


def _cell(row: dict[str, Any], target: Target) -> str:
    value, span = f"{row['value']:.3g}", f" ({row['low']:.3g} to {row['high']:.3g})"
    if row["low"] is None:
        span = ""
    if row["strategy"] not in target.judged:
        return f"*{value}{span}*"
    return f"{value}{span}" if row["verdict"] == "in" else f"**{value}**{span}, {row['verdict']}"


if __name__ == "__main__":
    table_of_all = study()
    table_of_all.write_csv(HERE / "calibration.csv")
    show(PAGE, "calibration", lines(table_of_all))
