"""Words that still stand in what a home has published: the next publish would bring them back into the lake."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.lake.words import alternatives
from store.publish.export.datapackage import tables_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import duckdb


def tables_holding(con: duckdb.DuckDBPyConnection, words: Sequence[str]) -> dict[str, int]:
    """Tables of a published database that hold words, and in how many rows."""
    pattern = rf"(?i)(^|[^\pL\pN]|%[0-9A-F][0-9A-F])({alternatives(words)})($|[^\pL\pN\pM])"
    found = {}
    for table in tables_of(con, ("core", "out")):
        texts = [f'"{column.name}"' for column in table.columns if column.type == "VARCHAR"]
        texts += [f"array_to_string(\"{column.name}\", ' ; ')" for column in table.columns if column.is_list]
        if texts:
            term = " OR ".join(f"regexp_matches({text}, $pattern)" for text in texts)
            query = f"SELECT count(*) FROM {table.schema}.{table.name} WHERE {term}"  # noqa: S608 - names of our own catalogue
            row = con.execute(query, {"pattern": pattern}).fetchone()
            if row and row[0]:
                found[f"{table.schema}.{table.name}"] = int(row[0])
    return found
