"""Scores: every entry in the same sealed worlds, and what can be told apart there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import polars as pl

from recsim.analysis.declared import BREAKS, KEEPS, UNDEFINED, check_limits
from recsim.analysis.estimates import Sample, difference, pair, sample
from recsim.analysis.intervals import Floats, Interval
from recsim.analysis.results import Results
from recsim.analysis.tradeoff import BEHIND, ON, TIED, Standing, frontier
from recsim.analysis.tradeoff import UNDEFINED as NOWHERE
from recsim.classroom.calibration import Answer
from recsim.classroom.playing import Progress, Work, practice_worlds
from recsim.classroom.practice import advantage, average, drop
from recsim.classroom.ranking import Rank, joint_confidence, ranks
from recsim.classroom.round import Round
from recsim.classroom.submission import Entry
from recsim.experiments.selection import Selection
from recsim.model.engines import Simulate

START = "(the challenge's own)"
"""Name of the settings that everybody starts from; no nickname has brackets around it."""
MET, MISSED, CANNOT_TELL = "met", "missed", "cannot tell"
PLACES = (ON, TIED, BEHIND, NOWHERE)
"""Places on the plane, the best first."""


@dataclass(frozen=True)
class Score:
    """What came of an entry in the sealed worlds; intervals have the confidence of the study.

    Attributes:
        name: of the entry, or ``START``.
        entry: what was handed in; None for the start.
        gain: the measure that is maximised; None if there was nothing to divide by.
        harm: the measure that is capped; None if there was nothing to divide by.
        cap: met, missed, or cannot tell (the interval contains the cap).
        rank: the places it may have; None if it missed the cap, has no gain, or is the start.
        standing: where it stands on the plane of gain and harm.
        above_start: by how much its gain is above the start's, paired; None for the start.
        drop: by how much that was better in the practice worlds; None for the start.
    """

    name: str
    entry: Entry | None
    gain: Interval | None
    harm: Interval | None
    cap: str
    rank: Rank | None
    standing: Standing
    above_start: Interval | None
    drop: Interval | None


@dataclass(frozen=True)
class Scores:
    """A round that was scored.

    Attributes:
        round: the challenge.
        rows: one an entry: those on the frontier, tied with it, behind it, and those who missed the
            cap; among each the best rank first.
        start: the challenge's own settings.
        drop: mean of the drops of all entries; None if there is no entry.
        joint: confidence of each pair with which all pairs are right with that of the study.
        sealed, practice: results by entry, the start first.
        answers: guesses of all entries with what came out.
        failures: what went wrong, by entry; such entries have no row.
    """

    round: Round
    rows: tuple[Score, ...]
    start: Score
    drop: Interval | None
    joint: float
    sealed: Results
    practice: Results
    answers: tuple[Answer, ...]
    failures: dict[str, str]

    @property
    def worlds(self) -> int:
        """Number of sealed worlds."""
        return self.sealed.scenario.study.replications

    @property
    def rehearsal(self) -> bool:
        """Whether these are not as many worlds as the challenge has: the round is not over."""
        return self.worlds != self.round.challenge.replications

    @property
    def plane(self) -> Results:
        """The sealed results with the confidence at which all pairs are told apart."""
        return self.sealed.at_confidence(self.joint)


class StartFailed(Exception):  # noqa: N818 - it says what failed
    """The challenge's own settings cannot be simulated, so that nothing can be compared."""


def score(
    round_: Round,
    entries: Sequence[Entry],
    *,
    replications: int | None = None,
    workers: int | None = None,
    selection: Selection | None = None,
    simulate: Simulate | None = None,
    progress: Progress | None = None,
) -> Scores:
    """Simulate all entries in the sealed worlds, and in those that people practised in.

    All entries, and the challenge's own settings, meet the same worlds: those of the sealed seed,
    replications 0, 1, 2, ... The order of the entries leaves no trace.

    Args:
        round_: the challenge, with its sealed worlds.
        entries: with different names.
        replications: sealed worlds, instead of the challenge's own number; at most as many practice
            worlds are used.
        workers: how many worlds are simulated at the same time; None for one on each core.
        selection: chooses the engine.
        simulate: an engine of one's own instead.
        progress: called with the worlds done and the worlds in all.

    Raises:
        ValueError: the sealed worlds are missing, or fewer than 2 are wanted.
        StartFailed: the challenge's own settings cannot be simulated.
        EngineMissing: the engine that is wanted cannot run here.
    """
    if round_.sealed is None:
        raise ValueError("the sealed worlds are missing")
    count = round_.challenge.replications if replications is None else replications
    if count < 2:
        raise ValueError(f"{count} sealed worlds; intervals need 2 or more")
    played = {START: round_.start, **{e.name: e.strategy for e in sorted(entries, key=_by_file)}}
    seeds = {round_.sealed.seed: count}
    seeds[round_.scenario.study.seed] = practice_worlds(round_, count)
    work = Work(round_, sum(seeds.values()) * len(played), workers, selection, simulate, progress)
    sealed, practice = (work.results(played, seed, worlds) for seed, worlds in seeds.items())
    return judge(round_, entries, sealed, practice)


def judge(round_: Round, entries: Sequence[Entry], sealed: Results, practice: Results) -> Scores:
    """Scores from results that are there already.

    Args:
        round_: the challenge.
        entries: what was handed in.
        sealed, practice: results in which each strategy has the name of its entry, and ``START``
            comes first.

    Raises:
        StartFailed: the challenge's own settings failed in a world.
    """
    failures = _failures(sealed, practice)
    if START in failures:
        raise StartFailed(failures[START])
    sealed, practice = (_without(results, failures) for results in (sealed, practice))
    rules, confidence = round_.challenge, sealed.scenario.study.confidence
    gains = _samples(sealed, rules.maximise)
    joint = joint_confidence(confidence, len(gains))
    caps = _caps(sealed, rules.cap.measure)
    taking_part = [
        name
        for name, found in gains.items()
        if name != START and caps[name] != MISSED and found.estimate is not None
    ]
    places = ranks({name: gains[name] for name in taking_part}, joint)
    standings = {
        s.strategy: s
        for s in frontier(sealed.at_confidence(joint), rules.maximise, rules.cap.measure)
    }
    drops = _drops(gains, _samples(practice, rules.maximise))
    by_name = {entry.name: entry for entry in entries}
    rows = []
    for name, found in gains.items():
        harm = sample(_rows(sealed, name), rules.cap.measure).interval(confidence)
        both = drops.get(name)
        rows.append(
            Score(
                name=name,
                entry=by_name.get(name),
                gain=found.interval(confidence),
                harm=harm,
                cap=caps[name],
                rank=places.get(name),
                standing=standings[name],
                above_start=None
                if name == START
                else difference(*pair(gains[START], found), confidence),
                drop=None if both is None else drop(*both, confidence),
            )
        )
    start, *others = rows
    return Scores(
        round=round_,
        rows=tuple(sorted(others, key=_by_frontier)),
        start=start,
        drop=_mean_drop(drops, confidence),
        joint=joint,
        sealed=sealed,
        practice=practice,
        answers=tuple(_answers(sealed, entries, failures, confidence)),
        failures=failures,
    )


def _failures(*results: Results) -> dict[str, str]:
    """What went wrong first, by name."""
    found: dict[str, str] = {}
    for one in results:
        for row in one.failures.sort("replication").to_dicts():
            seed = one.scenario.study.seed
            where = f"replication {row['replication']} of seed {seed}"
            found.setdefault(row["strategy"], f"{where}: {row['error']}")
    return found


def _without(results: Results, names: Iterable[str]) -> Results:
    gone = set(names)
    kept = {n: s for n, s in results.scenario.strategies.items() if n not in gone}
    return replace(
        results,
        scenario=results.scenario.unchecked(strategies=kept),
        runs=results.runs.filter(~pl.col("strategy").is_in(list(gone))),
    )


def _rows(results: Results, name: str) -> pl.DataFrame:
    return results.of(name)


def _samples(results: Results, measure: str) -> dict[str, Sample]:
    return {name: sample(_rows(results, name), measure) for name in results.strategies}


def _caps(results: Results, measure: str) -> dict[str, str]:
    """Whether each keeps to the cap. Where a rate is undefined, whether nothing was counted."""
    words = {KEEPS: MET, BREAKS: MISSED}
    found = {}
    for check in check_limits(results):
        verdict = words.get(check.verdict, CANNOT_TELL)
        if check.verdict == UNDEFINED:
            counted = sample(_rows(results, check.strategy), measure).above.sum()
            verdict = MET if counted == 0 else MISSED
        found[check.strategy] = verdict
    return found


def _drops(
    sealed: dict[str, Sample], practice: dict[str, Sample]
) -> dict[str, tuple[Floats, Floats]]:
    """Advantages over the start in practice worlds and in sealed ones."""
    found = {}
    for name in sealed:
        before = advantage(practice[START], practice[name])
        after = advantage(sealed[START], sealed[name])
        if name != START and before is not None and after is not None:
            found[name] = (before, after)
    return found


def _mean_drop(drops: dict[str, tuple[Floats, Floats]], confidence: float) -> Interval | None:
    if not drops:
        return None
    before, after = zip(*drops.values(), strict=True)
    return drop(average(before), average(after), confidence)


def _answers(
    results: Results, entries: Sequence[Entry], failures: Iterable[str], confidence: float
) -> Iterable[Answer]:
    failed = set(failures)
    for entry in sorted(entries, key=_by_file):
        for measure, guess in entry.guesses.items():
            if entry.name in failed:
                continue
            truth = sample(_rows(results, entry.name), measure).interval(confidence)
            if truth is not None:
                yield Answer(
                    entry.name, measure, guess.low, guess.high, guess.confidence, truth.estimate
                )


def _by_file(entry: Entry) -> str:
    return entry.file


def _by_frontier(row: Score) -> tuple[bool, int, int, float, str]:
    """Who belongs to the frontier comes first: there are many ways to be on it."""
    best = row.rank.best if row.rank else 0
    gain = -row.gain.estimate if row.gain else 0.0
    return row.rank is None, PLACES.index(row.standing.place), best, gain, row.name
