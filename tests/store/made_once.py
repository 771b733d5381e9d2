"""The tables of the public bodies we know, made once in a process of tests and copied: a fifth of deriving little.

They follow from our own lists alone. tests/store/derive/test_reference.py makes them, and tests what they hold.
"""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import duckdb

from store.sql_files import quoted, run_script

_SCRIPT = "derive/bodies/reference.sql"
_TABLES = tuple(f"reference_{name}" for name in ("body", "identifier", "alias", "shared_name", "word_set", "tie"))


@contextlib.contextmanager
def bodies_made_once() -> Iterator[None]:
    """Have `derive` copy these tables when it has made them before."""
    with TemporaryDirectory() as folder:
        kept = Path(folder)

        def run(con: duckdb.DuckDBPyConnection, name: str) -> None:
            if name != _SCRIPT:
                run_script(con, name)
            elif (kept / _TABLES[-1]).exists():
                for table in _TABLES:
                    con.execute(f"CREATE OR REPLACE TEMP TABLE {table} AS FROM read_parquet({quoted(kept / table)})")
            else:
                run_script(con, name)
                for table in _TABLES:
                    con.execute(f"COPY {table} TO {quoted(kept / table)} (FORMAT parquet)")

        with patch("store.derive.run.run_script", run):
            yield
