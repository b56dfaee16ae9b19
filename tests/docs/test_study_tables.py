"""Tables that a study made are current, and the page shows the stored numbers."""

from __future__ import annotations

from typing import Any

import calibration
import numpy as np
import offence_rate
import page
import people
import polars as pl
import pytest
from render import STUDIES, stored

from recsim.model import engines
from recsim.model.events import EVENT, Kind
from recsim.scenario.world import World


@pytest.fixture(params=STUDIES, ids=lambda study: study.__name__)
def study(request: pytest.FixtureRequest) -> Any:
    return request.param


def test_the_page_shows_the_stored_numbers(study: Any) -> None:
    shown, name = page.shown(study.PAGE, study.__name__), study.__name__
    assert shown == "\n".join(study.lines(stored(name))), "run: python docs/studies/render.py"


@pytest.mark.long
@pytest.mark.skipif(not engines.available(), reason="takes minutes without the compiled engine")
def test_the_numbers_come_out_again(study: Any) -> None:
    """All of them: a table is out of date if what is simulated now differs, and only then."""
    before = stored(study.__name__)
    now = study.study().cast(dict(before.schema))
    again = f"run: python docs/studies/{study.__name__}.py"
    assert (now.columns, now.rows()) == (before.columns, before.rows()), again


def test_the_script_names_its_page_and_its_command(study: Any) -> None:
    text = (study.__doc__ or "").replace("\n", " ")
    assert f"python docs/studies/{study.__name__}.py" in text
    assert f"``docs/{study.PAGE}``" in text


def test_no_row_of_the_calibration_is_missing() -> None:
    found = stored("calibration")
    asked = [(t.name, strategy) for t in calibration.TARGETS for strategy in t.strategies]
    assert list(found.select("target", "strategy").iter_rows()) == asked
    verdicts = {target.name: target.verdict for target in calibration.TARGETS}
    for row in found.iter_rows(named=True):
        assert row["low"] <= row["value"] <= row["high"]
        assert row["verdict"] == verdicts[row["target"]](row["value"])


def test_what_the_limits_say_about_the_offence_rate() -> None:
    found = stored("offence_rate")

    def value(scale: float, strategy: str, measure: str) -> float:
        (row,) = found.filter(scale=scale, strategy=strategy, measure=measure).to_dicts()
        return float(row["value"])

    put_off = "put_off_per_100_placements"
    for scale in offence_rate.SCALES:
        assert value(scale, "calling", "placements") > value(scale, "waiting", "placements")
        assert value(scale, "both", "placements") > value(scale, "calling", "placements")
    lost = value(4, "calling", "placements") / value(0.25, "calling", "placements")
    assert 0.85 < lost < 1.15
    assert 0.4 < value(0.25, "calling", put_off) / value(0.25, "waiting", put_off) < 0.6
    assert 2.2 < value(4, "calling", put_off) / value(4, "waiting", put_off) < 2.8


def test_what_the_page_says_about_coverage() -> None:
    assert stored("interval_coverage").filter(pl.col("held") < 92).is_empty()
    below = stored("simulated_coverage").filter(pl.col("held") < 92)
    assert below.select("measure", "runs", "held").rows() == [
        ("fees_minus_cost", 3, 91.7),
        ("fees_minus_cost", 5, 91.5),
    ]


def test_what_the_calibration_says_about_early_applications() -> None:
    found = stored("early_applications").filter(what="in the first 48 hours")
    by_visits = dict(found.select("visits", "value").iter_rows())
    target = next(target for target in calibration.TARGETS if target.name == "in_48_hours")
    default = World().board.visits_per_day
    assert by_visits[default] < 0.6 * 0.41
    assert target.verdict(by_visits[0.4]) == "in"
    assert list(by_visits.values()) == sorted(by_visits.values())


def test_targets_judge() -> None:
    target = next(target for target in calibration.TARGETS if target.name == "applicants_per_hire")
    verdicts = [target.verdict(value) for value in (49, 50, 100, 230, 231)]
    assert verdicts == ["below", "in", "in", "in", "above"]


def records(*events: tuple[float, int, Kind, int]) -> np.ndarray:
    """Events of time, requisition, kind and detail."""
    log = np.zeros(len(events), dtype=EVENT)
    for field, values in zip(("time", "requisition", "kind", "detail"), zip(*events), strict=True):  # noqa: B905
        log[field] = values
    return log


def test_early_applications_are_counted_from_the_opening() -> None:
    opened, applied = Kind.REQUISITION_OPENED, Kind.APPLIED
    log = records(
        (-3.0, 0, opened, 0),
        (-2.5, 0, applied, 0),  # in the warm-up
        (0.5, 0, applied, 0),  # after three and a half days
        (1.0, 1, opened, 0),
        (3.0, 1, applied, 0),  # after two days
        (3.1, 1, applied, 0),
        (9.0, 1, applied, 0),
    )
    assert people.early(log, 2.0) == (1, 4)
    assert people.early(log, 4.0) == (3, 4)


def test_jobs_of_the_unemployed_are_counted_by_whatever_way() -> None:
    found, placed = Kind.JOB_FOUND, Kind.PLACED
    log = records(
        (-1.0, -1, found, 2),  # in the warm-up
        *((1.0 + status, -1, found, status) for status in range(3)),
        *((4.0 + detail, 5, placed, detail) for detail in range(27)),
    )
    assert people.unemployed_who_found(log) == 1 + 9


def test_a_table_replaces_the_one_before(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "DOCS", tmp_path)
    begin, end = page.marks("some_study")
    document = tmp_path / "page.md"
    document.write_text(f"before\n\n{begin}\n\nold\n\n{end}\n\nafter\n", encoding="utf-8")
    page.show("page.md", "some_study", ["new", "lines"])
    assert page.shown("page.md", "some_study") == "new\nlines"
    page.show("page.md", "some_study", ["newer"])
    assert document.read_text(encoding="utf-8") == (
        f"before\n\n{begin}\n\nnewer\n\n{end}\n\nafter\n"
    )
