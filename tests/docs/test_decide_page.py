"""What the page of sweeps shows is what its commands print and draw."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from recsim.model import engines

DOCS = Path(__file__).parents[2] / "docs"
SCRIPT = runpy.run_path(str(DOCS / "decide_page.py"), run_name="decide_page")
PAGE = (DOCS / "decide.md").read_text(encoding="utf-8")
AGAIN = "run: python docs/decide_page.py"


def test_every_output_and_picture_is_there() -> None:
    shown = list(SCRIPT["SHOWN"].finditer(PAGE))
    assert {found["name"] for found in shown} == {path.stem for path in DOCS.glob("decide/*.png")}
    assert all(found["block"] for found in shown), AGAIN


@pytest.mark.slow
@pytest.mark.skipif(not engines.available(), reason="takes minutes without the compiled engine")
def test_they_come_out_again(tmp_path: Path) -> None:
    page, pictures = SCRIPT["made"](PAGE, tmp_path)
    assert page == PAGE, AGAIN
    for name, content in pictures.items():
        assert (DOCS / "decide" / f"{name}.png").read_bytes() == content, AGAIN
