"""A small scenario, and everything that answers questions about it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from asking import Site
from classes import Class

from recsim.model.engines import engine
from recsim.page.start import Start
from recsim.workshop.app import app
from recsim.workshop.state import Catalogue

TINY = """\
recsim: 1
title: A small town
question: Who calls whom?
world:
  people: 200
  demand: {requisitions_per_recruiter_year: {value: 100, range: [50, 150], source: our own books}}
  offence: {scale: 4}
strategies:
  waiting: {style: passive, recruiters: 2}
  calling: {style: active, recruiters: 2, care: 0.3, label: Calling people}
  polite: {like: calling, care: 0.95}
study:
  horizon_days: 56
  warm_up_days: 14
  replications: 3
  seed: 7
  outcomes: [placements, burnt_pool_end]
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "tiny.yaml"
    path.write_text(TINY, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """All scenarios, loaded once: nobody changes them."""
    path = tmp_path_factory.mktemp("catalogue") / "tiny.yaml"
    path.write_text(TINY, encoding="utf-8")
    return Catalogue(str(path))


@pytest.fixture
def tiny(catalogue: Catalogue) -> Start:
    return catalogue["tiny"]


@pytest.fixture
def site(catalogue: Catalogue) -> Site:
    return Site(app(catalogue, engine("compiled")))


@pytest.fixture(scope="session")
def offered(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """Scenarios that a trainer can choose from, loaded once."""
    path = tmp_path_factory.mktemp("offered") / "tiny.yaml"
    path.write_text(TINY, encoding="utf-8")
    return Catalogue(str(path))


@pytest.fixture
def lesson(tmp_path: Path, offered: Catalogue) -> Iterator[Class]:
    made = Class(tmp_path, offered)
    yield made
    made.end()
