"""Tables as CSV straight from the snapshot: the database writes a hundred thousand rows in the time we write few."""

import tempfile
from pathlib import Path

from duckdb import DuckDBPyConnection
from duckdb import Error as DuckDBError

from crawler.text.printable import BYTE_ORDER_MARK, FORMULA_START
from reports.errors import ReportError
from reports.snapshot.load import sql, unreadable
from store.sql_files import quoted


def csv_of_query(con: DuckDBPyConnection, query: str, *, is_sample: bool) -> tuple[int, bytes]:
    """How many rows reports/sql/<query>.sql gives, and these as CSV with a header: the cells of `render.csv_table`.

    Raises ReportError when the snapshot has not the tables it needs, and when there is no room for the file.
    """
    asked = sql(query).rstrip().rstrip(";")
    try:
        with tempfile.TemporaryDirectory(prefix="svmonitor-") as folder:
            path = Path(folder) / "rows.csv"
            columns = con.execute(f"DESCRIBE {asked}").fetchall()
            cells = ", ".join(_cell(name, kind) for name, kind, *_ in columns)
            copied = con.execute(
                f"COPY (SELECT {cells}, {is_sample} AS is_sample FROM ({asked}) AS t) "  # noqa: S608 - a query of our own
                f"TO {quoted(path)} (FORMAT csv, HEADER false)"
            ).fetchall()
            header = ",".join([*(name for name, *_ in columns), "is_sample"])
            return copied[0][0], f"{BYTE_ORDER_MARK}{header}\n".encode() + path.read_bytes()
    except DuckDBError as error:
        raise unreadable(error) from error
    except OSError as error:
        raise ReportError(f"cannot write a table: {error.strerror or error}") from error


def _cell(name: str, kind: str) -> str:
    """A column as an expression of what stands in its cells; see `render.cell`."""
    value = f't."{name}"'
    if kind.endswith("[]"):
        value = f"array_to_string({value}, ';')"
    elif kind != "VARCHAR":
        return value
    led = f"CASE WHEN regexp_matches({value}, {quoted(FORMULA_START)}) THEN chr(39) || {value} ELSE {value} END"
    return f"nullif({led}, '')"  # else an empty text would stand in quotes
