"""The scenarios that are shipped, and the file that ``recsim init`` starts a study with."""

from __future__ import annotations

from functools import cache
from pathlib import Path

HIDDEN = ("base",)


@cache
def folder() -> Path:
    """The folder of the shipped scenarios: ``scenarios`` of a checkout or ``recsim/gallery``."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "gallery"
    return installed if installed.is_dir() else package.parent / "scenarios"


def shipped() -> list[tuple[str, Path]]:
    """Name and path of every shipped scenario, sorted by name.

    Neither the base nor the known truths of ``published`` are listed.
    """
    return [(name, path) for name, path in _all().items() if name not in HIDDEN and "/" not in name]


def find(name: str) -> Path | None:
    """Path of a shipped scenario ("two_ways", "published/erlang_c"); None if there is none."""
    return _all().get(name)


def _all() -> dict[str, Path]:
    files = sorted(folder().rglob("*.yaml"))
    return {path.relative_to(folder()).with_suffix("").as_posix(): path for path in files}


def starter(schema: str = "") -> str:
    """Text of a small scenario to start a study from; it needs no other file.

    Args:
        schema: path of the JSON schema as seen from the file, for editors; may be empty.
    """
    hint = f"# yaml-language-server: $schema={schema}\n" if schema else ""
    return hint + _STARTER


_STARTER = """\
# A study has three blocks. world: what nobody chooses. strategies: what we choose, one entry for
# each team. study: how we look at it. What you leave out keeps its default:
#   recsim show FILE      every setting of this file, and where its value comes from
#   recsim explain care   what a setting means, its unit and limits, and what is known about it

recsim: 1
title: Waiting or calling
question: How many more people do we place if we call them, and how many complain?

world:
  people: 12000                 # people in the labour market
  demand:
    requisitions_per_recruiter_year: 80  # openings that each recruiter is asked to fill
  offence:
    # Nobody has measured how often people complain about a contact. Say where your number comes
    # from, and look at the results with a quarter of it and with four times as much.
    scale: {value: 1, range: [0.25, 4], source: recsim default, confidence: low}

strategies:
  waiting:
    label: Wait for applicants
    style: passive
    recruiters: 2
  calling:
    label: Contact happy people
    style: active
    recruiters: 2
    care: 0.7                   # 0: bulk mail, 1: written for this one person
    follow_ups: 2
    channels: {network_message: 0.6, personal_email: 0.3, personal_phone: 0.1}  # adds up to 1
  mixed:
    like: calling               # everything as there, except for what follows
    label: Half and half
    style: blend
    active_share: 0.5           # share of the time that goes to contacting people

variants:                       # one: recsim run FILE --with downturn; all, compared: --beside all
  downturn: {world: {demand: {requisitions_per_recruiter_year: 40}}}
  careless: {strategies: {calling: {care: 0.1}}}

study:
  horizon_days: 365
  replications: 30
  seed: 2013
  outcomes: [placements, offences_per_100_placements, offences_per_1000_contacts]

expect:                         # checked after the run; the last one with --beside careless
  - {strategy: waiting, outcome: contacts, equals: 0}
  - {strategy: calling, outcome: offences, at_least: 1.5, times: mixed}
  - {strategy: calling, variant: careless, outcome: offences, above: as it stands}
"""
