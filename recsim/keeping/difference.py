"""Two studies or two scenario files: which settings differ, what made them, and what came out."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from recsim.keeping import versions
from recsim.keeping.versions import Line
from recsim.scenario.identity import content_hash
from recsim.scenario.shape import shape_at
from recsim.scenario.show import value_at
from recsim.scenario.yaml_text import yaml_text
from recsim.telling import two_studies

if TYPE_CHECKING:
    import polars as pl

    from recsim.analysis.results import Results
    from recsim.scenario.load import Loaded
    from recsim.scenario.scenario import Scenario
    from recsim.store import Stored

LABELS = (two_studies.A, two_studies.B)
RESULT_ALIKE = ("study.replications", "study.engine", "study.picture", "study.keep_events")
"""Settings of the study that alter no result; how many runs there are is said beside versions."""
THERE = "there"
"""Stands for all settings of a strategy or an occupation that only one of the two has."""
OF_PAIRS = (
    "correlation", "variance_reduction", "wins", "ties", "losses", "chance_other_beats",
    "chance_low", "chance_high",
)  # fmt: skip
"""Columns of differences that mean nothing where no worlds are shared."""


@dataclass(frozen=True)
class Setting:
    """A setting that differs.

    Attributes:
        key: dotted key.
        one, other: both values as they are written in YAML; empty where it has no such key.
        unit: of both.
        alters: whether results depend on it; titles, labels and the like alter none.
    """

    key: str
    one: str
    other: str
    unit: str
    alters: bool


@dataclass(frozen=True)
class Difference:
    """What differs between two studies.

    Attributes:
        names: of the two, as they were given.
        settings: those that differ, in the order of a file.
        made: what made them and how much of it there is, where that differs.
        same_study: whether both are the same study, by its hash.
        paired: whether their results share worlds.
        compared: strategy, variant ("" for none) and both sides of it as a study of two
            strategies, ``before`` and ``after``; nothing where results cannot be compared.
        remarks: on what ground results are compared, or why they are not.
    """

    names: tuple[str, str]
    settings: tuple[Setting, ...]
    made: tuple[Line, ...]
    same_study: bool
    paired: bool
    compared: tuple[tuple[str, str, Results], ...]
    remarks: tuple[str, ...]

    @property
    def frame(self) -> pl.DataFrame:
        """How much the second study is above the first one, one row a strategy and measure.

        [strategy, variant, measure, label, unit, n, one, other, difference, low, high, ...,
        verdict]: see ``recsim.analysis.differences``; ``one`` and ``other`` are the estimates of
        both. What only pairs of the same world have is left out where they share none.
        """
        import polars as pl

        from recsim.analysis import differences, summary
        from recsim.analysis.beside import AFTER, BEFORE

        frames = []
        for strategy, variant, sides in self.compared:
            levels = summary(sides).select("strategy", "measure", "mean")
            one, other = (
                levels.filter(strategy=side).select("measure", pl.col("mean").alias(name))
                for side, name in ((BEFORE, "one"), (AFTER, "other"))
            )
            found = differences(sides).drop(
                "baseline", "strategy", *([] if self.paired else OF_PAIRS)
            )
            found = found.join(one, on="measure", how="left", maintain_order="left")
            found = found.join(other, on="measure", how="left", maintain_order="left")
            keys = [pl.lit(strategy).alias("strategy"), pl.lit(variant).alias("variant")]
            first = ["measure", "label", "unit", "n", "one", "other"]
            frames.append(found.select(*keys, *first, pl.exclude(*first)))
        return pl.concat(frames) if frames else pl.DataFrame()

    def verdicts(self) -> list[str]:
        """What differs in the declared outcomes, a text a strategy; and on what ground."""
        texts = [
            f"{strategy}{f' ({variant})' if variant else ''}: {' '.join(self.verdict(sides))}"
            for strategy, variant, sides in self.compared
        ]
        return [*texts, *self.remarks]

    def verdict(self, sides: Results) -> list[str]:
        """Sentences on one of ``compared``."""
        from recsim.telling.variants import verdict

        return verdict(sides, "" if self.paired else two_studies.OTHER_WORLDS)


def diff(one: str | Path, other: str | Path) -> Difference:
    """What differs between two results folders, or two scenario files or shipped scenarios.

    Raises:
        ScenarioErrors: everything that is wrong with a file.
        StoreError: a results folder is damaged or was changed.
    """
    from recsim import store
    from recsim.studies.sources import load_all

    sources = [str(one), str(other)]
    stored = [store.read(path) if store.is_run(Path(path)) else None for path in sources]
    files = iter(load_all([path for path, at in zip(sources, stored, strict=True) if at is None]))
    first, second = (at.loaded if at is not None else next(files) for at in stored)
    names = (sources[0], sources[1])
    settings = tuple(_settings(first, second))
    same = content_hash(first.scenario, first.beside) == content_hash(
        second.scenario, second.beside
    )
    if stored[0] is None or stored[1] is None:
        said = () if same else (two_studies.ONLY_SETTINGS,)
        return Difference(names, settings, (), same, False, (), said)
    return _of_runs(names, settings, same, stored[0], stored[1])


def _settings(one: Loaded, other: Loaded) -> Iterator[Setting]:
    alone = dict[str, None]()
    for key in dict.fromkeys([*one.origins, *other.origins]):
        block = _block_of_one(key, one.scenario, other.scenario)
        if block:
            alone[block] = None
            continue
        mine, yours = (
            yaml_text(value_at(loaded.scenario, key)) if key in loaded.origins else ""
            for loaded in (one, other)
        )
        if mine != yours:
            shape = shape_at(key)
            unit = "" if shape is None else shape.unit
            yield Setting(key, mine, yours, unit, _alters(key))
    for block in alone:
        first = any(key.startswith(f"{block}.") for key in one.origins)
        yield Setting(block, THERE if first else "", "" if first else THERE, "", True)


def _block_of_one(key: str, one: Scenario, other: Scenario) -> str:
    """The strategy or occupation that a setting belongs to, if only one of the two has it."""
    for block, mine, yours in (
        ("strategies", one.strategies, other.strategies),
        ("world.segments", one.world.segments, other.world.segments),
    ):
        if key.startswith(f"{block}."):
            name = key.removeprefix(f"{block}.").split(".")[0]
            return f"{block}.{name}" if (name in mine) != (name in yours) else ""
    return ""


def _alters(key: str) -> bool:
    block = key.split(".")[0]
    return block in ("world", "strategies", "study") and not (
        key in RESULT_ALIKE or (block == "strategies" and key.endswith(".label"))
    )


def _of_runs(
    names: tuple[str, str], settings: tuple[Setting, ...], same: bool, one: Stored, other: Stored
) -> Difference:
    from recsim import store
    from recsim.store.complete import only

    counts = [str(len(at.manifest.replications)) for at in (one, other)]
    made = list(versions.between(one.manifest, other.manifest))
    if counts[0] != counts[1]:
        made.insert(0, ("replications", counts[0], counts[1]))
    refused = _not_comparable(one, other)
    if refused:
        return Difference(names, settings, tuple(made), same, False, (), (refused,))
    done = [store.complete(at.results) for at in (one, other)]
    both = sorted(set(done[0]) & set(done[1]))
    why = _strangers(one, other)
    before, after = only(one.results, both), only(other.results, both)
    two_versions = one.manifest.code_hash != other.manifest.code_hash
    remarks = two_studies.ground(why, two_versions)
    said = two_studies.on_those_that_both_have(len(done[0]), len(done[1]), len(both))
    remarks += [said] if said else []
    alone = sorted(set(before.strategies) ^ set(after.strategies))
    remarks += [two_studies.only_one_has(alone)] if alone else []
    compared = tuple(_compared(before, after)) if both else ()
    return Difference(names, settings, tuple(made), same, not why, compared, tuple(remarks))


def _not_comparable(one: Stored, other: Stored) -> str:
    mine, yours = one.loaded.scenario, other.loaded.scenario
    days = mine.study.horizon_days, yours.study.horizon_days
    if days[0] != days[1]:
        return two_studies.times_differ(*days)
    money = mine.world.money.currency, yours.world.money.currency
    return two_studies.currencies_differ(*money) if money[0] != money[1] else ""


def _strangers(one: Stored, other: Stored) -> list[str]:
    """What keeps replications of two studies from being the same worlds."""
    mine, yours = one.loaded.scenario.study, other.loaded.scenario.study
    reasons = {
        "other seed": mine.seed != yours.seed,
        "other warm-up": mine.warm_up_days != yours.warm_up_days,
        "another version of the model": one.manifest.code_hash != other.manifest.code_hash,
    }
    return [reason for reason, there in reasons.items() if there]


def _compared(before: Results, after: Results) -> Iterator[tuple[str, str, Results]]:
    """Strategies that both have, of the studies and of the variants that both ran beside."""
    from recsim.analysis.beside import both_sides

    outcomes = dict.fromkeys((*before.scenario.study.outcomes, *after.scenario.study.outcomes))
    pairs = {"": (before, after)} | {
        name: (before.beside[name], after.beside[name])
        for name in before.beside
        if name in after.beside
    }
    for variant, (mine, yours) in pairs.items():
        study = mine.scenario.study.unchecked(outcomes=tuple(outcomes))
        mine = dataclasses.replace(mine, scenario=mine.scenario.unchecked(study=study))
        for strategy in mine.strategies:
            if strategy in yours.strategies:
                yield strategy, variant, both_sides(mine, yours, strategy, labels=LABELS)


def document(found: Difference) -> dict[str, Any]:
    """All of it, for programs; undefined values are null."""
    return {
        "one": found.names[0],
        "other": found.names[1],
        "same_study": found.same_study,
        "settings": [dataclasses.asdict(setting) for setting in found.settings],
        "made": [{"what": what, "one": one, "other": other} for what, one, other in found.made],
        "share_worlds": found.paired,
        "differences": found.frame.to_dicts(),
        "verdicts": found.verdicts(),
    }
