"""The words that documents are told by, as regular expressions, read from their data file and compiled once."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).with_name("expressions.toml")


@cache
def _table() -> dict[str, dict[str, Any]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def names() -> tuple[str, ...]:
    """Names of all expressions."""
    return tuple(_table())


@cache
def expression(name: str) -> re.Pattern[str]:
    """The expression of that name."""
    row = _table()[name]
    source = f"{row.get('before', '')}(?:{'|'.join(row['any'])}){row.get('after', '')}"
    return re.compile(source, 0 if row.get("case") else re.IGNORECASE)
