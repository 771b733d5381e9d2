"""A compiled release: all notices of one process merged into one, as the OCP Data Registry gives them.

Its tag says only that it is compiled, so what it stands for is told from the notices it lists among its documents.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from store.ingest.mapping.fields import Fields, Object

COMPILED = ["compiled"]
_CALLS = frozenset({"tenderNotice", "contractNotice"})
_AWARDED = ("awards", "contracts")


def compiled_columns(release: Object, fields: Fields) -> dict[str, Any]:
    """Columns of core.notice that a compiled release tells otherwise than the release of one notice."""
    tender = fields.object(release, "tender", "")
    calls = [
        (at, document)
        for at, document in fields.objects(tender, "documents", "/tender")
        if document.get("documentType") in _CALLS
    ]
    days = [fields.instant(document, "datePublished", at) for at, document in calls if "datePublished" in document]
    forms = [fields.text(document, "noticeType", at) for at, document in calls]
    columns: dict[str, Any] = {"stage": "tender" if calls else stage_reached(release, tender)}
    if calls:
        columns["opened_at"] = min((day for day in days if day), default=None)
        columns["form_type"] = next((form for form in forms if form), None)
    return columns


def stage_reached(release: Object, tender: Object) -> str:
    """A call for tenders if it has a deadline and no award; else the furthest it got."""
    if any(release.get(key) for key in _AWARDED):
        return "award"
    if tender.get("tenderPeriod"):
        return "tender"
    return "planning" if release.get("planning") or tender else "other"
