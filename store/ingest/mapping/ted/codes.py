"""Code lists of TED forms, from forms.csv and codes.csv."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Kind:
    """What a form is: its stage, and the special regimes it belongs to."""

    stage: str
    regimes: tuple[str, ...]


def _rows(name: str) -> list[dict[str, str]]:
    with (files("store") / "ingest" / "mapping" / "ted" / name).open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


_KINDS = {
    (row["form"], row["notice_type"]): Kind(row["stage"], tuple(row["regimes"].split())) for row in _rows("forms.csv")
}
_LISTS: dict[str, dict[str, str]] = {}
for _row in _rows("codes.csv"):
    _LISTS.setdefault(_row["list"], {})[_row["code"]] = _row["means"]
CELEX_OF_DIRECTIVE = _LISTS["directive"]
CATEGORY_OF_TYPE = _LISTS["type"]
METHOD_OF_PROCEDURE = _LISTS["procedure"]


def kind_of(form: str, notice_type: str | None) -> Kind | None:
    """What a form of a notice type is; None for a form that is not known."""
    return _KINDS.get((form, notice_type or "")) or _KINDS.get((form, ""))
