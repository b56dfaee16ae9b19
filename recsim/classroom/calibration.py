"""How well a room knows what it knows: ranges that people claimed, against what came out.

A range with a claimed confidence of 80% should contain the result in 8 of 10 cases. Ranges that
do so more often are too wide, ranges that do so less often too narrow: people who are sure of
themselves and wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import fsum

from recsim.analysis.intervals import Interval, share_interval
from recsim.telling.numbers import number, text

TOO_NARROW, TOO_WIDE, FITTING = "too narrow", "too wide", "cannot tell from fitting"
FEW = 5
"""Fewer ranges than this say nothing about anybody."""
FORMS = {
    "calibration": "{who}: {right} of {ranges} contained the result; {claimed}% was claimed. "
    "{meaning}",
    "calibration_of_many": "{who}: {right} of {ranges} contained the result ({share}%, interval "
    "{low}% to {high}%); {claimed}% was claimed. {meaning}",
    "range": "1 range",
    "ranges": "{count} ranges",
    "too_few": "That is too few to say more.",
    "too_narrow": "The ranges were too narrow: more was claimed than known.",
    "too_wide": "The ranges were too wide: more was known than claimed.",
    "fitting": "That fits what was claimed, as far as so few answers can tell.",
    "right": "right, with a range of {width}",
    "missed": "missed by {by}, which counts {times}-fold on top of the range of {width}",
}
"""What is said of ranges."""
_MEANING = {TOO_NARROW: "too_narrow", TOO_WIDE: "too_wide", FITTING: "fitting"}


@dataclass(frozen=True)
class Answer:
    """A range that somebody claimed, and what came out.

    Attributes:
        person: who.
        measure: of what.
        low, high: the range.
        confidence: claimed chance that it contains the result, in (0, 1).
        truth: the result.
    """

    person: str
    measure: str
    low: float
    high: float
    confidence: float
    truth: float

    @property
    def right(self) -> bool:
        """Whether the range contained the result; its ends belong to it."""
        return self.low <= self.truth <= self.high

    @property
    def missed_by(self) -> float:
        """Distance of the result from the range, in the unit of the measure; 0 if it is inside."""
        return max(self.low - self.truth, self.truth - self.high, 0.0)

    @property
    def score(self) -> float:
        """Interval score, in the unit of the measure; less is better.

        Width of the range, and 2 / (1 - confidence) times the distance by which it missed: it is
        least, on average, for who says the range that they believe in (Gneiting and Raftery 2007,
        JASA 102:359-378, section 6.2). It is 2 / (1 - confidence) times the sum of the pinball
        losses of both ends.
        """
        return self.high - self.low + 2 / (1 - self.confidence) * self.missed_by


@dataclass(frozen=True)
class Calibration:
    """Several answers together.

    Attributes:
        n: number of answers.
        right: how many ranges contained the result.
        claimed: mean of the claimed confidences.
        share: share that was right, with its interval (Wilson); no interval for one answer.
        verdict: whether ranges were too narrow, too wide, or neither can be told.
    """

    n: int
    right: int
    claimed: float
    share: Interval
    verdict: str

    def sentence(self, who: str) -> str:
        """In plain words: what was claimed, what came out, and what it means."""
        low, high = self.share.low, self.share.high
        many = self.n >= FEW and low is not None and high is not None
        shares = {"claimed": self.claimed, "share": self.share.estimate, "low": low, "high": high}
        return FORMS["calibration_of_many" if many else "calibration"].format(
            who=who,
            right=self.right,
            ranges=FORMS["range" if self.n == 1 else "ranges"].format(count=self.n),
            meaning=FORMS[self.meaning],
            **{name: _percent(share) for name, share in shares.items() if share is not None},
        )

    @property
    def meaning(self) -> str:
        """Which of ``FORMS`` says what it means."""
        return _MEANING[self.verdict] if self.n >= FEW else "too_few"


def calibration(answers: Sequence[Answer], confidence: float = 0.95) -> Calibration:
    """What these answers say together.

    The interval takes the answers as independent. Answers about the same result are not quite:
    a room that was surprised was surprised together.

    Args:
        answers: at least one.
        confidence: of the interval of the share.

    Raises:
        ValueError: there are no answers.
    """
    if not answers:
        raise ValueError("there are no answers")
    n, right = len(answers), sum(answer.right for answer in answers)
    claimed = fsum(answer.confidence for answer in answers) / n
    share = share_interval(right, n, confidence)
    verdict = FITTING
    if share.high is not None and share.high < claimed:
        verdict = TOO_NARROW
    elif share.low is not None and share.low > claimed:
        verdict = TOO_WIDE
    return Calibration(n, right, claimed, share, verdict)


def by_person(answers: Iterable[Answer]) -> dict[str, list[Answer]]:
    """Answers of each person, by name."""
    found: dict[str, list[Answer]] = {}
    for answer in answers:
        found.setdefault(answer.person, []).append(answer)
    return dict(sorted(found.items()))


def explain(answer: Answer) -> str:
    """The score of one answer in plain words, without units."""
    width = number(answer.high - answer.low)
    if answer.right:
        return FORMS["right"].format(width=width)
    times = text(2 / (1 - answer.confidence), 3)
    return FORMS["missed"].format(by=number(answer.missed_by), times=times, width=width)


def _percent(share: float) -> str:
    return number(round(100 * share))
