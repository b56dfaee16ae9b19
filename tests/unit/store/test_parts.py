"""Parts: what is written is read, whatever the numbers; what was changed is recognised."""

from __future__ import annotations

import dataclasses
import hashlib
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from recsim import store
from recsim.analysis.results import RUNS, SEGMENTS, WEEKS, Results
from recsim.store.complete import complete, only
from recsim.store.holdings import Holdings, ordered
from recsim.store.parts import Part, write_part

STUDY = "5" * 64
HERE = {"study": STUDY, "events": {}, "engines": ["simpy"]}
ONCE = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def with_numbers(results: Results, draw: st.DataObject) -> Results:
    """The same runs with any other numbers."""
    number = st.one_of(st.none(), st.floats(allow_nan=False))
    whole = st.one_of(st.none(), st.integers(-(2**63), 2**63 - 1))
    names = ["placements", "response_rate", "contacts"]
    columns = [
        pl.Series(
            name,
            draw.draw(
                st.lists(
                    whole if RUNS[name] == pl.Int64 else number,
                    min_size=results.runs.height,
                    max_size=results.runs.height,
                )
            ),
            dtype=RUNS[name],
        )
        for name in names
    ]
    return dataclasses.replace(results, runs=results.runs.with_columns(columns))


@given(st.data())
@ONCE
def test_any_numbers_are_read_back_equal(
    results: Results, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("parts")
    changed = with_numbers(results, data)
    part = Part.read(write_part(folder, 7, changed, **HERE))
    assert (part.number, part.study, part.complete) == (7, STUDY, (0, 1, 2))
    for name, types in (("runs", RUNS), ("segments", SEGMENTS), ("series", WEEKS)):
        found = part.table(name)
        assert dict(found.schema) == types
        assert_frame_equal(found, getattr(changed, name), check_exact=True)


@pytest.mark.slow
@given(st.lists(st.lists(st.integers(0, 2), max_size=3), max_size=6), st.randoms())
@ONCE
def test_parts_in_any_batches_hold_the_same(
    results: Results, tmp_path_factory: pytest.TempPathFactory, batches: list[list[int]], random
) -> None:  # type: ignore[no-untyped-def]
    folder = tmp_path_factory.mktemp("parts")
    for number, batch in enumerate([*batches, [2], [0, 1]]):
        write_part(folder / "parts", number, only(results, batch), **HERE)
    held = Holdings.of(folder)
    assert held.complete == (0, 1, 2)
    strategies = tuple(results.strategies)
    for name in ("runs", "segments", "series"):
        whole = getattr(results, name)
        assert ordered(held.table(name, ""), strategies).equals(whole)
        assert pl.concat(held.slices(name, "", strategies)).equals(whole)
    assert held.first(2).complete == (0, 1)


def test_equal_results_give_equal_parts(results: Results, tmp_path: Path) -> None:
    one, other = (write_part(tmp_path / name, 0, results, **HERE) for name in ("a", "b"))
    assert one.name == other.name
    assert one.read_bytes() == other.read_bytes()


@given(place=st.floats(0, 1, exclude_max=True), change=st.integers(1, 255))
@ONCE
def test_no_change_of_a_byte_goes_unnoticed(
    results: Results, tmp_path: Path, place: float, change: int
) -> None:
    path = write_part(tmp_path, 0, results, **HERE)
    content = bytearray(path.read_bytes())
    content[int(place * len(content))] ^= change
    path.write_bytes(content)
    with pytest.raises(store.StoreError, match="is damaged or was changed"):
        Part.read(path)
    path.unlink()


def test_what_its_name_vouches_for_may_still_be_no_part(results: Results, tmp_path: Path) -> None:
    content = b"whole, but no part"
    named = write_part(tmp_path, 0, results, **HERE).name
    path = tmp_path / named.replace(named[-68:-4], hashlib.sha256(content).hexdigest())
    path.write_bytes(content)
    with pytest.raises(store.StoreError, match="is no part of a study"):
        Part.read(path)


def test_a_part_of_another_study_is_refused(results: Results, tmp_path: Path) -> None:
    write_part(tmp_path / "parts", 0, only(results, [0]), **HERE)
    other = write_part(tmp_path / "parts", 1, only(results, [1]), **{**HERE, "study": "6" * 64})
    with pytest.raises(store.StoreError, match=rf"{other.name}: belongs to another study"):
        Holdings.of(tmp_path)


def test_a_complete_replication_counts_before_one_that_failed(
    results: Results, tmp_path: Path
) -> None:
    failure = {"strategy": "calling", "variant": "", "replication": 1, "error": "it broke"}
    lost = (pl.col("strategy") == "calling") & (pl.col("replication") == 1)
    partial = dataclasses.replace(
        results,
        runs=results.runs.filter(~lost),
        failures=pl.DataFrame([failure], schema=results.failures.schema),
    )
    assert complete(partial) == (0, 2)
    write_part(tmp_path / "parts", 0, partial, **HERE)
    held = Holdings.of(tmp_path)
    assert (held.complete, held.failures) == ((0, 2), (failure,))
    write_part(tmp_path / "parts", 1, only(results, [1]), **HERE)
    write_part(tmp_path / "parts", 2, partial, **HERE)
    held = Holdings.of(tmp_path)
    assert (held.complete, held.failures) == ((0, 1, 2), ())
    assert ordered(held.table("runs"), results.strategies).equals(results.runs)


def test_series_are_fetched_when_they_are_asked_for(
    folder: Path, results: Results, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    table = Part.table

    def watched(part: Part, name: str) -> pl.DataFrame:
        asked.append(name)
        return table(part, name)

    monkeypatch.setattr(Part, "table", watched)
    found = store.read(folder).results
    assert "series" not in asked
    assert found.series.equals(results.series)
    assert asked.count("series") == 1
    assert found.series.height
    assert asked.count("series") == 1
