"""Deriving what has changed gives the rows of deriving everything, whatever the days brought."""

import random
from typing import Any

import duckdb
from hypothesis import given, settings
from hypothesis import strategies as st

from store.derive.changes import derive_changes
from store.derive.run import derive
from tests.store.builders import writer
from tests.store.days import Days, derived

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


@settings(max_examples=4, deadline=None)
@given(st.randoms(use_true_random=False))
def test_deriving_what_has_changed_gives_the_rows_of_deriving_everything(moments: random.Random) -> None:
    days = Days(writer(), moments)
    for _ in range(4):
        days.add()
    derive(days.con)
    for _ in range(3):
        days.day()
        assert derive_changes(days.con) is None
        found = tables(days.con)
        derived(days.con, derive)
        wanted = tables(days.con)
        assert [name for name in wanted if wanted[name] != found[name]] == []
