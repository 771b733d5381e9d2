"""Files of labels: JSON lines from the page, or the CSV of a sample, filled in."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import TYPE_CHECKING, Any

import orjson

from crawler.text.redact import redact
from store.errors import StoreError
from store.reference.tables import reference_rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_UNSURE = {"u", "unsure"}
_LEVELS = {str(level): level for level in range(6)}
_NO_THEME = "none"


def themes() -> dict[str, str]:
    """The themes that a reader can name, with their titles."""
    rows = reference_rows("codes/vocabulary")
    return {row["term"]: row["title"] for row in rows if row["vocabulary"] == "theme"}


def labels_of(path: Path, faults: list[str]) -> Iterator[dict[str, Any]]:
    """The labels of a file; what cannot be used is said in `faults`.

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
    for number, row in _json_rows(text) if text.lstrip().startswith("{") else _csv_rows(text):
        try:
            label, ocid = str(row["label"]).strip().lower(), str(row["ocid"]).strip()
            level = None if label in _UNSURE else _LEVELS[label]
        except (KeyError, TypeError):
            faults.append(f"line {number} of {path.name}: it needs ocid, and label as 0 to 5 or u")
            continue
        named = _themes(row.get("themes"))
        unknown = sorted(set(named or ()) - set(themes()))
        if unknown:
            faults.append(f"line {number} of {path.name}: there is no theme {unknown[0]!r}")
            continue
        note = redact(str(row.get("note") or ""))[:500] or None
        labelled_at = row.get("labelled_at") or now
        yield {"ocid": ocid, "level": level, "themes": named, "note": note, "labelled_at": labelled_at}


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
    for number, line in enumerate(text.splitlines(), start=1):
        try:
            yield number, orjson.loads(line)
        except orjson.JSONDecodeError:
            yield number, None


def _csv_rows(text: str) -> Iterator[tuple[int, Any]]:
    """The lines that somebody has filled in."""
    for number, row in enumerate(csv.DictReader(io.StringIO(text)), start=2):
        if "label" not in row or row["label"]:
            yield number, row
