"""Every public body of the lists, met in the data or not: for pages that answer for each of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import duckdb

from store.reference.tables import load_reference
from store.sql_files import rows_of, run_script

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True)
class KnownBody:
    """One public body: days of its life where known, who took over, and the words of every name it goes by."""

    authority_id: str
    name: str
    kind: str
    nation: str | None
    region_name: str | None
    valid_from: date | None
    valid_until: date | None
    successor_ids: list[str]
    words: list[str]


@cache
def known_bodies() -> list[KnownBody]:
    """All of them, in the order of their ids."""
    with duckdb.connect() as con:
        load_reference(con)
        run_script(con, "derive/bodies/reference.sql")
        return [KnownBody(**row) for row in rows_of(con, "reference/known_bodies.sql")]
