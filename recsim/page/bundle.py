"""Modules put together into one program: a page from a file may not fetch any."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

from recsim import __version__
from recsim.model.compiled import module
from recsim.page.language import dictionary, in_all
from recsim.page.reads import measures
from recsim.page.scenarios import AXES, begin, entry, texts
from recsim.page.settings import Json, memory
from recsim.page.translate import javascript
from recsim.page.words import rules
from recsim.report.ends import APPLICATIONS, APPROACHES

STATIC = Path(__file__).with_name("static")
_IMPORT = re.compile(r"^import .*?;\n", re.MULTILINE | re.DOTALL)
_EXPORT = re.compile(r"^export (?=\w)", re.MULTILINE)


MODULES = tuple(
    STATIC / f"{name}.js"
    for name in (
        "dom", "palette", "labels", "words", "settings", "pool", "pace", "rows", "view", "draw",
        "pictures", "map", "interval", "which", "numbers", "replay", "guess", "kept", "menus",
        "tour", "explorer", "file",
    )
)  # fmt: skip
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline' 'wasm-unsafe-eval' "
    "blob:; worker-src blob:; img-src data:"
)


def page(sources: Sequence[str]) -> str:
    """The whole page, with these scenarios; the first one is shown.

    Args:
        sources: scenario files, or names of shipped scenarios.

    Raises:
        ScenarioErrors: one of them is no scenario.
        TooLarge: one of them takes too long where people wait.
    """
    starts = [begin(source) for source in sources]
    entries = [entry(start) for start in starts]
    same = _once(entries)
    program = [
        telling(),
        *(f"const {name} = {literal(value)};" for name, value in tables().items()),
        f"const LEVERS = {literal(texts(starts))};",
        f"const SAME = [{','.join(same)}];",
        f"const SCENARIOS = {literal(entries)};",
        *map(source, MODULES),
    ]
    worker = simulation()
    return html(
        title=entries[0]["question"],
        head=f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        f"<style>{style()}</style>",
        more='<button type="button" id="save" data-t="page.save"></button>',
        end=f'<script type="text/plain" id="kernel">{kernel()}</script>\n'
        f'<script id="simulation">{worker}</script>\n<script>{chr(10).join(program)}</script>',
    )


def html(*, title: str, head: str, end: str, brand: str = "", more: str = "") -> str:
    """The page's document.

    Args:
        title: what stands there before anything is opened.
        head: its look.
        end: its programs.
        brand: HTML that stands before the scenario's title.
        more: HTML of what else its menu offers.
    """
    parts = {
        "title": escape(title), "head": head, "brand": brand, "more": more, "end": end,
        "version": __version__, "no_script": in_all("page", "page.no_script"),
    }  # fmt: skip
    text = (STATIC / "page.html").read_text(encoding="utf-8")
    return re.sub(r"\{\{(\w+)\}\}", lambda place: parts[place[1]], text)


def style() -> str:
    """How the page looks."""
    return "".join((STATIC / name).read_text(encoding="utf-8") for name in ("look.css", "page.css"))


def kernel() -> str:
    """The kernel as text."""
    return b64encode(module.MODULE.read_bytes()).decode()


def tables() -> Json:
    """What pictures are made of, by the names that the program has for it."""
    return {
        "AXES": AXES,
        "ENDS": {
            name: [{"measures": end.measures, "colour": end.colour} for end in group.ends]
            for name, group in (("approaches", APPROACHES), ("applications", APPLICATIONS))
        },
    }


def module_of_tables() -> str:
    """The same as a module of a workshop, with languages, rules and the model's own functions."""
    constants = {"RULES": rules(), "LANGUAGES": dictionary(workshop=True), **tables()}
    return "\n".join(
        [
            *(f"export const {name} = {literal(value)};" for name, value in constants.items()),
            javascript(),
            "export { outreach_share };",
        ]
    )


def _once(entries: Sequence[Json]) -> list[str]:
    """What scenarios have in common is written once; they have its places instead."""
    places: dict[str, int] = {}

    def place(value: Any) -> int:
        return places.setdefault(literal(value), len(places))

    for one in entries:
        one["levers"] = [place(lever) for lever in one["levers"]]
        one["facts"] = {name: place(fact) for name, fact in one["facts"].items()}
    return list(places)


def literal(value: Any) -> str:
    """A value as JavaScript, which may stand in a page; numbers without end included."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def source(path: Path) -> str:
    """A module without imports and exports: all modules of a page are one program."""
    text = path.read_text(encoding="utf-8")
    return _EXPORT.sub("", _IMPORT.sub("", text))


def telling() -> str:
    """What makes sentences of runs."""
    return "\n".join(
        [
            f"const RULES = {literal(rules())};",
            f"const LANGUAGES = {literal(dictionary(workshop=False))};",
            *(
                source(STATIC / f"{name}.js")
                for name in ("language", "facts", "digits", "quantiles", "infer", "tell")
            ),
        ]
    )


def simulation() -> str:
    """What simulates and measures; also runs in workers."""
    return "\n".join(
        [
            f"const MEMORY = {literal(memory())};",
            f"const MEASURES = {literal(measures())};",
            javascript(),
            source(module.MODULE.with_name("kernel.js")),
            source(STATIC / "simulate.js"),
            source(STATIC / "measure.js"),
            source(STATIC / "worker.js"),
        ]
    )
