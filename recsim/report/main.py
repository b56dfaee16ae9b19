"""The one picture that answers a scenario's question: two panels, chosen by what it is about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import polars as pl

from recsim.analysis.results import Results
from recsim.report import (
    bars,
    changes,
    ends,
    finding,
    harvest,
    labels,
    over_time,
    pool,
    rates,
    segments,
    style,
    tradeoff,
    unfolding,
    variants,
    years,
)
from recsim.report.charts import chart
from recsim.report.sheet import Box, Sheet
from recsim.report.view import Plot, View
from recsim.scenario.sentences import capital
from recsim.scenario.study import Picture as Name
from recsim.telling.phrases import ONE_RUN


@dataclass(frozen=True)
class Panel:
    """A part of the picture: its heading, its notes, and how it is drawn."""

    heading: str
    notes: Sequence[str]
    paint: Callable[[Sheet, Box, View], pl.DataFrame]

    def paint_with_heading(self, sheet: Sheet, box: Box, view: View) -> pl.DataFrame:
        """Draw it into the box, below its heading if it has one; the table behind it."""
        if self.heading:
            word = labels.wrap(self.heading, box.width, style.LABEL, True, 2)
            sheet.text(box.left, box.top, word, style.LABEL, bold=True, va="top")
            box = box.inside(top=labels.height(word, style.LABEL) + 0.1)
        return self.paint(sheet, box, view)


@dataclass(frozen=True)
class Picture:
    """Two panels, or one, with the sentence that they show.

    ``split`` is the left panel's share of the width, ``intervals`` what shows the intervals
    ("" where nothing does).
    """

    finding: str
    left: Panel
    right: Panel | None
    split: float = 0.56
    intervals: str = "bars"

    @property
    def panels(self) -> list[Panel]:
        """The one or two."""
        return [panel for panel in (self.left, self.right) if panel]

    def notes(self, view: View) -> list[str]:
        """What was run, what the intervals are, and what the panels need to be read."""
        doubt = view.interval_note(self.intervals) if self.intervals else view.means_note()
        notes = [view.subtitle, doubt, *(note for panel in self.panels for note in panel.notes)]
        return list(dict.fromkeys(notes))


def compose(view: View) -> Picture:
    """The picture that the study asks for; where it has nothing to show, the one that fits."""
    makers: dict[Name, Callable[[View], Picture | None]] = {
        "segments": _of_segments,
        "trade_off": _of_the_trade_off,
        "seeds": _of_seeds,
        "applications": _of_applications,
        "offers": _of_offers,
        "offence_over_time": _of_offence_over_time,
        "typical_years": _of_typical_years,
        "variants": _of_variants,
    }
    wanted = view.scenario.study.picture
    found = (makers[wanted](view) if wanted != "auto" else None) or _fitting(view)
    if view.replications == 1:
        return replace(found, finding=f"{found.finding} {ONE_RUN}.".strip())
    return found


def _fitting(view: View) -> Picture:
    """Choose the panels by what the study declared; the first rule that applies decides.

    0. Variants were run beside the scenario: what each of them changes.
    1. One strategy: its placements over time, and the declared outcomes.
    2. A shared market with seeds: what became of the seeds, and each team's placements.
    3. ``fill_rate`` is an outcome, there are several segments, and strategies differ in how much
       they call: fill rate from plentiful to scarce occupations, and the trade-off.
    4. ``never_answered_share`` is an outcome, and strategies differ in answering applicants: how
       applications end, and who resents it.
    5. ``counter_offers`` is an outcome, and offers were answered: how offers end.
    6. Somebody is contacted: the trade-off, and the declared outcomes.
    7. Otherwise: a typical and a bad year, and the declared outcomes.
    """
    scenario = view.scenario
    outcomes = scenario.study.outcomes
    chosen = [scenario.strategies[key] for key in view.keys]
    found: Picture | None = None
    if picture := _of_variants(view):
        return picture
    if len(view.keys) == 1:
        return Picture(finding.headline(view), _unfolding(), _outcomes(view))
    if scenario.study.market == "shared":
        found = _of_seeds(view)
    if not found and "fill_rate" in outcomes and len({s.outreach_share for s in chosen}) > 1:
        found = _of_segments(view)
    if (
        not found
        and "never_answered_share" in outcomes
        and len({s.answers_applicants for s in chosen}) > 1
    ):
        found = _of_applications(view)
    if not found and "counter_offers" in outcomes:
        found = _of_offers(view)
    if not found and any(view.total(key, ["contacts"]) > 0 for key in view.keys):
        found = _of_the_trade_off(view)
    return found or _of_typical_years(view)


def _of_variants(view: View) -> Picture | None:
    names = changes.shown(view)
    if not view.results.beside or not names:
        return None
    panel = Panel(
        "",
        variants.notes(view),
        lambda sheet, box, view: variants.paint(sheet, box, view, names),
    )
    return Picture(changes.finding(view, names), panel, None)


def _of_seeds(view: View) -> Picture | None:
    if not harvest.planters(view):
        return None
    shown = [n for n in ("placements", "placements_from_others_seeds") if view.known(n)]
    return Picture(finding.seeds(view), _harvest(view), _rates(view, shown), 0.6)


def _of_segments(view: View) -> Picture | None:
    if not segments.makes_sense(view):
        return None
    right = _plane(view) or _rates(view, ["placements"])
    return Picture(finding.segments(view), _segments(), right)


def _of_applications(view: View) -> Picture | None:
    if not any(ends.APPLICATIONS.count(view, key) > 0 for key in view.keys):
        return None
    shown = ["resentments_per_100_placements", "placements"]
    left = _ends(ends.APPLICATIONS, "applications: per 100 that ended")
    return Picture(finding.applications(view), left, _rates(view, shown), 0.58)


def _of_offers(view: View) -> Picture | None:
    if not any(ends.OFFERS.count(view, key) > 0 for key in view.keys):
        return None
    left = _ends(ends.OFFERS, "counter-offer: the employer of somebody who would accept pays more")
    return Picture(finding.offers(view), left, _rates(view, ["placements", "fill_rate"]))


def _of_the_trade_off(view: View) -> Picture | None:
    plane = _plane(view)
    return None if plane is None else Picture(finding.headline(view), plane, _outcomes(view))


def _of_offence_over_time(view: View) -> Picture | None:
    if not over_time.makes_sense(view):
        return None
    left = Panel(
        "Complaints per contact as time goes by", over_time.notes(view), over_time.draw_course
    )
    right = Panel("Who is burnt", [pool.BURNT], over_time.draw_burnt)
    return Picture(finding.offence_over_time(view), left, right, 0.6, over_time.intervals(view))


def _of_typical_years(view: View) -> Picture:
    return Picture(finding.headline(view), _years(view), _outcomes(view))


def _segments() -> Panel:
    return Panel(
        segments.QUESTION,
        [],
        lambda sheet, box, view: segments.paint(sheet, box, view, "fill_rate"),
    )


def _plane(view: View) -> Panel | None:
    if not tradeoff.clouds(view):
        return None
    return Panel(
        tradeoff.TITLE,
        tradeoff.notes(view),
        tradeoff.paint,
    )


def _harvest(view: View) -> Panel:
    def paint(sheet: Sheet, box: Box, view: View) -> pl.DataFrame:
        keys = harvest.planters(view)
        bars.paint(sheet, box, view, keys, [harvest.block(view, keys)])
        return harvest.table(view, keys)

    return Panel("", [harvest.CAME_UP], paint)


def _ends(group: ends.Group, note: str) -> Panel:
    def paint(sheet: Sheet, box: Box, view: View) -> pl.DataFrame:
        keys = [key for key in view.keys if group.count(view, key) > 0]
        bars.paint(sheet, box, view, keys, [ends.block(view, keys, group, counts=False)])
        return ends.table(view, keys, [group])

    return Panel("", [note], paint)


def _years(view: View) -> Panel:
    gain = view.gain if view.known(view.gain) else "placements"  # another version had no other
    return Panel(
        "A typical year, a bad year",
        [years.note(view)],
        lambda sheet, box, view: years.paint(sheet, box, view, gain),
    )


def _unfolding() -> Panel:
    return Panel(
        "How do placements add up?",
        [unfolding.BANDS],
        lambda sheet, box, view: unfolding.paint(
            sheet, box, view, ["placements"], "placements so far"
        ),
    )


def _outcomes(view: View) -> Panel:
    """What the harm is made of, and the declared outcomes, those first that are nowhere else.

    Where both kinds of harm may be done, none is shown alone.
    """
    parts = [name for name, _ in rates.PARTS] if view.harm == rates.PUT_OFF else []
    declared = [rates.PUT_OFF if name in parts else name for name in view.scenario.study.outcomes]
    known = [name for name in (*declared, view.harm) if view.known(name)]
    shown = [view.harm, view.gain, "placements"]
    if view.harm == rates.PUT_OFF:
        shown.remove(view.harm)
    ordered = [name for name in known if name not in shown]
    names = [*ordered, *(name for name in known if name in shown), "placements"]
    return _rates(view, list(dict.fromkeys(names)))


def _rates(view: View, names: Sequence[str]) -> Panel:
    names = names[: 2 if len(view.keys) <= 6 else 1]
    notes = [rates.MADE_OF] if rates.PUT_OFF in names else []
    return Panel(
        "", notes, lambda sheet, box, view: rates.paint(sheet, box, view, view.keys, names)
    )


@chart("main", place=0)
def main_plot(results: Results) -> Plot:
    """The picture of the scenario's question; its title is the question, below it the finding."""
    view = View(results)
    picture = compose(view)
    scenario = view.scenario
    title = scenario.question or scenario.title or capital(scenario.name.replace("_", " "))
    sheet = Sheet(title, picture.finding, picture.notes(view), shade=style.INK)
    tables = []
    boxes = [sheet.body]
    if picture.right:
        boxes = sheet.body.columns([picture.split, 1 - picture.split], gap=0.5)
    for name, panel, box in zip(("left", "right"), picture.panels, boxes, strict=False):
        table = panel.paint_with_heading(sheet, box, view)
        tables.append(table.select(pl.lit(name).alias("panel"), pl.all()))
    return Plot(sheet.figure, pl.concat(tables, how="diagonal_relaxed"), "main", title)
