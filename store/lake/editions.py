"""Editions as tags: each names the state of every table that it was made from, for good."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.lake.state import PREFIX
from store.lake.writing import Written, tried

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pyiceberg.catalog.sql import SqlCatalog

    from store.lake.catalog import Place


def put_tag(catalog: SqlCatalog, place: Place, tables: Sequence[str], tag: str) -> None:
    """Tag the present state of tables; a tag that is there stays where it is.

    Raises:
        LakeError: the lake cannot be written; tables tagged before stay tagged.
    """
    for name in tables:

        def attempt(name: str = name) -> Written:
            table = catalog.load_table(name)
            snapshot = table.current_snapshot()
            if tag not in table.refs() and snapshot:
                table.manage_snapshots().create_tag(snapshot.snapshot_id, tag).commit()
            return Written()

        tried(place, attempt)


def tags(catalog: SqlCatalog, table: str = "out.process") -> list[str]:
    """The editions that can be read back, by a table that each of them has."""
    if not catalog.table_exists(table):
        return []
    return sorted(name for name in catalog.load_table(table).refs() if name.startswith(PREFIX))
