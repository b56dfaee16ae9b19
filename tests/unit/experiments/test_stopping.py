"""Signals as one orderly stop: raised where nothing is torn, once."""

from __future__ import annotations

import os
import signal
import sys
import threading
import weakref
from collections.abc import Iterator

import fake_engine
import pytest
from patience import until

from recsim.experiments.runner import run
from recsim.experiments.stopping import SIGNALS, Stopped, orderly, undisturbed

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")


@pytest.fixture(autouse=True)
def usual() -> Iterator[None]:
    """Handlers as in a program that was started from a terminal."""
    before = {number: signal.getsignal(number) for number in SIGNALS}
    for number in SIGNALS:
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.parametrize("number", SIGNALS)
def test_each_signal_stops_and_says_which(number: signal.Signals) -> None:
    with pytest.raises(Stopped) as stop, orderly():
        signal.raise_signal(number)
    assert stop.value.number == number
    assert isinstance(stop.value, KeyboardInterrupt)


def test_a_block_that_must_not_be_torn_is_not() -> None:
    done = []

    def work() -> None:
        with orderly(), undisturbed():
            with undisturbed():
                signal.raise_signal(signal.SIGTERM)
                done.append("inner")
            signal.raise_signal(signal.SIGINT)
            done.append("outer")

    with pytest.raises(Stopped):
        work()
    assert done == ["inner", "outer"]


def test_while_it_stops_further_signals_do_not_tear_such_a_block() -> None:
    done = []
    with orderly():
        with pytest.raises(Stopped):
            signal.raise_signal(signal.SIGINT)
        with undisturbed():
            signal.raise_signal(signal.SIGINT)
            done.append("kept")
        with pytest.raises(Stopped):  # what comes after can be made again
            signal.raise_signal(signal.SIGINT)
    assert done == ["kept"]


def test_a_signal_that_comes_where_nothing_can_be_raised_comes_again(
    capfd: pytest.CaptureFixture[str],
) -> None:
    class Thing:
        pass

    before = sys.unraisablehook
    thing = Thing()
    _ = weakref.ref(thing, lambda _: signal.raise_signal(signal.SIGTERM))
    things = [thing]
    del thing

    def forget() -> None:
        with orderly():
            things.clear()
            until(lambda: False)

    with pytest.raises(Stopped) as stopped:
        forget()
    assert stopped.value.number == signal.SIGTERM
    assert not capfd.readouterr().err
    assert sys.unraisablehook == before


def test_what_is_ignored_stays_ignored_and_handlers_come_back() -> None:
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    before = signal.getsignal(signal.SIGTERM)
    with orderly():
        signal.raise_signal(signal.SIGHUP)
        assert signal.getsignal(signal.SIGTERM) != before
    assert signal.getsignal(signal.SIGTERM) == before
    assert signal.getsignal(signal.SIGHUP) == signal.SIG_IGN


def test_other_threads_have_no_signals() -> None:
    failed = []

    def work() -> None:
        try:
            with orderly(), undisturbed():
                pass
        except ValueError as error:
            failed.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert not failed


def test_simpy_can_make_it_anew() -> None:
    stop = Stopped(signal.SIGTERM)
    assert type(stop)(*stop.args).number == signal.SIGTERM


def test_worker_processes_are_deaf_from_their_start_and_this_one_is_not() -> None:
    found = run(fake_engine.scenario(), workers=2, simulate=fake_engine.fails_if_it_hears_ctrl_c)
    assert found.failures.is_empty()
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())
