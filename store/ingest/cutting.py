"""Documents put into units of work: many small ones together, a large one piece by piece."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from crawler.printable import shown_name
from store.ingest.documents import Document
from store.ingest.mapping.ocds import FLAT, FULL
from store.ingest.readers import containers
from store.ingest.readers.containers import UNPACK_ERRORS
from store.ingest.readers.flat import cells_of_rows, is_flat
from store.ingest.readers.packages import Notes, is_json, releases_of_large
from store.ingest.units import ParsedRelease, Part

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

PAGE_BYTES = 1 << 20  # packed
BODY_BYTES = 4 << 20
RELEASES = 500


def units_of_pages(landing: Path, names: Iterable[str]) -> Iterator[list[Part]]:
    """Landed pages, by their names below landing/, still packed."""
    unit: list[Part] = []
    size = 0
    for name in names:
        path = landing / name
        unit.append(Part(Document(shown_name(name), "", 0), page=path))
        size += path.stat().st_size
        if size >= PAGE_BYTES:
            yield unit
            unit, size = [], 0
    if unit:
        yield unit


def units_of_documents(documents: Iterable[Document]) -> Iterator[list[Part]]:
    """Documents in the order given; one too large to be held is cut up."""
    unit: list[Part] = []
    size = 0
    for document in documents:
        if document.open is not None and document.body is None:
            if unit:
                yield unit
            unit, size = [], 0
            yield from _pieces(document)
            continue
        unit.append(Part(replace(document, open=None)))
        size += document.byte_count
        if size >= BODY_BYTES or len(unit) >= RELEASES:
            yield unit
            unit, size = [], 0
    if unit:
        yield unit


def _pieces(document: Document) -> Iterator[list[Part]]:
    """A large document as units of one part each; the last one closes it and carries its faults."""
    whole = replace(document, open=None, faults=[])
    notes = Notes(issues=list(document.faults))
    try:
        with document.opened() as stream:
            is_lines = not is_flat(document.head) and is_json(stream.readline(containers.IN_MEMORY_BYTES))
        if is_lines:
            notes.format = "json_lines"
            for first, lines in _lines_of(document):
                yield [Part(whole, lines=lines, first_line=first, is_last=False)]
        else:
            for releases in _releases_of(document, notes):
                yield [Part(whole, releases=releases, is_last=False)]
    except UNPACK_ERRORS:
        pass  # an archive that breaks off: already among the document's faults
    yield [Part(whole, releases=[], notes=notes)]


def _lines_of(document: Document) -> Iterator[tuple[int, list[bytes]]]:
    """Runs of lines with the number of their first, from 1; what stands before a break is given before it is raised."""
    lines: list[bytes] = []
    size, first = 0, 1
    with document.opened() as stream:
        try:
            for line in stream:
                lines.append(line)
                size += len(line)
                if size >= BODY_BYTES:
                    yield first, lines
                    first, lines, size = first + len(lines), [], 0
        except UNPACK_ERRORS:
            yield first, lines
            raise
    if lines:
        yield first, lines


def _releases_of(document: Document, notes: Notes) -> Iterator[list[ParsedRelease]]:
    """Runs of releases of a package or a flat CSV."""
    run: list[ParsedRelease] = []
    try:
        for release in _parsed(document, notes):
            run.append(release)
            if len(run) >= RELEASES:
                yield run
                run = []
    except UNPACK_ERRORS:
        yield run
        raise
    if run:
        yield run


def _parsed(document: Document, notes: Notes) -> Iterator[ParsedRelease]:
    if not is_flat(document.head):
        for at, release in releases_of_large(document.opened, notes):
            yield ParsedRelease(at, release, FULL, notes.has_mends)
        return
    with document.opened() as stream:
        for at, cells in cells_of_rows(stream, notes):
            yield ParsedRelease(at, cells, FLAT)
