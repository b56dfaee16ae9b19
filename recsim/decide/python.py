"""``recsim.sweep`` and its like, for Python."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from recsim.analysis.sensitivity import MORRIS, SOBOL
from recsim.decide import assuming, calibrating, sensing, tuning, warming
from recsim.decide.assumptions import Assumptions
from recsim.decide.calibration import Calibration
from recsim.decide.sweep import Sweep
from recsim.decide.sweeping import Asked, make
from recsim.decide.tune import Tune
from recsim.decide.warm_up import WarmUp
from recsim.decide.worlds import Load
from recsim.studies.arguments import arguments_checked, as_settings, as_text, checked, names
from recsim.studies.finish import How
from recsim.studies.python import Progress, shows
from recsim.studies.sources import load_one

if TYPE_CHECKING:
    from recsim.scenario.load import Loaded
    from recsim.scenario.scenario import Scenario

Vary = str | Sequence[str] | Mapping[str, str | Sequence[Any]]
"""What is varied, as on the command line, or values by key: ``{"calling.care": [0, 0.5, 1]}``."""


@arguments_checked
def sweep(
    source: str | Path | Scenario | Loaded,
    vary: Vary = (),
    *,
    design: str = "",
    points: int | None = None,
    outcome: str = "",
    of: Sequence[str] = (),
    set: Mapping[str, Any] | None = None,
    with_: str | Sequence[str] = (),
    seed: int | None = None,
    replications: int | None = None,
    until: str = "",
    at_most: int | None = None,
    engine: str | None = None,
    workers: int | None = None,
    on: str | None = None,
    out: str | Path | None = None,
    progress: Progress | None = None,
) -> Sweep:
    """Vary settings of a scenario: where is which strategy ahead, and where does it turn?

    Args:
        source: as for ``recsim.run``.
        vary: one to three settings: ``"calling.care=0:1:5"`` (low:high:count),
            ``"people=500:8000:5:log"``, ``"follow_ups=1,2,3"``, or ``{"calling.care": [0, 0.5]}``.
            Without any, those under ``sweep:`` in the file, or else how many apply and how many
            people there are.
        design: "" for a grid; "lhs" or "sobol" for points all over the ranges, of any number of
            settings.
        points: of a design, 2 to 10,000; 64 if not given.
        outcome: the measure that heads it; the first outcome of the study if not given.
        of: the two strategies that are compared, the baseline first.
        set, with_, seed, engine, workers, on, progress: as for ``recsim.run``.
        replications: of each strategy at each point; if not given, so many that there are about
            1,500 runs, from 5 to the number of the study.
        until: add runs at each point until it is settled, as in ``recsim.run``: where the two
            strategies are told apart ("decided"), or known as closely as is asked.
        at_most: with ``until``: most runs of each strategy at a point, from 10; 80 if not given.
        out: folder in which the results get a folder of their own, as ``recsim sweep`` makes it;
            runs that are in it are used. Nothing is written if it is not given.

    Returns:
        The sweep: ``frame`` (one row a point, measure and strategy), ``plot()``, ``headline()``,
        ``verdicts()``.

    Raises:
        ScenarioErrors: everything that is wrong with the scenario or with what is varied.
        Refusal: it cannot be done as it was asked.
        EngineMissing: the engine that is wanted cannot run here.
        MachinesError: the cluster cannot be used.
        StoreError: the results folder cannot be read or written.
        Unfinished: it was interrupted (``interrupt`` says by what), or all runs of a point failed.
        TypeError, ValueError: an argument is of the wrong type, or ``workers`` is below 1.
    """
    load = _loader(source, set, with_, seed, replications, engine)
    asked = Asked(
        vary=_texts(vary),
        design=design,
        points=points,
        outcome=outcome,
        of=tuple(names("of", of)),
        replications=replications,
        until=until,
        at_most=at_most,
    )
    with _how(workers, on, out, progress) as how:
        return make(load, asked, how)


@arguments_checked
def assumptions(
    source: str | Path | Scenario | Loaded,
    *,
    worlds: int = assuming.WORLDS,
    morris: bool | int = False,
    sobol: bool | int = False,
    outcome: str = "",
    of: Sequence[str] = (),
    set: Mapping[str, Any] | None = None,
    with_: str | Sequence[str] = (),
    seed: int | None = None,
    replications: int | None = None,
    engine: str | None = None,
    workers: int | None = None,
    on: str | None = None,
    out: str | Path | None = None,
    progress: Progress | None = None,
) -> Assumptions:
    """Find out which uncertain numbers could turn the answer.

    Args:
        source: as for ``recsim.run``.
        worlds: number of plausible worlds, 0 to 10,000.
        morris: whether elementary effects of the numbers that are looked at closely are found, too;
            or along so many paths, 4 to 1,000, instead of 10.
        sobol: whether shares of the variance of the six strongest are; or with so many base points,
            a power of two from 8 to 4,096, instead of 64.
        outcome: the measure; the first outcome of the study if not given.
        of: the two strategies that are compared, the baseline first.
        set, with_, seed, engine, workers, on, progress, out: as for ``recsim.sweep``.
        replications: at both ends of the numbers that are looked at closely; 12 if not given, or
            those of the study if they are fewer.

    Returns:
        What was found: ``frame`` (one row an end of a number), ``worlds_frame``, ``plot()``,
        ``headline()``, ``verdicts()``; of a design ``sensitivity[0].frame`` and
        ``plot("morris")`` or ``plot("sobol")``.

    Raises:
        Refusal: there is one strategy, nothing uncertain, or SALib is not installed.
        Exception: everything else as ``recsim.sweep``.
    """
    load = _loader(source, set, with_, seed, None, engine)
    asked = assuming.Asked(
        outcome=outcome,
        of=tuple(names("of", of)),
        replications=replications,
        worlds=worlds,
        designs=tuple(
            sensing.Asked(method, None if size is True else size)
            for method, size in ((MORRIS, morris), (SOBOL, sobol))
            if size is not False
        ),
    )
    with _how(workers, on, out, progress) as how:
        return assuming.make(load, asked, how)


@arguments_checked
def calibrate(
    source: str | Path | Scenario | Loaded,
    *,
    free: str | Sequence[str] = (),
    budget: int = calibrating.BUDGET,
    outcome: str = "",
    of: Sequence[str] = (),
    set: Mapping[str, Any] | None = None,
    with_: str | Sequence[str] = (),
    seed: int | None = None,
    replications: int | None = None,
    engine: str | None = None,
    workers: int | None = None,
    on: str | None = None,
    out: str | Path | None = None,
    progress: Progress | None = None,
) -> Calibration:
    """Fit a scenario to own numbers: those under ``observed:`` in its file.

    Args:
        source: as for ``recsim.run``.
        free: keys of further settings that may be moved.
        budget: most runs, 1 to 1,000,000.
        outcome: the measure of the comparison; the first outcome of the study if not given.
        of: the two strategies that are compared, the baseline first.
        set, with_, seed, engine, workers, on, progress, out: as for ``recsim.sweep``.
        replications: of each trial; 8 if not given.

    Returns:
        What was found: ``frame`` (one row an own number), ``levers_frame``, ``open_frame`` (what
        the numbers do not determine), ``plot()``, ``headline()``, ``verdicts()``, ``scenario`` (the
        fitted one), ``save("fitted.yaml")``.

    Raises:
        Refusal: there are no own numbers, they contradict each other, or the budget is too small.
        Exception: everything else as ``recsim.sweep``.
    """
    load = _loader(source, set, with_, seed, None, engine)
    asked = calibrating.Asked(
        free=tuple(names("free", free)),
        budget=budget,
        replications=replications,
        outcome=outcome,
        of=tuple(names("of", of)),
    )
    with _how(workers, on, out, progress) as how:
        return calibrating.make(load, asked, how)


@arguments_checked
def tune(
    source: str | Path | Scenario | Loaded,
    strategy: str = "",
    *,
    levers: Sequence[str] = (),
    maximise: str = "",
    cap: str = "",
    frontier: bool = False,
    trials: int = tuning.TRIALS,
    worlds: int = tuning.WORLDS,
    set: Mapping[str, Any] | None = None,
    with_: str | Sequence[str] = (),
    seed: int | None = None,
    replications: int | None = None,
    engine: str | None = None,
    workers: int | None = None,
    on: str | None = None,
    out: str | Path | None = None,
    progress: Progress | None = None,
) -> Tune:
    """Tune a strategy: most of one measure without more than so much of another.

    Args:
        source: as for ``recsim.run``.
        strategy: which one; the second of those that the question is about if not given.
        levers: settings of it that are moved: ``"care=0:1"`` (low:high), ``"follow_ups=0,1,2"``, or
            a name alone for its plausible range; those that matter to its style if not given.
        maximise: the measure of which most is wanted; the study's own if not given.
        cap: ``"offended_people<=5"``, or a measure alone for no more of it than now; the study's
            own harm, and no more of it than now, if not given.
        frontier: find all settings that no other beats in both measures, and not the best one.
        trials: settings that are tried, 2 to 10,000.
        worlds: fresh worlds in which the best are tried, 2 to 10,000.
        set, with_, seed, engine, workers, on, progress, out: as for ``recsim.sweep``.
        replications: practice worlds of each trial; 10 if not given, or those of the study if they
            are fewer.

    Returns:
        What was found: ``frame`` (one row a trial), ``plot()``, ``headline()``, ``verdicts()``, and
        ``file()``, a scenario with the tuned strategy beside the one that there was.

    Raises:
        Refusal: there is no such strategy or measure, or optuna is not installed.
        Exception: everything else as ``recsim.sweep``.
    """
    load = _loader(source, set, with_, seed, None, engine)
    asked = tuning.Asked(
        strategy=strategy,
        levers=tuple(names("levers", levers)),
        maximise=maximise,
        cap=cap,
        frontier=frontier,
        trials=trials,
        replications=replications,
        worlds=worlds,
    )
    with _how(workers, on, out, progress) as how:
        return tuning.make(load, asked, how)


@arguments_checked
def warm_up(
    source: str | Path | Scenario | Loaded,
    *,
    days: int | None = None,
    set: Mapping[str, Any] | None = None,
    with_: str | Sequence[str] = (),
    seed: int | None = None,
    replications: int | None = None,
    engine: str | None = None,
    workers: int | None = None,
    on: str | None = None,
    out: str | Path | None = None,
    progress: Progress | None = None,
) -> WarmUp:
    """Find out how long a warm-up each series asks for.

    Args:
        source: as for ``recsim.run``.
        days: that are simulated from the start, 350 or more; 728 if not given, or those of the
            study if they are more.
        set, with_, seed, engine, workers, on, progress, out: as for ``recsim.sweep``.
        replications: of each strategy, 2 or more; 20 if not given.

    Returns:
        What was found: ``frame`` (one row a series and strategy), ``plot()`` (Welch's picture),
        ``headline()``, ``verdicts()``.

    Raises:
        Refusal: the time is too short or too long, or there is one replication.
        Exception: everything else as ``recsim.sweep``.
    """
    load = _loader(source, set, with_, seed, None, engine)
    asked = warming.Asked(days=days, replications=replications)
    with _how(workers, on, out, progress) as how:
        return warming.make(load, asked, how)


def _loader(
    source: str | Path | Scenario | Loaded,
    set_: Mapping[str, Any] | None,
    with_: str | Sequence[str],
    seed: int | None,
    replications: int | None,
    engine: str | None,
) -> Load:
    """Loads the scenario as it was asked, with further settings."""
    from recsim.scenario.load import Loaded

    own = as_settings(set_)
    given: str | Path | Scenario
    if isinstance(source, Loaded):  # a file has passports, which a scenario in memory has not
        plain = source.path.is_file() and not (source.changed or source.variant)
        given = source.path if plain else source.scenario
    else:
        given = source
    variants = names("with_", with_)

    def load(more: Sequence[str]) -> Loaded:
        return load_one(
            given,
            with_=variants,
            set_=[*own, *more],
            seed=seed,
            replications=replications,
            engine=engine,
        )

    return load


@contextmanager
def _how(
    workers: int | None, on: str | None, out: str | Path | None, progress: Progress | None
) -> Iterator[How]:
    """How it is made; a cluster is let go at the end."""
    from recsim.machines.opening import working

    with working(on, workers) as simulating:
        yield How(
            None if out is None else Path(out),
            workers=simulating,
            bar=shows(progress),
            tell=lambda message: warnings.warn(message, stacklevel=2),
        )


def _texts(vary: Vary) -> tuple[str, ...]:
    """What is varied, as the command line spells it."""
    if isinstance(vary, str):
        return (vary,)
    if isinstance(vary, Mapping):
        return tuple(
            f"{key}={values if isinstance(values, str) else _listed(key, values)}"
            for key, values in vary.items()
        )
    checked("vary", vary, Sequence, "texts like calling.care=0:1:5, or values by key")
    for text in vary:
        checked("vary", text, str, "texts like calling.care=0:1:5, or values by key")
    return tuple(vary)


def _listed(key: str, values: Sequence[Any]) -> str:
    checked(f"vary: {key}", values, Iterable, "a text like 0:1:5, or a list of values")
    return ",".join(as_text(f"vary: {key}", value) for value in values)
