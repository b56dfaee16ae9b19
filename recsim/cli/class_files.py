"""The files that a scored round leaves: tables and the picture of the trade-off."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from recsim.cli.console import working
from recsim.telling.spreadsheet import in_table

if TYPE_CHECKING:
    import polars as pl

    from recsim.analysis.intervals import Interval
    from recsim.classroom.scoring import Score, Scores


def write_scores(scores: Scores, folder: Path, *, quiet: bool = False) -> list[Path]:
    """Write scores.csv, runs.csv, guesses.csv (if there are any) and the picture.

    Returns:
        The picture as PNG; nothing if the cost is undefined for all.

    Raises:
        OSError: a file cannot be written.
    """
    import polars as pl

    from recsim.report.plots import write
    from recsim.report.tradeoff import trade_off

    folder.mkdir(parents=True, exist_ok=True)
    rows = [_in_table(row(score, scores)) for score in (*scores.rows, scores.start)]
    _write(pl.DataFrame(rows, infer_schema_length=None), folder / "scores.csv")
    _write(_runs(scores), folder / "runs.csv")
    if scores.answers:
        guesses = [
            {
                "name": answer.person,
                "measure": answer.measure,
                "low": answer.low,
                "high": answer.high,
                "confidence": answer.confidence,
                "result": answer.truth,
                "right": answer.right,
                "interval_score": answer.score,
            }
            for answer in scores.answers
        ]
        _write(pl.DataFrame(map(_in_table, guesses)), folder / "guesses.csv")
    rules = scores.round.challenge
    with working("Drawing the picture", quiet=quiet):
        plot = trade_off(scores.plane, rules.maximise, rules.cap.measure)
        return [] if plot is None else write(plot, folder, "trade_off")[:1]


def _write(table: pl.DataFrame, path: Path) -> None:
    with path.open("wb") as file:  # Polars opens no path that is not UTF-8
        table.write_csv(file)


def row(score: Score, scores: Scores) -> dict[str, Any]:
    """One row of scores.csv; undefined values are None."""
    rules = scores.round.challenge
    entry = score.entry
    changes = entry.changes if entry is not None else {}
    return {
        "rank_best": score.rank.best if score.rank else None,
        "rank_worst": score.rank.worst if score.rank else None,
        "name": score.name,
        "team": entry.team if entry is not None else "",
        **_three(rules.maximise, score.gain),
        **_three(rules.cap.measure, score.harm),
        "cap": score.cap,
        "frontier": score.standing.place,
        "behind": "; ".join(score.standing.behind),
        **_three("above_start", score.above_start),
        **_three("lost_since_practice", score.drop),
        "changes": "; ".join(
            f"{scores.round.short(key)}={value}" for key, value in changes.items()
        ),
        "memo": entry.memo if entry is not None else "",
        "file": entry.file if entry is not None else "",
    }


def _three(name: str, interval: Interval | None) -> dict[str, float | None]:
    estimate, low, high = interval if interval is not None else (None, None, None)
    return {name: estimate, f"{name}_low": low, f"{name}_high": high}


def _runs(scores: Scores) -> pl.DataFrame:
    """One row an entry and sealed world."""
    import polars as pl

    rules = scores.round.challenge
    columns = ["replication", "seed", rules.maximise, rules.cap.measure]
    runs = scores.sealed.runs.rename({"strategy": "name"}).select("name", *dict.fromkeys(columns))
    names = {name: in_table(name) for name in runs["name"].unique()}
    return runs.with_columns(pl.col("name").replace(names))


def _in_table(values: dict[str, Any]) -> dict[str, Any]:
    return {name: in_table(value) for name, value in values.items()}
