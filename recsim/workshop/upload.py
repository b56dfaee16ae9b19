"""Scenario files that people bring along: read with suspicion, kept in memory for their browser."""

from __future__ import annotations

import re
import secrets
import threading
import time
from collections import OrderedDict
from hashlib import sha256

from recsim.analysis.measures import MEASURES
from recsim.experiments.runner import tasks_of
from recsim.experiments.work import Task, everybody, perform
from recsim.model.engines import Simulate
from recsim.page.start import Start, too_large
from recsim.scenario.errors import Place, Problem, ScenarioErrors
from recsim.scenario.load import load_text
from recsim.scenario.scenario import Scenario
from recsim.workshop.answers import Busy

MOST_BYTES = 64 * 1024
MOST_UPLOADS = 50
"""Files in memory; who has not been asked for the longest is forgotten first."""
MOST_STRATEGIES = 12
MOST_OCCUPATIONS = 20
MOST_RECRUITERS = 300
"""Recruiters in one world, rivals included."""
MOST_OF_AN_UPLOAD = 3 * MOST_BYTES
"""A file as JSON: some letters take up to six."""
MOST_PROBLEMS = 20
MOST_WAITING = 8
TRIAL_DAYS = 7
MOST_SECONDS = 20.0
"""Processor time that one replication of all strategies may take, by a trial of a few days."""
KEY = "upload-"


class Uploads:
    """Uploaded scenarios by key. A key cannot be guessed: who does not have it has no access."""

    def __init__(self, simulate: Simulate) -> None:
        self._simulate = simulate
        self._starts: OrderedDict[str, Start] = OrderedDict()
        self._guard = threading.Lock()
        self._reading = threading.Lock()
        self._waiting = threading.BoundedSemaphore(MOST_WAITING)

    def take(self, file: str, text: str) -> Start:
        """Take a scenario file.

        Args:
            file: its name; only letters, digits and ``_.-`` of it are kept.
            text: what it says. It may extend shipped scenarios, and nothing else.

        Raises:
            ScenarioErrors: it is no scenario, or too large for a workshop.
            Busy: too many wait for their file.
        """
        if not self._waiting.acquire(blocking=False):
            raise Busy
        try:
            with self._reading:  # one at a time: others need the processor as well
                start = self._read(clean_file_name(file), text)
        finally:
            self._waiting.release()
        with self._guard:
            self._starts[start.name] = start
            while len(self._starts) > MOST_UPLOADS:
                self._starts.popitem(last=False)
        return start

    def _read(self, name: str, text: str) -> Start:
        """The scenario in a file, under a new key."""
        text = text.removeprefix("\ufeff").replace("\r\n", "\n")
        raw = text.encode("utf-8", "replace")
        if len(raw) > MOST_BYTES:
            raise _refused(name, f"the file is larger than {MOST_BYTES // 1024} kB")
        loaded = load_text(text, name, measures=MEASURES)
        scenario = loaded.scenario
        if why := too_large(scenario) or _too_many(scenario) or self._too_slow(scenario):
            raise _refused(name, why)
        key = KEY + secrets.token_urlsafe(16)
        return Start(key, loaded, False, name, sha256(raw).hexdigest()[:8])

    def get(self, key: str) -> Start | None:
        """The scenario of this key; None if there is none, or none any more."""
        with self._guard:
            if key in self._starts:
                self._starts.move_to_end(key)
            return self._starts.get(key)

    def _too_slow(self, scenario: Scenario) -> str:
        """Why the scenario takes too long, or cannot be simulated; empty if it can.

        Each world is tried for a few days, so that no file can keep the simulator for hours.
        """
        study = scenario.study
        days = study.warm_up_days + study.horizon_days
        short = _for_days(scenario, min(TRIAL_DAYS, study.horizon_days))
        seconds = 0.0
        for task in tasks_of(short, [0]):
            begin = time.thread_time()
            outcome = perform(self._simulate, short, task)
            seconds += time.thread_time() - begin
            if outcome.error:
                return f"it cannot be simulated: {outcome.error}"
            about = seconds * days / short.study.horizon_days
            if about > MOST_SECONDS:
                return (
                    f"one run of it takes about {about:.0f} seconds; a workshop takes at most "
                    f"{MOST_SECONDS:.0f}: fewer people, days, recruiters or contacts"
                )
        return ""


def told(errors: ScenarioErrors) -> list[dict[str, str | int | None]]:
    """What is wrong with a file, as JSON; at most ``MOST_PROBLEMS``."""
    found: list[dict[str, str | int | None]] = [
        {
            "path": one.key[:200],
            "text": f"{one.message}; {one.hint}" if one.hint else one.message,
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
    most = max(_recruiters(scenario, task) for task in tasks_of(scenario, [0]))
    if most > MOST_RECRUITERS:
        return f"{most} recruiters in one world; a workshop takes at most {MOST_RECRUITERS}"
    return ""


def _recruiters(scenario: Scenario, task: Task) -> int:
    return sum(scenario.strategies[name].recruiters for name in everybody(scenario, task))


def _refused(file: str, why: str) -> ScenarioErrors:
    return ScenarioErrors([Problem(Place(file, None, ""), why)])
