"""What docs/design.md says of the files that a change touches, tried in a copy of recsim.

A setting, a lever and a chart are added with nothing but the files that are their own; everything
else must follow. The compiled engine has to be built anew, and says so; SimPy's simulates at once.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import recsim

PACKAGE = Path(recsim.__file__).parent
DESIGN = Path(__file__).parents[2] / "docs" / "design.md"

SETTING = """
    voice: float = setting(
        0.0,
        "How much a warm voice adds to a believed gain.",
        unit="share of pay",
        plausible=(0.0, 0.1),
        ge=-1,
        le=1,
        label="What a warm voice adds",
    )
"""
LEVER = """
    second_look: Literal["never", "always"] = setting(
        "never",
        "Whether a person who did not get the job is looked at again.",
        label="Second look",
    )
"""
CHART = '''
"""A chart of nothing."""

from recsim.report.charts import chart


@chart("of_nothing", place=35)
def of_nothing(results):
    """Nothing."""
    return None
'''
ASKED = """
import json
from recsim.model.compiled import layout, module
from recsim.model.parameters import team_parameters, world_parameters
from recsim.model.story.market import simulate
from recsim.page.settings import memory, model
from recsim.page.translate import javascript
from recsim.report.plots import PLOTS
from recsim.scenario.explain import explain
from recsim.scenario.reference import page
from recsim.scenario.scenario import Scenario
from recsim.scenario.schema import schema
from recsim.scenario.strategy import Change

teams = {"calling": {"style": "active"}}
study = {"horizon_days": 91, "warm_up_days": 0}
def scenario(voice):
    world = {"people": 300, "interest": {"voice": voice}}
    return Scenario.model_validate({"world": world, "strategies": teams, "study": study})
def events(voice):
    return simulate(scenario(voice), ["calling"], 0, keep_log=True).log.tobytes()
team = team_parameters(scenario(0.0).strategies["calling"])
records = memory()["records"]
print(json.dumps({
    "parameter": world_parameters(scenario(0.25).world).interest.voice,
    "in memory": "voice" in layout.WORLD["interest"].names,
    "of a page": "voice" in records["WORLD"]["fields"]["interest"][1]["fields"],
    "in the document of a page": model(scenario(0.25))["world"]["interest"]["voice"],
    "in the reference": "How much a warm voice adds to a believed gain." in page(),
    "in the schema": "voice" in schema()["$defs"]["Interest"]["properties"],
    "explained": explain("world.interest.voice")[0].unit,
    "nothing happens at 0": events(0.0) == events(0.0),
    "something happens": events(0.0) != events(0.25),
    "stale": "the settings" in module.changed(),
    "choice of a team": team.second_look,
    "its place in memory": layout.TEAM["second_look"].metadata["choices"],
    "may change on a day": Change(day=7, second_look="always").settings,
    "in the schema of changes": "second_look" in schema()["$defs"]["Change"]["properties"],
    "chart": list(PLOTS).index("of_nothing"),
}))
"""


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a copy of recsim with one more setting, lever and chart knows of them."""
    folder = tmp_path_factory.mktemp("copy")
    copy = shutil.copytree(
        PACKAGE, folder / "recsim", ignore=shutil.ignore_patterns("__pycache__", "static")
    )
    replaced(copy / "scenario/world/interest.py", "\n    scale: float = setting(", SETTING)
    rule = "    return logistic((believed - needed) / w.interest.scale)\n"
    replaced(copy / "model/rules.py", rule, "    believed = believed + w.interest.voice\n")
    replaced(copy / "scenario/strategy.py", "\n    screening_bar: float = setting(", LEVER)
    (copy / "report/nothing.py").write_text(CHART, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", ASKED], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def replaced(file: Path, before: str, added: str) -> None:
    """Put something before a line of a file."""
    text = file.read_text(encoding="utf-8")
    assert text.count(before) == 1
    file.write_text(text.replace(before, added + before), encoding="utf-8")


@pytest.mark.slow
def test_a_setting_is_its_declaration_and_the_rule_that_uses_it(found: dict[str, Any]) -> None:
    assert found["parameter"] == found["in the document of a page"] == 0.25
    assert found["in memory"]
    assert found["of a page"]
    assert found["in the reference"]
    assert found["in the schema"]
    assert found["explained"] == "share of pay"
    assert found["nothing happens at 0"]
    assert found["something happens"]


@pytest.mark.slow
def test_a_lever_may_change_on_a_day_and_is_known_to_the_kernel(found: dict[str, Any]) -> None:
    assert found["choice of a team"] == "never"
    assert found["its place in memory"] == ["never", "always"]
    assert found["may change on a day"] == {"second_look": "always"}
    assert found["in the schema of changes"]


@pytest.mark.slow
def test_the_kernel_does_not_simulate_with_settings_that_it_does_not_know(
    found: dict[str, Any],
) -> None:
    assert found["stale"]


@pytest.mark.slow
def test_a_chart_is_a_file(found: dict[str, Any]) -> None:
    assert found["chart"] == 4


def test_the_files_that_are_named_exist() -> None:
    table = DESIGN.read_text(encoding="utf-8").split("### What a change touches")[1].split("\n#")[0]
    files = re.findall(r"`((?:recsim|tests|docs|scenarios)/[\w./]+)`", table)
    assert len(files) >= 8
    assert [file for file in files if not (DESIGN.parents[1] / file).exists()] == []
