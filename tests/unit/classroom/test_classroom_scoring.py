"""Scores: the same worlds for all, whatever the order; caps, frontier, failures."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from judged import VALUES, entry, made
from small_round import Load, Write

from recsim.analysis.results import FAILURES, Results
from recsim.classroom.ranking import Rank
from recsim.classroom.round import Round
from recsim.classroom.scoring import (
    CANNOT_TELL,
    MET,
    MISSED,
    START,
    Scores,
    StartFailed,
    judge,
    score,
)
from recsim.classroom.submission import Guess, read_entries

ENTRIES = {
    "ada.yaml": "changes: {care: 0.9}\nguess: {contacts: {low: 0, high: 100000}}\n",
    "bo.yaml": "nickname: Bo\nchanges: {care: 0.1, follow_ups: 4}\n",
    "same.yaml": "changes: {care: 0.5}\n",
}


def play(round_: Round, folder: Path, **options: Any) -> Scores:
    taken, refused = read_entries(round_, folder)
    assert refused == []
    return score(round_, taken, workers=1, **options)


def numbers(scores: Scores) -> dict[str, Any]:
    """What was found, by name."""
    return {
        row.name: (row.gain, row.harm, row.cap, row.rank, row.standing, row.above_start, row.drop)
        for row in (*scores.rows, scores.start)
    }


@pytest.fixture
def folder(write: Write, tmp_path: Path) -> Path:
    """A round with three entries, one of which changes nothing."""
    for name, text in ENTRIES.items():
        write(text, name)
    return tmp_path / "round"


def test_all_meet_the_sealed_worlds_and_the_practice_worlds(load: Load, folder: Path) -> None:
    calls: list[tuple[int, int]] = []
    scores = play(load(), folder, progress=lambda done, total: calls.append((done, total)))
    assert scores.sealed.strategies == (START, "ada", "Bo", "same")
    for name in scores.sealed.strategies:
        runs = scores.sealed.runs.filter(strategy=name)
        assert runs["replication"].to_list() == [0, 1, 2, 3]
        assert set(runs["seed"]) == {11}
        practised = scores.practice.runs.filter(strategy=name)
        assert (practised["replication"].to_list(), set(practised["seed"])) == ([0, 1, 2], {7})
    assert calls[0] == (0, 28)
    assert calls[-1] == (28, 28)
    assert scores.worlds == 4


def test_who_changes_nothing_is_the_start_in_every_world(load: Load, folder: Path) -> None:
    scores = play(load(), folder)
    [same] = [row for row in scores.rows if row.name == "same"]
    assert (same.gain, same.harm) == (scores.start.gain, scores.start.harm)
    assert same.above_start == same.drop == (0, 0, 0)


@pytest.mark.slow
def test_scores_do_not_depend_on_the_order_or_names_of_files(
    load: Load, folder: Path, write: Write
) -> None:
    before = numbers(play(load(), folder))
    taken, _ = read_entries(load(), folder)
    assert numbers(score(load(), taken[::-1], workers=1)) == before
    (folder / "ada.yaml").rename(folder / "zz.yml")
    write("nickname: ada\n" + ENTRIES["ada.yaml"], "zz.yml")
    after = numbers(play(load(), folder))
    assert {name: found[:4] for name, found in after.items()} == {
        name: found[:4] for name, found in before.items()
    }


def test_other_sealed_worlds_give_other_results(load: Load, folder: Path, write: Write) -> None:
    before = play(load(), folder)
    challenge = (folder / "challenge.yaml").read_text(encoding="utf-8")
    write(
        "\n".join(r for r in challenge.split("\n") if not r.startswith("seal:")), "challenge.yaml"
    )
    write('seed: 12\nsalt: "0123456789abcdef0123456789abcdef"\n', "sealed.yaml")
    after = play(load(), folder)
    assert not after.sealed.runs["contacts"].equals(before.sealed.runs["contacts"])
    assert after.practice.runs["contacts"].equals(before.practice.runs["contacts"])


def test_a_rehearsal_takes_fewer_worlds(load: Load, folder: Path) -> None:
    scores = play(load(), folder, replications=2)
    assert scores.worlds == scores.practice.scenario.study.replications == 2


def test_guesses_are_held_against_the_sealed_worlds(load: Load, folder: Path) -> None:
    scores = play(load(), folder)
    [answer] = scores.answers
    contacts = scores.sealed.runs.filter(strategy="ada")["contacts"].mean()
    assert (answer.person, answer.truth, answer.right) == ("ada", contacts, True)


def test_without_sealed_worlds_there_is_no_score(load: Load, folder: Path) -> None:
    (folder / "sealed.yaml").unlink()
    with pytest.raises(ValueError, match="sealed worlds are missing"):
        score(load(), [])
    with pytest.raises(ValueError, match="2 or more"):
        score(dataclasses.replace(load(), sealed=object()), [], replications=1)


def test_the_first_strategy_of_a_shared_market_plays_among_the_others(
    load: Load, folder: Path, write: Write
) -> None:
    text = (folder / "small.yaml").read_text(encoding="utf-8")
    write(text.replace("seed: 7", "seed: 7, market: shared"), "small.yaml")
    scores = play(load(), folder)
    assert scores.sealed.runs.height == 16
    assert scores.sealed.runs["share_of_market_contacts"].to_list() == [1.0] * 16


def test_caps_ranks_and_the_frontier(load: Load) -> None:
    round_ = load()
    scores = judge(
        round_, [entry(n) for n in VALUES], made(round_, **VALUES), made(round_, **VALUES)
    )
    found = {row.name: row for row in scores.rows}
    assert {name: row.cap for name, row in found.items()} == {
        "good": CANNOT_TELL,  # four offences in 400 contacts are too few to know
        "close": CANNOT_TELL,
        "edge": CANNOT_TELL,
        "idle": MET,
        "rude": MISSED,
        "poor": MISSED,
    }
    assert [row.name for row in scores.rows] == ["good", "close", "edge", "idle", "rude", "poor"]
    assert found["good"].rank == found["close"].rank == Rank(1, 2)
    assert (found["edge"].rank, found["idle"].rank, found["rude"].rank) == (
        Rank(3, 3),
        Rank(4, 4),
        None,
    )
    assert found["idle"].harm is None
    assert found["idle"].standing.place == "undefined"
    assert found["rude"].standing.place == found["good"].standing.place == "on the frontier"
    assert found["edge"].standing.place == "tied with the frontier"
    assert found["poor"].standing.place == "behind"
    assert "good" in found["poor"].standing.behind
    assert scores.start.rank is None


def test_what_practice_promised_and_sealed_worlds_do_not_give_is_lost(load: Load) -> None:
    round_ = load()
    sealed, practice = made(round_, **VALUES), made(round_, 7, **VALUES)
    scores = judge(round_, [entry(n) for n in VALUES], sealed, practice)
    for row in scores.rows:
        assert row.drop is not None
        assert row.drop.estimate == pytest.approx(7)
    assert scores.drop is not None
    assert scores.drop.estimate == pytest.approx(7)
    assert scores.drop.low is not None
    assert scores.drop.low > 0


def failing(found: Results, name: str) -> Results:
    row = {"strategy": name, "variant": "", "replication": 2, "error": "Oops: no"}
    runs = found.runs.filter(~((pl.col("strategy") == name) & (pl.col("replication") == 2)))
    return dataclasses.replace(found, runs=runs, failures=pl.DataFrame([row], schema=FAILURES))


def test_an_entry_that_fails_is_left_out_and_keeps_nobody_from_a_score(load: Load) -> None:
    round_ = load()
    both = made(round_, **VALUES)
    entries = [entry(n, placements=Guess(low=0, high=9)) for n in VALUES]
    scores = judge(round_, entries, failing(both, "good"), both)
    assert scores.failures == {"good": "replication 2 of seed 7: Oops: no"}
    assert [row.name for row in scores.rows] == ["close", "edge", "idle", "rude", "poor"]
    assert {answer.person for answer in scores.answers} == {row.name for row in scores.rows}
    assert scores.rows[0].rank == Rank(1, 1)


def test_if_the_start_fails_nothing_can_be_compared(load: Load) -> None:
    round_ = load()
    both = made(round_, **VALUES)
    with pytest.raises(StartFailed, match="Oops"):
        judge(round_, [], failing(both, START), both)


@pytest.mark.slow
def test_more_entries_are_judged_than_a_file_may_have_strategies(load: Load) -> None:
    """A class of forty: the confidence of each of its pairs is beyond that of any study, too."""
    round_ = load()
    values = {f"e{number}": VALUES["good"] for number in range(40)}
    entries = [entry(name) for name in values]
    scores = judge(round_, entries, made(round_, **values), made(round_, 2, **values))
    assert {row.rank for row in scores.rows} == {Rank(1, 40)}
