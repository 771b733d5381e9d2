"""What is an alarm and what is not, by the journal of jobs; the page for machines."""

import http.client
import socket
from datetime import timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest
from prometheus_client.parser import text_string_to_metric_families

from crawler.errors import CrawlerError
from crawler.server.alarms.alarm import Alarm
from crawler.server.alarms.findings import Findings, write_findings
from crawler.server.alarms.health import alarms
from crawler.server.health_page import HealthServer
from crawler.server.journal import Event, journal_path, keep_since, read_journal
from crawler.server.metrics import metrics
from crawler.server.settings import Health
from tests.crawler.server.serving import MONDAY, entry, journal, settings

CALM = Health(port=0, disk_free_gb=0)


def keys(home: Path, own: Health = CALM, hours: float = 5) -> list[str]:
    return [alarm.key for alarm in alarms(home, own, MONDAY + timedelta(hours=hours))]


def ends(home: Path, job: str, *events: Event) -> None:
    journal(home, *(entry(job, event, index) for index, event in enumerate(events)))


@pytest.mark.parametrize(
    ("job", "events", "found"),
    [
        ("crawl:ted", ("wanting", "failed"), []),
        ("crawl:ted", ("wanting", "failed", "wanting"), ["source_failing:ted"]),
        ("crawl:ted", ("failed", "done", "failed", "failed"), []),
        ("crawl:ted", ("failed", "failed", "failed", "done"), []),
        ("update", ("failed",), ["job_failed:update"]),
        ("update", ("failed", "begun"), ["job_failed:update"]),
        ("update", ("failed", "done"), []),
        ("edition", ("wanting",), []),
        ("edition", ("killed",), []),
        ("edition", ("missed",), ["job_missed:edition"]),
        ("edition", ("missed", "begun", "done"), []),
        ("update", ("overlapping", "failed"), ["job_failed:update", "job_overlapping:update"]),
        ("update", ("begun", "overlapping", "done"), []),
    ],
)
def test_alarm_by_what_happened(job: str, events: tuple[Event, ...], found: list[str], tmp_path: Path) -> None:
    ends(tmp_path, job, *events)
    assert keys(tmp_path) == found


def test_since_is_the_first_failure(tmp_path: Path) -> None:
    ends(tmp_path, "update", "done", "failed", "failed")
    assert alarms(tmp_path, CALM, MONDAY + timedelta(hours=5))[0].since == MONDAY + timedelta(hours=1)


@pytest.mark.parametrize(("hours", "found"), [(36, []), (37, ["nothing_runs:server"])])
def test_silence_is_told(hours: float, found: list[str], tmp_path: Path) -> None:
    ends(tmp_path, "update", "done")
    assert keys(tmp_path, hours=hours) == found


def test_home_in_which_no_server_has_run_is_not_silent(tmp_path: Path) -> None:
    assert keys(tmp_path, hours=1000) == []


@pytest.mark.parametrize(("least_gb", "found"), [(1e9, ["disk_low:disk"]), (1e-9, [])])
def test_low_disk_is_told(least_gb: float, found: list[str], tmp_path: Path) -> None:
    assert keys(tmp_path, Health(port=0, disk_free_gb=least_gb)) == found


def test_held_edition_is_told(tmp_path: Path) -> None:
    hold(tmp_path)
    assert keys(tmp_path) == ["edition_held:2026-W46"]


def hold(home: Path) -> None:
    (home / "published").mkdir()
    held = {"week": "2026-W46", "since": "2026-11-16T06:00:00Z", "reasons": ["short"]}
    (home / "published" / "hold.json").write_bytes(orjson.dumps({"holds": [held], "releases": [], "refusal": None}))


def test_torn_line_is_passed_over_and_the_next_stands_alone(tmp_path: Path) -> None:
    ends(tmp_path, "update", "failed")
    with journal_path(tmp_path).open("ab") as file:
        file.write(b'{"job": "upd')
    ends(tmp_path, "update", "done")
    assert [item.event for item in read_journal(tmp_path)] == ["failed", "done"]


def test_old_lines_go_and_the_latest_of_a_job_stays(tmp_path: Path) -> None:
    ends(tmp_path, "update", "failed", "done")
    ends(tmp_path, "edition", "done")
    assert keep_since(tmp_path, MONDAY + timedelta(days=9)) == 1
    assert [item.job for item in read_journal(tmp_path)] == ["update", "edition"]


@pytest.mark.parametrize(
    "line",
    [
        'svmonitor_job_last_ok{job="update"} 1.0',
        'svmonitor_job_duration_seconds{job="update"} 3600.0',
        "svmonitor_editions_held 0.0",
        "svmonitor_needs_person 0.0",
        'svmonitor_completeness_ratio{source="ted"} 0.99',
        "# TYPE svmonitor_disk_free_bytes gauge",
    ],
)
def test_metrics_hold(line: str, tmp_path: Path) -> None:
    journal(tmp_path, entry("update", "begun", 0, "r"), entry("update", "done", 1, "r"))
    seen(tmp_path, completeness_ratio=[{"labels": {"source": "ted"}, "value": 0.99}])
    assert line in lines(tmp_path)


def seen(home: Path, *alarms: Alarm, **metrics: list[dict[str, Any]]) -> None:
    """What the last look at the published data has found."""
    write_findings(home, Findings(MONDAY, list(alarms), metrics))


def lines(home: Path) -> list[str]:
    return metrics(home, CALM, MONDAY + timedelta(hours=3)).decode().splitlines()


def test_metrics_are_prometheus_text(tmp_path: Path) -> None:
    journal(tmp_path, entry("update", "begun", 0, "r"), entry("update", "done", 1, "r"), entry("edition", "failed", 2))
    seen(tmp_path, notices=[{"labels": {"source": 'a"b\\c\nd'}, "value": 7}])
    families = {family.name: family for family in text_string_to_metric_families("\n".join(lines(tmp_path)))}
    assert {family.type for family in families.values()} == {"gauge"}
    assert families["svmonitor_notices"].samples[0].labels == {"source": 'a"b\\c\nd'}
    assert {sample.labels["job"] for sample in families["svmonitor_job_last_ok"].samples} == {"update", "edition"}


def test_metrics_do_not_gather_from_one_asking_to_the_next(tmp_path: Path) -> None:
    journal(tmp_path, entry("update", "done", 1))
    one, other = ([line.rpartition(" ")[0] for line in lines(tmp_path)] for _ in range(2))  # free bytes move on
    assert one == other


def test_alarms_from_the_data_are_told_too(tmp_path: Path) -> None:
    seen(tmp_path, Alarm("volume", "ted", MONDAY, {"day": "2026-11-13"}))
    assert keys(tmp_path) == ["volume:ted"]
    assert {'svmonitor_alarms{kind="volume"} 1.0', "svmonitor_needs_person 1.0"} <= set(lines(tmp_path))


def get(port: int, path: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    connection.request("GET", path)
    answer = connection.getresponse()
    found = answer.status, answer.read()
    connection.close()
    return found


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


@pytest.mark.parametrize(
    ("path", "is_site_served", "status"),
    [
        ("/healthz", False, 200),
        ("/metrics", False, 200),
        ("/site/index.html", True, 200),
        ("/site/index.html", False, 404),
        ("/site/../../secret", True, 404),
        ("/site/%2e%2e/%2e%2e/secret", True, 404),
        ("/site/", True, 200),
        ("/site/folder/", True, 404),
        ("/", True, 404),
    ],
)
def test_page_for_machines(path: str, is_site_served: bool, status: int, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    (tmp_path / "published" / "site" / "folder").mkdir(parents=True)
    (tmp_path / "published" / "site" / "index.html").write_text("<p>site</p>")
    own = settings(health={"port": free_port(), "is_site_served": is_site_served, "disk_free_gb": 0})
    with HealthServer(tmp_path, own) as server:
        assert get(server.port, path)[0] == status


def test_health_names_the_alarms(tmp_path: Path) -> None:
    ends(tmp_path, "update", "failed")
    hold(tmp_path)
    own = settings(health={"port": free_port(), "disk_free_gb": 0})
    with HealthServer(tmp_path, own) as server:
        told = orjson.loads(get(server.port, "/healthz")[1])
    assert {"job_failed:update", "edition_held:2026-W46"} <= set(told["alarms"])


def test_port_that_is_taken_is_said(tmp_path: Path) -> None:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        sock.listen()
        own = settings(health={"port": sock.getsockname()[1]})
        with pytest.raises(CrawlerError, match=r"set \[health\] port"), HealthServer(tmp_path, own):
            pass
