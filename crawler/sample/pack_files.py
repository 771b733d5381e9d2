"""Files of the sample's tender documents, written by hand and small: PDF, DOCX, XLSX, ZIP, and a page to log in on."""

import io
import textwrap
import zipfile
import zlib
from collections.abc import Iterator
from html import escape

_WIDTH, _HEIGHT, _MARGIN = 595, 842, 60
_LEADING = 14
_LINE_CHARS = 88
_STAMP = (2026, 9, 1, 9, 0, 0)  # the same bytes every time
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
Rows = list[list[str]]
Piece = str | Rows


def pieces(body: str) -> Iterator[Piece]:
    """Lines, and the rows of each table together."""
    rows: Rows = []
    for line in body.strip().split("\n"):
        text = line.strip()
        if text.startswith("|"):
            rows.append([cell.strip() for cell in text.strip("|").split("|")])
            continue
        if rows:
            yield rows
            rows = []
        if text:
            yield text
    if rows:
        yield rows


def pdf_file(body: str) -> bytes:
    """A PDF with ruled tables, one page for each part between `---`."""
    streams = [_page_stream(part) for part in body.split("\n---\n")]
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(streams)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(streams)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, stream in enumerate(streams):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {_WIDTH} {_HEIGHT}] /Contents {5 + 2 * number} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        packed = zlib.compress(stream)
        objects.append(b"<< /Length %d /Filter /FlateDecode >>\nstream\n%b\nendstream" % (len(packed), packed))
    return _pdf(objects)


def _pdf(objects: list[bytes]) -> bytes:
    to = io.BytesIO(b"%PDF-1.4\n")
    to.seek(0, io.SEEK_END)
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(to.tell())
        to.write(b"%d 0 obj\n%b\nendobj\n" % (number, content))
    start = to.tell()
    to.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    to.writelines(b"%010d 00000 n \n" % offset for offset in offsets)
    to.write(b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
    return to.getvalue()


def _page_stream(part: str) -> bytes:
    drawn: list[str] = []
    top: float = _HEIGHT - _MARGIN
    for piece in pieces(part):
        if isinstance(piece, list):
            top = _draw_table(drawn, piece, top)
            continue
        is_heading = piece.startswith("# ")
        for line in textwrap.wrap(piece.removeprefix("# "), _LINE_CHARS):
            drawn.append(_text(_MARGIN, top, line, 13 if is_heading else 10))
            top -= _LEADING
        top -= 8
    return "\n".join(drawn).encode("cp1252", errors="replace")


def _draw_table(drawn: list[str], rows: Rows, top: float) -> float:
    width = (_WIDTH - 2 * _MARGIN) / len(rows[0])
    chars = int(width / 5.4)
    for row in rows:
        cells = [textwrap.wrap(cell, chars) or [""] for cell in row]
        height = _LEADING * max(map(len, cells)) + 6
        for column, lines in enumerate(cells):
            left = _MARGIN + column * width
            drawn.append(f"0.5 w {left:.1f} {top - height + 10:.1f} {width:.1f} {height:.1f} re S")
            drawn += [_text(left + 4, top - at * _LEADING, line, 10) for at, line in enumerate(lines)]
        top -= height
    return top - 10


def _text(left: float, top: float, line: str, size: int) -> str:
    shown = line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"BT /F1 {size} Tf 1 0 0 1 {left:.1f} {top:.1f} Tm ({shown}) Tj ET"


def scan_file() -> bytes:
    """A PDF whose page is a picture."""
    picture = zlib.compress(bytes(200 * 280))
    resources = "/Resources << /XObject << /I 5 0 R >> >>"
    image = (
        "/Type /XObject /Subtype /Image /Width 200 /Height 280 /ColorSpace /DeviceGray /BitsPerComponent 8 "
        f"/Filter /FlateDecode /Length {len(picture)}"
    )
    return _pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R {resources} >>".encode(),
            b"<< /Length 28 >>\nstream\nq 595 0 0 842 0 0 cm /I Do Q\nendstream",
            b"<< %b >>\nstream\n%b\nendstream" % (image.encode(), picture),
        ]
    )


def docx_file(body: str) -> bytes:
    """A DOCX of paragraphs and tables."""
    content = "".join(_docx_table(piece) if isinstance(piece, list) else _docx_text(piece) for piece in pieces(body))
    return zip_file(
        {
            "[Content_Types].xml": _types(
                "/word/document.xml",
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
            ),
            "_rels/.rels": _relations(("officeDocument", "word/document.xml")),
            "word/document.xml": f"<w:document {_W}><w:body>{content}</w:body></w:document>".encode(),
        }
    )


def _docx_text(text: str) -> str:
    if text == "---":
        return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
    return f"<w:p><w:r><w:t>{escape(text.removeprefix('# '))}</w:t></w:r></w:p>"


def _docx_table(rows: Rows) -> str:
    shown = "".join("<w:tr>" + "".join(f"<w:tc>{_docx_text(cell)}</w:tc>" for cell in row) + "</w:tr>" for row in rows)
    return f"<w:tbl>{shown}</w:tbl>"


def xlsx_file(body: str) -> bytes:
    """A spreadsheet, a sheet for each part that `## name` opens."""
    parts = [part.partition("\n") for part in f"\n{body.strip()}".split("\n## ")[1:]]
    names = [name.strip() for name, _, _ in parts]
    files = {f"xl/worksheets/sheet{at}.xml": _sheet(rest) for at, (_, _, rest) in enumerate(parts, 1)}
    listed = "".join(
        f'<sheet name="{escape(name)}" sheetId="{at}" r:id="rId{at}"/>' for at, name in enumerate(names, 1)
    )
    return zip_file(
        {
            "[Content_Types].xml": _types(
                "/xl/workbook.xml",
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
            ),
            "_rels/.rels": _relations(("officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": f'<workbook {_S} xmlns:r="{_R}"><sheets>{listed}</sheets></workbook>'.encode(),
            "xl/_rels/workbook.xml.rels": _relations(
                *(("worksheet", f"worksheets/sheet{at}.xml") for at in range(1, len(parts) + 1))
            ),
            **files,
        }
    )


def _sheet(body: str) -> bytes:
    rows: Rows = []
    for piece in pieces(body):
        rows += [*piece, []] if isinstance(piece, list) else [[piece], []]
    shown = ""
    for at, row in enumerate(rows, 1):
        cells = "".join(
            f'<c r="{chr(65 + column)}{at}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
            for column, cell in enumerate(row)
            if cell
        )
        shown += f'<row r="{at}">{cells}</row>'
    return f"<worksheet {_S}><sheetData>{shown}</sheetData></worksheet>".encode()


def _types(part: str, content_type: str) -> bytes:
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="{part}" ContentType="{content_type}"/></Types>'
    ).encode()


def _relations(*targets: tuple[str, str]) -> bytes:
    shown = "".join(
        f'<Relationship Id="rId{at}" Type="{_R}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{shown}</Relationships>'.encode()


def zip_file(files: dict[str, bytes]) -> bytes:
    """A zip archive, the same bytes every time."""
    to = io.BytesIO()
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, _STAMP), content, zipfile.ZIP_DEFLATED)
    return to.getvalue()


def login_page(words: str) -> bytes:
    """A web page that stands in the place of a document."""
    form = '<form action="/account/login"><input name="user"><input type="password" name="word"></form>'
    page = f"<html><head><title>Portal</title></head><body><p>{escape(words)}</p>{form}</body></html>"
    return f"<!DOCTYPE html>{page}".encode()
