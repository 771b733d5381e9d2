"""Files made to hurt whoever opens them; each of a few kilobytes, or as small as its kind can be."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from functools import cache
from typing import TYPE_CHECKING

import openpyxl
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from tests.store.documents.makers import docx_bytes, workbook_bytes

if TYPE_CHECKING:
    from collections.abc import Callable

import docx

_MIB = 1 << 20


def pdf_of_objects(objects: list[bytes], trailer: bytes = b"") -> bytes:
    """A PDF of objects given as they stand between `obj` and `endobj`; the first is the catalogue."""
    to = io.BytesIO()
    to.write(b"%PDF-1.7\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(to.tell())
        to.write(b"%d 0 obj\n%b\nendobj\n" % (number, body))
    start = to.tell()
    to.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    for offset in offsets:
        to.write(b"%010d 00000 n \n" % offset)
    to.write(b"trailer\n<< /Size %d /Root 1 0 R %b >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, trailer, start))
    return to.getvalue()


def _page(resources: bytes) -> bytes:
    place = b"/Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
    return b"<< %b /Resources << %b >> >>" % (place, resources)


def pdf_page(stream: bytes, filters: bytes = b"", catalogue: bytes = b"", *more: bytes) -> bytes:
    """A PDF of one page with a content stream."""
    return pdf_of_objects(
        [
            b"<< /Type /Catalog /Pages 2 0 R %b >>" % catalogue,
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            _page(b"/Font << /F1 5 0 R >>"),
            b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(stream), filters, stream),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            *more,
        ]
    )


def deflated_zeros(mebibytes: int) -> bytes:
    """A zlib stream that unpacks to so many mebibytes of spaces."""
    packer = zlib.compressobj(9)
    head = packer.compress(b" " * (16 * _MIB)) + packer.flush(zlib.Z_FULL_FLUSH)
    piece = packer.compress(b" " * (16 * _MIB)) + packer.flush(zlib.Z_FULL_FLUSH)
    return head + piece * (mebibytes // 16 - 1) + packer.flush()


def pdf_bomb() -> bytes:
    """Three kilobytes whose content stream unpacks, twice, to 2.5 GiB."""
    twice = zlib.compress(deflated_zeros(2560), 9)
    return pdf_page(zlib.compress(twice, 9), b"/Filter [/FlateDecode /FlateDecode /FlateDecode]")


def pdf_operators() -> bytes:
    """Two million text operators on a page that names social value beside a weighting of 10 %."""
    words = b"BT /F1 8 Tf 1 0 0 1 50 700 Tm (Social value weighting 10%) Tj ET "
    many = b"".join(b"BT /F1 8 Tf 1 0 0 1 %d %d Tm (a) Tj ET " % (at % 500, at % 800) for at in range(2000)) * 1000
    return pdf_page(zlib.compress(words + many, 1), b"/Filter /FlateDecode")


def pdf_lines() -> bytes:
    """A drawing: 300,000 lines beside a few words on social value."""
    words = b"BT /F1 8 Tf 1 0 0 1 50 700 Tm (Social value weighting 10%) Tj ET "
    lines = b"".join(b"%d %d m %d %d l S " % (at % 595, at % 842, at % 500, (at * 7) % 842) for at in range(300_000))
    return pdf_page(zlib.compress(words + lines, 1), b"/Filter /FlateDecode")


def pdf_script() -> bytes:
    """Runs a script and opens a file inside it when it is opened, if its reader lets it."""
    words = b"(Invitation to tender. Social value will carry a weighting of 10% of the total score.)"
    script = b"app.alert\\(1\\); this.exportDataObject\\({cName: 'a', nLaunch: 2}\\);"
    catalogue = (
        b"/OpenAction << /S /JavaScript /JS (%b) >> /Names << /EmbeddedFiles << /Names [(a.exe) 6 0 R] >> >>" % script
    )
    words = b"BT /F1 12 Tf 1 0 0 1 50 700 Tm %b Tj ET" % words
    return pdf_page(
        words,
        b"",
        catalogue,
        b"<< /Type /Filespec /F (a.exe) /EF << /F 7 0 R >> >>",
        b"<< /Type /EmbeddedFile /Length 5 >>\nstream\nMZ123\nendstream",
    )


def pdf_loop() -> bytes:
    """A tree of pages that holds itself, and says that it has a billion pages."""
    return pdf_of_objects(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [2 0 R 3 0 R 2 0 R] /Count 1000000000 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
        ]
    )


def pdf_nested() -> bytes:
    """Arrays within arrays, a hundred thousand deep."""
    return pdf_of_objects(
        [
            b"<< /Type /Catalog /Pages 2 0 R /A " + b"[" * 100_000 + b"]" * 100_000 + b" >>",
            b"<< /Type /Pages /Kids [] /Count 0 >>",
        ]
    )


def pdf_image() -> bytes:
    """A picture that would take 40 GB unpacked, as a page."""
    size = b"/Width 100000 /Height 100000 /ColorSpace /DeviceCMYK /BitsPerComponent 8 /Filter /FlateDecode"
    return pdf_of_objects(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            _page(b"/XObject << /I 5 0 R >>"),
            b"<< /Length 30 >>\nstream\nq 595 0 0 842 0 0 cm /I Do Q  \nendstream",
            b"<< /Type /XObject /Subtype /Image %b /Length 12 >>\nstream\n123456789012\nendstream" % size,
        ]
    )


def scanned_pdf(pages: int = 3) -> bytes:
    """Pages that are pictures."""
    to = io.BytesIO()
    canvas = Canvas(to, pagesize=A4)
    picture = ImageReader(Image.new("L", (200, 280), 200))
    for _ in range(pages):
        canvas.drawImage(picture, 0, 0, 595, 842)
        canvas.showPage()
    canvas.save()
    return to.getvalue()


def locked_pdf(user: str, *, may_copy: bool) -> bytes:
    """A PDF with passwords; with an empty one for users anybody opens it."""
    to = io.BytesIO()
    lock = StandardEncryption(user, "owner", canPrint=1, canModify=0, canCopy=int(may_copy), canAnnotate=0)
    canvas = Canvas(to, pagesize=A4, encrypt=lock)
    canvas.drawString(50, 700, "Invitation to tender. Social value will carry a weighting of 10% of the total score.")
    canvas.save()
    return to.getvalue()


def zip_of(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive."""
    to = io.BytesIO()
    with zipfile.ZipFile(to, "w", method) as archive:
        for name, body in files.items():
            archive.writestr(name, body)
    return to.getvalue()


def _docx_parts() -> dict[str, bytes]:
    document = docx.Document()
    document.add_paragraph("Invitation to tender. Social value will carry a weighting of 10% of the total score.")
    with zipfile.ZipFile(io.BytesIO(docx_bytes(document))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def docx_bomb() -> bytes:
    """A DOCX of 1.5 GB unpacked."""
    to = io.BytesIO()
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, body in _docx_parts().items():
            if name != "word/document.xml":
                archive.writestr(name, body)
                continue
            with archive.open(name, "w", force_zip64=True) as stream:
                stream.write(body[: body.index(b"<w:body>") + 8])
                piece = b"<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 30_000
                for _ in range(1500):
                    stream.write(piece)
                stream.write(b"</w:body></w:document>")
    return to.getvalue()


def docx_lying() -> bytes:
    """The directory says that the document is small; it is not."""
    parts = _docx_parts()
    body = parts["word/document.xml"]
    large = body.replace(b"<w:body>", b"<w:body>" + b"<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 1_500_000)
    packed = zip_of(parts | {"word/document.xml": large})
    return packed.replace(struct.pack("<L", len(large)), struct.pack("<L", 5000))


def docx_with(declaration: bytes, reference: bytes) -> bytes:
    """A DOCX whose document names an entity."""
    parts = _docx_parts()
    body = parts["word/document.xml"]
    start = body.index(b"?>") + 2
    body = body[:start] + declaration + body[start:].replace(b"Invitation", reference + b" Invitation")
    return zip_of(parts | {"word/document.xml": body})


def docx_file_entity() -> bytes:
    """Asks its reader for /etc/passwd."""
    return docx_with(b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>', b"&x;")


def docx_web_entity() -> bytes:
    """Asks its reader for a page of the local host."""
    return docx_with(b'<!DOCTYPE a [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x"> %x;]>', b"")


def docx_laughs() -> bytes:
    """A billion of one word, by entities of entities."""
    entities = b"".join(b'<!ENTITY l%d "%b">' % (at, b"&l%d;" % (at - 1) * 10) for at in range(1, 10))
    return docx_with(b'<!DOCTYPE a [<!ENTITY l0 "lol">%b]>' % entities, b"&l9;")


def docx_deep() -> bytes:
    """Tables within tables, five thousand deep."""
    parts = _docx_parts()
    body = parts["word/document.xml"]
    opening = b"<w:tbl><w:tr><w:tc>" * 5000
    closing = b"<w:p/></w:tc></w:tr></w:tbl>" * 5000
    return zip_of(parts | {"word/document.xml": body.replace(b"<w:body>", b"<w:body>" + opening + closing)})


def xlsx_far() -> bytes:
    """A cell in the last row and column that there can be."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet["A1"], sheet["B1"] = "Social value", "10%"
    sheet.cell(1_048_576, 16_384).value = "far"
    return workbook_bytes(workbook)


def ods_repeated() -> bytes:
    """A cell repeated over a million rows and a thousand columns."""
    cell = (
        '<table:table-cell office:value-type="string" table:number-columns-repeated="1000">'
        "<text:p>Social value</text:p></table:table-cell>"
    )
    return ods_of(f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>')


def ods_of(rows: str) -> bytes:
    """A spreadsheet of OpenDocument with a sheet of these rows."""
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    body = f'<office:body><office:spreadsheet><table:table table:name="a">{rows}</table:table></office:spreadsheet>'
    content = f'<?xml version="1.0"?><office:document-content {names}>{body}</office:body></office:document-content>'
    to = io.BytesIO()
    with zipfile.ZipFile(to, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        archive.writestr("content.xml", content, zipfile.ZIP_DEFLATED)
        manifest = 'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
        archive.writestr("META-INF/manifest.xml", f'<?xml version="1.0"?><manifest:manifest {manifest}/>')
    return to.getvalue()


def zip_bomb() -> bytes:
    """A gigabyte of zeros in a megabyte."""
    to = io.BytesIO()
    with (
        zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("a.txt", "w", force_zip64=True) as stream,
    ):
        for _ in range(1024):
            stream.write(bytes(_MIB))
    return to.getvalue()


def mail(text: bytes, name: str, attached: bytes) -> bytes:
    """A message with a text that is attached."""
    head = (
        b"From: a@example.org\r\nSubject: Reply\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n"
    )
    disposition = f'\r\nContent-Disposition: attachment; filename="{name}"'.encode()
    parts = ((b"", text), (disposition, attached))
    return (
        head
        + b"".join(b"\r\n--b\r\nContent-Type: text/plain" + more + b"\r\n\r\n" + own for more, own in parts)
        + b"\r\n--b--"
    )


def zip_many() -> bytes:
    """Ten thousand files."""
    return zip_of({f"{at}.txt": b"Social value" for at in range(10_000)})


def zip_deep() -> bytes:
    """Zip within zip, five deep."""
    body = zip_of({"itt.txt": b"Invitation to tender. Social value will carry a weighting of 10% of the total."})
    for _ in range(4):
        body = zip_of({"inner.zip": body})
    return body


def zip_climbing() -> bytes:
    """Names that climb out of any folder."""
    return zip_of(
        {
            "../../../../tmp/svmonitor-climbed.txt": b"x",
            "/etc/svmonitor-climbed": b"x",
            "C:\\a\\b.txt": b"x",
            "a\x00b\u202e.txt": b"x",
        }
    )


def html_deep() -> bytes:
    """A hundred thousand elements, each within the other."""
    return b"<html><body>" + b"<div>" * 100_000 + b"Social value" + b"</div>" * 100_000


def long_words() -> bytes:
    """Text made to be slow for regular expressions."""
    return (
        b"1.1" * 100_000
        + b"\n"
        + b"social value " * 50_000
        + b"\n"
        + b"(" * 50_000
        + b"10 % " * 50_000
        + b"[insert " * 20_000
        + b"\n"
        + b"- " * 100_000
    )


HOSTILE: dict[str, Callable[[], bytes]] = {
    function.__name__: cache(function)
    for function in (
        *(pdf_bomb, pdf_operators, pdf_lines, pdf_script, pdf_loop, pdf_nested, pdf_image),
        *(docx_bomb, docx_lying, docx_file_entity, docx_web_entity, docx_laughs, docx_deep),
        *(xlsx_far, ods_repeated, zip_bomb, zip_many, zip_deep, zip_climbing, html_deep, long_words),
    )
}
