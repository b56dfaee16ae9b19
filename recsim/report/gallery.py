"""The README's gallery: every shipped scenario's picture with what it teaches.

``python -m recsim.report.gallery`` draws the pictures (from stored results where there are any,
else from new runs) and rewrites the part of the README between the two marks; ``--check`` only
looks whether that part and the pictures are there and say what the scenarios say.
"""

from __future__ import annotations

import argparse
import io
from collections.abc import Sequence
from pathlib import Path

from recsim.analysis.results import Results
from recsim.report.main import main_plot
from recsim.report.style import SLIDE
from recsim.report.view import Plot
from recsim.scenario.gallery import shipped
from recsim.scenario.load import Loaded, load
from recsim.scenario.override import ALL, BESIDE

BEGIN, END = "<!-- gallery -->", "<!-- end of gallery -->"
IMAGES = Path("docs/gallery")
WIDTH = 1600
"""Pixels across: the README shows it at about half of that, sharp on dense screens."""
LARGEST = 90 * 1024
"""Bytes of a picture, at most."""
COLOURS = (255, 192, 128)
LARGEST_WORLD = 100_000
"""People; scenarios of larger worlds take minutes or hours and are listed without a picture."""


def picture(plot: Plot) -> bytes:
    """A plot as a small PNG with a palette; equal plots give equal bytes.

    Raises:
        ValueError: it does not fit into ``LARGEST`` bytes.
    """
    from PIL import Image

    raw = io.BytesIO()
    plot.figure.savefig(raw, format="png", dpi=WIDTH / SLIDE[0])
    whole = Image.open(raw).convert("RGB")
    for count in COLOURS:
        small = io.BytesIO()
        few = whole.quantize(count, dither=Image.Dither.NONE)
        few.save(small, format="PNG", optimize=True)
        if small.tell() <= LARGEST:
            return small.getvalue()
    raise ValueError(f"{plot.title}: the picture has {small.tell()} bytes, at most {LARGEST}")


def pictured(loaded: Loaded) -> bool:
    """Whether the gallery shows a picture of the scenario."""
    return loaded.scenario.world.people <= LARGEST_WORLD


def section(scenarios: Sequence[Loaded]) -> str:
    """The gallery as Markdown: title, question, picture, lesson and command of each scenario."""
    parts = []
    for loaded in scenarios:
        scenario = loaded.scenario
        path = (IMAGES / f"{scenario.name}.png").as_posix()
        image = f"![{scenario.title}: {scenario.question}]({path})" if pictured(loaded) else ""
        lines = [
            f"### {scenario.title}",
            f"*{scenario.question}* `recsim run {scenario.name}{_option(loaded)}`",
            image,
            scenario.lesson,
        ]
        parts.append("\n\n".join(line for line in lines if line))
    return "\n\n".join(parts)


def _option(loaded: Loaded) -> str:
    return f" {BESIDE} {ALL}" if loaded.beside else ""


def with_section(text: str, gallery: str) -> str:
    """The README with this gallery between its marks.

    Raises:
        ValueError: it does not have both marks, once each and in order.
    """
    if text.count(BEGIN) != 1 or text.count(END) != 1 or text.index(BEGIN) > text.index(END):
        raise ValueError(f"the README needs one line {BEGIN} and, below it, one line {END}")
    before, rest = text.split(BEGIN)
    _, after = rest.split(END)
    return f"{before}{BEGIN}\n\n{gallery}\n\n{END}{after}"


def results_of(loaded: Loaded, stored: Path) -> Results:
    """Stored results of the scenario as it is now, else those of a new run."""
    from recsim import store
    from recsim.experiments.runner import run

    folder = store.folder_for(stored, loaded.scenario, beside=loaded.beside)
    if store.is_run(folder):
        found = store.read(folder)
        if found.same_code and len(found.results.replications) >= _wanted(loaded):
            return found.results
    return run(loaded.scenario, beside=loaded.beside)


def _wanted(loaded: Loaded) -> int:
    return loaded.scenario.study.replications


def problems(root: Path, scenarios: Sequence[Loaded]) -> list[str]:
    """What is out of date below ``root``: the README's gallery, missing or too large pictures."""
    readme = (root / "README.md").read_text(encoding="utf-8")
    found = []
    if with_section(readme, section(scenarios)) != readme:
        found.append("README.md: the gallery does not say what the scenarios say")
    for loaded in filter(pictured, scenarios):
        path = root / IMAGES / f"{loaded.scenario.name}.png"
        if not path.is_file():
            found.append(f"{path}: there is no such picture")
        elif path.stat().st_size > LARGEST:
            found.append(f"{path}: {path.stat().st_size} bytes, at most {LARGEST}")
    return found


def make(
    root: Path, names: Sequence[str], stored: Path, replications: int | None = None
) -> list[Path]:
    """Draw the pictures of these scenarios below ``root`` and rewrite the README's gallery.

    The text is always that of all shipped scenarios.

    Returns:
        The files written.
    """
    readme = root / "README.md"
    text = with_section(readme.read_text(encoding="utf-8"), section(_scenarios()))
    (root / IMAGES).mkdir(parents=True, exist_ok=True)
    written = []
    for loaded in filter(pictured, _scenarios(names, replications)):
        path = root / IMAGES / f"{loaded.scenario.name}.png"
        path.write_bytes(picture(main_plot(results_of(loaded, stored))))
        written.append(path)
    readme.write_text(text, encoding="utf-8", newline="\n")
    return [*written, readme]


def _scenarios(names: Sequence[str] = (), replications: int | None = None) -> list[Loaded]:
    """Shipped scenarios; those whose picture is of their variants have them beside."""
    known = [name for name, _ in shipped() if not names or name in names]
    alone = [load(name, replications=replications) for name in known]
    return [
        load(one.scenario.name, replications=replications, beside=[ALL])
        if one.scenario.study.picture == "variants"
        else one
        for one in alone
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0: done or up to date, 1: ``--check`` found something out of date."""
    parser = argparse.ArgumentParser(prog="python -m recsim.report.gallery", description=__doc__)
    parser.add_argument("names", nargs="*", help="scenarios whose picture is drawn; all if none")
    parser.add_argument("--root", type=Path, default=Path(), help="folder of README.md")
    parser.add_argument("--results", type=Path, default=Path("results"), help="stored results")
    parser.add_argument("--replications", type=int, help="instead of the scenarios' own")
    parser.add_argument("--check", action="store_true", help="draw nothing, look what is old")
    given = parser.parse_args(arguments)
    if given.check:
        found = problems(given.root, _scenarios())
        print("\n".join(found) or "the gallery is up to date")
        return 1 if found else 0
    for path in make(given.root, given.names, given.results, given.replications):
        print(path)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
