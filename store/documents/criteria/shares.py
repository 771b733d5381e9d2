"""Shares of the total score: flat lists put under their headings, rows of a parent summed, nested shares multiplied."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from store.documents.criteria.names import is_price
from store.documents.expressions import expression

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.documents.criteria.tables import Criteria, Node

_SLACK = 1.01  # thirds, and rounded figures
_MOST_NODES = 80
_MOST_FAULTY = 110  # a sum of percentages a little above a hundred is a slip of whoever made the table
_MIN_BESIDE = 2  # price and more than one row beside it
_WITHIN = expression("part_within")


def is_hundred(total: float | None) -> bool:
    """Whether weights add up to 100, give or take what rounding leaves."""
    return total is not None and abs(total - 100) <= _SLACK


def put_under_headings(roots: list[Node]) -> list[Node]:
    """A flat list of criteria as a tree: by words (`of which`) and numbers (3, 3.1, 3.2), else by what adds up."""
    roots = _by_words(roots)
    if any(node.children for node in roots) or not 3 <= len(roots) <= _MOST_NODES:
        return roots
    by_number = _by_number(roots)
    if by_number is not None:
        return by_number
    if any(node.weight is None for node in roots):
        return _by_bare_headings(roots)
    total = sum(node.value or 0 for node in roots)
    if total <= 100 + _SLACK or _are_wholes(roots):
        return roots
    return _by_sums(roots) or roots


def _are_wholes(roots: Sequence[Node]) -> bool:
    """Whether rows are several wholes one after the other, as of lots: each makes a hundred with a price of its own."""
    total, prices, wholes = 0.0, 0, 0
    for node in roots:
        total += node.value or 0
        prices += is_price(node.name)
        if is_hundred(total):
            if prices != 1:
                return False
            total, prices, wholes = 0.0, 0, wholes + 1
    return wholes > 1 and not total


def _by_words(roots: list[Node]) -> list[Node]:
    """A row that says so is a part of the one before it: `Quality 40%`, `of which social value 10%`."""
    tree: list[Node] = []
    for node in roots:
        is_part = _WITHIN.match(node.name) is not None and tree and tree[-1].value is not None
        (tree[-1].children if is_part else tree).append(node)
    return tree


def _by_number(roots: Sequence[Node]) -> list[Node] | None:
    """Numbers such as 2.1 stand under 2; None unless they tell the whole tree."""
    numbers = [node.number.replace(" ", "").strip(".)") for node in roots]
    depths = [number.count(".") if number else -1 for number in numbers]
    known = {number for number in numbers if number}
    if len(known) < len(roots) - 1 or len(set(depths)) < 2:
        return None
    tree: list[Node] = []
    holders: dict[str, Node] = {}
    for node, number in zip(roots, numbers, strict=True):
        parent = holders.get(number.rpartition(".")[0]) if number else None
        (parent.children if parent is not None else tree).append(node)
        if number:
            holders[number] = node
    return tree if len(tree) < len(roots) else None


def _by_bare_headings(roots: Sequence[Node]) -> list[Node]:
    """A row without a weight above rows with weights is their heading."""
    tree: list[Node] = []
    heading: Node | None = None
    for node in roots:
        if node.weight is None and not node.is_weighed_elsewhere:
            heading = node
            tree.append(node)
        elif heading is not None and not is_price(node.name):
            heading.children.append(node)
        else:
            tree.append(node)
            heading = None
    return [node for node in tree if node.children or node.weight is not None or node.is_weighed_elsewhere]


def _by_sums(roots: Sequence[Node]) -> list[Node] | None:
    """Headings that add up to 100, each followed by rows that add up to its weight, or to 100."""
    values = [node.value or 0.0 for node in roots]
    seen: dict[tuple[int, int], tuple[tuple[int, int], ...] | None] = {}

    def cut(start: int, left: float) -> tuple[tuple[int, int], ...] | None:
        """(heading, end of its rows) from `start` on, of which the headings add up to `left`."""
        if start == len(values):
            return () if abs(left) <= _SLACK else None
        key = (start, round(left * 100))
        if key not in seen:
            seen[key] = None
            for end in _ends(values, start):
                rest = cut(end, left - values[start])
                if rest is not None:
                    seen[key] = ((start, end), *rest)
                    break
        return seen[key]

    groups = cut(0, 100.0)
    if groups is None or all(end == start + 1 for start, end in groups):
        return None
    for start, end in groups:
        roots[start].children.extend(roots[start + 1 : end])
    return [roots[start] for start, _ in groups]


def _ends(values: Sequence[float], start: int) -> list[int]:
    """Where the rows below a heading may end: where they add up to its weight, with none, or where they make 100."""
    exact: list[int] = []
    hundred: list[int] = []
    total = 0.0
    for end in range(start + 1, len(values)):
        total += values[end]
        if end - start > 1 and abs(total - values[start]) < 0.05:
            exact.append(end + 1)
        elif end - start > 1 and is_hundred(total) and values[start] < 100:
            hundred.append(end + 1)
        if total > 100 + _SLACK:
            break
    return [*reversed(exact), start + 1, *hundred]


def settle(criteria: Criteria, part_of_total: float | None = None, *, is_price_elsewhere: bool = False) -> None:
    """Give each criterion its share of the total score, where that can be known.

    Args:
        criteria: the criteria of a table.
        part_of_total: the share of what the table divides, when the table is only of that part.
        is_price_elsewhere: the document weighs price, in another place than this table.
    """
    roots = criteria.roots
    values = [node.value for node in roots]
    total = sum(value for value in values if value is not None)
    if not total:
        return
    if (price := _price_beside_quality(criteria, total)) is not None:
        for node in roots:
            part, of = (1.0, "total") if is_price(node.name) else ((100 - price) / 100, "quality")
            _share(node, node.value * part if node.value is not None else None, of)
        return
    factor, of = _factor(criteria, total, part_of_total, is_price_elsewhere=is_price_elsewhere)
    for node in roots:
        value = node.value
        _share(node, value * factor if value is not None and factor is not None else None, of)


def _price_beside_quality(criteria: Criteria, total: float) -> float | None:
    """The weight of price in per cent, where the rows beside it make a hundred by themselves: they share the rest."""
    price = sum(node.value or 0 for node in criteria.roots if is_price(node.name))
    is_beside = criteria.unit != "points" and 0 < price < 100 and is_hundred(total - price)
    return price if is_beside and not is_hundred(total) and len(criteria.roots) > _MIN_BESIDE else None


def _factor(
    criteria: Criteria, total: float, part_of_total: float | None, *, is_price_elsewhere: bool
) -> tuple[float | None, str]:
    """What a weight of the first level is multiplied with to be a share of the total, and of what it is stated."""
    has_price = any(is_price(node.name) for node in criteria.roots)
    if part_of_total is not None and not has_price:
        if abs(total - part_of_total) <= _SLACK:
            return 1.0, "total"
        if is_hundred(total) or criteria.unit == "points":
            return part_of_total / total, "quality"
    if is_hundred(total) or _are_wholes(criteria.roots):
        if has_price or not (is_price_elsewhere or criteria.is_of_part):
            return 1.0, "total"
        return None, "quality"
    if criteria.unit == "points":
        is_all = has_price or criteria.stated_total == total
        return (100 / total, "total") if is_all and len(criteria.roots) > 1 else (None, "unknown")
    of = "total" if total < 100 else "unknown"
    return (1.0 if total < 100 or (has_price and total <= _MOST_FAULTY) else None), of


def _share(node: Node, share: float | None, of: str) -> None:
    node.share_pct = round(share, 4) if share is not None and 0 <= share <= 100 + _SLACK else None
    node.of = of
    values = [child.value for child in node.children]
    total = sum(value for value in values if value is not None)
    own = node.value
    if not total or own is None:
        return
    units = {child.weight.unit for child in node.children if child.weight is not None}
    is_marked = units == {"points"} and node.weight is not None and node.weight.unit == "percent"
    is_nested = is_marked or (is_hundred(total) and not abs(own - total) <= _SLACK)
    is_scaled = total > own + _SLACK
    for child, value in zip(node.children, values, strict=True):
        part = None
        if value is not None and share is not None and own:
            part = share * value / total if is_nested or is_scaled else share * value / own
        _share(child, part, "quality" if is_nested else of)


def from_decimals(criteria: Criteria) -> None:
    """Turn 0.6 and 0.4, as spreadsheets keep 60 % and 40 %, into per cent."""
    every = [node for root in criteria.roots for node in root.walk()]
    bare = [
        node
        for node in every
        if node.weight is not None
        and node.weight.value is not None
        and not any(map(str.isalpha, node.weight.raw))
        and "%" not in node.weight.raw
    ]
    values = [node.weight.value for node in bare if node.weight is not None and node.weight.value is not None]
    if criteria.unit == "points" or not any(value % 1 for value in values) or max(values) > 1:
        return
    criteria.unit, criteria.is_bare = "percent", False
    for node in bare:
        assert node.weight is not None  # noqa: S101 - so they were chosen
        node.weight = replace(node.weight, value=round((node.weight.value or 0) * 100, 6), unit="percent")
