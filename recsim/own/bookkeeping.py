"""Arithmetic on own numbers, before anything is simulated: do they contradict each other?

Every rule follows from what the numbers mean, and from nothing that is believed about recruiting: a
requisition is filled once, who is hired has answered or applied, a week has 168 hours. What is
possible and hard to believe is told apart from it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from recsim.own.numbers import WEEKS
from recsim.scenario.sentences import sentence
from recsim.scenario.study import DAYS_PER_YEAR
from recsim.telling.numbers import number as shown

SLACK = 1.1
"""How far rounding may take a sum of own numbers."""
APART = 1.5
"""How many times apart two ways to the same number may lie: they are of different years."""
HOURS_A_WEEK, MOST_HOURS_A_WEEK = 40.0, 60.0
OFTEN = 12.0
"""Messages a year to each person in reach, or applications of each, that are hard to believe."""
Values = Mapping[str, float]


@dataclass(frozen=True)
class Conflict:
    """Own numbers that do not go together.

    Attributes:
        numbers: their names.
        message: what they say together, in a sentence.
        possible: whether it is possible, and only hard to believe.
    """

    numbers: tuple[str, ...]
    message: str
    possible: bool = False

    def __str__(self) -> str:
        return sentence(self.message)


Rule = Callable[..., Iterator[Conflict]]
_RULES: list[tuple[tuple[str, ...], Rule]] = []


def conflicts(values: Values) -> list[Conflict]:
    """What does not go together; contradictions come before what is hard to believe.

    Args:
        values: own numbers by name, each in its unit, shares from 0 to 1; any of them may be
            missing.
    """
    found = [
        conflict
        for names, rule in _RULES
        if all(name in values for name in names)
        for conflict in rule(*(values[name] for name in names), values)
    ]
    return sorted(found, key=lambda one: one.possible)


def _rule(*names: str) -> Callable[[Rule], Rule]:
    """Mark a rule on these numbers, which are its first arguments; all others come last."""

    def marked(rule: Rule) -> Rule:
        _RULES.append((names, rule))
        return rule

    return marked


def _whole(value: float) -> str:
    return shown(round(value)) if value >= 10 else shown(value)


def _percent(share: float) -> str:
    return f"{shown(100 * share)}%"


@_rule("hires", "requisitions")
def _filled_once(hires: float, requisitions: float, all_: Values) -> Iterator[Conflict]:
    left = all_.get("open_requisitions", 0.0)
    if hires > SLACK * (requisitions + left):
        also = f" and {_whole(left)} that were open" if left else ""
        yield Conflict(
            ("hires", "requisitions"),
            f"{_whole(hires)} hires a year for {_whole(requisitions)} requisitions{also}; each is "
            "filled once",
        )


@_rule("messages_per_week", "hires_per_message")
def _by_messages(messages: float, per_message: float, all_: Values) -> Iterator[Conflict]:
    sent = messages * WEEKS
    hires = sent * per_message
    said = (
        f"{_whole(messages)} messages a week are {_whole(sent)} a year, and "
        f"{_percent(per_message)} of them would be {_whole(hires)} hires"
    )
    requisitions = all_.get("requisitions")
    if requisitions is not None and hires > SLACK * requisitions:
        most = _percent(requisitions / sent)
        yield Conflict(
            ("messages_per_week", "hires_per_message", "requisitions"),
            f"{said} for {_whole(requisitions)} requisitions; at most {most} of them can end in a "
            "hire",
        )
    known = all_.get("hires")
    if known is None:
        return
    from_adverts = all_.get("applicants_per_advert", 1.0) > 0
    if hires > APART * known or (not from_adverts and known > APART * hires):
        yield Conflict(("messages_per_week", "hires_per_message", "hires"),
                       f"{said}, not {_whole(known)}")  # fmt: skip


@_rule("messages_per_week", "reply_rate")
def _answers_to_nothing(messages: float, rate: float, all_: Values) -> Iterator[Conflict]:
    if rate > 0 and messages == 0:
        yield Conflict(
            ("messages_per_week", "reply_rate"),
            f"{_percent(rate)} of those written to answer, and nobody is written to",
        )


@_rule("hires", "messages_per_week", "reply_rate")
def _who_answered(hires: float, messages: float, rate: float, all_: Values) -> Iterator[Conflict]:
    """Who is hired has applied, or has answered; each message is to another person at most."""
    per_advert, requisitions = all_.get("applicants_per_advert"), all_.get("requisitions")
    if per_advert is None or (per_advert > 0 and requisitions is None):
        return
    interested = all_.get("interested_share", 1.0)
    answers = messages * WEEKS * rate * interested
    applied = per_advert * (requisitions or 0.0)
    if hires > SLACK * (answers + applied):
        yield Conflict(
            ("hires", "messages_per_week", "reply_rate", "applicants_per_advert"),
            f"{_whole(hires)} hires a year, but at most {_whole(answers)} people who answer"
            f"{' with interest' if interested < 1 else ''} and {_whole(applied)} who apply",
        )


@_rule("interviews_per_hire")
def _interviewed(interviews: float, all_: Values) -> Iterator[Conflict]:
    accepted = all_.get("offers_accepted", 1.0)
    least = 1 / accepted if accepted > 0 else float("inf")
    if interviews * SLACK < least:
        names = ("interviews_per_hire", "offers_accepted")[: 1 + ("offers_accepted" in all_)]
        offers = f", and {shown(least)} offers for each" if len(names) > 1 else ""
        yield Conflict(names, f"{shown(interviews)} interviews for each hire{offers}; whoever is "
                       "made an offer has been interviewed")  # fmt: skip


@_rule("hires", "days_to_fill", "open_requisitions")
def _littles_law(hires: float, days: float, left: float, all_: Values) -> Iterator[Conflict]:
    """As many are open as are opened in the time that they stay open (Little's law)."""
    least = hires * days / DAYS_PER_YEAR
    if left * APART < least:
        yield Conflict(
            ("hires", "days_to_fill", "open_requisitions"),
            f"{_whole(hires)} requisitions a year that are open for {_whole(days)} days each are "
            f"{shown(least)} open at a time, and those that are never filled come on top; not "
            f"{shown(left)}",
        )


@_rule("complaints", "messages_per_week")
def _each_complains_once(
    complaints: float, messages: float, all_: Values
) -> Iterator[Conflict]:  # fmt: skip
    sent = messages * WEEKS
    if complaints > sent:
        yield Conflict(
            ("complaints", "messages_per_week"),
            f"{_whole(complaints)} complaints about {_whole(sent)} messages a year",
        )
    elif complaints > 0.05 * sent:
        yield Conflict(
            ("complaints", "messages_per_week"),
            f"one message in {_whole(sent / complaints)} would bring a complaint",
            possible=True,
        )


@_rule("messages_per_week", "recruiters")
def _hours(messages: float, recruiters: float, all_: Values) -> Iterator[Conflict]:
    minutes = all_.get("minutes_per_message")
    if minutes is None:
        return
    who = all_.get("callers") or recruiters
    first = messages / (1 + all_.get("follow_ups", 2.0))  # as many as can be if all are silent
    hours = first * minutes / 60 / who
    names = ("messages_per_week", "minutes_per_message", "callers" if all_.get("callers") else
             "recruiters")  # fmt: skip
    said = (
        f"{_whole(messages)} messages a week, {_whole(first)} of them first ones at least, at "
        f"{shown(minutes)} minutes each take {_whole(hours)} hours of each of {_whole(who)} people"
    )
    if hours > MOST_HOURS_A_WEEK:
        yield Conflict(names, said)
    elif hours > HOURS_A_WEEK / 2:
        yield Conflict(names, f"{said}, without anything else", possible=True)


@_rule("callers", "recruiters")
def _callers(callers: float, recruiters: float, all_: Values) -> Iterator[Conflict]:
    if callers > recruiters:
        yield Conflict(("callers", "recruiters"), f"{_whole(callers)} of {_whole(recruiters)}")
    if callers > 0 and all_.get("messages_per_week") == 0:
        yield Conflict(("callers", "messages_per_week"), "they contact people and send nothing")


@_rule("messages_per_week", "people_reachable")
def _reach(messages: float, people: float, all_: Values) -> Iterator[Conflict]:
    each = messages * WEEKS / people
    if each > OFTEN:
        yield Conflict(("messages_per_week", "people_reachable"),
                       f"each of the {_whole(people)} people would be contacted {_whole(each)} "
                       "times a year", possible=True)  # fmt: skip


@_rule("applicants_per_advert", "requisitions", "people_reachable")
def _applicants(
    applicants: float, requisitions: float, people: float, all_: Values
) -> Iterator[Conflict]:
    each = applicants * requisitions / people
    if each > OFTEN:
        yield Conflict(
            ("applicants_per_advert", "requisitions", "people_reachable"),
            f"each of the {_whole(people)} people would apply {_whole(each)} times a year",
            possible=True,
        )
    if applicants > people:
        yield Conflict(
            ("applicants_per_advert", "people_reachable"),
            f"an advert draws {_whole(applicants)} of {_whole(people)} people",
        )
