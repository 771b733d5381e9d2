"""Which addresses that notices name are attachments on the portal itself, and where such a one is asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlsplit, urlunsplit

from crawler.sources import SOURCES, TED_NOTICES_URL

ATTACHMENT, PAGE, OFF_HOST, NONE = "attachment", "page", "off_host", "none"


@dataclass(frozen=True, slots=True)
class _Site:
    """Where a portal keeps attachments: the hosts people know it by, and how the paths of attachments look."""

    base_url: str
    hosts: frozenset[str]
    paths: re.Pattern[str]


class _Address(NamedTuple):
    scheme: str
    host: str
    port: int | None
    path: str


# Nearly every address; it is taken apart as urlsplit would, in less time.
_PLAIN = re.compile(r"(https?)://([a-z0-9.-]+)(/[!$%&-;=@-Z_a-z~|]*)?(?:\?[!-~]*)?", re.ASCII)
_BARE = re.compile(r"www\.[\w-]+\.", re.IGNORECASE)
_BLANK = re.compile(r"\s")
_DOWNLOADS = re.compile(r"/notice_?download/downloaddocument\.aspx$", re.IGNORECASE)
_SITES = {
    "find_a_tender": _Site(
        SOURCES["find_a_tender"].base_url,
        frozenset({"www.find-tender.service.gov.uk", "find-tender.service.gov.uk"}),
        re.compile(r"/notice/attachment/[^/]+$", re.IGNORECASE),
    ),
    "contracts_finder": _Site(
        SOURCES["contracts_finder"].base_url,
        frozenset({"www.contractsfinder.service.gov.uk", "contractsfinder.service.gov.uk"}),
        re.compile(r"/notice/attachment/[^/]+$|/published/notice/attachment/[^/]+$", re.IGNORECASE),
    ),
    "public_contracts_scotland": _Site(
        "https://www.publiccontractsscotland.gov.uk",
        frozenset({"www.publiccontractsscotland.gov.uk", "publiccontractsscotland.gov.uk"}),
        _DOWNLOADS,
    ),
    "sell2wales": _Site(
        "https://www.sell2wales.gov.wales",
        frozenset({"www.sell2wales.gov.wales", "sell2wales.gov.wales", "www.sell2wales.gov.uk", "sell2wales.gov.uk"}),
        _DOWNLOADS,
    ),
    "ted": _Site(
        TED_NOTICES_URL,
        frozenset({"ted.europa.eu", "www.ted.europa.eu", "enotices.ted.europa.eu"}),
        re.compile(r"\.(?:pdf|docx?|xlsx?|zip|odt|ods|rtf)$|/(?:attachments?|documents?|download)/", re.IGNORECASE),
    ),
}


def documents_base(source: str) -> str:
    """Address of the site that holds the attachments of a source; for some another host than that of its API."""
    return _SITES[source].base_url


def place_of(source: str, url: str | None, base_url: str | None = None) -> str:
    """Where an address leads: `attachment` or `page` of the portal itself, `off_host`, or `none`.

    Args:
        source: the portal whose notice names the address.
        url: the address, as `tidy` gives it.
        base_url: the configured address of the site, when it is not the usual one.
    """
    parts = _split(url)
    site = _SITES.get(source)
    if parts is None:
        return NONE
    if site is None:
        return OFF_HOST
    base = _split(base_url)
    is_own = parts.host in site.hosts or (base is not None and _origin(parts) == _origin(base))
    if not is_own:
        return OFF_HOST
    return ATTACHMENT if site.paths.search(parts.path) else PAGE


def asked_url(source: str, url: str, base_url: str) -> str:
    """The address to ask for an attachment: on the configured site, whichever name of the portal the notice gives."""
    parts, base = urlsplit(url), urlsplit(base_url)
    if parts.hostname in _SITES[source].hosts:
        parts = parts._replace(scheme=base.scheme, netloc=base.netloc)
    return urlunsplit(parts._replace(fragment=""))


def tidy(url: str | None, source: str) -> str | None:
    """An address as it can be asked for; None for what is none, such as an e-mail address."""
    text = (url or "").strip()
    if not text.startswith("http"):
        text = _completed(text, source)
    return text if _split(text) is not None and not _BLANK.search(text) else None


def _completed(text: str, source: str) -> str:
    """An address that leaves out how or where it is asked for, whole."""
    if text.startswith("//"):
        return f"https:{text}"
    if text.startswith("/") and source in _SITES:
        return _SITES[source].base_url + text
    return f"https://{text}" if _BARE.match(text) else text


def host_of(url: str) -> str:
    """The host of an address, in lower case."""
    parts = _split(url)
    return parts.host if parts is not None else ""


@lru_cache(maxsize=1024)  # an address is asked for its parts several times in a row
def _split(url: str | None) -> _Address | None:
    plain = _PLAIN.fullmatch(url or "")
    if plain:
        return _Address(plain[1], plain[2], None, plain[3] or "")
    try:
        parts = urlsplit(url or "")
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host or port == 0:
        return None
    return _Address(parts.scheme, host, port, parts.path)


def _origin(parts: _Address) -> tuple[str, int | None]:
    return parts.host, parts.port or {"http": 80, "https": 443}.get(parts.scheme)
