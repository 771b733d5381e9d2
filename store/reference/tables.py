"""The data files of store/reference: loaded as temporary tables, or read as rows."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from store.sql_files import quoted, run_script

if TYPE_CHECKING:
    import duckdb

FOLDER = Path(__file__).parent
_BODIES = "bodies"  # many files of one shape: a table together


def load_reference(con: duckdb.DuckDBPyConnection) -> None:
    """Fill the temporary tables `ref_<file>`, one a file, and define the macros of levels, names, titles and wordings.

    All files of store/reference/bodies go to the one table `ref_bodies`.
    """
    run_script(con, "schema/reference.sql")
    for path in sorted(FOLDER.glob("*/*.csv")):
        table = f"ref_{_BODIES if path.parent.name == _BODIES else path.stem}"
        con.execute(f"COPY {table} FROM {quoted(path)} (FORMAT csv, HEADER true, DELIMITER ',', QUOTE '\"')")
    run_script(con, "macros/levels.sql")
    run_script(con, "macros/names.sql")
    run_script(con, "macros/quotes.sql")
    run_script(con, "macros/scope.sql")
    run_script(con, "macros/titles.sql")


@cache
def reference_rows(name: str) -> list[dict[str, str]]:
    """Rows of a file, by its path in store/reference without `.csv`, such as `law/thresholds`."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
