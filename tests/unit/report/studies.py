"""Made-up studies, ordinary and odd, by name; each is made once."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import made_up

from recsim.analysis.results import Results
from recsim.scenario.fields import LONGEST_LINE

SEGMENTS = {
    "plumbers": {"people_share": 0.4, "requisition_share": 0.3, "search_multiplier": 1.5},
    "nurses": {"people_share": 0.3, "requisition_share": 0.3, "search_multiplier": 1.0},
    "accountants": {"people_share": 0.2, "requisition_share": 0.2, "search_multiplier": 0.8},
    "chip_designers": {"people_share": 0.1, "requisition_share": 0.2, "search_multiplier": 0.3},
}
WAITING = {"style": "passive"}
CALLING = {"style": "active"}
FILLED = ["placements", "fill_rate", "offences_per_100_placements"]
TWO = {"waiting": WAITING, "calling": CALLING}
LONG = "Careful calling of happily employed people whom nobody else has called for a long time"
LABELS = (
    "waiting", "calling", "polite calling", "a blend of both", LONG, "x", "work phone",
    "work e-mail", "mass mailing", "headhunter", "the old way",
    "Donaudampfschifffahrtsgesellschaftskapitänsmützen $5 & $6",
)  # fmt: skip

STUDIES: dict[str, Callable[[], Results]] = {}


def study(make: Callable[[], Results]) -> Callable[[], Results]:
    cached = functools.cache(make)
    STUDIES[make.__name__] = cached
    return cached


OWN = {"placements": 40.0, "offences": 0.0, "response_rate": 0.5, "contacts": 123456.0}


def with_own_numbers(results: Results, own: dict[str, dict[str, float]]) -> Results:
    """The same results of a scenario that has own numbers, with the usual tolerances."""
    return replace(results, scenario=results.scenario.model_copy(update={"observed": own}))


@study
def two_ways() -> Results:
    limits = {"put_off_per_100_placements": 45.0, "offences_per_1000_contacts": 5.0}
    study = {"limits": limits, "outcomes": FILLED}
    return made_up.results(made_up.scenario(TWO, world={"segments": SEGMENTS}, study=study))


@study
def shared_market() -> Results:
    strategies = {**TWO, "polite": {**CALLING, "care": 0.95}}
    return made_up.results(made_up.scenario(strategies, study={"market": "shared"}))


@study
def answering_or_not() -> Results:
    strategies = {
        "black hole": {**WAITING, "answers_applicants": 0.0},
        "half": {**WAITING, "answers_applicants": 0.5},
        "always": {**WAITING, "answers_applicants": 1.0},
    }
    outcomes = ["placements", "never_answered_share", "resentments_per_100_placements"]
    return made_up.results(made_up.scenario(strategies, study={"outcomes": outcomes}))


@study
def careful_or_careless() -> Results:
    cares = {"careless": 0.1, "middling": 0.5, "careful": 0.9}
    return made_up.results(
        made_up.scenario({name: {**CALLING, "care": care} for name, care in cares.items()})
    )


@study
def nobody_is_contacted() -> Results:
    strategies = {f"buffet of {n}": {**WAITING, "buffet_size": n} for n in (2, 8, 30)}
    outcomes = ["placements", "applications_per_requisition", "time_to_fill_days"]
    return made_up.results(made_up.scenario(strategies, study={"outcomes": outcomes}))


@study
def one_replication() -> Results:
    return made_up.results(
        made_up.scenario(
            TWO, world={"segments": SEGMENTS}, study={"replications": 1, "outcomes": FILLED}
        )
    )


@study
def five_replications() -> Results:
    return made_up.results(made_up.scenario(TWO, study={"replications": 5}))


@study
def one_strategy() -> Results:
    of = made_up.scenario({"calling": CALLING}, study={"replications": 8})
    return with_own_numbers(made_up.results(of), {"calling": OWN})


@study
def twelve_strategies() -> Results:
    strategies = {
        f"s{place}": {
            "label": label,
            "style": "passive" if place in (0, 10) else "active",
            "care": 0.08 * place,
        }
        for place, label in enumerate(LABELS)
    }
    of = made_up.scenario(
        strategies,
        world={"segments": SEGMENTS},
        study={"replications": 6, "outcomes": FILLED},
    )
    return made_up.results(of)


@study
def long_names() -> Results:
    strategies = {
        "a": {**WAITING, "label": LONG},
        "b": {**CALLING, "label": LONG.upper()},
        "c": {**CALLING, "label": "W" * 200, "care": 0.2},
    }
    segments = {f"{name} of {LONG}": value for name, value in SEGMENTS.items()}
    of = made_up.scenario(
        strategies, title=(3 * LONG)[:LONGEST_LINE], question=f"{LONG}, {LONG}, {LONG}?",
        world={"segments": segments}, study={"replications": 7, "seed": 2**62, "outcomes": FILLED},
    )  # fmt: skip
    own = {"b": {**OWN, "offences_per_1000_contacts_network_message_happy": 3.0}, "c": OWN}
    return with_own_numbers(made_up.results(of, variant="downturn+spam"), own)


@study
def strange_letters() -> Results:
    strategies = {
        "a": {**WAITING, "label": "等待 $x_1$ \\frac"},
        "b": {**CALLING, "label": "звонить\nпо {телефону} %s"},
    }
    return made_up.results(made_up.scenario(strategies, study={"replications": 3}))


@study
def nothing_happened() -> Results:
    of = made_up.scenario(TWO, world={"segments": SEGMENTS}, study={"replications": 4})
    return made_up.results(of, quiet=("waiting", "calling"))


@study
def one_did_nothing() -> Results:
    of = made_up.scenario(TWO, study={"replications": 25})
    return made_up.results(of, quiet=("calling",))


VARIANTS: dict[str, dict[str, Any]] = {
    "careless": {"label": "careless callers of everybody in the whole town, $5 & 6"},
    "crowd": {},
}


def beside_of(strategies: dict[str, dict[str, Any]], **study: Any) -> Results:
    """Two variants: one with less care, one with more people; who waits is not touched by care."""
    of = made_up.scenario(strategies, study=study, variants=VARIANTS)
    careless = {
        key: one.model_copy(update={"care": 0.1 * one.care}) for key, one in of.strategies.items()
    }
    crowd = of.world.model_copy(update={"people": 2 * of.world.people})
    return replace(
        made_up.results(of),
        beside={
            "careless": made_up.results(
                of.model_copy(update={"strategies": careless}), variant="careless"
            ),
            "crowd": made_up.results(of.model_copy(update={"world": crowd}), variant="crowd"),
        },
    )


@study
def two_variants() -> Results:
    limits = {"offences_per_1000_contacts": 20.0}
    outcomes = ["offences_per_1000_contacts", "burnt_pool_share", "placements"]
    polite = {**CALLING, "care": 0.95}
    return beside_of({**TWO, "polite": polite}, limits=limits, outcomes=outcomes)


@study
def variants_of_twelve_strategies() -> Results:
    strategies = {f"s{place}": {"label": label, "style": "active"}
                  for place, label in enumerate(LABELS)}  # fmt: skip
    return beside_of(strategies, replications=4, outcomes=FILLED)


@study
def variants_in_one_replication() -> Results:
    return beside_of({"calling": CALLING}, replications=1)


@study
def thirty_variants() -> Results:
    found = beside_of(TWO, replications=3)
    other = found.beside["careless"]
    return replace(found, beside={f"v{n}": replace(other, variant=f"v{n}") for n in range(35)})


@study
def one_day() -> Results:
    return made_up.results(
        made_up.scenario(TWO, study={"horizon_days": 1, "warm_up_days": 0, "replications": 4})
    )


@study
def ten_years() -> Results:
    return made_up.results(made_up.scenario(TWO, study={"horizon_days": 3650, "replications": 3}))


@study
def no_recruiters() -> Results:
    strategies = {"waiting": {**WAITING, "recruiters": 0}, "calling": CALLING}
    of = made_up.scenario(strategies, study={"replications": 4})
    return made_up.results(of, quiet=("waiting",))
