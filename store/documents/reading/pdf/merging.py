"""Names that stand beside several rows of a table without rules: told by where they stand."""

from __future__ import annotations

from store.documents.content import Table
from store.documents.weights import cell_weight

Rows = list[list[str | None]]
_MOST_GROUPS = 15


def centred(rows: Rows) -> Table:
    """The table, with the first name of a group made one merged cell beside all of its rows.

    A group is told by a name centred beside its rows, so that as many rows stand above it as below; or by a name that
    goes on in the next row.
    """
    first = next((at for at, row in enumerate(rows) if _has_weight(row)), len(rows))
    groups = _centred_groups(rows, first) if _may_be_centred(rows, first) else None
    if groups is None:
        return _wrapped(rows, first)
    kept, merged = rows[:first], []
    for name, start, end in groups:
        members = [row for row in rows[start:end] if _has_weight(row)]
        if len(members) > 1:
            merged.append((len(kept), 0, len(members), 1))
        for place, row in enumerate(members):
            kept.append([name if place == 0 else None, *row[1:]] if len(members) > 1 else [name, *row[1:]])
    return Table(kept, merged)


def _may_be_centred(rows: Rows, first: int) -> bool:
    """Whether names stand between rows: the first row of all has none, or one stands alone between rows without."""
    if first < len(rows) and not rows[first][0]:
        return True
    return any(
        row[0] and not any(row[1:]) and not before[0] and not after[0]
        for before, row, after in zip(rows[first:], rows[first + 1 :], rows[first + 2 :], strict=False)
    )


def _has_weight(row: list[str | None]) -> bool:
    return any(cell is not None and cell_weight(cell) is not None for cell in row[1:] if cell)


def _centred_groups(rows: Rows, first: int) -> list[tuple[str, int, int]] | None:
    """(name, first row, row after the last) of each group; None when the names are not centred.

    A name beside an even number of rows may stand with either of the two in the middle.
    """
    names = [at for at in range(first, len(rows)) if rows[at][0]][:_MOST_GROUPS]

    def cut(start: int, left: list[int]) -> list[tuple[str, int, int]] | None:
        if not left:
            return [] if start == len(rows) else None
        at, following = left[0], left[1] if len(left) > 1 else len(rows)
        for end in (2 * at + 1 - start, 2 * at + 2 - start, 2 * at - start):
            if at < end <= following and at >= start:
                rest = cut(end, left[1:])
                if rest is not None:
                    return [(rows[at][0] or "", start, end), *rest]
        return None

    return cut(first, names) if names else None


def _wrapped(rows: Rows, first: int) -> Table:
    """A name that begins in small letters goes on from the row above: both rows are under it."""
    merged: list[tuple[int, int, int, int]] = []
    shown: Rows = [list(row) for row in rows]
    top = -1
    for at in range(first, len(shown)):
        name = shown[at][0] or ""
        is_rest = name[:1].islower() and top >= 0 and _has_weight(shown[at]) and len([c for c in shown[at] if c]) > 2
        if not is_rest:
            top = at
            continue
        shown[top][0] = f"{shown[top][0]} {name}"
        shown[at][0] = None
        if merged and merged[-1][0] == top:
            merged[-1] = (top, 0, at - top + 1, 1)
        else:
            merged.append((top, 0, at - top + 1, 1))
    return Table(shown, merged)
