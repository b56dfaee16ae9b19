"""The command that serves a workshop, as a process that can be stopped and started again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from patience import PATIENCE


class Server:
    """A workshop on a scenario, with rooms in a file.

    Attributes:
        address: where it is; stays the same when it is started again.
        trainer: the trainer's link.
    """

    def __init__(self, scenario: Path, rooms: Path) -> None:
        self.scenario, self.rooms = scenario, rooms
        self.address = self.trainer = ""
        self.start()

    @property
    def key(self) -> str:
        """The trainer's key."""
        return self.trainer.partition("#")[2]

    def start(self) -> None:
        """Start it, at the same port as before."""
        port = self.address.rpartition(":")[2] or "0"
        command = [
            sys.executable, "-m", "recsim", "workshop", str(self.scenario),
            "--port", port, "--no-browser", "--rooms", str(self.rooms),
        ]  # fmt: skip
        self.process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )
        assert self.process.stdout is not None
        links: list[str] = []
        for line in self.process.stdout:
            links += [word for word in line.split() if word.startswith("http://")]
            if len(links) == 2:
                break
        assert len(links) == 2, "the server ended without a word of its addresses"
        self.address, self.trainer = links

    def stop(self) -> None:
        """Stop it as Ctrl-C does."""
        self.process.send_signal(signal.SIGINT)
        self.process.wait(PATIENCE)
        assert self.process.stdout is not None
        self.process.stdout.close()
