"""Processes: notices of one ocid merged, and the day a competition was opened."""

from collections.abc import Iterator
from typing import Any

import duckdb
import pytest

from store.derive.run import derive
from tests.store.builders import at, notice, rows, writer

UPDATE: dict[str, Any] = {"stage": "tender_update", "tags": ["tenderUpdate"]}


@pytest.fixture(scope="module")
def derived() -> Iterator[duckdb.DuckDBPyConnection]:
    with writer() as con:
        notice(con, "merged", "1", title="First title", description="Told once", value_amount=300_000.0)
        notice(con, "merged", "2", **UPDATE, title="Second title", value_amount=1.0, published_at=at("2026-10-09"))
        notice(con, "merged", "3", stage="award", title=None, value_amount=9.0, published_at=at("2026-12-01"))
        notice(con, "filler", value_amount=1.0)
        notice(con, "edited", opened_at=at("2026-09-20"))
        notice(con, "seen late", **UPDATE, opened_at=at("2026-09-20"))
        notice(con, "update only", **UPDATE)
        notice(con, "mistaken day", opened_at=at("2006-10-05"))
        notice(con, "awarded", stage="award", opened_at=at("2026-09-20"))
        notice(con, "summer night", published_at=at("2026-07-01T23:30"))
        notice(con, "engaged", "1", stage="planning", published_at=at("2026-08-01"))
        notice(con, "engaged", "2")
        derive(con)
        yield con


def one(con: duckdb.DuckDBPyConnection, ocid: str, column: str) -> object:
    return rows(con, f"SELECT {column} FROM core.process WHERE ocid = ?", [ocid])[0][0]


@pytest.mark.parametrize(
    ("ocid", "column", "value"),
    [
        ("merged", "title", "Second title"),
        ("merged", "description", "Told once"),
        ("merged", "value_amount", 300_000.0),
        ("merged", "notice_count", 3),
        ("merged", "release_id", "1"),
        ("filler", "value_amount", 1.0),
        ("engaged", "release_id", "2"),
    ],
)
def test_merged_field(derived: duckdb.DuckDBPyConnection, ocid: str, column: str, value: object) -> None:
    assert one(derived, ocid, column) == value


@pytest.mark.parametrize(
    ("ocid", "day"),
    [
        ("merged", "2026-10-05"),
        ("edited", "2026-09-20"),
        ("seen late", "2026-09-20"),
        ("update only", "None"),
        ("mistaken day", "2026-10-05"),
        ("awarded", "None"),
        ("summer night", "2026-07-02"),
        ("engaged", "2026-10-05"),
    ],
)
def test_opened_on(derived: duckdb.DuckDBPyConnection, ocid: str, day: str) -> None:
    assert str(one(derived, ocid, "opened_on")) == day


def test_a_home_made_by_an_older_program_is_derived(derived: duckdb.DuckDBPyConnection) -> None:
    derived.execute("ALTER TABLE core.process DROP COLUMN release_id")
    derive(derived)
    assert one(derived, "merged", "release_id") == "1"


def test_merging_part_by_part_gives_the_same(
    derived: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    derive(derived)
    before = rows(derived, "SELECT * FROM core.process ORDER BY ocid")
    monkeypatch.setattr("store.derive.run.NOTICES_AT_ONCE", 2)
    derive(derived)
    assert rows(derived, "SELECT * FROM core.process ORDER BY ocid") == before
