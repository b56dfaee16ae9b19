"""XES: every event of a team's processes once, in the standard's order, at its time."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import polars as pl
import pytest
from typer.testing import Result

import recsim
from recsim.keeping import event_log

Cli = Callable[..., Result]
XES = "{http://www.xes-standard.org/}"
ORDER = ["extension", "global", "classifier", "string", "trace"]
TYPES = {"string": str, "int": int, "float": float, "date": datetime.fromisoformat}


def attributes(of: ElementTree.Element) -> dict[str, object]:
    """Attributes of a log, trace or event, as their types."""
    found = {}
    for one in of:
        kind = one.tag.removeprefix(XES)
        if kind in TYPES:
            found[one.attrib["key"]] = TYPES[kind](one.attrib["value"])
    return found


def exported(case: str, **options: str) -> ElementTree.Element:
    [path] = recsim.export(
        "small", "xes", f"{case}.xes", strategy="calling", replication=0, case=case, **options
    )
    return ElementTree.parse(path).getroot()


def events_of(run: Path) -> pl.DataFrame:
    """The log's events of processes, as they are kept."""
    log = pl.read_parquet(run / "events" / "calling-0.parquet")
    return log.filter(pl.col("requisition") >= 0, pl.col("kind") != "first_contacted")


@pytest.mark.parametrize("case", event_log.CASES)
def test_a_log_is_as_the_standard_says(run: Path, case: str) -> None:
    log = exported(case)
    assert log.tag == f"{XES}log"
    assert float(log.attrib["xes.version"]) == 1849.2016  # a decimal number, says the schema
    tags = [child.tag.removeprefix(XES) for child in log]
    assert list(dict.fromkeys(tags)) == ORDER
    assert [tags.index(tag) for tag in ORDER] == sorted(tags.index(tag) for tag in ORDER)
    prefixes = {one.attrib["prefix"] for one in log.findall(f"{XES}extension")}
    used = {one.attrib["key"].split(":")[0] for one in log.iter() if "key" in one.attrib}
    assert used <= prefixes | {"recsim"}
    promised = {one.attrib["scope"]: set(attributes(one)) for one in log.findall(f"{XES}global")}
    for trace in log.findall(f"{XES}trace"):
        assert promised["trace"] <= set(attributes(trace))
        for event in trace.findall(f"{XES}event"):
            assert promised["event"] <= set(attributes(event))


@pytest.mark.parametrize("case", event_log.CASES)
def test_every_event_of_a_process_is_in_one_case(run: Path, case: str) -> None:
    kept = events_of(run)
    if case == "candidacy":
        kept = kept.filter(pl.col("person") >= 0)
    found = []
    for trace in exported(case).findall(f"{XES}trace"):
        of = attributes(trace)
        times = []
        for element in trace.findall(f"{XES}event"):
            event = attributes(element)
            person = event.get("recsim:person", -1)
            if case == "candidacy":
                assert person == of["recsim:person"]
            kind = str(event["concept:name"]).replace(" ", "_")
            found.append((event["recsim:day"], kind, of["recsim:requisition"], person))
            times.append(event["time:timestamp"])
        assert times == sorted(times)
    columns = kept.select("time", pl.col("kind").cast(pl.String), "requisition", "person")
    assert sorted(found) == sorted(columns.rows())
    assert len(found) > 100


def test_times_are_counted_from_the_date_of_day_0(run: Path) -> None:
    log = exported("requisition", origin="2027-01-04")
    zero = datetime(2027, 1, 4, tzinfo=UTC)
    assert attributes(log)["recsim:day_zero"] == "2027-01-04"
    for element in log.iter(f"{XES}event"):
        event = attributes(element)
        day = event["recsim:day"]
        assert isinstance(day, float)
        assert event["time:timestamp"] == zero + timedelta(days=day)


def test_the_log_does_not_depend_on_how_much_of_it_is_in_memory(
    run: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    [path] = recsim.export("small", "xes", strategy="calling", replication=0)
    whole = path.read_bytes()
    monkeypatch.setattr(event_log, "AT_A_TIME", 7)
    assert recsim.export("small", "xes", strategy="calling", replication=0) == [path]
    assert path.read_bytes() == whole


def test_spans_have_every_requisition_once() -> None:
    random = np.random.default_rng(1)
    numbers = np.cumsum(random.integers(1, 9, 300)).tolist()
    sizes = list(zip(numbers, random.integers(1, 90_000, 300).tolist(), strict=True))
    spans = list(event_log._spans(sizes))
    assert [number for low, high in spans for number in numbers if low <= number <= high] == numbers
    for low, high in spans:
        here = [count for number, count in sizes if low <= number <= high]
        assert sum(here) <= event_log.AT_A_TIME or len(here) == 1
    assert list(event_log._spans([])) == []


def test_all_logs_that_were_kept_get_a_file_each(run: Path, cli: Cli) -> None:
    files = json.loads(cli("export", "small", "--to", "xes", "--json").stdout)["files"]
    assert [one["path"] for one in files] == [
        f"small-xes/{team}-{number}.xes" for team in ("waiting", "calling") for number in (0, 2)
    ]
    for one in files:
        log = ElementTree.parse(one["path"]).getroot()
        assert one["cases"] == len(log.findall(f"{XES}trace"))
        assert one["events"] == len(list(log.iter(f"{XES}event")))
    label = attributes(ElementTree.parse("small-xes/waiting-0.xes").getroot())["concept:name"]
    assert label == "=1+1, a title that looks like a formula: @Waiting & <looking>"


def test_teams_that_share_a_market_have_logs_of_their_own(run: Path, tmp_path: Path) -> None:
    shared = {"study.market": "shared", "study.keep_events": [0]}
    done = recsim.run("small.yaml", set=shared, replications=1, workers=1, out="results")
    logs = recsim.export(done, "xes", "both", case="requisition")
    assert [path.name for path in logs] == ["waiting-0.xes", "calling-0.xes"]
    teams = [
        {attributes(trace)["recsim:team"] for trace in ElementTree.parse(path).iter(f"{XES}trace")}
        for path in logs
    ]
    assert teams == [{"waiting"}, {"calling"}]


def test_where_no_log_was_kept_it_says_how_to_keep_one(run: Path, cli: Cli) -> None:
    without = {"study.keep_events": []}
    done = recsim.run("small.yaml", set=without, replications=1, workers=1, out="elsewhere")
    said = cli("export", done.folder, "--to", "xes", code=2).stderr
    assert f"recsim run {done.folder} --set 'study.keep_events=[0]'" in said


@pytest.mark.slow
@pytest.mark.skipif(find_spec("pm4py") is None, reason="pm4py is not installed")
def test_pm4py_reads_it(run: Path) -> None:
    """In a process of its own: it prints its licence, and warns of parts that it could have."""
    [path] = recsim.export("small", "xes", strategy="calling", replication=0)
    code = (
        "import json, pm4py, sys\n"
        "log = pm4py.read_xes(sys.argv[1])\n"
        "cases, starts = log['case:concept:name'].nunique(), pm4py.get_start_activities(log)\n"
        "pm4py.discover_petri_net_inductive(log)\n"
        "print('FOUND' + json.dumps([len(log), cases, starts]))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True
    )
    events, cases, starts = json.loads(done.stdout.split("FOUND")[1])
    kept = events_of(run).filter(pl.col("person") >= 0)
    assert events == kept.height
    assert cases == kept.select("person", "requisition").n_unique()
    assert starts["contacted"] > 10
