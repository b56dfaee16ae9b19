"""From own numbers to a fitted scenario: arithmetic, fit, fresh check, and what stays open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from recsim.analysis.calibrated import Fit, Moved, Open
from recsim.analysis.own_numbers import Held, Own, own_numbers
from recsim.analysis.paired import Comparison
from recsim.analysis.swept import Cell
from recsim.decide.asking import count_of, outcome_of, pair_of, unfinished
from recsim.decide.calibration import Calibration
from recsim.decide.fitted_file import NAME, fitted_text
from recsim.decide.fitting import STAY, Fitted, fit
from recsim.decide.folder import Study, folder_of, opened, write
from recsim.decide.levers import Declared, Lever, Question, assigned, of_keys, others, questions
from recsim.decide.profile import Side, left_out, sides_of
from recsim.decide.runs import Kept
from recsim.decide.trials import Spent, Trials
from recsim.decide.worlds import Load
from recsim.own.bookkeeping import conflicts
from recsim.own.writing import numbers_of
from recsim.scenario.errors import Place, Problem, ScenarioErrors
from recsim.scenario.override import full_keys
from recsim.scenario.sentences import listed
from recsim.scenario.shape import shape_at
from recsim.studies.finish import How, title_of
from recsim.studies.refusal import Refusal

if TYPE_CHECKING:
    from recsim.scenario.load import Loaded
    from recsim.scenario.scenario import Scenario

T = TypeVar("T")
BUDGET = 1000
"""Runs, if nobody says."""
REPLICATIONS = 8
"""Of each trial."""
FRESH = 20
"""Replications that check the fit and took no part in it."""
COMPARED = 12
"""Replications with which the study's comparison is made."""
MOST_BUDGET = 1_000_000


@dataclass(frozen=True)
class Asked:
    """What somebody asks.

    Attributes:
        free: further settings that may be moved, by key.
        budget: most runs.
        replications: of each trial; None: ``REPLICATIONS``.
        outcome: name of the measure that the comparison is about; "" for the first declared one.
        of: the two strategies that are compared; empty for those that the question is about.
    """

    free: tuple[str, ...] = ()
    budget: int = BUDGET
    replications: int | None = None
    outcome: str = ""
    of: tuple[str, ...] = ()


def make(load: Load, asked: Asked, how: How) -> Calibration:
    """Fit a scenario to its own numbers.

    Args:
        load: loads the scenario.
        asked: within which budget, and what else may be moved.
        how: where it is kept, and what shows how far it is.

    Raises:
        ScenarioErrors: the scenario or a key is wrong.
        Refusal: it has no own numbers, they contradict each other, or the budget is too small.
        Unfinished: it was interrupted.
        EngineMissing: the engine that is wanted cannot run here.
        StoreError: the folder cannot be read or written.
    """
    loaded = load(())
    numbers = _numbers(loaded)
    outcome, pair = outcome_of(loaded, asked.outcome), pair_of(loaded, asked.of)
    if not 1 <= asked.budget <= MOST_BUDGET:
        raise Refusal(f"--budget {asked.budget}: expected 1 to {MOST_BUDGET:,} runs")
    own_levers = assigned(numbers, loaded)
    levers = [*own_levers.values(), *_further(asked.free, loaded, own_levers.values())]
    folder = None if how.out is None else folder_of(how.out, loaded, "calibrate")
    with opened(folder):
        kept = Kept(folder)
        there = len(kept.has())
        with how.bar(title_of(loaded)) as progress:
            trials = Trials(
                kept,
                loaded,
                numbers,
                replications=count_of(asked.replications, REPLICATIONS),
                budget=asked.budget,
                workers=how.workers,
                progress=progress,
            )
            study = _Calibrating(loaded, trials, numbers, own_levers, levers, outcome, pair)
            try:
                made = study.make(asked.budget)
            except Spent:
                raise Refusal(
                    f"--budget {asked.budget}: one look at the scenario takes more runs; expected "
                    f"{trials.replications} at least"
                ) from None
            except KeyboardInterrupt as interrupt:
                raise unfinished(kept, interrupt) from None
        made = replace(
            made,
            folder=folder,
            runs=len(kept.has()),
            found=there,
            failed=tuple(kept.failed),
        )
        for strategy, replication, error in made.failed:
            how.tell(f"Failed: {strategy}, replication {replication}: {error}")
        if folder is not None:
            write(folder, _study(made, how))
    return made


def _numbers(loaded: Loaded) -> list[Own]:
    """The own numbers of the scenario.

    Raises:
        Refusal: there are none, or they contradict each other.
    """
    passports = {key: at.passport for key, at in loaded.origins.items() if at.passport}
    found = own_numbers(loaded.scenario, passports)
    if not found:
        raise Refusal(
            f"{loaded.path}: has no own numbers. Write them under observed: (recsim explain "
            "observed), or make a study of them: recsim init OTHER.yaml --ask"
        )
    wrong = [
        conflict
        for strategy in loaded.scenario.observed
        for conflict in conflicts(numbers_of(loaded.scenario, strategy))
        if not conflict.possible
    ]
    if wrong:
        told = "\n".join(f"- {conflict}" for conflict in wrong)
        raise Refusal(
            f"{loaded.path}: its own numbers contradict each other; nothing was simulated.\n{told}"
        )
    return found


def _further(keys: Sequence[str], loaded: Loaded, taken: Iterable[Lever]) -> list[Lever]:
    """Levers of settings that somebody wants to be free.

    Raises:
        ScenarioErrors: there is no such setting, or it cannot be moved.
    """
    problems: list[Problem] = []
    found: list[Lever] = []
    moved = {key for one in taken for key in one.keys}
    for short in keys:
        place = Place(f"--free {short}", None, "")
        for key in full_keys(short, loaded.tree, place, problems):
            shape = shape_at(key)
            one = None
            if shape is not None and shape.number and key not in moved:
                ends = shape.limits.ends
                way = "odds" if ends == (0, 1) else "factor" if ends[0] >= 0 else "shift"
                span = loaded.ranges.get(key) or shape.plausible or (0.0, 6.0)
                unit = (span[1] - span[0]) / 6 or 1.0
                one = of_keys(key, Declared(key, way, unit), loaded)  # type: ignore[arg-type]
            if one is None:
                problems.append(
                    Problem(place, f"{key} cannot be moved, or is moved already; expected a number")
                )
            else:
                found.append(one)
    if problems:
        raise ScenarioErrors(problems)
    return found


class _Calibrating:
    """The parts of a calibration, one after the other, as far as the budget goes."""

    def __init__(
        self,
        loaded: Loaded,
        trials: Trials,
        numbers: Sequence[Own],
        own_levers: dict[int, Lever],
        levers: Sequence[Lever],
        outcome: str,
        pair: tuple[str, str] | None,
    ) -> None:
        self.loaded, self.trials, self.numbers = loaded, trials, numbers
        self.own_levers, self.levers = own_levers, levers
        self.outcome, self.pair = outcome, pair
        self.skipped: list[str] = []

    def make(self, budget: int) -> Calibration:
        """All of it.

        Raises:
            Spent: not even the first look was possible.
        """
        trials = self.trials
        [before] = trials.held([{}])
        fitted = fit(trials, self.levers)
        if fitted.spent:
            self.skipped.append("going on with the fit")
        point = fitted.point()
        fresh = self._unless_spent("a check on fresh replications",
                                   lambda: trials.fresh(point, FRESH))  # fmt: skip
        here = self._unless_spent("the comparison", lambda: self._compared([point])[0])
        wanted = [at for at, of in enumerate(fitted.held) if _in_tolerance(of)]
        places = [self._place(at) for at in range(len(self.numbers))]
        left = self._unless_spent("leaving out each number",
                                  lambda: left_out(trials, fitted, places, wanted))  # fmt: skip
        moved = [self._moved(fitted, at) for at in range(len(fitted.levers))]
        open_ = self._open(fitted, wanted)
        fits = tuple(
            Fit(
                one,
                fitted.held[at],
                fresh[at] if fresh else None,
                left[at] if left else None,
                None if places[at] is None else moved[places[at]],  # type: ignore[index]
            )
            for at, one in enumerate(before)
        )
        scenario = trials.scenario(point)
        return Calibration(
            loaded=self.loaded,
            fits=fits,
            moved=tuple(moved),
            open=tuple(open_),
            outcome=self.outcome,
            pair=self.pair,
            here=here,
            replications=trials.replications,
            fresh=FRESH if fresh else 0,
            trials=trials.asked,
            budget=budget,
            skipped=tuple(self.skipped),
            scenario=scenario,
            text=fitted_text(self.loaded, scenario, moved),
        )

    def _moved(self, fitted: Fitted, at: int) -> Moved:
        """A lever where it is, and what else would move its number."""
        found = _moved(fitted, at)
        for number, lever in self.own_levers.items():
            if lever is fitted.levers[at]:
                own = self.numbers[number]
                more = others(own.measure.name, fitted.levers, self.loaded, own.strategy)
                return replace(found, others=more)
        return found

    def _place(self, number: int) -> int | None:
        """Place of the lever of an own number."""
        own = self.own_levers.get(number)
        return None if own is None else list(self.levers).index(own)

    def _unless_spent(self, what: str, do: Callable[[], T]) -> T | None:
        """What it gives; None, and a word about it, if the budget does not suffice."""
        try:
            return do()
        except Spent:
            self.skipped.append(what)
            return None

    def _open(self, fitted: Fitted, wanted: Sequence[int]) -> list[Open]:
        """What is not determined, the strongest on the comparison first."""
        asked = list(questions(self.numbers, fitted.levers, self.loaded))
        found: list[Open] = []
        for at, (question, lever) in enumerate(asked):
            try:
                [sides] = sides_of(self.trials, fitted, [(question, lever)], wanted)
                points = [
                    {**fitted.point(side.steps), side.lever: side.fits * side.end} for side in sides
                ]
                compared = self._compared(points)
            except Spent:
                rest = listed([f'"{one.label}"' for _, one in asked[at:]])
                self.skipped.append(
                    f"whether {rest} {'is' if at + 1 == len(asked) else 'are'} open"
                )
                break
            found.append(self._one(question, lever, sides, points, compared))
        return sorted(found, key=lambda one: -_swing(one))

    def _one(
        self,
        question: Question,
        lever: Lever,
        sides: tuple[Side, Side],
        points: Sequence[dict[Lever, float]],
        compared: Sequence[Comparison | None],
    ) -> Open:
        values = [lever.shown(side.fits * side.end) for side in sides]
        levels = [self._level(point, question.measure) for point in points]
        return Open(
            lever.keys[0], lever.label, "times" if lever.together else lever.shape.unit,
            lever.shown(0.0), values[0], values[1],
            sides[0].fits, sides[1].fits,
            question.asks, question.measure, levels[0], levels[1], compared[0], compared[1],
        )  # fmt: skip

    def _level(self, point: dict[Lever, float], measure: str) -> float | None:
        """A measure of the team that was counted, at a point that was tried."""
        from recsim.analysis.estimates import sample
        from recsim.analysis.measures import MEASURES
        from recsim.analysis.own_numbers import per_year

        if not measure:
            return None
        strategy, scenario = self.numbers[0].strategy, self.trials.scenario(point)
        runs = self.trials.results(scenario, [strategy], self.trials.replications)
        found = sample(runs, measure).estimate if runs.height else None
        return None if found is None else found * per_year(MEASURES[measure], scenario)

    def _compared(self, points: Sequence[dict[Lever, float]]) -> list[Comparison | None]:
        """The study's comparison at each point.

        Raises:
            Spent: the budget does not suffice.
        """
        if self.pair is None:
            return [None] * len(points)
        scenarios = [self.trials.scenario(point) for point in points]
        self.trials.make(scenarios, self.pair, COMPARED)
        return [self._cell(one).compare(self.outcome, *self.pair) for one in scenarios]

    def _cell(self, scenario: Scenario) -> Cell:
        assert self.pair is not None
        return Cell((), self.trials.kept.results(scenario, self.pair, COMPARED))


def _swing(one: Open) -> float:
    """How far the comparison goes between both ends."""
    ends = [at.interval.estimate for at in (one.low_compared, one.high_compared)
            if at is not None and at.interval is not None]  # fmt: skip
    return abs(ends[1] - ends[0]) if len(ends) == 2 else 0.0


def _in_tolerance(of: Held) -> bool:
    return of.simulated is not None and of.own.low <= of.simulated.estimate <= of.own.high


def _moved(fitted: Fitted, at: int) -> Moved:
    """A lever where it is, and how far it can go while the others follow."""
    lever, step = fitted.levers[at], float(fitted.steps[at])
    around = _around(fitted, at)
    ends: tuple[float, ...] | None = None
    if around is not None:
        low, high = max(step - around, lever.low), min(step + around, lever.high)
        ends = tuple(sorted(lever.shown(one) for one in (low, high)))
    return Moved(
        keys=lever.keys,
        label=lever.label,
        unit="times" if lever.together else lever.shape.unit,
        was=lever.shown(0.0),
        now=lever.shown(step),
        low=ends[0] if ends else None,
        high=ends[1] if ends else None,
        plausible=lever.believed[0] - 1e-6 <= step <= lever.believed[1] + 1e-6,
        at_limit=min(abs(step - lever.low), abs(step - lever.high)) < 1e-3,
    )


def _around(fitted: Fitted, at: int) -> float | None:
    """Steps by which it moves while all numbers stay within about a tolerance, by the slopes."""
    slopes = fitted.slopes
    if not slopes.size or not np.any(slopes[:, at]):
        return None
    information = slopes.T @ slopes + STAY**2 * np.eye(slopes.shape[1])
    return float(np.sqrt(np.linalg.inv(information)[at, at]))


def _study(made: Calibration, how: How) -> Study:
    return Study(
        kind="calibrate",
        loaded=made.loaded,
        command=how.command,
        said=made.verdicts(),
        tables={
            "calibrate.csv": made.frame,
            "levers.csv": made.levers_frame,
            "open.csv": made.open_frame,
        },
        about={
            "outcome": made.outcome,
            "pair": list(made.pair or ()),
            "met": made.met,
            "own_numbers": len(made.fits),
            "moved": {key: one.now for one in made.moved for key in one.keys},
            "replications": made.replications,
            "fresh_replications": made.fresh,
            "trials": made.trials,
            "budget": made.budget,
            "skipped": list(made.skipped),
        },
        texts={NAME: ("the fitted scenario: run it, compare it, sweep it", made.text)},
    )


__all__ = ["BUDGET", "Asked", "make"]
