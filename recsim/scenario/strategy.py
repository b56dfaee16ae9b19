"""``strategies``: what a team chooses. How it looks for people and how it treats them."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from math import inf
from typing import TYPE_CHECKING, Any, Literal, get_type_hints

from pydantic import create_model, model_validator

from recsim.scenario.fields import (
    LONGEST_LINE,
    MOST_DAYS,
    TRILLION,
    Block,
    NonNegative,
    Probability,
    setting,
)

CHANNELS = ("network_message", "personal_email", "personal_phone", "work_email", "work_phone")


class ChannelMix(Block):
    """Share of contacts that go through each channel; the shares add up to 1."""

    network_message: Probability = setting(
        0.0,
        "Message on a professional network.",
        unit="share",
        label="Contacts by message on a network",
    )
    personal_email: Probability = setting(
        0.0, "E-mail to a private address.", unit="share", label="Contacts by private e-mail"
    )
    personal_phone: Probability = setting(
        0.0, "Call to a private phone.", unit="share", label="Contacts by call to a private phone"
    )
    work_email: Probability = setting(
        0.0, "E-mail to the address at work.", unit="share", label="Contacts by e-mail at work"
    )
    work_phone: Probability = setting(
        0.0, "Call to the phone at work.", unit="share", label="Contacts by call at work"
    )

    @model_validator(mode="after")
    def _adds_up(self) -> ChannelMix:
        total = sum(getattr(self, channel) for channel in CHANNELS)
        if abs(total - 1) > 1e-6:
            raise ValueError(f"channels: the shares add up to {total:.6g}, expected 1")
        return self


class Automation(Block):
    """Outreach and screening by software: cheap volume with capped care."""

    contacts_per_day: NonNegative = setting(
        0.0,
        "First contacts a day that software sends for each recruiter. 0: none.",
        unit="per day and recruiter",
        plausible=(0.0, 150.0),
        le=1000,
        label="First contacts by software",
    )
    care_cap: Probability = setting(
        0.3,
        "Most care that software can show.",
        unit="0 to 1",
        plausible=(0.0, 0.6),
        label="Most care that software can show",
    )
    screening_share: Probability = setting(
        0.0,
        "Share of applications that software screens, in no recruiter time.",
        unit="share",
        plausible=(0.0, 1.0),
        label="Applications read by software",
    )
    screening_noise: NonNegative = setting(
        1.4,
        "Error of software in judging fit from a CV; world.hiring.profile_noise is that of people.",
        unit="standard deviations",
        plausible=(0.5, 2.0),
        le=100,
        label="Error of software in reading a CV",
    )


class Conduct(Block):
    """What a team is, and how it works at one time."""

    label: str = setting(
        "",
        "Name on charts and tables; the key is used when it is empty.",
        max_length=LONGEST_LINE,
    )
    style: Literal["passive", "active", "blend", "split"] = setting(
        ...,
        "passive: waits for applicants; active: contacts people; blend: everybody does both, by "
        "active_share; split: some wait and some call, on the same requisitions, by callers.",
        label="Way of recruiting",
    )
    active_share: Probability | None = setting(
        None,
        "For a blend: share of the time between inbox and outreach that goes to outreach.",
        unit="share of time",
        plausible=(0.0, 1.0),
        label="Time for outreach",
    )
    kind: Literal["agency", "corporate"] = setting(
        "agency",
        "Whether the recruiters work for an agency or for the employer itself.",
        label="Who employs the recruiters",
    )
    recruiters: int = setting(
        2,
        "Number of recruiters.",
        unit="recruiters",
        ge=0,
        le=100_000,
        plausible=(1, 60),
        label="Recruiters",
    )
    callers: int | None = setting(
        None,
        "For a split team: how many of the recruiters only call; the others only wait.",
        unit="recruiters",
        ge=1,
        le=100_000,
        label="Recruiters who only call",
    )
    care: Probability = setting(
        0.7,
        "Care and respect in a contact: 0 is bulk mail, 1 is a contact that was studied and "
        "written for this one person. Costs time, raises answers, lowers complaints.",
        unit="0 to 1",
        plausible=(0.0, 1.0),
        label="Care",
    )
    follow_ups: int = setting(
        2,
        "Most follow-ups to a person who does not answer.",
        unit="follow-ups",
        ge=0,
        le=10,
        plausible=(0, 4),
        label="Most follow-ups",
    )
    follow_up_wait_days: float = setting(
        5.0,
        "Time without an answer before a follow-up.",
        unit="days",
        plausible=(2.0, 14.0),
        gt=0,
        le=36_500,
        label="Wait before a follow-up",
    )
    channels: ChannelMix = setting(
        ChannelMix(network_message=0.55, personal_email=0.30, personal_phone=0.15),
        "Share of contacts by channel.",
    )
    targeting: Literal["random", "best_fit", "most_open"] = setting(
        "best_fit",
        "Whom a search picks: anybody, those who seem to fit best, or those who seem most likely "
        "to be open.",
        label="Whom to contact",
    )
    outreach_first: Literal["fewest_in_process", "fewest_approached"] = setting(
        "fewest_in_process",
        "Which opening a recruiter contacts people for first: one with the fewest people in "
        "process, so that people are sought where adverts bring nobody (then fewest approached, "
        "then the oldest); or one that the fewest people were approached for, easy or hard.",
        label="Which opening people are sought for first",
    )
    cooldown_days: NonNegative = setting(
        90.0,
        "Time after a contact in which the team leaves a person alone.",
        unit="days",
        plausible=(0.0, 365.0),
        le=TRILLION,
        label="Rest after a contact",
    )
    contacts_per_week: NonNegative = setting(
        inf,
        "Most messages and calls of one recruiter in a week; a seat on a network allows about 35. "
        ".inf: as many as there is time for.",
        unit="per week and recruiter",
        plausible=(5.0, 200.0),
        label="Most contacts in a week",
    )
    off_limits_days: NonNegative = setting(
        365.0,
        "Time after placing somebody in which the team does not contact that person about another "
        "job; they may apply themselves. 0: nobody is off limits.",
        unit="days",
        evidence="P39",
        plausible=(0.0, 730.0),
        le=TRILLION,
        label="Rest after a placement",
    )
    profiles_per_search: int = setting(
        20,
        "Profiles that one search reads; people who may not be contacted are passed over unread.",
        unit="profiles",
        ge=1,
        le=1000,
        plausible=(10, 100),
        label="Profiles read in a search",
    )
    targets_per_search: int = setting(
        5,
        "People that one search picks to be contacted.",
        unit="people",
        ge=1,
        le=1000,
        plausible=(1, 20),
        label="People picked in a search",
    )
    target_bar: float = setting(
        0.8,
        "Seeming fit that a profile needs to become a target, under targeting best_fit.",
        unit="standard deviations",
        plausible=(-1.0, 2.5),
        ge=-50,
        le=50,
        label="Fit to be contacted",
    )
    buffet_size: int = setting(
        8,
        "Openings that a seeker is shown at a visit.",
        unit="openings",
        ge=1,
        le=200,
        plausible=(1, 30),
        label="Openings shown to a seeker",
    )
    inbox_capacity: int = setting(
        150,
        "Applications that wait in a recruiter's inbox; what comes on top is never answered.",
        unit="applications",
        ge=0,
        le=1_000_000,
        plausible=(20, 1000),
        label="Most applications in an inbox",
    )
    inbox: Literal["own", "team"] = setting(
        "own",
        "Whether each recruiter has an inbox or the team works off one together.",
        label="Inbox",
    )
    answers_applicants: Probability = setting(
        0.5,
        "Share of the applicants turned down who are told so. 0: the black hole.",
        unit="share",
        plausible=(0.0, 1.0),
        label="Rejected applicants told so",
    )
    screening_bar: float = setting(
        1.75,
        "Seeming fit that an application needs to be shortlisted.",
        unit="standard deviations",
        plausible=(0.0, 3.0),
        ge=-50,
        le=50,
        label="Fit to be shortlisted",
    )
    talk_bar: float = setting(
        0.65,
        "Seeming fit that a person needs in the screening talk.",
        unit="standard deviations",
        plausible=(-1.0, 2.0),
        ge=-50,
        le=50,
        label="Fit to pass the first talk",
    )
    most_in_process: int = setting(
        6,
        "People in process for one requisition at which the team shortlists and starts to contact "
        "nobody else; approaches that are under way already may lead to more.",
        unit="people",
        ge=1,
        le=1000,
        plausible=(2, 20),
        label="Most people in process at once",
    )
    passes_on: bool = setting(
        True,
        "Whether the team thinks of another of its openings for somebody who convinced it in a "
        "talk, and whose opening was filled or lost first.",
        label="Passes good candidates on to another opening",
    )
    reengages: bool = setting(
        True,
        "Whether people who declined politely may be contacted again after the cooldown.",
        label="Contacts people again after a polite no",
    )
    rivals: tuple[str, ...] = setting(
        (),
        "Strategies of this file whose teams share this one's world, in a separate market; the "
        "same name may stand several times. Only this team is measured.",
    )
    outreach_by: Literal["people", "software", "both"] = setting(
        "both",
        "Who contacts people: recruiters, software (automation.contacts_per_day), or both. With "
        "software alone recruiters only talk with those who want to hear more.",
        label="Who contacts people",
    )
    automation: Automation = setting(Automation(), "What software does for the team.")

    @model_validator(mode="after")
    def _style_fits(self) -> Conduct:
        if self.style == "blend" and self.active_share is None:
            raise ValueError("active_share: a blend needs it (0 = only inbox, 1 = only outreach)")
        if self.style != "blend" and self.active_share is not None:
            raise ValueError(
                f"active_share: belongs to style blend; this strategy's style is {self.style}"
            )
        if self.style == "split" and self.callers is None:
            raise ValueError("callers: a split team needs it (how many of the recruiters call)")
        if self.style != "split" and self.callers is not None:
            raise ValueError(
                f"callers: belongs to style split; this strategy's style is {self.style}"
            )
        if self.callers is not None and self.callers >= self.recruiters:
            raise ValueError(
                f"callers: {self.callers} of {self.recruiters} recruiters call, and nobody waits; "
                "a team that only calls is of style active"
            )
        return self

    @property
    def outreach_share(self) -> float:
        """Share of time for outreach: 0 for the passive way, 1 for the active way."""
        if self.active_share is not None:
            return self.active_share
        if self.callers is not None:
            return self.callers / self.recruiters
        return 1.0 if self.style == "active" else 0.0

    @property
    def calls(self) -> bool:
        """Whether the team contacts people who did not apply."""
        return self.outreach_share > 0 or self.automation.contacts_per_day > 0

    @property
    def waits(self) -> bool:
        """Whether the team takes applications."""
        return self.outreach_share < 1


FIXED = ("label", "style", "kind", "recruiters", "callers", "inbox", "rivals")
"""What a team is, and stays."""


class _FromDay(Block):
    """From a day on a team works otherwise; what is left out stays as it was."""

    day: int = setting(
        ...,
        "Day on which it begins; 0 is the first day that is measured.",
        unit="days",
        ge=0,
        le=MOST_DAYS,
    )

    @property
    def settings(self) -> dict[str, Any]:
        """What changes, and to what."""
        return {name: value for name, value in self if name != "day" and value is not None}


def _later(name: str) -> tuple[Any, Any]:
    """A setting of ``Conduct`` in a change of it: left out, it stays as it was."""
    field = copy(Conduct.model_fields[name])
    field.default, field.default_factory = None, None
    return get_type_hints(Conduct, include_extras=True)[name] | None, field


if TYPE_CHECKING:
    Change = _FromDay
else:
    Change = create_model(
        "Change",
        __base__=_FromDay,
        __doc__=_FromDay.__doc__,
        __module__=__name__,
        **{name: _later(name) for name in Conduct.model_fields if name not in FIXED},
    )
"""A change has every setting of ``Conduct`` that is not fixed, with the same limits."""


class Strategy(Conduct):
    """One team and how it recruits."""

    changes: tuple[Change, ...] = setting(
        (),
        "What the team does otherwise from given days on: a list of days and settings. The kind of "
        "team (its style, its recruiters) stays.",
    )

    @model_validator(mode="after")
    def _changes_fit(self) -> Strategy:
        days = [change.day for change in self.changes]
        if sorted(set(days)) != days:
            raise ValueError("changes: the days must be in order, each of them once")
        for change in self.changes:
            if not change.settings:
                raise ValueError(f"changes: nothing changes on day {change.day}")
            share, before = change.settings.get("active_share"), self.active_share
            if share is not None and (before is None or (share < 1.0) != (before < 1.0)):
                raise ValueError(
                    "changes: active_share may change in a blend only, and never to 1 or from 1, "
                    "which is a team without adverts"
                )
        return self

    def phases(self) -> Iterator[tuple[float, Conduct]]:
        """How the team works from which day on; the first one is there from the start."""
        # without ``changes``, which every copy would hold against their rules once more
        now = Conduct.model_validate({name: getattr(self, name) for name in Conduct.model_fields})
        yield -inf, now
        for change in self.changes:
            now = now.model_copy(update=change.settings)
            yield float(change.day), now
