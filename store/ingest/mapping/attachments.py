"""The tender documents that an opening notice or an update lists: rows of core.document before anything is asked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from crawler import attachments
from store.documents.listing import LOGIN, PSEUDO, described, place_of

if TYPE_CHECKING:
    from store.ingest.mapping.fields import Fields, Object
    from store.ingest.mapping.ted.texts import Form

STAGES = frozenset({"tender", "tender_update"})
# Entries that stand for no document: the criteria are in the notice, or nowhere.
_PSEUDO_TYPES = frozenset({"economicSelectionCriteria", "technicalSelectionCriteria", "conflictOfInterest"})
_PSEUDO_IDS = frozenset({"economic", "technical", "conflictOfInterest"})
_LINK = re.compile(r"L-\d+")


def attachments_of(release: Object, source: str, ocid: str, stage: str, fields: Fields) -> list[dict[str, Any]]:
    """Rows of core.document less the notice's key; none for notices that open nothing."""
    tender = release.get("tender")
    if stage not in STAGES or not isinstance(tender, dict):
        return []
    rows: dict[str, dict[str, Any]] = {}
    for at, document in fields.objects(tender, "documents", "/tender"):
        row = _row(document, at, source, ocid, fields)
        if row is not None:
            rows.setdefault(row["document_id"], row)
    return list(rows.values())


def ted_documents(form: Form, source: str, notice: dict[str, Any]) -> list[dict[str, Any]]:
    """Rows for the addresses at which a form of TED says the procurement documents are."""
    if notice["stage"] not in STAGES:
        return []
    rows: dict[str, dict[str, Any]] = {}
    for element in form.element.iter("{*}URL_DOCUMENT"):
        url = attachments.tidy(element.text, source)
        row = dict.fromkeys(("published_id", "title", "description", "document_type", "stated_format"))
        row |= {"url": url, "published_at": None, "modified_at": None}
        found = described(row, source, notice["ocid"], place_of(source, url), "URL_DOCUMENT")
        rows.setdefault(found["document_id"], found)
    return list(rows.values())


def _row(document: Object, at: str, source: str, ocid: str, fields: Fields) -> dict[str, Any] | None:
    published_id = _text_of(document.get("id"))
    document_type = _text_of(document.get("documentType"))
    url = attachments.tidy(_text_of(document.get("url")), source)
    place = PSEUDO if _is_pseudo(published_id, document_type, url) else place_of(source, url)
    if place == attachments.OFF_HOST and source == "find_a_tender" and _LINK.fullmatch(published_id or ""):
        place = LOGIN  # what the portal calls a link leads to where tenders are sent in
    is_notice = "noticeType" in document or (document_type or "").endswith("Notice")
    if is_notice and place != attachments.ATTACHMENT:
        return None  # the page of a notice, this one or another
    published_at = fields.instant(document, "datePublished", at)
    modified_at = fields.instant(document, "dateModified", at)
    title, description = fields.text(document, "title", at), fields.text(document, "description", at)
    row = {
        "published_id": published_id,
        "title": title or description,
        "description": description,
        "document_type": document_type,
        "stated_format": _text_of(document.get("format")),
        "url": url,
        "published_at": published_at,
        "modified_at": modified_at,
    }
    return described(row, source, ocid, place, at)


def _is_pseudo(published_id: str | None, document_type: str | None, url: str | None) -> bool:
    return url is None and (published_id in _PSEUDO_IDS or document_type in _PSEUDO_TYPES)


def _text_of(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else str(value) if isinstance(value, int) else None
