"""Whether the titles of two awards may be those of one: each said by its own notice, perhaps in other words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.derive.duplicates import TELLING_WORDS
from store.derive.telling import difference

if TYPE_CHECKING:
    import duckdb

    Titles = tuple[str | None, str | None]

# Words that say what kind of paper it is, and nothing of what is bought.
_FILLING = frozenset(
    (
        *("service", "services", "supply", "works", "contract", "contracts", "agreement", "award", "awards", "awarded"),
        *("procurement", "purchase", "delivery", "notice", "details", "new", "further", "revised", "corrected"),
        *("correction", "update", "updated", "amended", "amendment", "modification", "modified", "variation", "varied"),
        *("change", "extension", "extended", "contractor", "supplier", "appointment", "uk", "with", "by", "on", "at"),
    )
)


def stems_of(con: duckdb.DuckDBPyConnection, titles: set[str]) -> dict[str, str]:
    """Each title without references and the words of every tender, and without those of every award."""
    rows = con.execute(
        "SELECT title, title_stem(title) FROM (SELECT unnest(?::VARCHAR[]) AS title)", [sorted(titles)]
    ).fetchall()
    return {title: " ".join(word for word in stem.split() if word not in _FILLING) for title, stem in rows}


def relation(titles: Titles, stems: dict[str, str]) -> str:
    """How two titles stand to each other.

    Args:
        titles: as published; None where there is none.
        stems: what `stems_of` makes of them.

    Returns:
        `unknown`: one of them is missing, or says nothing of what is bought; `told_apart`: they name other lots,
        years, numbers or quarters; `apart`: each has a word of its own; `same`; `near`: one says more than the other.
    """
    one, other = titles
    if not one or not other:
        return "unknown"
    pair = (stems[one], stems[other])
    differ = difference((one, other), pair, (None, None))
    if differ == "told_apart":
        return "told_apart"
    if not all(pair):
        return "unknown"
    return _of_words(*(set(stem.split()) for stem in pair), has_words_of_both=differ == "both")


def _of_words(mine: set[str], theirs: set[str], *, has_words_of_both: bool) -> str:
    if mine == theirs:
        return "near" if has_words_of_both else "same"
    if _has_telling(mine - theirs) and _has_telling(theirs - mine):
        return "told_apart"
    return "near" if mine < theirs or theirs < mine or not has_words_of_both else "apart"


def _has_telling(words: set[str]) -> bool:
    return any(word in TELLING_WORDS or any(sign.isdigit() for sign in word) for word in words)
