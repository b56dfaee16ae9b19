"""What ``--on`` takes, and how it says no: at once, in one line, with nothing written."""

from __future__ import annotations

import socket
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

import recsim
from recsim.cli.app import app
from recsim.machines.address import Address
from recsim.machines.errors import MachinesError

RUN = ["run", "two_ways", "-n", "1", "--no-plots", "--set", "world.people=50"]


@pytest.mark.parametrize(
    ("given", "kind", "url"),
    [
        ("dask", "dask", ""),
        ("ray", "ray", ""),
        ("dask://a.b:8786", "dask", "tcp://a.b:8786"),
        ("tcp://10.0.0.1:8786", "dask", "tcp://10.0.0.1:8786"),
        ("tls://a:1/", "dask", "tls://a:1"),
        ("dask://[::1]:8786", "dask", "tcp://[::1]:8786"),
        ("ray://a:10001", "ray", "ray://a:10001"),
    ],
)
def test_what_is_understood(given: str, kind: str, url: str) -> None:
    assert Address.read(given) == Address(given, kind, url)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("daks", "did you mean dask?"),
        ("dsk://a:1", "did you mean dask?"),
        ("http://a:1", "there are: dask, tcp, tls, ray"),
        ("", "there are: dask, ray"),
        ("ray://a", "the port is missing"),
        ("dask://:8786", "the host is missing"),
        ("dask://a:99999", "Port out of range"),
        ("dask://a:eight", "'eight'"),
        ("dask://a:1/b", "more than a host and a port"),
        ("dask://me@a:1", "more than a host and a port"),
    ],
)
def test_what_is_not(given: str, words: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = CliRunner().invoke(app, [*RUN, "--out", str(out), "--on", given])
    assert done.exit_code == 2, done.output
    assert f"--on {given}: " in " ".join(done.stderr.split())
    assert words in " ".join(done.stderr.split())
    assert not out.exists()


def test_where_nobody_is_listening(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    for kind in ("dask", "ray"):
        address = f"{kind}://127.0.0.1:{port}"
        done = CliRunner().invoke(app, [*RUN, "--out", str(tmp_path / "out"), "--on", address])
        assert done.exit_code == 2, done.output
        assert f"{address}: nobody answers there" in " ".join(done.stderr.split())
        assert "Traceback" not in done.output
    assert not list(tmp_path.rglob("*.zip"))


@pytest.mark.parametrize("host", ["nonsense..", "a" * 64])
def test_a_name_that_no_host_can_have(host: str, tmp_path: Path) -> None:
    done = CliRunner().invoke(app, [*RUN, "--out", str(tmp_path), "--on", f"dask://{host}:8786"])
    assert done.exit_code == 2, done.output
    assert "no host can have this name" in " ".join(done.stderr.split())


@pytest.mark.parametrize("seconds", ["soon", "0", "-1", "inf", "nan"])
def test_a_limit_that_is_none(seconds: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECSIM_CLUSTER_SECONDS", seconds)
    done = CliRunner().invoke(app, [*RUN, "--on", "dask://127.0.0.1:1"])
    assert done.exit_code == 2, done.output
    assert f"RECSIM_CLUSTER_SECONDS={seconds}: expected a number of seconds" in done.stderr


@pytest.mark.parametrize(
    ("kind", "module", "extra"),
    [("dask", "distributed", "recruitsim[dask]"), ("ray", "ray", "recruitsim[ray]")],
)
def test_a_missing_library_is_named(
    kind: str, module: str, extra: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    done = CliRunner().invoke(app, [*RUN, "--out", str(tmp_path), "--on", kind])
    assert done.exit_code == 2, done.output
    assert extra in done.stderr


def test_a_cluster_elsewhere_has_workers_of_its_own() -> None:
    done = CliRunner().invoke(app, [*RUN, "--on", "dask://a:1", "--workers", "2"])
    assert done.exit_code == 2, done.output
    assert "--workers 2: dask://a:1 has workers of its own" in " ".join(done.stderr.split())


def test_python_says_the_same() -> None:
    with pytest.raises(MachinesError, match="did you mean dask"):
        recsim.run("two_ways", on="daks")
    with pytest.raises(TypeError, match="on: 3 given"):
        recsim.run("two_ways", on=3)  # type: ignore[arg-type]
    with pytest.raises(MachinesError, match="did you mean ray"):
        recsim.sweep("two_ways", on="rya")


def test_what_is_there_already_needs_no_cluster(tmp_path: Path) -> None:
    small = {"world.people": 50, "study.horizon_days": 14}
    first = recsim.run("two_ways", set=small, replications=1, out=tmp_path)
    again = recsim.run("two_ways", set=small, replications=1, out=tmp_path, on="dask://a.b:1")
    assert again.found == 1
    assert again.results.runs.equals(first.results.runs)
