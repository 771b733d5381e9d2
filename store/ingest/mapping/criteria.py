"""Structured award criteria, lot by lot, in both published shapes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import orjson

from crawler.text.printable import printable
from crawler.text.redact import redact
from store.ingest.mapping import codes
from store.ingest.mapping.texts import with_own_paths

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.ingest.mapping.fields import Fields, Object

_WHOLE = 100  # per cent
_DECIMAL_COMMA = re.compile(r"\s*\d{1,2},\d{1,2}\s*", re.ASCII)
_NUMBER_TEXT = re.compile(r"(?:\d{1,30}(?:\.\d{1,30})?|\d{1,3}(?:,\d{3})+)\s*%?", re.ASCII)
_CALLED_OFF = frozenset({"cancelled", "canceled", "withdrawn", "terminated", "abandoned", "discontinued"})
_ELSEWHERE = "procurement documents"


def award_criteria_of(release: Object, fields: Fields) -> list[dict[str, Any]]:
    """Rows of core.criterion, less the notice's key and what the classifier will read from them."""
    tender = fields.object(release, "tender", "")
    rows = _criteria(tender, "/tender", None, fields)
    gone = called_off_lots(release, fields)
    for at, lot in fields.parts(tender, "lots", "/tender"):
        lot_id = lot.get("id")
        if f"{at}/" in gone:
            fields.note(
                "called_off_lot", "called off in the notice itself: neither text nor criteria count", at, lot_id
            )
            continue
        rows += _criteria(lot, at, printable(str(lot_id)) if lot_id is not None else None, fields)
    if not isinstance(tender.get("lots"), dict):
        return rows
    paths = with_own_paths([(row["path"], "") for row in rows])  # keys may differ by what is not printable alone
    return [row | {"path": path} for row, (path, _) in zip(rows, paths, strict=True)]


def called_off_lots(release: Object, fields: Fields) -> tuple[str, ...]:
    """Where the lots stand that the notice calls off itself, while others are competed.

    Of a procurement that is called off as a whole everything is kept, and so it is of notices of another stage, which
    tell of what was competed.
    """
    tags = release.get("tag")
    if not isinstance(tags, list) or not all(isinstance(tag, str) and tag.startswith("tender") for tag in tags):
        return ()
    lots = fields.parts(fields.object(release, "tender", ""), "lots", "/tender")
    gone = tuple(f"{at}/" for at, lot in lots if _is_called_off(lot.get("status")))
    return gone if len(gone) < len(lots) else ()


def _is_called_off(status: object) -> bool:
    return isinstance(status, str) and status.strip().casefold() in _CALLED_OFF


def _criteria(holder: Object, at: str, lot_id: str | None, fields: Fields) -> list[dict[str, Any]]:
    if "awardCriteria" not in holder or isinstance(holder["awardCriteria"], str):
        return []  # tender.awardCriteria was a code in OCDS 1.0
    if isinstance(holder["awardCriteria"], list):
        fields.note("wrong_type", "a list in place of an object", f"{at}/awardCriteria", len(holder["awardCriteria"]))
        entries = _listed(fields.objects(holder, "awardCriteria", at), fields)
    else:
        entries = fields.objects(fields.object(holder, "awardCriteria", at), "criteria", f"{at}/awardCriteria")
    return [
        {
            "path": place,
            "lot_id": lot_id,
            "criterion_type": fields.code(criterion, "type", place, codes.CRITERION_TYPES),
            "name": fields.text(criterion, "name", place),
            "description": fields.text(criterion, "description", place),
            "numbers": _numbers(criterion, place, fields),
        }
        for place, criterion in entries
    ]


def _listed(entries: list[tuple[str, Object]], fields: Fields) -> list[tuple[str, Object]]:
    """The criteria of a list in place of an object: its entries, or those that its entries hold."""
    found: list[tuple[str, Object]] = []
    for at, entry in entries:
        found += fields.objects(entry, "criteria", at) if "criteria" in entry else [(at, entry)]
    return found


def _numbers(criterion: Object, at: str, fields: Fields) -> str | None:
    """The published numbers as JSON: a list of [number, kind of weight, threshold or fixed sum].

    A number published as a text stays a text.
    """
    if "numbers" not in criterion:
        return None
    pairs = []
    for place, entry in fields.objects(criterion, "numbers", at):
        number = _number(entry, place, fields)
        weight = fields.text(entry, "weight", place)
        others = (fields.text(entry, key, place) for key in ("threshold", "fixed"))
        kind = weight if weight is not None else next((kind for kind in others if kind is not None), None)
        if type(number) is float and kind == weight and not _is_weight(number, weight):
            fields.note("unlikely_weight", "no weight that a criterion can have", f"{place}/number", entry["number"])
        pairs.append([number, kind])
    return orjson.dumps(pairs).decode() if pairs else None


def _number(entry: Object, at: str, fields: Fields) -> float | str | None:
    """A number as published: one written as a text stays a text, but for a decimal comma."""
    published = entry.get("number")
    if not isinstance(published, str):
        return fields.number(entry, "number", at)
    text = redact(printable(published))
    if _DECIMAL_COMMA.fullmatch(text.strip()):
        fields.note("wrong_type", "a text with a decimal comma in place of a number", f"{at}/number", text)
        return float(text.replace(",", "."))
    if not _NUMBER_TEXT.fullmatch(text.strip()):
        fields.note("unreadable_number", "not a number", f"{at}/number", text)
    return text


def _is_weight(number: float, kind: str | None) -> bool:
    """Whether a number can be a weight of its kind; one without a kind is a percentage."""
    is_percentage = kind is None or kind.lower().startswith("per")
    return number >= 0 and not (is_percentage and number > _WHOLE)


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
