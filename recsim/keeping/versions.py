"""With what two studies were made: version and code of recsim, Python, libraries, engines."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from recsim.store import Manifest

SHOWN = 10
"""Digits of a hash that are shown."""

Line = tuple[str, str, str]
"""What differs, and both values."""


def between(one: Manifest, other: Manifest) -> Iterator[Line]:
    """What differs between what made two studies."""
    pairs = {
        "recsim": (one.recsim, other.recsim),
        "code of the model": (one.code_hash[:SHOWN], other.code_hash[:SHOWN]),
        "engines": (", ".join(one.engines), ", ".join(other.engines)),
        "Python": (one.python, other.python),
        "system": (one.platform, other.platform),
    }
    for name in sorted({*one.libraries, *other.libraries}):
        pairs[name] = (one.libraries.get(name, ""), other.libraries.get(name, ""))
    yield from ((what, mine, yours) for what, (mine, yours) in pairs.items() if mine != yours)


def differences(manifest: Manifest) -> Iterator[str]:
    """What made a study and differs from what is running, a line each."""
    import dataclasses

    from recsim import __version__
    from recsim.store.identity import code_hash
    from recsim.store.manifest import installed_libraries

    here = dataclasses.replace(
        manifest,
        recsim=__version__,
        code_hash=code_hash(),
        python=platform.python_version(),
        platform=platform.platform(),
        libraries=installed_libraries(),
    )
    for what, there, now in between(manifest, here):
        yield f"{what}: {there or 'none'} there, {now or 'none'} here"
