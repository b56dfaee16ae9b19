"""README.txt of a results folder: what everything in it is, and how to do it again."""

from __future__ import annotations

from recsim.store.manifest import Manifest

_PLAIN = "each strategy against the first one, in the same worlds, with intervals"
_BESIDE = f"""\
{_PLAIN}; and
                     with each variant against itself as the scenario stands"""
_FIRST = """\
Three files to begin with:

plots/00_main.png    the picture that answers the question
summary.csv          each measure of each strategy: mean over the runs, with its interval
differences.csv      {differences}

All files:

"""
_FILES = """\
scenario.yaml    the scenario as it was given (extends/: the files that it builds on)
resolved.yaml    every setting with its value and where that comes from
manifest.json    versions, seed, times, and a hash of every file
definitions.csv  what each measure means, its unit, what is divided by what
observed.csv     own numbers and simulated ones, if the scenario has any (observed:)
runs.csv         one row a run: strategy, replication, all measures
segments.csv     the same by segment of the labour market
series.csv       one row a week of each run; days up to 0 are warm-up
events/          event logs of the replications that the scenario asked to keep (Parquet)
parts/           the same runs as recsim reads them; the tables above are made from these
plots/           every picture as PNG and SVG, with the table behind it as CSV
"""


def readme(manifest: Manifest) -> str:
    """The text, for people who open the folder without knowing recsim."""
    title = manifest.title or manifest.name
    if manifest.variant:
        title += f" (variants: {manifest.variant.replace('+', ', ')})"
    beside, option = "", ""
    if manifest.beside:
        beside = f"Beside it, in the same worlds, its variants: {', '.join(manifest.beside)}.\n"
        option = f" --beside {','.join(manifest.beside)}"
    changed = ""
    if manifest.changed:
        lines = "\n".join(f"    {line}" for line in manifest.changed)
        changed = f"\nChanged by --set, of the scenario as its file stands:\n\n{lines}\n"
    files = _FIRST.format(differences=_BESIDE if manifest.beside else _PLAIN) + _FILES
    done = len(manifest.replications)
    runs = "1 run" if done == 1 else f"{done} runs"
    state = f"{runs} of each strategy, seed {manifest.seed}"
    if not manifest.complete:
        state += f"; NOT FINISHED: {manifest.asked} were asked for"
    if manifest.failures:
        state += f"; {len(manifest.failures)} failed, see manifest.json"
    return f"""\
{title}
{"=" * len(title)}

Results of recsim {manifest.recsim}, a simulation of passive and active recruiting.
{state}.
{beside}{changed}
To do it again, in this folder:

    recsim run resolved.yaml{option} --replications {max(manifest.replications, default=0) + 1}

With the same version of recsim, the tables are the same to the last digit. To check that, and to
cite them:

    recsim reproduce .
    recsim cite .

{files}
An empty cell means: not defined in this run, since there was nothing to divide by.
The people in here are simulated. Not for decisions about individuals.
"""
