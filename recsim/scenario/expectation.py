"""``expect``: what is expected of a scenario, in statements that are checked after the run."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import model_validator

from recsim.scenario.fields import Block, setting

AS_IT_STANDS = "as it stands"
"""In the place of a strategy: the same one without the variant. No strategy's name has spaces."""
WAYS = ("times", "above", "below")
"""How a strategy can be compared with another one."""

EXPECT = """\
Statements about the scenario as its file has it, checked after the run. Each reads like a \
sentence: {strategy: calling, outcome: contacts, above: waiting}; or at_least: 2, times: waiting; \
or variant: careless, below: as it stands. What is compared is the mean over the replications (of \
a rate: sum over sum); of two strategies, their difference or ratio in the same worlds. A \
statement holds if the whole interval lies where it says, fails (exit code 3) if it lies wholly \
elsewhere, and cannot be told otherwise; in one run, which has no interval, only equals can fail. \
With --set or --with it is another scenario, of which nothing is expected."""


class Expectation(Block):
    """One statement about an outcome: of whom, and where it lies."""

    strategy: str = setting(..., "Name of the strategy that it is about.")
    variant: str | None = setting(
        None, "Name of a variant that it is about; checked if it is run with --beside."
    )
    segment: str | None = setting(None, "Name of an occupation, to look at that one alone.")
    outcome: str = setting(..., "Name of the measure.")
    equals: float | None = setting(None, "The interval of the mean contains this value.")
    at_least: float | None = setting(
        None, "Not below this value; with times, above or below: how many times, by how much."
    )
    at_most: float | None = setting(None, "Not above this value; with times, above or below too.")
    times: str | None = setting(
        None,
        "Another strategy: at_least, at_most so many times as much as that one. With a variant "
        "also as it stands, the same strategy without it.",
    )
    above: str | None = setting(
        None, "Another strategy, or as it stands: above it, at all or by at_least, at_most so much."
    )
    below: str | None = setting(
        None, "Another strategy, or as it stands: below it, at all or by at_least, at_most so much."
    )

    @property
    def way(self) -> str | None:
        """How it is compared with another strategy, of ``WAYS``; None if it is not."""
        return next((way for way in WAYS if getattr(self, way) is not None), None)

    @property
    def reference(self) -> str | None:
        """The strategy that it is compared with, or ``AS_IT_STANDS``; None if there is none."""
        return getattr(self, self.way) if self.way else None

    def names(self) -> Iterator[tuple[str, str]]:
        """Names of parts of the scenario: what each is, and the name."""
        yield "strategy", self.strategy
        if self.variant is not None:
            yield "variant", self.variant
        if self.segment is not None:
            yield "segment", self.segment
        if self.reference is not None and self.reference != AS_IT_STANDS:
            yield "strategy", self.reference

    @model_validator(mode="after")
    def _is_a_sentence(self) -> Expectation:
        given = [way for way in WAYS if getattr(self, way) is not None]
        numbers = [n for n in (self.at_least, self.at_most) if n is not None]
        if not given and not numbers and self.equals is None:
            raise ValueError("expect: one of equals, at_least, at_most, above, below is needed")
        if len(given) > 1:
            raise ValueError(f"{given[1]}: only one of times, above and below can stand here")
        if len(numbers) == 2 and numbers[0] > numbers[1]:
            raise ValueError(f"at_most: {numbers[1]:g} is below at_least, {numbers[0]:g}")
        for way in given:
            self._compares(way, numbers)
        return self

    def _compares(self, way: str, numbers: list[float]) -> None:
        """Raise if the two sides of a comparison do not go together."""
        if self.equals is not None:
            raise ValueError(f"equals: cannot stand with {way}; at_least and at_most can")
        if way == "times" and not numbers:
            raise ValueError("expect: times needs a number beside it, for example at_least: 2")
        if any(number < 0 for number in numbers):
            name = "at_least" if self.at_least == numbers[0] < 0 else "at_most"
            raise ValueError(f"{name}: with {way}, expected a number, 0 or more")
        if self.reference == self.strategy:
            better = f"; write {way}: {AS_IT_STANDS}" if self.variant else ""
            raise ValueError(f"{way}: {self.strategy} is compared with itself{better}")
        if self.reference == AS_IT_STANDS and self.variant is None:
            raise ValueError(f"{way}: {AS_IT_STANDS} needs a variant that is compared with it")
