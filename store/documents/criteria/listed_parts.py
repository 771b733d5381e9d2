"""Parts of a criterion listed in one cell, or in cells below each other: `Method 20; Team 10; Social value 10`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from store.documents.criteria.tables import Node
from store.documents.expressions import expression
from store.documents.weights import CellWeight

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.documents.criteria.grid import Grid

_ITEM = expression("listed_part")
_NO_PART = expression("no_listed_part")
_BETWEEN = re.compile(r"\s*(?:[;\n]|,(?!\d))\s*(?:and\s+)?", re.IGNORECASE)
_BRACKET = re.compile(r"^(?P<name>[^(]{2,})\((?P<parts>.+)\)\s*$", re.DOTALL)
_SLACK = 0.01


def with_listed_parts(nodes: Sequence[Node], grid: Grid) -> list[Node]:
    """Criteria with the parts that cells of their rows list, where these add up to their weight or to a hundred.

    Args:
        nodes: criteria of a table.
        grid: the table.
    """
    found: list[Node] = []
    for node in nodes:
        if node.children:
            node.children = with_listed_parts(node.children, grid)
            found.append(node)
            continue
        whole = _parts(node.name, node)
        if whole:  # a cell of names that is nothing but the list: the criterion is the one that it stands under
            found += whole
            continue
        bracket = _BRACKET.match(node.name)
        texts = [node.description, *_cells(node, grid)]
        node.children = next((parts for text in texts if (parts := _parts(text, node))), [])
        if bracket and not node.children:
            node.children = _parts(bracket["parts"], node)
            node.name = bracket["name"].strip() if node.children else node.name
        found.append(node)
    return found


def _cells(node: Node, grid: Grid) -> list[str]:
    """The other cells of the row of a criterion, each with those below it in rows that hold nothing else."""
    if not 0 <= node.row < grid.height:
        return []
    texts = []
    for column in range(1, grid.width):
        own = [grid.text(node.row, column)]
        for row in range(node.row + 1, grid.height):
            if [text for text in grid.row_texts(row) if text] != [grid.text(row, column)]:
                break
            own.append(grid.text(row, column))
        texts.append("\n".join(filter(None, own)))
    return texts


def _parts(text: str, node: Node) -> list[Node]:
    """The parts that a text lists; none where it holds anything else, or where they add up to no whole."""
    items = [_ITEM.fullmatch(item) for item in _BETWEEN.split(text.strip(" ;,.\n"))]
    whole = node.weight.value if node.weight is not None else None
    if len(items) < 2 or whole is None:
        return []
    parts = []
    for item in items:
        if item is None or _NO_PART.search(item.group()):
            return []
        value = float(item["value"] or item["before"])
        unit = "percent" if "%" in item.group() else node.weight.unit if node.weight is not None else None
        name = (item["name"] or item["after"]).strip(" :-\u2013\u2014(")
        parts.append(
            Node(name, weight=CellWeight(value, unit, f"{value:g}{'%' if '%' in item.group() else ''}"), row=node.row)
        )
    total = sum(part.value or 0 for part in parts)
    return parts if min(abs(total - whole), abs(total - 100)) <= _SLACK else []
