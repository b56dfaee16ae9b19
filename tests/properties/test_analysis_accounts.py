"""Accounts of made-up markets: what the fold and the measures say is what really happened."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recsim.analysis.measures import MEASURES, Window, compute, stocks, value_of_ratio
from recsim.analysis.measures.series import weekly
from recsim.model.events import CODES, DETAILS, EVENT, STATUSES, TENURES, Kind
from recsim.model.tally import Tally
from recsim.scenario.scenario import Scenario
from recsim.scenario.strategy import Strategy
from recsim.scenario.study import Study
from recsim.scenario.world import Segment, World

TEAMS = ("waiting", "calling")
SEGMENTS = ("nurses", "welders")
CONTENT, SEEKING, UNEMPLOYED = STATUSES


def scenario(warm_up_weeks: int, horizon_days: int) -> Scenario:
    return Scenario(
        world=World(
            segments={name: Segment(people_share=0.5, requisition_share=0.5) for name in SEGMENTS}
        ),
        strategies={name: Strategy(style="passive") for name in TEAMS},
        study=Study(warm_up_days=7 * warm_up_weeks, horizon_days=horizon_days),
    )


@dataclass
class Market:
    """People who change status and mood at random; it remembers what happened and logs it."""

    rng: np.random.Generator
    of: Scenario
    log: list[tuple[float, float, int, int, int, int, int, int, int]] = field(default_factory=list)

    def run(self) -> None:
        study = self.of.study
        start, end = -study.warm_up_days, study.horizon_days
        people = int(self.rng.integers(4, 20))
        self.segment = self.rng.integers(0, 2, people).tolist()
        self.status = self.rng.choice(STATUSES, people).tolist()
        self.mood = {(p, t): "fine" for p in range(people) for t in range(2)}
        self.person_days: Counter[str] = Counter()
        self.happened: Counter[tuple[int, Kind]] = Counter()
        for person in range(people):
            status = self.status[person]
            band = "" if status == UNEMPLOYED else f"_{self.rng.choice(TENURES)}"
            self.record(start, person, -1, Kind.PRESENT, f"{status}{band}")
        # Everything happens at the beginning of a week, so that weekly levels are exact.
        for day in range(start, end, 7):
            for _ in range(int(self.rng.integers(0, 15))):
                self.something(day, int(self.rng.integers(people)), int(self.rng.integers(2)))

    def record(self, day: float, person: int, team: int, kind: Kind, detail: str = "") -> None:
        code = DETAILS.get(kind, ("",)).index(detail)
        value = float(self.rng.integers(1, 4))
        self.log.append((day, value, person, 0, 0, team, self.segment[person], kind, code))
        if day >= 0:
            self.happened[team, kind] += 1

    def something(self, day: float, person: int, team: int) -> None:
        status, mood = self.status[person], self.mood[person, team]
        before = str(self.rng.choice(STATUSES))  # when the candidacy began
        source = str(self.rng.choice(["applied", "approached", "returned"]))
        by_status = {
            CONTENT: [(Kind.SEARCH_STARTED, "own", SEEKING), (Kind.JOB_LOST, CONTENT, UNEMPLOYED),
                      (Kind.JOB_FOUND, CONTENT, CONTENT),
                      (Kind.LEFT_EARLY, "later_content", UNEMPLOYED)],
            SEEKING: [(Kind.SEARCH_ENDED, "", CONTENT), (Kind.JOB_LOST, SEEKING, UNEMPLOYED),
                      (Kind.JOB_FOUND, SEEKING, CONTENT),
                      (Kind.LEFT_EARLY, "in_guarantee_seeking", UNEMPLOYED)],
            UNEMPLOYED: [(Kind.JOB_FOUND, UNEMPLOYED, CONTENT)],
        }[status]  # fmt: skip
        by_status.append((Kind.PLACED, f"{source}_{before}_{status}", CONTENT))
        by_mood = {
            "fine": [(Kind.BECAME_WARY, "told", "wary"),
                     (Kind.DO_NOT_CONTACT, "was_not_wary", "no")],
            "wary": [(Kind.WARY_ENDED, "", "fine"), (Kind.DO_NOT_CONTACT, "was_wary", "no")],
            "no": [(Kind.DO_NOT_CONTACT_ENDED, "", "fine")],
        }[mood]  # fmt: skip
        if self.rng.random() < 0.5:
            kind, detail, after = by_status[int(self.rng.integers(len(by_status)))]
            of_team = kind in (Kind.PLACED, Kind.LEFT_EARLY)
            self.record(day, person, team if of_team else -1, kind, detail)
            self.status[person] = after
        else:
            kind, detail, after = by_mood[int(self.rng.integers(len(by_mood)))]
            self.record(day, person, team, kind, detail)
            self.mood[person, team] = after

    def tally(self) -> Tally:
        study = self.of.study
        tally = Tally.empty(TEAMS, SEGMENTS, study.warm_up_days, study.horizon_days)
        tally.add(np.array(self.log, dtype=EVENT))
        return tally


MARKETS = st.builds(
    lambda seed, warm, days: Market(np.random.default_rng(seed), scenario(warm, days)),
    st.integers(0, 2**32),
    st.integers(0, 4),
    st.integers(1, 60),
)


@given(MARKETS)
def test_stocks_are_what_they_are_and_people_are_conserved(market):
    market.run()
    tally = market.tally()
    for at, team in enumerate(TEAMS):
        for segment in (None, *SEGMENTS):
            window = Window(market.of, tally, team, segment)
            here = [
                person
                for person, where in enumerate(market.segment)
                if segment is None or SEGMENTS[where] == segment
            ]
            status = Counter(market.status[person] for person in here)
            mood = Counter(market.mood[person, at] for person in here)
            expected = {
                stocks.SEEKING: status[SEEKING],
                stocks.UNEMPLOYED: status[UNEMPLOYED],
                stocks.EMPLOYED: status[CONTENT] + status[SEEKING],
                stocks.WARY: mood["wary"],
                stocks.ON_DO_NOT_CONTACT: mood["no"],
            }
            for stock, people in expected.items():
                level = window.level(stock)
                assert level[-1] == window.at_end(stock) == people
                assert (level >= 0).all()
                assert (level <= len(here)).all()
            assert (window.level(stocks.SEEKING) <= window.level(stocks.EMPLOYED)).all()


@given(MARKETS)
def test_person_years_are_the_trapezium_rule_on_the_weekly_levels(market):
    market.run()
    tally = market.tally()
    first = tally.warm_up_bins
    for segment in (None, *SEGMENTS):
        window = Window(market.of, tally, TEAMS[0], segment)
        for stock in (stocks.SEEKING, stocks.UNEMPLOYED, stocks.EMPLOYED):
            begin = tally.count(Kind.PRESENT, *stock.begin, segment=segment).sum()
            level = np.array([begin, *window.level(stock)])[first:]
            days = np.sum((level[:-1] + level[1:]) / 2 * np.diff(window.edges[first:]))
            assert window.years(stock) == days / 365


@given(MARKETS)
def test_totals_are_what_happened_and_rates_follow_from_totals(market):
    market.run()
    tally = market.tally()
    for at, team in enumerate(TEAMS):
        found = compute(market.of, tally, team)
        assert found["placements"] == market.happened[at, Kind.PLACED]
        assert found["early_exits"] == market.happened[at, Kind.LEFT_EARLY]
        assert found["became_wary"] == market.happened[at, Kind.BECAME_WARY]
        assert found["jobs_found_elsewhere"] == market.happened[-1, Kind.JOB_FOUND]
        assert found["placements"] == sum(
            found[f"placements_{status}"] for status in ("content", "seeking", "unemployed")
        )
        years = found["employed_person_years"] + found["unemployed_person_years"]
        assert years == pytest.approx(found["person_years"])
        for name, measure in MEASURES.items():
            if measure.is_ratio:
                wanted = value_of_ratio(measure, found[measure.of], found[measure.per])
                assert found[name] == wanted
            low, high = measure.bounds
            value = found[name]
            assert value is None or low is None or value >= low
            assert value is None or high is None or value <= high * (1 + 1e-12)


@given(MARKETS)
def test_segments_and_weeks_add_up(market):
    market.run()
    tally = market.tally()
    for team in TEAMS:
        whole = compute(market.of, tally, team)
        parts = [compute(market.of, tally, team, segment) for segment in SEGMENTS]
        for name, measure in MEASURES.items():
            if measure.by_segment and not measure.is_ratio and whole[name] is not None:
                assert sum(part[name] for part in parts) == pytest.approx(whole[name]), name
        weeks = weekly(market.of, tally, team)
        measured = [day > 0 for day in weeks["day"]]
        for name in ("placements", "contacts", "recruiter_hours"):
            flow = sum(v for v, m in zip(weeks[name], measured, strict=True) if m)
            assert flow == pytest.approx(whole[name])
        assert weeks["day"][-1] == market.of.study.horizon_days


@st.composite
def logs(draw):
    """Any records at all, in order of time, and places at which to cut them."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    size = draw(st.integers(0, 300))
    log = np.zeros(size, dtype=EVENT)
    codes = rng.integers(0, len(CODES), size)
    for at, code in enumerate(codes):
        kind, detail = CODES[code]
        log["kind"][at], log["detail"][at] = kind, DETAILS.get(kind, ("",)).index(detail)
    log["time"] = np.sort(rng.uniform(-14, 30, size))
    log["team"] = rng.integers(-1, 2, size)
    log["segment"] = rng.integers(0, 2, size)
    log["value"] = rng.normal(size=size) * 10.0 ** rng.integers(-6, 6, size)
    cuts = sorted(draw(st.lists(st.integers(0, size), max_size=6)))
    return log, cuts


@given(logs())
def test_folding_chunks_is_folding_the_whole_to_the_last_bit(drawn):
    log, cuts = drawn
    whole, parts = (
        Tally.empty(TEAMS, SEGMENTS, 14, 30, guarantee_days=9.0, hours_per_day=0.5)
        for _ in range(2)
    )
    whole.add(log)
    for start, end in zip([0, *cuts], [*cuts, len(log)], strict=True):
        parts.add(log[start:end])
    assert (whole.counts == parts.counts).all()
    assert whole.sums.tobytes() == parts.sums.tobytes()
    assert (whole.cohorts == parts.cohorts).all()
    assert whole.cohort_sums.tobytes() == parts.cohort_sums.tobytes()
    assert whole.counts.sum() == len(log)
    of = scenario(2, 30)
    for team in TEAMS:
        assert compute(of, whole, team) == compute(of, parts, team)
