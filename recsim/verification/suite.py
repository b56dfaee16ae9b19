"""All cases, and their checks on all cores."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase

from recsim.verification import (
    labour,
    memory,
    outreach,
    process,
    published,
    queues,
    seeds,
    shares,
    tenure,
    vacancies,
)
from recsim.verification.case import Case, Check

CASES: tuple[Case, ...] = (
    *queues.CASES,
    *vacancies.CASES,
    *labour.CASES,
    *tenure.CASES,
    *outreach.CASES,
    *memory.CASES,
    *seeds.CASES,
    *process.CASES,
    *shares.CASES,
    *published.CASES,
)


def chosen(pattern: str | None = None) -> tuple[Case, ...]:
    """Cases whose name has this in it, or matches it as a shell pattern; all without a pattern."""
    if not pattern:
        return CASES
    return tuple(case for case in CASES if pattern in case.name or fnmatchcase(case.name, pattern))


def checks(
    cases: Sequence[Case], workers: int | None = None, seed: int | None = None
) -> Iterator[list[Check]]:
    """The checks of each case at each of its values, in their order, as they are done.

    Args:
        cases: some of ``CASES``, or others.
        workers: processes; all cores if not given.
        seed: of all random numbers; the default of scenarios if not given.
    """
    from joblib import Parallel, delayed

    parallel = Parallel(n_jobs=workers or -1, return_as="generator")
    yield from parallel(delayed(case.check)(value, seed) for case in cases for value in case.values)
