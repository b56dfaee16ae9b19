"""``strategies``: what a team chooses. How it looks for people and how it treats them."""

from __future__ import annotations

from typing import Literal

from pydantic import model_validator

from recsim.scenario.fields import TRILLION, Block, NonNegative, Probability, setting

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
        1.2,
        "Error of software in judging fit from a CV.",
        unit="standard deviations",
        plausible=(0.5, 2.0),
        le=100,
        label="Error of software in reading a CV",
    )


class Strategy(Block):
    """One team and how it recruits."""

    label: str = setting("", "Name on charts and tables; the key is used when it is empty.")
    style: Literal["passive", "active", "blend"] = setting(
        ...,
        "passive: waits for applicants; active: contacts people; blend: both, by active_share.",
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
        6,
        "Number of recruiters.",
        unit="recruiters",
        ge=0,
        le=100_000,
        plausible=(1, 60),
        label="Recruiters",
    )
    care: Probability = setting(
        0.7,
        "Care and respect in a contact: 0 is bulk mail, 1 is a contact that was studied and "
        "written for this one person. Costs time, raises answers, lowers offence.",
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
        ChannelMix(network_message=0.55, personal_email=0.30, work_phone=0.15),
        "Share of contacts by channel.",
    )
    targeting: Literal["random", "best_fit", "most_open"] = setting(
        "best_fit",
        "Whom a search picks: anybody, those who seem to fit best, or those who seem most likely "
        "to be open.",
        label="Whom to contact",
    )
    cooldown_days: NonNegative = setting(
        90.0,
        "Time after a contact in which the team leaves a person alone.",
        unit="days",
        plausible=(0.0, 365.0),
        le=TRILLION,
        label="Rest after a contact",
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
        1.5,
        "Seeming fit that an application needs to be shortlisted.",
        unit="standard deviations",
        plausible=(0.0, 3.0),
        ge=-50,
        le=50,
        label="Fit to be shortlisted",
    )
    talk_bar: float = setting(
        0.6,
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
    automation: Automation = setting(Automation(), "What software does for the team.")

    @model_validator(mode="after")
    def _style_and_share_agree(self) -> Strategy:
        if self.style == "blend" and self.active_share is None:
            raise ValueError("active_share: a blend needs it (0 = only inbox, 1 = only outreach)")
        if self.style != "blend" and self.active_share is not None:
            raise ValueError(
                f"active_share: belongs to style blend; this strategy's style is {self.style}"
            )
        return self

    @property
    def outreach_share(self) -> float:
        """Share of time for outreach: 0 for the passive way, 1 for the active way."""
        if self.active_share is not None:
            return self.active_share
        return 1.0 if self.style == "active" else 0.0
