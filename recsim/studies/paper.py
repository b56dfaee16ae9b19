"""What goes on paper beside a run: further studies of the same scenario, and what differs in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, get_args

from pydantic import Field, TypeAdapter, ValidationError

from recsim.scenario.identity import content_hash
from recsim.scenario.show import Row, show
from recsim.store.durable import deliver
from recsim.store.untrusted import MOST_JSON, content, first_fault, parsed, refuse_links
from recsim.studies.refusal import Refusal

if TYPE_CHECKING:
    from recsim.scenario.load import Loaded
    from recsim.studies.finished import Finished
    from recsim.studies.printed import Beyond

STUDY = "study.json"
Kind = Literal["assumptions", "sweep", "tune"]
KINDS: tuple[Kind, ...] = get_args(Kind)
OF_THE_STUDY = ("study.horizon_days", "study.warm_up_days", "study.market")
LONG_LISTS = "world.segments."
"""What differs there comes last: it is much, and says little."""


_NO_STUDY = "is no sweep, tuning or look at assumptions"
_Sentences = Annotated[tuple[str, ...], Field(min_length=1)]


@dataclass(frozen=True)
class _About:
    """What such a folder says about itself."""

    name: str
    kind: Kind
    command: str
    said: _Sentences
    scenario_hash: str = ""


_ABOUT = TypeAdapter(_About)


def is_study(path: Path) -> bool:
    """Whether this is the results folder of a sweep or the like."""
    return (path / STUDY).is_file()


def write(finished: Finished, beyond: Sequence[Path], target: Path) -> Path:
    """Write a run with further studies of its scenario as one HTML page.

    Args:
        finished: the run, in a folder.
        beyond: results folders of further studies.
        target: the file.

    Raises:
        Refusal: a folder holds no such study, or one of another scenario.
        OSError: the file cannot be written.
    """
    from recsim import store
    from recsim.studies.printed import paper

    assert finished.folder is not None
    stored = store.read(finished.folder)
    rows = differing(stored.loaded)
    found = [study(path, finished) for path in beyond]
    again = [stored.manifest.command, *(one.command for one in found)]
    text = paper(
        finished.results,
        settings=rows,
        base=stored.loaded.base.name,
        beyond=found,
        again=again,
    )
    deliver(target, text)
    return target


def differing(loaded: Loaded) -> list[Row]:
    """Settings that change what happens and differ from the base; long lists come last."""
    rows = [row for row in show(loaded) if row.differs and _matters(row.key)]
    return sorted(rows, key=lambda row: row.key.startswith(LONG_LISTS))


def _matters(key: str) -> bool:
    """Whether a setting changes what happens; labels, pictures and variants do not."""
    shown = key.startswith(("world.", "strategies.")) or key in OF_THE_STUDY
    return shown and not key.endswith(".label")


def beside(finished: Finished) -> Iterator[Path]:
    """Further studies of the same scenario in the same folder, what could turn it first."""
    from recsim.store.identity import inputs_hash

    assert finished.folder is not None
    scenario = finished.results.scenario
    for kind in KINDS:
        pattern = f"{scenario.name}*-{kind}*-{inputs_hash(scenario)[:10]}"
        yield from sorted(filter(is_study, finished.folder.parent.glob(pattern)))


def study(path: Path, finished: Finished) -> Beyond:
    """A further study, from its results folder.

    Raises:
        Refusal: the folder holds no such study, or one of another scenario.
        StoreError: there are links in it.
    """
    from recsim.store import drawn
    from recsim.studies.printed import Beyond

    try:
        about = _ABOUT.validate_python(parsed(content(path / STUDY, MOST_JSON)))
    except ValidationError as error:
        raise Refusal(f"{path}: {_NO_STUDY}: {first_fault(error)}") from None
    except (OSError, ValueError) as error:
        raise Refusal(f"{path}: {_NO_STUDY}: {error}") from None
    own = finished.results.scenario.name
    if about.name != own:
        raise Refusal(f"{path}: is about {about.name}, and the run is about {own}")
    if about.scenario_hash not in ("", content_hash(finished.results.scenario)):
        raise Refusal(f"{path}: is about {own} with other settings than those of the run")
    refuse_links(path)
    pictures = drawn(path)
    picture = pictures[0].read_bytes() if pictures and pictures[0].suffix == ".png" else None
    return Beyond(about.kind, about.said, picture, about.command)
