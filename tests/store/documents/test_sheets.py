"""XLSX and ODS: sheets, merged headings, hidden sheets, percentages as numbers; HTML and plain text."""

import openpyxl
import pytest

from store.documents.content import HIDDEN, NotReadError
from tests.store.documents.hostile import html_deep, ods_repeated, xlsx_far
from tests.store.documents.makers import workbook_bytes
from tests.store.documents.reading import judged, read, words


def sheet_of(title: str, rows: list[list[object]], *, state: str = "visible") -> openpyxl.Workbook:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    if state != "visible":
        workbook.create_sheet("Front")["A1"] = "Invitation to tender"
        sheet.sheet_state = state
    return workbook


CRITERIA: list[list[object]] = [
    ["Award criteria"],
    [],
    ["Criterion", "Weighting"],
    ["Quality", 0.55],
    ["Social value", 0.15],
    ["Price", 0.3],
]


def test_evidence_has_its_sheet() -> None:
    found = judged(workbook_bytes(sheet_of("Evaluation", CRITERIA)))
    assert found.social() == 15
    assert [(each.sheet, each.evidence.level) for each in found.found if each.evidence.level >= "R3"] == [
        ("Evaluation", "R5")
    ]


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_hidden_sheet_is_marked_and_gives_nothing(state: str) -> None:
    found = judged(workbook_bytes(sheet_of("Evaluation", CRITERIA, state=state)))
    assert {block.mark for part in found.content.parts for block in part.blocks if part.sheet == "Evaluation"} == {
        HIDDEN
    }
    assert found.levels() == []


def test_merged_headings_reach_over_their_columns() -> None:
    rows: list[list[object]] = [
        ["Criteria", None, "Weighting", None],
        [None, None, "Lot 1", "Lot 2"],
        ["Quality", "Method", 60, 50],
        [None, "Social value", 10, 20],
        ["Price", "Price", 30, 30],
    ]
    workbook = sheet_of("Evaluation", rows)
    for cells in ("A1:B2", "C1:D1", "A3:A4"):
        workbook.active.merge_cells(cells)
    found = judged(workbook_bytes(workbook))
    assert {row.lot: row.weight_pct for row in found.criteria if row.is_social_value} == {"1": 10, "2": 20}


def test_cell_far_from_all_others_is_told_before_it_is_read() -> None:
    with pytest.raises(NotReadError, match="row 1,048,576"):
        read(xlsx_far())


def test_repeated_cells_without_end_are_broken() -> None:
    with pytest.raises(NotReadError):
        read(ods_repeated())


def test_web_page_without_end() -> None:
    assert words(read(html_deep())) == "Social value"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"<html><body><form><input type='password' name='p'></form></body></html>", "login"),
        (b"<!DOCTYPE html><html><body><h1>Sign in to your account</h1></body></html>", "login"),
        (b"<html><body><p>Sorry, this document is no longer available.</p></body></html>", "missing"),
    ],
)
def test_page_in_place_of_a_document(body: bytes, status: str) -> None:
    with pytest.raises(NotReadError) as refused:
        read(body)
    assert refused.value.status == status


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_plain_text_in_any_usual_encoding(encoding: str) -> None:
    assert "weighting of 10 % \u2013 social value" in words(
        read("A weighting of 10 % \u2013 social value".encode(encoding))
    )


def test_rtf_is_read_with_kreuzberg() -> None:
    pytest.importorskip("kreuzberg")
    row = rb"\trowd\cellx3000\cellx6000 %s\cell %s\cell\row "
    rows = [(b"Criterion", b"Weighting"), (b"Price", b"90%"), (b"Social value", b"10%")]
    body = rb"{\rtf1\ansi Invitation to tender\par " + b"".join(row % cells for cells in rows) + b"}"
    assert judged(body).social() == 10


def test_without_kreuzberg_its_formats_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("store.documents.reading.others.has_kreuzberg", lambda: False)
    with pytest.raises(NotReadError, match="kreuzberg, which is not installed"):
        read(rb"{\rtf1\ansi x}")
