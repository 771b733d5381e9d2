"""Text with a line through it, in every format that tells it, is marked, noted, and gives nothing; all else stays."""

import io
import zipfile

import docx
import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from store.documents.content import STRUCK
from store.documents.reading.open_struck import without_struck
from tests.store.documents.hostile import ods_of
from tests.store.documents.makers import docx_bytes, table_of, workbook_bytes
from tests.store.documents.reading import Judged, judged, words

GONE = "Social value carries 30% of the total score."
ROWS = [["Criterion", "Weighting"], ["Fee", "70%"], ["Craft", "30%"], ["Social value", "10%"]]
NOTE = "what is struck out in it gives nothing"


def struck(found: Judged) -> list[str]:
    return [block.text for part in found.content.parts for block in part.blocks if block.mark == STRUCK]


def gives_nothing(found: Judged) -> bool:
    return found.levels() == [] and found.social() == 0 and NOTE in found.content.notes


# -- DOCX


@pytest.mark.parametrize("how", ["strike", "double_strike"])
@pytest.mark.parametrize("holder", ["run", "character style", "paragraph style", "style based on one"])
def test_struck_text_of_a_word_document(holder: str, how: str) -> None:
    document = docx.Document()
    document.add_paragraph("Tenders are evaluated on price.")
    kind = 2 if holder == "character style" else 1
    style = document.styles.add_style("Withdrawn", kind)
    child = document.styles.add_style("Withdrawn 2", 1)
    paragraph = document.add_paragraph()
    run = paragraph.add_run(GONE)
    setattr(run.font if holder == "run" else style.font, how, True)
    if holder == "character style":
        run.style = style
    elif holder == "paragraph style":
        paragraph.style = style
    elif holder == "style based on one":
        child.base_style = style
        paragraph.style = child
    found = judged(docx_bytes(document))
    assert gives_nothing(found)
    assert struck(found) == [GONE]
    assert "struck out" in found.found[0].evidence.trail[-1]


@pytest.mark.parametrize("cells", [(0, 1), (0,)])
def test_struck_row_of_a_word_table(cells: tuple[int, ...]) -> None:
    document = docx.Document()
    document.add_heading("Award criteria", 2)
    table = document.add_table(len(ROWS), 2)
    for at, row in enumerate(ROWS):
        for column, text in enumerate(row):
            run = table.cell(at, column).paragraphs[0].add_run(text)
            run.font.strike = True if at == 3 and column in cells else None
    found = judged(docx_bytes(document))
    assert gives_nothing(found)
    assert {"Fee": 70, "Craft": 30} == found.shares()


def test_what_replaces_struck_text_counts() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Social value carries ")
    paragraph.add_run("30%").font.strike = True
    paragraph.add_run("10% of the total score.")
    table = document.add_table(3, 2)
    for at, (name, old, new) in enumerate(
        [("Criterion", "", "Weighting"), ("Fee", "70%", "90%"), ("Social value", "30%", "10%")]
    ):
        table.cell(at, 0).text = name
        table.cell(at, 1).paragraphs[0].add_run(old).font.strike = True
        table.cell(at, 1).paragraphs[0].add_run(new)
    found = judged(docx_bytes(document))
    assert words(found.content).startswith("Social value carries 10% of the total score.")
    assert found.levels() == ["R5", "R5"]
    assert found.social() == 10


@pytest.mark.parametrize("attribute", ["underline", "italic", "outline", "emboss", "off", "off in a style"])
def test_other_looks_of_a_word_document_stay(attribute: str) -> None:
    document = docx.Document()
    style = document.styles.add_style("Withdrawn", 2)
    run = document.add_paragraph().add_run(GONE)
    if attribute.startswith("off"):
        style.font.strike = True
        run.style = style
        run.font.strike = False
    else:
        setattr(run.font, attribute, True)
    if attribute == "off in a style":
        style.font.strike = False
        run.font.strike = None
    assert judged(docx_bytes(document)).levels() == ["R5+"]


# -- HTML


def page(body: str, css: str = "") -> bytes:
    return f"<html><head><style>{css}</style></head><body><p>Invitation to tender.</p>{body}</body></html>".encode()


@pytest.mark.parametrize(
    ("body", "css"),
    [
        (f"<p><del>{GONE}</del></p>", ""),
        (f"<p><s>{GONE}</s></p>", ""),
        (f"<p><strike>{GONE}</strike></p>", ""),
        (f"<del><p>{GONE}</p></del>", ""),
        (f'<p style="text-decoration: line-through">{GONE}</p>', ""),
        (f'<p><span style="color:red;TEXT-DECORATION:Line-Through red 2px">{GONE}</span></p>', ""),
        (f'<p style="text-decoration-line: underline line-through">{GONE}</p>', ""),
        (f'<p class="old">{GONE}</p>', ".old { text-decoration: line-through }"),
        (f'<p class="old">{GONE}</p>', "p.old, .gone { color: grey; text-decoration: line-through !important; }"),
        (f'<div id="old"><p>{GONE}</p></div>', "#old p { text-decoration-line: line-through }"),
        (f"<p><del style='text-decoration: none'>{GONE}</del></p>", ""),
    ],
)
def test_struck_text_of_a_page(body: str, css: str) -> None:
    found = judged(page(body, css))
    assert gives_nothing(found)
    assert struck(found) == [GONE]


@pytest.mark.parametrize(
    "row",
    [
        "<tr><td><s>Social value</s></td><td><s>10%</s></td></tr>",
        "<tr><td><del>Social value</del></td><td>10%</td></tr>",
        '<tr style="text-decoration:line-through"><td>Social value</td><td>10%</td></tr>',
        '<tr><td class="x">Social value</td><td class="x">10%</td></tr>',
    ],
)
def test_struck_row_of_a_page(row: str) -> None:
    body = table_of(
        "Criterion | Weighting / Fee | 70% / Craft | 30%", head="<style>.x{text-decoration:line-through}</style>"
    )
    found = judged(body.replace(b"</table>", row.encode() + b"</table>"))
    assert gives_nothing(found)
    assert {"Fee": 70, "Craft": 30} == found.shares()


@pytest.mark.parametrize(
    ("body", "css"),
    [
        (f"<p><ins>{GONE}</ins></p>", ""),
        (f"<p><u>{GONE}</u></p>", ""),
        (f'<p style="text-decoration: underline">{GONE}</p>', ""),
        (f'<p style="text-decoration: none">{GONE}</p>', ""),
        (f'<p><s style="text-decoration: none">{GONE}</s></p>', ""),
        (f'<p class="old">{GONE}</p>', ".old:hover { text-decoration: line-through }"),
        (f'<p class="old">{GONE}</p>', ".older { text-decoration: line-through }"),
        (f'<p class="old">{GONE}</p>', "@media print { .old { text-decoration: line-through } }"),
        (f'<p class="old" style="text-decoration:none">{GONE}</p>', ".old { text-decoration: line-through }"),
        (f"<p><del>Price alone counts.</del> {GONE}</p>", ""),
    ],
)
def test_other_looks_of_a_page_stay(body: str, css: str) -> None:
    assert judged(page(body, css)).levels() == ["R5+"]


# -- XLSX, ODS, ODT

LINE = Font(strike=True)


def sheet(extra: list[object]) -> openpyxl.Workbook:
    workbook = openpyxl.Workbook()
    for row in [["Award criteria"], *ROWS[:3], extra]:
        workbook.active.append(row)
    return workbook


@pytest.mark.parametrize("cells", [("A5", "B5"), ("A5",)])
@pytest.mark.parametrize("weight", ["10%", 0.1])
def test_struck_cells_of_a_sheet(cells: tuple[str, ...], weight: object) -> None:
    workbook = sheet(["Social value", weight])
    for cell in cells:
        workbook.active[cell].font = LINE
    found = judged(workbook_bytes(workbook))
    assert gives_nothing(found)
    assert struck(found)[0].startswith("Social value")
    assert {"Fee": 70, "Craft": 30} == found.shares()


def test_struck_row_between_others_leaves_the_table_whole() -> None:
    workbook = sheet(["Speed", "0%"])
    workbook.active.insert_rows(4)
    for cell, value in (("A4", "Social value"), ("B4", "10%")):
        workbook.active[cell] = value
        workbook.active[cell].font = LINE
    found = judged(workbook_bytes(workbook))
    assert gives_nothing(found)
    assert {"Fee": 70, "Craft": 30, "Speed": 0} == found.shares()


def rich(*pieces: tuple[str, bool]) -> CellRichText:
    return CellRichText([TextBlock(InlineFont(strike=is_struck), text) for text, is_struck in pieces])


def test_struck_part_of_a_cell() -> None:
    workbook = sheet([rich(("Social value", True)), rich(("10%", True))])
    assert gives_nothing(judged(workbook_bytes(workbook)))
    workbook = sheet([rich(("Social value", False)), rich(("30% ", True), ("10%", False))])
    workbook.active["B3"] = "60%"
    found = judged(workbook_bytes(workbook))
    assert found.social() == 10
    assert struck(found) == ["30%"]


@pytest.mark.parametrize("font", [Font(strike=False), Font(underline="single"), Font(italic=True), None])
def test_other_looks_of_a_sheet_stay(font: Font | None) -> None:
    workbook = sheet(["Social value", "10%"])
    workbook.active["B3"] = "20%"
    workbook.active["D9"], workbook.active["D9"].font = "old", LINE
    if font is not None:
        workbook.active["A5"].font = font
    assert judged(workbook_bytes(workbook)).social() == 10


def open_document(style: str, rows: str) -> bytes:
    """A spreadsheet of OpenDocument with a style of cells, and one that is based on it."""
    names = 'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
    styles = (
        f'<office:automatic-styles {names}><style:style style:name="x"><style:text-properties {style}/></style:style>'
        '<style:style style:name="y" style:parent-style-name="x"/></office:automatic-styles><office:body>'
    )
    to = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(ods_of(rows))) as before, zipfile.ZipFile(to, "w") as after:
        for entry in before.infolist():
            after.writestr(entry, before.read(entry).replace(b"<office:body>", styles.encode()))
    return to.getvalue()


def open_row(name: str, weight: str, more: str = "") -> str:
    cells = "".join(
        f'<table:table-cell {more} office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
        for cell in (name, weight)
    )
    return f"<table:table-row>{cells}</table:table-row>"


@pytest.mark.parametrize("style", ['style:text-line-through-style="solid"', 'style:text-line-through-type="double"'])
@pytest.mark.parametrize("own", ["x", "y"])
def test_struck_cells_of_an_open_document(style: str, own: str) -> None:
    rows = "".join(open_row(*row) for row in ROWS[:3]) + open_row(ROWS[3][0], ROWS[3][1], f'table:style-name="{own}"')
    found = judged(open_document(style, rows))
    assert gives_nothing(found)
    assert struck(found) == ["Social value\n10%"]
    assert {"Fee": 70, "Craft": 30} == found.shares()


def test_struck_words_of_an_open_document_are_taken_out() -> None:
    line = 'style:text-line-through-style="solid"'
    text = 'Social value <text:span text:style-name="x">30% <text:s/>of all</text:span> 10%'
    with zipfile.ZipFile(io.BytesIO(open_document(line, open_row(text, "1")))) as archive:
        found = without_struck(archive)
    assert found is not None
    assert found[1] == ["30% of all"] * 1
    with zipfile.ZipFile(io.BytesIO(found[0])) as archive:
        assert b"30%" not in archive.read("content.xml")
        assert b"10%" in archive.read("content.xml")


@pytest.mark.parametrize("style", ['style:text-line-through-style="none"', 'style:text-underline-style="solid"'])
def test_other_looks_of_an_open_document_stay(style: str) -> None:
    rows = (
        "".join(open_row(*row) for row in ROWS[:2])
        + open_row("Craft", "20%")
        + open_row(ROWS[3][0], ROWS[3][1], 'table:style-name="y"')
    )
    assert judged(open_document(style, rows)).social() == 10
