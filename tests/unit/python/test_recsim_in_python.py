"""``recsim.run`` and what it gives: the command line's results, in memory or in its folders."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import nullcontext
from inspect import signature
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np
import pytest
from polars.testing import assert_frame_equal
from typer.testing import CliRunner

import recsim
from recsim.cli.app import app
from recsim.experiments import runner, workers
from recsim.report.plots import PLOTS
from recsim.store import hash_file
from recsim.studies.arguments import EXPECTED
from recsim.studies.notebook import notebook_bar

STUDY = """\
recsim: 1
title: Few <people>
question: Does it work in Python?
world: {people: 80}
strategies:
  waiting: {style: passive, recruiters: 1}
  calling: {style: active, recruiters: 2, care: 0.3}
variants:
  careless: {strategies: {calling: {care: 0.1}}}
study: {horizon_days: 28, warm_up_days: 0, replications: 2, seed: 7}
"""


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A scenario file in a working folder that is otherwise empty."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "study.yaml"
    path.write_text(STUDY, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> recsim.Finished:
    """A study that was run in memory."""
    path = tmp_path_factory.mktemp("found") / "study.yaml"
    path.write_text(STUDY, encoding="utf-8")
    return recsim.run(path, workers=1)


@pytest.fixture
def simulated(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Numbers of the replications that are simulated."""
    numbers: list[int] = []
    run_some = runner.by_replication

    def noted(*arguments: Any, **options: Any) -> Any:
        wanted = options.get("replications")
        numbers.extend(range(arguments[0].study.replications) if wanted is None else wanted)
        return run_some(*arguments, **options)

    monkeypatch.setattr(runner, "by_replication", noted)
    return numbers


def command(*arguments: str) -> str:
    done = CliRunner().invoke(app, arguments, prog_name="recsim")
    assert done.exit_code == 0, done.output
    return done.stdout


def other_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("recsim.store.identity.code_hash", lambda: "0" * 64)
    monkeypatch.setattr("recsim.store.manifest.code_hash", lambda: "0" * 64)


def test_every_source_and_every_spelling_of_a_change_gives_the_same(study: Path) -> None:
    text = STUDY.replace("care: 0.3", "care: 0.9")
    Path("changed.yaml").write_text(text.replace("replications: 2", "replications: 3"))
    wanted = recsim.run("changed.yaml", workers=1).results.runs
    settings = {"calling.care": np.float64(0.9)}
    scenario = recsim.load("study.yaml").scenario
    calling = scenario.strategies["calling"].model_copy(update={"care": 0.9})
    teams = {**scenario.strategies, "calling": calling}
    by_hand = scenario.model_copy(update={"strategies": teams})
    for one in (
        recsim.run("study.yaml", set=settings, replications=3, workers=1),
        recsim.run(study, set=settings, replications=np.int64(3), workers=1),
        recsim.run(scenario, set={"strategies.calling.care": 0.9}, replications=3, workers=1),
        recsim.run(recsim.load(study), set=settings, replications=3, workers=1),
        recsim.run(by_hand, replications=3, workers=1),
        recsim.run(recsim.load("changed.yaml"), workers=1),
    ):
        assert_frame_equal(one.results.runs, wanted, check_exact=True)


def test_nothing_is_written_unless_it_is_asked_for(study: Path) -> None:
    found = recsim.run("study.yaml", workers=1)
    assert found.folder is None
    assert list(Path().iterdir()) == [Path("study.yaml")]


@pytest.mark.slow
def test_python_and_the_command_line_use_each_others_folders(
    study: Path, simulated: list[int]
) -> None:
    first = recsim.run("study.yaml", out="results", workers=1)
    assert first.folder is not None
    shown = command("run", "study.yaml", "--no-plots", "--workers", "1", "-n", "3")
    assert "2 replications were there already" in shown
    again = recsim.run("study.yaml", out=Path("results"), replications=3, workers=1)
    assert simulated == [0, 1, 2]
    assert (again.folder, again.found, again.replications) == (first.folder, 3, 3)
    for same in (recsim.read_results(str(first.folder)), recsim.compare(str(first.folder))):
        assert_frame_equal(same.results.runs, again.results.runs, check_exact=True)
    fewer = recsim.run("study.yaml", out="results", replications=2, workers=1)
    assert_frame_equal(fewer.results.runs, first.results.runs, check_exact=True)
    assert simulated == [0, 1, 2]


@pytest.mark.slow
def test_a_scenario_without_a_file_has_a_folder_that_can_be_read(study: Path) -> None:
    scenario = recsim.load("study.yaml").scenario
    kept = recsim.run(scenario, beside="all", out="results", workers=1)
    assert kept.folder is not None
    assert [*recsim.read_results(kept.folder).results.beside] == ["careless"]
    loaded = recsim.load(kept.folder / "scenario.yaml")
    assert loaded.scenario.strategies == scenario.strategies


@pytest.mark.slow
def test_tables_have_the_declared_outcomes_or_what_is_named(found: recsim.Finished) -> None:
    declared = list(found.results.scenario.study.outcomes)
    assert found.summary()["measure"].unique(maintain_order=True).to_list() == declared
    named = ["contacts", "placements"]
    assert found.summary(named)["measure"].unique(maintain_order=True).to_list() == named
    assert found.summary("contacts").height == 2
    assert found.summary(recsim.MEASURES)["measure"].n_unique() == len(recsim.MEASURES)
    assert found.compare("contacts")["strategy"].to_list() == ["calling"]
    with pytest.raises(ValueError, match=r"no measure 'placement'; did you mean placements\?"):
        found.summary("placement")


def test_variants_beside_are_compared(study: Path) -> None:
    both = recsim.run("study.yaml", beside=["careless"], workers=1)
    rows = both.compare("contacts").to_dicts()
    assert ("calling", "careless") in [(row["strategy"], row["variant"]) for row in rows]
    assert "beside careless" in repr(both)
    assert "with careless" in " ".join(both.verdicts()) or "careless" in " ".join(both.verdicts())


@pytest.mark.parametrize("table", ["runs", "summary", "comparison", "series", "failures"])
def test_pandas_needs_no_pyarrow(
    found: recsim.Finished, table: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    pandas = pytest.importorskip("pandas")
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    made = found.to_pandas(table)
    assert isinstance(made, pandas.DataFrame)
    if table == "runs":
        assert made["contacts"].tolist() == found.results.runs["contacts"].to_list()
        assert made["strategy"].tolist() == ["waiting", "waiting", "calling", "calling"]
        rates = found.results.runs["offences_per_1000_contacts"]
        assert made["offences_per_1000_contacts"].isna().tolist() == rates.is_null().to_list()
    with pytest.raises(ValueError, match="no table 'run'"):
        found.to_pandas("run")  # type: ignore[arg-type]


@pytest.mark.slow
def test_pictures_are_found_by_the_names_of_their_files(
    found: recsim.Finished, tmp_path: Path
) -> None:
    for name, draw in PLOTS.items():
        plot = draw(found.results)
        assert plot is None or plot.name == name
    picture = found.plot()
    assert picture.name == "main"
    assert picture._repr_png_().startswith(b"\x89PNG")
    assert len(repr(picture)) < 200
    for end, begin in (("png", b"\x89PNG"), ("svg", b"<?xml"), ("pdf", b"%PDF"), ("csv", b"")):
        file = tmp_path / f"picture.{end}"
        picture.save(str(file))
        assert file.read_bytes().startswith(begin)
    with pytest.raises(ValueError, match=r"expected a name that ends in \.png"):
        picture.save("picture.bmp")
    with pytest.raises(ValueError, match=r"no picture 'trade'.*trade_off"):
        found.plot("trade")
    with pytest.raises(ValueError, match="nothing to show"):
        found.plot("variants")


def test_it_is_short_as_text_and_a_table_in_a_notebook(found: recsim.Finished) -> None:
    assert repr(found) == "<recsim.Finished study: waiting, calling; 2 replications, seed 7>"
    html = found._repr_html_()
    assert "Few &lt;people&gt;" in html
    assert "<people>" not in html
    assert html.count("<tr>") == 1 + len(found.results.strategies)
    assert html.count("<th>") == 1 + len(found.results.scenario.study.outcomes)


@pytest.mark.slow
def test_results_of_another_version_are_marked_wherever_they_are_shown(
    study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import json

    kept = recsim.run("study.yaml", out="results", beside="all", workers=1)
    folder = str(kept.folder)
    assert "version" not in repr(kept) + kept._repr_html_() + command("compare", folder)
    other_version(monkeypatch)
    old = recsim.read_results(folder)
    version = old.results.other_version
    assert version.startswith(f"recsim {recsim.__version__}, code ")
    assert f"made by another version ({version})" in repr(old)
    assert "Made by another version of the model" in old._repr_html_()
    assert old.results.beside["careless"].other_version == version
    written = [text.get_text() for text in old.plot("difference").figure.texts]
    assert version in " ".join(" ".join(written).split())
    shown = " ".join(command("compare", folder).split())
    assert f"Made by another version of the model ({version})" in shown
    for name in ("run", "compare"):
        options = ["--no-plots"] if name == "run" else []
        [document] = json.loads(command(name, folder, "--json", *options))["runs"]
        assert document["other_version"] == version
    with pytest.raises(ValueError, match="different versions"):
        old.results.merge(kept.results)


@pytest.mark.slow
def test_what_another_version_knew_and_this_one_does_not_is_left_out(
    study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = recsim.run("study.yaml", out="results", workers=1)
    assert kept.folder is not None
    resolved, manifest = kept.folder / "resolved.yaml", kept.folder / "manifest.json"
    text = resolved.read_text(encoding="utf-8")
    before = hash_file(resolved)
    text = text.replace("\nworld:\n", "\nworld:\n  forgotten: 3\n").replace(
        "outcomes: [", "outcomes: [joy, "
    )
    resolved.write_text(text, encoding="utf-8")
    after = hash_file(resolved)
    manifest.write_text(manifest.read_text(encoding="utf-8").replace(before, after))
    with pytest.raises(recsim.ScenarioErrors, match='no setting "forgotten"'):
        recsim.read_results(kept.folder)
    other_version(monkeypatch)
    with pytest.warns(UserWarning, match="another version of the model"):
        compared = recsim.compare(str(kept.folder))
    for old in (recsim.read_results(kept.folder), compared):
        assert old.summary().equals(kept.summary())
    assert "placements" in command("compare", str(kept.folder))
    with pytest.raises(recsim.ScenarioErrors, match='no setting "forgotten"'):
        recsim.run(str(kept.folder), seed=8)


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda: recsim.run(3), "source: 3 given (int); expected the path of a scenario file"),
        (lambda: recsim.load(None), "source: None given (NoneType); expected"),
        (lambda: recsim.run("two_ways", set=["a=1"]), "set: ['a=1'] given (list); expected"),
        (lambda: recsim.run("two_ways", with_=3), "with_: 3 given (int); expected names"),
        (lambda: recsim.run("two_ways", beside=[3]), "beside: 3 given (int); expected names"),
        (lambda: recsim.run("two_ways", out=3), "out: 3 given (int); expected the path"),
        (lambda: recsim.run("two_ways", workers="2"), "workers: '2' given (str); expected"),
        (lambda: recsim.read_results(3), "folder: 3 given (int); expected the path"),
        (lambda: recsim.compare("two_ways", sets={}), "unexpected keyword argument 'sets'"),
        (lambda: recsim.run("two_ways", until=3), "until: 3 given (int); expected a text"),
        (lambda: recsim.run("two_ways", engine=3), "engine: 3 given (int); expected the name"),
        (lambda: recsim.run("two_ways", seed="1"), "seed: '1' given (str); expected a whole"),
        (lambda: recsim.run("two_ways", replications="2"), "replications: '2' given (str)"),
        (lambda: recsim.compare("two_ways", replications=True), "replications: True given (bool)"),
        (lambda: recsim.run("two_ways", at_most=9.5), "at_most: 9.5 given (float); expected"),
        (lambda: recsim.run("two_ways", compares="x"), "compares: 'x' given (str); expected True"),
        (lambda: recsim.run("two_ways", progress=3), "progress: 3 given (int); expected a func"),
        (lambda: recsim.run("two_ways", set={"care": object}), "set: care: <class 'object'> given"),
        (lambda: recsim.run("two_ways", set={"people": 10**5000}), "set: people: a number that is"),
        (
            lambda: recsim.run("two_ways", with_="x" * 200, beside=b"x" * 200),
            "xxx... given (bytes)",
        ),
        (lambda: recsim.sweep("two_ways", {"care": 3}), "vary: care: 3 given (int); expected"),
        (lambda: recsim.sweep("two_ways", {"care": [{3}.pop, 1]}), "vary: care: <built-in"),
        (lambda: recsim.sweep("two_ways", of=3), "of: 3 given (int); expected names"),
        (lambda: recsim.sweep("two_ways", points="9"), "points: '9' given (str); expected"),
        (lambda: recsim.assumptions("two_ways", morris="yes"), "morris: 'yes' given (str)"),
        (lambda: recsim.calibrate("two_ways", budget=1e3), "budget: 1000.0 given (float)"),
        (lambda: recsim.tune("two_ways", trials="x"), "trials: 'x' given (str); expected a whole"),
        (lambda: recsim.tune("two_ways", levers=3), "levers: 3 given (int); expected names"),
        (lambda: recsim.warm_up("two_ways", days="9"), "days: '9' given (str); expected a whole"),
        (lambda: recsim.export("x", 3), "to: 3 given (int); expected a format"),
        (lambda: recsim.export("x", "csv", replication="1"), "replication: '1' given (str)"),
        (lambda: recsim.reproduce("x", workers=1.5), "workers: 1.5 given (float); expected"),
        (lambda: recsim.cite("x", form=3), "form: 3 given (int); expected a name"),
        (lambda: recsim.load("two_ways", set_="care=1"), "set_: 'care=1' given (str); expected"),
        (lambda: recsim.load("two_ways", with_=3), "with_: 3 given (int); expected a list"),
    ],
)
def test_a_type_error_says_what_is_expected(call: Callable[[], object], told: str) -> None:
    with pytest.raises(TypeError) as caught:
        call()
    assert told in str(caught.value)


def test_every_argument_of_public_functions_is_checked_or_checks_itself() -> None:
    themselves = {"source", "with_", "beside", "vary", "of", "free", "levers", "run", "origin",
                  "authors", "options"}  # fmt: skip
    for function in (
        recsim.run, recsim.compare, recsim.read_results, recsim.sweep, recsim.assumptions,
        recsim.calibrate, recsim.tune, recsim.warm_up, recsim.export, recsim.reproduce, recsim.cite,
    ):  # fmt: skip
        assert set(signature(function).parameters) <= {*EXPECTED, *themselves}


def test_arguments_that_are_out_of_range(found: recsim.Finished) -> None:
    with pytest.raises(ValueError, match="out: '' given; expected the path of a folder"):
        recsim.run("two_ways", out="")
    for few in (0, -1):
        with pytest.raises(ValueError, match=f"workers: {few} given, expected 1 or more"):
            recsim.sweep("two_ways", workers=few)
    with pytest.raises(TypeError, match=r"measures: 3 given \(int\); expected names of measures"):
        found.summary(3)  # type: ignore[arg-type]


def test_a_change_of_a_scenario_is_checked(study: Path) -> None:
    scenario = recsim.load("study.yaml").scenario
    calling = scenario.strategies["calling"]
    assert calling.model_copy(update={"care": 1.0}).care == 1.0
    assert calling.model_copy() == calling
    for update in ({"care": 7}, {"care": "much"}, {"caer": 0.5}):
        with pytest.raises(ValueError, match=next(iter(update))):
            calling.model_copy(update=update)
    with pytest.raises(ValueError, match="rival"):
        scenario.model_copy(
            update={"strategies": {"calling": calling.model_copy(update={"rivals": ("nobody",)})}}
        )
    with pytest.raises(recsim.ScenarioErrors, match="7 is out of range"):
        recsim.run("study.yaml", set={"calling.care": 7})
    teams = {**scenario.strategies, "calling": calling.unchecked(care=7.0)}
    unlawful = scenario.unchecked(strategies=teams)
    with pytest.raises(recsim.ScenarioErrors, match=r"calling\.care"):
        recsim.run(unlawful)


def test_there_must_be_something_to_compare(study: Path) -> None:
    alone = {"strategies": {"calling": recsim.load(study).scenario.strategies["calling"]}}
    scenario = recsim.load(study).scenario.model_copy(update=alone)
    with pytest.raises(recsim.Refusal, match="has one strategy"):
        recsim.compare(scenario)
    assert recsim.run(scenario, workers=1).compare().height == 0


def test_failed_runs_are_told_and_the_rest_is_there(
    study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    simulate = workers.engine("simpy")

    def fails(scenario: Any, teams: Any, replication: int, **more: bool) -> object:
        if replication == 1:
            raise RuntimeError("the world ended")
        return simulate(scenario, teams, replication, **more)

    monkeypatch.setattr(workers, "engine", lambda name: fails)
    with pytest.warns(UserWarning, match="Failed: .* replication 1: RuntimeError: the world ended"):
        found = recsim.run(study, workers=1)
    assert set(found.results.runs["replication"]) == {0}
    assert found.results.failures.height == 2
    monkeypatch.setattr(workers, "engine", lambda name: lambda *_, **__: 1 / 0)
    for out in (None, "results"):
        with (
            pytest.warns(UserWarning, match="ZeroDivisionError"),
            pytest.raises(recsim.Unfinished, match="No replication was finished"),
        ):
            recsim.run(study, workers=1, out=out)


@pytest.mark.parametrize("out", [None, "results"])
def test_an_interrupt_hands_over_what_was_finished(study: Path, out: str | None) -> None:
    def stops(done: int, total: int) -> None:
        if done >= 4:
            raise KeyboardInterrupt

    told = nullcontext() if out is None else pytest.warns(UserWarning, match="2 of 4 replications")
    with told, pytest.raises(recsim.Interrupted) as caught:
        recsim.run(study, replications=4, workers=1, out=out, progress=stops)
    assert set(caught.value.results.replications) == {0, 1}


class Cell:
    """What a notebook would show."""

    def __init__(self) -> None:
        self.shown: list[str] = []

    def update(self, html: str) -> None:
        self.shown.append(html)


def test_a_notebook_shows_a_bar_while_it_runs(study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cell = Cell()

    def display(html: str, *, display_id: bool) -> Cell:
        assert display_id
        cell.update(html)
        return cell

    ipython, showing = ModuleType("IPython"), ModuleType("IPython.display")
    ipython.get_ipython = lambda: SimpleNamespace(kernel=1)  # type: ignore[attr-defined]
    showing.HTML, showing.display = str, display  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "IPython", ipython)
    monkeypatch.setitem(sys.modules, "IPython.display", showing)
    recsim.run(study, workers=1)
    assert "Few &lt;people&gt;" in cell.shown[0]
    assert "4 of 4 runs" in cell.shown[-2]
    assert cell.shown[-1] == ""
    before = len(cell.shown)
    recsim.run(study, workers=1, progress=lambda done, total: None)
    ipython.get_ipython = lambda: object()  # type: ignore[attr-defined]
    with notebook_bar("in a terminal") as nothing:
        assert nothing is None
    assert len(cell.shown) == before
