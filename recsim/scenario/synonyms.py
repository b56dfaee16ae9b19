"""Words of the trade for what has another name here: settings, measures and choices."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "advert": ("board", "visits_per_day"),
    "applicants": ("applications",),
    "balanced": ("blend",),
    "black_hole": ("never_answered_share", "answers_applicants"),
    "blacklist": ("do_not_contact_end", "do_not_contact_half_life_days"),
    "candidate": ("candidacies",),
    "capacity": ("utilisation", "recruiters"),
    "cold_call": ("personal_phone", "work_phone"),
    "complaint": ("offences", "offences_per_1000_contacts", "offence", "curt_per_complaint"),
    "consultants": ("recruiters",),
    "conversion_rate": ("placements_per_100_candidacies", "response_rate"),
    "cost_per_hire": ("cost_per_placement",),
    "counteroffer": ("counter_offer", "counter_offers"),
    "cv": ("applications", "screen_hours"),
    "do_not_call": ("do_not_contact_end", "do_not_contact_half_life_days"),
    "dropout": ("ghosted", "ghosted_share"),
    "duration": ("horizon_days",),
    "early_leavers": ("early_exits", "early_exits_per_year", "fall_offs"),
    "fee": ("agency_fee", "fees"),
    "headhunting": ("active",),
    "hire": ("placements",),
    "hired": ("placements",),
    "hires_per_recruiter": ("placements_per_recruiter_year",),
    "inbound": ("passive",),
    "industry": ("segments",),
    "inhouse": ("corporate",),
    "in_house": ("corporate",),
    "inmail": ("network_message",),
    "internal": ("corporate",),
    "iterations": ("replications",),
    "job_opening": ("requisitions_opened", "requisitions_per_recruiter_year"),
    "length": ("horizon_days",),
    "linkedin": ("network_message",),
    "mixed": ("blend",),
    "mix": ("blend",),
    "hybrid": ("blend",),
    "offer_acceptance": ("offer_acceptance_rate", "accept_intercept"),
    "opening": ("requisitions_opened", "requisitions_per_recruiter_year"),
    "opt_out": ("do_not_contact_end", "do_not_contact_half_life_days"),
    "outbound": ("active",),
    "outreach_rate": ("contacts_per_week", "contacts"),
    "personalisation": ("care",),
    "personalization": ("care",),
    "position": ("requisitions_opened", "requisitions_per_recruiter_year"),
    "productivity": ("placements_per_recruiter_year",),
    "proactive": ("active",),
    "quality_of_hire": ("mean_fit",),
    "reach_out": ("contacts",),
    "reactive": ("passive",),
    "reminder": ("follow_ups",),
    "reply_rate": ("response_rate",),
    "resume": ("applications", "screen_hours"),
    "retention": ("gone_in_a_year_per_100_placements", "mean_tenure_years"),
    "role": ("requisitions_opened", "requisitions_per_recruiter_year"),
    "runs": ("replications",),
    "sample_size": ("replications",),
    "sector": ("segments",),
    "sourcing": ("active", "targeting"),
    "sourcers": ("callers",),
    "spam": ("care", "contacts_per_week"),
    "staff": ("recruiters",),
    "success_rate": ("fill_rate",),
    "team_size": ("recruiters",),
    "time_to_hire": ("time_to_fill_days",),
    "turnover": ("job_changes", "job_loss_per_month"),
    "unanswered": ("never_answered_share", "answers_applicants"),
    "unsubscribe": ("do_not_contact_end", "do_not_contact_half_life_days"),
    "vacancy": ("requisitions_opened", "requisitions_per_recruiter_year"),
    "workload": ("requisitions_per_recruiter_year", "utilisation"),
}
"""By word in the singular, or in a form that has none: last parts of keys, measures, choices."""


def plain(name: str) -> str:
    """A name as it would be written in a file: "Time to hire" is "time_to_hire"."""
    return "_".join(name.lower().replace("-", " ").replace("_", " ").split())


def words_here(name: str) -> tuple[str, ...]:
    """What a word of the trade is called here; nothing if it is none."""
    word = plain(name.rpartition(".")[2])
    return next((SYNONYMS[form] for form in _forms(word) if form in SYNONYMS), ())


def only_measured(name: str) -> str:
    """A hint, if a word of the trade is used as a setting here and is none; or nothing."""
    words = words_here(name)
    return f"the word here is {words[0]}, which is no setting" if words else ""


def meanings(name: str, known: Iterable[str]) -> list[str]:
    """Those of the known names that a word of the trade means, in the order of the table.

    Args:
        name: what somebody wrote; what stands before its last dot must be among the blocks.
        known: names, or dotted keys, of which the last part counts.
    """
    blocks = set(name.split(".")[:-1])
    fits: dict[str, list[str]] = {word: [] for word in words_here(name)}
    for one in known:
        *above, last = one.split(".")
        if last in fits and blocks <= set(above):
            fits[last].append(one)
    return [one for found in fits.values() for one in found]


def _forms(word: str) -> Iterator[str]:
    """The word, and what may be its singular."""
    yield word
    if word.endswith("ies"):
        yield f"{word[:-3]}y"
    if word.endswith("s"):
        yield word[:-1]
