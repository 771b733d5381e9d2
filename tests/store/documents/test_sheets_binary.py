"""XLS and XLSB: what is hidden is marked and gives nothing, as in XLSX."""

import io
import struct
import time
import zipfile
from collections.abc import Callable
from typing import Any

import pytest

from store.documents.content import HIDDEN, Content
from store.documents.reading.hidden import Hidden
from store.documents.reading.sheets import read_sheets
from store.documents.reading.sheets_binary import hidden_in_xls
from store.documents.reading.sheets_hidden import hidden_places
from tests.store.documents.binary_sheets import Sheet, xls, xlsb

CRITERIA: list[list[str | int]] = [
    ["Criterion", "Weighting", "Note"],
    ["Price", 60, "a"],
    ["Quality", 25, "b"],
    ["Social value", 15, "c"],
]
FRONT: list[list[str | int]] = [["Invitation to tender"], ["Council"]]


def small_xls(*sheets: Sheet) -> bytes:
    return xls(*sheets, is_small=True)


MAKERS = [xls, small_xls, xlsb]


def content_of(made: bytes) -> Content:
    if made[:2] == b"PK":
        return read_sheets(made, "xlsb", zipfile.ZipFile(io.BytesIO(made)))
    return read_sheets(made, "xls")


def seen_of(made: bytes) -> tuple[list[Any], list[str]]:
    """The tables and texts that are seen, and those that are marked as hidden."""
    blocks = [block for part in content_of(made).parts for block in part.blocks]
    seen = [block.table.rows if block.table else block.text for block in blocks if block.mark != HIDDEN]
    return seen, [block.text or repr(block.table) for block in blocks if block.mark == HIDDEN]


@pytest.mark.parametrize("make", MAKERS)
def test_what_is_not_hidden_is_seen(make: Callable[..., bytes]) -> None:
    seen, hidden = seen_of(make(Sheet("Front", FRONT), Sheet("Evaluation", CRITERIA)))
    assert seen == ["Invitation to tender\nCouncil", [[str(cell) for cell in row] for row in CRITERIA]]
    assert hidden == []


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize("place", [0, 1, 3])
def test_a_hidden_row_is_marked(make: Callable[..., bytes], place: int) -> None:
    seen, hidden = seen_of(make(Sheet("Front", FRONT), Sheet("Evaluation", CRITERIA, {place})))
    assert seen[1] == [[str(cell) for cell in row] for at, row in enumerate(CRITERIA) if at != place]
    assert hidden == [" | ".join(map(str, CRITERIA[place]))]


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize("column", [0, 2])
def test_a_hidden_column_is_marked(make: Callable[..., bytes], column: int) -> None:
    seen, hidden = seen_of(make(Sheet("Evaluation", CRITERIA, set(), {column})))
    assert seen == [[[str(cell) for at, cell in enumerate(row) if at != column] for row in CRITERIA]]
    assert hidden == ["\n".join(str(row[column]) for row in CRITERIA)]


@pytest.mark.parametrize("make", MAKERS)
def test_a_hidden_sheet_is_marked(make: Callable[..., bytes]) -> None:
    seen, hidden = seen_of(make(Sheet("Front", FRONT), Sheet("Old", [["Social value 20%"]], is_hidden=True)))
    assert (seen, hidden) == (["Invitation to tender\nCouncil"], ["Social value 20%"])


@pytest.mark.parametrize("make", MAKERS)
def test_hidden_rows_are_those_of_their_sheet(make: Callable[..., bytes]) -> None:
    made = make(Sheet("Front", FRONT, {1}), Sheet("Evaluation", CRITERIA, {2}), Sheet("Last", FRONT, {0}))
    archive = zipfile.ZipFile(io.BytesIO(made)) if make is xlsb else None
    found = hidden_places(made, "xls" if archive is None else "xlsb", archive)
    assert found == [Hidden({1}), Hidden({2}), Hidden({0})]


@pytest.mark.parametrize("at", range(0, 5000, 97))
def test_a_broken_file_is_told_and_ends(at: int) -> None:
    whole = xls(Sheet("Evaluation", CRITERIA, {1}), Sheet("Front", FRONT))
    for made in (whole[:at], whole[:at] + b"\xff" * 8 + whole[at + 8 :], whole[:at] + bytes(8) + whole[at + 8 :]):
        found = hidden_places(made, "xls", None)
        assert found is None or all(isinstance(each, Hidden) for each in found)


def test_a_chain_that_goes_in_a_circle_ends() -> None:
    whole = bytearray(xls(Sheet("Evaluation", CRITERIA)))
    struct.pack_into("<I", whole, 512 + 8, 2)  # the sector of the workbook follows itself
    assert hidden_places(bytes(whole), "xls", None) is not None
    struct.pack_into("<II", whole, 0x44, 0, 0xFFFFFFFF)  # and the table of the table goes on for ever
    started = time.monotonic()
    hidden_places(bytes(whole), "xls", None)
    assert time.monotonic() - started < 1


def test_what_cannot_be_told_is_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "store.documents.reading.sheets_hidden.hidden_in_xls",
        lambda _: hidden_in_xls(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    )
    assert content_of(xls(Sheet("Evaluation", CRITERIA))).notes == ["which of its rows are hidden cannot be told"]
