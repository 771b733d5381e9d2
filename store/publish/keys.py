"""Keys of large tables, of which a snapshot keeps no index: indexes of all would be a third of it.

All of an index is held in memory, and written anew, when one row of its table changes. Rows of `core` come from tables
of the writer's own that hold their keys; those of `out` are held to theirs by a check.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from store.sql_files import read_sql

if TYPE_CHECKING:
    from collections.abc import Iterator

# Scripts of store/sql/schema that make the tables of `core`, in the order in which one rests on another.
CORE_SCHEMA = ("raw_core", "documents", "awards", "derived", "derived_awards", "published")
_KEY_OF_FIGURES = ("indicator", "period_kind", "period", "cut", "cut_value")
_OF_OUT = {
    **{("out", table): _KEY_OF_FIGURES for table in ("indicator", "change", "hidden_share", "delivery")},
    ("out", "winner"): ("indicator", "evidence_group", "period_kind", "period", "cut", "cut_value"),
    ("out", "process"): ("ocid",),
    ("out", "clause"): ("clause_id",),
    ("out", "award"): ("ocid", "award_id", "supplier_key"),
    ("out", "delivery_chain"): ("ocid", "step_number"),
}
_TABLE = re.compile(r"^CREATE TABLE (?:IF NOT EXISTS )?core\.(\w+) \($(.*?)^\)", re.MULTILINE | re.DOTALL)
_OF_TABLE = re.compile(r",\s*PRIMARY KEY \(([^)]*)\)")
_OF_RAW = re.compile(r"^COMMENT ON (?:TABLE|COLUMN) raw\..*;\n", re.MULTILINE)
_OF_COLUMN = re.compile(r"(\w+) \w+ PRIMARY KEY")

Key = tuple[str, ...]


def schema_without_indexes(script: str) -> str:
    """A script of store/sql/schema, less the indexes of its keys, and what it says of tables of `raw`."""
    text = _OF_RAW.sub("", read_sql(f"schema/{script}.sql"))
    return _OF_TABLE.sub("", text).replace(" PRIMARY KEY", " NOT NULL")


@cache
def keys_without_index() -> dict[tuple[str, str], Key]:
    """The columns that tell rows apart, by schema and table, where the database keeps no index of them."""
    return _OF_OUT | {("core", table): key for script in CORE_SCHEMA for table, key in _keys(script)}


def _keys(script: str) -> Iterator[tuple[str, Key]]:
    for table, body in _TABLE.findall(read_sql(f"schema/{script}.sql")):
        named = _OF_TABLE.search(body)
        found = tuple(named[1].split(", ")) if named else tuple(_OF_COLUMN.findall(body))
        if found:
            yield table, found
