"""The labour market as a whole: who searches, who is out of work, whose attention is used."""

from __future__ import annotations

from recsim.analysis.measures.codes import details
from recsim.analysis.measures.measure import Measure, amount, count, ratio
from recsim.analysis.measures.stocks import EMPLOYED, SEEKING, UNEMPLOYED, Stock
from recsim.analysis.measures.window import DAYS_PER_YEAR, Window, number_of
from recsim.model.events import Kind

DAYS_PER_MONTH = 30.4
MONTHS_PER_YEAR = DAYS_PER_YEAR / DAYS_PER_MONTH


def _job_changes(window: Window) -> int:
    placed = (*details(Kind.PLACED, end="_content"), *details(Kind.PLACED, end="_seeking"))
    found = window.n(Kind.JOB_FOUND, "content", "seeking", everyone=True)
    return found + window.n(Kind.PLACED, *placed, everyone=True)


def _person_years(window: Window) -> float:
    return window.people * window.horizon_days / DAYS_PER_YEAR


def _people(name: str, label: str, definition: str, stock: Stock) -> Measure:
    return amount(
        name, label, definition,
        lambda w: w.years(stock), unit="person-years", scope="market",
    )  # fmt: skip


MARKET: tuple[Measure, ...] = (
    count(
        "people", "all people", "People in the labour market.", lambda w: w.people, scope="market"
    ),
    amount(
        "person_years", "person-years",
        "All people times the measured time in years.",
        _person_years, unit="person-years", scope="market",
    ),
    _people(
        "employed_person_years", "person-years in employment",
        "Time that people were employed, searching or not, added up.", EMPLOYED,
    ),
    _people(
        "searching_person_years", "person-years of searching in employment",
        "Time that employed people searched, added up.", SEEKING,
    ),
    _people(
        "unemployed_person_years", "person-years of unemployment",
        "Time that people were unemployed, added up.", UNEMPLOYED,
    ),
    ratio(
        "searching_share", "share of employed people who search", "share",
        "Time that employed people searched, out of all time in employment (from weekly levels).",
        "searching_person_years", "employed_person_years", scope="market",
    ),
    ratio(
        "unemployed_share", "share of people unemployed", "share",
        "Time that people were unemployed, out of all their time (from weekly levels).",
        "unemployed_person_years", "person_years", scope="market", better="fewer",
    ),
    count(
        "searches_started", "people who started to search",
        "Employed people who started to search.",
        number_of(Kind.SEARCH_STARTED, everyone=True), scope="market",
    ),
    count(
        "jobs_found_elsewhere", "jobs found elsewhere",
        "People who found a job without any of the simulated recruiters.",
        number_of(Kind.JOB_FOUND, everyone=True), scope="market",
    ),
    count(
        "job_changes", "job changes",
        "Employed people who went to another job, with or without the simulated recruiters.",
        _job_changes, scope="market",
    ),
    ratio(
        "job_to_job_per_month", "job changes per employed person and month",
        "per employed person and month (30.4 days)",
        "Job changes for each employed person and month.",
        "job_changes", "employed_person_years", factor=1 / MONTHS_PER_YEAR, scope="market",
    ),
    count(
        "contacts_by_all_teams", "contacts by all simulated teams",
        "Messages and calls to people by all simulated teams of the same world together.",
        number_of(Kind.CONTACTED, everyone=True), unit="contacts", scope="market",
    ),
    count(
        "outside_harms", "offences and annoyances by recruiters from outside",
        "Messages of recruiters outside of the simulated teams that offended or annoyed.",
        number_of(Kind.OUTSIDE_HARM, everyone=True), unit="times", scope="market", better="fewer",
    ),
    ratio(
        "outside_harms_per_person_year", "harms from outside per person and year",
        "per person and year",
        "Offences and annoyances by recruiters outside of the simulated teams for each person and "
        "year.",
        "outside_harms", "person_years", scope="market", better="fewer",
    ),
    ratio(
        "contacts_per_person_year", "contacts by all teams per person and year",
        "per person and year",
        "Messages and calls of all simulated teams of the same world for each person and year.",
        "contacts_by_all_teams", "person_years", scope="market",
    ),
    ratio(
        "share_of_market_contacts", "share of all contacts that the team made", "share",
        "Messages and calls of the team, out of those of all simulated teams of the same world: "
        "the part of people's load that the team caused.",
        "contacts", "contacts_by_all_teams",
    ),
    count(
        "contacts_by_other_teams", "contacts by the other simulated teams",
        "Messages and calls to people by the other simulated teams of the same world.",
        lambda w: w.n_of_others(Kind.CONTACTED), unit="contacts",
    ),
    ratio(
        "contacts_by_others_per_person_year", "contacts by other teams per person and year",
        "per person and year",
        "Messages and calls of the other simulated teams of the same world for each person and "
        "year: the load that the team's own contacts meet.",
        "contacts_by_other_teams", "person_years",
    ),
)  # fmt: skip

ALL = {"market": MARKET}
