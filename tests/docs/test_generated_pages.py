"""Pages that are made from the code are what the code makes now."""

from __future__ import annotations

import re
import runpy
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from recsim.analysis import reference as measures
from recsim.analysis.measures import MEASURES
from recsim.analysis.measures.series import SERIES
from recsim.cli import reference as commands
from recsim.cli.app import app
from recsim.scenario import reference as settings
from recsim.scenario.evidence import evidence
from recsim.scenario.explain import explain, keys
from recsim.scenario.markdown import table

DOCS = Path(__file__).parents[2] / "docs"
PAGES = {
    "recsim.scenario.reference": (settings, "parameters.md"),
    "recsim.analysis.reference": (measures, "measures.md"),
    "recsim.cli.reference": (commands, "command_line.md"),
}
OPTION = r"^{}(?:-\w, )?(--[\w-]+)"


@pytest.mark.parametrize("module", PAGES)
def test_the_page_is_current(module: str) -> None:
    maker, name = PAGES[module]
    written = (DOCS / name).read_text(encoding="utf-8")
    assert written == maker.page(), f"run: python -m {module} > docs/{name}"


@pytest.mark.parametrize("module", PAGES)
def test_the_page_says_how_it_is_made(module: str) -> None:
    maker, name = PAGES[module]
    assert f"`python -m {module} > docs/{name}`" in maker.page()


@pytest.mark.filterwarnings("ignore:.*found in sys.modules.*:RuntimeWarning")
@pytest.mark.parametrize("module", PAGES)
def test_the_command_prints_the_page(module: str, capsys: pytest.CaptureFixture[str]) -> None:
    maker, _ = PAGES[module]
    known = sys.modules[module]
    runpy.run_module(module, run_name="__main__")
    sys.modules[module] = known
    assert capsys.readouterr().out == maker.page()


def test_every_setting_stands_in_the_page_once() -> None:
    rows = [row for row in settings.page().splitlines() if row.startswith("| `")]
    leaves = [key for key in keys() if explain(key)[0].kind == "setting"]
    named = sorted(row.split("`")[1] for row in rows)
    assert named == sorted(key.rpartition(".")[2] for key in leaves)


def test_every_entry_of_the_evidence_can_be_linked_to() -> None:
    page = settings.page()
    for known in evidence().parameters:
        assert f"\n### {known}\n" in page
    for fact in evidence().facts:
        assert f'<a id="{fact.lower()}"></a>' in page


def test_every_measure_and_series_stands_in_its_page_once() -> None:
    rows = [row for row in measures.page().splitlines() if row.startswith("| `")]
    assert [row.split("`")[1] for row in rows] == [*MEASURES, *SERIES]


def test_rates_name_what_they_divide() -> None:
    for row in measures.page().splitlines():
        name = row.split("`")[1] if row.startswith("| `") else ""
        if name in MEASURES and MEASURES[name].is_ratio and row.count(" | ") > 5:
            assert f"(`{MEASURES[name].of}`)" in row
            assert f"(`{MEASURES[name].per}`)" in row


@pytest.mark.parametrize("name", ["run", "story", "init", "class score"])
def test_every_option_that_help_shows_stands_below_its_command(name: str) -> None:
    section = commands.page().partition(f"\n## recsim {name}\n")[2].partition("\n## ")[0]
    shown = CliRunner().invoke(app, [*name.split(), "--help"], prog_name="recsim").stdout
    options = re.findall(OPTION.format("  "), shown.partition("\nOptions:\n")[2], re.MULTILINE)
    listed = re.findall(OPTION.format(r"\| `"), section, re.MULTILINE)
    assert listed == [option for option in options if option != "--help"]
    assert len(listed) > 3


def test_a_cell_cannot_break_a_table() -> None:
    assert list(table(("a", "b"), [("x | y", "two\nlines")])) == [
        "| a | b |",
        "| --- | --- |",
        "| x \\| y | two lines |",
    ]
