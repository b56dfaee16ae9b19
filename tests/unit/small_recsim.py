"""``recsim`` for tests of documented commands: in a small world, and no workshop stays open."""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading
import time
import urllib.request


def smaller(arguments: list[str]) -> list[str]:
    """The same command in a small world; only ``run two_ways`` draws pictures."""
    if arguments[0] not in (
        "run", "compare", "sweep", "assumptions", "calibrate", "tune", "report",
        "warm-up",
        "slides",
    ):  # fmt: skip
        return arguments
    more = ["--workers", "1", "--set", "world.people=200", "--set", "study.horizon_days=28"]
    if arguments[0] == "tune":
        more += ["--trials", "3", "--worlds", "2"]
    if arguments[0] not in ("compare", "report", "slides") and arguments[1:] != ["two_ways"]:
        more += ["--no-plots"]
    if "--morris" in arguments:
        more += ["--paths", "4", "--base", "8", "--worlds", "0"]
    if "--until" in arguments and "--at-most" not in arguments:
        more += ["--at-most", "10"]
    if arguments[0] == "calibrate":
        more += ["--budget", "40"]
    if not {"--more", "--replications", "-n", "--until"} & set(arguments):
        more += ["--replications", "2"]
    return [*arguments, *more]


def end_when_it_answers(port: int) -> None:
    """Press Ctrl-C as soon as the workshop's page is there."""
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/scenarios") as answer:
                assert answer.status == 200
            break
        except OSError:
            time.sleep(0.1)
    os.kill(os.getpid(), signal.SIGINT)


def main() -> None:
    """Run the command of this process."""
    from recsim.cli import main as recsim
    from recsim.model import engines

    sys.argv[1:] = smaller(sys.argv[1:])
    if sys.argv[1] == "workshop":
        if "--check" not in sys.argv:
            engines.available = lambda: False  # type: ignore[assignment]
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        sys.argv += ["--port", str(port), "--no-browser"]
        if "--check" in sys.argv:
            sys.argv += ["--wait", "0"]
        else:
            threading.Thread(target=end_when_it_answers, args=[port], daemon=True).start()
    recsim()


if __name__ == "__main__":
    main()
