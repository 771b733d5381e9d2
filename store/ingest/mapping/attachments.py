"""The tender documents that an opening notice or an update lists: rows of core.document before anything is asked."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crawler import attachments
from store.documents.roles import role_of
from store.ingest.mapping.rows import short_hash

if TYPE_CHECKING:
    from store.ingest.mapping.fields import Fields, Object
    from store.ingest.mapping.ted_texts import Form

STAGES = frozenset({"tender", "tender_update"})
# Entries that stand for no document: the criteria are in the notice, or nowhere.
_PSEUDO_TYPES = frozenset({"economicSelectionCriteria", "technicalSelectionCriteria", "conflictOfInterest"})
_PSEUDO_IDS = frozenset({"economic", "technical", "conflictOfInterest"})
_LOGIN_HOSTS = Path(__file__).parents[2] / "documents" / "login_hosts.csv"
_LINK = re.compile(r"L-\d+")
PSEUDO, LOGIN = "pseudo", "login"
_STATUS = {
    attachments.ATTACHMENT: ("not_asked", "not asked yet"),
    attachments.PAGE: ("not_asked", "a page of the portal, no attachment"),
    attachments.NONE: ("no_address", "listed without an address"),
    PSEUDO: ("no_address", "stands for no document: criteria that the notice states itself, or not at all"),
}


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
    if (document_type or "").endswith("Notice") and place != attachments.ATTACHMENT:
        return None  # the page of a notice, this one or another
    dates = {
        key: fields.instant(document, name, at) if name in document else None
        for key, name in (("published_at", "datePublished"), ("modified_at", "dateModified"))
    }
    title, description = fields.text(document, "title", at), fields.text(document, "description", at)
    row = {
        "published_id": published_id,
        "title": title or description,
        "description": description,
        "document_type": document_type,
        "stated_format": _text_of(document.get("format")),
        "url": url,
        **dates,
    }
    return described(row, source, ocid, place, at)


def described(row: dict[str, Any], source: str, ocid: str, place: str, at: str) -> dict[str, Any]:
    """A row with what follows from it: its id, its status before anything is asked, and its role by its title."""
    edition = edition_of(row)
    key = "\x1f".join((source, ocid, row["url"] or row["published_id"] or f"{at} {row['title']}", edition))
    status, reason = _status(place, row["url"])
    titles = [title for title in (row["title"], row["description"]) if title]
    return row | {
        "document_id": short_hash(key.encode()),
        "place": place,
        "status": status,
        "reason": reason,
        "role": role_of(titles, row["document_type"]),
    }


def edition_of(row: dict[str, Any]) -> str:
    """The date that tells an amended document from the one before it under the same address."""
    return row["modified_at"] or row["published_at"] or ""


def place_of(source: str, url: str | None, base_url: str | None = None) -> str:
    """Where an address leads, portals that ask for a login among the places."""
    place = attachments.place_of(source, url, base_url)
    return LOGIN if place == attachments.OFF_HOST and login_portal(url or "") else place


def _status(place: str, url: str | None) -> tuple[str, str]:
    if place in _STATUS:
        return _STATUS[place]
    host = attachments.host_of(url or "")
    if place == LOGIN:
        return "login", f"on {login_portal(url or '') or 'a portal'} ({host}), which asks for a login"
    return "off_host", f"on {host}, not on the portal"


@cache
def _login_hosts() -> dict[str, str]:
    with _LOGIN_HOSTS.open(encoding="utf-8", newline="") as lines:
        return {row["host"]: row["name"] for row in csv.DictReader(lines)}


def login_portal(url: str) -> str | None:
    """Name of the portal with a login that an address leads to."""
    host = attachments.host_of(url)
    parts = host.split(".")
    names = (".".join(parts[start:]) for start in range(len(parts)))
    return next((_login_hosts()[name] for name in names if name in _login_hosts()), None)


def _is_pseudo(published_id: str | None, document_type: str | None, url: str | None) -> bool:
    return url is None and (published_id in _PSEUDO_IDS or document_type in _PSEUDO_TYPES)


def _text_of(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else str(value) if isinstance(value, int) else None
