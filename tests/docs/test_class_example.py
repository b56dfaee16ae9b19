"""The example round of the documents is scored as it is shown, and its seal is the one shown."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from recsim.classroom.round import load_round
from recsim.classroom.submission import read_entries
from recsim.cli.app import app

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "classroom.md").read_text(encoding="utf-8")
EXAMPLE = ROOT / "docs" / "class_example"


def test_the_table_is_what_the_command_prints(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the model has changed: paste what the command prints on 110 columns."""
    monkeypatch.setenv("COLUMNS", "110")
    monkeypatch.setattr("recsim.report.plots.write", lambda plot, folder, stem: [folder / stem])
    arguments = ["class", "score", str(EXAMPLE), "--out", str(tmp_path)]
    found = CliRunner().invoke(app, arguments, prog_name="recsim")
    assert found.exit_code == 0, found.output
    shown = found.stdout.partition("\nTable: ")[0]
    lines = [line.rstrip() for line in shown.splitlines()]
    [block] = re.findall(r"<!-- class example -->\n```text\n(.*?)\n```", PAGE, re.DOTALL)
    assert block == "\n".join(lines).rstrip()


def test_the_example_has_three_entries_of_both_kinds() -> None:
    taken, refused = read_entries(load_round(EXAMPLE / "challenge.yaml"), EXAMPLE)
    assert [entry.name for entry in taken] == ["Ada", "Bo", "chris"]
    assert refused == []


def test_the_seal_can_be_made_without_recsim() -> None:
    round_ = load_round(EXAMPLE / "challenge.yaml")
    [text] = re.findall(r"^\$ printf '(recsim sealed .*)' \| sha256sum$", PAGE, re.MULTILINE)
    printed = text.replace("\\n", "\n").encode("ascii")
    assert hashlib.sha256(printed).hexdigest() == round_.challenge.seal
