"""Files of labels: JSON lines from the page, or the CSV of a sample, filled in."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import TYPE_CHECKING, Any

import orjson

from crawler.text.printable import in_one_line, printable
from crawler.text.redact import redact
from store.errors import StoreError
from store.kept_labels import instant_of
from store.reference.tables import reference_rows
from store.repeated_keys import RepeatedKeyError, loads_once, refuse_repeated

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_UNSURE = {"u", "unsure"}
_LEVELS = {str(level): level for level in range(6)}
_NO_THEME = "none"
_COLUMNS = frozenset({"ocid", "label", "themes", "note", "labelled_at"})
_SHOWN_CHARACTERS = 40


def themes() -> dict[str, str]:
    """The themes that a reader can name, with their titles."""
    rows = reference_rows("codes/vocabulary")
    return {row["term"]: row["title"] for row in rows if row["vocabulary"] == "theme"}


def labels_of(path: Path, faults: list[str], places: list[str]) -> Iterator[dict[str, Any]]:
    """The labels of a file; what cannot be used is said in `faults`, and where each label stands in `places`.

    Raises:
        StoreError: the file cannot be read.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise StoreError(f"{path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise StoreError(f"{path} cannot be read: it is not text in UTF-8") from error
    now = dt.datetime.now(dt.UTC).replace(microsecond=0).isoformat()
    known = set(themes())
    for number, row in _json_rows(text) if text.lstrip().startswith("{") else _csv_rows(path, text):
        place = f"line {number} of {path.name}"
        try:
            label = _label(row, now, known)
        except ValueError as error:
            faults.append(f"{place}: {error}")
            continue
        places.append(place)
        yield label


def _label(row: Any, now: str, known: set[str]) -> dict[str, Any]:
    """What a line says. Raises ValueError with what is wrong with it."""
    if isinstance(row, RepeatedKeyError):
        raise row
    try:
        label, ocid = str(row["label"]).strip().lower(), row["ocid"].strip()
        level = None if label in _UNSURE else _LEVELS[label]
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError("it needs ocid, and label as 0 to 5 or u") from error
    if not ocid or not ocid.isprintable():
        raise ValueError("it needs ocid, and label as 0 to 5 or u")
    named = _themes(row.get("themes"))
    unknown = sorted(set(named or ()) - known)
    if unknown:
        raise ValueError(f"there is no theme {unknown[0]!r}")
    note = row.get("note")
    when = row.get("labelled_at")
    try:
        labelled_at = now if when is None or when == "" else instant_of(when)
    except ValueError as error:
        shown = in_one_line(str(when))[:_SHOWN_CHARACTERS]
        raise ValueError(f"labelled_at is no time such as 2026-11-18T09:00:00Z: {shown}") from error
    if type(note) in {dict, list}:
        raise ValueError("its note is no text")
    remark = redact(printable(str(note or "")))[:500] or None
    return {"ocid": ocid, "level": level, "themes": named, "note": remark, "labelled_at": labelled_at}


def _themes(value: object) -> list[str] | None:
    """Themes as a list, or as words between spaces, commas or semicolons; `none` is no theme, nothing is no answer."""
    if value is None:
        return None
    words = value if isinstance(value, list) else str(value).replace(",", " ").replace(";", " ").split()
    named = sorted({str(word).strip().lower() for word in words})
    if not named:
        return [] if isinstance(value, list) else None
    return [name for name in named if name != _NO_THEME]


def _json_rows(text: str) -> Iterator[tuple[int, Any]]:
    """The lines that hold anything; only a line break parts them, as a text may hold other marks of a new line."""
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            try:
                yield number, loads_once(line)
            except RepeatedKeyError as error:
                yield number, error
            except orjson.JSONDecodeError:
                yield number, None


def _csv_rows(path: Path, text: str) -> Iterator[tuple[int, Any]]:
    """The lines that somebody has filled in."""
    reader = csv.DictReader(io.StringIO(text))
    try:
        refuse_repeated(reader.fieldnames, "column", _COLUMNS)
        for row in reader:
            if "label" not in row or row["label"]:
                yield reader.line_num, row
    except RepeatedKeyError as error:
        raise StoreError(f"{path} cannot be read: {error}") from error
    except csv.Error as error:
        number = reader.line_num + 1  # those before it were read whole
        raise StoreError(f"{path} cannot be read as CSV: line {number}: {error}") from error
