"""Whether the titles of two awards may be those of one: each said by its own notice, perhaps in other words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.derive.telling import difference

if TYPE_CHECKING:
    import duckdb

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


def relation(titles: tuple[str | None, str | None], stems: dict[str, str]) -> str:
    """How two titles stand to each other.

    Args:
        titles: as published; None where there is none.
        stems: what `stems_of` makes of them.

    Returns:
        `unknown`: one of them is missing, or says nothing of what is bought; `apart`: they name other lots, places or
        numbers, or each has a word of its own; `same`; `near`: one says more than the other.
    """
    one, other = titles
    if not one or not other:
        return "unknown"
    pair = (stems[one], stems[other])
    differ = difference((one, other), pair, (None, None))
    if differ == "told_apart":
        return "apart"
    if not all(pair):
        return "unknown"
    if pair[0] == pair[1]:
        return "near" if differ == "both" else "same"
    mine, theirs = (set(stem.split()) for stem in pair)
    if mine == theirs:
        return "same"
    return "near" if mine < theirs or theirs < mine or differ != "both" else "apart"
