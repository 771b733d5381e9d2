"""What was read of a document: its parts (pages or sheets), each with texts and tables in the order they stand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import orjson

HIDDEN = "hidden"  # a person who opens the document does not see it
STRUCK = "struck"  # a line runs through it: to a reader it is deleted


class NotReadError(Exception):
    """A document that cannot be read; `status` is that of core.document, `reason` a few words for people."""

    def __init__(self, status: str, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason


@dataclass(slots=True)
class Table:
    """Cells row by row; None where a merged cell covers the place.

    `merged` holds (row, column, rows, columns) of each merged cell; its words stand in its first place.
    `nested_in` is the number, among the tables of its part, of the table in whose cell it stands, with that row.
    """

    rows: list[list[str | None]]
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    nested_in: tuple[int, int] | None = None


@dataclass(slots=True)
class Block:
    """A text or a table; `mark` is `hidden` when nobody sees it who opens the document, `struck` for struck out."""

    text: str = ""
    table: Table | None = None
    mark: str = ""


@dataclass(slots=True)
class Part:
    """A page or a sheet, numbered from 1. `is_open_ended`: its last sentence goes on in the next part."""

    number: int
    blocks: list[Block]
    sheet: str | None = None
    is_open_ended: bool = False


@dataclass(slots=True)
class Content:
    """All that was read of one document; `notes` say what was left out, in words for people."""

    format: str
    parts: list[Part]
    page_count: int | None
    notes: list[str] = field(default_factory=list)
    status: str = "read"
    is_whole: bool = True

    def char_count(self) -> int:
        """Characters of all texts and cells."""
        return sum(block_chars(block) for part in self.parts for block in part.blocks)

    def packed(self) -> bytes:
        """The content as JSON."""
        return orjson.dumps(self)

    def reason(self) -> str | None:
        """The notes in one line."""
        return "; ".join(self.notes) or None


def unpacked(packed: bytes) -> Content:
    """The content that `packed` made."""
    raw: dict[str, Any] = orjson.loads(packed)
    return Content(**{**raw, "parts": [_part(part) for part in raw["parts"]]})


def _part(raw: dict[str, Any]) -> Part:
    return Part(**{**raw, "blocks": [_block(block) for block in raw["blocks"]]})


def _block(raw: dict[str, Any]) -> Block:
    table = raw["table"]
    if table is None:
        return Block(**raw)
    nested_in = table["nested_in"]
    merged = [(row, column, rows, columns) for row, column, rows, columns in table["merged"]]
    own = Table(table["rows"], merged, (nested_in[0], nested_in[1]) if nested_in else None)
    return Block(raw["text"], own, raw["mark"])


def block_chars(block: Block) -> int:
    """Characters of a text, or of the cells of a table."""
    if block.table is None:
        return len(block.text)
    return sum(len(cell) for row in block.table.rows for cell in row if cell)
