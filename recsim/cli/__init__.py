"""The command line: parse, call, print. Heavy libraries are imported where they are used."""

from __future__ import annotations


def main() -> None:
    """Run the command line with the arguments of this process; ends the process."""
    try:
        from recsim.cli.app import app
        from recsim.cli.console import never_crash_on_letters

        never_crash_on_letters()
        app(prog_name="recsim")
    except KeyboardInterrupt:  # before any command had begun
        raise SystemExit(130) from None
