"""Prints of tables, kept with a snapshot and brought up to date on a day from the rows that have changed."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import orjson

from store.publish.export.prints import CUT, TablePrint, print_of
from store.sql_files import read_sql, run_script

if TYPE_CHECKING:
    from collections.abc import Mapping

    import duckdb

    from store.publish.export.prints import Cell

    Prints = Mapping[str, TablePrint]


def fingerprint_of(prints: Prints) -> str:
    """What the rows of all these tables come to."""
    lines = "".join(f"{table} {printed.told}\n" for table, printed in sorted(prints.items()))
    return hashlib.sha256(lines.encode()).hexdigest()[:32]


def keep_prints(con: duckdb.DuckDBPyConnection, prints: Prints) -> None:
    """Keep the prints of all tables with the snapshot, for the one that is made from it."""
    rows = [
        {"table_name": table, "source": source, "year": year, "row_count": count, "hash_total": str(total)}
        for table, printed in prints.items()
        for (source, year), (count, total) in (printed.cells or {("", None): (printed.rows, printed.total)}).items()
    ]
    con.execute(read_sql("out/changes/row_print.sql"), [orjson.dumps(rows).decode()])


def kept_prints(con: duckdb.DuckDBPyConnection, fingerprint: str) -> Prints:
    """Those kept with the current database; none when they do not come to the fingerprint of its rows."""
    found: dict[str, dict[Cell, tuple[int, int]]] = {}
    for table, *cell, count, total in con.execute(
        "SELECT table_name, source, year, row_count, hash_total FROM kept.row_print ORDER BY ALL"
    ).fetchall():
        source, year = cell
        found.setdefault(table, {})[source, year] = count, total
    prints = {table: _told(table, cells) for table, cells in found.items()}
    return prints if fingerprint_of(prints) == fingerprint else {}


def _told(table: str, cells: Mapping[Cell, tuple[int, int]]) -> TablePrint:
    """The print of a table; one without rows has no cells, and neither has a small one."""
    held = TablePrint.of({cell: rows for cell, rows in cells.items() if rows[0]})
    return held if table in CUT else TablePrint(held.rows, held.total)


def prints_of(con: duckdb.DuckDBPyConnection, rows: Mapping[str, str]) -> Prints:
    """Prints of the rows of tables that are of the temporary table `changed`, told by a condition each."""
    run_script(con, "out/changes/some_year.sql")
    return {table: print_of(con, table, where) for table, where in rows.items()}


def renewed(kept: Prints, before: Prints, now: Prints) -> Prints:
    """Kept prints of tables of which some rows were other before than they are now; of those that were kept."""
    return {table: _renewed(table, kept[table], before[table], now[table]) for table in now if table in kept}


def _renewed(table: str, kept: TablePrint, before: TablePrint, now: TablePrint) -> TablePrint:
    if table not in CUT:
        return TablePrint(kept.rows - before.rows + now.rows, kept.total - before.total + now.total)
    cells = dict(kept.cells)
    for sign, part in ((-1, before), (1, now)):
        for cell, (rows, total) in part.cells.items():
            held = cells.get(cell, (0, 0))
            cells[cell] = held[0] + sign * rows, held[1] + sign * total
    return _told(table, cells)
