"""Tables that a study made are current, and the page shows the stored numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import calibration
import early_applications
import numpy as np
import offence_rate
import page
import polars as pl
import pytest
import warm_up
from polars.testing import assert_frame_equal

import recsim
from recsim.model.events import EVENT, Kind
from recsim.scenario.identity import content_hash


@dataclass(frozen=True)
class Made:
    """A study, the page that shows it, and the scenarios that it runs."""

    study: ModuleType
    page: str
    scenarios: Callable[[int], Iterable[Any]]

    @property
    def name(self) -> str:
        return self.study.__name__

    def stored(self) -> pl.DataFrame:
        return pl.read_csv(page.HERE / f"{self.name}.csv", infer_schema_length=None)


MADE = [
    Made(calibration, "calibration.md", lambda n: [calibration.scenario(n)]),
    Made(
        early_applications,
        "calibration.md",
        lambda n: [early_applications.scenario(v, n) for v in early_applications.VISITS],
    ),
    Made(warm_up, "calibration.md", lambda n: [warm_up.scenario(n)]),
    Made(
        offence_rate,
        "limits.md",
        lambda n: [offence_rate.scenario(scale, n) for scale in offence_rate.SCALES],
    ),
]


@pytest.fixture(params=MADE, ids=lambda made: made.name)
def made(request: pytest.FixtureRequest) -> Made:
    found = request.param
    assert isinstance(found, Made)
    return found


def test_the_page_shows_the_stored_numbers(made: Made) -> None:
    assert page.shown(made.page, made.name) == "\n".join(made.study.lines(made.stored()))


def test_the_numbers_belong_to_the_scenarios_of_today(made: Made) -> None:
    stored = made.stored()
    again = f"run: python docs/studies/{made.name}.py"
    inputs = {content_hash(scenario) for scenario in made.scenarios(made.study.REPLICATIONS)}
    assert set(stored["inputs"]) == inputs, again
    assert set(stored["version"]) == {recsim.__version__}, again
    assert set(stored["replications"]) == {made.study.REPLICATIONS}, again


def test_the_script_names_its_page_and_its_command(made: Made) -> None:
    text = (made.study.__doc__ or "").replace("\n", " ")
    assert f"python docs/studies/{made.name}.py" in text
    assert f"``docs/{made.page}``" in text


@pytest.mark.slow
def test_the_numbers_come_out_again(made: Made) -> None:
    stored = made.stored()
    found = made.study.study().cast(dict(stored.schema))
    assert_frame_equal(found, stored)


def test_no_row_of_the_calibration_is_missing() -> None:
    stored = MADE[0].stored()
    asked = [(t.name, strategy) for t in calibration.TARGETS for strategy in t.strategies]
    assert list(stored.select("target", "strategy").iter_rows()) == asked
    verdicts = {target.name: target.verdict for target in calibration.TARGETS}
    for row in stored.iter_rows(named=True):
        assert row["low"] <= row["value"] <= row["high"]
        assert row["verdict"] == verdicts[row["target"]](row["value"])


def test_targets_judge() -> None:
    target = calibration.TARGETS[0]
    verdicts = [target.verdict(value) for value in (99, 100, 200, 350, 351)]
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
    assert calibration._early(log, 2.0) == 1
    assert calibration._early(log, 4.0) == 3


def test_moves_of_content_people_are_counted_by_whatever_way() -> None:
    found, placed = Kind.JOB_FOUND, Kind.PLACED
    log = records(
        (-1.0, -1, found, 0),  # in the warm-up
        (1.0, -1, found, 0),
        (2.0, -1, found, 1),
        (3.0, -1, found, 2),
        *((4.0 + detail, 5, placed, detail) for detail in range(9)),
    )
    assert calibration._changes_of_content(log) == 1 + 3


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
