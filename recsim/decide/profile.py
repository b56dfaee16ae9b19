"""What own numbers do not determine: how far a setting may go while the levers follow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from recsim.analysis.own_numbers import Held
from recsim.decide.fitting import Fitted, Probe, follow
from recsim.decide.levers import Lever, Question
from recsim.decide.trials import Floats, Trials

ROUNDS = 3
"""The end of the range, then halves: resolves it to a quarter."""
LITTLE = 0.05
"""Steps that are no way to go."""


@dataclass
class Side:
    """From the fit towards one end of the range in which a setting is believed to lie.

    Attributes:
        lever: the setting.
        end: steps from the fit to that end; below 0 downwards.
        fits: the farthest part of the way at which all that fits still fits, 0 to 1.
        fails: the nearest part at which it does not; above 1: none.
        steps: where the levers were at the farthest fit, shape (levers,).
        held: own numbers there; empty at the fit itself.
    """

    lever: Lever
    end: float
    steps: Floats
    fits: float = 0.0
    fails: float = 2.0
    held: tuple[Held, ...] = field(default=())

    @property
    def next(self) -> float | None:
        """The part of the way to try next; None if enough is known."""
        if self.fits == 1 or abs(self.end) < LITTLE:
            return None
        return 1.0 if self.fails > 1 else (self.fits + self.fails) / 2


def sides_of(
    trials: Trials, fitted: Fitted, asked: Sequence[tuple[Question, Lever]], wanted: Sequence[int]
) -> list[tuple[Side, Side]]:
    """How far each setting may go, down and up.

    Args:
        trials: makes the runs.
        fitted: where the levers are.
        asked: the settings, none of which is a lever of the fit.
        wanted: own numbers that are met, by place, and have to stay so.

    Raises:
        Spent: the budget does not suffice; what was found is lost.
    """
    found = [
        (Side(one, one.believed[0], fitted.steps), Side(one, one.believed[1], fitted.steps))
        for _, one in asked
    ]
    every = [side for pair in found for side in pair]
    free = tuple(range(len(fitted.levers)))
    for _ in range(ROUNDS):
        trying = [(side, at) for side in every if (at := side.next) is not None]
        probes = [
            Probe({side.lever: at * side.end}, free, tuple(wanted), side.steps)
            for side, at in trying
        ]
        follow(trials, fitted, probes)
        for (side, at), probe in zip(trying, probes, strict=True):
            if probe.fits:
                assert probe.held is not None
                side.fits, side.steps, side.held = at, probe.steps, probe.held
            else:
                side.fails = at
    return found


def left_out(
    trials: Trials, fitted: Fitted, lever_of: Sequence[int | None], wanted: Sequence[int]
) -> list[Held | None]:
    """Each own number where it takes no part: its lever as in the file, the others fitted.

    Args:
        trials: makes the runs.
        fitted: where the levers are.
        lever_of: the lever of each own number, by place.
        wanted: own numbers that are met, by place.

    Raises:
        Spent: the budget does not suffice.
    """
    probes: dict[int, Probe] = {}
    for number, own in enumerate(lever_of):
        if own is None or len(wanted) < 2:
            continue
        free = tuple(at for at in range(len(fitted.levers)) if at != own)
        others = tuple(at for at in wanted if at != number)
        steps = fitted.steps.copy()
        steps[own] = 0.0
        probes[number] = Probe({fitted.levers[own]: 0.0}, free, others, steps)
    follow(trials, fitted, list(probes.values()))
    found: list[Held | None] = [None] * len(lever_of)
    for number, probe in probes.items():
        if probe.fits and probe.held is not None:
            found[number] = probe.held[number]
    return found
