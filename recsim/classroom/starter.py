"""The files that a trainer starts a round with: the rules, and worlds drawn for it alone."""

from __future__ import annotations

import secrets

from recsim.classroom.challenge import Sealed


def draw_sealed() -> Sealed:
    """Worlds that nobody has seen: seed and salt from the operating system's random numbers."""
    return Sealed(seed=secrets.randbelow(2**63), salt=secrets.token_hex(16))


def sealed_text(worlds: Sealed) -> str:
    """Text of ``sealed.yaml``."""
    return _SEALED.format(seed=worlds.seed, salt=worlds.salt)


def challenge_text(seal: str) -> str:
    """Text of ``challenge.yaml``, with comments, to be changed."""
    return _CHALLENGE.format(seal=seal)


_CHALLENGE = """\
# The rules of a round. Everybody may have this file. Nobody but the trainer may have sealed.yaml,
# which stands beside it, until the round is over.
challenge: 1
title: Placing without complaints
question: How many people can you place with at most 5 complaints per 1,000 contacts?

scenario: careful_or_careless   # a shipped scenario (recsim list), or a file beside this one
strategy: ordinary              # the strategy that everybody plays; all others stay as they are
free:                           # what may be changed; recsim explain care says what a setting means
  - care
  - follow_ups
  - follow_up_wait_days
  - channels
  - targeting
  - cooldown_days
  - targets_per_search

maximise: placements            # more is better
cap: {{measure: offences_per_1000_contacts, at_most: 5}}
replications: 100               # sealed worlds in which every entry is simulated

# SHA-256 of the sealed worlds. Show it before the round: afterwards, when sealed.yaml is handed
# out, everybody can check that it was not changed.
seal: "{seal}"
"""

_SEALED = """\
# The sealed worlds of the round. Keep this file to yourself until the round is over; then hand it
# out, and everybody can score all entries again.
# The seal is the SHA-256 of three lines, each with a line feed at its end:
#   recsim sealed worlds
#   seed: (the seed)
#   salt: (the salt)
seed: {seed}
salt: "{salt}"
"""
