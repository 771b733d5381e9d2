"""The SQL scripts and dated law of the store, read from the package."""

from pathlib import Path

import duckdb

_HERE = Path(__file__).parent
SQL = _HERE / "sql"
LAW = _HERE / "law"
CHECKS = _HERE / "publish" / "checks"
QUERIES = _HERE / "queries"


def run_script(con: duckdb.DuckDBPyConnection, name: str) -> None:
    """Run every statement of `store/sql/<name>`."""
    con.execute(read_sql(name))


def read_sql(name: str) -> str:
    """Text of `store/sql/<name>`."""
    return (SQL / name).read_text(encoding="utf-8")


def load_law(con: duckdb.DuckDBPyConnection) -> None:
    """Fill the temporary tables `law_<file>` from `store/law/<file>.csv`, and define the name and wording macros."""
    run_script(con, "law_tables.sql")
    for path in sorted(LAW.glob("*.csv")):
        _copy(con, f"law_{path.stem}", path)
    for path in sorted((LAW / "bodies").glob("*.csv")):
        _copy(con, "law_bodies", path)
    run_script(con, "name_macros.sql")
    run_script(con, "scope_macros.sql")


def _copy(con: duckdb.DuckDBPyConnection, table: str, path: Path) -> None:
    con.execute(f"COPY {table} FROM '{_quoted(path)}' (FORMAT csv, HEADER true, DELIMITER ',', QUOTE '\"')")


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
