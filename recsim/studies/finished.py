"""A study that was run: its results, and what people do with them, in a notebook for example."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

from recsim.analysis.results import Results
from recsim.studies.arguments import checked

if TYPE_CHECKING:
    import polars as pl

    from recsim.analysis.looks import Looked
    from recsim.report.view import Plot

Table = Literal["summary", "comparison", "runs", "segments", "series", "failures"]
"""Tables that ``Finished.to_pandas`` makes."""


@dataclass(frozen=True, repr=False)
class Finished:
    """A study that was run. A notebook shows its outcomes as a table, with the verdict.

    Attributes:
        results: all that was found, as tables: one row a run, a segment of a run, a week of a run.
        folder: the results folder; None if nothing was written.
        found: number of replications that were there before.
        interrupt: what ended it before all replications were simulated; None if nothing did.
        left: what that leaves, in sentences.
        held: number of the replications in the folder; 0 if it is that of the results.
        looked: what repeated looks settled (``until``), whose intervals the results then have; None
            if the number of replications was given.
    """

    results: Results
    folder: Path | None = None
    found: int = 0
    interrupt: KeyboardInterrupt | None = None
    left: str = ""
    held: int = 0
    looked: Looked | None = None

    @property
    def replications(self) -> int:
        """Number of replications that are shown: of those that some strategy finished."""
        return int(self.results.runs["replication"].n_unique())

    def summary(self, measures: Iterable[str] | None = None) -> pl.DataFrame:
        """Estimates with their intervals, one row a strategy, variant and measure.

        Args:
            measures: names of measures, a name alone, or ``recsim.MEASURES`` for all of them; those
                that the scenario declares as its outcomes if not given.

        Returns:
            [strategy, variant, measure, label, unit, n, mean, low, high, sd, median, p05, p95,
            confidence]: see ``recsim.analysis.summary``; in the measure's unit, shares from 0 to 1.
            Undefined values are null.

        Raises:
            ValueError: there is no such measure.
        """
        from recsim.analysis import summary

        return self._only(summary(self.results), measures)

    def compare(self, measures: Iterable[str] | None = None) -> pl.DataFrame:
        """How much each strategy is above the first one, paired by replication.

        Where variants were run beside the scenario, also each strategy with each of them against
        itself (columns ``variant`` and ``baseline_variant``).

        Args:
            measures: as for ``summary``.

        Returns:
            [measure, label, unit, baseline, strategy, n, difference, low, high, ..., verdict], one
            row a strategy but the first and measure: see ``recsim.analysis.differences``.

        Raises:
            ValueError: there is no such measure.
        """
        from recsim.analysis import differences

        return self._only(differences(self.results), measures)

    def observed(self) -> pl.DataFrame:
        """Own numbers (``observed:`` in the file) beside simulated ones, one row a number.

        Returns:
            [strategy, measure, label, unit, own, own_low, own_high, source, n, simulated, low,
            high, run_p05, run_p95, verdict]: see ``recsim.analysis.observed``.
        """
        from recsim.analysis import observed

        return observed(self.results)

    def verdicts(self) -> list[str]:
        """What was found, and what is not known, in sentences; own numbers, if there are any."""
        from recsim.analysis.own_numbers import held
        from recsim.telling.looks import when_settled
        from recsim.telling.observed import met
        from recsim.telling.study import verdicts
        from recsim.telling.variants import variant_verdicts

        own = met(held(self.results), self.results.scenario)
        settled = when_settled(self.looked, self.results.scenario)
        return [*own, *settled, *verdicts(self.results), *variant_verdicts(self.results)]

    def plot(self, name: str = "main") -> Plot:
        """A picture, which a notebook shows; ``save`` writes it, ``table`` has its numbers.

        Args:
            name: "main" for the picture of the scenario's question; others are the names of
                ``recsim.report.plots.PLOTS``: "trade_off", "difference", "by_segment", ...

        Raises:
            ValueError: there is no such picture, or the study has nothing to show in it.
        """
        from recsim.report.plots import PLOTS
        from recsim.scenario.errors import did_you_mean

        if name not in PLOTS:
            hint = did_you_mean(str(name), list(PLOTS), "there are") or f"there are {list(PLOTS)}"
            raise ValueError(f"there is no picture {name!r}; {hint}")
        plot = PLOTS[name](self.results)
        if plot is None:
            raise ValueError(f"this study has nothing to show in the picture {name!r}")
        return plot

    def report(self, path: str | Path, beyond: Iterable[str | Path] = ()) -> Path:
        """Write it as one HTML page that prints on two pages of A4, as ``recsim report`` does.

        Args:
            path: the file.
            beyond: results folders of sweeps, tunings and looks at assumptions of the same
                scenario; those beside this one if there are none.

        Raises:
            ValueError: the study is in no folder (``recsim.run(..., out="results")``).
            Refusal: a folder holds no such study, or one of another scenario.
            OSError: the file cannot be written.
        """
        from recsim.studies import paper

        if self.folder is None:
            raise ValueError('the study is in no folder; recsim.run(..., out="results") keeps it')
        studies = [Path(one) for one in beyond] or list(paper.beside(self))
        return paper.write(self, studies, Path(path))

    def to_pandas(self, table: Table = "runs") -> Any:
        """A table as a pandas.DataFrame; pandas is needed, pyarrow is not.

        Args:
            table: "runs" (one row a strategy, variant and replication), "segments", "series" (one
                row a week), "failures", "summary" or "comparison" (as ``compare``).

        Raises:
            ImportError: pandas is not installed.
            ValueError: there is no such table.
        """
        import pandas as pd  # type: ignore[import-untyped, unused-ignore]

        if table == "summary":
            frame = self.summary()
        elif table == "comparison":
            frame = self.compare()
        elif table in get_args(Table):
            frame = self.results.table(table)
        else:
            raise ValueError(f"there is no table {table!r}; there are {list(get_args(Table))}")
        return pd.DataFrame({column.name: column.to_numpy() for column in frame})

    def __repr__(self) -> str:
        scenario = self.results.scenario
        teams = ", ".join(self.results.strategies)
        where = f", in {self.folder}" if self.folder else ""
        version = self.results.other_version
        mark = f", made by another version ({version})" if version else ""
        variants = "".join(f", beside {name}" for name in self.results.beside)
        return (
            f"<recsim.Finished {scenario.name}: {teams}{variants}; {self.replications} replications"
            f", seed {scenario.study.seed}{where}{mark}>"
        )

    def _repr_html_(self) -> str:
        """What a notebook shows: the declared outcomes, how they came about, the verdict."""
        from recsim.analysis import summary
        from recsim.analysis.own_numbers import held
        from recsim.scenario.sentences import capital
        from recsim.telling.looks import when_settled
        from recsim.telling.observed import met
        from recsim.telling.outcomes import outcomes
        from recsim.telling.study import headlines
        from recsim.telling.units import how_made, made_elsewhere

        scenario = self.results.scenario
        names, columns = outcomes(self.results, summary(self.results))
        headers = ("", *(header for header, _ in columns))
        head = "".join(f"<th>{escape(header)}</th>" for header in headers)
        rows = "".join(
            f"<tr><th style='text-align:left'>{escape(name)}</th>"
            + "".join(f"<td>{escape(cells[place])}</td>" for _, cells in columns)
            + "</tr>"
            for place, name in enumerate(names)
        )
        version = self.results.other_version
        said = [how_made(scenario, self.replications)]
        said += when_settled(self.looked, scenario)
        said += [*met(held(self.results), scenario), *headlines(self.results)]
        if version:
            said.insert(0, f"{capital(made_elsewhere(version))}.")
        return (
            f"<p><b>{escape(scenario.title or scenario.name)}</b><br>"
            f"{escape(scenario.question)}</p>"
            f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
            + "".join(f"<p>{escape(sentence)}</p>" for sentence in said)
        )

    def _only(self, rows: pl.DataFrame, measures: Iterable[str] | None) -> pl.DataFrame:
        """The rows of these measures, in the order of the measures."""
        import polars as pl

        from recsim.analysis.measures import MEASURES
        from recsim.scenario.errors import did_you_mean

        checked("measures", measures, Iterable | None, "names of measures, or None")
        if measures is None:
            measures = self.results.scenario.study.outcomes
        names = [measures] if isinstance(measures, str) else list(measures)
        for name in names:
            if name not in MEASURES:
                hint = did_you_mean(str(name), list(MEASURES)) or "recsim.MEASURES names all"
                raise ValueError(f"there is no measure {name!r}; {hint}")
        order = {name: place for place, name in enumerate(names)}
        place = pl.col("measure").replace_strict(order, return_dtype=pl.Int64)
        return rows.filter(pl.col("measure").is_in(names)).sort(place, maintain_order=True)
