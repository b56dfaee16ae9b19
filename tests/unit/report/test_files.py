"""Files are complete, in order, and equal for equal results."""

from __future__ import annotations

import io
from dataclasses import replace
from xml.etree import ElementTree

import polars as pl
import pytest
from matplotlib.colors import to_rgb
from PIL import Image
from studies import STUDIES

from recsim.report import gallery, style
from recsim.report.main import main_plot
from recsim.report.plots import write_all
from recsim.scenario.gallery import shipped
from recsim.scenario.load import load


def test_every_plot_is_written_as_png_svg_and_csv_in_order(tmp_path):
    files = write_all(STUDIES["two_ways"](), tmp_path)
    assert files[0].name == "00_main.png"
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(path.name for path in files)
    stems = list(dict.fromkeys(path.stem for path in files))
    assert stems == sorted(stems)
    for stem in stems:
        assert (tmp_path / f"{stem}.png").read_bytes().startswith(b"\x89PNG")
        assert "<svg" in (tmp_path / f"{stem}.svg").read_text()
        assert pl.read_csv(tmp_path / f"{stem}.csv").height > 0


@pytest.mark.parametrize(
    "study",
    [
        "strange_letters",
        pytest.param("one_day", marks=pytest.mark.long),
        pytest.param("no_recruiters", marks=pytest.mark.long),
    ],
)
def test_equal_results_give_equal_files_however_odd(study, tmp_path, monkeypatch):
    monkeypatch.setattr(style, "DPI", 50)
    written = []
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        files = write_all(STUDIES[study](), tmp_path / name)
        written.append({path.name: path.read_bytes() for path in files})
    assert written[0]
    assert written[0] == written[1]
    assert not any(b"<dc:date>" in data for data in written[0].values())


def test_whatever_a_title_holds_programs_can_read_the_picture():
    """Some letters can be in no file of XML; the others stand there as they are."""
    plot = main_plot(STUDIES["two_ways"]())
    assert plot is not None
    every = "".join(map(chr, range(0x110000)))
    root = ElementTree.fromstring(replace(plot, title=f"A < {every} B").svg())
    title = root.findtext(".//{http://purl.org/dc/elements/1.1/}title")
    assert title is not None
    assert title.startswith("A < ?")
    assert "\U0001f600" in title


def test_nothing_is_written_if_no_run_was_finished(tmp_path):
    results = STUDIES["two_ways"]()
    empty = type(results)(
        results.scenario, "", results.runs.clear(), results.segments.clear(), results.series.clear()
    )
    assert write_all(empty, tmp_path) == []


@pytest.mark.parametrize("study", ["two_ways", "twelve_strategies"])
def test_a_gallery_picture_is_small_and_wide(study):
    data = gallery.picture(main_plot(STUDIES[study]()))
    assert len(data) <= gallery.LARGEST
    assert int.from_bytes(data[16:20]) == pytest.approx(gallery.WIDTH, abs=2)
    assert data == gallery.picture(main_plot(STUDIES[study]()))


README = f"# recsim\n\n{gallery.BEGIN}\nold\n{gallery.END}\n\nmore\n"


def test_the_gallery_goes_between_its_marks_and_can_be_redone():
    once = gallery.with_section(README, "new")
    assert once == f"# recsim\n\n{gallery.BEGIN}\n\nnew\n\n{gallery.END}\n\nmore\n"
    assert gallery.with_section(once, "new") == once


@pytest.mark.parametrize("text", ["", gallery.BEGIN, f"{gallery.END}\n{gallery.BEGIN}"])
def test_a_readme_without_marks_is_refused(text):
    with pytest.raises(ValueError, match="gallery"):
        gallery.with_section(text, "new")


def test_the_command_draws_a_scenario_and_finds_what_is_missing(tmp_path, capsys):
    (tmp_path / "README.md").write_text(README)
    arguments = ["--root", str(tmp_path), "--results", str(tmp_path / "none")]
    assert gallery.main(["black_hole", *arguments, "--replications", "1"]) == 0
    readme = (tmp_path / "README.md").read_text()
    for name, _ in shipped():
        scenario = load(name).scenario
        image = f"![{scenario.title}: {scenario.question}](docs/gallery/{name}.png)"
        assert (image in readme) is (scenario.world.people <= gallery.LARGEST_WORLD)
        assert f"### {scenario.title}" in readme
        beside = " --beside all" if scenario.study.picture == "variants" else ""
        assert f"`recsim run {name}{beside}`" in readme
        assert scenario.lesson in readme
    assert (tmp_path / "docs/gallery/black_hole.png").stat().st_size <= gallery.LARGEST
    capsys.readouterr()
    assert gallery.main([*arguments, "--check"]) == 1
    complaints = capsys.readouterr().out.splitlines()
    pictured = [name for name, _ in shipped() if gallery.pictured(load(name))]
    assert len(complaints) == len(pictured) - 1
    assert all("there is no such picture" in line for line in complaints)


def test_a_picture_of_variants_has_them_beside(tmp_path):
    [counter_offers] = gallery._scenarios(["counter_offers"], replications=1)
    assert list(counter_offers.beside) == ["no_counter_offers"]
    found = gallery.results_of(counter_offers, tmp_path)
    assert list(found.beside) == ["no_counter_offers"]
    assert "change" in main_plot(found).table.columns
    [two_ways] = gallery._scenarios(["two_ways"])
    assert two_ways.beside == {}


def test_a_gallery_picture_keeps_the_strategies_colours():
    data = gallery.picture(main_plot(STUDIES["two_ways"]()))
    image = Image.open(io.BytesIO(data)).convert("RGB")
    seen = {colour for _, colour in image.getcolors(maxcolors=256)}
    for place in range(2):
        assert tuple(round(255 * part) for part in to_rgb(style.colour(place))) in seen
