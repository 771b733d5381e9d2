"""Deriving what has changed gives the rows of deriving everything, whatever the days brought.

The long run is `python -m tests.benchmarks.random_days --minutes 20`.
"""

import random
from collections.abc import Iterator
from typing import Any

import duckdb
import pytest

from store.derive.changes import derive_changes
from store.derive.run import derive
from tests.store.builders import writer
from tests.store.days import Days, derived
from tests.store.lean import bare


@pytest.fixture(scope="module", autouse=True)
def _bare() -> Iterator[None]:
    with bare():
        yield


KEPT = ("core.run", "core.setting", "raw.derivation", "raw.changed_process")


def tables(con: duckdb.DuckDBPyConnection) -> dict[str, list[tuple[Any, ...]]]:
    names = con.execute(
        "SELECT schema_name || '.' || table_name FROM duckdb_tables() WHERE database_name = current_database() "
        "AND schema_name IN ('core', 'raw') ORDER BY ALL"
    ).fetchall()
    return {
        name: con.execute(f"SELECT COLUMNS(*)::VARCHAR FROM {name} ORDER BY ALL").fetchall()
        for (name,) in names
        if name not in KEPT
    }


def differences(moments: random.Random, count: int) -> list[str]:
    """Tables that are not the same when so many days are derived one by one, and when all is derived anew."""
    days = Days(writer(), moments)
    for _ in range(4):
        days.add()
    derive(days.con)
    found: list[str] = []
    for _ in range(count):
        days.day()
        assert derive_changes(days.con) is None
        changed = tables(days.con)
        derived(days.con, derive)
        wanted = tables(days.con)
        found += [name for name in wanted if wanted[name] != changed[name]]
    days.con.close()
    return found


@pytest.mark.parametrize(
    "seed", [0, pytest.param(2, marks=pytest.mark.long)]
)  # bodies, awards, contracts and KPIs change on these days
def test_deriving_what_has_changed_gives_the_rows_of_deriving_everything(seed: int) -> None:
    assert differences(random.Random(seed), 3) == []
