"""Databases and snapshots made in less time, for tests that read a part of them: the rest is left out."""

import contextlib
import re
from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

import duckdb

from store.publish.figures import insert_from
from store.sql_files import read_sql, run_script

_COMMENT = re.compile(r"^COMMENT ON .*;\n", re.MULTILINE)

# Each body, as a check asks for it, without figures.
_AUTHORITIES = """
INSERT INTO out.authority BY NAME
SELECT
    authority_id, name, kind, kind_basis, 0 AS process_count, 0 AS n, 0 AS k, 0 AS evaluated, 0 AS unknown,
    0 AS weight_10_pct
FROM core.authority
"""


@contextlib.contextmanager
def bare() -> Iterator[None]:
    """Make tables without what they and their columns are said to be: thousands of statements."""
    with patch("store.sql_files.read_sql", _bare), patch("store.publish.keys.read_sql", _bare):
        yield


@contextlib.contextmanager
def without_files() -> Iterator[None]:
    """Publish the database alone: the files for readers are two fifths of publishing little."""
    with patch("store.publish.run.files_of"):
        yield


@contextlib.contextmanager
def lean() -> Iterator[None]:
    """Publish bare tables, without files, and with the figures of awards alone."""
    with (
        bare(),
        without_files(),
        patch("store.publish.building.fill_figures", _ground_of_awards),
        patch("store.publish.building.fill_hidden_share"),
    ):
        yield


def _bare(name: str) -> str:
    return _COMMENT.sub("", read_sql(name))


def _ground_of_awards(con: duckdb.DuckDBPyConnection, *_: Any, **__: Any) -> None:
    """The cuts and spans of the figures, on which those of awards rest."""
    for script in ("figure_span", "period", "value_cap"):
        run_script(con, f"out/figures/{script}.sql")
    insert_from(con, "coverage", "out/figures/coverage.sql")
    run_script(con, "out/figures/frame.sql")
    con.execute(_AUTHORITIES)
