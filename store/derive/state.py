"""What a derivation keeps for the next: what everything was derived from, and by which program and law."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import duckdb

from store.sql_files import run_script

_ROOM = Path(__file__).parents[1]


def keep_state(con: duckdb.DuckDBPyConnection) -> None:
    """Keep what the next derivation compares with, after everything was derived in this transaction."""
    run_script(con, "schema/derived_state.sql")
    run_script(con, "derive/bodies/buyer_input.sql")
    run_script(con, "derive/process_input.sql")
    run_script(con, "derive/keep_state.sql")
    keep_facts(con)


def keep_facts(con: duckdb.DuckDBPyConnection) -> None:
    """Keep by which program and law the tables were made, and their shape."""
    for name, value in (("made_by", made_by(con)), ("shape", shape(con))):
        con.execute("INSERT OR REPLACE INTO raw.derivation VALUES (?, ?)", [name, value])


def made_by(con: duckdb.DuckDBPyConnection) -> str:
    """A fingerprint of the program, the loaded law and the version of the classifier: of all that is not a notice."""
    total = hashlib.sha256(program().encode())
    tables = con.execute(
        "SELECT table_name FROM duckdb_tables() "
        "WHERE database_name = 'temp' AND starts_with(table_name, 'ref_') ORDER BY ALL"
    ).fetchall()
    for (table,) in tables:
        row = con.execute(f"SELECT count(*), sum(hash(t)::HUGEINT) FROM temp.{table} AS t").fetchone()  # noqa: S608 - names of our own catalogue
        total.update(f"{table} {row}".encode())
    version = con.execute("SELECT value FROM core.setting WHERE name = 'classifier_version'").fetchall()
    total.update(str(version).encode())
    return total.hexdigest()[:32]


@cache
def program() -> str:
    """A fingerprint of all code and SQL of the store, and of the database that runs it."""
    return fingerprint_of(_ROOM)


def fingerprint_of(room: Path) -> str:
    """A fingerprint of the code and SQL below a folder, and of the database that runs it."""
    total = hashlib.sha256(duckdb.__version__.encode())
    for ending in ("sql", "py"):
        for path in sorted(room.rglob(f"*.{ending}")):
            total.update(path.relative_to(room).as_posix().encode() + path.read_bytes())
    return total.hexdigest()[:32]


def shape(con: duckdb.DuckDBPyConnection) -> str:
    """A fingerprint of the columns of the tables; labels of people, made when first asked for, are no input."""
    rows = con.execute(
        "SELECT schema_name, table_name, column_name, data_type FROM duckdb_columns() "
        "WHERE database_name = current_database() AND schema_name IN ('core', 'raw') "
        "AND table_name <> 'audit_label' ORDER BY ALL"
    ).fetchall()
    return hashlib.sha256(str(rows).encode()).hexdigest()[:32]
