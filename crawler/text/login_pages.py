"""Whether a web page that came in place of a document is one to log in on, or says that the document is gone."""

from __future__ import annotations

import re
from typing import Literal

from crawler.text.html_text import words_of

Found = tuple[Literal["login", "missing"], str]

_LOOKED_AT_BYTES = 1 << 18
_PASSWORD = re.compile(rb"<input\b[^>]*\btype\s*=\s*[\"']?password", re.IGNORECASE)
_HTML = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*(?:<!--.{0,2000}?-->\s*)*"
    rb"<(?:!doctype\s+html|html\b|head\b|body\b|\?xml\b.{0,200}?<html)",
    re.IGNORECASE | re.DOTALL,
)
_LOGIN = re.compile(
    r"\b(?:sign|log) ?[- ]?in\b|\busername\b|\bregister(?:ed)? (?:to|as|before)"
    r"|\bsession (?:has )?(?:expired|timed out)|\bforgot(?:ten)? (?:your )?password",
    re.IGNORECASE,
)
_GONE = re.compile(
    r"\b(?:page|file|document|attachment|notice|resource)s?\b[^.]{0,40}\b(?:not (?:be )?(?:found|available)"
    r"|no longer (?:available|exists?|here)|(?:does|do) not exist|(?:been|was|were) (?:removed|deleted|withdrawn))"
    r"|\bnot found\b|\b404\b",
    re.IGNORECASE,
)
_SHORT_PAGE = 3000  # characters: longer pages have something to say of their own
_LOGIN_PATH = re.compile(r"/(?:account/)?(?:log-?in|sign-?in|auth|sso|oauth2?)\b|[?&]returnurl=", re.IGNORECASE)


def is_html(body: bytes) -> bool:
    """Whether a body is a web page."""
    return _HTML.match(body[:4096]) is not None


def page_in_place(body: bytes) -> Found | None:
    """What a web page is that came in place of a document; None for one that may be the document."""
    if _PASSWORD.search(body, 0, _LOOKED_AT_BYTES):
        return "login", "a page to log in on in place of the document"
    words = words_of(body[:_LOOKED_AT_BYTES])
    if len(words) < _SHORT_PAGE and _LOGIN.search(words):
        return "login", "a page to log in on in place of the document"
    if len(words) < _SHORT_PAGE // 2 and _GONE.search(words):
        return "missing", "a page that says the document is not there"
    return None


def is_login_address(url: str) -> bool:
    """Whether an address is one to log in at, by its path."""
    return _LOGIN_PATH.search(url) is not None
