"""A study on two pages of paper: the decision, why, what could turn it, how to do it again."""

from __future__ import annotations

import io
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from recsim import __version__
from recsim.analysis import summary
from recsim.analysis.measures import MEASURES
from recsim.report.plots import PLOTS
from recsim.scenario.sentences import capital
from recsim.telling.outcomes import outcomes
from recsim.telling.study import doubts, headlines
from recsim.telling.units import how_made, made_elsewhere

if TYPE_CHECKING:
    from recsim.analysis.results import Results
    from recsim.report.view import Plot
    from recsim.scenario.show import Row

PICTURES = 3
FURTHER = ("difference", "trade_off", "by_segment", "over_time")
"""Pictures after that of the question, the most telling first."""
MOST_ROWS = 14
"""Settings that are listed; of others, how many there are."""
MOST_SAID = 4
"""Sentences of each further study; its own folder has all."""
CSS = Path(__file__).with_name("printed.css")


@dataclass(frozen=True)
class Beyond:
    """What another study of the same scenario says: what could turn it, what was tuned.

    Attributes:
        kind: "sweep", "assumptions", "tune".
        said: its sentences, the headline first.
        picture: its picture as PNG; None if it was not drawn.
        command: how it was made.
    """

    kind: str
    said: tuple[str, ...]
    picture: bytes | None
    command: str


TITLES = {
    "assumptions": "What could turn it",
    "sweep": "Where it turns",
    "tune": "What tuning brings",
}


def paper(
    results: Results,
    *,
    settings: Sequence[Row] = (),
    base: str = "the defaults",
    beyond: Sequence[Beyond] = (),
    again: Sequence[str] = (),
) -> str:
    """The study as one HTML page, which needs nothing else and prints on two pages of A4.

    Args:
        results: of at least one run.
        settings: those that differ from the base.
        base: what that is called.
        beyond: further studies of the same scenario.
        again: commands that make it again.
    """
    scenario = results.scenario
    title = scenario.title or scenario.name
    body = "\n".join(
        [
            f"<h1>{escape(title)}</h1>",
            f'<p class="question">{escape(scenario.question)}</p>' if scenario.question else "",
            *_decision(results),
            *_outcomes(results),
            *_pictures(results),
            *(part for one in beyond for part in _beyond(one)),
            *(
                []
                if any(one.kind == "assumptions" for one in beyond)
                else _not_looked_at(scenario.name)
            ),
            *_settings(settings, base),
            *_definitions(results),
            *_again(results, again),
        ]
    )
    return (
        '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n'
        f"<title>{escape(title)}</title>\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<style>{CSS.read_text(encoding='utf-8')}</style>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _decision(results: Results) -> Iterator[str]:
    """The finding, and what it does not cover."""
    if results.other_version:
        told = escape(capital(made_elsewhere(results.other_version)))
        yield f'<p class="warning">{told}.</p>'
    yield '<div class="decision">'
    yield from (f"<p>{escape(one)}</p>" for one in headlines(results))
    yield "</div>"
    yield f'<div class="main">{_figure(PLOTS["main"](results))}</div>'


def _outcomes(results: Results) -> Iterator[str]:
    names, columns = outcomes(results, summary(results))
    yield _table(
        ["", *(header for header, _ in columns)],
        [[name, *(cells[at] for _, cells in columns)] for at, name in enumerate(names)],
    )
    count = results.runs["replication"].n_unique()
    yield f'<p class="note">{escape(how_made(results.scenario, count))}</p>'
    yield '<ul class="note">'
    yield from (f"<li>{escape(one)}</li>" for one in doubts(results))
    yield "</ul>"


def _pictures(results: Results) -> Iterator[str]:
    drawn = (PLOTS[name](results) for name in FURTHER if name in PLOTS)
    found = [plot for plot in drawn if plot is not None][: PICTURES - 1]
    yield f'<div class="pair">{"".join(map(_figure, found))}</div>'


def _beyond(one: Beyond) -> Iterator[str]:
    yield f"<h2>{TITLES[one.kind]}</h2>"
    headline, *rest = one.said[:MOST_SAID]
    yield f"<p><b>{escape(headline)}</b></p>"
    image = f"<figure>{_image(one.picture, headline)}</figure>" if one.picture else ""
    points = "".join(f"<li>{escape(said)}</li>" for said in rest)
    yield f'<div class="pair"><ul>{points}</ul>{image}</div>' if image else f"<ul>{points}</ul>"


def _not_looked_at(name: str) -> Iterator[str]:
    yield f"<h2>{TITLES['assumptions']}</h2>"
    yield (
        "<p>Not looked at yet: the intervals are about chance alone. Which uncertain number could "
        f"turn the answer: <code>recsim assumptions {escape(name)}</code>, then this report again."
        "</p>"
    )


def _settings(rows: Sequence[Row], base: str) -> Iterator[str]:
    yield f"<h2>What differs from {escape(base)}</h2>"
    if not rows:
        yield "<p>Nothing.</p>"
        return
    yield f'<ul class="columns">{"".join(map(_setting, rows[:MOST_ROWS]))}</ul>'
    more = f"And {len(rows) - MOST_ROWS} more (recsim show --changes). " * (len(rows) > MOST_ROWS)
    yield f'<p class="note">{more}What names no source was chosen for this study.</p>'


def _setting(row: Row) -> str:
    unit = f" {row.unit}" if row.unit else ""
    instead = f", not {row.base}" if row.base not in ("", "null", '""') else ""
    passport = row.origin.passport
    source = "" if passport is None or not passport.source else f". Source: {passport.source}"
    if passport is not None and passport.confidence:
        source += f" ({passport.confidence} confidence)"
    return f"<li><code>{escape(row.key)}</code> {escape(f'{row.text}{unit}{instead}{source}')}</li>"


def _definitions(results: Results) -> Iterator[str]:
    yield "<h2>What the numbers are</h2><ul>"
    for name in results.scenario.study.outcomes:
        of = MEASURES[name]
        yield f"<li><b>{escape(capital(of.label))}</b>: {escape(of.definition)}</li>"
    yield "</ul>"


def _again(results: Results, commands: Iterable[str]) -> Iterator[str]:
    told = [command for command in dict.fromkeys(commands) if command]
    if told:
        yield "<h2>To do it again</h2>"
        yield "".join(f"<p><code>{escape(command)}</code></p>" for command in told)
    made = results.other_version or f"recsim {__version__}"
    yield (
        f"<footer>Made with {escape(made)}, seed {results.scenario.study.seed}: the same command "
        "gives the same numbers on any machine. The people in it are simulated. Not for decisions "
        "about individuals.</footer>"
    )


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    names = "".join(f"<th>{escape(name)}</th>" for name in head)
    cells = "".join(
        f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows
    )
    return f"<table><thead><tr>{names}</tr></thead><tbody>{cells}</tbody></table>"


def _figure(plot: Plot | None) -> str:
    if plot is None:
        return ""
    file = io.BytesIO()
    plot.figure.savefig(file, format="png")
    return f"<figure>{_image(file.getvalue(), plot.title)}</figure>"


def _image(content: bytes, words: str) -> str:
    return f'<img alt="{escape(words)}" src="data:image/png;base64,{b64encode(content).decode()}">'
