"""Funnels as systems and teams have them, in English and German: what is read of each."""

from __future__ import annotations

from pathlib import Path

import pytest
from funnels import values, written

EXPORTS = {
    "stages with candidates": (
        "Stage,Candidates,Conversion rate\nApplication Review,480,\nPhone Interview,60,13%\n"
        "Face to Face,36,60%\nOffer,15,42%\nHired,12,80%\n",
        {"hires": 12, "offers_accepted": 0.8},
    ),
    "stages from sourced to hired": (
        "Stage,Candidates\nSourced,400\nApplied,900\nPhone screen,120\nAssessment,70\n"
        "Interview,48\nOffer,16\nHired,12\n",
        {"hires": 12, "interviews_per_hire": 4, "offers_accepted": 0.75},
    ),
    "stages with time in each": (
        "Stage,Entered,Pass-through rate,Avg. time in stage\nRecruiter Screen,108,60%,4\n"
        "Onsite,40,40%,10\nOffers extended,16,81%,4\nOffers accepted,12,,\nHired,12,,\n",
        {"hires": 12, "offers_accepted": 0.75},
    ),
    "stages with their share of all": (
        "Stage,% of total,# of candidates\nApplicants,100%,400\nInterviewed,15%,60\n"
        "Offered,10%,40\nHired,6%,24\n",
        {"hires": 24, "interviews_per_hire": 2.5, "offers_accepted": 0.6},
    ),
    "stages in German": (
        "Phase;Anzahl\nBewerbungen;480\nTelefoninterview;96\nVorstellungsgespr\u00e4ch;36\n"
        "Angebot;16\nEingestellt;12\n",
        {"hires": 12, "interviews_per_hire": 3, "offers_accepted": 0.75},
    ),
    "stages with time in each in German": (
        "Phase;Kandidaten;Conversion;\u00d8 Tage\nBewerbung;480;;3\nInterview;60;12,5%;9\n"
        "Angebot;20;33%;4\nEingestellt;15;75%;\n",
        {"hires": 15, "interviews_per_hire": 4, "offers_accepted": 0.75},
    ),
    "InMails": (
        "Metric,Value\nInMails sent,1200\nInMails accepted,180\nInMails declined,120\n"
        "No response,900\nInMail response rate,25%\n",
        {"messages_per_week": 1200, "reply_rate": 0.25},
    ),
    "InMails by week": (
        "Week,InMails sent,InMail response rate\n2025-01-06,100,22%\n2025-01-13,120,24%\n",
        {"messages_per_week": 110, "reply_rate": 0.23},
    ),
    "messages of a sequence": (
        "Metric,Count\nCandidates contacted,500\nOpened,320\nReplied,120\nInterested,30\n",
        {"reply_rate": 0.24, "interested_share": 0.25},
    ),
    "stages by month": (
        "Month,New applicants,In review,Interviews,Offers,Hires\n"
        "2025-01,40,10,8,3,2\n2025-02,44,12,9,5,3\n",
        {"hires": 30, "interviews_per_hire": 3.4, "offers_accepted": 0.625},
    ),
    "an agency by week": (
        "Week,BD calls,CVs sent,1st interviews,Placements\n"
        "2025-W10,40,12,6,1\n2025-W11,42,14,7,1\n",
        {"hires": 52.1429},
    ),
    "an agency by month in German": (
        "Monat;Ansprachen;Antworten;Interviews;Angebote;Besetzungen\n"
        "Jan 2025;400;80;12;4;3\nFeb 2025;400;80;14;4;2\nSumme;800;160;26;8;5\n",
        {"reply_rate": 0.2, "interviews_per_hire": 5.2, "offers_accepted": 0.625, "hires": 30},
    ),
    "months with their sum and mean in German": (
        "Kalenderwoche;Bewerbungen;Einstellungen;Time-to-Fill (Wochen)\n1;40;3;6\n2;44;3;8\n"
        "Gesamt;84;6;\nDurchschnitt;42;3;7\n",
        {"hires": 156.4286, "days_to_fill": 49},
    ),
    "numbers with units": (
        "KPI,Value,Unit,Period\nTime to hire,45,days,\nOffer acceptance rate,78,%,\n"
        "Hires,30,people,year\nMessages,1200,#,month\nApplicants per job,35,,\n"
        "Open positions,12,,\n",
        {"days_to_fill": 45, "offers_accepted": 0.78, "hires": 30, "open_requisitions": 12,
         "messages_per_week": 276.1644, "applicants_per_advert": 35},
    ),
    "numbers with units in German": (
        "Kennzahl;Wert;Einheit;Zeitraum\nTime-to-Hire;6;Wochen;\nAnnahmequote;78;Prozent;\n"
        "Einstellungen;30;Personen;Jahr\nGesendete InMails;1.200,0;;Monat\n"
        "Bewerbungen pro Stelle;35;;\nOffene Stellen;12;;\nAnzahl Recruiter;4;;\n",
        {"days_to_fill": 42, "offers_accepted": 0.78, "hires": 30, "recruiters": 4,
         "messages_per_week": 276.1644, "applicants_per_advert": 35, "open_requisitions": 12},
    ),
    "numbers with targets": (
        "KPI,Actual,Target,Variance\nHires,400,420,-20\nTime to fill (days),45,40,5\n"
        "Offer acceptance rate,78%,80%,-2%\n",
        {"hires": 400, "days_to_fill": 45, "offers_accepted": 0.78},
    ),
    "numbers with targets in German": (
        'Kennzahl,Ist,Soll\nEinstellungen,30,35\nAntwortquote,"12,5%",15%\n'
        "Besetzungsdauer (Tage),62,50\n",
        {"hires": 30, "reply_rate": 0.125, "days_to_fill": 62},
    ),
    "quarters in columns": (
        "Metric,Q1 2025,Q2 2025,Q3 2025,Q4 2025\nApplications,120,130,90,140\nOffers,8,9,7,8\n"
        "Hires,6,8,5,5\nTime to hire (days),44,46,48,46\n",
        {"hires": 24, "offers_accepted": 0.75, "days_to_fill": 46},
    ),
    "years with their change": (
        "Metric,2023,2024,2025,Change\nHires,28,30,32,+7%\nOffers,38,40,42,+5%\n",
        {"hires": 30, "offers_accepted": 0.75},
    ),
    "a report of a year": (
        "Recruiting Report 2025,,\n,,\nMetric,Value,Comment\nApplications,900,\nOffers,40,\n"
        "Hires,30,\nTotal requisitions,45,\n",
        {"hires": 30, "requisitions": 45, "applicants_per_advert": 20, "offers_accepted": 0.75},
    ),
    "the last twelve months": (
        "Metric,Last 12 months\nHires,30\nOffers,40\nInMails sent,7300\n",
        {"hires": 30, "offers_accepted": 0.75, "messages_per_week": 140},
    ),
    "applicants of both sexes in German": (
        "Phase;Kandidat:innen\nBewerber*innen;200\nKontaktierte Kandidat:innen;100\n"
        "Antworten;20\nAngebote;8\nEingestellte Kandidat:innen;6\n",
        {"reply_rate": 0.2, "offers_accepted": 0.75, "hires": 6},
    ),
    "a single row": (
        "Applications,Interviews,Offers extended,Offers accepted,Hires\n480,60,20,16,15\n",
        {"hires": 15, "interviews_per_hire": 4, "offers_accepted": 0.8},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", EXPORTS)
def test_what_is_read_of_an_export(tmp_path: Path, name: str) -> None:
    text, given = EXPORTS[name]
    assert values(written(tmp_path, text)) == given


@pytest.mark.parametrize(
    "text",
    [
        "Stage,Candidates in stage\nOffer,16\nHired,12\n",
        "Stage,Active candidates\nOffer,16\nHired,12\n",
        "Source,Applications,Hires\nReferral,200,6\nJob board,30,4\nTotal,230,10\n",
        "Recruiter,Hires\nAnna,6\nBen,4\n",
        "Kennzahl,Ziel\nEinstellungen,30\n",
        "Alle Zahlen pro Recruiter,\nEinstellungen,3\n",
        "Monatsbericht,\nEinstellungen,3\n",
        "March,\nHires,3\n",
        "Kennzahl,Wert,Einheit\nTime-to-Fill,45,Arbeitstage\nNachrichten,3,Tsd. pro Recruiter\n",
        "Time-to-Hire (Monat),2\nAbgelehnte Angebote,4\nNicht besetzte Stellen,3\n",
    ],
)
def test_what_other_numbers_are_left_out(tmp_path: Path, text: str) -> None:
    found = written(tmp_path, text)
    assert found.given == {}
    assert found.unused or found.skipped
