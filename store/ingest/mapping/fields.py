"""Strict reading of single fields: a value that is not what OCDS asks for becomes an issue, never a default."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from typing import Any

from crawler.text.printable import printable
from crawler.text.redact import redact
from store.ingest.issues import Issue, shown
from store.ingest.mapping import codes
from store.ingest.mapping.texts import step
from store.ingest.mapping.values import (
    UK_TIME,
    cpv_digits,
    in_uk_time,
    is_keyed,
    moment_of,
    plain_instant,
    plain_number,
    short_text,
)

_SHORT = 60  # characters; longer ones hardly ever come again
LARGEST_NUMBER = 1 << 128  # any integer above is no sum of money, and may not fit a float
_NAMING = ("/parties", "/awards", "/contracts", "/bids", "/tender/tenderers")
_TRUTH = {"true": True, "false": False}

Object = dict[str, Any]


class Fields:
    """Reads values out of one release and gathers the issues met.

    Each method takes the object, the key, and the JSON pointer of the object. A key that is absent is no fault.
    """

    def __init__(self) -> None:
        self.issues: list[Issue] = []
        # Texts without contact details, as `read_texts` has read them, and whether anything may be hidden in one.
        self.kept: dict[str, str] = {}
        self.has_hidden = False
        self._parts: dict[str, tuple[list[Any], list[tuple[str, Object]]]] = {}

    def note(self, code: str, message: str, path: str, value: object) -> None:
        """Add an issue about a value."""
        self.issues.append(Issue(code, message, path, shown(value)))

    def _wrong(self, wanted: str, at: str, key: str, value: object) -> None:
        if value is None:
            self.note("null_value", f"null in place of {wanted}", f"{at}/{key}", "null")
        else:
            path = f"{at}/{key}"
            # A malformed supplier may be the bare name of a person.
            self.note("wrong_type", f"not {wanted}", path, type(value).__name__ if path.startswith(_NAMING) else value)

    def text(self, parent: Object, key: str, at: str) -> str | None:
        """A string without contact details and outer blanks; None when absent, empty or no string."""
        value = parent.get(key)
        if type(value) is str:
            if len(value) <= _SHORT:
                return short_text(value)
            known = None if self.has_hidden or "\r" in value else self.kept.get(value.strip())
            return known or redact(printable(value).strip()) or None
        if value is not None or key in parent:
            self._wrong("a text", at, key, value)
        return None

    def code(self, parent: Object, key: str, at: str, known: frozenset[str]) -> str | None:
        """A code of a closed list, read without case and blanks; an unknown one is an issue and None."""
        value = parent.get(key)
        if type(value) is str and value in known:
            return value
        if self.text(parent, key, at) is None:
            return None
        return self._meant(str(value), key, f"{at}/{key}", known)

    def codes(self, parent: Object, key: str, at: str, known: frozenset[str]) -> list[str]:
        """A list of codes of a closed list, read as `code` reads one; unknown ones are issues and stay as they are."""
        published = parent.get(key)
        if type(published) is list and len(published) == 1 and type(published[0]) is str and published[0] in known:
            return published
        found = (
            value if value in known else self._meant(value, key, f"{at}/{key}", known) or printable(value).strip()
            for value in self.texts(parent, key, at)
        )
        return list(dict.fromkeys(value for value in found if value))

    def _meant(self, value: str, key: str, path: str, known: frozenset[str]) -> str | None:
        meant = codes.meant(value, known)
        if meant is not None:
            self.note("irregular_code", f"read as {meant}", path, value)
        elif value.strip():
            self.note("unknown_code", f"not in the code list of {key}", path, value)
        return meant

    def object(self, parent: Object, key: str, at: str) -> Object:
        """A nested object; empty when absent or something else."""
        value = parent.get(key)
        if type(value) is dict:
            return value
        if value is not None or key in parent:
            self._wrong("an object", at, key, value)
        return {}

    def objects(self, parent: Object, key: str, at: str) -> list[tuple[str, Object]]:
        """A list of objects as (JSON pointer, object). An object in place of a list is read as its only entry."""
        value = parent.get(key)
        if type(value) is list:
            found: list[tuple[str, Object]] = []
            start = f"{at}/{key}/"
            for item in value:
                if type(item) is not dict:
                    break
                found.append((f"{start}{len(found)}", item))
            else:  # nearly every list: its places are plain numbers
                return found
        elif value is None and key not in parent:
            return []
        return self._odd_objects(value, key, at)

    def parts(self, parent: Object, key: str, at: str) -> list[tuple[str, Object]]:
        """The `objects` of a list that is asked for several times and stands in one place alone, such as the lots."""
        value = parent.get(key)
        known = self._parts.get(key)
        if known is not None and known[0] is value:
            return known[1]
        before = len(self.issues)
        found = self.objects(parent, key, at)
        if type(value) is list and len(self.issues) == before:
            self._parts[key] = (value, found)
        return found

    def _odd_objects(self, value: Any, key: str, at: str) -> list[tuple[str, Object]]:
        """The objects of what is no list of objects alone."""
        if type(value) is dict:
            path = f"{at}/{key}"
            self.note("wrong_type", "an object in place of a list", path, "" if path.startswith(_NAMING) else value)
            if not is_keyed(value):
                return [(path, value)]
        elif type(value) is not list:
            self._wrong("a list", at, key, value)
            return []
        found: list[tuple[str, Object]] = []
        for index, item in value.items() if type(value) is dict else enumerate(value):
            if type(item) is dict:
                # The key may be the name of a person.
                place = len(found) if f"{at}/{key}".startswith(_NAMING) else step(f"{index}")
                found.append((f"{at}/{key}/{place}", item))
            else:
                self._wrong("an object", f"{at}/{key}", f"{index}", item)
        return found

    def texts(self, parent: Object, key: str, at: str) -> list[str]:
        """A list of strings. A string in place of a list is read as its only entry."""
        if key not in parent:
            return []
        value = parent[key]
        if type(value) is str:
            self.note("wrong_type", "a text in place of a list", f"{at}/{key}", value)
            return [redact(printable(value))]
        if type(value) is not list:
            self._wrong("a list", at, key, value)
            return []
        for index, item in enumerate(value):
            if type(item) is not str:
                self._wrong("a text", f"{at}/{key}", str(index), item)
        return [redact(printable(item)) for item in value if type(item) is str]

    def number(self, parent: Object, key: str, at: str) -> float | None:
        """A finite number as published; 0 and 1 are kept, whatever they stand for."""
        value = parent.get(key)
        if type(value) is float and math.isfinite(value):
            return value
        if type(value) is int and abs(value) < LARGEST_NUMBER:
            return float(value)
        if type(value) is str and (number := plain_number(value)) is not None:
            self.note("wrong_type", "a text in place of a number", f"{at}/{key}", value)
            return number
        if value is None:
            if key in parent:
                self._wrong("a number", at, key, value)
        else:
            self.note("unreadable_number", "not a number", f"{at}/{key}", value)
        return None

    def boolean(self, parent: Object, key: str, at: str) -> bool | None:
        """True, False, or None when absent or something else."""
        value = parent.get(key)
        if type(value) is bool or (value is None and key not in parent):
            return value
        self._wrong("true or false", at, key, value)
        return _TRUTH.get(value.strip().lower()) if type(value) is str else None

    def instant(self, parent: Object, key: str, at: str, *, is_end: bool = False) -> str | None:
        """A date-time as ISO 8601 in UTC. `is_end`: a date without a time means the end of that day."""
        value = parent.get(key)
        if type(value) is not str:
            if value is not None or key in parent:
                self._wrong("a date", at, key, value)
            return None
        plain = plain_instant(value)
        if plain is not None:
            return plain
        moment = self._moment(printable(value).strip(), f"{at}/{key}", value)
        if moment is None:
            return None
        if moment.tzinfo is None:
            moment, fault = in_uk_time(moment, value, is_end=is_end)
            self.note(*fault, f"{at}/{key}", value)
        return moment.astimezone(UTC).isoformat()

    def local_instant(self, text: str, path: str, published: str) -> str | None:
        """A date-time of UK local time, put together from the `published` value, as ISO 8601 in UTC."""
        moment = self._moment(text, path, published)
        return None if moment is None else moment.replace(tzinfo=UK_TIME).astimezone(UTC).isoformat()

    def _moment(self, text: str, path: str, published: str) -> datetime | None:
        moment, faults = moment_of(text)
        for fault in faults:
            self.note(*fault, path, published)
        return moment

    def cpv_code(self, classification: Object, at: str) -> str | None:
        """The eight digits of a CPV code; None for a classification of another scheme."""
        scheme = classification.get("scheme")
        if scheme != "CPV":
            if not isinstance(scheme, str) or scheme.strip().upper() != "CPV":
                return None
            self.note("irregular_code", "read as CPV", f"{at}/scheme", scheme)
        if "id" not in classification:
            return None
        value = classification["id"]
        code = cpv_digits(value) if type(value) is str else None
        if code is not None:
            return code
        self.note("unreadable_cpv", "not eight digits", f"{at}/id", value)
        return None
