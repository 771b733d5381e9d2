"""Parquet files joined end to end: their pages are copied as they stand, and one footer is written for all of them.

A footer is a Thrift structure in the compact protocol. Only the places of pages and the numbers of row groups in it
change when a file is moved behind another; all other bytes are kept as they are, known to this program or not.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

MAGIC = b"PAR1"
_TAIL = struct.Struct("<I4s")
# Types of the compact protocol, and how many bytes those of a fixed length take in a structure.
_TRUE, _FALSE, _I16, _I32, _I64, _BINARY, _LIST, _SET, _MAP, _STRUCT = 1, 2, 4, 5, 6, 8, 9, 10, 11, 12
_FIXED = {_TRUE: 0, _FALSE: 0, 3: 1, 7: 8, 13: 16}
_LONG_LIST = 15
# Fields of a footer.
_ROWS, _ROW_GROUPS = 3, 4
# Fields of a row group, as far as they hold a place in the file or the group's number; below a field its own fields.
_PLACE, _NUMBER = "place", "number"
_Plan = dict[int, "str | _Plan"]
_MOVED: _Plan = {
    1: {2: _PLACE, 3: {9: _PLACE, 10: _PLACE, 11: _PLACE, 14: _PLACE}, 4: _PLACE, 6: _PLACE},
    5: _PLACE,
    7: _NUMBER,
}
_ROWS_OF_GROUP = 3


@dataclass(frozen=True)
class RowGroup:
    """A row group as its footer has it, and how many rows it holds."""

    raw: bytes
    rows: int


@dataclass(frozen=True)
class Footer:
    """What a footer says.

    Attributes:
        shell: what it says of the whole file (columns, comments, the writer), by field: type and value.
        groups: its row groups.
        body_end: where pages end and the footer begins.
    """

    shell: Mapping[int, tuple[int, bytes]]
    groups: Sequence[RowGroup]
    body_end: int


def read_footer(file: BinaryIO) -> Footer:
    """The footer of a Parquet file.

    Raises:
        ValueError: it is not a Parquet file, or it is cut off.
    """
    size = file.seek(0, 2)
    if size < len(MAGIC) + _TAIL.size:
        raise ValueError("not a Parquet file: too short")
    file.seek(size - _TAIL.size)
    length, magic = _TAIL.unpack(file.read(_TAIL.size))
    body_end = size - _TAIL.size - length
    if magic != MAGIC or body_end < len(MAGIC):
        raise ValueError("not a Parquet file: its end is not one")
    file.seek(body_end)
    reader = _Reader(file.read(length))
    try:
        fields = dict(reader.fields())
    except IndexError as error:
        raise ValueError("not a Parquet file: its footer is cut off") from error
    shell = {number: value for number, value in fields.items() if number not in {_ROWS, _ROW_GROUPS}}
    groups = [_group(raw) for raw in _items(fields[_ROW_GROUPS][1])] if _ROW_GROUPS in fields else []
    return Footer(shell, groups, body_end)


def moved(group: RowGroup, by: int, number: int) -> RowGroup:
    """A row group whose pages stand `by` bytes further on, as the `number`th of its file."""
    reader = _Reader(group.raw)
    changed: list[bytes] = []
    kept = _move(reader, _MOVED, (by, number), changed, 0)
    return RowGroup(b"".join([*changed, group.raw[kept:]]), group.rows)


def footer_bytes(shell: Mapping[int, tuple[int, bytes]], groups: Sequence[RowGroup]) -> bytes:
    """The end of a file with these row groups: footer, its length and the mark of the format."""
    rows = sum(group.rows for group in groups)
    size = len(groups)
    head = bytes([size << 4 | _STRUCT]) if size < _LONG_LIST else bytes([_LONG_LIST << 4 | _STRUCT]) + _varint(size)
    fields = {
        **shell,
        _ROWS: (_I64, _zigzag(rows)),
        _ROW_GROUPS: (_LIST, head + b"".join(group.raw for group in groups)),
    }
    made, last = bytearray(), 0
    for number in sorted(fields):
        kind, value = fields[number]
        made += bytes([(number - last) << 4 | kind]) + value  # footers have no gap of more than 15
        last = number
    made += b"\0"
    return bytes(made) + _TAIL.pack(len(made), MAGIC)


def _group(raw: bytes) -> RowGroup:
    rows = dict(_Reader(raw).fields())[_ROWS_OF_GROUP][1]
    return RowGroup(raw, _Reader(rows).integer())


def _items(raw: bytes) -> list[bytes]:
    """The structures of a list."""
    reader = _Reader(raw)
    size, kind = reader.list_head()
    found = []
    for _ in range(size):
        start = reader.at
        reader.skip(kind)
        found.append(raw[start : reader.at])
    return found


def _move(reader: _Reader, plan: _Plan, values: tuple[int, int], changed: list[bytes], kept: int) -> int:
    """Walk a structure and write anew what the plan names; returns from where on its bytes are kept as they are."""
    by, number = values
    for field, kind in reader.heads():
        what = plan.get(field)
        start = reader.at
        if isinstance(what, dict):
            size, _ = reader.list_head() if kind == _LIST else (1, kind)
            for _ in range(size):
                kept = _move(reader, what, values, changed, kept)
        elif what:
            old = reader.integer()
            # A place of nought says that there is none: no page begins before the mark of the format.
            new = number if what == _NUMBER else old + by if old else 0
            changed += [reader.raw[kept:start], _zigzag(new)]
            kept = reader.at
        else:
            reader.skip(kind)
    return kept


class _Reader:
    """A walk through bytes in Thrift's compact protocol."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        self.at = 0

    def _byte(self) -> int:
        found = self.raw[self.at]
        self.at += 1
        return found

    def _number(self) -> int:
        """A varint."""
        value = shift = 0
        while True:
            byte = self._byte()
            value |= (byte & 0x7F) << shift
            if byte < 0x80:  # the last byte has no high bit
                return value
            shift += 7

    def integer(self) -> int:
        """An integer of any width."""
        value = self._number()
        return value >> 1 ^ -(value & 1)

    def list_head(self) -> tuple[int, int]:
        """How many items a list has, and their type."""
        byte = self._byte()
        size = byte >> 4
        return (self._number() if size == _LONG_LIST else size), byte & 0xF

    def heads(self) -> Iterator[tuple[int, int]]:
        """Number and type of each field of a structure; the caller walks over its value."""
        number = 0
        while byte := self._byte():
            number = number + (byte >> 4) if byte >> 4 else self.integer()
            yield number, byte & 0xF

    def fields(self) -> Iterator[tuple[int, tuple[int, bytes]]]:
        """Number, type and bytes of each field of a structure."""
        for number, kind in self.heads():
            start = self.at
            self.skip(kind)
            yield number, (kind, self.raw[start : self.at])

    def skip(self, kind: int) -> None:
        """Walk over a value."""
        if kind in _FIXED:
            self.at += _FIXED[kind]
        elif kind in {_I16, _I32, _I64}:
            self._number()
        elif kind == _BINARY:
            size = self._number()
            self.at += size
        elif kind in {_LIST, _SET}:
            size, item = self.list_head()
            for _ in range(size):
                self._skip_item(item)
        elif kind == _STRUCT:
            for _, field in self.heads():
                self.skip(field)
        elif kind == _MAP:
            self._skip_map()
        else:
            raise ValueError(f"not a Parquet footer: a value of type {kind}")

    def _skip_map(self) -> None:
        size = self._number()
        kinds = self._byte() if size else 0
        for _ in range(size):
            self._skip_item(kinds >> 4)
            self._skip_item(kinds & 0xF)

    def _skip_item(self, kind: int) -> None:
        if kind in {_TRUE, _FALSE}:  # alone, without the head of a field, it takes a byte
            self.at += 1
        else:
            self.skip(kind)


def _varint(value: int) -> bytes:
    made = bytearray()
    while value > 0x7F:  # seven bits a byte
        made.append(value & 0x7F | 0x80)
        value >>= 7
    made.append(value)
    return bytes(made)


def _zigzag(value: int) -> bytes:
    return _varint(value << 1 if value >= 0 else (-value << 1) - 1)
