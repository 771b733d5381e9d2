"""The regular expressions of the classifier, read from their data file and compiled once."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from classifier.errors import ClassifierError

_INSERTED = re.compile(r"@(\w+)@")


@cache
def _table() -> dict[str, dict[str, Any]]:
    return tomllib.loads(files("classifier").joinpath("vocabulary", "expressions.toml").read_text(encoding="utf-8"))


def names() -> tuple[str, ...]:
    """Names of all expressions."""
    return tuple(_table())


@cache
def expression(name: str) -> re.Pattern[str]:
    """The expression of that name. Raises ClassifierError when there is none or it cannot be compiled."""
    source = source_of(name)
    try:
        return re.compile(source, 0 if is_cased(name) else re.IGNORECASE)
    except re.error as error:
        raise ClassifierError(f"expressions.toml: {name} is no regular expression: {error}") from error


def expression_of(name: str, label: str) -> re.Pattern[str]:
    """The expression of that name, with a label as it is written where the data file says `<label>`."""
    return re.compile(source_of(name).replace("<label>", re.escape(label)), 0 if is_cased(name) else re.IGNORECASE)


def is_cased(name: str) -> bool:
    """Whether upper and lower case differ for the expression of that name."""
    return bool(_table()[name].get("case"))


def source_of(name: str) -> str:
    """The source of the expression of that name. Raises ClassifierError when there is none."""
    row = _table().get(name)
    if row is None:
        raise ClassifierError(f"expressions.toml: there is no expression {name!r}")
    alternatives = "|".join("".join(item) for item in row["any"])
    text = f"{row.get('before', '')}(?:{alternatives}){row.get('after', '')}"
    return _INSERTED.sub(lambda match: source_of(match.group(1)), text)
