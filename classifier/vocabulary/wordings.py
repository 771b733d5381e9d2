"""Wordings that decide a kind, read from their data file: regular expressions over passages with marked names."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from classifier.vocabulary.choices import Choices

if TYPE_CHECKING:
    from collections.abc import Iterator

MARK = "\u25c6"  # stands for every name of social value in a passage
_INSERTED = re.compile(r"@(\w+)@")


@dataclass(frozen=True)
class Wording:
    """One kind of wording: its group, its id, and the source of the expression that finds it."""

    group: str
    id: str
    source: str


class Wordings:
    """The wordings of some groups, in order, looked for all at once."""

    def __init__(self, rows: tuple[Wording, ...]) -> None:
        self._rows = rows

    @cached_property
    def _choices(self) -> Choices:
        return Choices([row.source] for row in self._rows)

    def make_table(self) -> None:
        """Make now the table of words by which it is known which of them to ask."""
        _ = self._choices

    def make_ready(self) -> None:
        """Make now what would be made when it is first asked for."""
        self._choices.make_ready()

    def may_match(self, text: str) -> bool:
        """Whether any wording could be found in the text; never wrongly no."""
        return self._choices.may_match(text)

    def found(self, text: str) -> Iterator[tuple[Wording, re.Match[str]]]:
        """Each wording that is found in the text, with its first place, in order."""
        for place, match in self._choices.firsts(text):
            yield self._rows[place], match


@cache
def wordings(*groups: str) -> Wordings:
    """The wordings of the groups. Looking for them raises ClassifierError where one cannot be read."""
    table = _table()
    return Wordings(tuple(_wording(group, row, table["sets"]) for group in groups for row in table[group]))


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files("classifier").joinpath("vocabulary", "wordings.toml").read_text(encoding="utf-8"))


def _wording(group: str, row: dict[str, Any], sets: dict[str, str]) -> Wording:
    source = "|".join(f"(?:{item})" for item in row["any"])
    for _ in range(2):  # a set may hold another
        source = _INSERTED.sub(lambda match: sets[match.group(1)], source)
    return Wording(group, row["id"], source)
