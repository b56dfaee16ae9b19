"""Pictures of a sweep: which one fits what was varied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recsim.report.break_even import break_even_map
from recsim.report.curve import curve
from recsim.report.scattered import along_each_key

if TYPE_CHECKING:
    from recsim.analysis.swept import Swept
    from recsim.report.view import Plot


def picture(sweep: Swept) -> Plot:
    """The picture of a sweep."""
    if sweep.drawn:
        return along_each_key(sweep)
    return curve(sweep) if len(sweep.axes) == 1 else break_even_map(sweep)
