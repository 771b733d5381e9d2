"""The whole way on the sample portal: demo, then every reader's command on what it published.

Of its history every sixth process since the last months of TED is taken, and its site is light: figures of thirteen
years of weeks take most of the time. `make run` shows all of it.
"""

import csv
import io
import random
import re
import shlex
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import duckdb
import orjson
import pytest

import svmonitor
from crawler.home.lock import hold
from crawler.sample.authored import Process
from crawler.sample.history import files
from crawler.sample.history.bodies import Body, invented_bodies
from crawler.sample.history.files import SEED
from crawler.sample.history.processes import history
from crawler.sample.identifiers import ocid
from crawler.sample.releases import SAMPLE_FROM, expected_levels, load_releases
from store.query import list_queries
from tests.reports.conftest import light_sites

SINCE = date(2020, 10, 1)


def some_of_it(bodies: Sequence[Body], chance: random.Random) -> list[Process]:
    """A sixth of the history, with a quarter of a year of TED."""
    return [each for each in history(bodies, chance) if each.published and each.published.date() >= SINCE][::6]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "home"
    with light_sites(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "history", some_of_it)
        patch.setitem(files.SPANS, "ted", (SINCE, files.SPANS["ted"][1]))
        assert svmonitor.main(["demo", "--home", str(folder)]) == 0
    return folder


@pytest.fixture
def snapshot(home: Path) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(str(home / "published" / "monitor.duckdb"), read_only=True)


def value(con: duckdb.DuckDBPyConnection, sql: str) -> object:
    row = con.execute(sql).fetchone()
    assert row is not None
    con.close()
    return row[0]


def test_every_sample_release_is_a_notice(snapshot: duckdb.DuckDBPyConnection) -> None:
    released = {(source, r["ocid"], r["id"]) for source, releases in load_releases().items() for r in releases}
    stored = set(
        snapshot.execute(
            "SELECT source, ocid, release_id FROM core.notice WHERE published_at >= $since", {"since": SAMPLE_FROM}
        ).fetchall()
    )
    snapshot.close()
    assert stored == released


def test_the_history_is_read_whole_and_judged_as_it_was_meant(snapshot: duckdb.DuckDBPyConnection) -> None:
    chance = random.Random(SEED)
    expected = {ocid(process): process.expected_level for process in some_of_it(invented_bodies(chance), chance)}
    found = snapshot.execute(
        "SELECT ocid, level, source FROM out.process WHERE opened_on < $since", {"since": SAMPLE_FROM.date()}
    ).fetchall()
    snapshot.close()
    later = [(level, expected[ocid]) for ocid, level, source in found if source == "find_a_tender"]
    assert len(found) == len(expected)
    assert sum(level == meant for level, meant in later) / len(later) > 0.95


def test_no_sample_notice_is_taken_for_one_of_a_real_body(snapshot: duckdb.DuckDBPyConnection) -> None:
    assert value(snapshot, "SELECT count(*) FROM core.authority WHERE kind_basis = 'reference'") == 0


def test_every_window_is_proven_complete(snapshot: duckdb.DuckDBPyConnection) -> None:
    assert value(snapshot, "SELECT count(*) FROM out.completeness WHERE completeness_pct < 100") == 0


def test_most_levels_are_those_judged_by_hand(snapshot: duckdb.DuckDBPyConnection) -> None:
    found = dict(snapshot.execute("SELECT ocid, level FROM out.process").fetchall())
    snapshot.close()
    expected = expected_levels()
    agreed = sum(found.get(each) == level for each, level in expected.items())
    assert agreed / len(expected) >= 0.9


def test_everything_is_marked_as_sample(snapshot: duckdb.DuckDBPyConnection) -> None:
    assert value(snapshot, "SELECT count(*) FROM out.process WHERE NOT is_sample") == 0


def test_parquet_carries_the_comments(home: Path) -> None:
    with duckdb.connect() as con:
        path = home / "published" / "parquet" / "out_process.parquet"
        rows = con.execute("SELECT key FROM parquet_kv_metadata(?)", [str(path)]).fetchall()
    assert {"comment", "ocid", "best_quote"} <= {row[0].decode() for row in rows}


def test_datapackage_names_only_files_that_are_there(home: Path) -> None:
    package = orjson.loads((home / "published" / "datapackage.json").read_bytes())
    assert package["resources"]
    assert all((home / "published" / resource["path"]).is_file() for resource in package["resources"])


def test_no_address_of_a_person_outside_landing(home: Path) -> None:
    text = (home / "published" / "csv" / "core_notice.csv").read_text(encoding="utf-8")
    assert "@" not in text


def test_why_shows_scope_and_rule(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ocid = next(each for each, level in expected_levels().items() if level == "R5")
    assert svmonitor.main(["why", ocid, "--home", str(home)]) == 0
    shown = capsys.readouterr().out
    assert "Scope, step by step" in shown
    assert "rule criterion" in shown


def test_query_as_csv(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert svmonitor.main(["query", "SELECT 1 AS one, 'a,b' AS two", "--csv", "--home", str(home)]) == 0
    assert list(csv.reader(io.StringIO(capsys.readouterr().out))) == [["one", "two"], ["1", "a,b"]]


@pytest.mark.parametrize("name", sorted(query.name for query in list_queries()))
def test_example_query_answers(name: str, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert svmonitor.main(["query", name, "--json", "--home", str(home)]) == 0
    rows = orjson.loads(capsys.readouterr().out)
    assert rows or name in {"faults", "what_changed"}  # sample data hold no fault, and no year before


def access_blocks(language: str) -> list[str]:
    page = (Path(__file__).parents[1] / "docs" / "access.md").read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", page, re.DOTALL | re.MULTILINE)


def test_the_python_of_the_access_page_runs(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for block in access_blocks("python"):
        exec(block.replace("svmonitor-data", str(home)), {})
        assert "authority_name" in capsys.readouterr().out


def test_the_sql_of_the_access_page_runs(home: Path) -> None:
    for block in access_blocks("sql"):
        sql = block.replace("https://your.host", str(home / "published")).replace("svmonitor-data", str(home))
        with duckdb.connect() as con:
            assert con.execute(sql).fetchall()


def test_the_queries_of_the_access_page_run(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SVMONITOR_HOME", str(home))
    commands = [
        line for block in access_blocks("sh") for line in block.splitlines() if line.startswith("svmonitor query")
    ]
    assert len(commands) >= 3
    for command in commands:
        assert svmonitor.main(shlex.split(command)[1:]) == 0


@pytest.mark.parametrize("sql", ["DELETE FROM out.process", "SELEC 1", "COPY out.process TO '/tmp/x.csv'"])
def test_query_only_reads(sql: str, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert svmonitor.main(["query", sql, "--home", str(home)]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_status_needs_nobody(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert svmonitor.main(["status", "--json", "--home", str(home)]) == 0
    assert orjson.loads(capsys.readouterr().out)["needs_person"] is False


def test_judge_ocds_names_the_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    criteria = [
        {"type": "price", "name": "Price", "numbers": [{"number": 60, "weight": "percentageExact"}]},
        {"type": "quality", "name": "Quality", "numbers": [{"number": 30, "weight": "percentageExact"}]},
        {"type": "quality", "name": "Social Value", "numbers": [{"number": 10, "weight": "percentageExact"}]},
    ]
    release = {
        "ocid": "ocds-h6vhtk-0fffff",
        "id": "999999-2026",
        "date": "2026-11-16T09:00:00Z",
        "tag": ["tender"],
        "tender": {"lots": [{"id": "1", "awardCriteria": {"criteria": criteria}}]},
    }
    path = tmp_path / "package.json"
    path.write_bytes(orjson.dumps({"releases": [release]}))
    assert svmonitor.main(["judge", "--ocds", str(path)]) == 0
    judged = orjson.loads(capsys.readouterr().out)
    assert (judged["ocid"], judged["level"]) == ("ocds-h6vhtk-0fffff", "R5")
    assert judged["spans"][0]["path"] == "/tender/lots/0/awardCriteria/criteria/2"


@pytest.mark.parametrize("body", [b'{"releases": "x"}', b'{"releases": null}', b'{"records": 5}'])
def test_judge_ocds_tells_of_a_package_without_a_list(
    body: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "package.json"
    path.write_bytes(body)
    assert svmonitor.main(["judge", "--ocds", str(path)]) == 2
    assert capsys.readouterr().err.endswith("not a list\n")


def test_judge_jsonl_goes_on_after_a_bad_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "texts.jsonl"
    path.write_text('{"id": "a", "text": "Social value is weighted at 20%."}\nnonsense\n{"id": 2, "text": "Chairs."}\n')
    assert svmonitor.main(["judge", "--jsonl", str(path)]) == 2
    captured = capsys.readouterr()
    judged = [orjson.loads(line) for line in captured.out.splitlines()]
    assert [(item["id"], item["level"], item["flag"]) for item in judged] == [("a", "R5+", True), ("2", "R0", False)]
    assert captured.err == 'svmonitor: left out lines that are not {"id", "text"}: 2\n'


def test_status_does_not_wait_for_a_command_that_writes(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with hold(home, "writer", "svmonitor classify"):
        assert svmonitor.main(["status", "--home", str(home)]) == 0
    told = capsys.readouterr()
    assert "(svmonitor classify, since" in told.err
    assert "contracts_finder" in told.out
