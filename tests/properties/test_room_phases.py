"""Whatever happens in a room, in whatever order: nothing sealed is told, nothing handed in is lost.

The simulator is a fake whose sealed results and answers bear a mark, so that a leak is a text that
can be found in what somebody is sent. Servers are killed and started again in between.
"""

from __future__ import annotations

import io
import json
import re
import tempfile
import zipfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from patience import until

from recsim.analysis.measures import MEASURES
from recsim.analysis.measures.series import SERIES
from recsim.experiments.work import Outcome, Task
from recsim.model.engines import engine
from recsim.page.start import Start
from recsim.scenario.load import load_text
from recsim.scenario.scenario import Scenario
from recsim.workshop.room.bench import Bench
from recsim.workshop.room.bodies import Command, Join, Offer, Predict, Submit
from recsim.workshop.room.database import Database
from recsim.workshop.room.export import export
from recsim.workshop.room.phases import NotNow
from recsim.workshop.room.records import UnknownRoom
from recsim.workshop.room.rooms import Rooms
from recsim.workshop.room.seats import HAND_INS, NoSeat, Seats, TooMany
from recsim.workshop.room.store import Store
from recsim.workshop.room.trainer import Trainer
from recsim.workshop.room.views import Views

PRACTICE_SEED = 7
SEALED_MARK, TRUTH_MARK = 7_771_000, 5_553_000
SEALED, TRUTH = re.compile(r"\b777[01]\d{3}\b"), re.compile(r"\b555[23]\d{3}\b")
CARE = "strategies.calling.care"
START = Start(
    "small",
    load_text(
        "recsim: 1\nworld: {people: 200}\n"
        "strategies: {calling: {style: active, recruiters: 1, care: 0.5}}\n"
        f"study: {{horizon_days: 28, replications: 3, seed: {PRACTICE_SEED}}}\n",
        "small.yaml",
    ),
    False,
)
MINUTES = st.one_of(st.none(), st.sampled_from([0.5, 5.0, 60.0]))
PERSON = st.integers(0, 2)


class Marked(Bench):
    """Answers at once: sealed placements and the number of contacts are marked."""

    def __init__(self) -> None:
        """Nothing is simulated; an engine is at hand for what might cost too much."""
        self.simulate = engine("compiled")

    def end(self) -> None:
        """Nobody waits."""

    def perform(self, scenario: Scenario, tasks: Sequence[Task]) -> list[Outcome]:
        sealed = scenario.study.seed != PRACTICE_SEED
        care = scenario.strategies["calling"].care
        return [self._outcome(task, care, sealed) for task in tasks]

    def _outcome(self, task: Task, care: float, sealed: bool) -> Outcome:
        values = {
            "placements": (SEALED_MARK if sealed else 40) + task.replication + round(10 * care),
            "contacts": TRUTH_MARK + task.replication,
            "offences": 9 - round(9 * care) + task.replication,
        }
        runs = {name: float(values.get(name, 1)) for name in MEASURES}
        weeks: dict[str, list[float | None]] = {"day": [], **{name: [] for name in SERIES}}
        return Outcome(task, runs={"calling": runs}, series={"calling": weeks})


def exported(rooms: Rooms, code: str) -> str:
    """The texts of all files of the export."""
    with zipfile.ZipFile(io.BytesIO(export(rooms, code))) as packed:
        return "\n".join(packed.read(name).decode() for name in packed.namelist())


class AnyRoom(RuleBasedStateMachine):
    """A trainer and three people who do anything at any time."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.time = 1_000_000.0
        self.tried: Counter[int] = Counter()
        self.handed_in: dict[tuple[int, int], list[float]] = {}
        self.removed: set[int] = set()
        self.room_was_closed = False
        self.start()

    def start(self) -> None:
        store = Store(Database(Path(self.folder.name) / "rooms.sqlite"))
        self.rooms = Rooms(
            store,
            Marked(),
            lambda _: START,
            lambda _: None,
            lambda: "http://room",
            lambda: self.time,
        )
        self.trainer, self.seats = Trainer(self.rooms), Seats(self.rooms)
        self.views = Views(self.rooms, self.trainer)

    def teardown(self) -> None:
        self.rooms.close()
        self.folder.cleanup()

    @initialize(names=st.sampled_from(["nobody", "pseudonyms", "nicknames"]))
    def open_the_room(self, names: Any) -> None:
        offer = Offer(scenario="small", strategy="calling", free=["care"], replications=3,
                      cap={"measure": "offences_per_1000_contacts", "at_most": 5.0},
                      names=names)  # fmt: skip
        self.code = self.rooms.create(offer)
        self.tokens = [
            self.seats.join(Join(code=self.code, nickname=name)).token
            for name in ("Ada", "Bo", "Cy")
        ]
        self.ids = [self.seats.seat(token).person.id for token in self.tokens]

    @property
    def room(self) -> Any:
        return self.rooms.room(self.code)

    def command(self, name: str, **rest: Any) -> bool:
        """Give a command; whether it was carried out."""
        self.wait()
        self.room_was_closed = self.room.stage.closed
        try:
            self.trainer.do(self.code, Command(command=name, **rest))  # type: ignore[arg-type]
        except (NotNow, UnknownRoom):
            return False
        return True

    def wait(self) -> None:
        """Until what could be told is known, so that chance in threads changes nothing."""
        room, scorer = self.room, self.rooms.scorer
        if room.stage.closed:
            return
        if room.stage.phase == "frozen":
            until(lambda: scorer.judged(room), every=0.002)
        for one in self.rooms.store.questions(self.code):
            if one.phase != "revealed":
                until(lambda one=one: scorer.truth(one), every=0.002)

    @rule(minutes=MINUTES)
    def goes_on(self, minutes: float | None) -> None:
        """The next step of a class that goes as planned."""
        name = {"ready": "open", "open": "freeze", "frozen": "reveal", "revealed": "next_round"}[
            self.room.stage.phase
        ]
        assert self.command(name, minutes=minutes) != self.room_was_closed

    @rule(
        name=st.sampled_from(
            ["open", "unfreeze", "freeze", "leave_out", "next_round", "reopen", "more_time"]
        ),
        minutes=st.sampled_from([0.5, 5.0]),
    )
    def something_else(self, name: str, minutes: float) -> None:
        self.command(name, minutes=minutes)

    @rule(for_long=st.sampled_from([False, False, True]))
    def closes(self, for_long: bool) -> None:
        self.command("close")
        if not for_long:
            self.command("reopen")

    @rule(minutes=MINUTES, person=PERSON, care=st.floats(0, 1))
    def gives_another_chance(self, minutes: float | None, person: int, care: float) -> None:
        self.command("open")
        self.hands_in(person, care)
        self.command("freeze")
        self.command("unfreeze", minutes=minutes)

    @precondition(lambda self: self.room.stage.phase in ("frozen", "revealed"))
    @rule()
    def resets(self) -> None:
        number = self.room.stage.round
        if self.command("reset"):
            for person in self.ids:
                self.handed_in.pop((person, number), None)

    @rule(
        name=st.sampled_from(["ask", "ask", "close_question", "drop_question", "reveal_question"]),
        measure=st.sampled_from(["contacts", "placements"]),
    )
    def asks(self, name: str, measure: str) -> None:
        questions = self.rooms.store.questions(self.code)
        if name == "ask":
            self.command(name, measure=measure)
        elif questions:
            self.command(name, question=questions[-1].id)

    @rule(what=st.sampled_from(["", "join", "ranks"]), show=st.booleans())
    def shows(self, what: str, show: bool) -> None:
        self.command("show", what=what)
        self.command("ranks", show=show)

    @rule(person=PERSON)
    def removes(self, person: int) -> None:
        if len(self.removed) < 1 and self.command("remove", person=self.ids[person]):
            self.removed.add(self.ids[person])

    @rule(
        entries=st.lists(st.tuples(PERSON, st.floats(0, 1)), min_size=1, max_size=4),
        open_first=st.booleans(),
    )
    def hand_in(self, entries: list[tuple[int, float]], open_first: bool) -> None:
        if open_first:
            self.command("open")
        for person, care in entries:
            self.hands_in(person, care)

    def hands_in(self, person: int, care: float) -> None:
        room = self.room
        self.tried[person] += 1
        try:
            seat = self.seats.seat(self.tokens[person])
            self.seats.submit(self.seats.hand_in(seat.person, Submit(changes={CARE: care})))
        except NoSeat:
            assert self.ids[person] in self.removed
        except NotNow:
            assert room.stage.phase != "open" or room.stage.closed
        except TooMany:
            assert self.tried[person] > HAND_INS[0]
        else:
            assert room.stage.phase == "open"
            assert not room.stage.closed
            key = self.ids[person], room.stage.round
            self.handed_in.setdefault(key, []).append(care)

    @rule(person=PERSON, low=st.integers(0, 50), width=st.integers(0, 50))
    def guesses(self, person: int, low: int, width: int) -> None:
        questions = self.rooms.store.questions(self.code)
        if not questions or self.ids[person] in self.removed:
            return
        asked = Predict(question=questions[-1].id, low=low, high=low + width)
        try:
            self.seats.predict(self.seats.seat(self.tokens[person]).person, asked)
        except NotNow:
            assert questions[-1].phase != "open" or self.room.stage.closed

    @rule(minutes=st.sampled_from([0.1, 1.0, 30.0]))
    def time_goes_by(self, minutes: float) -> None:
        self.time += 60 * minutes

    @rule()
    def the_server_starts_again(self) -> None:
        self.rooms.close()
        self.start()

    @precondition(lambda self: hasattr(self, "code"))
    @invariant()
    def nothing_sealed_is_told(self) -> None:
        self.wait()
        seen = [self.views.trainer(self.code, "")]
        for token, person in zip(self.tokens, self.ids, strict=True):
            if person not in self.removed:
                seen.append(self.views.seat(self.seats.seat(token).person, ""))
        room, store = self.room, self.rooms.store
        views, files = json.dumps(seen), exported(self.rooms, self.code)
        text = views + files
        rounds = store.rounds(self.code)
        for kept in rounds:
            if kept.scores is None:
                assert str(kept.sealed.seed) not in text
                assert kept.sealed.salt not in text
        if all(kept.scores is None for kept in rounds):
            assert not SEALED.search(files)
        if room.stage.phase != "revealed":
            assert not SEALED.search(views)
            assert all(view["opened"] is None for view in seen if view)
        else:
            assert seen[0] is not None
            assert seen[0]["scores"] is not None
        if all(one.truth is None for one in store.questions(self.code)):
            assert not TRUTH.search(text)

    @precondition(lambda self: hasattr(self, "code"))
    @invariant()
    def nothing_handed_in_is_lost(self) -> None:
        kept: dict[tuple[int, int], list[float]] = {}
        for one in self.rooms.store.submissions(self.code):
            kept.setdefault((one.person, one.round), []).append(one.changes[CARE])
        wanted = {
            key: values for key, values in self.handed_in.items() if key[0] not in self.removed
        }
        assert kept == wanted
        number = self.room.stage.round
        for token, person in zip(self.tokens, self.ids, strict=True):
            if person in self.removed:
                continue
            view = self.views.seat(self.seats.seat(token).person, "")
            assert view is not None
            mine = wanted.get((person, number))
            if mine is None:
                assert view["submission"] is None
            else:
                assert view["submission"]["changes"] == {CARE: mine[-1]}
                assert view["submission"]["count"] == len(mine)


TestAnyRoom = AnyRoom.TestCase
TestAnyRoom.settings = settings(
    max_examples=settings.default.max_examples // 3, stateful_step_count=25
)
