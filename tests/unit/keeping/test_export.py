"""``recsim export``: the same numbers in other formats, and no formula among the texts."""

from __future__ import annotations

import csv
import gc
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
from polars.testing import assert_frame_equal
from typer.testing import Result

import recsim
from recsim import store
from recsim.analysis import definitions, differences, summary
from recsim.keeping import files, workbook

Cli = Callable[..., Result]


def sheets(path: Path) -> dict[str, list[dict[str, Any]]]:
    """Rows of every sheet by its header."""
    found = {}
    for sheet in openpyxl.load_workbook(path).worksheets:
        header, *rows = sheet.iter_rows(values_only=True)
        found[sheet.title] = [dict(zip(map(str, header), row, strict=True)) for row in rows]
    return found


@pytest.mark.slow
def test_a_workbook_has_the_numbers_of_the_folder(run: Path, cli: Cli) -> None:
    assert cli("export", "small", "--to", "xlsx").stdout == "small.xlsx\n"
    found = sheets(Path("small.xlsx"))
    results = store.read(run).results
    assert list(found) == [
        "study", "summary", "differences", "observed", "runs", "settings", "definitions",
    ]  # fmt: skip
    assert [(row["own"], row["source"]) for row in found["observed"]] == [(400, "own count")]
    for name, table in (("summary", summary(results)), ("differences", differences(results))):
        [row] = table.filter(measure="placements", strategy="calling").to_dicts()
        [shown] = [
            one
            for one in found[name]
            if (one["measure"], one["strategy"]) == ("placements", "calling")
        ]
        for column, value in row.items():
            here = shown[column]
            same = pytest.approx(value, rel=1e-15) if isinstance(value, float) else value
            assert here == (None if value == "" else same)
    assert [row["placements"] for row in found["runs"]] == results.runs["placements"].to_list()
    meanings = definitions(results.scenario).to_dicts()
    for shown, row in zip(found["definitions"], meanings, strict=True):
        for column in ("measure", "unit", "definition", "numerator", "denominator"):
            assert (shown[column] or "") == row[column]
    settings = {row["setting"]: (row["value"], row["unit"]) for row in found["settings"]}
    assert settings["world.people"] == (120, "people")
    assert settings["strategies.calling.style"] == ("active", None)
    facts = {row["fact"]: row["value"] for row in found["study"]}
    assert facts["seed"] == "7"
    assert facts["scenario hash (SHA-256)"] == store.Manifest.read(run).scenario_hash


@pytest.mark.slow
def test_a_workbook_is_formatted_and_holds_no_formula(run: Path, cli: Cli) -> None:
    cli("export", run, "--to", "xlsx", "--out", "kept/ours.xlsx")
    book = openpyxl.load_workbook("kept/ours.xlsx")
    for sheet in book.worksheets:
        assert sheet.freeze_panes == "A2"
        assert sheet["A1"].font.bold
        assert all(8 <= column.width <= 60 for column in sheet.column_dimensions.values())
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    title = book["study"]["B2"]
    assert title.value == "=1+1, a title that looks like a formula"
    assert title.quotePrefix
    formats = {row[2].value: row[6].number_format for row in book["summary"].iter_rows(min_row=2)}
    assert formats["response_rate"] == "0.0%"
    assert formats["fees"] == "#,##0"
    long = max(book["definitions"]["D"], key=lambda cell: len(str(cell.value)))
    assert long.alignment.wrap_text
    header = [cell.value for cell in book["runs"][1]]
    of_runs = {name: cell.number_format for name, cell in zip(header, book["runs"][2], strict=True)}
    assert (of_runs["placements"], of_runs["seed"]) == ("#,##0", "General")


def test_csv_is_rfc_4180_and_says_the_same(run: Path, cli: Cli) -> None:
    cli("export", run, "--to", "csv")
    raw = Path("small-csv/study.csv").read_bytes()
    assert raw.count(b"\r\n") == raw.count(b"\n") > 5
    rows = list(csv.reader(raw.decode("utf-8").splitlines()))
    assert rows[1] == ["title", "'=1+1, a title that looks like a formula"]
    for name in ("runs", "segments", "series", "summary", "differences", "definitions"):
        ours = pl.read_csv(f"small-csv/{name}.csv", infer_schema=False)
        assert_frame_equal(ours, pl.read_csv(run / f"{name}.csv", infer_schema=False))


def test_parquet_keeps_types(run: Path) -> None:
    written = recsim.export("small", "parquet", "typed")
    assert Path("typed/runs.parquet") in written
    stored = store.read(run)
    for name in ("runs", "segments", "series"):
        assert_frame_equal(pl.read_parquet(f"typed/{name}.parquet"), stored.results.table(name))
    settings = pl.read_parquet("typed/settings.parquet").filter(setting="world.people")
    assert settings["number"].to_list() == [120.0]


@pytest.mark.parametrize(
    ("text", "kept"),
    [("-0.06", "-0.06"), ("=A1", "'=A1"), ("-1+cmd", "'-1+cmd"), ("@a", "'@a"), ("a", "a")],
)
def test_only_what_could_be_a_formula_is_marked(tmp_path: Path, text: str, kept: str) -> None:
    files.write([("one", pl.DataFrame({"text": [text, None]}))], tmp_path, "csv")
    assert (tmp_path / "one.csv").read_bytes() == f"text\r\n{kept}\r\n\r\n".encode()


@pytest.mark.skipif(sys.platform != "linux", reason="systems whose names of files are letters")
@pytest.mark.parametrize("to", ["csv", "parquet"])
def test_tables_go_to_a_folder_of_any_name(tmp_path: Path, to: str) -> None:
    [path] = files.write([("one", pl.DataFrame({"a": [1]}))], tmp_path / "ee\udcf6", to)
    assert path.stat().st_size


def test_letters_that_a_workbook_cannot_hold_are_told(run: Path, tmp_path: Path) -> None:
    table = pl.DataFrame({"text": ["bell \x07", "x" * 40_000], "number": [float("inf"), 1.0]})
    workbook.write([("odd", table)], store.Manifest.read(run), tmp_path / "odd.xlsx")
    first, second = sheets(tmp_path / "odd.xlsx")["odd"]
    assert first == {"text": "bell ?", "number": "inf"}
    assert len(second["text"]) == workbook.MOST_LETTERS


def test_what_has_no_room_in_a_sheet_is_refused(
    run: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 6)
    assert "--to csv" in cli("export", run, "--to", "xlsx", code=2).stderr
    assert not Path("small.xlsx").exists()


def test_without_openpyxl_it_says_what_to_install(
    run: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    assert "recruitsim[excel]" in cli("export", run, "--to", "xlsx", code=2).stderr


def test_a_program_is_told_what_was_written(run: Path, cli: Cli) -> None:
    found = json.loads(cli("export", run, "--to", "xlsx", "--json").stdout)
    assert found == {
        "run": run.as_posix(),
        "files": [{"path": "small.xlsx", "cases": None, "events": None}],
    }


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["small", "--to", "xlx"], "did you mean xlsx?"),
        (["smal", "--to", "csv"], "did you mean small?"),
        (["commons", "--to", "csv"], "recsim run commons"),
        (["small", "--to", "csv", "--case", "requisition"], "--to xes"),
        (["small", "--to", "xlsx", "--out", "small.csv"], "ends in .xlsx"),
        (["small", "--to", "csv", "--out", "RUN/tables"], "is in a results folder"),
        (["small", "--to", "csv", "--out", "small.yaml"], "cannot be written"),
        (["small", "--to", "xes", "--strategy", "caling"], "did you mean calling?"),
        (["small", "--to", "xes", "--case", "candidate"], "did you mean candidacy?"),
        (["small", "--to", "xes", "--replication", "1"], "those of 0 and 2"),
        (["small", "--to", "xes", "--origin", "1.1.2027"], "year-month-day"),
        (["small", "--to", "xes", "--origin", "9999-12-30"], "the calendar ends"),
    ],
)
def test_bad_input_ends_with_2_and_changes_nothing(
    run: Path, cli: Cli, arguments: list[str], said: str
) -> None:
    before = sorted(Path().rglob("*"))
    arguments = [one.replace("RUN", str(run)) for one in arguments]
    result = cli("export", *arguments, code=2)
    assert said in result.stderr
    assert result.stdout == ""
    assert sorted(Path().rglob("*")) == before


def test_numbers_that_were_edited_are_not_exported(run: Path, cli: Cli) -> None:
    runs = run / "runs.csv"
    runs.write_text(runs.read_text(encoding="utf-8").replace(",7,", ",8,"), encoding="utf-8")
    assert "was changed after the run" in cli("export", run, "--to", "csv", code=2).stderr


@pytest.mark.slow
def test_a_name_in_a_folder_from_elsewhere_leads_nowhere(run: Path, cli: Cli) -> None:
    kept = json.loads((run / "manifest.json").read_text(encoding="utf-8"))
    outside = Path.cwd().parent
    for name in ("../away", f"{outside}/away"):
        (run / "manifest.json").write_text(json.dumps({**kept, "name": name}), encoding="utf-8")
        for to in ("csv", "xes"):
            cli("export", str(run), "--to", to)
    assert not list(outside.glob("away*"))
    assert [len(list(Path().glob(f"*-{to}"))) for to in ("csv", "xes")] == [2, 2]


@pytest.mark.skipif(os.name != "posix", reason="pipes of POSIX")
def test_a_log_that_is_a_pipe_is_none(run: Path, cli: Cli) -> None:
    path = run / "events" / "calling-0.parquet"
    path.unlink()
    os.mkfifo(path)
    cli("export", run, "--to", "xes", "-o", "logs")
    assert not (Path("logs") / "calling-0.xes").exists()
    assert (Path("logs") / "calling-2.xes").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("to", ["xlsx", "parquet", "csv"])
def test_a_full_disk_is_told_in_a_line(
    run: Path, cli: Cli, to: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def on_a_full_disk(path: Path) -> Path:
        new = path.with_name("unfinished")
        new.symlink_to("/dev/full")
        return new

    monkeypatch.setattr("recsim.store.durable.unfinished", on_a_full_disk)
    told = cli("export", "small", "--to", to, code=2).stderr
    assert told.startswith("small: cannot be written: No space left")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_folder_for_what_is_temporary_is_told_in_a_line(
    run: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sheets that are half written are not closed by Python, which would print tracebacks."""
    ignored: list[object] = []
    monkeypatch.setattr("openpyxl.worksheet._writer.create_temporary_file", lambda: "/dev/full")
    monkeypatch.setattr(sys, "unraisablehook", ignored.append)
    told = cli("export", "small", "--to", "xlsx", code=2).stderr
    gc.collect()
    assert told == "small: cannot be written: No space left on device\n"
    assert ignored == []
