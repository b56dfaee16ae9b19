"""Make the outputs and pictures of pages anew: ``python docs/decide_page.py [PAGE]``.

The pages are those below; without one, all of them. Commands run one after the other in an empty
folder with a copy of ``docs/own_numbers``.
"""

from __future__ import annotations

import contextlib
import re
import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterator
from glob import glob
from pathlib import Path

from typer.testing import CliRunner

from recsim.cli.app import app

DOCS = Path(__file__).parent
PAGES = (
    "decide",
    "first_file",
    "five_minutes",
    "keeping",
    "own_numbers",
    "reading_results",
    "teaching",
)
"""Pages, each with a folder of the same name for its pictures, if it has any."""
SHOWN = re.compile(
    r"^```console\n\$ recsim (?P<command>[^\n]*)\n```\n\n<!-- shown: (?P<name>\w+) -->\n"
    r"(?P<block>```text\n.*?^```\n)?",
    re.MULTILINE | re.DOTALL,
)
ENDS = re.compile(r" +# code (\d)$")
"""What stands behind a command that does not end with exit code 0."""
WIDTH = "110"
WHEREABOUTS = ("Results: ", "Picture: ", "To go on with: ", "Fitted scenario: ", "A: ", "B: ")


def made(text: str, folder: Path) -> tuple[str, dict[str, bytes]]:
    """The page with what its commands print now, and their pictures by name.

    Args:
        text: the page.
        folder: an empty folder, in which they run.
    """
    pictures: dict[str, bytes] = {}

    def filled(found: re.Match[str]) -> str:
        command, code = found["command"], 0
        if ends := ENDS.search(command):
            command, code = command[: ends.start()], int(ends[1])
        words = [path for word in shlex.split(command) for path in sorted(glob(word)) or [word]]
        done = CliRunner().invoke(app, words, prog_name="recsim", env={"COLUMNS": WIDTH})
        assert done.exit_code == code, done.output
        for picture in re.findall(r"^Picture: (.*)$", done.stdout, re.MULTILINE):
            pictures[found["name"]] = Path(picture).read_bytes()
        shown = "\n".join(_lines(done.stdout if code == 0 else done.stderr))
        head = found[0].removesuffix(found["block"] or "")
        return f"{head}```text\n{shown}\n```\n"

    shutil.copytree(DOCS / "own_numbers", folder / "docs" / "own_numbers")
    with contextlib.chdir(folder):
        return SHOWN.sub(filled, text), pictures


def _lines(output: str) -> Iterator[str]:
    kept = [line.rstrip() for line in output.splitlines() if not line.startswith(WHEREABOUTS)]
    yield from "\n".join(kept).strip("\n").splitlines()


if __name__ == "__main__":
    for name in sys.argv[1:] or PAGES:
        path = DOCS / f"{name}.md"
        with tempfile.TemporaryDirectory() as place:
            page, images = made(path.read_text(encoding="utf-8"), Path(place))
        path.write_text(page, encoding="utf-8")
        for picture_name, content in images.items():
            if f"({name}/{picture_name}.png)" in page:
                (DOCS / name / f"{picture_name}.png").write_bytes(content)
