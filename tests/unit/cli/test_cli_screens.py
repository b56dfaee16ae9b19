"""The screens of ``run`` and ``compare``, word for word, for results made by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from hand_made import results, scenario

from recsim.analysis.results import Results
from recsim.cli.screens import show_comparison, show_run, show_variants
from recsim.scenario.strategy import Strategy
from recsim.studies.finished import Finished

GOLDEN = Path(__file__).with_name("golden")


def _results(replications: int, horizon_days: int = 150) -> Results:
    chosen = scenario(
        outcomes=("placements", "fill_rate", "offences_per_1000_contacts"),
        horizon_days=horizon_days,
    )
    both = Strategy(style="blend", active_share=0.5, recruiters=2, label="Half of each way")
    title = {"title": "By hand", "question": "Do the screens read well?"}
    chosen = chosen.model_copy(update={"strategies": {**chosen.strategies, "both": both}, **title})
    made = {
        "waiting": {
            "placements": [10, 12, 14, 9],
            "requisitions_filled_in_17_weeks": [10, 12, 14, 9],
            "requisitions_of_17_weeks": [20, 22, 25, 20],
            "resentments": [14, 12, 15, 13],
            "contacts": [0, 0, 0, 0],
        },
        "calling": {
            "placements": [15, 16, 20, 14],
            "requisitions_filled_in_17_weeks": [15, 16, 20, 14],
            "requisitions_of_17_weeks": [20, 22, 25, 20],
            "offences": [2, 1, 4, 3],
            "contacts": [900, 1020, 1100, 950],
        },
        "both": {
            "placements": [11, 11, 15, 9],
            "requisitions_filled_in_17_weeks": [11, 11, 15, 9],
            "requisitions_of_17_weeks": [20, 22, 25, 20],
            "offences": [1, 0, 2, 0],
            "contacts": [400, 420, 410, 430],
        },
    }
    first = {
        strategy: {name: values[:replications] for name, values in columns.items()}
        for strategy, columns in made.items()
    }
    return results(first, of=chosen)


def _beside(replications: int) -> Results:
    """Two variants: with one, calling places two people more; the other changes nothing."""
    base = _results(replications)
    labelled = {"kind": {"label": "kinder recruiters"}, "same": {}}
    base = replace(base, scenario=base.scenario.model_copy(update={"variants": labelled}))
    more = pl.when(strategy="calling").then(pl.col("placements") + 2)
    runs = base.runs.with_columns(
        more.otherwise(pl.col("placements")).alias("placements"), variant=pl.lit("kind")
    )
    same = base.runs.with_columns(variant=pl.lit("same"))
    return replace(
        base,
        beside={
            "kind": replace(base, variant="kind", runs=runs),
            "same": replace(base, variant="same", runs=same),
        },
    )


@pytest.mark.slow
@pytest.mark.parametrize("replications", [4, 1])
@pytest.mark.parametrize("columns", [80, 120])
@pytest.mark.parametrize("screen", ["run_beside", "compare_beside"])
def test_screens_with_variants(
    screen: str,
    columns: int,
    replications: int,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    update_golden: bool,
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    finished = Finished(_beside(replications), Path("results/by_hand-0123456789"), found=0)
    (show_run if screen == "run_beside" else show_variants)(finished)
    _matches(f"{screen}_{replications}_runs_{columns}", columns, capsys, update_golden)


@pytest.mark.parametrize("replications", [4, 1])
@pytest.mark.parametrize("columns", [40, 80, 120])
@pytest.mark.parametrize("screen", ["run", "compare"])
def test_screens(
    screen: str,
    columns: int,
    replications: int,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    update_golden: bool,
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    finished = Finished(_results(replications), Path("results/by_hand-0123456789"), found=0)
    if screen == "run":
        show_run(finished)
    else:
        show_comparison(finished)
    _matches(f"{screen}_{replications}_runs_{columns}", columns, capsys, update_golden)


@pytest.mark.parametrize("screen", [show_run, show_comparison])
def test_a_run_that_is_too_short_says_what_is_not_yet_known(
    screen: Callable[[Finished], None],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    short = _results(4, horizon_days=30)
    had_time = [name for name in short.runs.columns if name.endswith("17_weeks")]
    runs = short.runs.with_columns(pl.col(had_time).clip(0, 0), fill_rate=None)
    screen(Finished(replace(short, runs=runs), Path("results/by_hand-0123456789"), found=0))
    said = "filled within 17 weeks: not yet known: needs a horizon of 112 days."
    assert capsys.readouterr().out.count(said) == 1


def _matches(
    name: str, columns: int, capsys: pytest.CaptureFixture[str], update_golden: bool
) -> None:
    shown = "".join(f"{line.rstrip()}\n" for line in capsys.readouterr().out.splitlines())
    golden = GOLDEN / f"{name}_columns.txt"
    if update_golden:
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(shown, encoding="utf-8")
    assert shown == golden.read_text(encoding="utf-8")
    assert all(len(line) <= columns for line in shown.splitlines())
