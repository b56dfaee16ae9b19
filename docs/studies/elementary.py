"""Where the numbers of ``recsim.model.elementary`` come from, and how good its functions are.

    python docs/studies/elementary.py

It needs mpmath (the extra ``test``), writes ``recsim/model/elementary_tables.py``, measures how far
the functions are from the exact values in some seconds, and writes ``elementary.csv`` beside this
file and the table in ``docs/same_bits.md``.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import polars as pl
from mpmath import mp, mpf
from page import HERE, show

from recsim.model import elementary
from recsim.scenario.markdown import table

PAGE = "same_bits.md"
TABLES = Path(elementary.__file__).with_name("elementary_tables.py")
STEPS = 64  # parts of an octave, of the exponential
PARTS = 256  # of 1, where logarithms are tabulated; fractions are from 1/2 to 1
SHORT = 42  # binary digits after the point, so that sums of such numbers are exact
ARGUMENTS = 40_000
SEED = 20_260_101


def nearest(x: mpf, digits: int) -> float:
    """The number that is nearest to x among those with so many binary digits after the point."""
    return float(mp.nint(mp.ldexp(x, digits)) / mpf(2) ** digits)


def polynomial(f: Callable[[mpf], mpf], low: mpf, high: mpf, terms: int) -> list[float]:
    """Coefficients, lowest power first, through Chebyshev's points of the interval.

    Their largest error is at most a few times the least that is possible, at any rate far below
    what is asked here; each coefficient is then rounded.
    """
    middle, half = (low + high) / 2, (high - low) / 2
    points = [middle + half * mp.cos(mp.pi * (2 * k + 1) / (2 * terms)) for k in range(terms)]
    matrix = mp.matrix([[x**power for power in range(terms)] for x in points])
    found = mp.lu_solve(matrix, mp.matrix([f(x) for x in points]))
    return [float(coefficient) for coefficient in found]


@mp.workprec(300)
def tables() -> dict[str, float | tuple[float, ...]]:
    """All numbers by name, in the order of the file."""
    ln2 = mp.log(2)
    reach = ln2 / (2 * STEPS)
    wider = reach * (1 + mpf(2) ** -20)  # so that no point of Chebyshev's is 0
    exp_3, exp_4, exp_5 = polynomial(
        lambda r: (mp.expm1(r) - r - r * r / 2) / r**3, -reach, wider, 3
    )
    logs = polynomial(
        lambda r: (mp.log1p(r) - r + r * r / 2) / r**3, -mpf(1) / PARTS, mpf(3) / PARTS, 6
    )
    step_high = nearest(ln2 / STEPS, 40)  # with a multiple of at most 17 digits: exact
    ln2_high = nearest(ln2, SHORT)
    roots = [mpf(2) ** (mpf(j) / STEPS) for j in range(STEPS)]
    centres, log_high, log_low = [], [], []
    for i in range(PARTS // 2, PARTS + 1):
        # next to 1 (and to 1/2, which is 1 an octave lower) the logarithm is that of 1 and a
        # polynomial, so that no digits are lost in a difference
        near = next((one for one in (PARTS // 2, PARTS) if abs(i - one) <= 1), i)
        centre = mpf(near) / PARTS
        upper = centre if near > PARTS / math.sqrt(2) else 2 * centre
        high = nearest(mp.log(upper), SHORT)
        low = mp.log(upper) - high
        if upper != centre:  # an octave lower
            low = float(low) - (ln2 - ln2_high)
            high = high - ln2_high
        centres.append(float(centre))
        log_high.append(high)
        log_low.append(float(low))
    return {
        "STEPS_PER_UNIT": float(STEPS / ln2),
        "STEP_HIGH": step_high,
        "STEP_LOW": float(ln2 / STEPS - step_high),
        "EXP_3": exp_3,
        "EXP_4": exp_4,
        "EXP_5": exp_5,
        "ROOTS_HIGH": tuple(float(root) for root in roots),
        "ROOTS_LOW": tuple(float(root - float(root)) for root in roots),
        "LN2_HIGH": ln2_high,
        "LN2_LOW": float(ln2 - ln2_high),
        **{f"LOG_{power}": value for power, value in enumerate(logs, start=3)},
        "CENTRES": tuple(centres),
        "INVERSES": tuple(1.0 / centre for centre in centres),
        "LOG_HIGH": tuple(log_high),
        "LOG_LOW": tuple(log_low),
    }


def source() -> str:
    """The file of the numbers; what is written there is read back to the same bits."""
    lines = [
        '"""Numbers of ``elementary``, written by ``docs/studies/elementary.py``."""',
        "",
        "from __future__ import annotations",
        "",
    ]
    for name, value in tables().items():
        if isinstance(value, tuple):
            lines += [f"{name} = (", *(f"    {number!r}," for number in value), ")"]
        else:
            lines.append(f"{name} = {value!r}")
    return "\n".join(lines) + "\n"


@dataclass(frozen=True)
class Range:
    """Arguments of a function, drawn from what the model may ask, and its exact values."""

    name: str
    what: str
    arguments: Callable[[Random], tuple[float, ...]]


def _log_uniform(random: Random, low: float, high: float) -> float:
    return elementary.exp(random.uniform(elementary.log(low), elementary.log(high)))


EXACT: dict[str, Callable[..., mpf]] = {
    "exp": mp.workprec(140)(mp.exp),
    "log": mp.workprec(140)(mp.log),
    "power": mp.workprec(140)(mp.power),
}
RANGES = (
    Range("exp", "-1 to 1", lambda random: (random.uniform(-1, 1),)),
    Range("exp", "-50 to 50", lambda random: (random.uniform(-50, 50),)),
    Range("exp", "-708 to 709.7, all normal results",
          lambda random: (random.uniform(-708, 709.7),)),
    Range("exp", "-745 to -708, results with fewer digits",
          lambda random: (random.uniform(-745, -708),)),
    Range("exp", "within 1e-9 of 0", lambda random: (random.uniform(-1e-9, 1e-9),)),
    Range("log", "0 to 1, as draws are",
          lambda random: ((random.getrandbits(52) + 0.5) * 2.0**-52,)),
    Range("log", "0.97 to 1.03", lambda random: (random.uniform(0.97, 1.03),)),
    Range("log", "within 1e-9 of 1", lambda random: (1.0 + random.uniform(-1e-9, 1e-9),)),
    Range("log", "1e-308 to 1e308", lambda random: (_log_uniform(random, 1e-307, 1e307),)),
    Range("power", "0 to 1 to the power 0.02 to 1000",
          lambda random: (random.uniform(0, 1), _log_uniform(random, 0.02, 1000))),
    Range("power", "0.001 to 1000 to the power -3 to 3",
          lambda random: (_log_uniform(random, 1e-3, 1e3), random.uniform(-3, 3))),
    Range("power", "0.97 to 1.03 to the power -10000 to 10000",
          lambda random: (random.uniform(0.97, 1.03), random.uniform(-1e4, 1e4))),
)  # fmt: skip


@mp.workprec(140)
def off_by(found: float, exact: mpf) -> float:
    """Distance to the exact value, in units in the last place of the number nearest to it."""
    return float(abs(mpf(found) - exact) / mpf(math.ulp(float(exact))))


@mp.workprec(140)
def study(arguments: int = ARGUMENTS) -> pl.DataFrame:
    """One row a range: the largest distance and the share that is not the nearest number."""
    rows = []
    for one in RANGES:
        random = Random(SEED)
        function, exact = getattr(elementary, one.name), EXACT[one.name]
        worst, other = 0.0, 0
        for _ in range(arguments):
            given = one.arguments(random)
            truth = exact(*given)
            found = function(*given)
            worst = max(worst, off_by(found, truth))
            other += found != float(truth)
        rows.append((one.name, one.what, arguments, float(f"{worst:.4f}"),
                     float(f"{other / arguments:.4f}")))  # fmt: skip
    names = ("function", "arguments", "number", "furthest", "not_nearest")
    return pl.DataFrame(rows, schema=names, orient="row")


def lines(found: pl.DataFrame) -> Iterator[str]:
    """The table of the page, from the stored rows."""
    yield (
        f"{found['number'][0]:,} arguments in each range; distance to the exact value (mpmath), "
        "in units in the last place, where 0.5 is the best that is possible."
    )
    yield ""
    head = ("Function", "Arguments", "Furthest", "Not the nearest number")
    rows = (
        (f"`{row['function']}`", row["arguments"], f"{row['furthest']:.3f}",
         f"{row['not_nearest']:.2%}")
        for row in found.iter_rows(named=True)
    )  # fmt: skip
    yield from table(head, rows)


if __name__ == "__main__":
    TABLES.write_text(source(), encoding="utf-8")
    measured = study()
    measured.write_csv(HERE / "elementary.csv")
    show(PAGE, "elementary", lines(measured))
