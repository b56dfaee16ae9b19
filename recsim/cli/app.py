"""The commands together, what ``recsim --help`` says, and how expected failures end."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from recsim import __version__
from recsim.cli import (
    assumptions,
    calibrate,
    cite,
    classroom,
    compare,
    diff,
    environment,
    export,
    files,
    init,
    page,
    plot,
    reading,
    report,
    reproduce,
    run,
    slides,
    story,
    sweep,
    tune,
    verify,
    warm_up,
    workshop,
)
from recsim.cli.console import complain, say
from recsim.cli.exits import Ending, Exit, Refusal, after

EPILOG = """\
A setting is taken from the first of these that has it: --set, --with, the file, the file that it
extends, the default.

\b
Exit codes:
  0    done
  1    a run failed, its results could not be written, or two engines differ
  2    bad usage, or a bad scenario file or results folder
  3    an expectation of the scenario, or a case of verify, does not hold; or what was simulated
       again (reproduce) is not the same
  130  interrupted (Ctrl-C); what was finished is kept (129: the terminal was closed, 143: told
       to end; the same holds)
"""


LONGEST_PATH = 200
"""Letters of a path that is told; the end says most."""
LONGEST_LINE = 2000
"""Letters of a line that is told; what somebody typed may be of any length."""


class Commands(TyperGroup):
    """Ends expected failures with a message and an exit code, without a traceback."""

    def invoke(self, ctx: Any) -> Any:
        """Run the chosen command."""
        from recsim.experiments.stopping import orderly, said

        try:
            environment.check()
            with orderly():
                return super().invoke(ctx)
        except KeyboardInterrupt as interrupt:
            complain(f"{said(interrupt)}.")
            raise typer.Exit(after(interrupt)) from None
        except Exception as error:
            if _nobody_reads(error):
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
                raise typer.Exit(Exit.RUN_FAILED) from None
            code = _code_of(error)
            if code is None:
                raise
            complain(_said(error))
            raise typer.Exit(code) from error


def _nobody_reads(error: Exception) -> bool:
    """Whether a reader has gone, as in "recsim show x | head", or the terminal was closed."""
    closed = isinstance(error, OSError) and error.errno == errno.EIO
    return isinstance(error, BrokenPipeError) or (closed and not sys.stdout.isatty())


def _code_of(error: Exception) -> Exit | None:
    """Exit code of an expected failure; None for a defect of recsim itself."""
    from recsim.machines.errors import MachinesError
    from recsim.model.engines import EngineMissing
    from recsim.scenario.errors import ScenarioErrors
    from recsim.store.errors import Locked, Rescued, StoreError
    from recsim.studies.refusal import Unfinished

    if isinstance(error, Ending):
        return error.code
    if isinstance(error, Unfinished):
        return Exit.RUN_FAILED if error.interrupt is None else after(error.interrupt)
    if isinstance(error, Locked | Rescued):
        return Exit.RUN_FAILED
    expected = (EngineMissing, MachinesError, Refusal, ScenarioErrors, StoreError)
    if isinstance(error, expected) or _of_a_path(error):
        return Exit.BAD_INPUT
    return Exit.RUN_FAILED if isinstance(error, MemoryError) else None


def _of_a_path(error: Exception) -> bool:
    """Whether a path is to blame: too long, a circle of links, a device, no permission."""
    if isinstance(error, OSError):  # without a name: no folder for what is temporary
        return error.filename is not None or error.errno == errno.ENOENT
    if isinstance(error, UnicodeEncodeError):  # the others of its kind are of what is written
        return error.encoding == sys.getfilesystemencoding() != "utf-8"
    return isinstance(error, RuntimeError) and str(error).startswith("Symlink loop")


def _said(error: Exception) -> str:
    """What is said of a failure."""
    if isinstance(error, OSError):
        if error.filename is None:
            return error.strerror or str(error)
        name = os.fsdecode(error.filename)
        name = name if len(name) <= LONGEST_PATH else f"...{name[3 - LONGEST_PATH :]}"
        return f"{name}: {error.strerror or error}"
    if isinstance(error, UnicodeEncodeError):
        name = error.object[error.start : error.end][:LONGEST_PATH]
        return (
            f"the names of files are written in {error.encoding} here, which has no {name!r}: take "
            "a name without it, or UTF-8 (PYTHONUTF8=1)"
        )
    if isinstance(error, MemoryError):
        return "there is not enough memory"
    return "\n".join(
        line if len(line) <= LONGEST_LINE else f"{line[:LONGEST_LINE]}..."
        for line in str(error).split("\n")
    )


app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    epilog=EPILOG,
    context_settings={"help_option_names": ["--help", "-h"], "max_content_width": 100},
)


def _version(asked: bool) -> None:
    if asked:
        say(f"recsim {__version__}")
        raise typer.Exit


@app.callback()
def top(
    _: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Recruit by waiting for applicants, or by calling people who are happy where they are?

    recsim simulates both, from a scenario file to placements, rejections and complaints.
    Start with: recsim run two_ways
    """


_COMMANDS: tuple[Callable[..., None], ...] = (
    run.run,
    compare.compare,
    sweep.sweep,
    assumptions.assumptions,
    tune.tune,
    warm_up.warm_up,
    calibrate.calibrate,
    plot.plot,
    story.story,
    report.report,
    export.export,
    reproduce.reproduce,
    diff.diff,
    cite.cite,
    page.page,
    slides.slides,
    workshop.workshop,
    verify.verify,
    init.init,
    files.check,
    reading.show,
    reading.explain,
    files.schema,
    reading.list_,
)
for _command in _COMMANDS:
    app.command(_command.__name__.rstrip("_").replace("_", "-"))(_command)
app.add_typer(classroom.app, name="class")
