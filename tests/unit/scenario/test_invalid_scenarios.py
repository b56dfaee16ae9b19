"""Every bad file gives its expected message: the whole text that a user would see."""

from __future__ import annotations

from pathlib import Path

import pytest

from recsim.analysis import measures
from recsim.scenario.errors import ScenarioErrors
from recsim.scenario.load import load

FOLDER = Path(__file__).parents[2] / "invalid_scenarios"
FILES = sorted(path.name for path in FOLDER.glob("*.yaml"))
KNOWN = (
    "placements", "contacts", "offences_per_1000_contacts", "offences_per_100_placements",
    "utilisation", "people", "wary_end", "response_rate", "applications", "time_to_fill_days",
)  # fmt: skip
MEASURES = {name: measures.MEASURES[name] for name in KNOWN}


def test_there_are_many() -> None:
    assert len(FILES) >= 30
    assert sorted(path.stem for path in FOLDER.glob("*.txt")) == [Path(f).stem for f in FILES]


@pytest.mark.parametrize("name", FILES)
def test_message(name: str, monkeypatch: pytest.MonkeyPatch, update_golden: bool) -> None:
    monkeypatch.chdir(FOLDER)
    with pytest.raises(ScenarioErrors) as raised:
        load(name, measures=MEASURES)
    text = str(raised.value) + "\n"
    golden = Path(name).with_suffix(".txt")
    if update_golden:
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")
    for problem in raised.value.problems:
        assert problem.file.endswith(".yaml")
        assert problem.message
