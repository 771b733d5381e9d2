"""PDF: the text of all pages by pdfium; tables, by pdfplumber, of the pages on which weights may stand."""

from __future__ import annotations

import time
from itertools import pairwise
from typing import TYPE_CHECKING

import pypdfium2
import pypdfium2.raw as pdfium

from crawler.text.counts import by_count, how_many
from store.documents.content import Block, Content, NotReadError, Part
from store.documents.reading import limits, mending
from store.documents.reading.pdf.lines import page_lines
from store.documents.reading.pdf.pages import wanted_for_tables

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.documents.reading.pdf.lines import PageLine
    from store.documents.reading.pdf.pages import Gate

_WRONG_PASSWORD = 4
_MAY_COPY = 1 << 4  # bit 5 of the permissions (ISO 32000, table 22)
SCANNED_CHARS = 30  # a page


def read_pdf(body: bytes, gate: Gate) -> Content:
    """The pages of a PDF.

    Raises:
        NotReadError: it is encrypted, or no PDF that can be opened.
    """
    started = time.process_time()
    pdf = _opened(body)
    count = len(pdf)
    content = Content("pdf", [], count)
    lines = _all_lines(pdf, content, started)
    if not content.is_whole and not lines:
        raise NotReadError("broken", content.notes[0])
    _say_scanned(pdf, lines, content)
    if content.status != "scanned":
        running = mending.running_lines([[line.text for line in page if line.is_marginal] for page in lines])
        pages = [
            [line.text for line in page if not (line.is_marginal and mending.is_running(line.text, running))]
            for page in lines
        ]
        content.parts = [Part(number, _text_blocks(page)) for number, page in enumerate(pages, 1)]
        wanted = wanted_for_tables([" ".join(page) for page in pages], gate)
        if wanted:
            _put_tables(body, content, running, wanted, started)
        _join_parts(content.parts)
    if pdfium.FPDFDoc_GetAttachmentCount(pdf):
        content.notes.append("files inside the PDF were not opened")
    return content


def _opened(body: bytes) -> pypdfium2.PdfDocument:
    try:
        pdf = pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _WRONG_PASSWORD:
            raise NotReadError("encrypted", "needs a password") from error
        raise NotReadError("broken", f"no PDF that can be opened: {error}") from error
    if pdfium.FPDF_GetSecurityHandlerRevision(pdf) > 0 and not pdfium.FPDF_GetDocUserPermissions(pdf) & _MAY_COPY:
        raise NotReadError("encrypted", "its owner does not allow text to be copied")
    return pdf


def _all_lines(pdf: pypdfium2.PdfDocument, content: Content, started: float) -> list[list[PageLine]]:
    """The lines of each page, up to the limits; what was left out is noted."""
    pages: list[list[PageLine]] = []
    chars = 0
    for number in range(len(pdf)):
        limit = _limit_met(number, chars, started)
        if limit:
            content.is_whole = False
            content.notes.insert(
                0, f"only {number:,} of {how_many(len(pdf), 'page')} {by_count(number, 'was', 'were')} read: {limit}"
            )
            break
        lines = _page_lines(pdf, number)
        chars += sum(len(line.text) for line in lines)
        pages.append(lines)
    return pages


def _limit_met(pages: int, chars: int, started: float) -> str | None:
    if pages >= limits.PAGES:
        return f"more than {limits.PAGES:,} pages"
    if chars >= limits.CHARS:
        return f"more than {limits.CHARS:,} characters"
    if time.process_time() - started > limits.TEXT_CPU_SECONDS:
        return f"more than {limits.TEXT_CPU_SECONDS} s of processor time"
    return None


def _page_lines(pdf: pypdfium2.PdfDocument, number: int) -> list[PageLine]:
    try:
        page = pdf[number]
        textpage = page.get_textpage()
    except pypdfium2.PdfiumError:
        return []  # one broken page leaves the others
    lines = page_lines(page, textpage)
    textpage.close()
    page.close()
    return lines


def _say_scanned(pdf: pypdfium2.PdfDocument, lines: Sequence[Sequence[PageLine]], content: Content) -> None:
    """Note the pages that are pictures; a document with next to no text is scanned."""
    chars = [sum(len(line.text) for line in page) for page in lines]
    bare = [number for number, count in enumerate(chars) if count < SCANNED_CHARS]
    pictures = [number + 1 for number in bare[: limits.PAGES] if _has_picture(pdf, number)]
    if content.is_whole and sum(chars) < SCANNED_CHARS * len(pdf) and (pictures or not sum(chars)):
        content.status = "scanned"
        content.notes.append("pages are pictures of text" if pictures else "holds no text")
    elif pictures:
        are = by_count(len(pictures), "is a picture", "are pictures")
        content.notes.append(f"{len(pictures):,} of {how_many(len(pdf), 'page')} {are}")


def _has_picture(pdf: pypdfium2.PdfDocument, number: int) -> bool:
    try:
        objects = pdf[number].get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3)
        return next(iter(objects), None) is not None
    except pypdfium2.PdfiumError:
        return False


def _text_blocks(lines: Sequence[str]) -> list[Block]:
    text = mending.unwrapped(lines)
    return [Block(text)] if text else []


def _put_tables(body: bytes, content: Content, running: frozenset[str], wanted: Sequence[int], started: float) -> None:
    """Put tables, and the text around them, in place of the plain text of the pages that may hold weights."""
    from store.documents.reading.pdf.tables import blocks_of_pages  # noqa: PLC0415 - pdfplumber is slow to load, and seldom needed

    try:
        found, left_out = blocks_of_pages(body, wanted, running, started + limits.TABLE_CPU_SECONDS)
    except Exception:  # noqa: BLE001 - pdfminer is strict where pdfium is not; the text of all pages is there already
        content.notes.append("tables were left out: the file is too strange")
        return
    for number, blocks in found.items():
        content.parts[number].blocks = blocks
    if left_out:
        shown = ", ".join(str(number + 1) for number in left_out[:5]) + (" ..." if len(left_out) > 5 else "")
        content.notes.append(f"tables were left out on pages {shown}: too slow, or too strange")


def _join_parts(parts: Sequence[Part]) -> None:
    """Mark the pages whose last sentence goes on on the next."""
    for part, following in pairwise(parts):
        if not part.blocks or not following.blocks or part.blocks[-1].table or following.blocks[0].table:
            continue
        last = part.blocks[-1].text.rpartition("\n")[2]
        first = following.blocks[0].text.partition("\n")[0]
        part.is_open_ended = bool(last and first) and (
            mending.broken_word(last, first) or mending.goes_on(last, first, is_full=False)
        )
