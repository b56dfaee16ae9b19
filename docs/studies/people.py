"""What the calibration counts in people, from the event logs of one strategy.

Each function takes the log of one run and gives two numbers: what is counted, and what it is
divided by.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from recsim.model.cohorts import DAYS_TO_FILL
from recsim.model.events import DETAILS, STATUSES, Kind

Log = npt.NDArray[np.void]
Pair = tuple[float, float]

DAYS_PER_YEAR = 365.0
_JOB_ENDS = (Kind.PLACED, Kind.JOB_FOUND, Kind.JOB_LOST, Kind.LEFT_EARLY)
_BY_OUTREACH = [
    at for at, name in enumerate(DETAILS[Kind.PLACED]) if not name.startswith("applied_")
]
_MESSAGES = [
    at
    for at, name in enumerate(DETAILS[Kind.CONTACTED])
    if name.startswith("first_network_message_")
]
_UNEMPLOYED = STATUSES.index("unemployed")


def measured(log: Log, *kinds: Kind) -> Log:
    """Events of these kinds in the measured time."""
    return log[np.isin(log["kind"], kinds) & (log["time"] >= 0)]


def _of(events: Log, kind: Kind, *names: str) -> Log:
    """Those with one of these details."""
    return events[np.isin(events["detail"], [DETAILS[kind].index(name) for name in names])]


def _people(events: Log) -> float:
    """How many different people they concern."""
    return float(len(np.unique(events["person"])))


def hires_by_outreach(log: Log) -> float:
    """Placements that began with an approach or a return."""
    return float(np.isin(measured(log, Kind.PLACED)["detail"], _BY_OUTREACH).sum())


def approached_per_hire(log: Log) -> Pair:
    """Different people contacted; hires by outreach."""
    return _people(measured(log, Kind.CONTACTED)), hires_by_outreach(log)


def interested_per_hire(log: Log) -> Pair:
    """Different people who were interested in something; hires by outreach."""
    return _people(_answers(log, "interested")), hires_by_outreach(log)


def interested_of_answering(log: Log) -> Pair:
    """Different people who were interested; different people who answered at all."""
    return _people(_answers(log, "interested")), _people(_answers(log, "interested", "declined"))


def _answers(log: Log, *names: str) -> Log:
    return _of(measured(log, Kind.APPROACH_ENDED), Kind.APPROACH_ENDED, *names)


def first_messages_answered(log: Log) -> Pair:
    """First messages of people on a network that were answered before a follow-up; all of them.

    Those whose fate the run does not tell are left out.
    """
    events = log[np.isin(log["kind"], (Kind.CONTACTED, Kind.APPROACH_ENDED))]
    events = events[np.lexsort((events["time"], events["person"], events["requisition"]))]
    now, then = events[:-1], events[1:]
    sent = (now["kind"] == Kind.CONTACTED) & (now["time"] >= 0) & np.isin(now["detail"], _MESSAGES)
    told = (now["person"] == then["person"]) & (now["requisition"] == then["requisition"])
    known = then[sent & told]
    answers = _of(known[known["kind"] == Kind.APPROACH_ENDED], Kind.APPROACH_ENDED,
                  "interested", "declined")  # fmt: skip
    return float(len(answers)), float(len(known))


def dropped_out(log: Log) -> Pair:
    """Different people who dropped out of a process without a word; people whose process ended."""
    ended = measured(log, Kind.CANDIDACY_ENDED)
    return _people(_of(ended, Kind.CANDIDACY_ENDED, "ghosted")), _people(ended)


def gone_within(log: Log, days: float, end: float) -> Pair:
    """Placements after which the person left the job in so many days, for any cause; all placements
    that had the time, those of the warm-up too."""
    _, stayed = fit_and_staying(log, days, end)
    return float(len(stayed) - stayed.sum()), float(len(stayed))


def fit_and_staying(log: Log, days: float, end: float) -> npt.NDArray[np.float64]:
    """Fit of each of these placements, and whether the person stayed, shape (2, placements)."""
    events = log[np.isin(log["kind"], _JOB_ENDS)]
    events = events[np.lexsort((events["time"], events["person"]))]
    following = np.append(events[1:], np.zeros(1, events.dtype))
    had_time = (events["kind"] == Kind.PLACED) & (events["time"] <= end - days)
    left = (events["person"] == following["person"]) & (following["time"] - events["time"] <= days)
    left[-1:] = False
    return np.array([events["value"][had_time], ~left[had_time]], np.float64)


def days_to_fill(log: Log, end: float) -> Pair:
    """Days that requisitions had been open that were filled within 17 weeks; number of these."""
    filled = log[(log["kind"] == Kind.REQUISITION_FILLED) & (log["value"] <= DAYS_TO_FILL)]
    began = filled["time"] - filled["value"]
    had_time = filled["value"][(began >= -DAYS_TO_FILL) & (began <= end - DAYS_TO_FILL)]
    return float(had_time.sum()), float(len(had_time))


def contacted_in_a_year(log: Log) -> Pair:
    """Different people contacted in the first measured year; all people."""
    contacts = measured(log, Kind.CONTACTED)
    return _people(contacts[contacts["time"] < DAYS_PER_YEAR]), _everybody(log)


def contacts_in_a_year(log: Log) -> Pair:
    """Messages and calls in the first measured year; all people."""
    contacts = measured(log, Kind.CONTACTED)
    return float((contacts["time"] < DAYS_PER_YEAR).sum()), _everybody(log)


def _everybody(log: Log) -> float:
    return float((log["kind"] == Kind.PRESENT).sum())


def unemployed_who_found(log: Log) -> float:
    """Jobs found by unemployed people, with or without the recruiters."""
    found = measured(log, Kind.JOB_FOUND, Kind.PLACED)
    return float((found["detail"] % len(STATUSES) == _UNEMPLOYED).sum())


def tenures(log: Log) -> npt.NDArray[np.float64]:
    """Years that those who are employed at the end have had their job."""
    end = log[log["kind"] == Kind.CENSUS]
    work = [not name.startswith("unemployed") for name in DETAILS[Kind.CENSUS]]
    years: npt.NDArray[np.float64] = end["value"][np.array(work)[end["detail"]]]
    return years


def placed_by(log: Log, recruiters: int) -> npt.NDArray[np.int64]:
    """Placements of each recruiter in the measured time, shape (recruiters,)."""
    placed: npt.NDArray[np.int64] = np.bincount(
        measured(log, Kind.PLACED)["recruiter"], minlength=recruiters
    )
    return placed


def early(log: Log, days: float) -> Pair:
    """Applications to adverts not older than so many days; all applications."""
    opened = log[log["kind"] == Kind.REQUISITION_OPENED]
    opening = dict(zip(opened["requisition"].tolist(), opened["time"].tolist(), strict=True))
    applied = measured(log, Kind.APPLIED)
    since = np.array([opening[requisition] for requisition in applied["requisition"].tolist()])
    return float(np.sum(applied["time"] - since <= days)), float(len(applied))
