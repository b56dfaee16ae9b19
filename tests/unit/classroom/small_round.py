"""A small round: its files, and a folder that holds them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from recsim.classroom.challenge import Sealed
from recsim.classroom.round import Round, load_round

Write = Callable[..., Path]
Load = Callable[[], Round]
SCENARIO = """\
recsim: 1
title: A small world
world: {people: 80}
strategies:
  ours: {style: active, recruiters: 2, care: 0.5}
  rest: {style: passive, recruiters: 1}
study: {horizon_days: 28, warm_up_days: 0, replications: 3, seed: 7}
"""
SEALED = Sealed(seed=11, salt="0123456789abcdef" * 2)
CHALLENGE = f"""\
challenge: 1
title: A small round
scenario: small.yaml
strategy: ours
free: [care, follow_ups, channels, strategies.ours.automation, style]
cap: {{measure: offences_per_1000_contacts, at_most: 20}}
replications: 4
seal: "{SEALED.seal()}"
"""
FILES = {
    "small.yaml": SCENARIO,
    "challenge.yaml": CHALLENGE,
    "sealed.yaml": f'seed: {SEALED.seed}\nsalt: "{SEALED.salt}"\n',
}


def make_round(folder: Path) -> Round:
    """Write the files of the round into a folder, and load it."""
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return load_round(folder / "challenge.yaml")
