"""Simulate random worlds with both engines, and compare every event.

    python tests/reliability/both_engines.py --worlds 100000

Settings come from all over their legal ranges, as in the usual tests; each seed has other worlds.
Of a hundred worlds one is as large as in the usual tests; the others are small, since what rules of
two engines do differently shows with twenty people, too, and thirty times sooner.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "engines"))

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as seeded
from random_worlds import worlds

from recsim.model.engines import engine
from recsim.verification.difference import explained
from recsim.verification.engines import Trial, compare

BATCH = 20
SMALL, LARGE, ONE_IN = 24, 200, 100
"""Most people, and days, of small batches and of large ones, which are one in so many."""


def look(seed: int, count: int, most: int) -> tuple[int, int, list[str]]:
    """So many worlds of a size: how many were compared, how many events they have, what differs."""
    events, compared, different = 0, 0, list[str]()

    @seeded(seed)
    @settings(
        max_examples=count, deadline=None, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(world=worlds(most))
    def each(world: Trial) -> None:
        nonlocal events, compared
        found = compare(world, engine("simpy"), engine("compiled"))
        compared += 1
        events += found.events
        if not found.equal:
            told = explained(found, ("simpy", "compiled"))
            different.append("\n".join((f"seed {seed}, {world.teams}", *told)))

    each()
    return compared, events, different


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare so many worlds, and say what came of it."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--worlds", type=int, default=1000)
    options.add_argument("--seed", type=int, default=0)
    options.add_argument("--workers", type=int, default=2)
    asked = options.parse_args(arguments)
    begin = time.monotonic()
    batches = [min(BATCH, asked.worlds - at) for at in range(0, asked.worlds, BATCH)]
    seeds = [1_000_003 * asked.seed + number for number in range(len(batches))]
    sizes = [SMALL if number % ONE_IN else LARGE for number in range(len(batches))]
    compared = events = 0
    different: list[str] = []
    with ProcessPoolExecutor(asked.workers) as pool:
        for some, happened, found in pool.map(look, seeds, batches, sizes):
            compared, events, different = compared + some, events + happened, different + found
            if found:
                print("\n".join(found), flush=True)
            print(f"{compared} worlds so far", file=sys.stderr, flush=True)
    minutes = (time.monotonic() - begin) / 60
    print(
        f"{compared} worlds with {events:,} events in {minutes:.0f} minutes: "
        f"{len(different)} are different"
    )
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
