"""Every command, Python block and complete scenario in the documents works as written.

Commands of one document run in order, in one empty folder, in bash. To be quick, ``recsim run`` and
``recsim compare`` get a small world, a short time and few replications added, and those that have
options draw no pictures. ``recsim workshop`` is ended as soon as its page answers. Nothing else
differs.
Set-up in front of a command (a virtual environment, an installation) is what ``.ci/run`` does.
"""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from recsim.scenario.load import load

ROOT = Path(__file__).parents[2]
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
SET_UP = re.compile(r"python3 -m venv \S+ && \S+/pip install [^&]+ && \.venv/bin/")
ELSEWHERE = ("pytest", ".ci/run", "python -m recsim.report.gallery")
"""Commands that ``.ci/run`` or a test of their own executes."""

SMALL_RECSIM = f"""\
#!{sys.executable}
import os, signal, socket, sys, threading, time, urllib.request
from recsim.cli import main

def end_when_it_answers(port):
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{{port}}/api/scenarios") as answer:
                assert answer.status == 200
            break
        except OSError:
            time.sleep(0.1)
    os.kill(os.getpid(), signal.SIGINT)

if sys.argv[1] == "workshop":
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    sys.argv += ["--port", str(port), "--no-browser"]
    threading.Thread(target=end_when_it_answers, args=[port], daemon=True).start()
if sys.argv[1] in ("run", "compare"):
    if sys.argv[1] == "run" and len(sys.argv) > 3:
        sys.argv += ["--no-plots"]
    sys.argv += ["--set", "world.people=200", "--set", "study.horizon_days=28"]
    if not {{"--more", "--replications", "-n"}} & set(sys.argv):
        sys.argv += ["--replications", "2"]
main()
"""


def blocks(document: Path, *languages: str) -> list[str]:
    """Fenced blocks in these languages."""
    text = document.read_text(encoding="utf-8")
    return [
        body
        for language, body in re.findall(r"^```(\w+)\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
        if language in languages
    ]


def commands(document: Path) -> list[str]:
    """Commands in the document's console and bash blocks, without their set-up."""
    found = []
    for block in blocks(document, "console"):
        found += [line[2:] for line in block.splitlines() if line.startswith("$ ")]
    for block in blocks(document, "bash"):
        found += [line for line in block.splitlines() if line and not line.startswith("#")]
    return [SET_UP.sub("", command) for command in found]


def name(document: Path) -> str:
    return document.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_commands(document: Path, tmp_path: Path) -> None:
    program = tmp_path / "bin" / "recsim"
    program.parent.mkdir()
    program.write_text(SMALL_RECSIM, encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    folder = tmp_path / "work"
    folder.mkdir()
    path = os.pathsep.join([str(program.parent), os.environ["PATH"]])
    for command in commands(document):
        if command.startswith(ELSEWHERE):
            continue
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=folder,
            env={**os.environ, "PATH": path},
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_python_blocks(document: Path, tmp_path: Path) -> None:
    for block in blocks(document, "python"):
        done = subprocess.run(
            [sys.executable, "-W", "error", "-c", block],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, f"{block}\n{done.stderr}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_complete_scenarios(document: Path, tmp_path: Path) -> None:
    for block in blocks(document, "yaml"):
        if "strategies:" in block and "recsim: 1" in block:
            path = tmp_path / "block.yaml"
            path.write_text(block, encoding="utf-8")
            load(path)


def test_the_readme_has_two_commands_that_set_themselves_up() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    set_up = re.findall(r"^\$ (python3 -m venv .*)$", text, re.MULTILINE)
    assert [SET_UP.sub("", command) for command in set_up] == [
        "recsim run two_ways",
        "pytest -n auto",
    ]
    assert "pip install recsim" not in text


def test_every_kind_of_block_is_found(tmp_path: Path) -> None:
    document = tmp_path / "document.md"
    document.write_text(
        "```console\n$ recsim list\nblack_hole\n```\n\n```bash\n# a comment\nrecsim schema\n```\n"
        "```python\nprint(1)\n```\n",
        encoding="utf-8",
    )
    assert commands(document) == ["recsim list", "recsim schema"]
    assert blocks(document, "python") == ["print(1)\n"]
