"""The address follows the network, and the terminal shows the way in whenever it has changed."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from classes import Class
from typer.testing import CliRunner

from recsim.cli.app import app
from recsim.workshop import whereabouts
from recsim.workshop.room.rooms import inviting
from recsim.workshop.sign import Sign
from recsim.workshop.ways import NoSuchInterface
from recsim.workshop.whereabouts import Whereabouts, loopback, url

BLOCK = "\u2588"
"""A letter that only a QR code has."""


class Network:
    """A computer whose addresses change."""

    def __init__(self, **addresses: str) -> None:
        self.cards = {"lo": ["127.0.0.1"]}
        self.route = ""
        self.set(**addresses)

    def set(self, route: str | None = None, **addresses: str) -> None:
        self.cards |= {name: [one] if one else [] for name, one in addresses.items()}
        self.route = next(iter(addresses.values())) if route is None else route

    def at(self, host: str, interface: str = "") -> Whereabouts:
        return Whereabouts(
            host, 80, interface, addresses=lambda: self.cards, route=lambda _: self.route
        )


def test_what_only_this_computer_can_reach() -> None:
    assert all(map(loopback, ("127.0.0.1", "127.1.2.3", "::1", "localhost")))
    assert not any(map(loopback, ("0.0.0.0", "192.168.1.7", "::", "host.example")))


def test_addresses_are_for_browsers() -> None:
    assert url("127.0.0.1", 80) == "http://127.0.0.1:80"
    assert url("::1", 80) == "http://[::1]:80"
    assert "0.0.0.0" not in Whereabouts("0.0.0.0", 80)()
    assert whereabouts.routed(socket.AF_INET) != "0.0.0.0"


def test_the_address_is_that_of_the_network_of_now() -> None:
    network = Network(wlan0="192.168.1.5")
    where = network.at("0.0.0.0")
    assert where() == "http://192.168.1.5:80"
    network.set(wlan0="10.0.0.9")
    assert where() == "http://192.168.1.5:80", "nobody has looked"
    where.look()
    assert where() == "http://10.0.0.9:80"


def test_a_hotspot_without_internet_has_no_route_and_is_found() -> None:
    network = Network(wlan0="192.168.137.1")
    network.set(route="", docker0="172.17.0.1")
    assert network.at("0.0.0.0")() == "http://192.168.137.1:80"


def test_a_host_of_its_own_stays() -> None:
    network = Network(wlan0="192.168.1.5")
    where = network.at("10.1.1.1")
    network.set(wlan0="192.168.1.6")
    where.look()
    assert where() == "http://10.1.1.1:80"


def test_an_interface_is_chosen_whatever_the_route() -> None:
    network = Network(wlan0="192.168.1.5", eth0="10.0.0.2")
    network.set(route="192.168.1.5")
    assert network.at("0.0.0.0", "eth0")() == "http://10.0.0.2:80"


def test_an_interface_that_loses_its_address_keeps_the_last_one_and_says_so() -> None:
    network = Network(eth0="10.0.0.2")
    where = network.at("0.0.0.0", "eth0")
    network.set(eth0="")
    where.look()
    assert (where(), where.is_lost) == ("http://10.0.0.2:80", True)
    network.set(eth0="10.0.0.3")
    where.look()
    assert (where(), where.is_lost) == ("http://10.0.0.3:80", False)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("wlna0", 'no network interface "wlna0". Did you mean wlan0? There are: wlan0'),
        ("something", 'no network interface "something". There are: wlan0 (192.168.1.5), tun0'),
        ("lo", "lo has no address that others could open. There are: wlan0 (192.168.1.5)"),
        ("", ""),
    ],
)
def test_a_wrong_interface_is_told_with_those_there_are(name: str, said: str) -> None:
    network = Network(tun0="10.8.0.2", wlan0="192.168.1.5")
    if not said:
        network.at("0.0.0.0", name)
        return
    with pytest.raises(NoSuchInterface) as error:
        network.at("0.0.0.0", name)
    assert said in str(error.value)


@pytest.mark.parametrize("check", [[], ["--check", "--wait", "0"]])
def test_the_command_refuses_a_wrong_interface(
    check: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    asked = ["workshop", "--no-browser", "--host", "0.0.0.0", "--interface", "no_such_card", *check]
    result = CliRunner().invoke(app, asked)
    assert result.exit_code == 2
    assert 'no network interface "no_such_card"' in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert not list(tmp_path.iterdir())


def test_an_interface_lets_nobody_in_by_itself() -> None:
    result = CliRunner().invoke(app, ["workshop", "--no-browser", "--interface", "eth0"])
    assert result.exit_code == 2
    assert "--host 0.0.0.0" in result.stderr


# --- the terminal ---------------------------------------------------------------------------------


class Terminal:
    """What was printed since somebody read it last."""

    def __init__(self, where: Whereabouts) -> None:
        self.lines: list[str] = []
        self.sign = Sign(where, "key", self.lines.append)

    def read(self) -> str:
        said = "\n".join(self.lines)
        self.lines.clear()
        return said


def test_a_code_for_phones_where_phones_can_come_in() -> None:
    alone = Terminal(Network(wlan0="192.168.1.5").at("127.0.0.1"))
    alone.sign.begin(Path("rooms.sqlite"), "BCDFG")
    said = alone.read()
    assert "http://127.0.0.1:80/trainer#key" in said
    assert "--host 0.0.0.0" in said
    assert "rooms.sqlite" in said
    assert BLOCK not in said
    alone.sign.follow("HJKLM")
    assert alone.read() == ""
    open_ = Terminal(Network(wlan0="192.168.1.5").at("0.0.0.0"))
    open_.sign.begin(Path("rooms.sqlite"), "")
    said = open_.read()
    assert BLOCK in said
    assert "/room" not in said


def test_the_code_leads_to_the_room_once_there_is_one() -> None:
    terminal = Terminal(Network(wlan0="192.168.1.5").at("0.0.0.0"))
    terminal.sign.begin(Path("rooms.sqlite"), "")
    terminal.read()
    terminal.sign.follow("")
    assert terminal.read() == "", "nothing is new"
    terminal.sign.follow("BCDFG")
    said = terminal.read()
    assert "http://192.168.1.5:80/room#BCDFG" in said
    assert BLOCK in said
    assert "Trainer" not in said
    terminal.sign.follow("BCDFG")
    assert terminal.read() == ""


def test_another_network_is_shown_with_all_its_addresses() -> None:
    network = Network(wlan0="192.168.1.5")
    terminal = Terminal(network.at("0.0.0.0", "wlan0"))
    terminal.sign.begin(Path("rooms.sqlite"), "BCDFG")
    terminal.read()
    network.set(wlan0="")
    terminal.sign.follow("BCDFG")
    terminal.sign.follow("BCDFG")
    assert terminal.read().count("wlan0 has no address now") == 1
    network.set(wlan0="10.0.0.9")
    terminal.sign.follow("BCDFG")
    said = terminal.read()
    assert "http://10.0.0.9:80/room#BCDFG" in said
    assert "http://10.0.0.9:80/trainer#key" in said


def test_the_newest_room_that_lets_people_in_is_the_one_to_join(lesson: Class) -> None:
    assert inviting(lesson.store) == ""
    first = lesson.make()
    second = lesson.make()
    assert inviting(lesson.store) == second
    lesson.do("door", open=False)
    assert inviting(lesson.store) == first
    lesson.do("door", open=True)
    lesson.do("close")
    assert inviting(lesson.store) == first


def test_the_desk_and_the_page_have_the_address_of_now(lesson: Class) -> None:
    lesson.make()
    before = lesson.desk()
    lesson.address = "http://10.0.0.9:80"
    after = lesson.desk()
    assert before["address"] == f"http://room/room#{lesson.code}"
    assert after["address"] == f"http://10.0.0.9:80/room#{lesson.code}"
    assert after["qr"] != before["qr"]
    assert after["version"] != before["version"], "so that pages that are open get it"
    assert '<meta name="address" content="http://10.0.0.9:80">' in lesson.trainer.get("/").text
