"""The day before: what the check finds, and that only another device counts as a visitor."""

from __future__ import annotations

import socket
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from recsim.cli.app import app
from recsim.workshop import check as checking
from recsim.workshop.check import check, wait_for_visitor
from recsim.workshop.ways import advice, ways

HOME = {"lo": ["127.0.0.1"], "wlan0": ["192.168.1.5"]}


@pytest.mark.parametrize(
    ("interface", "address", "kind"),
    [
        ("wlan0", "192.168.1.5", "network"),
        ("Wi-Fi", "10.0.0.7", "network"),
        ("en0", "172.20.10.2", "network"),
        ("utun3", "10.8.0.2", "vpn"),
        ("tun0", "10.8.0.2", "vpn"),
        ("tailscale0", "100.64.0.1", "vpn"),
        ("docker0", "172.17.0.1", "virtual"),
        ("vEthernet (WSL)", "172.30.0.1", "virtual"),
        ("Ethernet 2", "169.254.7.7", "unset"),
    ],
)
def test_what_an_address_is(interface: str, address: str, kind: str) -> None:
    [way] = ways({interface: [address]})
    assert way.kind == kind


def test_the_likeliest_way_comes_first_and_none_leads_to_itself() -> None:
    found = ways({"docker0": ["172.17.0.1"], "tun0": ["10.8.0.2"], **HOME})
    assert [way.address for way in found] == ["192.168.1.5", "10.8.0.2", "172.17.0.1"]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"wlan0": []}, "in no network"),
        ({"eth0": ["10.0.0.9"]}, "several networks"),
        ({"tun0": ["10.8.0.2"]}, "A VPN is on (tun0)"),
        ({"eth1": ["169.254.1.1"]}, "gave it none"),
    ],
)
def test_what_may_be_in_the_way_is_said(more: dict[str, list[str]], said: str) -> None:
    assert said in " ".join(advice(ways({**HOME, **more})))


def test_nothing_is_in_the_way_at_home() -> None:
    assert list(advice(ways(HOME))) == []


class Door:
    """A socket at which devices come in one after the other."""

    def __init__(self, *addresses: str) -> None:
        self.coming = list(addresses)
        self.answers: list[bytes] = []

    def settimeout(self, _: float) -> None: ...

    def accept(self) -> tuple[socket.socket, tuple[str, int]]:
        if not self.coming:
            raise TimeoutError
        here, there = socket.socketpair()
        there.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")

        def read() -> None:
            with there:
                self.answers.append(there.recv(65536))

        threading.Thread(target=read).start()
        return here, (self.coming.pop(0), 1)


def came(*addresses: str) -> str:
    door: Any = Door(*addresses)
    return wait_for_visitor(door, {"192.168.1.5"}, 0.05)


def test_only_another_device_proves_that_others_get_through() -> None:
    assert came("192.168.1.23") == "192.168.1.23"
    assert came("127.0.0.1", "192.168.1.5", "192.168.1.23") == "192.168.1.23"
    assert came("127.0.0.1", "192.168.1.5") == came() == ""


def looked(monkeypatch: pytest.MonkeyPatch, folder: Path, **options: Any) -> tuple[Any, str]:
    said: list[str] = []
    monkeypatch.chdir(folder)
    monkeypatch.setattr(checking, "of_this_computer", lambda: HOME)
    asked = {"host": "127.0.0.1", "port": 0, "rooms": None, "minutes": 0.0, **options}
    return check(**asked, tell=said.append), "\n".join(said)


def test_everything_is_there(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    found, said = looked(monkeypatch, tmp_path)
    assert found.here
    assert "http://192.168.1.5:" in said
    assert "no  " not in said
    assert not [path for path in tmp_path.rglob("*") if path.is_file()], "it leaves nothing"


def test_a_visitor_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def somebody(_: socket.socket, own: Sequence[str], seconds: float) -> str:
        assert (set(own), seconds) == ({"192.168.1.5"}, 120)
        return "192.168.1.23"

    monkeypatch.setattr(checking, "wait_for_visitor", somebody)
    found, said = looked(monkeypatch, tmp_path, minutes=2)
    assert found.visitor == "192.168.1.23"
    assert "a device at 192.168.1.23 opened it" in said


def test_what_is_missing_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(checking, "missing", lambda: ["segno"])
    found, said = looked(monkeypatch, tmp_path)
    assert not found.here
    assert "packages are missing (segno)" in said


def test_the_command_ends_with_1_if_nobody_came(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(checking, "of_this_computer", lambda: HOME)
    monkeypatch.setattr(checking, "wait_for_visitor", lambda *_: "")
    command = ["workshop", "--check", "--port", "0"]
    nobody = CliRunner().invoke(app, command)
    assert nobody.exit_code == 1
    assert "firewall" in nobody.output
    assert CliRunner().invoke(app, [*command, "--wait", "0"]).exit_code == 0
