"""What cannot happen where nobody contacts anybody: zeros that are known, not measured.

That no offence was seen in a few runs leaves room for some (``rare``). It leaves none where nothing
can offend: a team that has requisitions and never looks for people, nor contacts anybody, in any
run, does no outreach, since that is what who does any begins each requisition with. Nor can it
place people through another team's seeds where no other team plants any.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from recsim.analysis.measures import Measure
from recsim.analysis.measures.harm import HARM
from recsim.analysis.measures.outreach import OUTREACH

OWN_SIGNS = ("searches", "contacts")
OTHERS_SIGNS = ("contacts_by_other_teams",)
WORK = "requisitions_opened"

BY_OUTREACH = frozenset(
    {
        *(measure.name for measure in (*OUTREACH, *HARM) if measure.whole),
        "offences", "offences_at_work", "furious_offences", "offended_people",
        "annoyances", "annoyances_held_back", "told_others", "people_told",
        "do_not_contact_end",
        "placements_by_approach", "placements_by_return", "placements_by_outreach",
        "candidacies_by_approach", "candidacies_by_return",
        "seeds_planted", "seeds_planted_in_conversation", "seeds_forgotten", "seeds_taken_over",
        "seeds_germinated", "seeds_to_market", "returns", "seeds_harvested",
        "seeds_harvested_by_planter", "seeds_harvested_by_others", "seeds_harvested_elsewhere",
        "hours_search", "hours_write", "hours_follow_up",
    }
)  # fmt: skip
"""Totals that are 0 unless the team contacts people."""

SIGNS: Mapping[str, Sequence[str]] = {
    **dict.fromkeys(sorted(BY_OUTREACH), OWN_SIGNS),
    "placements_from_others_seeds": OTHERS_SIGNS,
}
"""Of a total: measures of which one is above 0 wherever it can happen."""


def is_impossible(
    measure: Measure, column: Callable[[str], npt.NDArray[np.float64] | None]
) -> bool:
    """Whether runs show that this measure, or its numerator, can be nothing but 0.

    Args:
        measure: which one.
        column: values of a measure by its name, one a run; None: not in the table.
    """
    signs = SIGNS.get(measure.of or measure.name)
    if signs is None:
        return False
    work = column(WORK)
    if work is None or not np.nansum(work) > 0:
        return False
    found = map(column, signs)
    return all(sign is not None and not sign.any() for sign in found)
