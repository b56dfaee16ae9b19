"""What pages show is what their commands print and draw."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from recsim.model import engines

DOCS = Path(__file__).parents[2] / "docs"
SCRIPT = runpy.run_path(str(DOCS / "decide_page.py"), run_name="decide_page")
PAGES: tuple[str, ...] = SCRIPT["PAGES"]
AGAIN = "run: python docs/decide_page.py"


def text(page: str) -> str:
    return (DOCS / f"{page}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES)
def test_every_output_and_picture_is_there(page: str) -> None:
    shown = list(SCRIPT["SHOWN"].finditer(text(page)))
    assert shown
    assert {path.stem for path in (DOCS / page).glob("*.png")} <= {one["name"] for one in shown}
    for picture in (DOCS / page).glob("*.png"):
        assert f"({page}/{picture.name})" in text(page)
    assert all(found["block"] for found in shown), AGAIN


@pytest.mark.long
@pytest.mark.skipif(not engines.available(), reason="takes minutes without the compiled engine")
@pytest.mark.parametrize("page", PAGES)
def test_they_come_out_again(page: str, tmp_path: Path) -> None:
    made, pictures = SCRIPT["made"](text(page), tmp_path)
    assert made == text(page), AGAIN
    for name in {path.stem for path in (DOCS / page).glob("*.png")}:
        assert (DOCS / page / f"{name}.png").read_bytes() == pictures[name], AGAIN
