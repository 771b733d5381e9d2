"""Wordings that decide a kind, read from their data file: regular expressions over passages with marked names."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from classifier.errors import ClassifierError

MARK = "\u25c6"  # stands for every name of social value in a passage
_INSERTED = re.compile(r"@(\w+)@")


@dataclass(frozen=True, slots=True)
class Wording:
    """One kind of wording: an id, and the expression that finds it."""

    id: str
    pattern: re.Pattern[str]


@cache
def wordings(group: str) -> tuple[Wording, ...]:
    """The wordings of a group, in order. Raises ClassifierError for one that cannot be compiled."""
    table = _table()
    return tuple(_wording(row, table["sets"]) for row in table[group])


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files("classifier").joinpath("vocabulary", "wordings.toml").read_text(encoding="utf-8"))


def _wording(row: dict[str, Any], sets: dict[str, str]) -> Wording:
    source = "|".join(f"(?:{item})" for item in row["any"])
    for _ in range(2):  # a set may hold another
        source = _INSERTED.sub(lambda match: sets[match.group(1)], source)
    try:
        return Wording(row["id"], re.compile(source, re.IGNORECASE))
    except re.error as error:
        raise ClassifierError(f"wordings.toml: {row['id']} is no regular expression: {error}") from error
