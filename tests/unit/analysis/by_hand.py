"""Values of measures on logs that can be counted by hand."""

from __future__ import annotations

from hand_made import event, scenario, tally

from recsim.analysis.measures import compute
from recsim.model.events import Kind

PEOPLE = [
    *(event(-14, Kind.PRESENT, "content_1_to_3_years", segment=0) for _ in range(5)),
    event(-14, Kind.PRESENT, "seeking_up_to_1_year", segment=0),
    *(event(-14, Kind.PRESENT, "content_1_to_3_years", segment=1) for _ in range(3)),
    event(-14, Kind.PRESENT, "unemployed", segment=1),
]
WAITING, CALLING = 0, 1


def values(*events, team="calling", segment=None, teams=("waiting", "calling"), **study):
    of = scenario(**study)
    calling = of.strategies["calling"]
    chosen = {
        name: of.strategies.get(name) or calling.model_copy(update={"label": name})
        for name in teams
    }
    of = of.model_copy(update={"strategies": chosen})
    return compute(of, tally(of, *PEOPLE, *events, teams=teams), team, segment)
