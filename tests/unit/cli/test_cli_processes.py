"""The command as a process: exit codes, streams, signals, terminals; never a traceback."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import shlex
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from patience import PATIENCE

import recsim
from recsim import store

RECSIM = [sys.executable, "-m", "recsim"]
ALONE = ["--engine", "simpy", "--workers", "1"]
"""Options of a run that starts no other process and loads no compiled code: it starts sooner."""


def call(
    *arguments: str | Path, env: Mapping[str, str] | None = None, code: int = 0
) -> subprocess.CompletedProcess[bytes]:
    done = subprocess.run(
        [*RECSIM, *map(str, arguments)],
        capture_output=True,
        timeout=PATIENCE,
        check=False,
        env={**os.environ, **(env or {})},
    )
    assert done.returncode == code, done.stderr.decode(errors="replace")
    assert b"Traceback" not in done.stderr
    return done


def said(stderr: bytes) -> list[bytes]:
    """Lines, but for those that say once a minute how far it is: the machine may be busy."""
    return [
        line
        for line in stderr.splitlines()
        if b" runs after " not in line and b"Some of this is unlikely" not in line
    ]


def test_help_names_the_exit_codes(study: Path) -> None:
    shown = call("--help").stdout.decode()
    for words in ("Exit codes:", "0    done", "130  interrupted", "--set, --with, the"):
        assert words in shown


def test_help_imports_nothing_heavy(study: Path) -> None:
    code = (
        "import sys, contextlib\n"
        "from recsim.cli.app import app\n"
        "with contextlib.suppress(SystemExit): app(['--help'])\n"
        "heavy = {'numpy', 'polars', 'pydantic', 'scipy', 'matplotlib', 'joblib', 'rich'}\n"
        "print('HEAVY', sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "HEAVY []" in done.stdout


def test_a_whole_run_with_its_pictures_on_two_processes(study: Path) -> None:
    done = call("run", study, "--engine", "simpy", "--workers", "2")
    assert said(done.stderr) == []  # no progress bar where there is no terminal
    [folder] = Path("results").iterdir()
    assert store.read(folder).manifest.complete
    pictures = {path.suffix for path in (folder / "plots").iterdir()}
    assert pictures == {".png", ".svg", ".csv", ".json"}
    assert b"Picture: " in done.stdout


def test_json_is_alone_on_standard_output(study: Path) -> None:
    done = call("compare", study, "--json", *ALONE)
    assert json.loads(done.stdout)["recsim"]
    assert said(done.stderr) == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [(["run", "study.yaml", "--sed", "3"], b"--seed"), (["run", "tow_ways"], b"two_ways")],
)
def test_bad_input_ends_with_2_and_a_word_of_help(
    study: Path, arguments: list[str], words: bytes
) -> None:
    done = call(*arguments, code=2)
    assert words in done.stderr
    assert done.stdout == b""


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_permission_is_found_before_the_work(study: Path) -> None:
    Path("closed").mkdir(mode=0o500)
    assert b"cannot be written here" in call("run", study, "--out", "closed", code=2).stderr


def test_nonsense_in_variables_of_libraries_ends_in_no_traceback(study: Path) -> None:
    nonsense = {"MPLBACKEND": "nonsense", "SOURCE_DATE_EPOCH": "abc", "POLARS_MAX_THREADS": "2"}
    call("run", study, *ALONE, env=nonsense)
    of_polars = ("FORCE_PKG", "ASYNC_THREAD_COUNT", "ALLOW_NESTED_CSPE", "VERBOSE")
    nonsense = {f"POLARS_{name}": "nonsense" for name in of_polars}
    done = call("compare", study, env={**nonsense, "POLARS_MAX_THREADS": ""})
    assert b"POLARS" not in done.stderr
    assert b"illegal" not in done.stderr
    for threads in ("0", "-1", "many", "1000"):
        refused = call("compare", study, env={"POLARS_MAX_THREADS": threads}, code=2)
        told = f"POLARS_MAX_THREADS={threads}: expected a whole number, 1 to 999"
        assert refused.stderr.decode().splitlines() == [told]


@pytest.mark.skipif(os.name != "posix", reason="elsewhere names of files are always Unicode")
def test_a_name_that_no_file_can_have_here_is_told_before_the_work(study: Path) -> None:
    narrow = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    study.write_text(study.read_text(encoding="utf-8") + "name: \u540d\n", encoding="utf-8")
    done = call("run", study, *ALONE, env=narrow, code=2)
    told = said(done.stderr)[-1]
    assert b"names of files are written in ascii here" in told
    assert done.stdout == b""
    assert not list(Path("results").glob("*/parts"))


@pytest.mark.skipif(os.name != "posix", reason="a shell that can close streams")
@pytest.mark.parametrize("closed", ["2>&-", ">&-", "<&- >&- 2>&-"])
def test_a_stream_that_is_closed_ends_no_run(study: Path, closed: str) -> None:
    command = shlex.join([*RECSIM, "run", str(study), *ALONE, "--no-plots", "-n", "2", "--json"])
    done = subprocess.run(
        f"{command} {closed}", shell=True, capture_output=True, timeout=PATIENCE, check=False
    )
    assert done.returncode == 0, done.stderr
    [folder] = Path("results").iterdir()
    assert len(store.read(folder).manifest.replications) == 2
    assert bool(done.stdout) == (closed == "2>&-")
    assert not done.stdout or json.loads(done.stdout)


def test_where_only_the_results_can_be_written_there_are_no_pictures(study: Path) -> None:
    """As in a container with a volume; there is no temporary folder either."""
    code = (
        "import tempfile\n"
        "tempfile._candidate_tempdir_list = list\n"
        "from recsim.cli import main\n"
        "main()\n"
    )
    nowhere = {"HOME": "/dev/null/x", "MPLCONFIGDIR": "/dev/null/x", "XDG_DATA_HOME": "/dev/null"}
    for arguments, ended, words in (
        (["run", study, *ALONE, "--no-plots"], 0, b""),
        (["run", study, *ALONE], 2, b"pictures cannot be drawn: Matplotlib requires"),
        (["reproduce", "study"], 2, b"No usable temporary directory"),
    ):
        done = subprocess.run(
            [sys.executable, "-c", code, *map(str, arguments)],
            capture_output=True,
            timeout=PATIENCE,
            check=False,
            env={**os.environ, **nowhere},
        )
        assert done.returncode == ended, done.stderr.decode()
        assert words in done.stderr
        assert b"Traceback" not in done.stderr


def test_letters_that_the_terminal_lacks_do_not_crash(study: Path) -> None:
    text = study.read_text(encoding="utf-8").replace(
        "A small study", "\u5c0f\u3055\u3044 \u2013 \u00fc"
    )
    study.write_text(text, encoding="utf-8")
    done = call("compare", study, "-n", "1", *ALONE, env={"PYTHONIOENCODING": "ascii"})
    assert b"??? ? ?" in done.stdout


def test_a_reader_that_goes_away_is_no_failure_to_speak_of(study: Path) -> None:
    with subprocess.Popen(
        [*RECSIM, "show", "two_ways"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device")
@pytest.mark.parametrize("asked", [["--version"], ["show", "two_ways"]], ids=["short", "long"])
def test_output_to_a_full_disk_is_told_in_a_line(asked: list[str], study: Path) -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run([*RECSIM, *asked], stdout=full, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 1
    assert done.stderr.startswith("output cannot be written")
    assert done.stderr.count("\n") == 1


def test_shells_can_complete(study: Path) -> None:
    env = {"_RECSIM_COMPLETE": "complete_bash", "COMP_WORDS": "recsim ru", "COMP_CWORD": "1"}
    assert call(env=env).stdout.split() == [b"run"]
    env |= {"COMP_WORDS": "recsim run tw", "COMP_CWORD": "2"}
    assert call(env=env).stdout.split() == [b"two_ways"]
    env |= {"COMP_WORDS": "recsim explain strategies.STRATEGY.car", "COMP_CWORD": "2"}
    assert call(env=env).stdout.split() == [b"strategies.STRATEGY.care"]
    shown = subprocess.run(  # in a shell that stays, which is recognised
        ["bash", "-c", f"{shlex.join(RECSIM)} --show-completion; true"],
        capture_output=True,
        check=True,
    )
    assert b"_RECSIM_COMPLETE" in shown.stdout


def test_next_to_nothing_is_imported_before_ctrl_c_is_expected() -> None:
    code = (
        "import os, sys\n"
        "before = set(sys.modules)\n"
        "import recsim.cli\n"
        "print(sorted(set(sys.modules) - before))"
    )
    alone = [sys.executable, "-S", "-c", code]  # without site, which imports what it likes
    path = {**os.environ, "PYTHONPATH": str(Path(recsim.__file__).parents[1])}
    done = subprocess.run(alone, capture_output=True, text=True, check=True, env=path)
    assert done.stdout == "['__future__', 'errno', 'recsim', 'recsim.cli']\n"


def test_ctrl_c_while_the_commands_are_imported(tmp_path: Path) -> None:
    (tmp_path / "typer.py").write_text(
        "import os, signal\nos.kill(os.getpid(), signal.SIGINT)\n", encoding="utf-8"
    )
    done = call("list", env={"PYTHONPATH": str(tmp_path)}, code=130)
    assert done.stderr == b""


def _on_a_terminal(arguments: list[str], *, env: Mapping[str, str]) -> tuple[int, int]:
    """Start the command on a new terminal; its process id and our end of the terminal."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ.update({"TERM": "xterm", "COLUMNS": "100", **env})
        os.execv(sys.executable, [*RECSIM, *arguments])
    return pid, terminal


def _read(terminal: int) -> bytes:
    assert select.select([terminal], [], [], PATIENCE)[0], "it hangs"
    try:
        return os.read(terminal, 65536)
    except OSError:  # the other end was closed
        return b""


def _code(pid: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


@pytest.mark.parametrize(("engine", "beside"), [("compiled", []), ("simpy", ["--beside", "all"])])
def test_ctrl_c_keeps_what_was_finished(study: Path, engine: str, beside: list[str]) -> None:
    command = ["run", "study.yaml", "-n", "5000", "--no-plots", "--engine", engine, *beside]
    pid, terminal = _on_a_terminal(command, env={})
    shown, interrupted = b"", False
    while chunk := _read(terminal):
        shown += chunk
        done = [int(count) for count in re.findall(rb"(\d+)/[12]0000", shown)]
        if not interrupted and done and max(done) >= 8:
            os.write(terminal, b"\x03")  # as the keyboard does: to all processes of the terminal
            interrupted = True
    assert _code(pid) == 130, shown.decode(errors="replace")
    assert b"Traceback" not in shown
    [folder] = Path("results").glob("[!.]*")
    stored = store.read(folder)
    kept = stored.manifest.replications
    assert list(kept) == sorted(set(kept))
    assert max(kept) - len(kept) < (os.cpu_count() or 1)  # what was under way is missing, no more
    assert 1 <= len(kept) < 5000
    assert stored.manifest.asked == 5000
    assert not stored.manifest.complete
    said = " ".join(shown.decode().split())
    assert f"Interrupted: {len(kept)} of 5000 replications were finished and are kept" in said
    assert stored.manifest.beside == (("careless",) if beside else ())
    again = call("compare", study, "-n", str(max(kept) + 1), "--json", *ALONE, *beside)
    assert json.loads(again.stdout)["runs"][0]["replications"] == max(kept) + 1


@pytest.mark.parametrize(("env", "colours"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_colours_only_where_they_are_wanted(
    study: Path, env: dict[str, str], colours: bool
) -> None:
    pid, terminal = _on_a_terminal(["run", "study.yaml", "--no-plots", *ALONE], env=env)
    shown = b""
    while chunk := _read(terminal):
        shown += chunk
    assert _code(pid) == 0
    assert b"/4" in shown  # the progress bar
    assert bool(re.search(rb"\x1b\[([0-9;]*;)?[34][0-9][;m]", shown)) == colours
