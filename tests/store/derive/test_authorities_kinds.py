"""Spellings of all kinds of body: kind and nation are found, and the body where one is named (spellings.csv)."""

import csv
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from store.derive.run import derive
from tests.store.builders import buyer, rows, writer

with (Path(__file__).parent / "spellings.csv").open(encoding="utf-8", newline="") as lines:
    SPELLINGS = list(csv.DictReader(lines))


@pytest.fixture(scope="module")
def derived() -> Iterator[duckdb.DuckDBPyConnection]:
    with writer() as con:
        for row in SPELLINGS:
            buyer(con, row["name"])
        derive(con)
        yield con


@pytest.mark.parametrize("row", SPELLINGS, ids=lambda row: row["name"])
def test_spelling(derived: duckdb.DuckDBPyConnection, row: dict[str, str]) -> None:
    sql = """
        SELECT a.kind, a.nation, a.name FROM core.buyer b JOIN core.buyer_match m USING (buyer_id)
        JOIN core.authority a USING (authority_id) WHERE b.name = ?
    """
    expected = (row["kind"], row["nation"], row["body"])
    found = rows(derived, sql, [row["name"]])[0]
    assert tuple(f if e else "" for f, e in zip(found, expected, strict=True)) == expected, found


def test_many_spellings_were_tried() -> None:
    assert len(SPELLINGS) > 200
