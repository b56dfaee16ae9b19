"""The numbers that people have of their own team: what each is, and what it becomes here."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

Kind = Literal["count", "share", "mean", "whole"]
WEEKS = 365 / 7  # of ``scenario.study``'s year, which would load pydantic for ``recsim --help``


@dataclass(frozen=True)
class Number:
    """A number that a team knows of itself.

    Attributes:
        name: in options, tables and messages: "messages_per_week".
        kind: count (of things in a year, or in the time that its unit says), share (0 to 1), mean
            (any other number above 0), or whole (a whole number that is no count over time).
        label: in a few words, with its unit.
        question: as it is asked.
        words: how funnels and reports call it, in small letters; the longest that fits counts.
        setting: the key of the setting that it becomes; empty if none.
        measure: the measure that it is an own number of; empty if none.
        in_a_year: how many of its units are one unit of the measure: 52 weeks, one year.
        time: the unit of time that it is a number of, "minute" or "day"; empty if it is none.
    """

    name: str
    kind: Kind
    label: str
    question: str
    words: tuple[str, ...]
    setting: str = ""
    measure: str = ""
    in_a_year: float = 1.0
    time: Literal["", "minute", "day"] = ""

    @property
    def option(self) -> str:
        """As an option of the command line."""
        return f"--{self.name.replace('_', '-')}"

    @property
    def counts(self) -> bool:
        """Whether it is counted over a time, and adds up over several."""
        return self.kind == "count"


_ALL = (
    Number(
        "recruiters", "whole", "recruiters", "How many recruiters are in the team?",
        ("recruiters", "team size", "recruiting team size", "consultants", "recruiter fte",
         "recruiting fte", "anzahl recruiter", "recruiter im team", "teamgr\u00f6\u00dfe",
         "personalberater"),
        setting="strategies.today.recruiters",
    ),
    Number(
        "callers", "whole", "recruiters who only contact people",
        "How many of them only contact people, and leave adverts to the others? (0: nobody)",
        ("callers", "sourcers", "researchers"),
        setting="strategies.today.callers",
    ),
    Number(
        "requisitions", "count", "requisitions a year",
        "How many requisitions is the team given in a year?",
        ("requisitions", "reqs", "vacancies", "openings", "jobs", "orders",
         "mandates", "roles", "new requisitions", "requisitions opened",
         "new jobs", "new vacancies", "new roles", "jobs opened",
         "stellen", "vakanzen", "auftr\u00e4ge", "mandate", "neue stellen", "neue vakanzen",
         "ausgeschriebene stellen"),
        setting="world.demand.requisitions_per_recruiter_year",
    ),
    Number(
        "people_reachable", "whole", "people whom the team could reach",
        "How many people are there in its market whom it could reach at all?",
        ("people reachable", "reachable", "market size", "talent pool", "pool", "addressable",
         "people in the market"),
        setting="world.people",
    ),
    Number(
        "applicants_per_advert", "mean", "applicants per advert",
        "How many applicants does an advert draw?",
        ("applicants per advert", "applications per advert", "applicants per ad",
         "applicants per job", "applications per job", "applicants per requisition",
         "applications per requisition", "applicants per vacancy", "applications per opening",
         "bewerbungen pro stelle", "bewerbungen je stelle", "bewerber pro stelle",
         "bewerbungen pro anzeige"),
        measure="applications_per_requisition",
    ),
    Number(
        "messages_per_week", "count", "messages and calls a week, of the whole team",
        "How many messages and calls does the whole team make in a week, follow-ups included?",
        ("messages", "inmails", "outreach", "contacts", "emails", "e mails", "calls",
         "messages sent", "linkedin messages", "inmails sent", "emails sent",
         "calls made", "approaches sent", "touches",
         "outreach messages", "outreach messages sent",
         "nachrichten", "gesendete nachrichten", "versendete nachrichten", "nachrichten gesendet",
         "gesendete inmails", "versendete inmails", "inmails gesendet"),
        measure="contacts", in_a_year=WEEKS,
    ),
    Number(
        "minutes_per_message", "mean", "minutes to write a first message",
        "How many minutes does a first message take, with reading up on the person?",
        ("minutes per message", "minutes a message", "time per message", "minuten pro nachricht",
         "zeit pro nachricht"),
        setting="strategies.today.care", time="minute",
    ),
    Number(
        "follow_ups", "whole", "most follow-ups to a person who does not answer",
        "How often does the team follow up with somebody who does not answer, at most?",
        ("follow ups per person", "follow ups per candidate", "follow ups at most",
         "most follow ups", "max follow ups", "reminders per person"),
        setting="strategies.today.follow_ups",
    ),
    Number(
        "reply_rate", "share", "people who answer, of those written to",
        "Of 100 people written to, how many answer at all (a no counts)? As a share: 12%",
        ("reply rate", "response rate", "replies rate", "answer rate", "share answered",
         "inmail response rate", "inmail reply rate", "antwortquote", "antwortrate",
         "r\u00fccklaufquote", "inmail antwortquote", "inmail antwortrate"),
        measure="response_rate",
    ),
    Number(
        "interested_share", "share", "people who want to hear more, of those who answer",
        "Of those who answer, which share wants to hear more?",
        ("interested share", "interest rate", "positive reply rate", "share interested",
         "interested rate"),
        measure="interest_rate",
    ),
    Number(
        "interviews_per_hire", "mean", "people interviewed by the client per hire",
        "How many people are interviewed by the hiring manager for each hire?",
        ("interviews per hire", "interviews per placement", "cv to interview to hire",
         "interviews pro einstellung"),
        measure="interviews_per_placement",
    ),
    Number(
        "offers_accepted", "share", "offers accepted",
        "Which share of offers is accepted?",
        ("offers accepted", "offer acceptance rate", "acceptance rate", "offer acceptance",
         "offer accept rate", "annahmequote", "angebotsannahmequote"),
        measure="offer_acceptance_rate",
    ),
    Number(
        "hires", "count", "hires a year",
        "How many people does the team place in a year?",
        ("hires", "placements", "hired", "joiners", "starts", "filled", "people hired",
         "people placed", "hires made", "new hires",
         "candidates hired", "jobs filled", "positions filled", "requisitions filled",
         "vacancies filled", "roles filled",
         "candidates placed", "placed", "starters", "new starters",
         "einstellungen", "eingestellt", "neueinstellungen", "eingestellte kandidaten",
         "besetzungen", "besetzte stellen", "vermittlungen"),
        measure="placements",
    ),
    Number(
        "hires_per_message", "share", "messages that end in a hire",
        "Which share of messages ends in a hire?",
        ("hires per message", "hire rate", "hire rate per message", "message to hire",
         "message to hire rate", "messages that end in a hire", "conversion rate", "conversion"),
    ),
    Number(
        "days_to_fill", "mean", "days to fill a requisition",
        "How many days does it take from opening a requisition to acceptance?",
        ("days to fill", "time to fill", "time to hire", "days to hire", "days open",
         "besetzungsdauer", "vakanzdauer", "dauer bis zur besetzung", "tage bis zur besetzung"),
        measure="time_to_fill_days", time="day",
    ),
    Number(
        "open_requisitions", "mean", "requisitions that are open at a time",
        "How many requisitions are open at a time?",
        ("open requisitions", "open reqs", "reqs open", "requisitions open", "open vacancies",
         "open positions", "open jobs", "open roles", "active requisitions",
         "active jobs", "live jobs", "live roles", "offene stellen", "offene vakanzen",
         "offene positionen"),
        measure="open_requisitions_per_recruiter",
    ),
    Number(
        "complaints", "count", "complaints a year",
        "How many people complain about being contacted, in a year?",
        ("complaints", "spam reports", "offences", "complained", "beschwerden"),
        measure="offences",
    ),
)  # fmt: skip

NUMBERS = {number.name: number for number in _ALL}
"""All by name, in the order in which they are asked."""

_PARTS: dict[str, tuple[str, ...]] = {
    "people_written_to": ("people written to", "people contacted", "candidates contacted",
                          "prospects", "people approached", "approaches", "contacted",
                          "candidates messaged", "people messaged", "candidates approached",
                          "ansprachen", "direktansprachen", "kontaktierte kandidaten",
                          "angeschriebene kandidaten", "angesprochene kandidaten"),
    "replies": ("replies", "responses", "answers", "answered", "replied", "replies received",
                "responses received", "responded", "candidates replied", "candidates responded",
                "antworten", "r\u00fcckmeldungen", "erhaltene antworten"),
    "interested": ("interested", "positive replies", "interested replies", "warm",
                   "interested candidates", "interessierte", "positive antworten"),
    "applications": ("applications", "applicants", "cvs", "resumes", "applications received",
                     "applied", "new applicants", "new applications",
                     "bewerbungen", "bewerbung", "bewerber", "eingegangene bewerbungen",
                     "bewerbungseingang"),
    "interviews": ("interviews", "interviewed", "client interviews", "people interviewed",
                   "candidates interviewed", "interviews conducted", "interviews held",
                   "interview", "hiring manager interviews", "vorstellungsgespr\u00e4che",
                   "vorstellungsgespr\u00e4ch", "bewerbungsgespr\u00e4che"),
    "offers": ("offers", "offers made", "offers extended", "offers sent", "offer", "offered",
               "offer extended", "offer made", "offer sent", "job offers", "angebote", "angebot",
               "vertragsangebote", "jobangebote"),
    "accepted_offers": ("accepted offers", "offer accepted", "offers accepted",
                        "angenommene angebote", "angebote angenommen"),
}  # fmt: skip
PARTS = {
    name: Number(name, "count", name.replace("_", " "), "", words) for name, words in _PARTS.items()
}
"""Steps of a funnel that are no own numbers themselves, but give some together."""


@dataclass(frozen=True)
class Given:
    """An own number as it was given.

    Attributes:
        number: which one.
        value: in its unit; a share from 0 to 1.
        source: where it comes from: "--hires 30", "funnel.csv, line 3".
    """

    number: Number
    value: float
    source: str


def care_of(minutes: float, message_hours: float, care_hours: float) -> float:
    """The care of a first message that takes so many minutes; 0 to 1.

    It takes ``message_hours + care_hours * care ** 2`` (``recsim explain work.care_hours``).
    """
    share = (minutes / 60 - message_hours) / care_hours if care_hours > 0 else 0.0
    return round(math.sqrt(min(max(share, 0.0), 1.0)), 2)
