"""Measures as data: what their functions read of a run, and what they make of it.

Each total is asked once, with a window whose cells are no numbers but notes of themselves, and
answers with an expression of such notes, which any program can evaluate for any run. So the
functions of ``recsim.analysis.measures`` stay the only definition.

An expression is a number or a list: ``["+", a, b]`` (also ``-``, ``*``, ``/``), ``["round", a]``,
``["set", "world.work.overhead"]`` (a setting, of the own ``strategy``, the ``world`` or the
``study``), ``["sum", table, row, ...]`` (cells of one table of ``totals.Totals``), and ``["exact",
table, row, ...]``, a sum of values that is rounded once. ``["by_occupation", a, "salary",
"world.money.salary"]`` is a of each occupation times a setting of it (or, where it has none, times
another one), added up likewise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from recsim.analysis.measures import MEASURES
from recsim.analysis.measures.totals import Ripe
from recsim.analysis.measures.window import Window
from recsim.model.cohorts import Cohort
from recsim.model.events import CODES

Json = dict[str, Any]
KINDS = ("agency", "corporate")


@dataclass(frozen=True)
class Note:
    """A number that is not known yet, as an expression of what it will be made of."""

    made_of: tuple[Any, ...]

    def _with(self, sign: str, other: Any, *, before: bool = False) -> Note:
        theirs = other.made_of if isinstance(other, Note) else other
        sides = (theirs, self.made_of) if before else (self.made_of, theirs)
        return Note((sign, *sides))

    def __add__(self, other: Any) -> Note:
        if isinstance(other, int) and other == 0:
            return self
        if isinstance(other, Note) and other.made_of[:2] == self.made_of[:2] == (
            "sum",
            self.made_of[1],
        ):
            return Note((*self.made_of, *other.made_of[2:]))
        return self._with("+", other)

    __radd__ = __add__  # both ways have the same bits

    def __sub__(self, other: Any) -> Note:
        return self._with("-", other)

    def __rsub__(self, other: Any) -> Note:
        return self._with("-", other, before=True)

    def __mul__(self, other: Any) -> Note:
        return self if isinstance(other, int) and other == 1 else self._with("*", other)

    __rmul__ = __mul__

    def __truediv__(self, other: Any) -> Note:
        return self._with("/", other)

    def __round__(self) -> Note:
        return Note(("round", self.made_of))


class Settings:
    """Settings that are not known yet, but for those that are."""

    def __init__(self, key: str, **known: str) -> None:
        self._key = key
        self._known = known

    def __getattr__(self, name: str) -> Any:
        if name in self._known:
            return self._known[name]
        return Block(f"{self._key}.{name}")


class Block(Note):
    """A setting, or a block of them."""

    def __init__(self, key: str) -> None:
        super().__init__(("set", key))

    def __getattr__(self, name: str) -> Block:
        return Block(f"{self.made_of[1]}.{name}")


class Tracing(Window):
    """A window that gives notes in the place of numbers."""

    def __init__(self, kind: str) -> None:
        self.scenario: Any = Settings("", world=Settings("world"))  # type: ignore[arg-type]
        self.strategy: Any = Settings("strategy", kind=kind)
        self.horizon_days: Any = Block("study.horizon_days")
        self.counts: Any = _cells("counts")
        self.sums: Any = _cells("sums")
        self.sums_of_no_team: Any = _cells("sums_of_no_team")
        self.everyone: Any = _cells("everyone")
        self._others: Any = [_cells("others")]
        self._ever: Any = _cells("ever")
        self._everyone_ever: Any = _cells("everyone_ever")
        self._half_days: Any = _cells("half_days")
        self._everyone_half_days: Any = _cells("everyone_half_days")
        self._ended: Any = _cells("ended")

    @staticmethod
    def added(values: Sequence[Note]) -> Any:  # type: ignore[override]
        """A sum that is rounded once."""
        return Note(("exact", values[0].made_of[1], *(note.made_of[2] for note in values)))

    def by_occupation(self, total: Any, setting: str, otherwise: str) -> Any:
        """A total of each occupation times a setting of it, added up."""
        return Note(("by_occupation", total(self).made_of, setting, otherwise))

    def ripe(self, cohort: Cohort) -> Ripe:
        """What became of a cohort."""
        found: Any = [Note(("sum", f"ripe_{name}", int(cohort))) for name in Ripe._fields]
        return Ripe(*found)


def _cells(table: str) -> list[Note]:
    return [Note(("sum", table, row)) for row in range(len(CODES))]


def totals(kind: str) -> Json:
    """Every total as an expression, for a team of this kind; None: not applicable."""
    window = Tracing(kind)
    found = {name: of.total(window) for name, of in MEASURES.items() if of.total}
    return {name: note.made_of if isinstance(note, Note) else note for name, note in found.items()}


def measures() -> Json:
    """All measures: what ``measure.js`` computes them from, and what is known of each."""
    by_kind = {kind: totals(kind) for kind in KINDS}
    first = by_kind[KINDS[0]]
    return {
        "totals": first,
        "otherwise": {
            kind: {name: made for name, made in all_.items() if made != first[name]}
            for kind, all_ in by_kind.items()
        },
        "ratios": {
            name: [of.of, of.per, of.factor] for name, of in MEASURES.items() if of.is_ratio
        },
        "names": list(MEASURES),
    }
