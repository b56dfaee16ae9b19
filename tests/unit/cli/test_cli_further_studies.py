"""What a report takes from a folder beside it: what that says of itself is not believed."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import recsim
from recsim.scenario.identity import content_hash
from recsim.store.errors import StoreError
from recsim.studies import paper
from recsim.studies.finished import Finished
from recsim.studies.refusal import Refusal

SOUND: dict[str, Any] = {"kind": "sweep", "name": "study", "command": "recsim", "said": ["So."]}
NONSENSE: dict[str, Any] = {
    "nothing": None,
    "a list": [SOUND],
    "no sentence": SOUND | {"said": []},
    "a number for sentences": SOUND | {"said": 5},
    "a number for a sentence": SOUND | {"said": [1.5]},
    "half a letter": SOUND | {"said": ["\ud800"]},
    "a tag for a kind": SOUND | {"kind": "<script>alert(1)</script>"},
    "a kind that is on no paper": SOUND | {"kind": "warm-up"},
    "no command": SOUND | {"command": None},
    "no name": {key: value for key, value in SOUND.items() if key != "name"},
}


@pytest.fixture
def finished(study: Path) -> Finished:
    return recsim.run(study, workers=1, replications=1, set={"study.horizon_days": 7})


@pytest.fixture
def further(tmp_path: Path) -> Path:
    folder = tmp_path / "further"
    folder.mkdir()
    return folder


def says(folder: Path, what: object) -> None:
    (folder / paper.STUDY).write_text(json.dumps(what), encoding="utf-8")


@pytest.mark.parametrize("name", NONSENSE)
def test_nonsense_is_refused(name: str, finished: Finished, further: Path) -> None:
    says(further, NONSENSE[name])
    with pytest.raises(Refusal, match="is no sweep, tuning or look at assumptions"):
        paper.study(further, finished)


@pytest.mark.skipif(os.name != "posix", reason="pipes and devices of POSIX")
@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir, lambda path: os.symlink("/dev/zero", path)])
def test_what_has_no_end_is_not_read(
    make: Callable[[Path], None], finished: Finished, further: Path
) -> None:
    make(further / paper.STUDY)
    with pytest.raises(Refusal, match="is no file"):
        paper.study(further, finished)


def test_pictures_of_elsewhere_are_not_shown(
    finished: Finished, further: Path, tmp_path: Path
) -> None:
    says(further, SOUND)
    (further / "plots").symlink_to(tmp_path)
    with pytest.raises(StoreError, match="plots: is a link"):
        paper.study(further, finished)


def test_one_of_the_same_settings_alone_is_taken(finished: Finished, further: Path) -> None:
    own = content_hash(finished.results.scenario)
    for same in ({}, {"scenario_hash": own}):  # an earlier version did not write it
        says(further, SOUND | same)
        assert paper.study(further, finished).said == ("So.",)
    says(further, SOUND | {"scenario_hash": "0" * 64})
    with pytest.raises(Refusal, match="is about study with other settings than those of the run"):
        paper.study(further, finished)
    says(further, SOUND | {"name": "other"})
    with pytest.raises(Refusal, match="is about other, and the run is about study"):
        paper.study(further, finished)


def test_a_sweep_says_of_which_settings_it_is(study: Path) -> None:
    found = recsim.sweep(study, "calling.care=0,1", replications=2, workers=1, out="results")
    assert found.folder is not None
    about = json.loads((found.folder / paper.STUDY).read_text(encoding="utf-8"))
    assert about["scenario_hash"] == content_hash(found.loaded.scenario)
