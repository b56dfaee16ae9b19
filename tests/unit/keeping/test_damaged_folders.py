"""Folders of somebody else, damaged in any way: every command works, or ends with a message.

No traceback, and an exit code that is documented: 0, 1 (nothing to show), 2 (bad input) or 3 (other
numbers than before).
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import random
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from recsim.cli.app import app

READERS = {
    "cite": ("cite", "FOLDER"),
    "compare": ("compare", "FOLDER"),
    "diff": ("diff", "FOLDER", "WHOLE"),
    "export csv": ("export", "FOLDER", "--to", "csv", "-o", "tables"),
    "export xes": ("export", "FOLDER", "--to", "xes", "-o", "logs"),
    "export xlsx": ("export", "FOLDER", "--to", "xlsx", "-o", "book.xlsx"),
    "plot": ("plot", "FOLDER"),
    "report": ("report", "FOLDER", "-o", "report.html"),
    "reproduce": ("reproduce", "FOLDER", "-n", "1", "--workers", "1"),
    "run": ("run", "FOLDER", "--more", "1", "--workers", "1", "--no-plots"),
}
QUICK = ("cite", "compare")
WRONG: tuple[Any, ...] = (
    None, True, -1, 0, 1e308, float("nan"), float("inf"), 10**30, "", "x", "\ud800", "../../x",
    "a\0b", "x" * 5000, "a/" * 3000, [], {}, [1], {"a": 1}, [[[[]]]],
)  # fmt: skip
WRONG_KEYS = ("", "../x", "a\0b", "x" * 300, ".", "..", "plots", "parts", "events", "a/../b")
PIECES = (b"\0", b"\xff\xfe", b'"', b"{" * 5000, b"[" * 100_000, b"1e999", b"NaN")


def places(said: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where something stands in what a JSON text says."""
    if at:
        yield at
    if isinstance(said, dict | list):
        for key in said if isinstance(said, dict) else range(len(said)):
            yield from places(said[key], (*at, key))


def wrong_json(raw: bytes, luck: random.Random) -> bytes:
    """The same, but something is missing, has another name, or is of another kind."""
    said = json.loads(raw)
    *path, key = luck.choice(list(places(said)))
    holder = said
    for step in path:
        holder = holder[step]
    match luck.randrange(4):
        case 0:
            del holder[key]
        case 1 if isinstance(holder, dict):
            holder[luck.choice(WRONG_KEYS)] = holder.pop(key)
        case _:
            holder[key] = luck.choice(WRONG)
    return json.dumps(said).encode()


def wrong_bytes(raw: bytes, luck: random.Random) -> bytes:
    """Torn, changed in a byte, doubled in a piece, empty, or with something put in."""
    at = luck.randrange(len(raw))
    match luck.randrange(5):
        case 0:
            return raw[:at]
        case 1:
            return raw[:at] + bytes([luck.randrange(256)]) + raw[at + 1 :]
        case 2:
            return raw[:at] + raw[max(0, at - 40) :]
        case 3:
            return b""
        case _:
            return raw[:at] + luck.choice(PIECES) + raw[at:]


def wrong(name: str, raw: bytes, luck: random.Random) -> bytes:
    return (wrong_json if name.endswith(".json") and luck.random() < 0.8 else wrong_bytes)(
        raw, luck
    )


def no_file(path: Path, luck: random.Random) -> None:
    """Nothing, a folder, a link to itself, a pipe or a device in the place of a file."""
    path.unlink()
    makes: list[Callable[[Path], object]] = [lambda _: None, Path.mkdir]
    if os.name == "posix":
        makes += [lambda at: at.symlink_to(at), os.mkfifo, lambda at: at.symlink_to("/dev/zero")]
    luck.choice(makes)(path)


def wrong_part(path: Path, luck: random.Random) -> None:
    """A part with something wrong in it, whose name vouches for it."""
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    name = luck.choice(list(files))
    files[name] = wrong(name, files[name], luck)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for one, content in files.items():
            archive.writestr(one, content)
    path.unlink()
    found = hashlib.sha256(made.getvalue()).hexdigest()
    path.with_name(f"{path.name.partition('-')[0]}-{found}.zip").write_bytes(made.getvalue())


def vouch(folder: Path, name: str) -> None:
    """Have the manifest say that the file is what was written."""
    path = folder / "manifest.json"
    said = json.loads(path.read_bytes())
    if name in said["files"]:
        said["files"][name] = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        path.write_text(json.dumps(said))


def damage(folder: Path, luck: random.Random) -> str:
    """Damage one file of a results folder; what says what matters is damaged more often.

    Returns:
        Its path in the folder.
    """
    files = [p.relative_to(folder).as_posix() for p in sorted(folder.rglob("*")) if p.is_file()]
    often = {".json": 12, ".zip": 8, ".yaml": 4, ".parquet": 4}
    [name] = luck.choices(files, [often.get(Path(one).suffix, 1) for one in files])
    path = folder / name
    if luck.random() < 0.1:
        no_file(path, luck)
    elif path.suffix == ".zip" and luck.random() < 0.8:
        wrong_part(path, luck)
    else:
        path.write_bytes(wrong(name, path.read_bytes(), luck))
        if name != "manifest.json" and luck.random() < 0.7:
            vouch(folder, name)
    return name


def try_out(command: str, whole: Path, folder: Path, luck: random.Random) -> None:
    """Damage a copy, and call a command that reads it."""
    if folder.exists():
        shutil.rmtree(folder)
    shutil.copytree(whole, folder)
    name = damage(folder, luck)
    told = {"FOLDER": str(folder), "WHOLE": str(whole)}
    arguments = [told.get(word, word) for word in READERS[command]]
    result = CliRunner().invoke(app, arguments, prog_name="recsim")
    problem = result.exception
    if problem is not None and not isinstance(problem, SystemExit):
        raise AssertionError(f"{command}: a traceback, {name} was damaged") from problem
    assert result.exit_code in (0, 1, 2, 3), (name, result.output)
    assert result.output.strip(), name
    assert "Traceback" not in result.output


@pytest.mark.parametrize("command", QUICK)
@pytest.mark.parametrize("seed", range(5))
def test_a_damaged_folder_is_read_or_refused(
    command: str, seed: int, run: Path, tmp_path: Path
) -> None:
    try_out(command, run, tmp_path / "damaged", random.Random(f"{command} {seed}"))


@pytest.mark.slow
@pytest.mark.parametrize("command", READERS)
def test_many_damaged_folders_are_read_or_refused(command: str, run: Path, tmp_path: Path) -> None:
    for seed in range(2 if command == "plot" else 6):
        try_out(command, run, tmp_path / "damaged", random.Random(f"{command} many {seed}"))
