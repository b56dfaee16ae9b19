"""What is said of ``--set``: each setting that it changed, and who followed by ``like``."""

from __future__ import annotations

import pytest
from written import Write

from recsim.scenario.load import load

TEXT = """
strategies:
  waiting: {style: passive, recruiters: 1}
  calling: {style: active, care: 0.7}
  both: {like: calling, style: blend, active_share: 0.5}
  third: {like: both, care: 0.2}
variants: {kind: {strategies: {both: {care: 0.9}}}}
"""


@pytest.mark.parametrize(
    ("options", "wanted"),
    [
        (["calling.care=0.4"], ["care of calling: 0.4, was 0.7 (and of both, by like)"]),
        (["third.care=0.4"], ["care of third: 0.4, was 0.2"]),
        (["strategies.*.care=0.4"],
         ["care of waiting, calling, both: 0.4, was 0.7", "care of third: 0.4, was 0.2"]),
        (["*.recruiters=2"], ["recruiters of waiting: 2, was 1"]),
        (["offence.scale=2"], ["world.offence.scale: 2, was 1"]),
        (["offence.scale=1", "calling.care=0.7"], []),
        (["offence.scale=2", "offence.scale=3"], ["world.offence.scale: 3, was 1"]),
        (["limits.contacts=5"], ["study.limits.contacts: 5"]),
        (["study.replications=3", "study.seed=4", "study.engine=simpy"], []),
        (["calling.channels={work_phone: 1}"],
         ["channels.network_message of calling: 0, was 0.55 (and of both, third, by like)",
          "channels.personal_email of calling: 0, was 0.3 (and of both, third, by like)",
          "channels.personal_phone of calling: 0, was 0.15 (and of both, third, by like)",
          "channels.work_phone of calling: 1, was 0 (and of both, third, by like)"]),
    ],
)  # fmt: skip
def test_what_an_option_changes(write: Write, options: list[str], wanted: list[str]) -> None:
    assert list(load(write(TEXT), set_=options).changed) == wanted


def test_a_variant_is_no_change_by_an_option(write: Write) -> None:
    loaded = load(write(TEXT), with_=["kind"], set_=["calling.care=0.4"], seed=3)
    assert loaded.changed == ("care of calling: 0.4, was 0.7",)


def test_a_star_stands_for_every_name(write: Write) -> None:
    scenario = load(write(TEXT), set_=["strategies.*.recruiters=5"]).scenario
    assert {team.recruiters for team in scenario.strategies.values()} == {5}
