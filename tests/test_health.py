"""One verdict on a home: status, notify, the page for machines and its figures say the same of every kind of fault."""

import http.client
import shutil
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import orjson
import pytest
from prometheus_client.parser import text_string_to_metric_families

import svmonitor
from crawler.server.alarms.alarm import Alarm
from crawler.server.alarms.texts import alarm_kinds
from crawler.server.health_page import HealthServer
from crawler.server.journal import Entry, Event, append
from crawler.server.notify import DATA_KINDS
from crawler.server.settings import load_server_settings
from store.database import open_writer
from store.lake.state import State, write_state
from tests.crawler.server.serving import free_port, webhook
from tests.store.ingest.notices import release

pytestmark = pytest.mark.usefixtures("_bare_tables")

Fault = Callable[[Path, pytest.MonkeyPatch], object]
NOW = datetime.now(UTC).replace(microsecond=0)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NOWHERE = "http://127.0.0.1:9"


@pytest.fixture(scope="module")
def well(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a published notice and nothing wrong, kept up from a portal."""
    home = tmp_path_factory.mktemp("well") / "home"
    path = home.parent / "notices.json"
    path.write_bytes(orjson.dumps({"releases": [release()]}))
    for command in (["ingest", str(path)], ["classify"], ["publish"]):
        assert svmonitor.main([*command, "--home", str(home)]) == 0
    book(home, "ted", NOW - 3 * DAY, NOW)
    return home


@pytest.fixture
def home(well: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SVMONITOR_HEALTH__DISK_FREE_GB", "0")
    monkeypatch.setenv("SVMONITOR_HEALTH__PORT", str(free_port()))
    monkeypatch.delenv("SVMONITOR_RUN_ID", raising=False)
    shutil.copytree(well, tmp_path / "home", symlinks=True)
    return tmp_path / "home"


def book(home: Path, source: str, since: datetime, until: datetime, **more: object) -> None:
    """Add a line to a ledger."""
    line = {"ledger": 1, "source": source, "from": f"{since:%Y-%m-%dT%H:%M:%SZ}", "run_id": "r", "state": "complete"}
    line |= {"until": f"{until:%Y-%m-%dT%H:%M:%SZ}", "asked_at": f"{NOW:%Y-%m-%dT%H:%M:%SZ}", **more}
    path = home / "landing" / source / "ledger.jsonl"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        file.write(orjson.dumps(line) + b"\n")


def journal(*what: tuple[str, Event, timedelta], **detail: object) -> Fault:
    """A journal in which jobs ended so, each so long ago."""

    def make(home: Path, _: pytest.MonkeyPatch) -> None:
        append(
            home,
            [Entry(job, f"{job}{ago}", event, NOW - ago, NOW - ago, dict(detail)) for job, event, ago in what],
        )

    return make


def found_in_data(kind: str) -> Fault:
    def make(home: Path, patch: pytest.MonkeyPatch) -> None:
        patch.setattr("store.quality.alarms.data_alarms", lambda *_: [Alarm(kind, "ted", NOW)])

    return make


def hold_an_edition(home: Path, _: pytest.MonkeyPatch) -> None:
    held = {"week": "2026-W46", "since": f"{NOW:%Y-%m-%dT%H:%M:%SZ}", "reasons": ["short"]}
    (home / "published" / "hold.json").write_bytes(orjson.dumps({"holds": [held], "releases": [], "refusal": None}))


def grow_old(home: Path, _: pytest.MonkeyPatch) -> None:
    path = (home / "published" / "monitor.duckdb").resolve()
    path.chmod(0o644)
    with duckdb.connect(str(path)) as con:
        old = (NOW - 2 * DAY).isoformat()
        con.execute("UPDATE out.publication SET value = ? WHERE name = 'published_at'", [old])


def damage(home: Path, _: pytest.MonkeyPatch) -> None:
    path = (home / "published" / "monitor.duckdb").resolve()
    path.chmod(0o644)
    path.write_bytes(b"damaged")


def lose_the_snapshot(home: Path, _: pytest.MonkeyPatch) -> None:
    shutil.rmtree(home / "published")


def empty(home: Path) -> None:
    shutil.rmtree(home)
    home.mkdir()


def start_with_every_portal_down(home: Path, patch: pytest.MonkeyPatch) -> None:
    empty(home)
    crawl_in_vain(home, patch)


def crawl_in_vain(home: Path, patch: pytest.MonkeyPatch) -> None:
    for source in ("FIND_A_TENDER", "CONTRACTS_FINDER"):
        patch.setenv(f"SVMONITOR_PORTALS__{source}", NOWHERE)
        patch.setenv(f"SVMONITOR_PACE__{source}", '{"delay": 0}')
    assert svmonitor.main(["crawl", "find_a_tender", "contracts_finder", "--home", str(home)]) == 1


def publish_in_vain(home: Path, _: pytest.MonkeyPatch) -> None:
    with open_writer(home) as con:
        con.execute("DELETE FROM core.notice")
    assert svmonitor.main(["publish", "--home", str(home)]) == 2


def leave_the_lake_behind(home: Path, _: pytest.MonkeyPatch) -> None:
    write_state(home, State(behind_since=NOW - 2 * DAY, error="the catalogue is down"))


FAULTS: dict[str, tuple[Fault, set[str]]] = {
    "nothing": (lambda *_: None, set()),
    "a portal fails again and again": (
        journal(*[("crawl:ted", "wanting", hours * HOUR) for hours in (3, 2, 1)]),
        {"source_failing:ted"},
    ),
    "a portal fails again and again, by cron": (
        journal(*[("crawl:ted", "wanting", hours * HOUR) for hours in (3, 2, 1)], is_by_hand=True),
        {"source_failing:ted"},
    ),
    "a job of the server failed": (journal(("update", "failed", HOUR)), {"job_failed:update"}),
    "a command by hand or cron failed": (
        journal(("publish", "failed", HOUR), is_by_hand=True, exit_codes={"publish": 2}),
        {"job_failed:publish"},
    ),
    "a command by hand failed, really": (publish_in_vain, {"job_failed:publish"}),
    "a job was missed": (journal(("edition", "missed", HOUR)), {"job_missed:edition"}),
    "a job overlaps": (journal(("update", "overlapping", HOUR)), {"job_overlapping:update"}),
    "the server is silent": (journal(("update", "done", 2 * DAY)), {"nothing_runs:server"}),
    "the clock is wrong": (journal(("crawl:ted", "wanting", HOUR), skew_seconds=-7200.0), {"clock_wrong:clock"}),
    "the disk is low": (
        lambda _, patch: patch.setenv("SVMONITOR_HEALTH__DISK_FREE_GB", "1e9"),
        {"disk_low:disk"},
    ),
    "an edition is held": (hold_an_edition, {"edition_held:2026-W46"}),
    "time is open": (
        lambda home, _: book(home, "ted", NOW - 4 * DAY, NOW - 3 * DAY, state="failed", error="http_500"),
        {"time_open:ted"},
    ),
    "notices are missing": (
        lambda home, _: book(home, "ted", NOW - 3 * DAY, NOW, check="notice_numbers", missing=["000007-2026"]),
        {"notices_missing:ted"},
    ),
    "the data are old": (grow_old, {"snapshot_old:snapshot"}),
    "the snapshot is damaged": (damage, {"snapshot_damaged:snapshot"}),
    "the lake is behind": (leave_the_lake_behind, {"lake_behind:lake"}),
    "nothing is published": (lose_the_snapshot, {"nothing_published:snapshot"}),
    "every portal is down": (crawl_in_vain, {"time_open:find_a_tender", "time_open:contracts_finder"}),
    "every portal is down at the first start": (
        start_with_every_portal_down,
        {"time_open:find_a_tender", "time_open:contracts_finder", "nothing_published:snapshot"},
    ),
    **{kind: (found_in_data(kind), {f"{kind}:ted"}) for kind in sorted(DATA_KINDS - {"snapshot_old"})},
}


def asked_of_the_page(home: Path) -> tuple[bool, set[str], Counter[str]]:
    """Whether /healthz and /metrics say that a person is needed, and which alarms they name."""
    with HealthServer(home, load_server_settings(None)) as page:
        connection = http.client.HTTPConnection("127.0.0.1", page.port, timeout=10)
        answers = []
        for path in ("/healthz", "/metrics"):
            connection.request("GET", path)
            answers.append(connection.getresponse().read())
        connection.close()
    told = orjson.loads(answers[0])
    families = {family.name: family.samples for family in text_string_to_metric_families(answers[1].decode())}
    assert families["svmonitor_needs_person"][0].value == told["needs_person"]
    kinds = Counter({sample.labels["kind"]: int(sample.value) for sample in families["svmonitor_alarms"]})
    return told["needs_person"], set(told["alarms"]), +kinds


def asked_of_status(home: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, bool, set[str]]:
    """Exit code of `svmonitor status`, whether it says that a person is needed, and the alarms it names."""
    capsys.readouterr()
    code = svmonitor.main(["status", "--json", "--home", str(home)])
    facts = orjson.loads(capsys.readouterr().out)
    return code, facts["needs_person"], {f"{alarm['kind']}:{alarm['subject']}" for alarm in facts["alarms"]}


@pytest.mark.parametrize("name", FAULTS)
def test_all_three_say_the_same(
    name: str, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fault, expected = FAULTS[name]
    fault(home, monkeypatch)
    is_needed = bool(expected)
    for _ in range(2):  # before and after people were told
        assert asked_of_status(home, capsys) == (int(is_needed), is_needed, expected)
        kinds = Counter(key.partition(":")[0] for key in expected)
        assert asked_of_the_page(home) == (is_needed, expected, kinds)
        with webhook() as (url, texts):
            monkeypatch.setenv("SVMONITOR_WEBHOOK", url)
            assert svmonitor.main(["notify", "--home", str(home)]) == 0
        assert len(texts) in {len(expected), 0}
        titles = capsys.readouterr().out.splitlines()
        assert len(titles) == len(expected)
    assert texts == []  # nobody is told twice


def test_every_kind_of_alarm_is_tried() -> None:
    assert {key.partition(":")[0] for _, expected in FAULTS.values() for key in expected} == set(alarm_kinds())


@pytest.mark.parametrize(
    "entries",
    [
        [("publish", "done", {"is_by_hand": True})],
        [("update", "wanting", {"exit_codes": {"ingest": 0, "publish": 0, "digest": 1}})],
    ],
)
def test_a_command_that_failed_is_over_when_it_goes_through(
    entries: list[tuple[str, Event, dict[str, object]]], home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    detail = {"is_by_hand": True, "exit_codes": {"publish": 2}}
    later = [Entry(job, "later", event, NOW - HOUR, NOW - HOUR, dict(more)) for job, event, more in entries]
    append(home, [Entry("publish", "r", "failed", NOW - 2 * HOUR, NOW - 2 * HOUR, detail), *later])
    assert asked_of_status(home, capsys) == (0, False, set())


def test_a_slip_of_a_person_is_no_fault_of_the_home(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for slip in (["ingest", "/nowhere.json"], ["report", "--week", "2001-W01"], ["crawl", "ted", "--from", "soon"]):
        assert svmonitor.main([*slip, "--home", str(home)]) == 2
    assert asked_of_status(home, capsys) == (0, False, set())


def test_a_crawl_that_runs_leaves_no_time_open_yet(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from crawler.home.lock import hold

    with hold(home, "crawl-ted", "svmonitor crawl ted"):
        book(home, "ted", NOW - 9 * DAY, NOW - 3 * DAY, state="split", run_id="running")
        assert asked_of_status(home, capsys) == (0, False, set())
        svmonitor.main(["status", "--home", str(home)])
        assert "svmonitor crawl ted (process " in capsys.readouterr().out
    assert asked_of_status(home, capsys)[2] == {"time_open:ted"}


def test_a_home_that_is_the_demos_is_never_old_or_short_of_disk(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "SAMPLE-DATA.txt").write_text("")
    grow_old(home, monkeypatch)
    monkeypatch.setenv("SVMONITOR_HEALTH__DISK_FREE_GB", "1e9")
    assert asked_of_status(home, capsys) == (0, False, set())
