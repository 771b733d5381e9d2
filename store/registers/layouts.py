"""The layouts in which registers publish, and which of them a file has."""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from store.errors import StoreError
from store.registers.names import data_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

_PLAIN = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is read: our name, the spellings it is published under, and whether the register needs it."""

    name: str
    spellings: tuple[str, ...]
    is_required: bool


def _load() -> dict[str, tuple[Column, ...]]:
    found: dict[str, list[Column]] = {}
    for row in data_rows("layouts.csv"):
        spellings = tuple(row["known_as"].split("|"))
        found.setdefault(row["register"], []).append(Column(row["column"], spellings, row["is_required"] == "true"))
    return {register: tuple(columns) for register, columns in found.items()}


LAYOUTS = _load()
REGISTERS = tuple(LAYOUTS)


@dataclass(frozen=True, slots=True)
class Header:
    """The beginning of a file: its columns in order, and how it is written (`json`, or the delimiter of its cells)."""

    columns: tuple[str, ...]
    delimiter: str | None

    @property
    def is_json(self) -> bool:
        """Whether rows are JSON objects."""
        return self.delimiter is None


def read_header(head: bytes, name: str) -> Header:
    """Columns from the first bytes of a file.

    Raises:
        StoreError: they are no header and no list of objects.
    """
    text = head.removeprefix(codecs.BOM_UTF8).decode("utf-8", errors="replace").lstrip("\ufeff \r\n\t")
    if text.startswith(("[", "{")):
        try:
            first, _ = json.JSONDecoder().raw_decode(text.removeprefix("[").lstrip())
        except ValueError as error:
            raise StoreError(f"{name}: not a list of JSON objects, or cut off within the first") from error
        if isinstance(first, dict):
            return Header(tuple(first), None)
        raise StoreError(f"{name}: not a list of JSON objects")
    line = text.splitlines()[0] if text else ""
    delimiter = "\t" if "\t" in line else ";" if line.count(";") > line.count(",") else ","
    columns = next(csv.reader(io.StringIO(line), delimiter=delimiter), [])
    if len(columns) < 2:
        raise StoreError(f"{name}: has no header of columns in its first line")
    return Header(tuple(column.strip() for column in columns), delimiter)


def places_of(register: str, header: Header) -> dict[str, int]:
    """Place in the header of each column of a layout that is there."""
    plain = {_plain(column): place for place, column in reversed(list(enumerate(header.columns)))}
    found = {}
    for column in LAYOUTS[register]:
        place = next((plain[_plain(known)] for known in column.spellings if _plain(known) in plain), None)
        if place is not None:
            found[column.name] = place
    return found


def missing_from(register: str, header: Header) -> list[str]:
    """Columns that a layout needs and a header has not, as the register spells them."""
    found = places_of(register, header)
    return [column.spellings[0] for column in LAYOUTS[register] if column.is_required and column.name not in found]


def register_of(header: Header, name: str, wanted: str | None = None) -> str:
    """The register whose layout a header has.

    Args:
        header: the columns of the file.
        name: of the file, for the message.
        wanted: the register it is said to be; only checked then.

    Raises:
        StoreError: columns are missing; the message names them.
    """
    if wanted is not None:
        missing = missing_from(wanted, header)
        if missing:
            raise StoreError(f"{name}: not in the layout of {wanted}: it has no {_listed(missing)}")
        return wanted
    fitting = [register for register in REGISTERS if not missing_from(register, header)]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        raise StoreError(f"{name}: fits {_listed(fitting)}: say which with --as")
    nearest = min(REGISTERS, key=lambda register: len(missing_from(register, header)) / len(LAYOUTS[register]))
    missing = missing_from(nearest, header)
    raise StoreError(f"{name}: in the layout of no register; for {nearest}, the nearest, it has no {_listed(missing)}")


def _plain(text: str) -> str:
    return _PLAIN.sub("", text.lower())


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names)
