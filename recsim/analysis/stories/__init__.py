"""One person's story, and one recruiter's week: selections of the event log in plain words.

A story shows how things can go, not how they go on average: it is one draw among thousands. Each
comes with how unusual it is (``standing``).
"""

from recsim.analysis.stories.chronicle import Chronicle
from recsim.analysis.stories.picks import PICKS, Standing, picks, standing
from recsim.analysis.stories.recruiter import Week, recruiter_week
from recsim.analysis.stories.start import Start, start
from recsim.analysis.stories.telling import Passage, story

__all__ = [
    "PICKS",
    "Chronicle",
    "Passage",
    "Standing",
    "Start",
    "Week",
    "picks",
    "recruiter_week",
    "standing",
    "start",
    "story",
]
