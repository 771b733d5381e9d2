"""Awards of two portals that may be one, told apart by their titles: the same firm may win two things of one value."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from store.derive.award_titles import relation, stems_of

if TYPE_CHECKING:
    import duckdb

    from store.derive.award_titles import Titles

_READ = """
SELECT ocid, award_id, award_title, process_title, other_award_title, other_process_title
FROM award_twin
WHERE NOT coalesce(is_surely_one, false)
ORDER BY ALL
"""


def tell_twins(con: duckdb.DuckDBPyConnection) -> None:
    """Make the temporary table `award_twin_told` (ocid, award_id): of the pairs in `award_twin` those that are one."""
    pairs = [(row[:2], row[2:4], row[4:6]) for row in con.execute(_READ).fetchall()]
    stems = stems_of(con, {title for _, *sides in pairs for side in sides for title in side if title})
    found = [key for key, one, other in pairs if _may_be_one(one, other, stems)]
    lists = [list(column) for column in zip(*found, strict=True)] or [[], []]
    con.execute(
        "CREATE OR REPLACE TEMP TABLE award_twin_told AS SELECT unnest(?::VARCHAR[]) AS ocid, "
        "unnest(?::VARCHAR[]) AS award_id",
        lists,
    )


def _may_be_one(one: Titles, other: Titles, stems: dict[str, str]) -> bool:
    """Whether an award with these titles, its own and that of its process, may be that with the others.

    Lots and places that differ between any two tell them apart; else it is enough that any two agree, as one portal
    names the whole where another names the part.
    """
    told = [relation(pair, stems) for pair in product(one, other)]
    known = [each for each in told if each != "unknown"]
    return "told_apart" not in known and (not known or known != ["apart"] * len(known))
