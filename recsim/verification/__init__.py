"""Proof that the model is right: special cases of it whose answer is known from theory.

Each case is a world with neutral settings in which the engine must give what a closed form gives;
``recsim verify`` runs them all.
"""

from __future__ import annotations

from recsim.verification.case import Case, Check
from recsim.verification.suite import CASES, checks, chosen

__all__ = ["CASES", "Case", "Check", "checks", "chosen"]
