"""The compact database that a browser asks: the tables of `out`, less what is long or said again for every week."""

from pathlib import Path

from duckdb import DuckDBPyConnection
from duckdb import Error as DuckDBError

from reports.errors import ReportError
from reports.snapshot.load import fetch
from store.query import NamedQuery, list_queries
from store.sql_files import quoted
from store.weeks import Week

STORAGE_VERSION = "v1.0.0"  # the browser's DuckDB is older than ours
MOST_CLAUSES = 2000
QUOTE = 240
# Columns that are long and that no one sums by; a quote keeps its beginning.
LEFT_OUT = frozenset(
    {
        ("process", "best_quote_path"), ("process", "best_quote_notice_id"), ("process", "best_quote_rule"),
        ("process", "scope_reason"), ("process", "version"),
        ("clause", "path"), ("clause", "rule"), ("clause", "version"),
    }
)  # fmt: skip


def make_web_database(con: DuckDBPyConnection, path: Path, week: Week) -> list[NamedQuery]:
    """Writes the database at `path`, as of the week of the latest edition; returns the example queries it answers.

    Raises:
        ReportError: the file cannot be written.
    """
    path.unlink(missing_ok=True)
    own = str((con.execute("SELECT current_database()").fetchone() or ("",))[0])
    try:
        con.execute(f"ATTACH {quoted(path)} AS web (READ_WRITE, STORAGE_VERSION {quoted(STORAGE_VERSION)})")
        try:
            con.execute("CREATE SCHEMA web.out")
            for table, columns in _tables(con).items():
                con.execute(_copy(table, columns, week))
            con.execute("CHECKPOINT web")
            con.execute("USE web")
            return [query for query in list_queries() if _is_answered(con, query)]
        finally:
            con.execute(f'USE "{own}"')
            con.execute("DETACH web")
    except DuckDBError as error:
        raise ReportError(f"cannot write {path}: {str(error).splitlines()[0]}") from error


def _tables(con: DuckDBPyConnection) -> dict[str, list[str]]:
    """Tables of `out` and their columns."""
    found: dict[str, list[str]] = {}
    for row in fetch(con, "reference/dictionary"):
        found.setdefault(row["table_name"], []).append(row["column_name"])
    return found


def _copy(table: str, columns: list[str], week: Week) -> str:
    """The statement that fills one table: whole, or of years, of all time, of the latest week, and of the whole."""
    kept = [column for column in columns if (table, column) not in LEFT_OUT]
    shown = [f'left("{column}", {QUOTE}) AS "{column}"' if column == "best_quote" else f'"{column}"' for column in kept]
    where = ""
    if {"period_kind", "period"} <= set(columns):
        where = f"WHERE period_kind IN ('financial_year', 'all') OR period = {quoted(week.name)}"
        if "cut" in columns:
            since = week.shifted(-56).first_day
            where += f" OR (cut = 'all' AND (period_kind <> 'week' OR period_from >= {quoted(str(since))}))"
        elif "authority_kind" in columns:
            where += " OR (authority_kind = 'all' AND period_kind NOT IN ('week', 'rolling_13_weeks'))"
    elif table == "clause":
        best = f"SELECT clause_id FROM out.clause ORDER BY clause_rank, clause_id LIMIT {MOST_CLAUSES}"  # noqa: S608 - a number of our own
        where = f"WHERE clause_id IN ({best})"
    order = "ORDER BY opened_on" if table == "process" else "ORDER BY ALL"
    return f'CREATE TABLE web.out."{table}" AS SELECT {", ".join(shown)} FROM out."{table}" {where} {order}'  # noqa: S608 - names of our own catalogue


def _is_answered(con: DuckDBPyConnection, query: NamedQuery) -> bool:
    """The compact database, which is the current one, has every table and column that an example query asks for."""
    try:
        con.execute(f"EXPLAIN {query.sql}")
    except DuckDBError:
        return False
    return True
