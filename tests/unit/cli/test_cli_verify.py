"""``recsim verify``: lines, exit codes, and that a wrong theory is told."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from command_line import Recsim

from recsim.verification import suite


@pytest.mark.slow
def test_one_line_a_check(recsim: Recsim) -> None:
    out = recsim("verify", "--case", "vacancies_from_empty", "--workers", "1").output
    assert "vacancies_from_empty" in out
    assert out.count("holds") == 16
    assert "16 checks of 1 case: each theory lies in its interval." in out


def test_json(recsim: Recsim) -> None:
    found = json.loads(
        recsim("verify", "--case", "published_lake*", "--json", "--workers", "1").stdout
    )["checks"]
    assert [round(check["theory"], 5) for check in found] == [0.08267, 0.13058, 0.11309]
    assert all(check["low"] <= check["theory"] <= check["high"] for check in found)
    assert {check["verdict"] for check in found} == {"holds"}


def test_a_wrong_theory_ends_with_code_3(recsim: Recsim, monkeypatch: pytest.MonkeyPatch) -> None:
    [case] = suite.chosen("content_or_seeking")
    wrong = replace(case, exact=lambda _: {"share seeking": 0.9})
    monkeypatch.setattr(suite, "CASES", (wrong,))
    out = recsim("verify", "--workers", "1", code=3).output
    assert out.count("fails") == 3
    assert "3 of 3 checks do not hold: content_or_seeking." in out


def test_an_unknown_case_names_the_others(recsim: Recsim) -> None:
    out = recsim("verify", "--case", "nonsense", code=2).output
    assert "no case with 'nonsense' in its name" in out
    assert "inbox_shared" in out
