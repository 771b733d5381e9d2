"""A snapshot brought up to date has the rows of one made anew, and keeps the files of what has not changed."""

import random
import shutil
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

import duckdb
import pytest

import store.derive.changes
import store.derive.run
from store.database import open_writer
from store.derive import state
from store.derive.changes import derive_changes
from store.derive.run import derive
from store.publish import making, run
from store.publish.attached import begin_with_previous
from store.publish.checks import PublishRefusedError
from store.publish.figures import AuditLabel
from store.publish.run import PublishSummary, publish
from store.reference.tables import load_reference
from tests.store.builders import at, evidence, notice
from tests.store.days import Days, days_in_copy, derived
from tests.store.killing import tables
from tests.store.lean import bare, without_files

FIRST_DAY = at("2026-12-05")


@pytest.fixture(scope="module", autouse=True)
def _bare() -> Iterator[None]:
    with bare():
        yield


def published(
    con: duckdb.DuckDBPyConnection, home: Path, day: int, labels: Sequence[AuditLabel] = ()
) -> PublishSummary:
    reason = derived(con, derive_changes)
    published_at = FIRST_DAY + timedelta(days=day)
    return publish(con, home, published_at=published_at, labels=labels, is_whole=reason is not None)


def made_anew(home: Path, copy: Path, day: int, labels: Sequence[AuditLabel] = ()) -> Path:
    """The database of a snapshot of a copy of the home, all of it made anew."""
    copy.mkdir()
    shutil.copy(home / "monitor.duckdb", copy)
    with open_writer(copy) as con, without_files():
        derived(con, derive)
        publish(con, copy, published_at=FIRST_DAY + timedelta(days=day), labels=labels)
    return copy / "published" / "monitor.duckdb"


def differing(home: Path, other: Path) -> list[str]:
    found, wanted = tables(home / "published" / "monitor.duckdb"), tables(other)
    return [name for name in sorted({*found, *wanted}) if found.get(name) != wanted.get(name)]


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home that was published once."""
    home = tmp_path_factory.mktemp("first")
    with open_writer(home) as con:
        days = Days(con, random.Random(3))
        for number in range(20):  # these stay as they are, whatever the days bring
            notice(con, f"steady {number}", published_at=at(f"2026-10-{10 + number}"))
        for _ in range(6):
            days.add()
        notice(con, "lone", source="ted", published_at=at("2031-01-05"), stage="planning")
        derive(con)
        publish(con, home, published_at=FIRST_DAY)
    return home


@pytest.fixture
def days(first: Path, tmp_path: Path) -> Iterator[Days]:
    """A copy of that home, into which days come."""
    with days_in_copy(first, tmp_path / "home") as days:
        yield days


@pytest.fixture
def _no_files(days: Days) -> Iterator[None]:
    """For tests that read the database alone."""
    del days  # made with files, before
    with without_files():
        yield


@pytest.mark.parametrize("numbers", [(40,), pytest.param((20, 40), marks=pytest.mark.long)])
def test_brought_up_to_date_it_has_the_rows_of_one_made_anew(
    days: Days, tmp_path: Path, numbers: tuple[int, ...]
) -> None:
    home = tmp_path / "home"
    for number in numbers:
        for _ in range(3):
            days.day()
        assert published(days.con, home, number).whole_because is None
    days.con.execute("CHECKPOINT")
    assert differing(home, made_anew(home, tmp_path / "anew", 40)) == []
    for name in ("core_notice", "core_process", "core_criterion", "out_process"):
        places = (f"parquet/{name}.parquet", f"parts/{name}/*/*/*.parquet")
        whole, parts = (
            duckdb.execute(f"SELECT count(*) FROM '{home}/published/{place}'").fetchall() for place in places
        )
        assert whole == parts


def other_law(con: duckdb.DuckDBPyConnection) -> None:
    """The law as it is, but for thresholds that no contract reaches."""
    load_reference(con)
    con.execute("UPDATE ref_thresholds SET amount_gbp = 900000")


@pytest.mark.usefixtures("_no_files")
@pytest.mark.parametrize(
    ("kind", "numbers"),
    [("audit", (41,)), *(pytest.param(kind, (20, 41), marks=pytest.mark.long) for kind in ("law", "rules", "audit"))],
)
def test_days_after_another_law_other_rules_or_an_audit_are_those_made_anew(
    days: Days, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, numbers: tuple[int, ...]
) -> None:
    home = tmp_path / "home"
    labels = [AuditLabel("steady 1", "rules-1", 2, 2, 2), AuditLabel("steady 2", "rules-1", 0, 5, None)]
    if kind == "law":
        for module in (store.derive.run, store.derive.changes):
            monkeypatch.setattr(module, "load_reference", other_law)
    elif kind == "rules":
        days.con.execute("INSERT OR REPLACE INTO core.setting (name, value) VALUES ('classifier_version', 'rules-2')")
    for number in numbers:
        said = labels if kind == "audit" and number == 41 else []
        days.day()
        days.add()
        reason = derived(days.con, derive_changes)
        assert (reason is not None) == (kind != "audit" and number == 20)
        publish_at = FIRST_DAY + timedelta(days=number)
        publish(days.con, home, published_at=publish_at, labels=said, is_whole=reason is not None)
    days.con.execute("CHECKPOINT")
    assert differing(home, made_anew(home, tmp_path / "anew", 41, labels if kind == "audit" else ())) == []


@pytest.mark.usefixtures("_no_files")
def test_with_nothing_new_every_figure_stays_as_it_is(
    days: Days, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    before = tables(home / "published/monitor.duckdb")
    with monkeypatch.context() as patched:
        patched.setattr(making, "renew_out", _stop)
        published(days.con, home, 1)
        _window(days.con, complete=False)
        with pytest.raises(KeyboardInterrupt):
            published(days.con, home, 2)
    days.con.execute("CHECKPOINT")
    assert differing(home, made_anew(home, tmp_path / "anew", 1)) == [
        "core.crawl_window",
        "kept.row_print",
        "out.authority",  # with the first window it is known which week is over
        "out.completeness",
    ]
    assert tables(home / "published/monitor.duckdb")["out.indicator"] == before["out.indicator"]


def test_labels_of_people_make_figures_anew(days: Days, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "renew_out", _stop)
    derive_changes(days.con)
    label = AuditLabel("steady 1", "rules-1", 2, 2, 2)
    with pytest.raises(KeyboardInterrupt):
        publish(days.con, tmp_path / "home", published_at=FIRST_DAY, labels=[label], is_whole=False)


@pytest.mark.usefixtures("_no_files")
@pytest.mark.parametrize(
    ("later", "are_shown"),
    [((7, 8), [False, True]), pytest.param((7, 8, 40), [False, True, True], marks=pytest.mark.long)],
)
def test_a_day_that_lay_beyond_the_publication_is_shown_once_it_has_come(
    days: Days, tmp_path: Path, later: tuple[int, ...], are_shown: list[bool]
) -> None:
    home = tmp_path / "home"
    notice(days.con, "early", published_at=FIRST_DAY + timedelta(days=9))
    shown = []
    for day in later:
        published(days.con, home, day)
        found = "SELECT opened_on IS NOT NULL FROM out.process WHERE ocid = 'early'"
        with duckdb.connect(str(home / "published/monitor.duckdb"), read_only=True) as con:
            shown += con.execute(found).fetchall()
    assert [is_shown for (is_shown,) in shown] == are_shown


def _window(con: duckdb.DuckDBPyConnection, *, complete: bool) -> None:
    """A week of a portal that was asked for."""
    values = ["find_a_tender", at("2026-10-05"), at("2026-10-12"), "complete" if complete else "failed", complete]
    names = "source, window_from, window_until, state, is_proven, missing_ids, release_count, page_count"
    con.execute(f"INSERT INTO core.crawl_window ({names}) VALUES (?, ?, ?, ?, ?, [], 1, 1)", values)


def test_files_of_what_has_not_changed_are_kept(days: Days, tmp_path: Path) -> None:
    old = (tmp_path / "home/published/current").resolve()
    places = {path.relative_to(old): path.stat().st_ino for path in old.rglob("*") if path.is_file()}
    known = days.con.execute("SELECT min(buyer_id) FROM core.buyer").fetchall()[0][0]
    values = {"source": "find_a_tender", "stage": "planning", "buyer_id": known}
    notice(days.con, "new", published_at=at("2031-01-05"), **values)
    published(days.con, tmp_path / "home", 1)
    new = (tmp_path / "home/published/current").resolve()
    kept = {str(place) for place, node in places.items() if (new / place).stat().st_ino == node}
    assert {"csv/out_source.csv", "parquet/core_buyer.parquet"} <= kept
    assert not {"csv/core_notice.csv", "parquet/out_process.parquet", "monitor.duckdb"} & kept
    parts = {str(place) for place in places if str(place).startswith("parts/")}
    assert parts
    assert parts <= kept
    assert (new / "parts/core_notice/source=find_a_tender/year=2031").is_dir()


def test_a_row_leaves_the_part_of_its_old_year(days: Days, tmp_path: Path) -> None:
    folder = tmp_path / "home/published/parts/out_process"
    assert (folder / "source=ted/year=2031").is_dir()
    days.con.execute("UPDATE core.notice SET published_at = ? WHERE ocid = 'lone'", [at("2032-01-05")])
    published(days.con, tmp_path / "home", 1)
    assert not (folder / "source=ted/year=2031").exists()
    rows = duckdb.execute(f"SELECT ocid, source, year FROM '{folder}/*/year=2032/*.parquet'").fetchall()
    assert rows == [("lone", "ted", 2032)]


@pytest.mark.usefixtures("_no_files")
def test_another_snapshot_in_its_place_is_made_anew(days: Days, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(tmp_path / "home/published", copy, symlinks=True)
    notice(days.con, "new", published_at=at("2031-01-05"))
    published(days.con, tmp_path / "home", 1)
    shutil.rmtree(tmp_path / "home/published")
    copy.rename(tmp_path / "home/published")
    derived(days.con, derive_changes)
    new = tmp_path / "new.duckdb"
    assert "not the one" in str(begin_with_previous(days.con, new, tmp_path / "home/published/monitor.duckdb"))
    assert not new.exists()


def test_rows_of_a_day_are_checked(days: Days, tmp_path: Path) -> None:
    notice(days.con, "new", published_at=at("2026-10-05"))
    text = "Write to kim@council.invalid about the social value you will deliver."
    evidence(days.con, "R2", ocid="new", passage_id="with an address", text=text)
    with pytest.raises(PublishRefusedError, match="no_contact_details"):
        published(days.con, tmp_path / "home", 1)


def test_another_law_makes_everything_anew(days: Days, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("store.derive.state.program", lambda: "another")
    assert derive_changes(days.con) == "the rules, the law or the program have changed"
    assert derive_changes(days.con) is None


@pytest.mark.parametrize(
    "steps", [("note_in_place",), pytest.param(("put_in_place", "note_in_place"), marks=pytest.mark.long)]
)
def test_killed_before_it_is_in_place_the_next_one_takes_up_all(
    days: Days, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, steps: tuple[str, ...]
) -> None:
    home = tmp_path / "home"
    days.add()
    for step in steps:
        with monkeypatch.context() as patched:
            patched.setattr(run, step, _stop)
            with pytest.raises(KeyboardInterrupt):
                published(days.con, home, 1)
        assert tables(home / "published/monitor.duckdb")["out.process"]
        days.add()
    assert published(days.con, home, 2).whole_because is None
    days.con.execute("CHECKPOINT")
    assert differing(home, made_anew(home, tmp_path / "anew", 2)) == []


def _stop(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize(
    "changed", ["derive/run.py", "sql/out/process.sql", "sql/derive/scope/value.sql", "publish/run.py"]
)
def test_every_script_and_module_of_the_store_is_part_of_the_program(changed: str, tmp_path: Path) -> None:
    shutil.copytree(state._ROOM, tmp_path / "store", ignore=shutil.ignore_patterns("__pycache__"))
    assert state.fingerprint_of(tmp_path / "store") == state.fingerprint_of(state._ROOM)
    with (tmp_path / "store" / changed).open("a", encoding="utf-8") as file:
        file.write("\n")
    assert state.fingerprint_of(tmp_path / "store") != state.fingerprint_of(state._ROOM)
