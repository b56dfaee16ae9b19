"""Funnels as files, and what was read from them."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import openpyxl.chart

from recsim.own.found import Funnel, Note
from recsim.own.funnel import read_funnel


def written(tmp_path: Path, text: str, name: str = "funnel.csv", today: date = date.max) -> Funnel:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read_funnel(path, today)


def values(found: Funnel) -> dict[str, float]:
    return {name: round(one.value, 4) for name, one in found.given.items()}


def notes(found: Funnel) -> list[Note]:
    return [*found.unused, *found.skipped, *(n for n in found.assumed if "title" in n.why)]


def packed(
    more: bytes, into: str = "xl/worksheets/sheet1.xml", after: bytes = b"<sheetData"
) -> bytes:
    """An Excel file in which a part holds more, in the element that begins like this."""
    file = io.BytesIO()
    openpyxl.Workbook().save(file)
    made = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            text = old.read(part)
            if part == into:
                place = text.index(b">", text.index(after)) + 1
                text = text[:place] + more + text[place:]
            new.writestr(part, text)
    return made.getvalue()
