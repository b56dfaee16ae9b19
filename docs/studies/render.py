"""Puts the stored numbers of all studies into their pages again, without simulating anything.

    python docs/studies/render.py

Needed when a label or a target has changed, but nothing that is simulated.
"""

from __future__ import annotations

import calibration
import desk
import early_applications
import elementary
import interval_coverage
import offence_rate
import polars as pl
import simulated_coverage
import warm_up
from page import HERE, show

STUDIES = (
    calibration, desk, interval_coverage, simulated_coverage, early_applications, warm_up,
    offence_rate, elementary,
)  # fmt: skip


def stored(study: str) -> pl.DataFrame:
    """The numbers of a study."""
    return pl.read_csv(HERE / f"{study}.csv", infer_schema_length=None)


if __name__ == "__main__":
    for study in STUDIES:
        show(study.PAGE, study.__name__, study.lines(stored(study.__name__)))
