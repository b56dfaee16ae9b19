"""Make the outputs and pictures of ``docs/decide.md`` anew: ``python docs/decide_page.py``.

Runs are kept in a folder, if one is named: ``python docs/decide_page.py results``.
"""

from __future__ import annotations

import re
import shlex
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from typer.testing import CliRunner

from recsim.cli.app import app

PAGE = Path(__file__).with_name("decide.md")
PICTURES = Path(__file__).with_name("decide")
SHOWN = re.compile(
    r"^```console\n\$ recsim (?P<command>[^\n]*)\n```\n\n<!-- shown: (?P<name>\w+) -->\n"
    r"(?P<block>```text\n.*?^```\n)?",
    re.MULTILINE | re.DOTALL,
)
WIDTH = "110"
WHEREABOUTS = ("Results: ", "Picture: ", "To go on with: ")


def made(text: str, out: Path) -> tuple[str, dict[str, bytes]]:
    """The page with what its commands print now, and their pictures by name."""
    pictures: dict[str, bytes] = {}

    def filled(found: re.Match[str]) -> str:
        arguments = [*shlex.split(found["command"]), "--out", str(out)]
        done = CliRunner().invoke(app, arguments, prog_name="recsim", env={"COLUMNS": WIDTH})
        assert done.exit_code == 0, done.output
        [picture] = re.findall(r"^Picture: (.*)$", done.stdout, re.MULTILINE)
        pictures[found["name"]] = Path(picture).read_bytes()
        shown = "\n".join(_lines(done.stdout))
        head = found[0].removesuffix(found["block"] or "")
        return f"{head}```text\n{shown}\n```\n"

    return SHOWN.sub(filled, text), pictures


def _lines(stdout: str) -> Iterator[str]:
    kept = [line.rstrip() for line in stdout.splitlines() if not line.startswith(WHEREABOUTS)]
    yield from "\n".join(kept).strip("\n").splitlines()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        page, pictures = made(PAGE.read_text(encoding="utf-8"), Path(*(sys.argv[1:] or [folder])))
    PAGE.write_text(page, encoding="utf-8")
    for name, content in pictures.items():
        (PICTURES / f"{name}.png").write_bytes(content)
