"""The command: addresses, what is missing, and how it ends."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
from contextlib import closing
from functools import partial
from http.client import HTTPConnection
from pathlib import Path

import pytest
from patience import PATIENCE
from typer.testing import CliRunner

from recsim.cli.app import app
from recsim.workshop import serve
from recsim.workshop.work import BUDGETS

ROOT = Path(__file__).parents[3]


def refused(*arguments: str) -> str:
    """What the command says when it cannot go on."""
    result = CliRunner().invoke(app, ["workshop", "--no-browser", *arguments])
    assert result.exit_code == 2, result.output
    return result.stderr


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve, "PACKAGES", ("starlette", "no_such_package"))
    said = refused()
    assert 'pip install "recruitsim[workshop]"' in said
    assert "missing: no_such_package" in said
    assert len(said.splitlines()) == 1


def test_a_port_that_is_taken_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        said = refused("--port", str(port))
    assert f"port {port}" in said
    assert f"--port {port + 1}" in said


def test_files_that_cannot_be_served_are_refused() -> None:
    assert "did you mean two_ways" in refused("two_way")
    assert "at most 20,000" in refused("large_market")
    assert "192.0.2.7" in refused("--host", "192.0.2.7")


@pytest.mark.parametrize("host", ["", " ", "\t"])
def test_no_address_is_not_all_addresses(host: str) -> None:
    said = refused("--host", host)
    assert "0.0.0.0 to let everybody on the network in" in said


@pytest.mark.slow
def test_a_host_that_cannot_be_one() -> None:
    for host in ("x" * 300, "a..b", "\udcff"):
        assert "Nothing can be served" in refused("--host", host)


def test_without_the_fast_engine_the_other_one_works(monkeypatch: pytest.MonkeyPatch) -> None:
    from recsim.model import engines

    monkeypatch.setattr(engines, "available", lambda: False)
    told: list[str] = []
    simulate = serve.fastest(told.append)
    assert isinstance(simulate, partial)
    assert simulate.func is engines.engine("simpy")
    assert simulate.keywords == {"budget": BUDGETS["simpy"]}
    assert "wasmtime" in told[0]
    assert "more slowly" in told[0]


@pytest.mark.slow
def test_it_serves_until_it_is_interrupted(file: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "recsim", "workshop", str(file), "--port", "0", "--no-browser"]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONPATH": str(ROOT)},
    ) as process:
        assert process.stdout is not None
        found = re.search(r"http://(127.0.0.1:\d+)", process.stdout.readline())
        assert found

        with closing(HTTPConnection(found[1], timeout=PATIENCE)) as connection:
            connection.request("GET", "/api/scenarios")
            scenarios = json.load(connection.getresponse())
        process.send_signal(signal.SIGINT)
        rest, errors = process.communicate(timeout=PATIENCE)
    assert scenarios[0]["name"] == "tiny"
    assert (process.returncode, errors) == (0, "")
    assert "The workshop has ended." in rest
