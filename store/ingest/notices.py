"""A document as notices: where readers and mapping meet."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from lxml import etree

from crawler.text.json_mending import as_orjson, take_unreadable, without_half_surrogates
from store.ingest.formats import Format, format_of
from store.ingest.issues import Issue, shown
from store.ingest.mapping.ocds import FLAT, FULL, map_release
from store.ingest.mapping.rows import NoticeRows
from store.ingest.mapping.ted.form import UnknownFormError, map_ted
from store.ingest.mapping.uk_notice import map_uk_notice, uk_form
from store.ingest.mapping.untyped import release_of_cells
from store.ingest.readers.flat import cells_of_rows
from store.ingest.readers.packages import Notes, releases_of_body
from store.ingest.readers.xml import root_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.ingest.documents import Document
    from store.ingest.known import KnownReleases

_NO_NUMBERS = frozenset({"nan", "inf", "infinity"})
_EFORMS = frozenset(
    {"ContractNotice", "ContractAwardNotice", "PriorInformationNotice", "BusinessRegistrationInformation"}
)


def notices_of(document: Document, notes: Notes, known: KnownReleases | None = None) -> Iterator[NoticeRows]:
    """Rows of each release or form of a document held in memory; `notes` are complete when these are exhausted."""
    notes.issues += document.faults
    if document.body is None:
        return
    match format_of(document):
        case Format.XML:
            yield from _xml_notices(document.body, notes)
        case Format.CSV:
            for pointer, cells in cells_of_rows(document.opened(), notes):
                yield release_rows(pointer, cells, document.source, has_mends=False, format_rank=FLAT)
        case _:
            for pointer, release in releases_of_body(document.body, notes, document.charset):
                yield known_rows(release, document.source, known, has_mends=notes.has_mends) or release_rows(
                    pointer, release, document.source, has_mends=notes.has_mends
                )


# What a value of a kind that nothing foresaw can raise while it is read; a full disk or memory is not among them.
DATA_ERRORS = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


def known_rows(release: Any, source: str | None, known: KnownReleases | None, *, has_mends: bool) -> NoticeRows | None:
    """What is left to say of a release in full that is known as it stands; None of any other."""
    if known is None or has_mends:
        return None
    try:
        found = known.row(release, source)
    except DATA_ERRORS:
        return None
    return NoticeRows(None, known=found[0], known_issues=found[1]) if found else None


def release_rows(
    pointer: str, release: Any, source: str | None, *, has_mends: bool, format_rank: int = FULL
) -> NoticeRows:
    """Rows of one release, or of one row of cells; values that had to be mended to be read are among its issues.

    A release that cannot be read, whatever is wrong with it, becomes a refusal: it costs itself and no other.
    """
    try:
        return _rows(pointer, release, source, has_mends=has_mends, format_rank=format_rank)
    except DATA_ERRORS as error:
        first = error
    try:  # integers of more than 64 bits and half characters, out of a document that was streamed
        plain = json.loads(without_half_surrogates(json.dumps(release)), parse_int=as_orjson)
        return _rows(pointer, plain, source, has_mends=has_mends, format_rank=format_rank)
    except DATA_ERRORS:
        return refusal(pointer, first)


def refusal(pointer: str, error: Exception) -> NoticeRows:
    """What becomes of a release that cannot be read."""
    reason = "nested too deeply" if _is_of_depth(error) else f"{type(error).__name__}: {shown(error)}"
    return NoticeRows(None, issues=[Issue("unreadable_release", f"cannot be read: {reason}", pointer)])


def _is_of_depth(error: Exception) -> bool:
    return isinstance(error, RecursionError) or "ecursion" in str(error)


def _rows(pointer: str, release: Any, source: str | None, *, has_mends: bool, format_rank: int) -> NoticeRows:
    if format_rank == FLAT:
        return map_release(release_of_cells(release), pointer, source, FLAT)
    unreadable = take_unreadable(release) if has_mends and isinstance(release, dict | list) else []
    rows = map_release(release, pointer, source, format_rank)
    rows.issues += [_unreadable(path, words) for path, words in unreadable]
    return rows


def _unreadable(path: str, words: str) -> Issue:
    if any(letter.isdigit() for letter in words) or words.lstrip("+-").lower() in _NO_NUMBERS:
        return Issue("unreadable_number", "not a number", path, shown(words))
    return Issue("unreadable_value", "no value that JSON knows", path, shown(words))


def _xml_notices(body: bytes, notes: Notes) -> Iterator[NoticeRows]:
    root = root_of(body, notes)
    if root is None:
        return
    name = etree.QName(root).localname
    form = uk_form(root)
    try:
        rows = map_ted(root) if form is None else map_uk_notice(root, form)
    except UnknownFormError as error:
        said = f"{name}: eForms of TED are not read" if name in _EFORMS else str(error)
        notes.add("unknown_form", said)
        return
    except DATA_ERRORS as error:
        rows = refusal("/FORM_SECTION", error)
    notes.format = "ted_xml" if form is None else "uk_xml"
    yield rows
