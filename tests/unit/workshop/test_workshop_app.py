"""Every route: what it gives, and what it says when something is wrong."""

from __future__ import annotations

import asyncio
import json
import re
from typing import Any
from urllib.parse import urljoin

import httpx
import pytest
import yaml
from asking import Site
from starlette.types import Message, Scope

from recsim.analysis.measures import MEASURES
from recsim.model.compiled import module
from recsim.model.engines import engine
from recsim.page.settings import model
from recsim.papers.sheets import sheets
from recsim.scenario.identity import content_hash
from recsim.scenario.load import load, load_text
from recsim.workshop.answers import MOST_BYTES, Busy
from recsim.workshop.app import app
from recsim.workshop.plotly import script
from recsim.workshop.state import Catalogue
from recsim.workshop.upload import Uploads


def question(**changed: Any) -> dict[str, Any]:
    asked = {"scenario": "tiny", "changes": {}, "replications": 2}
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
        "title": "A small town", "question": "Who calls whom?", "lesson": "", "languages": {},
    }  # fmt: skip
    [shipped] = [one for one in others if one["name"] == "two_ways"]
    assert shipped["languages"]["de"]["question"].startswith("Wo lohnt sich")


def test_a_scenario_with_all_that_the_page_needs(site: Site, catalogue: Catalogue) -> None:
    told = site.get("/api/scenarios/tiny").json()
    assert [one["label"] for one in told["strategies"]] == ["waiting", "Calling people", "polite"]
    [care] = [row for row in told["levers"] if row["path"] == "strategies.*.care"]
    assert (care["min"], care["max"], care["step"], care["first"]) == (0, 1, 0.01, True)
    text = told["texts"]["strategies.*.targeting"]
    assert text["choices"][1] == ["best_fit", "who fits best"]
    assert told["model"]["study"]["seed"] == "7"
    assert told["study"]["about"] == ["waiting", "polite"]
    assert set(told["facts"]) == set(MEASURES)
    assert told["model"]["groups"] == json.loads(
        json.dumps(model(catalogue["tiny"].scenario)["groups"])
    )


def test_variants_are_offered_and_can_be_taken_home(site: Site) -> None:
    told = site.get("/api/scenarios/two_ways").json()
    assert "few_apply" in [one["name"] for one in told["variants"]]
    asked = {"scenario": "two_ways", "variant": "few_apply", "changes": {"world.people": 1500}}
    text = site.post("/api/download", asked).text
    wanted = load("two_ways", with_=["few_apply"], set_=["world.people=1500"]).scenario
    assert content_hash(load_text(text, "home.yaml").scenario) == content_hash(wanted)
    where, text = problem(site.post("/api/download", {**asked, "variant": "nobody"}), 400)
    assert (where, text) == ("variant", 'there is no variant "nobody"')


def test_a_download_is_a_file(site: Site) -> None:
    asked = {"scenario": "tiny", "changes": {"strategies.calling.care": 0.9}}
    answer = site.post("/api/download", asked)
    assert answer.headers["content-type"].startswith("text/yaml")
    assert 'attachment; filename="tiny_workshop.yaml"' in answer.headers["content-disposition"]
    assert yaml.safe_load(answer.text)["strategies"]["calling"]["care"] == 0.9


def test_bad_values_are_told_in_the_loaders_words(site: Site) -> None:
    path, body = "/api/download", question()
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
        ({"variant": "x" * 81}, "variant"),
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
    answer = site.post("/api/download", question(**changed))
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
    answer = site.request("POST", "/api/download", content=text, headers=headers)
    assert answer.status_code == 400
    assert answer.json()["problems"]
    assert "Traceback" not in answer.text


def test_bodies_are_small_and_json_by_name(site: Site) -> None:
    json_header = {"Content-Type": "application/json"}
    large = b'{"scenario": "' + b"x" * MOST_BYTES + b'"}'
    answer = site.request("POST", "/api/download", content=large, headers=json_header)
    assert "64 kB" in problem(answer, 413)[1]
    plain = {"Content-Type": "text/plain"}
    body = json.dumps(question()).encode()
    answer = site.request("POST", "/api/download", content=body, headers=plain)
    assert "application/json" in problem(answer, 415)[1]


def test_other_paths_and_methods(site: Site) -> None:
    problem(site.get("/api/nothing"), 404)
    problem(site.get("/api/download"), 405)
    problem(site.get("/api/scenarios/nothing"), 404)
    problem(site.get("/api/scenarios/..%2f..%2fpyproject"), 404)
    problem(site.get("/static/../app.py"), 404)
    problem(site.get("/static/%2e%2e/app.py"), 404)


@pytest.mark.parametrize(("error", "code"), [(Busy(), 503), (ZeroDivisionError("secret"), 500)])
def test_who_has_to_wait_and_what_is_broken(
    site: Site, monkeypatch: pytest.MonkeyPatch, error: Exception, code: int
) -> None:
    def fail(*_: Any) -> Any:
        raise error

    monkeypatch.setattr(Uploads, "take", fail)
    answer = site.post("/api/upload", {"file": "mine.yaml", "text": ""})
    problem(answer, code)
    assert "secret" not in answer.text
    assert "content-security-policy" in answer.headers
    assert code != 503 or int(answer.headers["retry-after"]) > 0


def test_headers_keep_other_sites_out(site: Site) -> None:
    for path in ("/api/scenarios", "/plotly.js", "/nothing"):
        headers = site.get(path, headers={"Origin": "http://elsewhere"}).headers
        policy = dict(rule.split(" ", 1) for rule in headers["content-security-policy"].split("; "))
        assert policy["default-src"] == "'self'"
        assert policy["script-src"] == "'self' 'wasm-unsafe-eval'", "the kernel, and nothing else"
        assert not [
            name for name in policy if "unsafe-inline" in policy[name] and name != "style-src"
        ]
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


def test_the_page_and_what_it_loads_are_there(site: Site) -> None:
    page = site.get("/")
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    assert page.headers["cache-control"] == "no-cache"
    assert "<script>" not in page.text
    assert " style=" not in page.text
    waiting = re.findall(r'(?:src|href)="(/(?:page|static)/[^"]+)"', page.text)
    seen = set()
    while waiting:
        path = waiting.pop()
        found = site.get(path)
        assert found.status_code == 200, path
        seen.add(path)
        for name in re.findall(r'^import .*?from "([^"]+)";', found.text, re.M | re.S):
            other = urljoin(path, name)
            waiting += [] if other in seen else [other]
    assert {"/page/explorer.js", "/page/tables.js", "/static/simulator.js"} <= seen


def test_the_kernel_is_that_of_the_command_line(site: Site) -> None:
    kernel = site.get("/page/kernel.wasm")
    assert kernel.content == module.MODULE.read_bytes()
    assert kernel.headers["content-type"] == "application/wasm"
    assert site.get("/page/worker.js").text.endswith("work();")


def test_links_carry_an_address_that_others_can_open(catalogue: Catalogue) -> None:
    site = Site(app(catalogue, engine("compiled"), where=lambda: "http://192.168.1.7:8765"))
    assert '<meta name="address" content="http://192.168.1.7:8765">' in site.get("/").text


def test_sheets_to_print(site: Site) -> None:
    for name, made in sheets().items():
        answer = site.get(f"/sheets/{name}")
        assert (answer.status_code, answer.text) == (200, made)
        assert answer.headers["content-type"].startswith("text/html")
        assert site.get(f"/sheets/{name}?lang=de").text == sheets("de")[name] != made
        assert site.get(f"/sheets/{name}?lang=xx").text == made
    _, text = problem(site.get("/sheets/another"), 404)
    assert "debrief-sheet" in text


def test_who_goes_in_the_middle_of_a_question_is_no_fault(
    catalogue: Catalogue, caplog: pytest.LogCaptureFixture
) -> None:
    """A phone that leaves the network would fill the trainer's terminal with a traceback."""
    asked: list[Message] = [
        {"type": "http.request", "body": b'{"scenario"', "more_body": True},
        {"type": "http.disconnect"},
    ]

    async def receive() -> Message:
        return asked.pop(0)

    async def send(_: Message) -> None:
        pass

    headers = [(b"host", b"localhost"), (b"content-type", b"application/json")]
    scope: Scope = {"type": "http", "method": "POST", "path": "/api/story", "scheme": "http",
                    "headers": headers, "query_string": b"", "root_path": ""}  # fmt: skip
    asyncio.run(app(catalogue, engine("compiled"))(scope, receive, send))
    assert asked == []
    assert not caplog.records
