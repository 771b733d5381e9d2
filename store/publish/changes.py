"""The snapshot in place brought up to date, in a copy of its file: the same rows as building it anew.

Processes that have changed, and the tables without processes that differ, are replaced. Figures are computed from all
of `out.process`, or kept when nothing that they are made from differs.
"""

from __future__ import annotations

import contextlib
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import orjson

from store.derive.run import PROCESS_TABLES
from store.publish.accuracy import measured
from store.publish.clauses import count_evidence
from store.publish.export.datapackage import tables_of
from store.sql_files import read_sql, rows_of_some, run_script, transaction

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping, Sequence

    import duckdb

    from store.publish.figures import AuditLabel

_SMALL = "small"
# Core tables of which each row belongs to a process; the others are small, and replaced whole when they differ.
_BY_PROCESS = PROCESS_TABLES | dict.fromkeys(("notice", "criterion", "passage", "evidence", "document"), "ocid")
# What out.process is made from, and by which column of it.
_SHOWN = ("notice", "criterion", "passage", "evidence", "document", "replaced_passage")
_CHANGED = ("process", "process_scope", "counted_notice")
_WHOLE = ("authority", "setting")
# No figure is made from these: what is of them in force is told by the derivation.
_APART = ("run", "setting")

# Columns that a table has in the snapshot alone: see schema/published.sql.
_ADDED = {
    "notice": ", year(timezone('Europe/London', published_at)) AS year",
    "process": ", year(coalesce(opened_on, timezone('Europe/London', first_published_at)::DATE)) AS year",
}


def rows_from(own: str, table: str) -> str:
    """The rows of a core table of the writer's database, as the snapshot has them."""
    return f'SELECT *{_ADDED.get(table, "")} FROM "{own}".core.{table}'  # noqa: S608 - names of our own catalogue


def identity(con: duckdb.DuckDBPyConnection, database: str) -> str:
    """What tells a snapshot from every other: the fingerprint of its rows."""
    facts = dict(con.execute(f'SELECT name, value FROM "{database}".out.publication').fetchall())  # noqa: S608 - a name of our own
    return str(facts.get("fingerprint"))


def is_known(con: duckdb.DuckDBPyConnection, previous: str) -> bool:
    """Whether raw.changed_process holds all that has changed since the attached snapshot in place was made."""
    rows = con.execute("SELECT value FROM raw.derivation WHERE name IN ('snapshot', 'next_snapshot')").fetchall()
    return identity(con, previous) in {value for (value,) in rows}


@dataclass(frozen=True)
class FigureFacts:
    """What figures are made from besides the core tables.

    Attributes:
        ground: a fingerprint of law and program, labels and measured accuracy.
        span: one of how far the data reach.
    """

    ground: str
    span: str


def facts_of_figures(con: duckdb.DuckDBPyConnection, own: str, labels: Sequence[AuditLabel]) -> FigureFacts:
    """What the figures of the current database are to be made from."""
    made_by = con.execute(f"SELECT value FROM \"{own}\".raw.derivation WHERE name = 'made_by'").fetchall()  # noqa: S608 - a name of our own
    span = con.execute("SELECT data_until, data_until_on FROM data_span").fetchall()
    ground = orjson.dumps([str(made_by), labels]) + measured()
    return FigureFacts(*(hashlib.sha256(told).hexdigest()[:32] for told in (ground, str(span).encode())))


def facts_before(con: duckdb.DuckDBPyConnection, own: str, previous: str) -> FigureFacts | None:
    """What the figures of the attached snapshot in place were made from; None when that is not known."""
    for (noted,) in con.execute(f"SELECT value FROM \"{own}\".raw.derivation WHERE name = 'figures'").fetchall():  # noqa: S608 - a name of our own
        made, *facts = noted.split()
        if made == identity(con, previous):
            return FigureFacts(*facts)
    return None


def note_next(con: duckdb.DuckDBPyConnection, made: str, facts: FigureFacts) -> None:
    """Note which snapshot is about to be put in place, and by which facts its figures were made."""
    for name, value in (("next_snapshot", made), ("figures", f"{made} {facts.ground} {facts.span}")):
        con.execute("INSERT OR REPLACE INTO raw.derivation VALUES (?, ?)", [name, value])


def note_in_place(con: duckdb.DuckDBPyConnection, made: str) -> None:
    """Note which snapshot is in place: nothing has changed since it."""
    con.begin()
    con.execute("DELETE FROM raw.changed_process")
    con.execute("DELETE FROM raw.derivation WHERE name = 'next_snapshot'")
    con.execute("INSERT OR REPLACE INTO raw.derivation VALUES ('snapshot', ?)", [made])
    con.commit()


def find_changed(con: duckdb.DuckDBPyConnection, own: str, published_at: dt.datetime) -> Mapping[str, str]:
    """Make the temporary table `changed`, and say which rows of each table by process it names, as a condition."""
    con.execute(read_sql("out/changes/changed.sql").replace("own.", f'"{own}".'), {"published_at": published_at})
    keys = {f"core.{table}": key for table, key in _BY_PROCESS.items()} | {"out.process": "ocid"}
    named = {table: f"t.{rows_of_some(table, key, 'changed')}" for table, key in keys.items()}
    # The year of such a row is that of the notice, and may change with it.
    either = "SELECT rowid FROM core.counted_notice WHERE ocid IN (FROM changed) OR process_ocid IN (FROM changed)"
    return named | {"core.counted_notice": f"t.rowid IN ({either})"}


def renew_core(con: duckdb.DuckDBPyConnection, own: str) -> bool:
    """Replace in the core tables of the current database what differs from the writer's own; says whether any does.

    Of tables by process, that is what the temporary table `changed` names.
    """
    is_other = con.execute("SELECT count(*) > 0 FROM changed").fetchall()[0][0]
    for table in tables_of(con, ("core",)):
        key = _BY_PROCESS.get(table.name)
        mine, theirs = f"core.{table.name}", f'"{own}".core.{table.name}'
        if key:
            con.execute(f"DELETE FROM {mine} WHERE {key} IN (SELECT ocid FROM changed)")  # noqa: S608 - names of our own catalogue
            con.execute(
                f"INSERT INTO {mine} BY NAME {rows_from(own, table.name)} WHERE {rows_of_some(theirs, key, 'changed')}"
            )
        elif _rows(con, mine, table.names) != _rows(con, theirs, table.names):
            con.execute(f"DELETE FROM {mine}")  # noqa: S608 - names of our own catalogue
            con.execute(f"INSERT INTO {mine} BY NAME SELECT * FROM {theirs} ORDER BY ALL")  # noqa: S608 - names of our own catalogue
            is_other |= table.name not in _APART
    return bool(is_other)


def _rows(con: duckdb.DuckDBPyConnection, table: str, columns: list[str]) -> tuple[int, int]:
    """A fingerprint of the rows of a table, the same in whatever order rows and columns stand."""
    hashed = f"sum(hash({', '.join(sorted(columns))})::HUGEINT)"
    return con.execute(f"SELECT count(*), {hashed} FROM {table}").fetchall()[0]  # noqa: S608 - names of our own catalogue


def clear_figures(con: duckdb.DuckDBPyConnection, kept: Sequence[str]) -> None:
    """Empty the tables of `out`, to be filled anew, but out.process and those that are named."""
    for table in tables_of(con, ("out",)):
        if table.name not in {"process", *kept}:
            con.execute(f"DELETE FROM out.{table.name}")  # noqa: S608 - a name of our own catalogue


def renew_processes(con: duckdb.DuckDBPyConnection, own: str) -> None:
    """Make the rows of out.process that have changed, in a small database of these alone."""
    with small_database(con) as new:
        with transaction(con):
            for script in ("raw_core", "awards", "documents", "derived", "out"):
                run_script(con, f"schema/{script}.sql")
        for table in _WHOLE:
            con.execute(f'INSERT INTO core.{table} BY NAME SELECT * FROM "{own}".core.{table}')  # noqa: S608 - names of our own
        for table in _CHANGED:
            take_some(con, own, table, _BY_PROCESS[table], "changed")
        run_script(con, "out/changes/shown.sql")
        for table in _SHOWN:
            take_some(con, own, table, "ocid", "shown")
        con.execute(
            f'INSERT INTO core.document_criterion BY NAME SELECT * FROM "{own}".core.document_criterion '  # noqa: S608 - names of our own
            "WHERE document_id IN (SELECT document_id FROM core.document)"
        )
        count_evidence(con)
        run_script(con, "out/level.sql")
        run_script(con, "out/documents/document_level.sql")
        con.execute(f"CREATE OR REPLACE TEMP TABLE process_now AS\n{read_sql('out/process.sql')}")
        con.execute(f'USE "{new}"')
        con.execute("DELETE FROM out.process WHERE ocid IN (SELECT ocid FROM changed)")
        con.execute("INSERT INTO out.process BY NAME SELECT * FROM process_now")


def take_some(con: duckdb.DuckDBPyConnection, own: str, table: str, key: str, named: str) -> None:
    """Rows of the processes in a temporary table, into a core table of the current database."""
    theirs = f'"{own}".core.{table}'
    con.execute(f"INSERT INTO core.{table} BY NAME SELECT * FROM {theirs} WHERE {rows_of_some(theirs, key, named)}")  # noqa: S608 - names of our own


@contextlib.contextmanager
def small_database(con: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """An empty database in memory, made the current one; yields the name of the one that was."""
    before = con.execute("SELECT current_database()").fetchall()[0][0]
    con.execute(f"ATTACH ':memory:' AS {_SMALL}")
    try:
        con.execute(f"USE {_SMALL}")
        yield before
    finally:
        con.execute(f'USE "{before}"')
        con.execute(f"DETACH {_SMALL}")
