"""Editions as tags: each names the state of every table that it was made from, for good."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.lake.state import PREFIX, plain_tag
from store.lake.writing import Written, tried

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pyiceberg.catalog.sql import SqlCatalog

    from store.lake.catalog import Place


_LISTED = "out.process"  # the table that tells which editions there are


def put_tags(catalog: SqlCatalog, place: Place, tables: Sequence[str], tag: str) -> None:
    """Tag the present state of tables as an edition; a tag that is there stays where it is.

    The first version of an edition that the lake gets has the plain tag as well, whichever version that is.

    Raises:
        LakeError: the lake cannot be written; tables tagged before stay tagged.
    """
    plain = plain_tag(tag)
    wanted = {tag} if plain in tags(catalog) else {tag, plain}
    # The listed table is the last: what breaks off before is begun again with both tags.
    for name in sorted(tables, key=lambda name: name == _LISTED):

        def attempt(name: str = name) -> Written:
            table = catalog.load_table(name)
            snapshot = table.current_snapshot()
            lacking = sorted(wanted - table.refs().keys())
            if lacking and snapshot:
                change = table.manage_snapshots()
                for each in lacking:
                    change.create_tag(snapshot.snapshot_id, each)
                change.commit()
            return Written()

        tried(place, attempt)


def tags(catalog: SqlCatalog, table: str = _LISTED) -> list[str]:
    """The editions that can be read back, by a table that each of them has."""
    if not catalog.table_exists(table):
        return []
    return sorted(name for name in catalog.load_table(table).refs() if name.startswith(PREFIX))
