"""The reference page of all settings and of the evidence behind their defaults.

``python -m recsim.scenario.reference > docs/parameters.md`` writes the page anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache

from recsim.scenario.evidence import GRADES, TAGS, Fact, Parameter, evidence
from recsim.scenario.explain import Explanation, explain, keys
from recsim.scenario.fields import ASSUMPTION
from recsim.scenario.markdown import table

HEAD = """\
# Parameters

Every setting of a scenario: its default, its unit, what it must be, the range in which the truth is
believed to lie, and what the default rests on. This page is made from the code by
`python -m recsim.scenario.reference > docs/parameters.md`; `recsim explain KEY` shows one entry of
it, `recsim show FILE` all values of one scenario.

STRATEGY, SEGMENT and NAME stand for names of your choice. *Plausible* is advice, not a limit. A
setting *rests on* an entry of the [evidence](#evidence) with its grade: its value stands there, or
it was **worked out** from there (the entry says how). **assumption** means that no number was
found; such settings are the ones to vary first. What a team or an analyst chooses needs no
evidence, and the column is empty.
"""

SUMMARY = """\
## How much is known

Settings that say something about the world (choices of a team or an analyst are not counted), by
what their default rests on.
"""

SETTINGS = ("Setting", "Default", "Unit", "Plausible", "Must be", "Rests on", "Meaning")
FACTS = ("Fact", "Number and definition", "Who and when", "Source", "Read in", "Grade")


def page() -> str:
    """The whole page, in Markdown."""
    found = [explain(key)[0] for key in keys()]
    parts = [HEAD, SUMMARY, *table(("Rests on", "Settings"), _known(found))]
    for block in ("", *(entry.key for entry in found if entry.kind == "block")):
        members = [entry for entry in found if _block_of(entry) == block]
        if members:
            parts.append(f"\n## {block or 'The file'}\n")
            parts += [f"{_meaning_of_block(block)}\n"] if block else []
            parts += table(SETTINGS, map(_setting, members))
    parts += _evidence()
    return "\n".join(parts) + "\n"


def _block_of(entry: Explanation) -> str | None:
    """The block in whose table a setting stands; None for blocks."""
    if entry.kind != "setting":
        return None
    block = entry.key.rpartition(".")[0]
    return block.removesuffix(".STRATEGY").removesuffix(".SEGMENT")


@cache
def _meaning_of_block(block: str) -> str:
    return explain(block)[0].meaning


def _known(found: Iterable[Explanation]) -> list[tuple[str, str]]:
    grades = Counter(
        ASSUMPTION if entry.parameter is None else entry.parameter.grade
        for entry in found
        if entry.support
    )
    words = {grade: f"evidence of grade {grade}: {text}" for grade, text in GRADES.items()}
    words[ASSUMPTION] = "assumption: no number was found"
    return [(text, str(grades[grade])) for grade, text in words.items() if grades[grade]]


def _setting(entry: Explanation) -> tuple[str, ...]:
    low_high = entry.plausible
    name = entry.key.rpartition(".")[2]
    return (
        f"`{name}`",
        f"`{entry.default}`" if entry.default else "*required*",
        entry.unit,
        f"{low_high[0]:g} to {low_high[1]:g}" if low_high else "",
        entry.expected,
        _support(entry),
        entry.meaning,
    )


def _support(entry: Explanation) -> str:
    if entry.parameter is None:
        return entry.support
    known = entry.parameter
    worked_out = ", worked out" if entry.how else ""
    return f"[{known.id}](#{known.id.lower()}) (grade {known.grade}){worked_out}"


def _evidence() -> Iterator[str]:
    yield "\n## Evidence\n"
    yield "Grades:\n"
    yield from (f"- **{grade}**: {text}" for grade, text in GRADES.items())
    yield "\nHow a fact was read:\n"
    yield from (f"- **{tag}**: {text}" for tag, text in TAGS.items())
    yield (
        "\nThe tables of most papers were not seen. Check a source before you quote it as proof.\n"
    )
    yield "## What the model needs\n"
    for parameter in evidence().parameters.values():
        yield from _parameter(parameter)
    yield "## What somebody published\n"
    yield from table(FACTS, map(_fact, evidence().facts.values()))


def _parameter(known: Parameter) -> Iterator[str]:
    yield f"### {known.id}\n"
    yield f"{_plain(known.what)}.\n"
    yield _plain(f"- value: {known.default}; plausible: {known.range}; grade {known.grade}")
    facts = ", ".join(f"[{fact}](#{fact.lower()})" for fact in known.facts)
    yield f"- facts: {facts or 'none'}"
    for key, value in known.quoted.items():
        yield f"- gives `{key}`: {value:g}"
    for key, how in known.derived.items():
        yield f"- leads to `{key}`: {_plain(how)}"
    if known.note:
        yield f"- {_plain(known.note)}"
    yield ""


def _fact(fact: Fact) -> tuple[str, ...]:
    name = f'<a id="{fact.id.lower()}"></a>{fact.id}'
    what = _plain(fact.what) + (f" *{_plain(fact.note)}*" if fact.note else "")
    return name, what, _plain(fact.population), _plain(fact.source), fact.tag, fact.grade


def _plain(text: str) -> str:
    """Text in which no sign has a meaning of its own in Markdown."""
    for sign in "~*_$<":
        text = text.replace(sign, f"\\{sign}")
    return text


if __name__ == "__main__":
    print(page(), end="")
