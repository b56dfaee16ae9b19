"""The samples of a study: of each strategy and measure, each made once, when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import TYPE_CHECKING

import numpy as np

from recsim.analysis.estimates import Sample, fingerprint, sampling
from recsim.analysis.impossible import is_impossible
from recsim.analysis.intervals import Floats
from recsim.analysis.measures import MEASURES

if TYPE_CHECKING:
    from recsim.analysis.results import Results

Samples = Callable[[str, str], Sample]
"""The sample of a strategy (first) in a measure (second); KeyError if there is no such measure."""

_PLACES = {name: place for place, name in enumerate(MEASURES)}


def samples_of(results: Results) -> Samples:
    """The samples of results."""

    of = cache(lambda strategy: sampling(results.of(strategy)))
    return cache(lambda strategy, measure: of(strategy)(measure))


def samples_from(values: Mapping[str, tuple[tuple[int, ...], Floats]]) -> Samples:
    """The samples of what was measured, without a table.

    Args:
        values: by strategy the numbers of its replications, ascending, and their measures in the
            order of ``MEASURES``, shape (measures, replications); nan: undefined.
    """

    def made(strategy: str, name: str) -> Sample:
        measure = MEASURES[name]
        numbers, rows = values[strategy]
        own = rows[_PLACES[name]]
        above, below = own, np.ones_like(own)
        if measure.is_ratio:
            above, below = rows[_PLACES[measure.of]], rows[_PLACES[measure.per]]
        never = is_impossible(measure, lambda of: rows[_PLACES[of]])
        whole = partial(fingerprint, rows)
        missing = np.isnan(above) | np.isnan(below)
        if not missing.any():
            return Sample(measure, numbers, own, above, below, whole, never)
        keep = ~missing
        kept = tuple(number for number, there in zip(numbers, keep, strict=True) if there)
        return Sample(measure, kept, own[keep], above[keep], below[keep], whole, never)

    return cache(made)
