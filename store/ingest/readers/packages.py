"""Releases of JSON documents, held in memory or line by line, and salvaged where one is broken."""

from __future__ import annotations

import codecs
import json
import re
from typing import TYPE_CHECKING, Any

import orjson

from crawler.text.html_text import words_of
from crawler.text.json_mending import BYTE_ORDER_MARKS, as_orjson, load_json, to_utf8
from crawler.text.json_records import Found, Lost, records_of_text
from store.ingest.readers.encodings import as_utf8, narrow
from store.ingest.readers.repeated import whole_value
from store.ingest.readers.shapes import Notes, releases_of_record, releases_of_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Notes", "content_of", "is_json", "key_of", "releases_of_body", "releases_of_lines", "salvaged"]

_DECODER = json.JSONDecoder(parse_int=as_orjson)
_PAGE_BYTES = 20_000
_RECORD = b"\x1e"  # begins a record of a JSON text sequence
_SHOWN = 200
_SPACE = re.compile(r"\s*+")


def releases_of_body(body: bytes, notes: Notes, declared: str | None = None) -> Iterator[tuple[str, Any]]:
    """Releases of a document held in memory, as (JSON pointer, value as found)."""
    try:
        value = orjson.loads(body)
    except orjson.JSONDecodeError:
        yield from _releases_of_unclean(body, notes, declared)
    else:
        yield from releases_of_value(whole_value(value, body, notes), notes)


def _releases_of_unclean(body: bytes, notes: Notes, declared: str | None) -> Iterator[tuple[str, Any]]:
    """Releases of a body that is not one JSON value in clean UTF-8."""
    if not body.strip():
        notes.add("empty_document", "the document is empty")
        return
    body, wide = narrow(body)
    if wide:
        notes.add("unclean_encoding", wide)
    if body.endswith(b"\x00") and body.lstrip().startswith((b"{", b"[")):
        body = body.rstrip(b"\x00 \t\r\n")
        notes.add("unclean_json", "filled up with zeros at the end, which were passed over")
        yield from releases_of_body(body, notes, declared)
        return
    if b"\x00" in body[:1024] and not body.startswith(BYTE_ORDER_MARKS):
        notes.add("unreadable_document", "a binary file, not JSON or XML")
        return
    yield from _releases_of_text(to_utf8(body)[0] if body.startswith(BYTE_ORDER_MARKS) else body, notes, declared)


def _releases_of_text(body: bytes, notes: Notes, declared: str | None) -> Iterator[tuple[str, Any]]:
    """Releases of a text whose letters are of one byte or UTF-8."""
    if body.lstrip().startswith(_RECORD):  # RFC 7464
        body = body.replace(_RECORD, b"\n")
    if _is_of_lines(body):  # told first: mending many values into one takes long, and is in vain
        yield from releases_of_lines(body.split(b"\n"), notes, declared)
        return
    body, unclean = as_utf8(body, declared)
    if unclean:
        notes.add("unclean_encoding", unclean)
    try:
        value, notes.has_mends = load_json(body)
    except ValueError:
        yield from _releases_of_broken(body, notes)
        return
    if notes.has_mends:
        notes.add("unclean_json", "mended to be read as JSON")
    yield from releases_of_value(whole_value(value, body, notes, is_mended=notes.has_mends), notes)


def _is_of_lines(body: bytes) -> bool:
    """Whether the first line is a value of its own, clean as it stands, and more comes after it."""
    body = body.removeprefix(codecs.BOM_UTF8).lstrip()
    end = body.find(b"\n")
    if end < 0 or not body[end:].strip():
        return False
    try:
        return isinstance(orjson.loads(_value_of(to_utf8(body[:end])[0])), dict)
    except orjson.JSONDecodeError:
        return False


def _value_of(line: bytes) -> bytes:
    """A line less what some writers put around a value: the mark of a record, the comma of a list."""
    return line.strip().removeprefix(_RECORD).removesuffix(b",")


def _releases_of_broken(body: bytes, notes: Notes) -> Iterator[tuple[str, Any]]:
    """Releases of a body that is no single JSON value: JSON lines, packages in a row, or one that is broken or cut."""
    first, _, rest = body.lstrip().partition(b"\n")
    if rest.strip() and is_json(first):
        yield from releases_of_lines(body.split(b"\n"), notes)
    elif body.lstrip().startswith((b"{", b"[")):
        values = _values_in_a_row(body.decode(), notes)
        yield from _releases_of_values(values, notes) if values else salvaged(records_of_text(body), notes)
    elif body.lstrip()[:200].lower().startswith((b"<!doctype", b"<html")):
        notes.add("html_document", "a web page in place of data", None, words_of(body[:_PAGE_BYTES]))
    else:
        said = "neither JSON, XML nor the flat CSV of Contracts Finder"
        notes.add("unreadable_document", said, None, body[:_SHOWN].decode("utf-8", "replace"))


def _values_in_a_row(text: str, notes: Notes) -> list[Any]:
    """The JSON values that stand one after the other and are all there is; none when there is anything else."""
    values: list[Any] = []
    position = 0
    while position < len(text):
        start = _SPACE.match(text, position).end()  # type: ignore[union-attr]  # it matches anywhere
        try:
            value, position = _DECODER.raw_decode(text, start)
        except (ValueError, RecursionError):
            return []
        values.append(whole_value(value, text[start:position].encode(), notes, f"value {len(values) + 1}"))
        position = _SPACE.match(text, position).end()  # type: ignore[union-attr]
    return values


def _releases_of_values(values: list[Any], notes: Notes) -> Iterator[tuple[str, Any]]:
    notes.add("unclean_json", f"{len(values)} JSON values one after the other, all read")
    for number, value in enumerate(values, start=1):
        yield from releases_of_value(value, notes, f"value {number}")


def is_json(line: bytes) -> bool:
    """Whether a line holds one whole JSON value."""
    try:
        load_json(_value_of(line))
    except ValueError:
        return False
    return True


def salvaged(
    records: Iterator[Found | Lost], notes: Notes, known: frozenset[int] = frozenset()
) -> Iterator[tuple[str, Any]]:
    """Releases of a document that cannot be read as a whole, one by one; each that is lost is a fault.

    Args:
        records: what can be told apart in it.
        notes: of the document.
        known: keys of the releases that were read of it before.
    """
    faults = len(notes.issues)
    is_mended = False
    cut: tuple[str, str, str] | None = None
    for count, record in enumerate(records):
        at = f"/releases/{count}"
        if isinstance(record, Lost):
            fault = (f"one release cannot be read, the others were: {record.reason}", at, record.text)
            if record.is_cut:
                cut = fault
            else:
                notes.add("unreadable_release", *fault)
            continue
        if cut:
            notes.add("unreadable_release", *cut)
            cut = None
        notes.has_mends = record.is_mended
        is_mended = is_mended or record.is_mended
        for pointer, release in _releases_of_found(record.value, notes, at):
            if key_of(release) not in known:
                yield pointer, release
    if cut or (faults == len(notes.issues) and not is_mended):
        notes.add("truncated_json", "the document breaks off; the releases before were read", *(cut or ())[1:])
    if is_mended:
        notes.add("unclean_json", "mended to be read as JSON")
    notes.format = "release_package" if notes.format == "unknown" else notes.format


def _releases_of_found(value: Any, notes: Notes, at: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict) and ("releases" in value or "compiledRelease" in value):
        notes.format = "record_package"
        return releases_of_record(value, notes, at.replace("/releases/", "/records/"))
    return iter([(at, value)])


def key_of(release: Any) -> int:
    """What tells a release from the others of its document."""
    named = {"ocid": release.get("ocid"), "id": release.get("id")} if isinstance(release, dict) else release
    try:
        return hash(orjson.dumps(named))
    except TypeError:  # of no such name: read again rather than passed over
        return id(release)


def releases_of_lines(
    lines: Iterable[bytes], notes: Notes, declared: str | None = None, first_line: int = 1
) -> Iterator[tuple[str, Any]]:
    """Releases of JSON lines, one line in memory at a time; the pointer starts with the number of the line."""
    encodings: set[str] = set()
    mended = False
    for number, raw in enumerate(lines, start=first_line):
        line = raw
        try:
            value, notes.has_mends = orjson.loads(raw), False
        except orjson.JSONDecodeError:
            if not raw.strip():
                continue
            line, unclean = as_utf8(raw, declared)
            if unclean:
                encodings.add(unclean)
            line = _value_of(line)
            try:
                value, notes.has_mends = load_json(line)
            except ValueError as error:
                said = line[:200].decode("utf-8", "replace")
                notes.add("unreadable_line", f"not JSON: {error}", f"line {number}", said)
                continue
        mended = mended or notes.has_mends
        value = whole_value(value, line, notes, f"line {number}", is_mended=notes.has_mends)
        yield from releases_of_value(value, notes, f"line {number}")
    notes.format = "json_lines"
    for unclean in sorted(encodings):
        notes.add("unclean_encoding", unclean)
    if mended:
        notes.add("unclean_json", "mended to be read as JSON")


def content_of(release: dict[str, Any]) -> bytes:
    """A release as canonical JSON: the same bytes however its fields were ordered and spaced.

    Raises:
        TypeError: it is nested too deeply, or holds what neither JSON nor UTF-8 can.
    """
    return orjson.dumps(release, option=orjson.OPT_SORT_KEYS)
