"""What every deciding study shows of itself: to a notebook, and to pandas."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import polars as pl

    from recsim.scenario.load import Loaded


class Answer:
    """A study with a table (``frame``), sentences (``verdicts()``) and pictures (``plot()``)."""

    if TYPE_CHECKING:

        @property
        def loaded(self) -> Loaded:
            """The scenario that was asked about."""

        @property
        def frame(self) -> pl.DataFrame:
            """Everything that was found, as a table."""

        def verdicts(self) -> list[str]:
            """What was found, in sentences, the most important one first."""

    @property
    def pictures(self) -> Sequence[str]:
        """Names of the pictures that there are."""
        return ("main",)

    def to_pandas(self) -> Any:
        """``frame`` as a pandas.DataFrame; pandas is needed, pyarrow is not."""
        import pandas as pd  # type: ignore[import-untyped, unused-ignore]

        return pd.DataFrame({column.name: column.to_numpy() for column in self.frame})

    def _repr_html_(self) -> str:
        """What a notebook shows: the sentences."""
        from html import escape

        title = self.loaded.scenario.title or self.loaded.scenario.name
        said = "".join(f"<p>{escape(one)}</p>" for one in self.verdicts())
        return f"<p><b>{escape(title)}</b></p>{said}"

    def _must_have(self, picture: str) -> None:
        """Refuse the name of a picture that there is not.

        Raises:
            ValueError: it says which there are.
        """
        from recsim.scenario.sentences import listed

        if picture not in self.pictures:
            names = listed([repr(name) for name in self.pictures])
            raise ValueError(f"there is no picture {picture!r}; there is {names}")
