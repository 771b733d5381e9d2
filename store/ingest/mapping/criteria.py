"""Structured award criteria, lot by lot, in both published shapes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

from crawler.text.printable import printable
from crawler.text.redact import redact
from store.ingest.mapping import codes
from store.ingest.mapping.texts import with_own_paths

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.ingest.mapping.fields import Fields, Object

_ELSEWHERE = "procurement documents"


def award_criteria_of(release: Object, fields: Fields) -> list[dict[str, Any]]:
    """Rows of core.criterion, less the notice's key and what the classifier will read from them."""
    tender = fields.object(release, "tender", "")
    rows = _criteria(tender, "/tender", None, fields)
    for at, lot in fields.parts(tender, "lots", "/tender"):
        lot_id = lot.get("id")
        rows += _criteria(lot, at, printable(str(lot_id)) if lot_id is not None else None, fields)
    if not isinstance(tender.get("lots"), dict):
        return rows
    paths = with_own_paths([(row["path"], "") for row in rows])  # keys may differ by what is not printable alone
    return [row | {"path": path} for row, (path, _) in zip(rows, paths, strict=True)]


def _criteria(holder: Object, at: str, lot_id: str | None, fields: Fields) -> list[dict[str, Any]]:
    if "awardCriteria" not in holder or isinstance(holder["awardCriteria"], str):
        return []  # tender.awardCriteria was a code in OCDS 1.0
    criteria = fields.object(holder, "awardCriteria", at)
    return [
        {
            "path": place,
            "lot_id": lot_id,
            "criterion_type": fields.code(criterion, "type", place, codes.CRITERION_TYPES),
            "name": fields.text(criterion, "name", place),
            "description": fields.text(criterion, "description", place),
            "numbers": _numbers(criterion, place, fields),
        }
        for place, criterion in fields.objects(criteria, "criteria", f"{at}/awardCriteria")
    ]


def _numbers(criterion: Object, at: str, fields: Fields) -> str | None:
    """The published numbers as JSON: a list of [number, kind of weight, threshold or fixed sum].

    A number published as a text stays a text.
    """
    if "numbers" not in criterion:
        return None
    pairs = []
    for place, entry in fields.objects(criterion, "numbers", at):
        number = entry.get("number")
        number = redact(printable(number)) if isinstance(number, str) else fields.number(entry, "number", place)
        kinds = (fields.text(entry, key, place) for key in ("weight", "threshold", "fixed"))
        pairs.append([number, next((kind for kind in kinds if kind is not None), None)])
    return orjson.dumps(pairs).decode() if pairs else None


def stated_elsewhere(release: Object, criteria: Sequence[object]) -> bool | None:
    """Whether award criteria stand only in the procurement documents; None when the notice does not say."""
    if criteria:
        return False
    tender = release.get("tender")
    if not isinstance(tender, dict):
        return None
    lots = tender.get("lots")
    holders = [tender, *(lots if isinstance(lots, list) else lots.values() if isinstance(lots, dict) else [])]
    said = [holder.get("awardCriteria") for holder in holders if isinstance(holder, dict)]
    texts = [entry.get("description") for entry in said if isinstance(entry, dict)]
    return True if any(isinstance(text, str) and _ELSEWHERE in text.lower() for text in texts) else None
