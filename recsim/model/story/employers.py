"""Employers: they bring a team openings to fill."""

from __future__ import annotations

from recsim.model.distributions import exponential
from recsim.model.order import Rank
from recsim.model.story.calendar import Story
from recsim.model.story.stage import Stage
from recsim.model.story.team import Team
from recsim.model.streams import Family, Purpose, draw
from recsim.scenario.scenario import MOST_TEAMS


class Employers:
    """Those who ask one team to fill their openings."""

    def __init__(self, stage: Stage, team: Team) -> None:
        self.stage, self.team = stage, team
        self._draws = stage.lineup[team.index]

    def bring_requisitions(self) -> Story:
        """One after the other, at a constant rate (a Poisson process); perhaps none ever."""
        stage, brought = self.stage, 0
        rate = stage.w.requisition_rate * self.team.strategy.recruiters
        while rate > 0.0:
            draws = self._draws.requisition(brought)
            u = draw(stage.key(Family.REQUISITIONS, draws), Purpose.REQUISITION_GAP)
            order = brought * MOST_TEAMS + self.team.index
            yield stage.calendar.after(exponential(u) / rate, Rank.REQUISITION_ARRIVES, order)
            self.team.is_asked_to_fill(draws)
            brought += 1

    def bring_what_was_planned(self) -> Story:
        """Requisitions that are known beforehand come on their days."""
        for turn, planned in enumerate(self.stage.plan):
            order = turn * MOST_TEAMS + self.team.index
            yield self.stage.calendar.at(planned.opens, Rank.PLANNED, order)
            self.team.is_asked_to_fill(self._draws.planned(turn), planned)
