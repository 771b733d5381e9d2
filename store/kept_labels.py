"""The labels of a home: kept in audit/labels.jsonl, and brought from there into core.audit_label."""

from __future__ import annotations

import datetime as dt
import os
from typing import TYPE_CHECKING, Any, BinaryIO

import orjson

from store.errors import StoreError
from store.hashes import short_hash
from store.ingest.issues import LEVELS
from store.repeated_keys import RepeatedKeyError, loads_once
from store.sql_files import read_sql, run_script, transaction

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    import duckdb

ORIGINS = ("sample", "authority")
_NAME = "audit/labels.jsonl"
_CODE = "unreadable_label"
_MOST_LEVEL = 5


def instant_of(value: object) -> str:
    """An instant as it is kept, in UTC; one written without its distance from UTC is in UTC.

    Raises:
        ValueError: it is no text such as 2026-11-18 or 2026-11-18T09:00:00Z.
    """
    read = dt.datetime.fromisoformat(value.strip() if isinstance(value, str) else "")
    try:
        return read.replace(tzinfo=read.tzinfo or dt.UTC).astimezone(dt.UTC).isoformat()
    except OverflowError as error:
        raise ValueError("the instant lies outside the calendar") from error


def load_labels(con: duckdb.DuckDBPyConnection, home: Path) -> None:
    """Bring core.audit_label up to date with `audit/labels.jsonl`; a line that cannot be used is a row of core.issue.

    Raises:
        StoreError: the file cannot be read.
    """
    run_script(con, "schema/audit.sql")
    issues: list[dict[str, Any]] = []
    labels = list(_kept(home, issues))
    with transaction(con):
        _put(con, labels)
        con.execute("DELETE FROM core.issue WHERE code = ?", [_CODE])  # what was mended since is no fault any more
        for issue in issues:
            values = ", ".join(f"${name}" for name in issue)
            con.execute(f"INSERT INTO core.issue ({', '.join(issue)}) VALUES ({values})", issue)  # noqa: S608 - names of our own


def add_labels(con: duckdb.DuckDBPyConnection, home: Path, labels: Sequence[dict[str, Any]]) -> None:
    """Add labels to core.audit_label and to `audit/labels.jsonl`: to both, or to neither.

    Raises:
        StoreError: the file cannot be written.
    """
    run_script(con, "schema/audit.sql")
    own = home / _NAME
    with transaction(con):
        _put(con, labels)
        try:
            own.parent.mkdir(parents=True, exist_ok=True)
            with own.open("a+b") as file:
                # What follows a line that was cut off would be lost with it.
                parted = b"" if _ends_with_line(file) else b"\n"
                file.write(parted + b"".join(orjson.dumps(label) + b"\n" for label in labels))
        except OSError as error:
            raise StoreError(f"{own} cannot be written: {error.strerror}") from error


def _ends_with_line(file: BinaryIO) -> bool:
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - 1))
    return size == 0 or file.read(1) == b"\n"


def _put(con: duckdb.DuckDBPyConnection, labels: Iterable[dict[str, Any]]) -> None:
    latest = {(label["ocid"], label["annotator"], label["origin"]): label for label in labels}
    con.execute(read_sql("audit/load.sql"), [orjson.dumps(list(latest.values())).decode()])


def _kept(home: Path, issues: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The labels of the file, in the order in which they came; what is wrong with the others goes to `issues`."""
    path = home / _NAME
    try:
        lines = path.read_bytes().split(b"\n") if path.is_file() else []
    except OSError as error:
        raise StoreError(f"{path} cannot be read: {error.strerror}") from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = loads_once(line)
        except RepeatedKeyError as error:
            issues.append(_issue(number, line, str(error)))
            continue
        except orjson.JSONDecodeError:
            issues.append(_issue(number, line, "it is cut off, or no JSON"))
            continue
        fault = _fault_of(row)
        if fault:
            issues.append(_issue(number, line, fault))
        else:
            yield {**row, "labelled_at": instant_of(row["labelled_at"])}


def _is_plain(value: object) -> bool:
    return isinstance(value, str) and bool(value) and value.isprintable()


def _is_level(value: object) -> bool:
    return value is None or (type(value) is int and 0 <= value <= _MOST_LEVEL)


def _is_themes(value: object) -> bool:
    return value is None or (isinstance(value, list) and all(isinstance(name, str) for name in value))


def _is_text(value: object) -> bool:
    return value is None or isinstance(value, str)


def _is_instant(value: object) -> bool:
    try:
        return bool(instant_of(value))
    except ValueError:
        return False


# What each column has to be. Of these only themes, note and version may be missing: older programs kept none.
_WANTED: dict[str, tuple[Callable[[object], bool], str]] = {
    "ocid": (_is_plain, "is no plain text"),
    "annotator": (_is_plain, "is no plain text"),
    "origin": (lambda value: value in ORIGINS, f"is none of {', '.join(ORIGINS)}"),
    "level": (_is_level, f"is no whole number from 0 to {_MOST_LEVEL}"),
    "is_adjudicated": (lambda value: isinstance(value, bool), "is neither true nor false"),
    "themes": (_is_themes, "is no list of names"),
    "note": (_is_text, "is no text"),
    "version": (_is_text, "is no text"),
    "labelled_at": (_is_instant, "is no time such as 2026-11-18T09:00:00Z"),
}
_MAY_BE_MISSING = {"themes", "note", "version"}


def _fault_of(row: Any) -> str | None:
    """What hinders a line from being a label; None when nothing does."""
    if not isinstance(row, dict):
        return "it is no label"
    for name, (is_right, fault) in _WANTED.items():
        if name not in row and name not in _MAY_BE_MISSING:
            return f"{name} is missing"
        if not is_right(row.get(name)):
            return f"{name} {fault}"
    return None


def _issue(number: int, line: bytes, fault: str) -> dict[str, Any]:
    """A row of core.issue, which is published: so it says where the line stands, and nothing that a reader wrote."""
    return {
        "issue_id": short_hash(b"|".join((_CODE.encode(), str(number).encode(), line))),
        "level": LEVELS[_CODE],
        "code": _CODE,
        "document_name": _NAME,
        "path": f"line {number}",
        "message": f"Line {number} of {_NAME} cannot be used: {fault}.",
    }
