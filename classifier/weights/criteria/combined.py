"""Criteria that name several at once, one of them social value: `Price/Quality/SV`, described as `60/30/10`."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from classifier.text.glued import as_meant, opened
from classifier.vocabulary.expressions import expression
from classifier.weights.score_sheets.names import is_social, is_umbrella
from classifier.weights.score_sheets.rows import rows_of

if TYPE_CHECKING:
    from classifier.evidence import Criterion
    from classifier.weights.criteria.reading import Row

_PRICE = expression("price")
_BETWEEN = re.compile(
    r"\s*(?:[/,;+&|]|\band\b|\bwith\b|\binc(?:l(?:ud(?:ing|es))?)?\b\.?)[\s(]*(?:and )?", re.IGNORECASE
)
_RATIO = re.compile(r"\s*:\s*")
_PATH = re.compile(r"[^/|]+[/|][^/|]+")  # `Quality / Social value` may be its place under quality
_NUMBER = re.compile(r"[\s:=(-]*\d{1,3}(?:\.\d+)?\s?%?\)?")
_NUMBERS_ALONE = re.compile(r"\W*\d{1,3}(?:\.\d+)?(?:\s?%?\s?[/:,;+-]\s?\d{1,3}(?:\.\d+)?)+\s?%?\W*")
WHOLE = 100.0


def is_combined(criterion: Criterion) -> bool:
    """Whether the name of a criterion is a list of price or quality and of social value."""
    names = _names(criterion)
    has_other = any(_PRICE.fullmatch(name) is not None or is_umbrella(name) for name in names)
    return has_other and any(map(is_social, names))


def own_part(criterion: Criterion, row: Row) -> Row:
    """The row of a combined criterion with the number of its social value alone; without one where none is told."""
    is_list = not criterion.numbers and _NUMBERS_ALONE.fullmatch(criterion.description or "") is not None
    whole = WHOLE if is_list or row.value is None else row.value  # the first number of a list is not that of the whole
    parts = _parts(criterion, whole)
    own = [value for name, value in parts if is_social(name)]
    if len(own) != 1 and _PATH.fullmatch(criterion.name or "") is not None:
        return row
    if len(own) != 1:
        return replace(row, is_price=False, is_umbrella=False, value=None)
    value = round(own[0] * whole / sum(value for _, value in parts), 4)
    return replace(row, is_price=False, is_umbrella=False, value=value, unit=row.unit or "percent")


def _names(criterion: Criterion) -> list[str]:
    name = criterion.name or ""
    is_ratio = name.count(":") > 1  # and not `Quality: Social value`
    return [_NUMBER.sub("", each).strip() for each in (_BETWEEN if not is_ratio else _RATIO).split(name)]


def _parts(criterion: Criterion, whole: float) -> list[tuple[str, float]]:
    """The numbers of a list with their names, where they make up a hundred or the number of the criterion."""
    description = criterion.description or ""
    if _NUMBERS_ALONE.fullmatch(description) is not None:
        numbers, names = re.findall(r"\d+(?:\.\d+)?", description), _names(criterion)
        told = [list(zip(names, map(float, numbers), strict=True))] if len(names) == len(numbers) else []
    else:
        told = [_listed(description), _listed(criterion.name or "")]
    return next((parts for parts in told if sum(value for _, value in parts) in {WHOLE, whole}), [])


def _listed(text: str) -> list[tuple[str, float]]:
    """The rows of a list in one line."""
    found = rows_of(as_meant(opened(" ".join(text.split()))))
    return [(row.label, row.value) for row in found.rows if row.value] if found is not None else []
