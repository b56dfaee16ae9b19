"""A funnel with a row for each number: what is used, what cannot be, which rows are dirty."""

from __future__ import annotations

from pathlib import Path

import pytest
from funnels import values, written

BY_ROW = """\
What;Value;Per
Recruiters;4;
Messages sent;1.740,0;month
People contacted;860;month
Replies;120;month
Hires;31;year
Coffee;300;week
Interviews;n/a;year
Hires;n/a;quarter
Applicants per advert;-3;
;7;
"""


def test_a_row_for_each_number(tmp_path: Path) -> None:
    found = written(tmp_path, BY_ROW)
    assert values(found) == {
        "recruiters": 4,
        "messages_per_week": round(1740 * 12 * 7 / 365, 4),
        "hires": 31,
        "reply_rate": round(120 / 860, 4),
    }
    assert found.given["hires"].source == "funnel.csv, line 6: Hires"
    assert [(note.what, note.why) for note in found.unused] == [("Coffee", "is no own number")]
    assert [(note.where[-2:].strip(), note.why) for note in found.skipped] == [
        ("8", "no number is given"),
        ("9", "no number is given"),
        ("10", "-3 is below 0"),
        ("11", "has no name"),
    ]


def test_counts_without_a_time_are_taken_for_granted_or_not_at_all(tmp_path: Path) -> None:
    found = written(tmp_path, "Hires,30\nMessages,400\n")
    assert values(found) == {"hires": 30, "messages_per_week": 400}
    assert [note.why[-9:] for note in found.assumed] == ["of a year", "of a week"]
    wide = written(tmp_path, "Branch,Hires,Messages\nNorth,30,400\nSouth,20,300\n")
    assert wide.given == {}
    assert "a row for each week, month, quarter or year" in wide.unused[0].why


def test_a_step_that_tells_nothing_alone_is_named(tmp_path: Path) -> None:
    found = written(tmp_path, "Replies,100,year\n")
    assert found.given == {}
    assert [note.why for note in found.unused] == ["tells nothing without people written to"]


@pytest.mark.parametrize(
    ("row", "value"),
    [
        ("Days to fill;6;weeks", 42),
        ("Days to fill;6 weeks;", 42),
        ("Time to hire (weeks);6;", 42),
        ("Days to fill;45;days", 45),
        ("Minutes per message;2;hours", 120),
        ("Time per message (h);0,5;", 30),
        ("Hires;12;k", 12_000),
        ("Hires;3;k;per month", 36_000),
        ("Reply rate;12;%", 0.12),
        ("Reply rate;12%;month", 0.12),
        ("Reply rate (%);12;", 0.12),
        ("Reply rate (per cent);0.5%;", 0.005),
        ("Reply rate;12%;%", 0.12),
        ("Total number of hires, 2025;30;", 30),
        ("Messages 2025;5214;", round(5214 * 7 / 365, 4)),
        ("Our hires (placements);30;", 30),
        ("Name;Count per month\nHires;3;", 36),
        ("Our funnel\nName;2025\nHires;30;", 30),
        ("What;Value;Per\nTime to hire;45;month", 45),
        ("What;Value;Per;Notes\nHires;30;year;31 before", 30),
        ("Stage;Count;Conversion\nHires;30;12%", 30),
        ("Metric;2025;Notes\nHires;30;thanks to Anna", 30),
        ("Metric;Value;Unit\nRecruiters;4;people", 4),
    ],
)
def test_a_unit_beside_a_number_counts(tmp_path: Path, row: str, value: float) -> None:
    found = written(tmp_path, f"{row}\n")
    assert list(values(found).values()) == [value]
    assert not found.skipped


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("Hires;#DIV/0!;year", "#DIV/0! is an error of a spreadsheet"),
        ("Days to fill;6;fortnights", '"fortnights" is not understood here; write 45 or 6 weeks'),
        ("Days to fill;6;week", '"week" may be its unit or its period'),
        ("Time to hire (month);2;", '"month" may be its unit or its period'),
        ("Days to fill (weeks);6;", '"days and weeks" in its name is not understood'),
        ("Time to fill (working days);45;", "in its name is not understood"),
        ("Messages (k);12;year", '"k" is in its name; write the number in full'),
        ("Hires;26;31", '"31" is not understood here'),
        ("Hires;4;500;year", '"500" is not understood here'),
        ("Hires;26;weeks", '"weeks" is not understood here'),
        ("Hires per month;3;year", "is said to be for a month and for a year"),
        ("Hires per month, yearly;3;", "is said to be for a month and for a year"),
        ("Hires;3;weekly monthly", "is said to be for a week and for a month"),
        ("Hires;3 a month;year", "is said to be for a year and for a month"),
        ("Replies;17%;year", '"%" is not understood here'),
        ("Replies (%);17;year", '"%" is in its name'),
        ("Replies;1.200;year", "leave out the point"),
        ("People reachable;12.000;", "leave out the point"),
        ("Applicants per advert;4.125;", "leave out the point"),
        (
            "Hires per recruiter;6;year",
            '"per recruiter" in its name is not understood',
        ),
        ("Complaints (per 1000 messages);1;year", '"per 1000 messages" in its name'),
        ("Jobs not filled;34;year", '"jobs not" in its name'),
        ("Offers declined;13;year", '"declined" in its name'),
        ("Messages (bi-weekly);800;", '"bi" in its name'),
        ("Hires, semi-annual;13;", '"semi" in its name'),
        ("Messages (in 1000);4;week", '"1000" in its name'),
        ("Hires Q1 2025;4;year", '"q1" in its name'),
        ("Hires (M\u00fcnchen);4;year", '"m\u00fcnchen" in its name'),
        ("Hires \u6771\u4eac;4;year", '"\u6771\u4eac" in its name'),
        ("Time to hire (weeks);45 days;", '"days" is not understood here; write 45 or 6 weeks'),
        ("Offers accepted;1;", "1 may be one, 1% or 100%; write 12%"),
        ("Hires 2023-2025;78;", '"2023 2025" in its name is not understood'),
        ("Placements amount;520;year", '"amount" in its name'),
        ("Placements value;520;year", '"value" in its name'),
        ("Hires + offers;4;year", '"hires +" in its name'),
        ("Reply rate (%);0.5;", "0.5 may be a share or percent; write 12%"),
        ("Reply rate;0.5;%", "0.5 may be a share or percent; write 12%"),
    ],
)
def test_a_row_with_anything_that_is_not_understood_is_skipped_by_name(
    tmp_path: Path, row: str, said: str
) -> None:
    found = written(tmp_path, f"{row}\nRecruiters;4;\n")
    assert values(found) == {"recruiters": 4}
    assert [note.where for note in found.skipped] == ["funnel.csv, line 1"]
    assert said in found.skipped[0].why


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Name,Value,Notes\nHires,1,200", "1,200 may be one number: put it in quotes"),
        ("Name,Actual,Target\nHires,1,200\nCoffee,4", "1,200 may be one number"),
        ("Name,Actual,Target,Notes\nHires,1,200,\nCoffee,4,5,x", "1,200 may be one number"),
        ("Name,Target,Actual\nHires,1,200,4", "1,200 may be one number"),
        ("Name,Jan,Feb\nHires,1,200,1,300", "has more cells than titles"),
        ("Hires,Messages\n1,200,1,400", "has more cells than titles"),
        ("Reply rate,12,5%", '"5%" is not understood here'),
        ("Reply rate (%),12,k", "12000 is no share"),
        ("Name,Value,Unit\nConversion,12,% of interviews", '"% of interviews" is not understood'),
        ("Interviews per hire|4,125|", "4,125 may be a fraction here"),
        ("Month,Hires,Type\n1,5,actual\n2,50,Target", "is nothing counted"),
        ("Name,Value,Notes\nHires,30,planned", "is nothing counted"),
        ("Name,Value,Notes\nHires,30,Q1 only", '"q1" stands behind it: say its time'),
        ("Name,Value,Notes\nMessages,30,per month", '"month" stands behind it: say its time'),
    ],
)
def test_what_a_comma_or_a_plan_may_mean_is_not_guessed(
    tmp_path: Path, text: str, said: str
) -> None:
    found = written(tmp_path, f"{text}\n")
    assert set(values(found)) <= {"hires"}
    assert [said in note.why for note in found.skipped] == [True]
    assert values(found).get("hires", 60) == 60


@pytest.mark.parametrize(
    "text",
    [
        "Metric,Actual,Target\nHires,400,420\nRecruiters,4,5\n",
        "Metric,Target,Actual\nHires,420,400\nRecruiters,5,4\n",
        "Metric;Actual;Target;Notes\nHires;400;420;\nRecruiters;4\n",
        "Metric,Hires,Recruiters\nActual,400,4\nTarget,420,5\n",
        "Metric,Hires,Recruiters\nTarget,420,5\nActual,400,4\n",
    ],
)
def test_what_was_counted_is_told_from_what_is_wanted(tmp_path: Path, text: str) -> None:
    assert values(written(tmp_path, text)) == {"hires": 400, "recruiters": 4}


def test_a_single_row_has_no_times(tmp_path: Path) -> None:
    found = written(tmp_path, "Recruiters,Hires,Messages per week\n4,30,400\n")
    assert values(found) == {"recruiters": 4, "hires": 30, "messages_per_week": 400}
    rows = written(tmp_path, "Recruiters,Hires,Messages per week\n4,30,400\n5,20,300\n")
    assert values(rows) == {}
    more = written(tmp_path, "Recruiters,Hires\n4,30,400\n")
    assert [note.why for note in more.skipped] == ["has more cells than titles"]
    assert values(more) == {}
    of_one = written(tmp_path, "Recruiters,Hires\nAnna,5\n")
    assert values(of_one) == {}


def test_a_time_without_a_unit_is_assumed_to_be_in_days(tmp_path: Path) -> None:
    found = written(tmp_path, "Time to hire,45\nMinutes per message,4\n")
    assert values(found) == {"days_to_fill": 45, "minutes_per_message": 4}
    assert [note.why for note in found.assumed] == ["says no unit: taken as days"]


@pytest.mark.parametrize(
    "text",
    [
        "#,Metric,Value\n1,Hires,30\n2,Recruiters,4\n",
        "Metric,Unit,Value\nHires,,30\nRecruiters,,4\n",
        "Metric,Value,Source\nHires,30,ATS\nRecruiters,4,\n",
        "Metric,2024,2025\nHires,28,32\nRecruiters,4,4\n",
        "Metric,Jan,Feb,Total\nHires,2,3,5\nRecruiters,4,4,4\n",
    ],
)
def test_columns_may_stand_in_another_order(tmp_path: Path, text: str) -> None:
    assert values(written(tmp_path, text)) == {"hires": 30, "recruiters": 4}


def test_counts_of_different_times_give_no_share(tmp_path: Path) -> None:
    found = written(tmp_path, "People contacted per week,300\nReplies,51\n")
    assert values(found) == {}
    assert [note.why for note in found.skipped] == ["one of them says no time"]


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ("Offers 2025,40\nHires 2025,30\n", ""),
        ("Offers 2024,40\nHires 2025,30\n", "2024"),
        ("Offers 2024,40\nHires per year,30\n", "2024"),
        ("Metric,Value,Period\nOffers,40,2024\nHires,30,2025\n", "2024"),
        ("Metric,Value,Year\nOffers,40,2024\nHires,30,2025\n", "2024"),
        ("Metric,Value,Source\nOffers,40,ATS 2024\nHires,30,ATS 2025\n", "2024"),
        ("Month,Offers 2024,Hires 2025\n1,4,3\n2,4,3\n", "2024"),
        ("Month,Offers,Hires\n2025-01,4,3\n2025-02,,3\n2025-03,4,3\n", "2025-02"),
        ("Metric,Jan,Feb\nOffers,4,\nHires,3,3\n", "Feb"),
    ],
)
def test_counts_of_different_years_or_rows_give_no_share(
    tmp_path: Path, text: str, only: str
) -> None:
    found = written(tmp_path, text)
    assert ("offers_accepted" in found.given) == (not only)
    said = [note.why for note in found.skipped if note.what == "hires by offers"]
    assert said == ([f"only one of them was counted in {only}"] if only else [])


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("Offers,30\nAccepted offers,24\n", 0.8),
        ("Stage,Count,Conversion\nOffers,30,20%\nOffers accepted,24,80%\nHired,23,\n", 0.8),
        ("Offers extended,Offers accepted\n30,24\n", 0.8),
        ("Month,Offers,Offers accepted\n1,4,2\n2,4,0\n", 0.25),
        ("Metric,Value,Unit\nOffers,30,\nOffers accepted,78,%\n", 0.78),
        ("Metric,Value in %\nOffers accepted,78\n", 0.78),
        ("Month,Offers,Offers accepted\n1,4,75%\n2,4,85%\n", 0.8),
        ("Month,Offers,Offers accepted\n1,4,75%\n2,4,85\n", None),
        ("Month,Offers,Offers accepted\n1,4,1\n2,4,0\n", None),
        ("Offers,30\nOffers accepted,78\n", None),
        ("Offers,30,month\nOffers accepted,24,month,year\n", None),
        ("Offers,100\nOffer acceptance,78\n", None),
        ("Offers,100\nInMails accepted,78\n", None),
    ],
)
def test_accepted_offers_are_a_share_or_how_many_they_are(
    tmp_path: Path, text: str, share: float | None
) -> None:
    found = written(tmp_path, text)
    assert values(found).get("offers_accepted") == share
    assert share or found.skipped


def test_a_comma_is_not_both_for_thousands_and_for_fractions(tmp_path: Path) -> None:
    found = written(tmp_path, "Hires per month;2,167\nTime to fill;45,5\n")
    assert values(found) == {"days_to_fill": 45.5}
    assert [note.why for note in found.skipped] == [
        "2,167 may be a fraction here, where a comma parts no thousands"
    ]


BEYOND = "9e399"
"""More than a computer's numbers go."""


@pytest.mark.parametrize(
    "text",
    [
        f"Recruiters;{BEYOND};\nReplies;{BEYOND};day\nPeople contacted;1e300;day\n",
        "Replies;9e307;day\nPeople contacted;9e307;day\n",
        f"Month;Recruiters;Hires;Replies\n1;{BEYOND};{BEYOND};{BEYOND}\n",
        "Month;Recruiters;Hires\n1;9e307;9e307\n2;9e307;9e307\n",
    ],
)
def test_what_nobody_can_have_counted_is_skipped_and_the_rest_is_read(
    tmp_path: Path, text: str
) -> None:
    rows = text.startswith("Month")
    found = written(tmp_path, text.replace("\n", ";Reply rate\n", 1) if rows else text)
    assert values(found) == {}
    assert any("more than anybody counts" in note.why for note in found.skipped)
    more = "Requisitions;12;year\n" if not rows else ""
    assert values(written(tmp_path, text + more)) == ({"requisitions": 12} if more else {})


def test_many_unknown_names_are_noted_and_few_are_guessed_at(tmp_path: Path) -> None:
    found = written(tmp_path, "Hires;30\n" + "".join(f"Repplies {n};3\n" for n in range(1000)))
    assert values(found) == {"hires": 30}
    assert len(found.unused) == 1000
    assert "did you mean" in found.unused[0].why
    assert "did you mean" not in found.unused[-1].why
