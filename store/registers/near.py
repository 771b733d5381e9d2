"""Names that are nearly the same: how alike two of them are, and whether they differ by slips of spelling alone."""

import duckdb
import numpy as np
from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

_PAIRS_AT_ONCE = 500_000
# Words whose absence makes no other body.
_SMALL_WORDS = frozenset(("and", "of", "for", "in", "at", "to", "uk", "gb", "charity", "organisation", "wales"))


def score_near(con: duckdb.DuckDBPyConnection, least: float) -> None:
    """Fill near_scored from near_pair; pairs of a likeness under `least` (0 to 1) are dropped."""
    con.execute(
        "CREATE OR REPLACE TEMP TABLE near_scored (supplier_key VARCHAR, body_key VARCHAR, postcode_district VARCHAR, "
        "score DOUBLE, is_slip BOOLEAN)"
    )
    row = con.execute("SELECT count(*) FROM near_pair").fetchone()
    for start in range(0, row[0] if row else 0, _PAIRS_AT_ONCE):
        rows = con.execute(
            "SELECT supplier_key, body_key, postcode_district FROM near_pair WHERE number > ? AND number <= ?",
            [start, start + _PAIRS_AT_ONCE],
        ).fetchall()
        left, right = [row[0] for row in rows], [row[1] for row in rows]
        as_written = process.cpdist(left, right, scorer=fuzz.ratio, score_cutoff=least * 100)
        in_any_order = process.cpdist(left, right, scorer=fuzz.token_sort_ratio, score_cutoff=least * 100)
        scores = np.maximum(as_written, in_any_order) / 100
        places = [int(place) for place in np.flatnonzero(scores)]
        columns = [[rows[place][column] for place in places] for column in range(3)]
        slips = [is_slip(left[place], right[place]) for place in places]
        con.execute(
            "INSERT INTO near_scored SELECT unnest(?), unnest(?), unnest(?), unnest(?::DOUBLE[]), unnest(?::BOOLEAN[])",
            [*columns, [float(scores[place]) for place in places], slips],
        )


def is_slip(one: str, other: str) -> bool:
    """Whether two names differ by slips of spelling alone: every word of one has its like in the other.

    "Age UK North Staffordshire" and "Age UK Staffordshire" are near, and two bodies.
    """
    words, others = one.split(), other.split()
    left = [word for word in words if word not in others]
    right = [word for word in others if word not in words]
    for word in list(left):
        like = next((each for each in right if _is_like(word, each, Levenshtein.distance(word, each))), None)
        if like is not None:
            left.remove(word)
            right.remove(like)
    if "".join(left) == "".join(right):  # "home care" and "homecare"
        return True
    return all(word in _SMALL_WORDS for word in left + right)


def _is_like(word: str, other: str, distance: int) -> bool:
    shorter = min(len(word), len(other))
    if word[0] != other[0] or shorter < 5 or any(map(str.isdigit, word + other)):  # "Kent" and "Bent" are two places
        return False
    return distance <= (1 if shorter < 6 else 2)
