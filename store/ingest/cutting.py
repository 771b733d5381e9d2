"""Documents put into units of work: many small ones together, a large one piece by piece."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from typing import TYPE_CHECKING

from crawler.text.printable import shown_name
from store.ingest.documents import Document
from store.ingest.formats import Format, format_of
from store.ingest.mapping.ocds import FLAT, FULL
from store.ingest.readers.containers import UNPACK_ERRORS
from store.ingest.readers.flat import cells_of_rows
from store.ingest.readers.large import releases_of_large
from store.ingest.readers.packages import Notes
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
        if document.is_large:
            if unit:
                yield unit
            unit, size = [], 0
            yield from ([part] for part in parts_of(document))
            continue
        unit += parts_of(document)
        size += document.byte_count
        if size >= BODY_BYTES or len(unit) >= RELEASES:
            yield unit
            unit, size = [], 0
    if unit:
        yield unit


def parts_of(document: Document) -> Iterator[Part]:
    """A document whole, or a large one piece by piece: the last part closes it and carries its faults."""
    if not document.is_large:
        yield Part(replace(document, open=None))
        return
    whole = replace(document, open=None, faults=[])
    notes = Notes(issues=list(document.faults))
    with contextlib.suppress(*UNPACK_ERRORS):  # an archive that breaks off: already among the document's faults
        match format_of(document):
            case Format.JSON_LINES:
                notes.format = "json_lines"
                for first, lines in _lines_of(document):
                    yield Part(whole, lines=lines, first_line=first, is_last=False)
            case format_:
                for releases in _releases_of(_parsed(document, format_, notes)):
                    yield Part(whole, releases=releases, is_last=False)
    yield Part(whole, releases=[], notes=notes)


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


def _releases_of(parsed: Iterator[ParsedRelease]) -> Iterator[list[ParsedRelease]]:
    """Runs of releases; what stands before a break is given before it is raised."""
    run: list[ParsedRelease] = []
    try:
        for release in parsed:
            run.append(release)
            if len(run) >= RELEASES:
                yield run
                run = []
    except UNPACK_ERRORS:
        yield run
        raise
    if run:
        yield run


def _parsed(document: Document, format_: Format, notes: Notes) -> Iterator[ParsedRelease]:
    """Releases of a large package or flat CSV."""
    if format_ is not Format.CSV:
        for at, release in releases_of_large(document.opened, notes):
            yield ParsedRelease(at, release, FULL, notes.has_mends)
        return
    with document.opened() as stream:
        for at, cells in cells_of_rows(stream, notes):
            yield ParsedRelease(at, cells, FLAT)
