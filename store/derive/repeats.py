"""Awards that a later notice of the process states once more under another id: which of the possible pairs are one.

Each award of a notice takes the place of one award of an earlier notice at most, so that two awards stay two.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.derive.award_titles import relation, stems_of

if TYPE_CHECKING:
    from typing import Any

    import duckdb

_READ = """
SELECT ocid, award_id, later_id, first_notice, later_notice, later_order, title, later_title, is_same_lots,
    is_same_named_lots, is_same_value, value_gap_gbp, is_stated_again
FROM award_pair
ORDER BY
    ocid, NOT is_stated_again, NOT is_same_value, NOT is_same_lots, value_gap_gbp NULLS LAST,
    position, later_position, first_notice, later_notice, award_id, later_id
"""


def find_repeats(con: duckdb.DuckDBPyConnection) -> None:
    """Make the temporary table `award_repeat` (ocid, award_id, repeat_of) of the pairs in `award_pair`."""
    result = con.execute(_READ)
    columns = [column[0] for column in result.description or []]
    pairs = [dict(zip(columns, row, strict=True)) for row in result.fetchall()]
    stems = stems_of(con, {title for pair in pairs for title in (pair["title"], pair["later_title"]) if title})
    found: dict[tuple[str, str], tuple[int, str]] = {}
    for pair in _matched(pairs, stems):
        key, later = (pair["ocid"], pair["award_id"]), (pair["later_order"], pair["later_id"])
        found[key] = max(found.get(key, later), later)
    rows = [(*key, later_id) for key, (_, later_id) in sorted(found.items())]
    lists = [list(column) for column in zip(*rows, strict=True)] or [[], [], []]
    con.execute(
        "CREATE OR REPLACE TEMP TABLE award_repeat AS SELECT unnest(?::VARCHAR[]) AS ocid, "
        "unnest(?::VARCHAR[]) AS award_id, unnest(?::VARCHAR[]) AS repeat_of",
        lists,
    )


def _matched(pairs: list[dict[str, Any]], stems: dict[str, str]) -> list[dict[str, Any]]:
    """The pairs that are one award, the nearest first, none of them twice between two notices."""
    taken: set[tuple[str, str, str]] = set()
    found = []
    for pair in pairs:
        sides = {
            (pair["ocid"], pair["award_id"], pair["later_notice"]),
            (pair["ocid"], pair["later_id"], pair["first_notice"]),
        }
        if taken.isdisjoint(sides) and _may_be_one(pair, stems):
            taken |= sides
            found.append(pair)
    return found


def _may_be_one(pair: dict[str, Any], stems: dict[str, str]) -> bool:
    """Whether nothing in the titles speaks against it; lots that both name, or a value and no lots, outweigh titles."""
    if pair["is_same_named_lots"] or (pair["is_stated_again"] and pair["is_same_lots"] and pair["is_same_value"]):
        return True
    return relation((pair["title"], pair["later_title"]), stems) not in ("apart", "told_apart")
