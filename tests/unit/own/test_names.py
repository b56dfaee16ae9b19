"""What numbers are called."""

from __future__ import annotations

import pytest
from hypothesis import assume
from hypothesis import given as drawn
from hypothesis import strategies as st

from recsim.own.names import ALL, NEUTRAL, meaning
from recsim.own.notation import Unreadable
from recsim.own.numbers import NUMBERS
from recsim.own.values import given


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Hires per message", "hires_per_message"),
        ("InMails sent / week", "messages_per_week"),
        ("Time to hire (days)", "days_to_fill"),
        ("Response rate", "reply_rate"),
        ("Open reqs", "open_requisitions"),
        ("Reqs per year", "requisitions"),
        ("Applications per job", "applicants_per_advert"),
        ("Weather", ""),
    ],
)
def test_words_of_the_trade(text: str, name: str) -> None:
    assert meaning(text) == name


@pytest.mark.parametrize("name", NUMBERS)
def test_every_number_is_known_by_what_it_is_called_here(name: str) -> None:
    number = NUMBERS[name]
    called = [number.label, number.name, number.option, *number.words]
    if name == "follow_ups":  # in a funnel, how many were sent
        called = [number.label, *number.words]
    assert {text: meaning(text) for text in called} == dict.fromkeys(called, name)


@drawn(st.sampled_from(sorted(ALL)), st.from_regex(r"[a-z]{2,12}", fullmatch=True))
def test_a_name_with_a_foreign_word_is_none(name: str, more: str) -> None:
    number = ALL[name]
    known = {"per", "cent", "percent", "rate", "share", *NEUTRAL, *" ".join(number.words).split()}
    assume(more not in known and meaning(f"{number.words[0]} {more}") == name)
    with pytest.raises(Unreadable, match=r" in its name |may be its unit"):
        given(number, "1", "here", name=f"{number.words[0]} {more}")
