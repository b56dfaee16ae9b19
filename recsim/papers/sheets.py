"""The sheets of docs/handout.md as pages to print on A4, one a page."""

from __future__ import annotations

import re
from functools import cache
from html import escape
from pathlib import Path

from recsim.papers import documents
from recsim.store.durable import deliver

PAGE = "handout.md"
CSS = Path(__file__).parent / "static" / "sheets.css"
BLANK = re.compile(r"_{5,}")
EMS = 0.47
"""Width of an underscore, where somebody is to write; a line of them alone is a whole line."""


def sheets(language: str = documents.ENGLISH) -> dict[str, str]:
    """Each sheet as an HTML page that needs nothing else, by its name: "debrief-sheet".

    Names are the same in all languages. In English if there are no sheets in the language.
    """
    known = language in documents.languages(PAGE)
    return _sheets(language if known else documents.ENGLISH)


@cache
def _sheets(language: str) -> dict[str, str]:
    said = zip(documents.sections(PAGE), documents.sections(PAGE, language), strict=True)
    return {
        english.anchor: _page(own.heading, documents.html(own.text), language)
        for english, own in said
    }


def titles() -> dict[str, str]:
    """What each sheet is called, by its name."""
    return {section.anchor: section.heading for section in documents.sections(PAGE)}


def write(folder: Path) -> list[Path]:
    """Write all sheets into a folder, in the place of files of their names.

    Raises:
        OSError: one of them cannot be written.
    """
    written = []
    for name, text in sheets().items():
        path = folder / f"{name}.html"
        deliver(path, text)
        written.append(path)
    return written


def _page(heading: str, body: str, language: str) -> str:
    body = BLANK.sub(
        lambda found: f'<span class="blank" style="width: {EMS * len(found[0]):.1f}em"></span>',
        body,
    )
    return (
        f'<!doctype html>\n<html lang="{language}">\n<meta charset="utf-8">\n'
        f"<title>{escape(heading)}</title>\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<style>{CSS.read_text('utf-8')}</style>\n<body>\n<h1>{escape(heading)}</h1>\n"
        f"{body}</body>\n</html>\n"
    )
