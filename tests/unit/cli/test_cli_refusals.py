"""Input that nobody means: refused quickly, in a few lines, without a traceback or an escape."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from recsim.cli.app import app
from recsim.scenario import load as loading
from recsim.scenario.errors import MOST_FOUND, MOST_TOLD, ScenarioErrors
from recsim.scenario.load import load_text
from recsim.store.errors import StoreError
from recsim.store.manifest import FILE, Manifest

SMALL = """\
recsim: 1
world: {people: 200}
strategies:
  a: {style: passive}
study: {horizon_days: 28, replications: 2}
"""
MANY = 9_000
MOST_LETTERS = 12_000


def refused(*arguments: str) -> str:
    """What is said to input that is refused."""
    result: Result = CliRunner().invoke(app, list(arguments), prog_name="recsim")
    assert isinstance(result.exception, SystemExit), result.exception
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    assert not set(result.stderr) & set("\x1b\x07\x9b")
    assert 0 < len(result.stderr) < MOST_LETTERS
    return result.stderr


def many(line: str) -> str:
    return "".join(line.format(n) for n in range(MANY))


LARGE: dict[str, str] = {
    "unknown keys": SMALL + many("k{0}z: 1\n"),
    "keys twice": SMALL + many("title: x\n"),
    "unknown keys in a block": SMALL.replace("people: 200", ", ".join(many("peple{0} ").split())),
    "strategies": "recsim: 1\nstrategies:\n" + many("  s{0}: {{style: passive}}\n"),
    "wrong values": "recsim: 1\nstrategies:\n" + many("  s{0}: {{style: wrong, care: 7}}\n"),
    "a chain of likes": "recsim: 1\nstrategies:\n  s0: {style: passive}\n"
    + "".join(f"  s{n}: {{like: s{n - 1}}}\n" for n in range(1, 5000)),
    "variants": SMALL + "variants:\n" + many("  v{0}: {{world: {{people: 300}}}}\n"),
    "wrong variants": SMALL + "variants:\n" + many("  v{0}: {{world: {{peple: 300}}}}\n"),
    "measures": SMALL.replace("replications: 2", f"outcomes: [{many('x{0},')}]"),
    "limits": SMALL.replace("replications: 2", f"limits: {{{many('x{0}: 1,')}}}"),
    "expectations": SMALL + f"expect: [{'{measure: x},' * 4000}]\n",
    "sweeps": SMALL + f"sweep: [{many('x{0}=1:2:3,')}]\n",
    "requisitions": SMALL.replace("people: 200", f"demand: {{plan: [{'{day: x},' * 5000}]}}"),
}


@pytest.mark.parametrize("what", LARGE)
def test_a_large_file_is_refused_in_a_few_lines(
    what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("large.yaml").write_text(LARGE[what], encoding="utf-8")
    said = refused("check", "large.yaml")
    assert said.count("large.yaml") <= MOST_TOLD + 1


def test_nobody_looks_for_more_than_anybody_reads() -> None:
    with pytest.raises(ScenarioErrors) as found:
        load_text(LARGE["unknown keys"], "large.yaml")
    assert len(found.value.problems) == MOST_FOUND
    assert str(found.value).endswith(
        f"And at least {MOST_FOUND - MOST_TOLD} more problems: mend these first."
    )
    few = SMALL + "".join(f"k{n}z: 1\n" for n in range(MOST_TOLD + 1))
    with pytest.raises(ScenarioErrors) as found:
        load_text(few, "few.yaml")
    assert str(found.value).endswith("And 1 more problem: mend these first.")
    all_told = SMALL + "".join(f"k{n}z: 1\n" for n in range(MOST_TOLD))
    with pytest.raises(ScenarioErrors) as found:
        load_text(all_told, "all.yaml")
    assert "mend these first" not in str(found.value)


def test_variants_up_to_the_limit_are_taken() -> None:
    lines = [f"  v{n}: {{world: {{people: {300 + n}}}}}\n" for n in range(loading.MOST_VARIANTS)]
    assert len(load_text(SMALL + "variants:\n" + "".join(lines), "many.yaml").variants) == len(
        lines
    )


@pytest.mark.parametrize(
    "number",
    ["9" * 5000, "-" + "9" * 300, "0x" + "f" * 50_000, "0o" + "7" * 50_000, "1." + "0" * 50_000,
     "1e999999999", "9" * 301, "0x" + "f" * 299],
)  # fmt: skip
def test_numbers_of_any_length(
    number: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for place in ("200", "2}"):
        Path("n.yaml").write_text(
            SMALL.replace(place, place.replace("200", number).replace("2}", f"{number}}}"))
        )
        assert "n.yaml" in refused("check", "n.yaml")
    ranged = f"{{value: 200, range: [0, {number}]}}"
    Path("n.yaml").write_text(SMALL.replace("people: 200", f"offence: {{scale: {ranged}}}"))
    assert "n.yaml" in refused("check", "n.yaml")
    Path("n.yaml").write_text(SMALL)
    assert "--set people=" in refused("check", "n.yaml", "--set", f"people={number}")


def loop() -> str:
    os.symlink("loop.yaml", "loop.yaml")
    return "loop.yaml"


def pipe() -> str:
    os.mkfifo("pipe.yaml")
    return "pipe.yaml"


def folder_of_pipes() -> str:
    Path("folder").mkdir()
    for name in ("manifest.json", "challenge.yaml"):
        os.mkfifo(f"folder/{name}")
    return "folder"


NO_FILES: dict[str, Callable[[], str]] = {
    "a link to itself": loop,
    "a long name": lambda: "x" * 300 + ".yaml",
    "a very long name": lambda: "x" * 5000,
    "a pipe": pipe,
    "a folder of pipes": folder_of_pipes,
    "a device without end": lambda: "/dev/zero",
    "a device without a beginning": lambda: "/dev/null",
    "bytes that are no letters": lambda: os.fsdecode(b"\xff\xfe.yaml"),
    "escapes": lambda: "\x1b[31mred\x9b2J.yaml",
    "a folder": lambda: ".",
}


@pytest.mark.parametrize("what", NO_FILES)
def test_what_is_no_file(what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    source = NO_FILES[what]()
    for command in (
        "check",
        "run",
        "compare",
        "show",
        "story",
        "sweep",
        "assumptions",
        "plot",
        "page",
    ):
        refused(command, source)
    refused("class", "check", source)
    refused("class", "score", source)
    parent = json.dumps(os.fsencode(source).decode("latin-1"))
    Path("fine.yaml").write_text(f"{SMALL}extends: {parent}\n")
    refused("check", "fine.yaml")


def test_a_plan_that_is_a_pipe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    os.mkfifo("plan.csv")
    Path("p.yaml").write_text(SMALL.replace("people: 200", "demand: {plan: plan.csv}"))
    assert "not a file" in refused("check", "p.yaml")


def test_titles_labels_and_keys_do_not_reach_the_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    red = '"\\e[31mred\\x9b2J\\a"'
    text = SMALL.replace("passive}", f"passive, label: {red}}}\n  b: {{style: active}}")
    Path("t.yaml").write_text(f"{text}title: {red}\nquestion: {red}\nlesson: {red}\n")
    for command in (
        ["check", "t.yaml"],
        ["show", "t.yaml"],
        ["run", "t.yaml", "--no-plots", "--workers", "1"],
        ["compare", "t.yaml"],
        ["story", "t.yaml"],
    ):
        result = CliRunner().invoke(app, command, prog_name="recsim")
        assert result.exit_code == 0, result.output
        assert not set(result.output) & set("\x1b\x07\x9b"), command
    for wrong in (SMALL.replace("passive", red), SMALL + f"{red}: 1\n", SMALL + f"world: {red}\n"):
        Path("w.yaml").write_text(wrong)
        refused("check", "w.yaml")


def test_a_path_of_any_bytes_can_hold_results(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    name = os.fsdecode(b"mine\xff.yaml")
    Path(name).write_text(SMALL)
    out = os.fsdecode(b"out\xff")
    command = ["run", name, "--out", out, "--no-plots", "--workers", "1", "--json"]
    command += ["--set", "study.keep_events=[0]"]
    monkeypatch.setattr("sys.argv", ["recsim", *command])
    result = CliRunner().invoke(app, command, prog_name="recsim")
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["runs"][0]["folder"].startswith("out\ufffd/")
    [folder] = Path(out).iterdir()
    assert Manifest.read(folder).command.startswith(
        "recsim run 'mine\ufffd.yaml' --out 'out\ufffd'"
    )
    for to in ("csv", "parquet", "xes"):
        tables = os.fsdecode(f"{to}-".encode() + b"\xff")
        command = ["export", str(folder), "--to", to, "-o", tables]
        result = CliRunner().invoke(app, command, prog_name="recsim")
        assert result.exit_code == 0, result.output
        assert Path(tables).exists()


def test_a_page_of_a_path_of_any_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    name = os.fsdecode(b"mine\xff.yaml")
    Path(name).write_text(SMALL)
    result = CliRunner().invoke(app, ["page", name, "-o", "mine.html"], prog_name="recsim")
    assert result.exit_code == 0, result.output
    assert "mine\ufffd.yaml" in Path("mine.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "command", [["page", "s.yaml", "-o"], ["report", "s.yaml", "-o"], ["slides", "s.yaml", "-o"],
                ["schema", "--out"]], ids=lambda command: command[0],
)  # fmt: skip
def test_a_study_is_not_written_over_by_what_is_made_of_it(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("s.yaml").write_text(SMALL)
    assert "expected a name that ends in" in refused(*command, "s.yaml")
    assert Path("s.yaml").read_text() == SMALL
    assert [path.name for path in Path().iterdir()] == ["s.yaml"]


def test_what_was_typed_is_not_told_at_any_length(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("s.yaml").write_text(SMALL)
    assert len(refused("run", "s.yaml", "--until", f"placements +-{'9' * 5000}")) < 2500


WRONG: list[Any] = [
    "", "{", "[]", "null", '"x"', "{}", "[" * 100_000, '{"format":' + "[" * 100_000, "9" * 5000,
    b"\xff\x00", {"replications": "x"}, {"files": [1]}, {"files": {"a": 1}}, {"title": None},
    {"seed": "x"}, {"replications": [[1]]}, {"failures": ["x"]}, {"format": 99}, {"format": "2"},
    {"name": 7}, {"files": {"../x": "0"}}, {"files": {"/etc/hosts": "0"}},
    {"previous": {"events/../../x": "0"}}, {"files": {"C:\\x": "0"}},
]  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: str(wrong)[:30])
def test_damaged_manifests(wrong: Any, tmp_path: Path) -> None:
    good = Manifest(
        name="a", title="A", variant="", replications=(0, 1), asked=2, seed=7, market="separate",
        command="recsim run a", started="", ended="", inputs_hash="0", scenario_hash="1",
        code_hash="2",
    )  # fmt: skip
    good.write(tmp_path)
    assert Manifest.read(tmp_path) == good
    path = tmp_path / FILE
    if isinstance(wrong, dict):
        kept = json.loads(path.read_text(encoding="utf-8"))
        path.write_text(json.dumps({**kept, **wrong}), encoding="utf-8")
    else:
        path.write_bytes(wrong if isinstance(wrong, bytes) else wrong.encode())
    with pytest.raises(StoreError, match=r"cannot be read|not a manifest|damaged|cannot read"):
        Manifest.read(tmp_path)
