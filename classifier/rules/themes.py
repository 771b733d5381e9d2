"""Which themes a passage speaks of, and which the codes of the Social Value Model and the TOMs stand for."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from classifier.evidence import THEMES
from classifier.vocabulary.choices import Choices
from classifier.vocabulary.lexicon import read_rows
from classifier.vocabulary.supersets import verified

if TYPE_CHECKING:
    from collections.abc import Iterable

_CODE = verified("model_code")
_NO_THEME = verified("no_theme")
_WELLBEING = verified("wellbeing_wording")
_ASKED = ("benefit", "further", "own", "duty")
_OWN, _DUTY = _ASKED.index("own"), _ASKED.index("duty")


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files("classifier").joinpath("vocabulary", "themes.toml").read_text(encoding="utf-8"))


@cache
def themes() -> Choices:
    """The words of each theme, in their order."""
    return Choices(_table()[name]["any"] for name in THEMES)


@cache
def asked() -> Choices:
    """What may be asked beside a service: benefits, further ones, what is a supplier's own, and duties."""
    return Choices(_table()[name]["any"] for name in _ASKED)


def benefit_starts(text: str) -> tuple[tuple[int, ...], bool]:
    """Where benefits, or what is a supplier's own, may stand, and whether a verb may be put as a duty there."""
    places = asked().places_now(text)
    if not places:
        return (), False
    benefits = {place for place, group in places if not group}
    others = {place for place, group in places if group}
    return (*benefits, *others), any(group == _DUTY for _, group in places)


def own_in(text: str) -> list[re.Match[str]]:
    """Where words stand for what is a supplier's own, or is put to it: `your workforce`, `must pay`, `how will you`."""
    return list(asked().finditer(text, _OWN))


def may_name_theme(text: str) -> bool:
    """Whether a theme may be named; quick, and sometimes wrongly yes."""
    return themes().may_match(text)


def duty_in(text: str) -> re.Match[str] | None:
    """Where a verb of what serves others is put as a duty: `must pay`, `is asked to host`."""
    return next(asked().finditer(text, _DUTY), None)


@cache
def _codes() -> dict[str, tuple[str, ...]]:
    """Codes in small letters and the themes each stands for."""
    return {row["code"].lower(): tuple(row["themes"].split()) for row in read_rows("theme_codes.csv")}


def themes_in(text: str, names: Iterable[tuple[int, int]] = ()) -> tuple[str, ...]:
    """Themes of a passage; `names` are the offsets of the names of social value, standards and laws in it."""
    words = _WELLBEING.sub("~", text, is_filled=True)
    for start, end in names:
        words = words[:start] + "~" * (end - start) + words[end:]
    words = _NO_THEME.sub("~", words)
    found = {THEMES[place] for place in themes().found(words)}
    found.update(theme for code in _codes_in(text) for theme in _codes().get(code, ()))
    return tuple(name for name in THEMES if name in found)


def benefits_in(text: str) -> list[tuple[int, int]]:
    """Offsets of the benefits that serve others when they are asked of a supplier, in order; none over another."""
    groups = [group for group, starts in enumerate(asked().places(text)[:_OWN]) if starts]
    if not groups:
        return []
    blank = _NO_THEME.sub("~", text, is_filled=True)
    spans: list[tuple[int, int]] = []
    for start, end in sorted(match.span() for group in groups for match in asked().finditer(blank, group)):
        if not spans or start >= spans[-1][1]:
            spans.append((start, end))
    return spans


def _codes_in(text: str) -> Iterable[str]:
    for match in _CODE.finditer(text):
        lead = (
            "mac"
            if match["lead"].lower().startswith("m") and "iss" not in match["lead"].lower()
            else match["lead"].lower()
        )
        for number in re.findall(r"\d{1,2}(?:\.\d|[a-e])?", match["numbers"].lower()):
            yield f"{lead} {number}"
