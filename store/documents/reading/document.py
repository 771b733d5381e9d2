"""One document read, whatever it is; run in a process that may be killed."""

from __future__ import annotations

import importlib.metadata
import io
import zipfile
from typing import TYPE_CHECKING

from store.documents.content import STRUCK, Block, Content, NotReadError
from store.documents.reading import open_struck, zips
from store.documents.reading.formats import format_of
from store.documents.reading.others import KREUZBERG_FORMATS, has_kreuzberg, read_by_kreuzberg, read_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from store.documents.reading.pdf.pages import Gate

# Raised whenever the same bytes give other text or tables: documents are then read again.
READER_VERSION = "3"
_LIBRARIES = {
    "pdf": "pypdfium2",
    "docx": "python-docx",
    **dict.fromkeys(("xlsx", "xlsb", "ods", "xls"), "python-calamine"),
    **dict.fromkeys(("html", "eml"), "beautifulsoup4"),
    **dict.fromkeys(KREUZBERG_FORMATS, "kreuzberg"),
}
_SHEETS = frozenset({"xlsx", "xlsb", "ods", "xls"})
_OPEN_DOCUMENTS = frozenset({"ods", "odt", "odp"})
ZIP, MAIL = "zip", "eml"
PACKS = frozenset({ZIP, MAIL})  # formats that may hold documents of their own


def reader_of(name: str) -> str:
    """What reads a format, with its version, as in core.document."""
    library = _LIBRARIES.get(name)
    if library is None or (library == "kreuzberg" and not has_kreuzberg()):
        return f"documents {READER_VERSION}"
    return f"documents {READER_VERSION}, {library} {importlib.metadata.version(library)}"


class Opened:
    """A document whose format is told; `archive` is there when it is a zip of any kind."""

    def __init__(self, body: bytes) -> None:
        self.body = body
        self.archive: zipfile.ZipFile | None = None
        names: list[str] = []
        fault: NotReadError | None = None
        if body.startswith(b"PK"):
            try:
                self.archive, names = zips.look_into(body)
                zips.check_size(self.archive, len(body))
            except NotReadError as error:
                fault = error
        self.format = format_of(body, names)
        self.fault = fault

    def content(self, gate: Gate) -> Content:
        """What stands in the document.

        Raises:
            NotReadError: it cannot be read; says why.
        """
        if self.fault is not None:
            raise self.fault
        content = self._content(gate)
        if any(block.mark == STRUCK for part in content.parts for block in part.blocks):
            content.notes.append("what is struck out in it gives nothing")
        return content

    def _content(self, gate: Gate) -> Content:
        if self.format == "pdf":
            from store.documents.reading.pdf.reader import read_pdf  # noqa: PLC0415 - each child needs one of these

            return read_pdf(self.body, gate)
        if self.format == "html":
            from store.documents.reading.html import read_html  # noqa: PLC0415

            return read_html(self.body)
        if self.format == "txt":
            return read_text(self.body)
        if self.format == MAIL:
            from store.documents.reading.mail import read_mail  # noqa: PLC0415

            return read_mail(self.body)
        return self._office()

    def _office(self) -> Content:
        if self.archive is not None and self.format != ZIP:
            zips.check_office(self.archive)
        if self.format == "docx":
            from store.documents.reading.word import read_docx  # noqa: PLC0415

            return read_docx(self.body)
        if self.format in _SHEETS:
            from store.documents.reading.sheets import check_extent, read_sheets  # noqa: PLC0415

            if self.format == "xlsx" and self.archive is not None:
                check_extent(self.archive)
            return self._without_struck(lambda body, archive: read_sheets(body, self.format, archive))
        if self.format in KREUZBERG_FORMATS:
            return self._without_struck(lambda body, _: read_by_kreuzberg(body, self.format))
        raise NotReadError(*_REFUSALS.get(self.format, ("broken", f"{self.format} is no format that is read")))

    def _without_struck(self, read: Callable[[bytes, zipfile.ZipFile | None], Content]) -> Content:
        """What a reader reads that knows nothing of struck-out text, given an open document without it."""
        found = open_struck.without_struck(self.archive) if self.archive and self.format in _OPEN_DOCUMENTS else None
        if found is None:
            return read(self.body, self.archive)
        body, gone = found
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            content = read(body, archive)
        if content.parts:
            content.parts[-1].blocks.append(Block("\n".join(gone), mark=STRUCK))
        return content

    def members(self) -> Iterator[tuple[str, bytes | NotReadError]]:
        """The documents in an archive, or attached to a message.

        Raises:
            NotReadError: it cannot be opened, or holds too much.
        """
        if self.format == MAIL:
            from store.documents.reading.mail import attachments  # noqa: PLC0415

            yield from attachments(self.body)
            return
        if self.fault is not None:
            raise self.fault
        assert self.archive is not None  # noqa: S101 - asked of archives alone
        yield from zips.members(self.archive)


_REFUSALS = {
    "encrypted": ("encrypted", "needs a password"),
    "picture": ("scanned", "a picture"),
    "empty": ("broken", "an empty file"),
    "unknown": ("broken", "its format cannot be told"),
}
