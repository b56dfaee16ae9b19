"""Who is harmed by which contact: by channel, and by how happy people are at work."""

from __future__ import annotations

from collections.abc import Iterator

from recsim.analysis.measures.codes import details
from recsim.analysis.measures.measure import Measure, count, ratio
from recsim.analysis.measures.window import number_of
from recsim.model.events import WELL, Kind
from recsim.scenario.strategy import CHANNELS

BY_CHANNEL = {
    "network_message": "messages on a network",
    "personal_email": "private e-mails",
    "personal_phone": "calls to private phones",
    "work_email": "e-mails at work",
    "work_phone": "calls at work",
}
_OF = {"unhappy": "people unhappy at work", "happy": "people not unhappy at work"}
_HARM = {"offences": "complaints", "annoyances": "silent annoyances"}
_UNIT = {"offences": "complaints"}
_MEANING = "unhappy: satisfaction below 0.4; without a job, with the last one"


def _count(harm: str, kind: Kind, channel: str, well: str, which: str) -> Measure:
    label = which if kind is Kind.CONTACTED else f"{_HARM[harm]} about {which}"
    return count(
        _name(harm, channel, well), label,
        f"{label[0].upper()}{label[1:]} ({_MEANING}).",
        number_of(kind, *details(kind, end=f"{channel}_{well}")),
        unit=_UNIT.get(harm, harm), better=None if kind is Kind.CONTACTED else "fewer",
    )  # fmt: skip


def _rate(harm: str, channel: str, well: str, which: str) -> Measure:
    label = f"{_HARM[harm]} per 1,000 {which}"
    return ratio(
        _name(f"{harm}_per_1000_contacts", channel, well), label, "per 1,000 contacts",
        f"{label[0].upper()}{label[1:]} ({_MEANING}).",
        _name(harm, channel, well), _name("contacts", channel, well),
        factor=1000, better="fewer", exposure=True,
    )  # fmt: skip


def _name(what: str, channel: str, well: str) -> str:
    return "_".join(part for part in (what, channel, well) if part)


def _measures(channel: str, contacts: str, well: str) -> Iterator[Measure]:
    """Contacts, offences and annoyances (these of all channels together), and their rates."""
    which = f"{contacts} to {_OF[well]}"
    yield _count("contacts", Kind.CONTACTED, channel, well, which)
    yield _count("offences", Kind.OFFENDED, channel, well, which)
    yield _rate("offences", channel, well, which)
    if not channel:
        yield _count("annoyances", Kind.ANNOYED, channel, well, which)
        yield _rate("annoyances", channel, well, which)


HARM: tuple[Measure, ...] = tuple(
    measure
    for well in WELL
    for channel, contacts in (("", "contacts"), *BY_CHANNEL.items())
    for measure in _measures(channel, contacts, well)
)

assert tuple(BY_CHANNEL) == CHANNELS

ALL = {"harm": HARM}
