"""What reaches a terminal, and what is done where there is none."""

from __future__ import annotations

import io

import pytest

from recsim.cli.console import progress_bar


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_title_gives_no_orders_to_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr("sys.stderr", terminal := Terminal())
    with progress_bar("A \x1b]0;title\x07 \x9b31m \u202e B", quiet=False) as progress:
        assert progress is not None
        progress(1, 2)
    shown = terminal.getvalue()
    assert "A ?]0;title? ?31m ? B" in shown
    assert not set("\x07\x9b\u202e") & set(shown)
    assert "\x1b]0" not in shown
