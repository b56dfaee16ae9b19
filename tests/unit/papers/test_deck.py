"""Slides of a scenario and of a lesson: what is on them, in which order, and what is not yet."""

from __future__ import annotations

import re
from base64 import b64decode
from pathlib import Path

import pytest

from recsim.analysis.results import Results
from recsim.experiments.runner import run
from recsim.papers.deck import Presented, Slide, of_lesson, of_scenario, turns
from recsim.papers.plans import lessons
from recsim.papers.slides import document
from recsim.report.projected import ENLARGED, HEIGHT, WIDTH
from recsim.report.style import LABEL, SMALL
from recsim.scenario.gallery import find
from recsim.scenario.load import load
from recsim.telling.asked import guess

FILE = find("careful_or_careless")


@pytest.fixture(scope="module")
def results() -> Results:
    set_ = ["world.people=200", "study.horizon_days=28", "study.warm_up_days=0"]
    return run(load("careful_or_careless", set_=set_, replications=3).scenario, workers=1)


@pytest.fixture(scope="module")
def shown(results: Results) -> Presented:
    assert FILE is not None
    return Presented(results, Path(FILE).read_text(encoding="utf-8"), "recsim run x")


@pytest.fixture(scope="module")
def lesson(shown: Presented) -> list[Slide]:
    return list(of_lesson(lessons()["30_minutes"], {"careful_or_careless": shown}))


def heads(slides: list[Slide]) -> list[str]:
    return [slide.head or "picture" for slide in slides]


def test_a_scenario_goes_from_its_question_to_what_would_turn_it(shown: Presented) -> None:
    slides = list(of_scenario(shown))
    scenario = shown.results.scenario
    assert heads(slides) == [
        scenario.question, guess(scenario), "picture", "picture", "What came out",
        "What it teaches", "What would turn it",
    ]  # fmt: skip
    assert "Careful (care 0.8)" in slides[0].text
    assert slides[5].text[0].startswith("With more people than they can get to")
    assert "--beside" not in " ".join(slides[5].text), "nobody types on a slide"
    assert slides[6].text[0].startswith("Turns if a careful message takes over three times as long")
    assert "never to decide about a person" in slides[0].notes
    assert "recsim run x" in slides[4].notes
    assert "seed 2013" in slides[4].notes.lower()


def test_nothing_of_the_result_is_seen_before_the_guess(lesson: list[Slide]) -> None:
    pictured = [at for at, slide in enumerate(lesson) if slide.picture]
    asked = next(at for at, slide in enumerate(lesson) if "80% sure of" in slide.head)
    taught = heads(lesson).index("What it teaches")
    assert asked < pictured[0]
    assert pictured[-1] < taught
    before = " ".join(" ".join((slide.head, *slide.text)) for slide in lesson[: pictured[0]])
    assert not re.search(r"\d+ (more|fewer)", before)


def test_every_step_has_its_slide_and_every_slide_its_notes(lesson: list[Slide]) -> None:
    kickers = " ".join(slide.kicker for slide in lesson)
    for step in lessons()["30_minutes"].steps:
        assert step.minutes in kickers
        assert any(step.notes in slide.notes for slide in lesson)
    assert all(slide.notes for slide in lesson)
    assert "Common misreadings" in lesson[-1].notes


def test_what_looks_at_assumptions_found_stands_for_the_author_s_words(shown: Presented) -> None:
    found = Presented(shown.results, shown.text, "", ("Two numbers could turn it.",))
    assert list(of_scenario(found))[-1].text == ("Two numbers could turn it.",)


def test_long_words_go_on_on_another_slide(shown: Presented) -> None:
    sentences = tuple(f"Sentence number {n} says something of some length." for n in range(60))
    slides = list(of_scenario(Presented(shown.results, shown.text, "", sentences)))[6:]
    assert len(slides) >= 3
    assert " ".join(text for slide in slides for text in slide.text) == " ".join(sentences)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("# A.\n#\n# Turns if\n# it `rains`.\nrecsim: 1\n", "Turns if it rains."),
        ("# Turns if so.\n#\n# Not this.\nrecsim: 1\n", "Turns if so."),
        ("# Nothing of it.\nrecsim: 1\n", ""),
        ("title: Turns if not a comment\n", ""),
    ],
)
def test_what_the_author_says_would_turn_it(text: str, told: str) -> None:
    assert turns(text) == told


def test_every_shipped_comment_on_what_turns_is_found() -> None:
    assert FILE is not None
    files = [path.read_text(encoding="utf-8") for path in FILE.parent.glob("*.yaml")]
    marked = [text for text in files if re.search("^# Turns", text, re.MULTILINE)]
    assert len(marked) >= 15
    assert all(turns(text).endswith(".") for text in marked)


def test_the_page_needs_nothing_else_and_is_small(lesson: list[Slide]) -> None:
    made = document("A <lesson>", lesson)
    assert len(made.encode()) < 1024 * 1024
    assert "<title>A &lt;lesson&gt;</title>" in made
    assert not re.search(r'(src|href)="(?!data:)', made)
    pictures = re.findall(r'src="data:image/svg\+xml;base64,([^"]+)"', made)
    assert len(pictures) == sum(slide.picture is not None for slide in lesson) == 2
    for picture in pictures:
        svg = b64decode(picture).decode()
        box = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)
        assert box is not None
        assert float(box[1]) / float(box[2]) == pytest.approx(WIDTH / HEIGHT, rel=0.01)
        assert WIDTH / float(box[1]) == pytest.approx(ENLARGED, rel=0.01)
        assert "<text" not in svg, "letters are shapes: they look the same everywhere"


def test_letters_of_pictures_are_18_points_and_more() -> None:
    assert SMALL * ENLARGED >= 18
    assert LABEL * ENLARGED >= 20


def test_a_guess_of_one_strategy_asks_for_its_level(results: Results) -> None:
    scenario = results.scenario
    assert guess(scenario).startswith('"Careful (care 0.8)", compared with "Careless (care 0.1)"')
    alone = scenario.model_copy(
        update={
            "strategies": {"bulk": scenario.strategies["bulk"]},
            "study": scenario.study.model_copy(update={"about": ()}),
        }
    )
    assert guess(alone) == '"Careless (care 0.1)": how much do you expect of placements in 28 days?'
