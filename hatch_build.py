"""What is made when recsim is built or installed from a checkout: the schema of scenario files."""

from __future__ import annotations

import sys
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class SchemaHook(BuildHookInterface):  # type: ignore[type-arg]
    """Writes ``recsim/scenario/schema.json``, which follows from the declarations."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write it before files are collected."""
        sys.path.insert(0, self.root)
        from recsim.scenario.schema import write_schema

        write_schema()
