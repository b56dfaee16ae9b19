"""What is put into a keeper is kept, in order, in batches, whatever happens around it."""

from __future__ import annotations

import subprocess
import sys
import threading

import pytest

from recsim.store import Keeper


def test_everything_is_kept_in_order_when_it_closes() -> None:
    kept: list[list[int]] = []
    keeper = Keeper(kept.append, linger=3600.0)
    for number in range(1000):
        keeper.put(number)
    keeper.close()
    assert [number for batch in kept for number in batch] == list(range(1000))
    assert len(kept) < 1000


def test_a_batch_does_not_wait_for_the_next_item() -> None:
    there = threading.Event()
    keeper = Keeper(lambda batch: there.set(), linger=0.0)
    keeper.put(1)
    assert there.wait(600)
    keeper.close()


def test_what_cannot_be_kept_is_told() -> None:
    def refuse(batch: list[int]) -> None:
        raise ValueError("no room")

    keeper = Keeper(refuse, linger=0.0)
    keeper.put(1)
    for _ in range(2):
        with pytest.raises(ValueError, match="no room"):
            keeper.close()
    with pytest.raises(ValueError, match="no room"):
        keeper.put(2)


def test_nothing_needs_to_be_closed_before_the_first_item() -> None:
    before = threading.active_count()
    keeper = Keeper(print)
    assert threading.active_count() == before
    keeper.close()


@pytest.mark.slow
def test_a_program_that_ends_without_closing_it_ends_and_keeps_everything() -> None:
    program = (
        "from recsim.store import Keeper\n"
        "keeper = Keeper(lambda batch: print('kept', batch), linger=0.0)\n"
        "keeper.put(1)\n"
        "raise SystemExit(3)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (3, "kept [1]\n"), done.stderr
