"""``recsim plot``: draw a stored run's pictures again."""

from __future__ import annotations

from recsim.cli.console import complain, say, working
from recsim.cli.options import Out, Quiet, Run


def plot(
    run: Run,
    out: Out = None,
    quiet: Quiet = False,
) -> None:
    """Draw the pictures of a stored run again.

    Each is written as PNG and SVG, with the table behind it as CSV.
    """
    from recsim import store
    from recsim.cli.options import RESULTS
    from recsim.cli.pictures import draw_all
    from recsim.studies.finish import other_version
    from recsim.studies.sources import stored_run

    folder = stored_run(run, out or RESULTS)
    stored = store.read(folder)
    if not stored.same_code:
        complain(other_version(folder, stored.manifest))
    with working("Drawing pictures", quiet=quiet):
        pictures = draw_all(folder, stored.results)
    if not quiet:
        for path in pictures:
            say(str(path))
