"""From a scenario to a tuned strategy: search in practice worlds, try the best in fresh ones.

The search is optuna's tree-structured Parzen estimator (Bergstra et al. 2011; several objectives:
Ozaki et al. 2022), on common random numbers: every trial meets the same practice worlds. What looks
best there is partly lucky there, so the best of them, and the strategy as it stands, meet worlds
that the search has not seen; they are scored as a class is (``recsim.classroom.scoring``).

The search depends on the scenario and the seed alone, and runs are kept: the same command makes the
same trials again and goes on where it was.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from recsim.analysis.assumed import own_value
from recsim.analysis.measures import MEASURES
from recsim.analysis.samples import samples_of
from recsim.analysis.tradeoff import axes as gain_and_harm
from recsim.analysis.tried import Fresh, Trial, best_of, frontier_of
from recsim.classroom.challenge import Cap, Challenge, Sealed
from recsim.classroom.playing import playing, together
from recsim.classroom.round import Round
from recsim.classroom.scoring import START, Score, judge
from recsim.classroom.submission import Entry
from recsim.decide.asking import count_of, outcome_of, unfinished
from recsim.decide.folder import Study, folder_of, opened, write
from recsim.decide.runs import Kept, needed
from recsim.decide.tune import Tune
from recsim.decide.uncertain import with_values
from recsim.decide.worlds import Load
from recsim.scenario.errors import Place, Problem, ScenarioErrors, did_you_mean
from recsim.scenario.vary import Axis, Value, axes, significant
from recsim.studies.finish import How, title_of
from recsim.studies.refusal import Refusal

if TYPE_CHECKING:
    import optuna

    from recsim.analysis.results import Results
    from recsim.experiments.runner import Progress
    from recsim.scenario.load import Loaded
    from recsim.scenario.strategy import Strategy

OF_CALLERS = (
    "care", "follow_ups", "follow_up_wait_days", "cooldown_days", "targets_per_search",
    "targeting=random,best_fit,most_open",
)  # fmt: skip
OF_READERS = ("answers_applicants", "screening_bar", "buffet_size")
SHARE = "active_share=0.1:0.9"
TRIALS, MOST_TRIALS = 60, 10_000
PRACTICE = 10
"""Worlds in which each trial is made, if nobody says."""
WORLDS = 60
"""Fresh worlds in which the best are tried."""
BEST = 5
"""So many of them."""


@dataclass(frozen=True)
class Asked:
    """What somebody asks.

    Attributes:
        strategy: which one; "" for the second of those that the question is about, or the first.
        levers: settings of it that are moved, each as ``recsim sweep`` takes it, "care=0:1"; empty
            for those that matter to its style.
        maximise: name of the measure of which most is wanted; "" for the study's own.
        cap: "measure<=value", or "measure" alone for no more of it than now; "" for the study's
            own harm, and no more of it than now.
        frontier: whether all that nothing beats in both is wanted, and not the best within a cap.
        trials: how many settings are tried.
        replications: practice worlds of each; None: ``PRACTICE``, or those of the study if fewer.
        worlds: fresh worlds.
    """

    strategy: str = ""
    levers: tuple[str, ...] = ()
    maximise: str = ""
    cap: str = ""
    frontier: bool = False
    trials: int = TRIALS
    replications: int | None = None
    worlds: int = WORLDS


def make(load: Load, asked: Asked, how: How) -> Tune:
    """Tune a strategy.

    Args:
        load: loads the scenario.
        asked: what is wanted, and what may be moved.
        how: where it is kept, and what shows how far it is.

    Raises:
        ScenarioErrors: the scenario, or a lever, is wrong.
        Refusal: it cannot be done as it was asked, or optuna is not installed.
        Unfinished: it was interrupted.
        EngineMissing: the engine that is wanted cannot run here.
        StoreError: the folder cannot be read or written.
    """
    _has_optuna()
    loaded = load(())
    name = _strategy(loaded, asked.strategy)
    levers = _levers(loaded, name, asked.levers)
    gain, (harm, cap) = _gain(loaded, asked), _cap(loaded, asked)
    for option, value, least, most in (
        ("--trials", asked.trials, 2, MOST_TRIALS),
        ("--worlds", asked.worlds, 2, MOST_TRIALS),
    ):
        if not least <= value <= most:
            raise Refusal(f"{option} {value}: expected {least} to {most:,}")
    usual = max(2, min(PRACTICE, loaded.scenario.study.replications))
    count = count_of(asked.replications, usual, least=2)
    folder = None if how.out is None else folder_of(how.out, loaded, "tune", [name])
    declared = cap is not None
    with opened(folder):
        search = _Search(Kept(folder), loaded, name, levers, (gain, harm), count, how)
        with search.shown(asked.trials * count + (BEST + 1) * asked.worlds):
            start = search.tried(search.own)
            if cap is None and not asked.frontier and start.harm is not None:
                cap = start.harm.estimate
            trials = [start, *search.trials(asked.trials - 1, None if asked.frontier else cap)]
            limit = float("inf") if cap is None else cap
            places = frontier_of(trials, BEST) if asked.frontier else best_of(trials, limit, BEST)
            for number, place in enumerate(places, start=1):
                trials[place] = replace(trials[place], name=f"tuned {number}")
            trials, results = search.in_fresh_worlds(
                trials, places, limit if declared else float("inf"), asked.worlds
            )
        made = Tune(
            loaded=loaded,
            strategy=name,
            levers=tuple(levers),
            gain=gain,
            harm=harm,
            cap=None if asked.frontier else cap,
            declared=declared,
            trials=tuple(trials),
            results=results,
            replications=count,
            folder=folder,
            runs=len(search.kept.has()),
            found=search.found,
            failed=tuple(search.kept.failed),
        )
        for strategy, replication, error in made.failed:
            how.tell(f"Failed: {strategy}, replication {replication}: {error}")
        if folder is not None:
            write(folder, _study(made, how))
    return made


class _Search:
    """Trials of one strategy, in practice worlds and in fresh ones."""

    def __init__(
        self,
        kept: Kept,
        loaded: Loaded,
        name: str,
        levers: Sequence[Axis],
        wanted: tuple[str, str],
        count: int,
        how: How,
    ) -> None:
        self.kept, self.loaded, self.name, self.levers = kept, loaded, name, levers
        self.wanted, self.count, self.how = wanted, count, how
        self.own = tuple(own_value(loaded, lever) for lever in levers)
        self.found = 0
        self._seen: set[str] = set()
        self._report: Progress | None = None
        self._done = self._total = 0

    @contextmanager
    def shown(self, total: int) -> Iterator[None]:
        """Show how far it is, of so many runs.

        Raises:
            Unfinished: it was interrupted.
        """
        self._total = total
        try:
            with self.how.bar(title_of(self.loaded)) as self._report:
                yield
        except KeyboardInterrupt as interrupt:
            raise unfinished(self.kept, interrupt) from None

    def strategy(self, values: Sequence[Value]) -> Strategy:
        """The strategy with these values.

        Raises:
            ValueError: they do not go together.
        """
        given = {lever.keys[0]: value for lever, value in zip(self.levers, values, strict=True)}
        return with_values(self.loaded.scenario, given).strategies[self.name]

    def played(self, strategy: Strategy, seed: int, worlds: int) -> Results:
        """Its results in the first worlds of a seed."""
        scenario = playing(self.loaded.scenario, self.name, strategy, seed, worlds)
        runs = list(needed(scenario, [self.name]).values())
        base, workers = self.loaded.scenario, self.how.workers
        there = self.kept.simulate(base, runs, worlds, workers=workers)
        if not self._seen.issuperset(need.like for need in runs):
            self.found += there
            self._seen.update(need.like for need in runs)
        self._done = min(self._done + worlds, self._total)
        if self._report is not None:
            self._report(self._done, self._total)
        return self.kept.results(scenario, [self.name], worlds)

    def tried(self, values: tuple[Value, ...]) -> Trial:
        """A trial in the practice worlds."""
        seed = self.loaded.scenario.study.seed
        results = self.played(self.strategy(values), seed, self.count)
        confidence = results.scenario.study.confidence
        samples = samples_of(results)
        gain, harm = (samples(self.name, of).interval(confidence) for of in self.wanted)
        return Trial(values, gain, harm)

    def trials(self, count: int, cap: float | None) -> Iterator[Trial]:
        """So many trials: those that the search proposes, for most gain within a cap, or for both.

        Args:
            count: how many.
            cap: the most harm; None: as much gain and as little harm as possible.
        """
        import optuna

        optuna.logging.set_verbosity(optuna.logging.WARNING)
        sampler = optuna.samplers.TPESampler(
            seed=self.loaded.scenario.study.seed % 2**32,
            multivariate=True,
            n_startup_trials=max(5, count // 4),
        )
        maximise, minimise = (
            optuna.study.StudyDirection.MAXIMIZE,
            optuna.study.StudyDirection.MINIMIZE,
        )
        directions = [maximise, minimise] if cap is None else [maximise]
        study = optuna.create_study(directions=directions, sampler=sampler)
        for _ in range(count):
            asked = study.ask()
            values = self._proposed(asked)
            try:
                trial = self.tried(values)
            except ValueError:  # these values do not go together
                study.tell(asked, state=optuna.trial.TrialState.FAIL)
                continue
            gain = 0.0 if trial.gain is None else trial.gain.estimate
            harm = 0.0 if trial.harm is None else trial.harm.estimate
            if cap is not None:
                asked.set_constraint("harm above the cap", harm - cap)
            study.tell(asked, [gain, harm] if cap is None else gain)
            yield trial

    def _proposed(self, trial: optuna.trial.Trial) -> tuple[Value, ...]:
        """What the search proposes: of a range a place in it, of a choice one of its values."""
        return tuple(
            lever.given[trial.suggest_categorical(lever.key, range(len(lever.given)))]
            if lever.low is None
            else _short(lever.at(trial.suggest_float(lever.key, 0.0, 1.0)))
            for lever in self.levers
        )

    def in_fresh_worlds(
        self, trials: list[Trial], places: Sequence[int], cap: float, worlds: int
    ) -> tuple[list[Trial], Results]:
        """The trials, of which the first one and those at these places were tried there."""
        names = {START: trials[0], **{trials[place].name: trials[place] for place in places}}
        played = {name: self.strategy(trial.values) for name, trial in names.items()}
        seed, fresh_seed = self.loaded.scenario.study.seed, self._fresh_seed()
        rules = self._round(cap, worlds, fresh_seed)
        practice, fresh = (
            together(rules, played, [self.played(one, *where) for one in played.values()])
            for where in ((seed, self.count), (fresh_seed, worlds))
        )
        entries = [
            Entry(name, name, "", "", played[name], {}, {}) for name in names if name != START
        ]
        scores = judge(rules, entries, fresh, practice)
        told = {row.name: _fresh(row) for row in (scores.start, *scores.rows)}
        found = [replace(trial, fresh=told.get(trial.name)) for trial in trials]
        found[0] = replace(found[0], fresh=told[START])
        return found, scores.sealed

    def _fresh_seed(self) -> int:
        """Of worlds that the search has not seen."""
        text = f"recsim tune {self.loaded.scenario.study.seed}"
        return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8]) >> 1

    def _round(self, cap: float, worlds: int, seed: int) -> Round:
        gain, harm = self.wanted
        challenge = Challenge(
            scenario=self.loaded.scenario.name,
            strategy=self.name,
            free=tuple(lever.keys[0] for lever in self.levers),
            maximise=gain,
            cap=Cap(measure=harm, at_most=min(cap, 1e12)),
            replications=worlds,
        )
        return Round(
            challenge=challenge,
            path=self.loaded.path,
            scenario=self.loaded.scenario,
            source=self.loaded.path,
            strategy=self.name,
            free=challenge.free,
            sealed=Sealed(seed=seed, salt="0" * 32),
        )


def _short(value: Value) -> Value:
    """A value that can be said: with three digits."""
    return significant(value, 3) if isinstance(value, float) else value


def _fresh(row: Score) -> Fresh:
    places = None if row.rank is None else (row.rank.best, row.rank.worst)
    return Fresh(row.gain, row.harm, row.cap, places, row.above_start, row.drop)


def _has_optuna() -> None:
    try:
        import optuna  # noqa: F401
    except ImportError:
        raise Refusal(
            "recsim tune needs optuna, which is not installed: pip install 'recruitsim[tune]'"
        ) from None


def _strategy(loaded: Loaded, wanted: str) -> str:
    names = list(loaded.scenario.strategies)
    if wanted and wanted not in names:
        raise Refusal(
            f"--strategy {wanted}: there is no such strategy; "
            f"{did_you_mean(wanted, names, 'there are')}"
        )
    return wanted or (loaded.scenario.study.about or names)[-1]


def _levers(loaded: Loaded, name: str, wanted: Sequence[str]) -> list[Axis]:
    """The settings that are moved, those with a range or with choices.

    Raises:
        ScenarioErrors: something is wrong with them.
    """
    strategy, prefix = loaded.scenario.strategies[name], f"strategies.{name}."
    usual = [SHARE] if strategy.style == "blend" else []
    usual += [*(OF_CALLERS if strategy.calls else ()), *(OF_READERS if strategy.waits else ())]
    problems: list[Problem] = []
    given = [
        (
            text if text.startswith(prefix) else f"{prefix}{text.removeprefix(f'{name}.')}",
            Place(f"--lever {text}" if wanted else "the usual levers", None, ""),
        )
        for text in wanted or usual
    ]
    found = axes(given, loaded.tree, problems, loaded.ranges)
    for axis in found:
        low, high = axis.shape.limits.ends
        for end in (axis.low, axis.high):
            if end is not None and not low <= end <= high:  # the search would only find nothing
                text = f"{end:g} is out of range; expected {axis.shape.expected()}"
                problems.append(Problem(axis.place, text))
    if problems:
        raise ScenarioErrors(problems)
    return [replace(axis, key=axis.key.removeprefix(prefix)) for axis in found]


def _gain(loaded: Loaded, asked: Asked) -> str:
    gain = outcome_of(loaded, asked.maximise) if asked.maximise else ""
    if gain and MEASURES[gain].better != "more":
        raise Refusal(f"--maximise {gain}: is no measure of which more is better")
    return gain or gain_and_harm(loaded.scenario)[0]


def _cap(loaded: Loaded, asked: Asked) -> tuple[str, float | None]:
    """The measure of which little is wanted, and the most of it that was named."""
    study = loaded.scenario.study
    measure, sign, number = (part.strip() for part in asked.cap.partition("<="))
    if not asked.cap.strip():
        own = gain_and_harm(loaded.scenario)[1]
        limited = next((name for name in study.limits if MEASURES[name].better == "fewer"), None)
        return (limited, study.limits[limited]) if limited and not asked.frontier else (own, None)
    if measure not in MEASURES or MEASURES[measure].better != "fewer":
        fitting = [name for name, of in MEASURES.items() if of.better == "fewer"]
        raise Refusal(
            f"--cap {asked.cap}: {measure} is no measure of which fewer is better; "
            f"{did_you_mean(measure, fitting) or 'for example offended_people<=5'}"
        )
    if not sign:
        return measure, None
    try:
        cap = float(number)
    except ValueError:
        cap = float("nan")
    if not 0 <= cap < float("inf"):
        raise Refusal(f"--cap {asked.cap}: expected measure<=number, as in {measure}<=5")
    return measure, cap


def _study(made: Tune, how: How) -> Study:
    return Study(
        kind="tune",
        loaded=made.loaded,
        command=how.command,
        said=made.verdicts(),
        tables={"trials.csv": made.frame},
        about={
            "strategy": made.strategy,
            "levers": [lever.keys[0] for lever in made.levers],
            "maximise": made.gain,
            "cap": {"measure": made.harm, "at_most": made.cap},
            "trials": len(made.trials),
            "replications": made.replications,
            "fresh_worlds": made.worlds,
            "fresh_seed": made.results.scenario.study.seed,
        },
        texts={"tuned.yaml": ("a scenario with what was found beside what there was", made.file())},
    )
