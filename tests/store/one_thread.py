"""Databases of one thread each, in the process of tests: for a few rows, to hand work around costs more than the work.

Commands that tests start as processes of their own have the threads they have.
"""

import contextlib
from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

import duckdb


@contextlib.contextmanager
def one_thread() -> Iterator[None]:
    """Have every database that is opened use one thread."""
    connect = duckdb.connect

    def connected(*args: Any, **values: Any) -> duckdb.DuckDBPyConnection:
        con = connect(*args, **values)
        con.execute("SET threads = 1")
        return con

    with patch("duckdb.connect", connected):
        yield
