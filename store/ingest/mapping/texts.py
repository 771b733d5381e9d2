"""Every free text of a release, and where it stands.

All strings are text except those under the keys of not_text.csv: a list of what is left out, not of what is taken,
so that a field nobody thought of is read rather than lost.
"""

from __future__ import annotations

import csv
from collections import Counter
from functools import lru_cache
from importlib.resources import files
from typing import Any

from crawler.text.printable import has_hidden, printable
from crawler.text.redact import redact


def _load_not_text() -> frozenset[str]:
    with (files("store") / "ingest" / "mapping" / "not_text.csv").open(encoding="utf-8") as lines:
        return frozenset(row["key"] for row in csv.DictReader(lines))


_NOT_TEXT = _load_not_text()
_STEPS = dict.fromkeys(_NOT_TEXT, "")  # what keys add to the path of a text: every release has the same, but for a few
_MOST_STEPS = 10_000
# Structured criteria are judged together with their neighbours, from core.criterion; what stands in their place as
# words is a text.
_CRITERIA, _AWARD_CRITERIA = "criteria", "awardCriteria"
_IN_AWARD_CRITERIA = f"/{_AWARD_CRITERIA}"
# Titles, and documents (whose descriptions repeat the tender's), are no sign that a notice has substance.
_BOILERPLATE = frozenset({"title", "documents"})


def texts_of(release: dict[str, Any]) -> list[tuple[str, str]]:
    """Every free text of the release as (JSON pointer, text without contact details), in order of appearance."""
    return read_texts(release, {}, is_clean=False)[0]


def read_texts(release: dict[str, Any], kept: dict[str, str], *, is_clean: bool) -> tuple[list[tuple[str, str]], bool]:
    """The texts of `texts_of`, and whether there may be anything in them that cannot be seen.

    Args:
        release: the release as parsed.
        kept: is filled with what becomes of each text.
        is_clean: what is ASCII hides nothing.
    """
    found: list[tuple[str, str]] = []
    reader = _Reader(kept, is_clean=is_clean)
    _gather(release, "", reader, found)
    return with_own_paths(found) if reader.has_odd_keys else found, reader.has_hidden


def with_own_paths(found: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The texts, with a number behind a path that stands twice: two keys may differ by what is not printable alone."""
    if len({path for path, _ in found}) == len(found):
        return found
    seen: Counter[str] = Counter()
    numbered = []
    for path, text in found:
        seen[path] += 1
        numbered.append((path if seen[path] == 1 else f"{path}~{seen[path]}", text))
    return numbered


class _Reader:
    """Texts as published, less contact details; those that invisible marks take apart go with the marks."""

    __slots__ = ("_is_clean", "has_hidden", "has_odd_keys", "kept")

    def __init__(self, kept: dict[str, str], *, is_clean: bool) -> None:
        self._is_clean = is_clean
        self.kept = kept  # a description is often repeated, under the documents or in each lot
        self.has_hidden = False
        self.has_odd_keys = False

    def read(self, published: str) -> str:
        """What becomes of a text; empty for nothing but blanks."""
        text = "" if published.isspace() else redact(published)
        if not (self._is_clean and text.isascii()) and has_hidden(text):
            self.has_hidden = True
            plain = printable(text)
            kept = redact(plain)
            text = text if kept == plain else kept
        self.kept[published] = text
        return text

    def step(self, key: str) -> str:
        """What a key adds to the path of a text; nothing where what it leads to is no text."""
        if key in _NOT_TEXT:
            return ""
        if key.isalnum():
            if len(_STEPS) < _MOST_STEPS and key != _CRITERIA:
                _STEPS[key] = f"/{key}"
            return f"/{key}"
        self.has_odd_keys = True
        return f"/{step(key)}"


def step(key: str) -> str:
    """A key as a step of a JSON pointer (RFC 6901), printable."""
    return printable(key).replace("~", "~0").replace("/", "~1")


def _gather(node: dict[str, Any], path: str, reader: _Reader, found: list[tuple[str, str]]) -> None:
    kept = reader.kept
    for key, value in node.items():
        added = _STEPS.get(key)
        if added is None:
            if key == _CRITERIA and path.endswith(_IN_AWARD_CRITERIA):
                _gather_words(value, f"{path}/{key}", reader, found)
                continue
            added = reader.step(key)
        if not added:
            continue
        kind = type(value)
        if kind is str:
            text = kept.get(value)
            if text is None:
                text = reader.read(value)
            if text:
                found.append((path + added, text))
        elif kind is dict:
            _gather(value, path + added, reader, found)
        elif kind is list:
            _gather_list(value, path + added, reader, found)


def _gather_words(value: Any, path: str, reader: _Reader, found: list[tuple[str, str]]) -> None:
    """What stands as words in place of criteria, in one text, for a weight is one among those beside it."""
    words = [item for item in (value if isinstance(value, list) else [value]) if isinstance(item, str)]
    text = reader.read("\n".join(words)) if words else ""
    if text:
        found.append((path, text))
    for index, item in enumerate(value if isinstance(value, list) else []):
        if isinstance(item, dict) and _CRITERIA in item:  # holds criteria, and is none
            _gather_words(item[_CRITERIA], f"{path}/{index}/{_CRITERIA}", reader, found)
            _gather({key: each for key, each in item.items() if key != _CRITERIA}, f"{path}/{index}", reader, found)


def _gather_list(items: list[Any], path: str, reader: _Reader, found: list[tuple[str, str]]) -> None:
    if path.endswith(_IN_AWARD_CRITERIA):
        _gather_words(items, path, reader, found)
        return
    for index, item in enumerate(items):
        kind = type(item)
        if kind is dict:
            _gather(item, f"{path}/{index}", reader, found)
        elif kind is str:
            text = reader.kept.get(item)
            if text is None:
                text = reader.read(item)
            if text:
                found.append((f"{path}/{index}", text))
        elif kind is list:
            _gather_list(item, f"{path}/{index}", reader, found)


@lru_cache(maxsize=1 << 12)  # texts stand in the same places in release after release
def has_substance(path: str) -> bool:
    """Whether a text counts to the words of a notice: titles and descriptions of documents do not."""
    if "/title" not in path and "/documents" not in path:
        return True
    return _BOILERPLATE.isdisjoint(path.split("/"))
