"""Rows that a part has gained since it was written, where it has changed in nothing else: its files then stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.lake.parts import filter_of, in_columns, selected

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa
    from pyiceberg.table import Table

    from store.lake.cuts import LakeTable
    from store.lake.parts import Part

_MOST_FILES = 30  # of a part: with more, readers would open files for longer than they read


def gained(con: duckdb.DuckDBPyConnection, table: LakeTable, found: Table, part: Part, before: Part) -> pa.Table | None:
    """The rows that a part of the lake lacks; None when it lacks none, or has changed otherwise.

    Which they are is told by the keys that the lake holds; that all other rows are as they were, by the digests.

    Args:
        con: the published database.
        table: one of notices, as these are what a day adds; rows of processes change.
        found: the same in the lake.
        part: the part as it is published.
        before: the part as the lake holds it.
    """
    keys = table.published.key
    (rows, total, shape), (rows_before, total_before, shape_before) = part.digest.split(), before.digest.split()
    more, more_total = int(rows) - int(rows_before), int(total) - int(total_before)
    if not (table.is_of_notices and table.cut.keys and keys) or more <= 0 or shape != shape_before:
        return None
    scan = found.scan(row_filter=filter_of(table.cut.keys, [part]), selected_fields=keys)
    if len(list(scan.plan_files())) > _MOST_FILES:
        return None
    select, values = selected(table, [part])
    con.register("held_key", scan.to_arrow())
    lacking = f"FROM ({select}) AS t ANTI JOIN held_key USING ({', '.join(keys)})"
    con.execute(f"CREATE OR REPLACE TEMP TABLE gained AS SELECT t.* {lacking}", values)
    con.unregister("held_key")
    told = con.execute("SELECT count(*), sum(hash(t)::HUGEINT) FROM gained AS t").fetchall()[0]
    if told != (more, more_total):
        return None
    return in_columns(con.sql("FROM gained").to_arrow_table(), found.schema().as_arrow())
