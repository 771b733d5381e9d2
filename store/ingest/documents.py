"""Documents to be read: landed pages, files, and what archives hold."""

from __future__ import annotations

import hashlib
import io
import os
from dataclasses import dataclass, field
from io import BufferedReader
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.formats.landing import PageError, read_landed_page
from store.ingest.issues import Issue
from store.ingest.mapping.fields import Fields
from store.ingest.readers.archives import members
from store.ingest.readers.containers import (
    HEAD_BYTES,
    IN_MEMORY_BYTES,
    ArchiveError,
    Body,
    Member,
    TooLargeError,
    is_read,
    read_body,
)
from store.ingest.readers.folders import unreadable
from store.ingest.readers.xml import is_xml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


_PAGE_DEPTH = 3  # source, year, month
# What the crawler and `ingest --covers` write below landing/ beside pages; ledgers are known to is_read.
_OWN = (".document.zst", "documents.jsonl", "declared.jsonl")


@dataclass(slots=True)
class Document:
    """One document: `body` is held, or else the document is large and `open` opens it.

    `source` None: told from each notice. `faults` were met on the way to the document; with neither `body` nor `open`
    there is nothing else to it. `head` is its beginning, enough to tell what it is.
    """

    name: str
    document_id: str
    byte_count: int
    body: bytes | None = None
    open: Callable[[], BufferedReader] | None = None
    source: str | None = None
    received_at: str | None = None
    charset: str | None = None
    is_sample: bool = False
    faults: list[Issue] = field(default_factory=list)
    head: bytes = b""

    @property
    def is_large(self) -> bool:
        """Whether it is read from its file, piece by piece."""
        return self.body is None and self.open is not None

    def opened(self) -> BufferedReader:
        """The body as a stream, from its start."""
        if self.open is not None:
            return self.open()
        return BufferedReader(io.BytesIO(self.body or b""))


def landed_names(home: Path) -> list[str]:
    """Names of all landed pages, below landing/, in order."""
    return landed_files(home)[0]


def landed_files(home: Path) -> tuple[list[str], list[str]]:
    """Names below landing/, in order: of landed pages, and of files of notices that are none and so are not read."""
    pages: list[str] = []
    odd: list[str] = []
    landing = home / "landing"
    for folder, folders, names in os.walk(landing, followlinks=True):
        steps = Path(folder).relative_to(landing).parts
        if len(steps) == _PAGE_DEPTH:
            folders.clear()
        for name in names:
            if len(steps) == _PAGE_DEPTH and name.endswith(".page.zst"):
                pages.append("/".join((*steps, name)))
            elif is_read(name) and not name.endswith(_OWN):
                odd.append("/".join((*steps, name)))
    return sorted(pages), sorted(odd)


def landed_document(path: Path, name: str) -> Document:
    """A landed page, read into memory; a broken one becomes a document of nothing but its fault."""
    try:
        page = read_landed_page(path)
    except PageError as error:
        return faulty(name, Issue("unreadable_page", f"the landed page {error}"), None)
    fields = Fields()
    received_at = fields.instant({"received_at": page.received_at}, "received_at", "") if page.received_at else None
    return Document(
        name=name,
        document_id=page.sha256,
        byte_count=len(page.body),
        body=page.body,
        head=page.body[:HEAD_BYTES],
        source=page.source,
        received_at=received_at,
        charset=page.charset,
        is_sample=page.is_sample,
        faults=fields.issues,
    )


def documents_of_file(
    path: Path, name: str, source: str | None, left_out: list[str] | None = None
) -> Iterator[Document]:
    """The documents in a file: the file itself, or what it holds as an archive. A landed page is read as one.

    Files of an archive that are no files of notices by their names are added to `left_out`.
    """
    if path.name.endswith(".page.zst"):
        yield landed_document(path, name)
        return
    try:
        with path.open("rb") as file:
            file.read(1)
    except OSError as error:
        yield faulty(name, unreadable(error), source)
        return
    try:
        for member in members(path, name):
            if member.name == name or is_read(member.name):
                yield _document(member, source)
            elif left_out is not None:
                left_out.append(member.name)
    except ArchiveError as error:
        yield faulty(name, Issue("unreadable_archive", str(error)), source)
    except TooLargeError as error:
        yield faulty(name, Issue("document_too_large", str(error)), source)


def _document(member: Member, source: str | None) -> Document:
    try:
        body = read_body(member)
    except ArchiveError as error:
        return faulty(member.name, Issue("unreadable_archive", str(error)), source)
    except TooLargeError as error:
        return faulty(member.name, Issue("document_too_large", str(error)), source)
    if body.data is None and is_xml(body.head):
        limit = f"XML of more than {IN_MEMORY_BYTES >> 20} MiB is not read"
        return faulty(member.name, Issue("document_too_large", limit), source)
    return _whole(body, source)


def _whole(body: Body, source: str | None) -> Document:
    return Document(
        name=body.name,
        document_id=body.sha256,
        byte_count=body.byte_count,
        body=body.data,
        open=body.open,
        source=source,
        head=body.head,
        faults=[Issue("unreadable_archive", body.fault)] if body.fault else [],
    )


def faulty(name: str, fault: Issue, source: str | None) -> Document:
    """A document that could not be reached, known by its name and fault."""
    document_id = hashlib.sha256(f"{name}\n{fault.message}".encode()).hexdigest()
    return Document(name, document_id, 0, source=source, faults=[fault])
