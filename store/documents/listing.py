"""Where a listed document stands, and what is known of it before anything is asked."""

from __future__ import annotations

import csv
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from crawler import attachments
from store.documents.roles import role_of
from store.hashes import short_hash

PSEUDO, LOGIN = "pseudo", "login"
_LOGIN_HOSTS = Path(__file__).with_name("login_hosts.csv")
_STATUS = {
    attachments.ATTACHMENT: ("not_asked", "not asked yet"),
    attachments.PAGE: ("not_asked", "a page of the portal, no attachment"),
    attachments.NONE: ("no_address", "listed without an address"),
    PSEUDO: ("no_address", "stands for no document: criteria that the notice states itself, or not at all"),
}


def described(row: dict[str, Any], source: str, ocid: str, place: str, at: str) -> dict[str, Any]:
    """A row of core.document with what follows from it: its id, its status so far, and its role by its title.

    Args:
        row: the document as published; it is filled and returned.
        source: the portal of its notice.
        ocid: its process.
        place: where it stands.
        at: where it is listed in the notice, for a document without address and id.
    """
    edition = row["modified_at"] or row["published_at"] or ""
    key = "\x1f".join((source, ocid, row["url"] or row["published_id"] or f"{at} {row['title']}", edition))
    status, reason = _status(place, row["url"])
    titles = [title for title in (row["title"], row["description"]) if title]
    row["document_id"] = short_hash(key.encode())
    row["place"], row["status"], row["reason"] = place, status, reason
    row["role"] = role_of(titles, row["document_type"])
    return row


def place_of(source: str, url: str | None, base_url: str | None = None) -> str:
    """Where an address leads, portals that ask for a login among the places; see `crawler.attachments.place_of`."""
    place = attachments.place_of(source, url, base_url)
    return LOGIN if place == attachments.OFF_HOST and login_portal(url or "") else place


def _status(place: str, url: str | None) -> tuple[str, str]:
    known = _STATUS.get(place)
    if known is not None:
        return known
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
    return _login_portal_of(attachments.host_of(url))


@lru_cache(maxsize=1024)
def _login_portal_of(host: str) -> str | None:
    parts = host.split(".")
    names = (".".join(parts[start:]) for start in range(len(parts)))
    return next((_login_hosts()[name] for name in names if name in _login_hosts()), None)
