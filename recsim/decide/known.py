"""What is known of ignorance beside a results folder, for the verdict of a comparison."""

from __future__ import annotations

from pathlib import Path

from recsim.decide.folder import STUDY
from recsim.store.identity import code_hash
from recsim.store.untrusted import MOST_JSON, content, parsed


def ignorance_beside(folder: Path | None) -> str:
    """What ``recsim assumptions`` has found of the same scenario; empty if it was not asked.

    Args:
        folder: the results folder of a run; its neighbours are looked at.
    """
    if folder is None:
        return ""
    same = folder.name.rpartition("-")[2]
    for path in sorted(folder.parent.glob(f"*-assumptions-{same}/{STUDY}")):
        try:
            about = parsed(content(path, MOST_JSON))
        except (OSError, ValueError):
            continue
        if not isinstance(about, dict):
            continue
        if about.get("kind") == "assumptions" and about.get("code_hash") == code_hash():
            found = about.get("ignorance", "")
            return found if isinstance(found, str) else ""
    return ""
