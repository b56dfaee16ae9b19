"""How long people have had their jobs, from the census at the end of the run."""

from __future__ import annotations

from collections.abc import Callable

from recsim.analysis.measures.codes import details
from recsim.analysis.measures.measure import Measure, amount, count, ratio
from recsim.analysis.measures.window import number_of, sum_of
from recsim.model.employment import LONGEST_TENURE
from recsim.model.events import TENURES, Kind

_EMPLOYED = tuple(detail for band in TENURES for detail in details(Kind.CENSUS, end=band))


def _with(band: str) -> Callable[..., int]:
    return number_of(Kind.CENSUS, *details(Kind.CENSUS, end=f"_{band}"), everyone=True)


TENURE: tuple[Measure, ...] = (
    count(
        "employed_end", "people employed at the end",
        "People who are employed at the end.",
        number_of(Kind.CENSUS, *_EMPLOYED, everyone=True), scope="market",
    ),
    count(
        "short_tenures_end", "people in their job for a year at most at the end",
        "People employed at the end whose job began a year ago or less.",
        _with(TENURES[0]), scope="market",
    ),
    count(
        "long_tenures_end", "people in their job for ten years or longer at the end",
        "People employed at the end whose job began ten years ago or earlier.",
        _with(TENURES[-1]), scope="market",
    ),
    amount(
        "tenure_years_end", "years in the present job at the end",
        "Years that people employed at the end have had their job, added up, a working life of "
        f"{LONGEST_TENURE:g} years at most.",
        sum_of(Kind.CENSUS, *_EMPLOYED, of_team=False), unit="person-years", scope="market",
    ),
    ratio(
        "short_tenure_share", "share of tenures of a year at most", "share",
        "People in their job for a year at most, out of all people employed at the end.",
        "short_tenures_end", "employed_end", scope="market",
    ),
    ratio(
        "long_tenure_share", "share of tenures of ten years or longer", "share",
        "People in their job for ten years or longer, out of all people employed at the end.",
        "long_tenures_end", "employed_end", scope="market",
    ),
    ratio(
        "mean_tenure_years", "mean tenure", "years",
        "Mean years that people employed at the end have had their job, a working life of "
        f"{LONGEST_TENURE:g} years at most.",
        "tenure_years_end", "employed_end", scope="market", bounds=(0.0, LONGEST_TENURE),
    ),
)  # fmt: skip

ALL = {"tenure": TENURE}
