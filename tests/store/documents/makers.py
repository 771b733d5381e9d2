"""Documents made for tests, from layouts: PDF by reportlab, DOCX by python-docx, XLSX by openpyxl, HTML by hand."""

from __future__ import annotations

import html
import io
from typing import TYPE_CHECKING

import docx
import openpyxl
from docx.enum.text import WD_BREAK
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.store.documents.layouts import Layout

_STYLES = getSampleStyleSheet()
BODY, HEADING = _STYLES["BodyText"], _STYLES["Heading2"]
RULED = [("GRID", (0, 0), (-1, -1), 0.5, colors.black)]
STRIPED = [("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.grey), ("LINEABOVE", (0, 0), (-1, 0), 1, colors.black)]
PROSE = (
    "The authority invites tenders for the services described in the specification. Tenderers should read all the "
    "documents before they begin, and raise any question through the messaging service before the date stated."
)


def pdf_table(layout: Layout, style: Sequence[tuple[object, ...]]) -> Table:
    """A layout as a flowable of reportlab."""
    cells = [[Paragraph(html.escape(cell or ""), BODY) for cell in row] for row in layout.rows]
    width = len(layout.rows[0])
    widths = {2: [330, 100], 3: [150, 200, 100], 4: [120, 70, 160, 80], 5: [35, 80, 220, 45, 70]}.get(width)
    spans = [
        ("SPAN", (column, row), (column + columns - 1, row + rows - 1)) for row, column, rows, columns in layout.merged
    ]
    return Table(cells, colWidths=widths, style=[*style, *spans, ("VALIGN", (0, 0), (-1, -1), "TOP")])


def pdf(flow: Sequence[object], **options: object) -> bytes:
    """A PDF of flowables."""
    to = io.BytesIO()
    SimpleDocTemplate(to, pagesize=A4, **options).build(list(flow))
    return to.getvalue()


def paragraph(text: str) -> Paragraph:
    """A paragraph of a PDF."""
    return Paragraph(html.escape(text), BODY)


def pdf_of(layout: Layout, kind: str) -> bytes:
    """A page of words, the table, and more words. `kind` is ruled, striped (rules below rows) or borderless."""
    style = {"ruled": RULED, "striped": STRIPED, "borderless": []}[kind]
    return pdf(
        [
            Paragraph("Invitation to Tender", _STYLES["Title"]),
            *(paragraph(PROSE) for _ in range(3)),
            Paragraph(layout.caption, HEADING),
            pdf_table(layout, style),
            Spacer(1, 12),
            paragraph(PROSE),
        ]
    )


def docx_of(layout: Layout) -> bytes:
    """The same as a DOCX."""
    document = docx.Document()
    document.add_heading("Invitation to Tender", 0)
    document.add_paragraph(PROSE)
    document.add_heading(layout.caption, 2)
    add_docx_table(document, layout)
    document.add_paragraph(PROSE)
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    document.add_paragraph(PROSE)
    return docx_bytes(document)


def add_docx_table(holder: object, layout: Layout) -> object:
    """A layout as a table of a DOCX, or of a cell of one."""
    table = holder.add_table(len(layout.rows), len(layout.rows[0]))  # type: ignore[attr-defined]
    for at, row in enumerate(layout.rows):
        for column, cell in enumerate(row):
            if cell is not None:
                table.cell(at, column).text = cell
    for top, left, rows, columns in layout.merged:
        table.cell(top, left).merge(table.cell(top + rows - 1, left + columns - 1))
    return table


def docx_bytes(document: object) -> bytes:
    """A DOCX as bytes."""
    to = io.BytesIO()
    document.save(to)  # type: ignore[attr-defined]
    return to.getvalue()


def xlsx_of(layout: Layout) -> bytes:
    """The same as a spreadsheet: percentages as numbers with a format, as people enter them."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "Evaluation"
    sheet["B2"] = layout.caption
    for at, row in enumerate(layout.rows, 4):
        for column, cell in enumerate(row, 2):
            if cell:
                _put(sheet.cell(at, column), cell)
    for top, left, rows, columns in layout.merged:
        sheet.merge_cells(None, top + 4, left + 2, top + rows + 3, left + columns + 1)
    return workbook_bytes(workbook)


def _put(cell: openpyxl.cell.Cell, text: str) -> None:
    if text.endswith("%") and text[:-1].replace(".", "").isdigit():
        cell.value = float(text[:-1]) / 100
        cell.number_format = "0%"
    elif text.replace(".", "").isdigit():
        cell.value = float(text)
    else:
        cell.value = text


def workbook_bytes(workbook: openpyxl.Workbook) -> bytes:
    """A workbook as bytes."""
    to = io.BytesIO()
    workbook.save(to)
    return to.getvalue()


def html_of(layout: Layout) -> bytes:
    """The same as a web page."""
    spans = {(row, column): (rows, columns) for row, column, rows, columns in layout.merged}
    covered = {
        (row + down, column + across)
        for (row, column), (rows, columns) in spans.items()
        for down in range(rows)
        for across in range(columns)
        if down or across
    }
    body = ""
    for at, row in enumerate(layout.rows):
        cells = ""
        for column, cell in enumerate(row):
            if (at, column) in covered:
                continue
            rows, columns = spans.get((at, column), (1, 1))
            cells += f'<td rowspan="{rows}" colspan="{columns}">{html.escape(cell or "")}</td>'
        body += f"<tr>{cells}</tr>"
    top = f"<html><head><title>ITT</title></head><body><h1>Invitation to Tender</h1><p>{PROSE}</p>"
    return f"{top}<h2>{layout.caption}</h2><table>{body}</table></body></html>".encode()


def table_of(rows: str, caption: str = "Award criteria", head: str = "") -> bytes:
    """A table as a web page, from rows such as `Criterion | Weighting / Quality | 60%`, below its caption."""
    lines = [[cell.strip() for cell in row.split("|")] for row in f"{rows} ".split(" / ")]
    body = "".join("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in line) + "</tr>" for line in lines)
    top = f"<html><head>{head}</head><body><h1>Invitation to Tender</h1><p>{PROSE}</p><h2>{html.escape(caption)}</h2>"
    return f"{top}<table>{body}</table></body></html>".encode()


def made(layout: Layout, kind: str) -> bytes:
    """A layout as a document of a kind."""
    if kind == "docx":
        return docx_of(layout)
    if kind == "xlsx":
        return xlsx_of(layout)
    return html_of(layout) if kind == "html" else pdf_of(layout, kind)
