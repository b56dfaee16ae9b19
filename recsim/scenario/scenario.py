"""A scenario: one question, a world, the strategies that are compared in it, and how we look."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Literal

from pydantic import model_validator

from recsim.scenario.alike import as_seen
from recsim.scenario.expectation import EXPECT, Expectation
from recsim.scenario.fields import LONGEST_LINE, LONGEST_TEXT, Block, setting
from recsim.scenario.observed import OBSERVED
from recsim.scenario.strategy import Strategy
from recsim.scenario.study import Study
from recsim.scenario.world import World

MOST_TEAMS = 12
MOST_VARIED = 12
SWEEP = (
    "Settings that recsim sweep varies if it is given none, each as for --vary: "
    "key=low:high:count, with :log for equal factors, or key=a,b,c."
)


class Scenario(Block):
    """A whole study, resolved: every setting has its value."""

    recsim: Literal[1] = setting(1, "Version of the file format.")
    name: str = setting(
        "scenario",
        "Short name, from the file's name; names the results folder.",
        pattern=r"^[^\W_][\w-]{0,59}\Z",
    )
    title: str = setting("", "Title of the study.", max_length=LONGEST_LINE)
    question: str = setting("", "The one question that the study asks.", max_length=LONGEST_TEXT)
    lesson: str = setting(
        "",
        "One sentence: what its plot teaches, with the shipped settings.",
        max_length=LONGEST_TEXT,
    )
    world: World = setting(World(), "What we do not choose.")
    strategies: dict[str, Strategy] = setting(..., "What we choose: one entry a team.")
    study: Study = setting(Study(), "How we look.")
    variants: dict[str, dict[str, Any]] = setting(
        {}, "Named changes of this file: applied with --with, looked at side by side with --beside."
    )
    sweep: tuple[str, ...] = setting((), SWEEP, max_length=MOST_VARIED)
    expect: tuple[Expectation, ...] = setting((), EXPECT)
    observed: dict[str, dict[str, float]] = setting({}, OBSERVED)

    @model_validator(mode="after")
    def _strategies_exist(self) -> Scenario:
        if not 1 <= len(self.strategies) <= MOST_TEAMS:
            raise ValueError(
                f"strategies: {len(self.strategies)} strategies given, expected 1 to {MOST_TEAMS}"
            )
        seen: dict[str, str] = {}
        for name in self.strategies:
            label = " ".join(self.label(name).split())
            looks = as_seen(label)
            if looks in seen:
                raise ValueError(
                    f"strategies: {seen[looks]} and {name} have the same label, {label!r}; nobody "
                    "could tell them apart in tables and pictures"
                )
            seen[looks] = name
        for name, strategy in self.strategies.items():
            if strategy.rivals and self.study.market == "shared":
                raise ValueError(
                    f"strategies: {name} has rivals, which belong to a separate market; in a "
                    "shared market all strategies meet anyway"
                )
            if 1 + len(strategy.rivals) > MOST_TEAMS:
                raise ValueError(f"strategies: {name} has more than {MOST_TEAMS - 1} rivals")
            for rival in strategy.rivals:
                if rival not in self.strategies:
                    raise ValueError(
                        f"strategies: {name} has a rival {rival!r} that does not exist"
                    )
        return self

    @model_validator(mode="after")
    def _expected_names_exist(self) -> Scenario:
        known: dict[str, Collection[str]] = {
            "strategy": self.strategies,
            "variant": self.variants,
            "segment": self.world.segments,
        }
        for wanted in self.expect:
            for what, name in wanted.names():
                if name not in known[what]:
                    raise ValueError(f"expect: there is no {what} {name!r}")
        for name in self.observed:
            if name not in self.strategies:
                raise ValueError(f"observed: there is no strategy {name!r}")
        return self

    @property
    def calls(self) -> bool:
        """Whether any team contacts people who did not apply."""
        return any(strategy.calls for strategy in self.strategies.values())

    @property
    def waits(self) -> bool:
        """Whether any team takes applications."""
        return any(strategy.waits for strategy in self.strategies.values())

    def label(self, strategy: str) -> str:
        """Name of a strategy on charts: its label, or else its key with spaces."""
        return self.strategies[strategy].label or strategy.replace("_", " ")

    def variant_label(self, variant: str) -> str:
        """Name of a variant on charts: its label, or else its key with spaces."""
        return self.variants.get(variant, {}).get("label") or variant.replace("_", " ")
