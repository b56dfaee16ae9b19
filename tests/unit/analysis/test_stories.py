"""Stories: from records made by hand to sentences, and what must hold in real runs."""

from __future__ import annotations

import re
from itertools import pairwise
from math import isclose
from typing import get_args

import pytest
from hand_made import scenario
from story_worlds import CASES, real, record, told, world

from recsim.analysis.stories import Chronicle, start, story
from recsim.analysis.stories.chapters import Sort, chapters
from recsim.analysis.stories.chronicle import events
from recsim.analysis.stories.document import lives
from recsim.analysis.stories.speech import ENGLISH, Names, clause
from recsim.analysis.stories.words import NOT_ABOUT_PEOPLE
from recsim.model import employment, rules
from recsim.model.distributions import normal
from recsim.model.events import CODES, STATUSES, Kind
from recsim.model.parameters import segment_parameters, world_parameters
from recsim.model.streams import Family, Purpose, draw, family_key, output

MOVERS = ("world.traits.mobility_log_sd=1.1", "world.satisfaction.match_share=0.4")


@pytest.fixture(params=CASES, ids=lambda case: case[0])
def worlds(request: pytest.FixtureRequest) -> tuple[Chronicle, ...]:
    return real(*request.param)


# --- words ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "detail"), CODES, ids=lambda part: getattr(part, "name", part))
def test_every_event_of_a_person_has_words(kind: Kind, detail: str) -> None:
    if kind in NOT_ABOUT_PEOPLE:
        assert kind not in ENGLISH.clauses
        return
    for names in (Names(), Names(("Calling", "Waiting"))):
        words = clause(kind, detail, 2.0, 1, names)
        assert re.fullmatch(r"[a-zW][^{}_.]+", words), words
        assert not re.search(r"seed|requisition|candidacy|approach\b|germinat|segment", words)


def test_no_words_for_what_does_not_exist() -> None:
    assert {(kind, detail) for kind, details in ENGLISH.clauses.items() for detail in details} == {
        (kind, detail) for kind, detail in CODES if kind not in NOT_ABOUT_PEOPLE
    }


@pytest.mark.parametrize("kind", ENGLISH.clauses, ids=lambda kind: kind.name)
def test_every_event_of_a_person_alone_is_about_something(kind: Kind) -> None:
    one = record(1.0, kind, next(iter(ENGLISH.clauses[kind])))
    [moment] = story(world(one), 3)
    assert moment.kind in get_args(Sort)


def test_words_are_for_those_events_that_name_a_person(worlds: tuple[Chronicle, ...]) -> None:
    for one in worlds:
        of_people = set(one.log["kind"][one.log["person"] >= 0].tolist())
        others = set(one.log["kind"][one.log["person"] < 0].tolist())
        assert of_people <= {int(kind) for kind in ENGLISH.clauses}
        assert others <= {int(kind) for kind in NOT_ABOUT_PEOPLE}


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0.0, "very dissatisfied"),
        (0.2, "dissatisfied"),
        (0.59, "neither satisfied nor dissatisfied"),
        (0.6, "satisfied"),
        (0.99, "very satisfied"),
        (1.0, "very satisfied"),
    ],
)
def test_satisfaction_in_words(value: float, words: str) -> None:
    assert ENGLISH.satisfied(value) == words


# --- one sentence for what belongs together -------------------------------------------------------


def test_a_contact_its_follow_ups_the_reaction_and_the_end_are_one_sentence() -> None:
    assert told(
        record(12.4, Kind.CONTACTED, "first_work_phone_happy"),
        record(17.5, Kind.CONTACTED, "follow_up_work_phone_happy", value=1),
        record(22.6, Kind.CONTACTED, "follow_up_personal_email_happy", value=2),
        record(22.6, Kind.SEED_PLANTED, "conversation", opening=-1, recruiter=-1),
        record(24.0, Kind.APPROACH_ENDED, "declined"),
    ) == [
        (
            "Day 12 to 24",
            "A recruiter rang at work; follow-ups came on day 17 and on day 22 by private e-mail; "
            "the exchange planted the idea of a new job; the person declined politely.",
        )
    ]


def test_offence_and_what_it_leads_to() -> None:
    assert told(
        record(-3.5, Kind.CONTACTED, "first_work_email_happy"),
        record(-3.5, Kind.APPROACH_ENDED, "offended"),
        record(-3.5, Kind.OFFENDED, "complaint_work_email_happy", value=1),
        record(-3.5, Kind.DO_NOT_CONTACT, "was_not_wary", opening=-1),
        record(-3.5, Kind.TOLD_OTHERS, opening=-1, value=2),
        record(30.0, Kind.DO_NOT_CONTACT_ENDED, opening=-1),
    ) == [
        (
            "Day -4",
            "A recruiter wrote to the e-mail address at work; the person complained about the "
            "e-mail at work; asked not to be contacted again; told 2 other people about it.",
        ),
        ("Day 30", "Would not mind any more if the team got in touch again."),
    ]


def test_teams_are_named_where_there_are_several() -> None:
    records = (
        record(1.0, Kind.CONTACTED, "first_network_message_happy", team=1),
        record(2.0, Kind.SEARCH_STARTED, "seed", team=1),
        record(3.0, Kind.APPLIED, team=0, opening=8),
    )
    both = {"teams": ("waiting", "calling"), "looked_at": 2}
    assert [text for _, text in told(*records, **both)] == [
        "A recruiter of Calling sent a message on a professional network; not settled yet at the "
        "end.",
        "Started to look for a job: the idea that a recruiter of Calling had planted.",
        "Applied for an opening of waiting; no answer yet at the end.",
    ]
    rivals = {"teams": ("waiting", "calling"), "looked_at": 1}
    assert "a recruiter of rival 1 (Calling)" in told(*records, **rivals)[1][1]


def test_applications_in_a_row_are_counted_and_those_that_hurt_stand_alone() -> None:
    records = []
    for day, end in enumerate(["turned_down", "never_answered", "never_answered", "shortlisted"]):
        records.append(record(day, Kind.APPLIED, opening=day))
        records.append(record(day + 10, Kind.APPLICATION_ENDED, end, opening=day))
    records += [
        record(5, Kind.APPLIED, opening=20),
        record(15, Kind.APPLICATION_ENDED, "inbox_full", opening=20),
        record(15, Kind.RESENTED, "never_answered", opening=20, value=1),
        record(15, Kind.BECAME_WARY, "resentful", opening=-1),
        record(16, Kind.APPLIED, opening=21),
        record(17, Kind.APPLIED, opening=22),
    ]
    assert told(*records) == [
        (
            "Day 0 to 13",
            "Applied for 4 openings: 2 turned down and never told, 1 turned down and told so and "
            "1 shortlisted.",
        ),
        (
            "Day 5 to 15",
            "Applied for an opening; was never read, since the inbox was full, and never "
            "answered; resented the silence; is wary of the team from now on.",
        ),
        ("Day 16 to 17", "Applied for 2 openings: all without an answer at the end."),
    ]


def test_talks_that_end_with_the_job_are_settled() -> None:
    moments = story(
        world(
            record(1.0, Kind.SEED_GERMINATED, "return", opening=-1),
            record(1.0, Kind.SEED_FORGOTTEN, "returned", opening=-1),
            record(1.0, Kind.CANDIDACY_STARTED, "returned"),
            record(2.0, Kind.TALKED, "convinced"),
            record(9.0, Kind.INTERVIEWED, "passed"),
            record(10.0, Kind.OFFERED),
            record(14.0, Kind.PLACED, "returned_content_content", value=1.0),
            record(14.0, Kind.CANDIDACY_ENDED, "placed"),
            record(14.0, Kind.SEED_HARVESTED, "planter", opening=-1),
            record(60.0, Kind.LEFT_EARLY, "in_guarantee_content", value=46.0),
        ),
        3,
    )
    assert [(moment.kind, moment.when, moment.text) for moment in moments] == [
        (
            "talks",
            "Day 1 to 10",
            "Came back to the team unasked: the idea of a new job that a recruiter had planted; "
            "was asked to talk about an opening that seemed to fit; convinced in the talk; did "
            "well in the interviews; was offered the job.",
        ),
        (
            "placed",
            "Day 14",
            "Took a new job through the team, after coming back unasked (before: employed and "
            "not looking for a job); it had begun with the idea that a recruiter planted.",
        ),
        (
            "job",
            "Day 60",
            "The new job was not what it seemed: out of it after 46 days, inside the guarantee.",
        ),
    ]
    assert {moment.team for moment in moments} == {"calling"}


def test_satisfaction_that_stays_in_its_band_is_called_still() -> None:
    def changed(*values: float) -> list[str]:
        records = [
            record(day, Kind.SATISFACTION_CHANGED, opening=-1, team=-1, value=value)
            for day, value in enumerate(values)
        ]
        return [re.findall(r"(now|still) ", text)[0] for _, text in told(*records)]

    first = start(scenario(), 0, 3).satisfaction
    far = 0.05 if first > 0.5 else 0.95
    assert changed(first, far, far, first) == ["still", "now", "still", "now"]


def test_there_is_no_such_person() -> None:
    with pytest.raises(IndexError, match="numbered from 0 to 9"):
        story(world(record(1.0, Kind.SEARCH_ENDED)), 10)


# --- real runs ------------------------------------------------------------------------------------


def test_no_event_is_lost_and_moments_are_in_order(worlds: tuple[Chronicle, ...]) -> None:
    for one in worlds:
        for person in range(0, one.people, 7):
            own = events(one.log[one.log["person"] == person])
            found = chapters(own)
            assert sum(len(chapter.events) for chapter in found) == len(own)
            moments = story(one, person)
            assert all(first.day <= then.day for first, then in pairwise(moments))
            assert all(moment.day <= moment.until for moment in moments)
            assert moments[0].kind == "start"
            assert all(re.fullmatch(r"[A-Z].*[^.]\.", moment.text) for moment in moments)


def test_what_is_still_open_at_the_end_is_what_has_no_end(worlds: tuple[Chronicle, ...]) -> None:
    ends = {
        "approach": (Kind.CONTACTED, Kind.APPROACH_ENDED),
        "application": (Kind.APPLIED, Kind.APPLICATION_ENDED),
        "talks": (Kind.CANDIDACY_STARTED, Kind.CANDIDACY_ENDED),
    }
    for one in worlds:
        own = events(one.log[one.log["person"] >= 0])
        pending = dict.fromkeys(ends, 0)
        for person in range(one.people):
            for chapter in chapters(event for event in own if event.person == person):
                if chapter.pending:
                    pending[chapter.thread] += 1
        begun = {
            thread: sum(e.kind is kinds[0] and "follow_up" not in e.detail for e in own)
            - sum(e.kind is kinds[1] for e in own)
            for thread, kinds in ends.items()
        }
        assert pending == begun


@pytest.mark.parametrize("case", [*CASES, ("two_ways", *MOVERS)])
def test_people_at_the_start_are_those_of_the_model(case: tuple[str, ...]) -> None:
    one = real(*case)[0]
    present = events(one.log[one.log["kind"] == Kind.PRESENT])
    segments = one.log["segment"][one.log["kind"] == Kind.PRESENT]
    names = list(one.scenario.world.segments)
    assert len(present) == one.people
    for event, segment in zip(present, segments, strict=True):
        found = start(one.scenario, one.replication, event.person)
        assert event.detail.startswith(found.status)
        assert found.occupation == names[segment]
        assert found.status in STATUSES
        assert 0 < found.satisfaction < 1


def test_satisfaction_at_the_start_is_where_the_first_change_comes_from() -> None:
    """Satisfaction moves by a known rule from the one at the start: mood by mood."""
    [one, _] = real("two_ways", *MOVERS)
    w, segments = world_parameters(one.scenario.world), segment_parameters(one.scenario.world)
    people = family_key(one.scenario.study.seed, one.replication, Family.PEOPLE)
    checked = 0
    for person in range(one.people):
        _present, *own = events(one.log[one.log["person"] == person])
        if not own or own[0].kind is not Kind.SATISFACTION_CHANGED:
            continue
        key = output(people, person)
        segment = segments[one.log["segment"][one.log["person"] == person][0]]
        moves = employment.mobility(w, normal(draw(key, Purpose.RESERVATION)))
        _, match, _ = employment.first_job(w, segment, moves, key)
        mood = rules.first_mood(w, match, draw(key, Purpose.SATISFACTION))
        assert isclose(rules.satisfaction(w, mood), start(one.scenario, 1, person).satisfaction)
        u = draw(key, Purpose.NEW_SATISFACTION, 0)
        assert isclose(own[0].value, rules.satisfaction(w, rules.moved_mood(w, mood, match, u)))
        checked += 1
    assert checked > 20


@pytest.mark.slow
def test_the_same_person_lives_twice() -> None:
    """Early changes at work are the same in both worlds, and stand beside each other."""
    waiting, calling = real(*CASES[0])
    together = 0
    for person in range(120):
        document = lives([waiting, calling], person)
        assert document["start"] == lives([calling], person)["start"]
        first, second = (
            [(m["day"], m["row"]) for m in life["moments"] if m["day"] < -20]
            for life in document["lives"]
        )
        same = {day for day, _ in first} & {day for day, _ in second}
        assert [one for one in first if one[0] in same] == [one for one in second if one[0] in same]
        assert document["rows"] == 1 + max(
            m["row"] for life in document["lives"] for m in life["moments"]
        )
        together += len(same) > 1  # more than the record of the start
    assert together > 5
