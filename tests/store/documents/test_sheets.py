"""XLSX and ODS: sheets, merged headings, hidden sheets, percentages as numbers; HTML and plain text."""

import zipfile

import openpyxl
import pytest

from store.documents.content import HIDDEN, NotReadError
from tests.store.documents.hostile import html_deep, ods_of, ods_repeated, xlsx_far
from tests.store.documents.makers import workbook_bytes
from tests.store.documents.reading import Judged, judged, read, words


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


OLD: list[object] = ["Social value (old)", 0.3]


def hidden_rows(workbook: openpyxl.Workbook, *rows: int) -> openpyxl.Workbook:
    for row in rows:
        workbook.active.row_dimensions[row].hidden = True
    return workbook


def unseen(found: Judged) -> list[str]:
    return [block.text for part in found.content.parts for block in part.blocks if block.mark == HIDDEN]


@pytest.mark.parametrize("place", [3, 4, 5, 6])
def test_hidden_row_is_marked_and_gives_nothing(place: int) -> None:
    rows = [*CRITERIA[:place], OLD, *CRITERIA[place:]]
    found = judged(workbook_bytes(hidden_rows(sheet_of("Evaluation", rows), place + 1)))
    assert found.social() == 15
    assert found.levels() == ["R5"]
    assert unseen(found) == ["Social value (old) | 0.3"]


def test_group_of_rows_that_is_folded() -> None:
    workbook = sheet_of("Evaluation", [*CRITERIA, OLD, OLD])
    workbook.active.row_dimensions.group(7, 8, hidden=True)
    assert judged(workbook_bytes(workbook)).social() == 15


@pytest.mark.parametrize("columns", [("B",), ("B", "C")])
def test_hidden_column_is_marked_and_gives_nothing(columns: tuple[str, ...]) -> None:
    more: list[list[object]] = [[], [], ["Old", "Older"], [0.4, 0.4], [0.3, 0.3], [0.3, 0.3]]
    rows = [
        [row[0], *added[: len(columns)], row[1]] if len(row) > 1 else row
        for row, added in zip(CRITERIA, more, strict=True)
    ]
    workbook = sheet_of("Evaluation", rows)
    workbook.active.column_dimensions.group(columns[0], columns[-1], hidden=True)
    found = judged(workbook_bytes(workbook))
    assert found.social() == 15
    assert len(unseen(found)[0].split("\n")) == 4


def test_hidden_rows_of_a_sheet_that_begins_further_down() -> None:
    workbook = sheet_of("Evaluation", [])
    for at, row in enumerate([*CRITERIA[2:], OLD], 10):
        for column, value in enumerate(row, 4):
            workbook.active.cell(at, column, value)
    assert judged(workbook_bytes(hidden_rows(workbook, 14))).social() == 15


def test_hidden_rows_are_those_of_their_sheet() -> None:
    workbook = hidden_rows(sheet_of("Front", [["Invitation to tender"], ["Old"], ["x"], ["y"], ["z"]]), 2, 3, 4, 5)
    sheet = workbook.create_sheet("Evaluation")
    for row in CRITERIA:
        sheet.append(row)
    assert judged(workbook_bytes(workbook)).social() == 15


def test_merged_cell_whose_first_row_is_hidden_is_seen() -> None:
    rows: list[list[object]] = [
        ["Part", "Criterion", "Weighting"],
        ["Quality", "Old", 0.2],
        [None, "Method", 0.5],
        [None, "Social value", 0.2],
        ["Price", "Price", 0.3],
    ]
    workbook = hidden_rows(sheet_of("Evaluation", rows), 2)
    workbook.active.merge_cells("A2:A4")
    found = judged(workbook_bytes(workbook))
    assert found.shares() == {"Quality": 70, "Method": 50, "Social value": 20, "Price": 30}


def test_sheet_all_of_whose_rows_are_hidden() -> None:
    found = judged(workbook_bytes(hidden_rows(sheet_of("Evaluation", CRITERIA), 1, 2, 3, 4, 5, 6)))
    assert found.levels() == []
    assert "Social value | 0.15" in unseen(found)[0]


def test_hidden_rows_and_columns_of_an_open_document() -> None:
    def row(*cells: str, more: str = "") -> str:
        words = "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in cells
        )
        return f"<table:table-row {more}>{words}</table:table-row>"

    gone = 'table:visibility="collapse"'
    rows = [
        '<table:table-column/><table:table-column table:visibility="collapse"/><table:table-column/>',
        row("Criterion", "Old", "Weighting"),
        row("Price", "40%", "60%"),
        row("Social value (old)", "30%", "30%", more=gone + ' table:number-rows-repeated="2"'),
        row("Quality", "30%", "30%"),
        row("Social value (older)", "30%", "30%", more='table:visibility="filter"'),
        row("Social value", "30%", "10%"),
    ]
    found = judged(ods_of("".join(rows)))
    assert found.social() == 10
    assert found.shares() == {"Price": 60, "Quality": 30, "Social value": 10}


def test_hidden_rows_that_cannot_be_told_are_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(archive: zipfile.ZipFile) -> list[str]:
        raise KeyError(archive.filename)

    monkeypatch.setattr("store.documents.reading.sheets_hidden.parts_of_sheets", gone)
    found = read(workbook_bytes(sheet_of("Evaluation", CRITERIA)))
    assert found.notes == ["which of its rows are hidden cannot be told"]


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


IN_LETTERS: list[list[object]] = [["Criterion", "Weighting"], ["Quality", 0.55], ["SV", 0.15], ["Price", 0.3]]


@pytest.mark.parametrize(
    ("said", "share"),
    [
        ("SV = sluice valve", 0),
        ("SV means site visit", 0),
        ("Sluice valves (SVs) are to be replaced.", 0),
        ("Where SV stands for supplier viability, the panel scores it.", 0),
        ("SV = social value", 15),
        ("The evaluation is made by the panel.", 15),
    ],
)
def test_a_line_above_says_what_letters_stand_for(said: str, share: float) -> None:
    found = judged(workbook_bytes(sheet_of("Evaluation", [[said], [], *IN_LETTERS])))
    assert (found.social() or 0) == share


def test_a_row_that_spells_its_letters_otherwise() -> None:
    rows = [["SV (sluice valve)" if row[0] == "SV" else row[0], row[1]] for row in IN_LETTERS]
    found = judged(workbook_bytes(sheet_of("Evaluation", rows)))
    assert [each for each in found.levels() if each >= "R3"] == []


@pytest.mark.parametrize("part", ["of which Social value", "Of which: social value", "including social value"])
def test_a_row_says_that_it_is_part_of_the_one_before(part: str) -> None:
    rows: list[list[object]] = [["Criterion", "Weighting"], ["Price", "60%"], ["Quality", "40%"], [part, "10%"]]
    found = judged(workbook_bytes(sheet_of("Evaluation", rows)))
    assert (found.social(), found.shares()["Price"]) == (10, 60)


@pytest.mark.parametrize(
    "heads",
    [
        ("Previous weight", "Revised weight"),
        ("Was", "Now"),
        ("Original", "Amended"),
        ("As published", "As amended"),
        ("Old weighting (%)", "New weighting (%)"),
        ("Weighting before", "Weighting after"),
    ],
)
@pytest.mark.parametrize("is_new_first", [False, True])
def test_weights_that_hold_are_read_of_those_side_by_side(heads: tuple[str, str], *, is_new_first: bool) -> None:
    step = -1 if is_new_first else 1
    pairs = [heads, ("60%", "65%"), ("30%", "30%"), ("10%", "5%")]
    names = ("Criterion", "Price", "Quality", "Social value")
    rows: list[list[object]] = [[name, *pair[::step]] for name, pair in zip(names, pairs, strict=True)]
    assert judged(workbook_bytes(sheet_of("Evaluation", rows))).social() == 5


@pytest.mark.parametrize(
    ("weights", "share"),
    [((50, 35, 10), 10), ((50, 30, 5), 5), ((60, 35, 10), 10), ((60, 40, 10), 10), ((80, 70, 20), 0)],
)
def test_sums_beside_a_hundred(weights: tuple[int, ...], share: float) -> None:
    names = ("Price", "Quality", "Social value")
    rows: list[list[object]] = [["Criterion", "Weighting"], *map(list, zip(names, weights, strict=True))]
    assert judged(workbook_bytes(sheet_of("Evaluation", rows))).social() == share
