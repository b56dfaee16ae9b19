"""Words are explained on the page as in docs/glossary.md."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from recsim.page.glossary import GLOSSARY

TEXT = (Path(__file__).parents[2] / "docs" / "glossary.md").read_text(encoding="utf-8")
PLAIN = re.sub(r"\s+", " ", TEXT.replace("*", ""))


@pytest.mark.parametrize("word", [word for word in GLOSSARY if "," not in word])
def test_a_word_means_the_same_everywhere(word: str) -> None:
    assert re.search(rf"{word}( \([^)]*\))*:? {re.escape(GLOSSARY[word])}", PLAIN), word


def test_the_clash_of_words_is_told() -> None:
    told = GLOSSARY["Passive way, active way"]
    for part in ("waits for applicants, the active way contacts people", "words about recruiters"):
        assert part in told
        assert part in PLAIN
