"""Distributions by inversion: one uniform draw in, one value out.

Only + - * / sqrt and the functions of ``elementary`` are used, each in one written order, so that
every machine gives the same bits.
"""

from __future__ import annotations

from math import sqrt

from recsim.model.elementary import exp, log, power
from recsim.model.streams import draw

# Coefficients of the normal quantile: numerator and denominator, the highest power first.
CENTRE = (
    (2509.0809287301226727, 5226.495278852854561),
    (33430.575583588128105, 28729.085735721942674),
    (67265.770927008700853, 39307.89580009271061),
    (45921.953931549871457, 21213.794301586595867),
    (13731.693765509461125, 5394.1960214247511077),
    (1971.5909503065514427, 687.1870074920579083),
    (133.14166789178437745, 42.313330701600911252),
    (3.387132872796366608, 1.0),
)
SIDES = (
    (7.7454501427834140764e-4, 1.05075007164441684324e-9),
    (0.0227238449892691845833, 5.475938084995344946e-4),
    (0.24178072517745061177, 0.0151986665636164571966),
    (1.27045825245236838258, 0.14810397642748007459),
    (3.64784832476320460504, 0.68976733498510000455),
    (5.7694972214606914055, 1.6763848301838038494),
    (4.6303378461565452959, 2.05319162663775882187),
    (1.42343711074968357734, 1.0),
)
TAILS = (
    (2.01033439929228813265e-7, 2.04426310338993978564e-15),
    (2.71155556874348757815e-5, 1.4215117583164458887e-7),
    (0.0012426609473880784386, 1.8463183175100546818e-5),
    (0.026532189526576123093, 7.868691311456132591e-4),
    (0.29656057182850489123, 0.0148753612908506148525),
    (1.7848265399172913358, 0.13692988092273580531),
    (5.4637849111641143699, 0.59983220655588793769),
    (6.6579046435011037772, 1.0),
)


def exponential(u: float) -> float:
    """Exponential of mean 1."""
    return -log(u)


def normal(u: float) -> float:
    """Standard normal quantile of u in (0, 1).

    Algorithm AS 241 (PPND16; Wichura 1988, Applied Statistics 37, 477-484); relative accuracy about
    1e-16.
    """
    q = u - 0.5
    if -0.425 <= q <= 0.425:
        factor, coefficients, r = q, CENTRE, 0.180625 - q * q
    else:
        factor = -1.0 if q < 0.0 else 1.0
        r = sqrt(-log(u if q < 0.0 else 1.0 - u))
        if r <= 5.0:
            coefficients, r = SIDES, r - 1.6
        else:
            coefficients, r = TAILS, r - 5.0
    above, below = coefficients[0]
    for a, b in coefficients[1:]:
        above = above * r + a
        below = below * r + b
    return factor * above / below


def log_normal(u: float, median: float, log_sd: float) -> float:
    """Log-normal with this median and standard deviation of the logarithm."""
    return median * exp(log_sd * normal(u))


def logistic(x: float) -> float:
    """The logistic function, 1 / (1 + exp(-x)), without overflow."""
    if x >= 0.0:
        return 1.0 / (1.0 + exp(-x))
    e = exp(x)
    return e / (1.0 + e)


def gamma(key: int, purpose: int, shape: float) -> float:
    """Gamma of mean 1 and this shape, by the rejection of Marsaglia and Tsang (2000).

    ACM Transactions on Mathematical Software 26, 363-372. The draws of the purpose are used up in
    order until one is accepted, three numbers a try; no other purpose is touched.
    """
    boosted = shape if shape >= 1.0 else shape + 1.0
    d = boosted - 1.0 / 3.0
    c = 1.0 / sqrt(9.0 * d)
    n = 0
    while True:
        x = normal(draw(key, purpose, n))
        v = 1.0 + c * x
        if v > 0.0:
            v = v * v * v
            if log(draw(key, purpose, n + 1)) < 0.5 * x * x + d - d * v + d * log(v):
                break
        n += 3
    value = d * v / shape
    if shape < 1.0:
        value = value * power(draw(key, purpose, n + 2), 1.0 / shape)
    return value


def poisson(u: float, mean: float) -> int:
    """Poisson by inversion, summing upwards; mean up to 500."""
    term = exp(-mean)
    total = term
    count = 0
    while u > total:
        count += 1
        term = term * mean / count
        more = total + term
        if more == total and count > mean:
            break  # the tail is below the resolution of a float
        total = more
    return count
