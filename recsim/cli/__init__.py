"""The command line: parse, call, print. Heavy libraries are imported where they are used.

Here next to nothing is imported before ``main`` is called: until then, Ctrl-C ends in a traceback.
"""

from __future__ import annotations

import errno
import os
import sys

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def main() -> None:
    """Run the command line with the arguments of this process; ends the process."""
    try:
        _main()
    finally:
        import signal

        # all is done: who presses Ctrl-C once more would only see how Python takes itself apart
        signal.signal(signal.SIGINT, signal.SIG_IGN)


def _main() -> None:
    try:
        try:
            from recsim.cli.app import app
            from recsim.cli.console import never_crash_on_letters, never_without_streams

            never_without_streams()
            never_crash_on_letters()
            app(prog_name="recsim")
        finally:
            if sys.stdout is not None:
                sys.stdout.flush()  # what cannot be written is told while it can be told
    except KeyboardInterrupt:  # before any command had begun
        raise SystemExit(130) from None
    except OSError as error:
        full = error.errno in FULL and error.filename is None
        if not (full or isinstance(error, BrokenPipeError)):
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # the rest goes nowhere
        if full:
            print(f"output cannot be written: {error.strerror}", file=sys.stderr)
        raise SystemExit(1) from None
