"""The page on which a sample is labelled: one static file, works from a folder, keeps labels in the browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson

_TEMPLATE = Path(__file__).parent / "page.html"


def page(name: str, sample: list[dict[str, Any]], themes: dict[str, str]) -> str:
    """The page for a sample, with the themes to choose from; what the notices hold is never read as markup."""
    data = orjson.dumps({"name": name, "items": sample, "themes": themes}, default=str).decode()
    for sign, written in (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026")):
        data = data.replace(sign, written)
    return _TEMPLATE.read_text(encoding="utf-8").replace("__SAMPLE__", data)
