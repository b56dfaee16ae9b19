"""Seeds: planted, forgotten, germinated, and who placed the people in the end."""

from __future__ import annotations

from recsim.analysis.measures.measure import Measure, count, ratio
from recsim.analysis.measures.window import number_of
from recsim.model.events import Kind

SEEDS: tuple[Measure, ...] = (
    count(
        "seeds_planted", "seeds planted",
        "Contacts that raised the person's belief that something better may exist.",
        number_of(Kind.SEED_PLANTED), unit="seeds",
    ),
    count(
        "seeds_planted_in_conversation", "seeds planted in a conversation",
        "Seeds planted by a contact that the person answered.",
        number_of(Kind.SEED_PLANTED, "conversation", "conversation_again"), unit="seeds",
    ),
    count(
        "seeds_forgotten", "seeds forgotten",
        "Seeds that the team had planted and the person forgot.",
        number_of(Kind.SEED_FORGOTTEN, "faded"), unit="seeds",
    ),
    count(
        "seeds_taken_over", "seeds taken over by another team",
        "Seeds of the team that another team's later seed replaced.",
        number_of(Kind.SEED_FORGOTTEN, "taken_over"), unit="seeds",
    ),
    count(
        "seeds_germinated", "seeds germinated",
        "Seeds of the team that made a person start to search or come back.",
        number_of(Kind.SEED_GERMINATED), unit="seeds", better="more",
    ),
    count(
        "seeds_to_market", "seeds that germinated on the open market",
        "Seeds of the team that made a person start to search, where any team may find them.",
        number_of(Kind.SEED_GERMINATED, "market"), unit="seeds",
    ),
    count(
        "returns", "returns",
        "People who came back to the team by themselves because of an earlier contact.",
        number_of(Kind.SEED_GERMINATED, "return"), better="more",
    ),
    count(
        "seeds_harvested", "seeds that led to a job",
        "Germinated seeds of the team that ended in a new job, whoever arranged it.",
        number_of(Kind.SEED_HARVESTED), unit="seeds",
    ),
    count(
        "seeds_harvested_by_planter", "seeds that led to a placement by the team itself",
        "Germinated seeds of the team that ended in a placement by the same team.",
        number_of(Kind.SEED_HARVESTED, "planter"), unit="seeds", better="more",
    ),
    count(
        "seeds_harvested_by_others", "seeds that led to a placement by another team",
        "Germinated seeds of the team that ended in a placement by another team.",
        number_of(Kind.SEED_HARVESTED, "other_team"), unit="seeds",
    ),
    count(
        "seeds_harvested_elsewhere", "seeds that led to a job found without the teams",
        "Germinated seeds of the team that ended in a job found without any of the teams.",
        number_of(Kind.SEED_HARVESTED, "elsewhere"), unit="seeds",
    ),
    count(
        "placements_from_others_seeds", "placements from other teams' seeds",
        "Placements by the team that another team's seed had led to.",
        number_of(Kind.OTHERS_SEED_HARVESTED), better="more",
    ),
    ratio(
        "harvested_by_planter_share", "share of jobs from its seeds that the team filled", "share",
        "Seeds that led to a placement by the team that planted them, out of all its seeds that "
        "led to a job.",
        "seeds_harvested_by_planter", "seeds_harvested", better="more", exposure=True,
    ),
)  # fmt: skip

ALL = {"seeds": SEEDS}
