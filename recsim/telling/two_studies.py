"""What is said of two studies that are compared with each other: on what ground, and what not."""

from __future__ import annotations

from recsim.telling.units import counted, counted_days

A, B = "A", "B"
"""What the two are called in tables and sentences."""
OTHER_WORLDS = "pairs of different worlds"
"""What is counted where no worlds are shared."""
SAME_STUDY = "Both are the same study."
NOTHING_DIFFERS = "No setting differs."
ONLY_SETTINGS = "Settings alone are compared: results are, where both are results folders."
SHARED = (
    "They share worlds: in each replication both meet the same people and the same luck, and "
    "differences are paired."
)
STRANGERS = (
    "They do not share worlds ({why}): runs are compared in the order of their numbers, and no "
    "luck is shared that would make intervals narrow."
)
TWO_VERSIONS = (
    "Different versions of the model made them: a difference may come from the version, and not "
    "from a setting."
)


def ground(why: list[str], versions: bool) -> list[str]:
    """On what ground results are compared.

    Args:
        why: what keeps them from sharing worlds; nothing, if they do.
        versions: whether different versions of the model made them.
    """
    said = [STRANGERS.format(why=", ".join(why)) if why else SHARED]
    return [*said, *([TWO_VERSIONS] if versions else [])]


def times_differ(one: int, other: int) -> str:
    """Why results are not compared: days that were measured."""
    return f"Results are not compared: A measures {counted_days(one)}, B {counted_days(other)}."


def currencies_differ(one: str, other: str) -> str:
    """Why results are not compared: money has two names."""
    return f"Results are not compared: money is in {one} in A, in {other} in B."


def on_those_that_both_have(one: int, other: int, both: int) -> str:
    """How many replications are compared, if they are not all; else nothing."""
    if one == other == both:
        return ""
    return f"A has {counted(one, 'replication')}, B {other:,}: the {both:,} of both are compared."


def only_one_has(strategies: list[str]) -> str:
    """Strategies that cannot be compared."""
    return f"Not compared, since only one has it: {', '.join(strategies)}."
