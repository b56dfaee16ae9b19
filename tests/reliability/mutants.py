"""Change scenario files at random, and load what comes out: a scenario, or an error that is told.

    python tests/reliability/mutants.py --mutants 1000000

Letters, words, numbers and lines of shipped scenarios are changed, repeated, left out or replaced
by what nobody means. It is checked that each text is loaded, or refused with problems that are
short, and that neither takes long; any other exception is a fault, and is printed with its text.
"""

from __future__ import annotations

import argparse
import random
import re
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import cache

from recsim.analysis.measures import MEASURES
from recsim.scenario.errors import ScenarioErrors
from recsim.scenario.gallery import shipped
from recsim.scenario.load import load_text

LONGEST_SECONDS = 60
"""Nobody waits longer, on any machine; a usual file takes some hundredths."""
MOST_LETTERS = 20_000
BATCH = 500
NASTY = (
    "0", "-1", "1e999", "-1e999", ".inf", "-.inf", ".nan", "9" * 400, "0x" + "f" * 80, "0o7",
    "1_000", "1,000", "null", "~", "true", "no", "[]", "{}", "[[]]", "{a: {b: c}}", "''", '""',
    '"\\e[31m"', '"\\0"', "&a [*a]", "*a", "!!python/object:os.system", "!!binary aGk=", "!x y",
    "|", ">", "- - -", "? a : b", "<<: *a", "2026-12-01", "12:30:45", "\ufeff", "\u202e",
    "\U0001f468\u200d\U0001f469", "%", "@", "`", "#", ": ", "extends: two_ways", "like: calling",
    "world", "strategies", "variants", "x" * 3000, "../../etc/passwd", "/dev/zero",
    "{value: 1, range: [2, 1]}", "{value: 1, range: [0, .inf]}", "{value: 1, source: 7}",
)  # fmt: skip
"""What stands in the place of a value, a key or a line."""


@dataclass
class Found:
    """What came of some mutants."""

    mutants: int = 0
    loaded: int = 0
    refused: int = 0
    slowest: float = 0.0
    faults: list[str] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)

    def add(self, other: Found) -> None:
        """Add what came of others."""
        self.mutants += other.mutants
        self.loaded += other.loaded
        self.refused += other.refused
        self.slowest = max(self.slowest, other.slowest)
        self.faults += other.faults
        self.kinds += other.kinds


class TooSlow(Exception):  # noqa: N818 - a fault that is looked for
    """A text took longer than anybody waits."""


def _of_letters(text: str, rng: random.Random) -> str:
    at = rng.randrange(len(text))
    letter = rng.choice(
        [chr(rng.randrange(1, 300)), rng.choice(text), chr(rng.randrange(0x110000))]
    )
    return text[:at] + rng.choice([letter, "", letter * 40]) + text[at + rng.randrange(3) :]


def _of_words(text: str, rng: random.Random) -> str:
    words = list(re.finditer(r"[\w.+-]+", text))
    one, other = rng.choice(words), rng.choice(words)
    new = rng.choice([rng.choice(NASTY), other[0], one[0] * 2, one[0][:-1], one[0].upper(), ""])
    return text[: one.start()] + new + text[one.end() :]


def _of_numbers(text: str, rng: random.Random) -> str:
    numbers = list(re.finditer(r"(?<![\w.])-?\d+(\.\d+)?", text))
    if not numbers:
        return text
    one = rng.choice(numbers)
    new = rng.choice(
        [rng.choice(NASTY), f"-{one[0]}", f"{one[0]}0", f"{one[0]}e3", str(rng.uniform(-1e3, 1e3))]
    )
    return text[: one.start()] + new + text[one.end() :]


def _of_lines(text: str, rng: random.Random) -> str:
    lines = text.split("\n")
    at, other = rng.randrange(len(lines)), rng.randrange(len(lines))
    what = rng.randrange(6)
    if what == 0:
        del lines[at]
    elif what == 1:
        lines.insert(at, lines[other])
    elif what == 2:
        lines[at], lines[other] = lines[other], lines[at]
    elif what == 3:
        lines[at] = " " * rng.randrange(6) + lines[at].strip()
    elif what == 4:
        lines.insert(at, " " * rng.randrange(6) + rng.choice(NASTY))
    else:
        lines[at:at] = lines[at : at + rng.randrange(8)] * rng.randrange(1, 30)
    return "\n".join(lines)


MUTATIONS: tuple[Callable[[str, random.Random], str], ...] = (
    _of_letters, _of_words, _of_words, _of_numbers, _of_numbers, _of_lines, _of_lines,
)  # fmt: skip


def mutant(rng: random.Random) -> str:
    """A changed file: one change or some."""
    text = rng.choice(_texts())
    for _ in range(rng.choice((1, 1, 1, 2, 3, 6))):
        text = rng.choice(MUTATIONS)(text or " ", rng)
    return text


@cache
def _texts() -> tuple[str, ...]:
    return tuple(path.read_text(encoding="utf-8") for _, path in shipped())


def look(seed: int, count: int) -> Found:
    """Make so many mutants and load each."""
    found = Found(mutants=count)
    rng = random.Random(seed)

    def ring(*_: object) -> None:
        raise TooSlow

    signal.signal(signal.SIGALRM, ring)
    for number in range(count):
        text = mutant(rng)
        begin = time.monotonic()
        signal.setitimer(signal.ITIMER_REAL, LONGEST_SECONDS)
        try:
            load_text(text, "mutant.yaml", measures=MEASURES)
            found.loaded += 1
        except ScenarioErrors as errors:
            found.refused += 1
            found.kinds[re.sub(r"[\d\"'].*", "", errors.problems[0].message)[:60]] += 1
            if len(str(errors)) > MOST_LETTERS:
                found.faults.append(f"{seed} {number}: {len(str(errors))} letters\n{text}")
        except Exception:  # a fault that is counted and fails the command: what it looks for
            found.faults.append(f"{seed} {number}: {traceback.format_exc()}\n{text}")
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        found.slowest = max(found.slowest, time.monotonic() - begin)
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Look at so many mutants, and say what came of them."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--mutants", type=int, default=100_000)
    options.add_argument("--seed", type=int, default=0)
    options.add_argument("--workers", type=int, default=2)
    asked = options.parse_args(arguments)
    found, left = Found(), asked.mutants
    batches = [min(BATCH, left - at) for at in range(0, left, BATCH)]
    seeds = [1_000_003 * asked.seed + number for number in range(len(batches))]
    with ProcessPoolExecutor(asked.workers) as pool:
        for one in pool.map(look, seeds, batches):
            found.add(one)
            if one.faults:
                print("\n\n".join(one.faults), flush=True)
            print(f"{found.mutants} mutants so far", file=sys.stderr, flush=True)
    print(
        f"{found.mutants} mutants: {found.loaded} loaded, {found.refused} refused "
        f"({len(found.kinds)} kinds of first problems), {len(found.faults)} faults; "
        f"the slowest took {found.slowest:.1f} s"
    )
    return 1 if found.faults else 0


if __name__ == "__main__":
    sys.exit(main())
