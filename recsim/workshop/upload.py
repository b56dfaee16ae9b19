"""Scenario files that people bring along: read with suspicion, kept in memory for their browser."""

from __future__ import annotations

import re
import secrets
import threading
from collections import Counter, OrderedDict
from hashlib import sha256

from recsim.analysis.measures import MEASURES
from recsim.experiments.runner import tasks_of
from recsim.experiments.work import described, everybody, measured
from recsim.model.budget import TooMuchWork
from recsim.model.engines import Simulate
from recsim.page.start import Start, too_large
from recsim.scenario.errors import Place, Problem, ScenarioErrors, shortened
from recsim.scenario.load import load_text
from recsim.scenario.scenario import Scenario
from recsim.scenario.show import resolved_yaml
from recsim.workshop.clients import NOBODY
from recsim.workshop.work import BUDGETS, said, too_long

MOST_BYTES = 64 * 1024
MOST_UPLOADS = 50
"""Files in memory. Whoever has brought the most loses the one that nobody has asked for longest."""
MOST_STRATEGIES = 12
MOST_OCCUPATIONS = 20
MOST_RECRUITERS = 300
"""Recruiters in one world, rivals included."""
MOST_OF_AN_UPLOAD = 3 * MOST_BYTES
"""A file as JSON: some letters take up to six."""
MOST_PROBLEMS = 20
TRIAL_DAYS = 7
KEY = "upload-"


class Uploads:
    """Uploaded scenarios by key. A key cannot be guessed: who does not have it has no access."""

    def __init__(self, simulate: Simulate) -> None:
        self._simulate = simulate
        self._starts: OrderedDict[str, tuple[Start, str]] = OrderedDict()
        self._guard = threading.Lock()

    def take(self, file: str, text: str, who: str = NOBODY) -> Start:
        """Take a scenario file.

        Args:
            file: its name; only letters, digits and ``_.-`` of it are kept.
            text: what it says. It may extend shipped scenarios, and nothing else.
            who: the address that it comes from.

        Raises:
            ScenarioErrors: it is no scenario, or too large for a workshop.
        """
        start = self._read(clean_file_name(file), text)
        with self._guard:
            self._starts[start.name] = start, who
            if len(self._starts) > MOST_UPLOADS:
                [(most, _)] = Counter(owner for _, owner in self._starts.values()).most_common(1)
                del self._starts[next(k for k, (_, one) in self._starts.items() if one == most)]
        return start

    def _read(self, name: str, text: str) -> Start:
        """The scenario in a file, under a new key."""
        text = text.removeprefix("\ufeff").replace("\r\n", "\n")
        raw = text.encode("utf-8", "replace")
        if len(raw) > MOST_BYTES:
            raise _refused(name, f"the file is larger than {MOST_BYTES // 1024} kB")
        loaded = load_text(text, name, measures=MEASURES)
        resolved_yaml(loaded)  # which may be too large, where the file is not
        scenario = loaded.scenario
        if why := too_large(scenario) or _too_many(scenario) or self._too_long(scenario):
            raise _refused(name, why)
        key = KEY + secrets.token_urlsafe(16)
        return Start(key, loaded, False, name, sha256(raw).hexdigest()[:8])

    def get(self, key: str) -> Start | None:
        """The scenario of this key; None if there is none, or none any more."""
        with self._guard:
            if key not in self._starts:
                return None
            self._starts.move_to_end(key)
            return self._starts[key][0]

    def _too_long(self, scenario: Scenario) -> str:
        """Why the scenario takes too long, or cannot be simulated; empty if it can.

        Each world is tried for a few days; all of them together may cost what one run may.
        """
        worlds = [(task, everybody(scenario, task)) for task in tasks_of(scenario, [0])]
        if why := too_long(scenario, (teams for _, teams in worlds)):
            return why
        short, spent = _for_days(scenario, min(TRIAL_DAYS, scenario.study.horizon_days)), 0
        for task, teams in worlds:
            try:
                run = self._simulate(short, teams, 0)
                measured(short, task, run.tally)
            except TooMuchWork:
                return said()
            except Exception as error:  # whatever it is, the others go on
                return f"it cannot be simulated: {described(error)}"
            spent += run.steps or 0
            if spent > BUDGETS["compiled"].steps:
                return said()
        return ""


def told(errors: ScenarioErrors) -> list[dict[str, str | int | None]]:
    """What is wrong with a file, as JSON; at most ``MOST_PROBLEMS``."""
    found: list[dict[str, str | int | None]] = [
        {
            "path": one.key[:200],
            "text": shortened(f"{one.message}; {one.hint}" if one.hint else one.message),
            "line": one.line,
            "excerpt": one.excerpt,
        }
        for one in errors.problems[:MOST_PROBLEMS]
    ]
    if (more := len(errors.problems) - MOST_PROBLEMS) > 0:
        found.append({"path": "", "text": f"and {more} more", "line": None, "excerpt": ""})
    return found


def _for_days(scenario: Scenario, days: int) -> Scenario:
    """The scenario for a few days, without a warm-up."""
    study = scenario.study.model_copy(update={"horizon_days": days, "warm_up_days": 0})
    return scenario.model_copy(update={"study": study})


def clean_file_name(file: str) -> str:
    """The last part of a file's name, in harmless letters, with an ending."""
    last = re.split(r"[/\\]", file)[-1]
    stem = re.sub(r"\.ya?ml\Z", "", last, flags=re.IGNORECASE)
    plain = re.sub(r"[^A-Za-z0-9_-]+", "_", stem).strip("_-")[:60]
    return f"{plain or 'scenario'}.yaml"


def _too_many(scenario: Scenario) -> str:
    """Why the page cannot show the scenario; empty if it can."""
    strategies, occupations = len(scenario.strategies), len(scenario.world.segments)
    if strategies > MOST_STRATEGIES:
        return f"{strategies} strategies; a workshop takes at most {MOST_STRATEGIES}"
    if occupations > MOST_OCCUPATIONS:
        return f"{occupations} occupations; a workshop takes at most {MOST_OCCUPATIONS}"
    worlds = (everybody(scenario, task) for task in tasks_of(scenario, [0]))
    most = max(sum(scenario.strategies[name].recruiters for name in teams) for teams in worlds)
    if most > MOST_RECRUITERS:
        return f"{most} recruiters in one world; a workshop takes at most {MOST_RECRUITERS}"
    return ""


def _refused(file: str, why: str) -> ScenarioErrors:
    return ScenarioErrors([Problem(Place(file, None, ""), why)])
