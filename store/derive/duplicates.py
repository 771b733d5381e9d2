"""One procurement seen twice, on two portals or issued again: found by title, buyer, deadline and value.

SQL finds the candidates in blocks of one body and title, or one body and deadline; here only their words are compared.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from store.derive.telling import difference
from store.sql_files import run_script

if TYPE_CHECKING:
    import duckdb

# Words that tell one lot, place or turn from another: titles that differ by one of these are two.
TELLING_WORDS = frozenset(
    (
        *("north", "south", "east", "west", "northern", "southern", "eastern", "western", "central", "upper", "lower"),
        *("lot", "lots", "phase", "area", "region", "zone", "ward", "block", "part", "stage", "round", "year", "site"),
        *("one", "two", "three", "four", "five", "six", "first", "second", "third", "male", "female", "adult", "child"),
        *("i", "ii", "iii", "iv", "b", "c", "d"),
    )
)
_KEPT_APART = 0.8  # at most so alike are titles that differ by a telling word


def pair_duplicates(con: duckdb.DuckDBPyConnection) -> None:
    """Fill the temporary table `process_duplicate` (which process is counted under which) and core.duplicate_review.

    The current database has core.process, core.buyer and core.notice; the reference tables are loaded.
    """
    run_script(con, "derive/opened.sql")
    judge_pairs(con)
    run_script(con, "derive/duplicates/walk.sql")
    run_script(con, "derive/duplicates/review.sql")


def judge_pairs(con: duckdb.DuckDBPyConnection) -> None:
    """Make the temporary table `duplicate_judged` of the pairs that may be one, among those of `opened_process`."""
    run_script(con, "derive/duplicates/pair.sql")
    rows = con.execute(
        "SELECT candidate_number, one_stem, other_stem, one_title, other_title, one_buyer, other_buyer "
        "FROM duplicate_candidate"
    ).fetchall()
    likeness = [
        (number, title_likeness(*stems, *buyers), name_likeness(*buyers), difference(titles, stems, buyers))
        for number, stems, titles, buyers in ((row[0], row[1:3], row[3:5], row[5:7]) for row in rows)
    ]
    columns = [list(column) for column in zip(*likeness, strict=True)] or [[], [], [], []]
    con.execute(
        "CREATE OR REPLACE TEMP TABLE likeness AS SELECT unnest(?::BIGINT[]) AS candidate_number, "
        "unnest(?::DOUBLE[]) AS title_likeness, unnest(?::DOUBLE[]) AS buyer_likeness, "
        "unnest(?::VARCHAR[]) AS difference",
        columns,
    )
    run_script(con, "derive/duplicates/duplicate.sql")


def title_likeness(one: str, other: str, one_buyer: str | None = None, other_buyer: str | None = None) -> float:
    """How alike two titles are, 0 to 1; the buyer's own name in a title says nothing."""
    if one == other:
        return 1.0
    names = set(f"{one_buyer or ''} {other_buyer or ''}".lower().split())
    mine, theirs = ([word for word in title.split() if word not in names] for title in (one, other))
    if mine == theirs and mine:
        return 0.98
    likeness = max(fuzz.ratio(one, other), fuzz.token_sort_ratio(one, other)) / 100
    differing = set(mine) ^ set(theirs)
    if any(word in TELLING_WORDS or any(sign.isdigit() for sign in word) for word in differing):
        return min(likeness, _KEPT_APART)
    return likeness


def name_likeness(one: str | None, other: str | None) -> float:
    """How alike the names of two buyers are, 0 to 1; a name that holds the other is alike."""
    if not one or not other:
        return 0.0
    return fuzz.token_set_ratio(one.lower(), other.lower()) / 100
