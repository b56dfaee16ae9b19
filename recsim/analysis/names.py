"""Whether the measures that a scenario names exist."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple

from recsim.analysis.measures import MEASURES

if TYPE_CHECKING:
    from recsim.scenario.scenario import Scenario


class UnknownMeasure(NamedTuple):
    """A name that is no measure: where it stands, what it is, and the nearest one that exists."""

    key: str
    name: str
    nearest: str | None

    def __str__(self) -> str:
        hint = f"; did you mean {self.nearest!r}?" if self.nearest else ""
        return f"{self.key}: there is no measure {self.name!r}{hint}"


class UnknownMeasures(ValueError):  # noqa: N818 - it carries several
    """A scenario names measures that do not exist.

    Attributes:
        measures: all of them.
    """

    def __init__(self, measures: tuple[UnknownMeasure, ...]) -> None:
        super().__init__("\n".join(str(measure) for measure in measures))
        self.measures = measures


def nearest_measure(name: str) -> str | None:
    """The measure with the most similar name, if there is one."""
    return next(iter(get_close_matches(name, MEASURES, n=1)), None)


def unknown_measures(scenario: Scenario) -> tuple[UnknownMeasure, ...]:
    """Names in ``study`` (outcomes, limits, what matters), ``expect`` and
    ``observed`` that are no measures."""
    named = [
        *((f"study.outcomes.{i}", name) for i, name in enumerate(scenario.study.outcomes)),
        *((f"study.limits.{name}", name) for name in scenario.study.limits),
        *((f"study.matters.{name}", name) for name in scenario.study.matters),
        *((f"expect.{i}.outcome", wanted.outcome) for i, wanted in enumerate(scenario.expect)),
        *(
            (f"observed.{strategy}.{name}", name)
            for strategy, numbers in scenario.observed.items()
            for name in numbers
        ),
    ]
    return tuple(
        UnknownMeasure(key, name, nearest_measure(name))
        for key, name in named
        if name not in MEASURES
    )


def with_known_measures(scenario: Scenario) -> Scenario:
    """The scenario without names of measures that do not exist, as another version may have had.

    Without any outcome left, those are its outcomes that a scenario has which says nothing.
    """
    study = scenario.study
    outcomes = tuple(name for name in study.outcomes if name in MEASURES)
    return scenario.unchecked(
        expect=tuple(wanted for wanted in scenario.expect if wanted.outcome in MEASURES),
        observed={
            strategy: {name: value for name, value in numbers.items() if name in MEASURES}
            for strategy, numbers in scenario.observed.items()
        },
        study=study.unchecked(
            outcomes=outcomes or type(study)().outcomes,
            limits={name: most for name, most in study.limits.items() if name in MEASURES},
            matters={name: size for name, size in study.matters.items() if name in MEASURES},
        ),
    )


def check_names(scenario: Scenario) -> None:
    """Do nothing if all measures that the scenario names exist.

    Raises:
        UnknownMeasures: with all those that do not.
    """
    unknown = unknown_measures(scenario)
    if unknown:
        raise UnknownMeasures(unknown)
