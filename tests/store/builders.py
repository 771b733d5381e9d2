"""Rows for tests: a writer's database in memory, and one short call for each row that a test needs."""

import contextlib
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

import duckdb

from store import database, sql_files
from store.database import DATABASE_NAME, open_writer
from store.sql_files import run_bare

BEGIN = database._begin
ENGLISH_COUNCIL = "Kent County Council"
SCOTTISH_COUNCIL = "Glasgow City Council"
IN_SCOPE: dict[str, Any] = {"main_category": "services", "value_amount_gross": 500_000.0, "word_count": 120}


def writer() -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    con.execute("SET TimeZone = 'UTC'")
    for script in ("raw_core", "awards", "documents"):
        run_bare(con, f"schema/{script}.sql")
    return con


@cache
def _empty(read: Callable[[str], str]) -> bytes:
    """The database of a home that holds nothing; `read` tells those of other scripts (tests.store.lean) apart."""
    with TemporaryDirectory() as folder, patch("store.database._begin", BEGIN):
        open_writer(Path(folder)).close()
        return (Path(folder) / DATABASE_NAME).read_bytes()


@contextlib.contextmanager
def begun_from_one() -> Iterator[None]:
    """Have new databases of writers begin as a copy of an empty one: to make each anew takes a while."""

    def begin_as_copy(path: Path) -> None:
        path.write_bytes(_empty(sql_files.read_sql))

    with patch("store.database._begin", begin_as_copy):
        yield


def begin(home: Path) -> Path:
    """Give a home its empty database, unless it has one: to make each anew takes a while."""
    home.mkdir(parents=True, exist_ok=True)
    if not (home / DATABASE_NAME).exists():
        (home / DATABASE_NAME).write_bytes(_empty(sql_files.read_sql))
    return home


def insert(con: duckdb.DuckDBPyConnection, table: str, **values: Any) -> None:
    columns = ", ".join(values)
    marks = ", ".join("?" for _ in values)
    con.execute(f"INSERT INTO {table} ({columns}) VALUES ({marks})", list(values.values()))


def buyer(con: duckdb.DuckDBPyConnection, name: str = ENGLISH_COUNCIL, **values: Any) -> str:
    buyer_id = str(values.pop("buyer_id", f"buyer-{name}"))
    if not con.execute("SELECT 1 FROM core.buyer WHERE buyer_id = ?", [buyer_id]).fetchall():
        insert(con, "core.buyer", buyer_id=buyer_id, name=name, **{"source": "find_a_tender", **values})
    return buyer_id


def notice(con: duckdb.DuckDBPyConnection, ocid: str = "p", release_id: str = "1", **values: Any) -> None:
    """A notice; by default the tender notice of Kent County Council of 5 October 2026."""
    defaults: dict[str, object] = {
        "source": "find_a_tender",
        "notice_id": release_id,
        "published_at": at("2026-10-05"),
        "stage": "tender",
        "title": f"Title of {ocid}",
        "tags": ["tender"],
        "special_regimes": [],
        "additional_categories": [],
        "cpv_codes": [],
        "delivery_regions": [],
        "content_id": "c",
        "document_id": "d",
        "is_sample": True,
    }
    if "buyer_id" not in values:
        values["buyer_id"] = buyer(con)
    insert(con, "core.notice", ocid=ocid, release_id=release_id, **{**defaults, **values})


def evidence(
    con: duckdb.DuckDBPyConnection,
    level: str,
    *,
    ocid: str = "p",
    release_id: str = "1",
    text: str = "Bidders must say how they will bring social value to the area.",
    **values: Any,
) -> None:
    """A passage of a notice with what the classifier said of it."""
    count = con.execute("SELECT count(*) FROM core.passage").fetchall()[0][0]
    source = str(values.pop("source", "find_a_tender"))
    path = str(values.pop("path", "/tender/description"))
    start = int(values.pop("start_offset", 0))
    key = {"source": source, "ocid": ocid, "release_id": release_id}
    passage_id = str(values.pop("passage_id", f"passage-{count:04d}"))
    insert(
        con,
        "core.passage",
        passage_id=passage_id,
        path=path,
        start_offset=start,
        end_offset=start + len(text),
        text=text,
        **key,
    )
    defaults: dict[str, object] = {
        "kind": "requirement",
        "is_act_named": False,
        "standards": [],
        "themes": [],
        "rule": "test_rule",
        "score": 0.9,
        "trail": ["a cue was found"],
        "version": "rules-1",
        "is_structured": False,
    }
    insert(con, "core.evidence", passage_id=passage_id, level=level, **key, **{**defaults, **values})


def criterion(con: duckdb.DuckDBPyConnection, name: str, weight_pct: float | None = None, **values: Any) -> None:
    """A structured award criterion; a weight given is a percentage of the total."""
    count = con.execute("SELECT count(*) FROM core.criterion").fetchall()[0][0]
    defaults: dict[str, object] = {
        "source": "find_a_tender",
        "ocid": "p",
        "release_id": "1",
        "path": f"/tender/lots/0/awardCriteria/criteria/{count}",
        "weight_value": weight_pct,
        "weight_unit": None if weight_pct is None else "percent",
        "is_social_value": "social" in name.lower(),
        "version": "rules-1",
    }
    insert(con, "core.criterion", name=name, weight_pct=weight_pct, **{**defaults, **values})


def at(text: str) -> datetime:
    """An instant in UTC from `2026-10-05` or `2026-10-05T12:00`."""
    return datetime.fromisoformat(text if "T" in text else f"{text}T12:00").replace(tzinfo=UTC)


def rows(con: duckdb.DuckDBPyConnection, sql: str, parameters: Iterable[object] = ()) -> list[tuple[object, ...]]:
    return con.execute(sql, list(parameters)).fetchall()
