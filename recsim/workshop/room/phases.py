"""The phases of a room: what may follow what, and a clock that freezes a round by itself.

A round is *ready* (its seal is shown), *open* (people hand in), *frozen* (nobody hands in any more)
and *revealed* (the sealed worlds are opened, and with them the scores). Nothing here knows people,
files or simulations: a stage and a command give the next stage, or the reason why not.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from recsim.workshop.refusals import REFUSALS, refusal

Phase = Literal["ready", "open", "frozen", "revealed"]
READY: Phase = "ready"
OPEN: Phase = "open"
FROZEN: Phase = "frozen"
REVEALED: Phase = "revealed"
MOST_ROUNDS = 20
LEAST_MINUTES, MOST_MINUTES = 0.1, 600.0


class NotNow(Exception):  # noqa: N818 - nothing broke: it is not the time for it
    """What was asked for cannot be done now; the text says why."""


@dataclass(frozen=True)
class Stage:
    """Where a room stands.

    Attributes:
        phase: of the round.
        round: number of the round, from 1.
        rounds: how many rounds there are, as far as is known.
        ends_at: when the round freezes by itself, in seconds since 1970; None without a clock.
        closed: whether the room is over.
    """

    phase: Phase = READY
    round: int = 1
    rounds: int = 1
    ends_at: float | None = None
    closed: bool = False


def at(stage: Stage, now: float) -> Stage:
    """The stage at a time: an open round whose time is over is frozen."""
    over = stage.phase == OPEN and stage.ends_at is not None and now >= stage.ends_at
    return replace(stage, phase=FROZEN) if over else stage


def why_not(stage: Stage, command: str) -> str:
    """Why a command cannot be given at this stage; empty if it can."""
    if command == "reopen":
        return "" if stage.closed else REFUSALS["not_closed"]
    if command == "delete":
        return "" if stage.closed else REFUSALS["close_first"]
    if stage.closed:
        return REFUSALS["closed"]
    if command == "next_round" and stage.round >= MOST_ROUNDS:
        return refusal("most_rounds", most=MOST_ROUNDS)
    wanted = _WHEN.get(command)
    if wanted is None or stage.phase in wanted:
        return ""
    return _SAID[stage.phase]


def opened(stage: Stage, now: float, minutes: float | None) -> Stage:
    """The round is opened; with a number of minutes it freezes by itself."""
    return replace(_allowed(stage, "open"), phase=OPEN, ends_at=_end(now, minutes))


def longer(stage: Stage, now: float, minutes: float) -> Stage:
    """An open round gets more time; without a clock it gets one that runs from now."""
    _allowed(stage, "more_time")
    since = now if stage.ends_at is None else stage.ends_at
    ends_at = min(since + 60 * minutes, now + 60 * MOST_MINUTES)
    return replace(stage, ends_at=ends_at)


def frozen(stage: Stage) -> Stage:
    """Nobody hands in any more."""
    return replace(_allowed(stage, "freeze"), phase=FROZEN)


def unfrozen(stage: Stage, now: float, minutes: float | None) -> Stage:
    """A frozen round is open again, as long as its worlds are sealed."""
    return replace(_allowed(stage, "unfreeze"), phase=OPEN, ends_at=_end(now, minutes))


def revealed(stage: Stage) -> Stage:
    """The sealed worlds are opened."""
    return replace(_allowed(stage, "reveal"), phase=REVEALED, ends_at=None)


def following(stage: Stage) -> Stage:
    """The next round is made ready."""
    number = _allowed(stage, "next_round").round + 1
    return Stage(READY, number, max(number, stage.rounds))


def reset(stage: Stage) -> Stage:
    """The round starts again, with other worlds."""
    return replace(_allowed(stage, "reset"), phase=READY, ends_at=None)


def closed(stage: Stage) -> Stage:
    """The room is over; a round that was open is frozen."""
    phase = FROZEN if _allowed(stage, "close").phase == OPEN else stage.phase
    return replace(stage, closed=True, phase=phase, ends_at=None)


def reopened(stage: Stage) -> Stage:
    """The room is not over after all."""
    return replace(_allowed(stage, "reopen"), closed=False)


def _allowed(stage: Stage, command: str) -> Stage:
    if reason := why_not(stage, command):
        raise NotNow(reason)
    return stage


def _end(now: float, minutes: float | None) -> float | None:
    return None if minutes is None else now + 60 * minutes


_WHEN: dict[str, tuple[Phase, ...]] = {
    "open": (READY,),
    "draft": (READY, OPEN),
    "submit": (OPEN,),
    "more_time": (OPEN,),
    "freeze": (OPEN,),
    "unfreeze": (FROZEN,),
    "leave_out": (FROZEN,),
    "reveal": (FROZEN,),
    "next_round": (REVEALED,),
    "reset": (READY, FROZEN, REVEALED),
}
_SAID: dict[Phase, str] = {
    READY: REFUSALS["ready"],
    OPEN: REFUSALS["open"],
    FROZEN: REFUSALS["frozen"],
    REVEALED: REFUSALS["revealed"],
}
PLAIN: dict[str, Callable[[Stage], Stage]] = {
    "freeze": frozen,
    "reveal": revealed,
    "next_round": following,
    "reset": reset,
    "close": closed,
    "reopen": reopened,
}
"""Commands that need nothing but the stage."""
