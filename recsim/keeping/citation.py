"""How a study and the software that simulated it are cited: as text, BibTeX, or CITATION.cff."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from recsim import __version__
from recsim.scenario.printable import printable
from recsim.scenario.sentences import listed
from recsim.scenario.yaml_text import yaml_block
from recsim.telling.units import counted

if TYPE_CHECKING:
    from recsim.store import Manifest

SOFTWARE = "recsim: a simulation of passive and active recruiting"
DEVELOPERS = "The recsim developers"
RELEASED = "2026-11-23"
"""Date of this version. These three and the version are those of CITATION.cff, which is tested."""
NOBODY = "anonymous"
"""Stands for authors that are not known where a format asks for one."""
SHOWN = 10
"""Digits of a hash in a text; the whole one is in the other formats."""


@dataclass(frozen=True)
class Citation:
    """What is known of a study, for whoever cites it.

    Attributes:
        title: of the study.
        authors: as they were given; nobody knows them otherwise.
        scenario: its name, with the variants that it was changed by.
        scenario_hash: SHA-256 of all settings that shape results, 64 hex digits.
        seed: of all random numbers.
        replications: how many there are, of each strategy.
        date: when the simulations ended, year-month-day (UTC).
        version: of recsim.
        code_hash: SHA-256 of the code that the numbers depend on, 64 hex digits.
        folder: name of the results folder.
    """

    title: str
    authors: tuple[str, ...]
    scenario: str
    scenario_hash: str
    seed: int
    replications: int
    date: str
    version: str
    code_hash: str
    folder: str

    @property
    def software_year(self) -> str:
        """Year of the version that simulated, if it is this one; else nobody knows it here."""
        return RELEASED[:4] if self.version == __version__ else ""

    @property
    def identity(self) -> str:
        """What makes it the same study elsewhere, all digits."""
        return (
            f"scenario {self.scenario} (SHA-256 {self.scenario_hash}), seed {self.seed}, "
            f"{counted(self.replications, 'replication')}"
        )


def citation(manifest: Manifest, folder: str, authors: Sequence[str] = ()) -> Citation:
    """What a manifest says for a citation.

    Args:
        manifest: of the study.
        folder: name of its folder.
        authors: of the study, in their order.
    """
    variants = "".join(f"+{name}" for name in manifest.variant.split("+") if name)
    beside = f" beside {', '.join(manifest.beside)}" if manifest.beside else ""
    return Citation(
        title=" ".join(printable(manifest.title or manifest.name).split()),
        authors=tuple(" ".join(printable(author).split()) for author in authors),
        scenario=f"{manifest.name}{variants}{beside}",
        scenario_hash=manifest.scenario_hash,
        seed=manifest.seed,
        replications=len(manifest.replications),
        date=manifest.ended[:10],
        version=manifest.recsim,
        code_hash=manifest.code_hash,
        folder=folder,
    )


def as_text(found: Citation) -> str:
    """Two sentences for a list of references: the study and the software."""
    who = f"{listed(found.authors)} ({found.date[:4]}). " if found.authors else ""
    year = f" ({found.software_year})" if found.software_year else ""
    return (
        f"{who}{found.title} [simulation study of {found.date}: scenario {found.scenario} "
        f"{found.scenario_hash[:SHOWN]}, seed {found.seed}, "
        f"{counted(found.replications, 'replication')}, recsim {found.version}, code "
        f"{found.code_hash[:SHOWN]}].\n"
        f"{DEVELOPERS}{year}. {SOFTWARE}, version {found.version} [computer software].\n"
    )


def as_bibtex(found: Citation) -> str:
    """Two entries ``@misc``, which every style knows."""
    made = f"Simulated with recsim {found.version}, code SHA-256 {found.code_hash}"
    study = {
        "author": " and ".join(f"{{{_latex(one)}}}" for one in found.authors),
        "title": f"{{{_latex(found.title)}}}",
        "year": found.date[:4],
        "howpublished": _latex(f"Simulation study of {found.date}: {found.identity}"),
        "note": _latex(made),
    }
    software = {
        "author": f"{{{DEVELOPERS}}}",
        "title": f"{{{SOFTWARE}}}",
        "year": found.software_year,
        "howpublished": f"Computer software, version {found.version}",
    }
    key = re.sub(r"[^\w-]+", "-", found.folder, flags=re.ASCII)
    return "\n".join([_entry(key, study), _entry(f"recsim-{found.version}", software)])


def as_cff(found: Citation) -> str:
    """A file CITATION.cff (1.2.0) that goes with the results; the software is its reference."""
    software: dict[str, Any] = {
        "type": "software",
        "title": SOFTWARE,
        "version": found.version,
        "authors": [{"name": DEVELOPERS}],
    }
    if found.software_year:
        software["date-released"] = RELEASED
    study = {
        "cff-version": "1.2.0",
        "message": "If you use these results, please cite them and the software.",
        "type": "dataset",
        "title": found.title,
        "abstract": f"Results of a simulation: {found.identity}.",
        "authors": [{"name": one} for one in found.authors or (NOBODY,)],
        "date-released": found.date,
        "identifiers": [
            _identifier("Scenario", found.scenario_hash),
            _identifier("Code of the model", found.code_hash),
        ],
        "references": [software],
    }
    return yaml_block(study)


FORMS: Mapping[str, Callable[[Citation], str]] = {
    "text": as_text,
    "bibtex": as_bibtex,
    "cff": as_cff,
}
"""A citation as text that ends with a line end, by the name of its form."""


def _identifier(what: str, found: str) -> dict[str, str]:
    return {"type": "other", "value": f"sha256:{found}", "description": f"{what}, SHA-256"}


def _entry(key: str, fields: Mapping[str, str]) -> str:
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{key},", *lines, "}", ""])


def _latex(text: str) -> str:
    """The text, with what LaTeX would obey as letters."""
    words = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
    return re.sub(r"[\\~^&%$#_{}]", lambda at: words.get(at[0], f"\\{at[0]}"), text)
