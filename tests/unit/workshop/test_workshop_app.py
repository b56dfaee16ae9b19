"""Every route: what it gives, and what it says when something is wrong."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import httpx
import pytest
import yaml
from asking import Site

from recsim.workshop.answers import MOST_BYTES
from recsim.workshop.app import app
from recsim.workshop.plotly import script
from recsim.workshop.simulation import Busy, Service, Superseded
from recsim.workshop.state import Catalogue


def question(**changed: Any) -> dict[str, Any]:
    asked = {"scenario": "tiny", "changes": {}, "replications": 2, "client": "me", "ticket": 5}
    return {**asked, **changed}


def problem(answer: httpx.Response, code: int) -> tuple[str, str]:
    """The one problem that an answer tells."""
    assert answer.status_code == code, answer.text
    [found] = answer.json()["problems"]
    assert set(found) == {"path", "text"}
    return found["path"], found["text"]


def test_the_scenarios_with_their_questions(site: Site) -> None:
    first, *others = site.get("/api/scenarios").json()
    assert first == {
        "name": "tiny", "short": "tiny", "file": "", "digest": "",
        "title": "A small town", "question": "Who calls whom?", "lesson": "",
    }  # fmt: skip
    assert "two_ways" in {one["name"] for one in others}


def test_a_scenario_with_its_levers(site: Site) -> None:
    told = site.get("/api/scenarios/tiny").json()
    assert [one["label"] for one in told["strategies"]] == ["waiting", "Calling people", "polite"]
    assert [one["style"] for one in told["strategies"]] == ["passive", "active", "active"]
    assert told["strategies"][0]["colour"] == "#0072b2"
    [care] = [
        lever
        for lever in told["levers"]["strategies"]["calling"]
        if lever["path"] == "strategies.calling.care"
    ]
    assert {name: care[name] for name in ("kind", "min", "max", "step", "value", "default")} == {
        "kind": "number", "min": 0, "max": 1, "step": 0.01, "value": 0.3, "default": 0.7,
    }  # fmt: skip
    assert care["choices"] is None
    assert care["first"]
    [targeting] = [
        lever
        for lever in told["levers"]["strategies"]["calling"]
        if lever["path"].endswith("targeting")
    ]
    assert targeting["choices"][1] == {"value": "best_fit", "label": "who fits best"}
    assert all(group["group"] and group["levers"] for group in told["levers"]["world"])
    assert told["study"]["seed"] == 7
    assert told["definitions"]["offences_per_1000_contacts"]["denominator"] == "contacts"


def test_what_comes_of_a_state(site: Site) -> None:
    told = site.post("/api/simulate", question()).json()
    assert (told["ticket"], told["replications"], len(told["hash"])) == (5, 2, 64)
    assert [one["runs"] for one in told["strategies"]] == [2, 2, 2]
    again = site.post("/api/simulate", question(ticket=6)).json()
    assert again == {**told, "ticket": 6}
    moved = site.post("/api/simulate", question(changes={"strategies.calling.care": 1})).json()
    assert moved["hash"] != told["hash"]
    same, other = ([one["strategies"][at]["measures"] for one in (told, moved)] for at in (0, 1))
    assert same[0] == same[1]
    assert other[0] != other[1]


def test_what_changed_against_before(site: Site, service: Service) -> None:
    site.post("/api/simulate", question())
    asked = question(changes={"strategies.calling.care": 1}, before={})
    simulations = service.simulations
    told = site.post("/api/simulate", asked).json()
    assert service.simulations - simulations == 2  # before was known, and so were the others
    [changed] = told["changed"]
    assert changed["strategy"] == "calling"
    assert "before" in changed["sentence"]
    assert site.post("/api/simulate", question(before={})).json()["changed"] == []
    assert "changed" not in site.post("/api/simulate", question()).json()


def test_the_impatient_get_what_so_many_runs_say(site: Site) -> None:
    wanted = {"replications": 60, "changes": {"strategies.calling.care": 0.6}}
    early = site.post("/api/simulate", question(**wanted, patience_ms=0)).json()
    runs = early["done"]
    assert 1 <= runs < early["wanted"] == 60
    assert {one["runs"] for one in early["strategies"]} == {early["replications"]} == {runs}
    wanted["replications"] = runs
    exactly = site.post("/api/simulate", question(**wanted, ticket=6)).json()
    assert {**early, "wanted": runs, "ticket": 6} == exactly


def test_strategies_in_view_come_first_and_the_others_if_they_are_known(
    site: Site, service: Service
) -> None:
    part = site.post("/api/simulate", question(teams=["polite"])).json()
    assert [one["key"] for one in part["strategies"]] == ["waiting", "polite"]
    assert {one["strategy"] for one in part["differences"]} == {"polite"}
    assert (part["all"], service.simulations) == (False, 4)
    whole = site.post("/api/simulate", question()).json()
    assert (whole["all"], service.simulations) == (True, 6)
    again = site.post("/api/simulate", question(teams=["polite"])).json()
    assert again == whole
    moved = question(teams=["polite"], changes={"strategies.polite.care": 0.5})
    assert site.post("/api/simulate", moved).json()["all"]
    assert service.simulations == 8
    shared = question(teams=["polite"], changes={"study.market": "shared"})
    assert len(site.post("/api/simulate", shared).json()["strategies"]) == 3


def test_a_download_is_a_file(site: Site) -> None:
    asked = {"scenario": "tiny", "changes": {"strategies.calling.care": 0.9}}
    answer = site.post("/api/download", asked)
    assert answer.headers["content-type"].startswith("text/yaml")
    assert 'attachment; filename="tiny_workshop.yaml"' in answer.headers["content-disposition"]
    assert yaml.safe_load(answer.text)["strategies"]["calling"]["care"] == 0.9


@pytest.mark.parametrize("path", ["/api/simulate", "/api/download"])
def test_bad_values_are_told_in_the_loaders_words(site: Site, path: str) -> None:
    body = question() if path == "/api/simulate" else {"scenario": "tiny"}
    where, text = problem(
        site.post(path, {**body, "changes": {"strategies.calling.follow_ups": 0.5}}), 400
    )
    assert where == "strategies.calling.follow_ups"
    assert "a whole number from 0 to 10" in text
    where, text = problem(site.post(path, {**body, "scenario": "two_way"}), 404)
    assert where == "scenario"
    assert "did you mean two_ways?" in text


@pytest.mark.parametrize(
    ("changed", "where"),
    [
        ({"replications": 101}, "replications"),
        ({"replications": 0}, "replications"),
        ({"replications": "30"}, "replications"),
        ({"client": ""}, "client"),
        ({"client": "x" * 65}, "client"),
        ({"ticket": -1}, "ticket"),
        ({"patience_ms": -1}, "patience_ms"),
        ({"patience_ms": 10**9}, "patience_ms"),
        ({"shown": 101}, "shown"),
        ({"teams": "waiting"}, "teams"),
        ({"teams": ["x"] * 51}, "teams"),
        ({"scenario": None}, "scenario"),
        ({"scenario": "x" * 101}, "scenario"),
        ({"changes": []}, "changes"),
        ({"changes": {"x" * 201: 1}}, "changes"),
        ({"debug": True}, "debug"),
    ],
)
def test_a_body_of_another_shape_is_refused(
    site: Site, changed: dict[str, Any], where: str
) -> None:
    answer = site.post("/api/simulate", question(**changed))
    assert answer.status_code == 400
    assert {one["path"].split(".")[0] for one in answer.json()["problems"]} == {where}


def with_care(value: str) -> bytes:
    """A question with a value that is written as given."""
    body = json.dumps(question(changes={"strategies.calling.care": 0.123}))
    return body.replace("0.123", value).encode()


@pytest.mark.parametrize(
    "text",
    [b"", b"{", b"[]", b"\xff\xfe", b"[" * 60_000, b'{"scenario": NaN}',
     *map(with_care, ("NaN", "-Infinity", "1e999", "9" * 5000, "{}", "[1]"))],
)  # fmt: skip
def test_what_is_no_json_is_refused_without_a_traceback(site: Site, text: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    answer = site.request("POST", "/api/simulate", content=text, headers=headers)
    assert answer.status_code == 400
    assert answer.json()["problems"]
    assert "Traceback" not in answer.text


def test_bodies_are_small_and_json_by_name(site: Site) -> None:
    json_header = {"Content-Type": "application/json"}
    large = b'{"scenario": "' + b"x" * MOST_BYTES + b'"}'
    answer = site.request("POST", "/api/simulate", content=large, headers=json_header)
    assert "64 kB" in problem(answer, 413)[1]
    plain = {"Content-Type": "text/plain"}
    body = json.dumps(question()).encode()
    answer = site.request("POST", "/api/simulate", content=body, headers=plain)
    assert "application/json" in problem(answer, 415)[1]


def test_other_paths_and_methods(site: Site) -> None:
    problem(site.get("/api/nothing"), 404)
    problem(site.get("/api/simulate"), 405)
    problem(site.get("/api/scenarios/nothing"), 404)
    problem(site.get("/api/scenarios/..%2f..%2fpyproject"), 404)
    problem(site.get("/static/../app.py"), 404)
    problem(site.get("/static/%2e%2e/app.py"), 404)


def test_who_is_superseded_or_has_to_wait(catalogue: Catalogue, service: Service) -> None:
    site = Site(app(catalogue, service))

    def refuse(error: Exception) -> None:
        def ask(*arguments: Any, **options: Any) -> Any:
            raise error

        service.ask = ask  # type: ignore[method-assign]

    refuse(Superseded())
    answer = site.post("/api/simulate", question())
    assert (answer.status_code, answer.json()) == (409, {"superseded": True})
    refuse(Busy())
    answer = site.post("/api/simulate", question())
    problem(answer, 503)
    assert int(answer.headers["retry-after"]) > 0
    refuse(ZeroDivisionError("secret"))
    answer = site.post("/api/simulate", question())
    problem(answer, 500)
    assert "secret" not in answer.text
    assert "content-security-policy" in answer.headers


def test_the_newer_of_two_questions_is_answered(catalogue: Catalogue, service: Service) -> None:
    application = app(catalogue, service)

    async def both() -> tuple[httpx.Response, httpx.Response]:
        transport = httpx.ASGITransport(application)
        async with httpx.AsyncClient(transport=transport, base_url="http://room") as client:
            older = asyncio.create_task(
                client.post("/api/simulate", json=question(ticket=1, replications=100))
            )
            while not service.simulations:
                await asyncio.sleep(0.01)
            newer = await client.post("/api/simulate", json=question(ticket=2, replications=1))
            return await older, newer

    older, newer = asyncio.run(both())
    assert (older.status_code, newer.status_code) == (409, 200)
    assert service.simulations < 50


def test_headers_keep_other_sites_out(site: Site) -> None:
    for path in ("/api/scenarios", "/plotly.js", "/nothing"):
        headers = site.get(path, headers={"Origin": "http://elsewhere"}).headers
        policy = dict(rule.split(" ", 1) for rule in headers["content-security-policy"].split("; "))
        assert policy["default-src"] == policy["script-src"] == "'self'"
        assert not [name for name in policy if "unsafe" in policy[name] and name != "style-src"]
        assert headers["x-content-type-options"] == "nosniff"
        assert not [name for name in headers if name.startswith("access-control")]
    assert site.get("/api/scenarios").headers["cache-control"] == "no-store"


def test_plotly_is_served_from_here_compressed_and_once(site: Site) -> None:
    plain = site.get("/plotly.js", headers={"Accept-Encoding": "identity"})
    assert plain.content == script().read_bytes()
    assert "javascript" in plain.headers["content-type"]
    small = site.get("/plotly.js", headers={"Accept-Encoding": "gzip"})
    assert small.content == plain.content  # httpx has decompressed it
    assert small.headers["content-encoding"] == "gzip"
    assert int(small.headers["content-length"]) < len(plain.content) / 2
    tag = small.headers["etag"]
    again = site.get("/plotly.js", headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")


def test_the_page_is_there(site: Site) -> None:
    page = site.get("/")
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    assert page.headers["cache-control"] == "no-cache"
    assert "<script>" not in page.text
    assert " style=" not in page.text
