"""Reading the body of an answer as OCDS JSON, as far as the crawler must to know what it was given.

The body itself is landed as it came; what is repaired here (bytes, number tokens) is repaired for reading only.
"""

import json
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from math import isfinite
from typing import Any, NamedTuple
from urllib.parse import urljoin

import orjson

from crawler.landing import Answer

_JSON_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?\Z")
# A string, which is passed over, or a word or number that stands outside strings.
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+"|[-+]?(?:Infinity|NaN)|-?\d[\w.+-]*')
_CHARSET = re.compile(r"charset=[\"']?([\w.:-]+)", re.IGNORECASE)
# Scotland numbers releases by their place in the answer, `rls-1-SEP564850`: only the last part stays the same.
_POSITION = re.compile(r"\Arls-\d+-")
_HTML_START = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|head|body|\?xml|title|h1)", re.IGNORECASE)


class AnswerError(Exception):
    """An answer that cannot be used; asking again may help.

    Attributes:
        code: a short name for the kind of fault.
        answer: what was received, if anything.
    """

    def __init__(self, code: str, detail: str, answer: Answer | None = None) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.answer = answer


class FinalAnswerError(AnswerError):
    """An answer that cannot be used, and asking again would bring the same."""


class Release(NamedTuple):
    """What the crawler looks at in a release: its key and its date. The id is that part of it that stays the same."""

    ocid: str
    id: str
    date: datetime | None


@dataclass(frozen=True)
class Page:
    """A page of releases and the address of the next one, if the page gives one; its body is not kept in memory."""

    url: str
    releases: list[Release]
    next_url: str | None = None
    notes: list[str] = field(default_factory=list)


def read_page(answer: Answer) -> Page:
    """Read a release package.

    Raises:
        AnswerError: the body is empty, HTML, cut short, not JSON, or a package without `releases`.
    """
    content, notes = read_json(answer)
    if not isinstance(content, dict):
        raise AnswerError("not_a_package", f"the body is a JSON {type(content).__name__}", answer)
    releases = content.get("releases")
    if not isinstance(releases, list):
        raise AnswerError("no_releases", "the package has no `releases`", answer)
    links = content.get("links")
    following = links.get("next") if isinstance(links, dict) else None
    next_url = absolute(answer.url, following) if following and isinstance(following, str) else None
    strays = sum(not isinstance(item, dict) for item in releases)
    if strays:
        notes.append(f"{strays} entries of `releases` are no objects")
    return Page(answer.url, [_release(item) for item in releases if isinstance(item, dict)], next_url, notes)


def absolute(base_url: str, address: str) -> str:
    """An address that may be relative to another; as it stands where it is none at all."""
    try:
        return urljoin(base_url, address)
    except ValueError:
        return address


def read_json(answer: Answer) -> tuple[Any, list[str]]:
    """The content of a JSON body, and notes on what was not clean in it.

    Raises:
        AnswerError: there is no JSON to be had from the body.
    """
    body = answer.body
    if not body.strip():
        raise AnswerError("empty_body", "the body is empty", answer)
    try:
        return orjson.loads(body), []
    except orjson.JSONDecodeError:
        pass
    if _HTML_START.match(body):
        raise AnswerError("html", "an HTML page came in place of JSON", answer)
    text, notes = decode(body, answer.headers.get("content-type", ""))
    repaired, count = repair_numbers(text)
    if count:
        notes.append(f"{count} number tokens that are not JSON read as null or without leading zeros")
    try:
        return orjson.loads(repaired), notes
    except orjson.JSONDecodeError:
        pass
    try:
        content = json.loads(repaired, strict=False)
    except json.JSONDecodeError as error:
        is_cut = error.pos >= len(repaired.rstrip()) - 1 or error.msg.startswith("Unterminated string")
        raise AnswerError("truncated" if is_cut else "not_json", str(error), answer) from error
    except RecursionError as error:
        raise AnswerError("not_json", "nested too deeply", answer) from error
    return content, [*notes, "line breaks or other control characters stand unescaped in texts"]


def decode(body: bytes, content_type: str) -> tuple[str, list[str]]:
    """Text of a JSON body that may not be UTF-8: as UTF-8, then as declared, then as Windows-1252, never failing.

    JSON is UTF-8 by its standard, and text that happens to be valid UTF-8 is nothing else, whatever was declared.
    """
    try:
        return body.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        pass
    declared = _CHARSET.search(content_type)
    for encoding in (declared.group(1) if declared else "utf-8", "windows-1252"):
        try:
            return body.decode(encoding), [f"the body is not UTF-8: read as {encoding}"]
        except (UnicodeDecodeError, LookupError):
            continue
    return body.decode("windows-1252", errors="replace"), ["some bytes are not text in any known encoding"]


def repair_numbers(text: str) -> tuple[str, int]:
    """Make number tokens that are not JSON readable: leading zeros go, what is not finite becomes null.

    Returns:
        The text and the count of tokens changed.
    """
    count = 0

    def repair(match: re.Match[str]) -> str:
        nonlocal count
        token = match.group()
        if token.startswith('"') or (_JSON_NUMBER.match(token) and isfinite(float(token))):
            return token
        count += 1
        stripped = re.sub(r"\A(-?)0+(?=\d)", r"\1", token)
        return stripped if _JSON_NUMBER.match(stripped) and isfinite(float(stripped)) else "null"

    return _TOKEN.sub(repair, text), count


def _release(item: dict[str, Any]) -> Release:
    date = item.get("date")
    id_ = str(item.get("id") or date or "")
    if id_.startswith("rls-"):
        id_ = _POSITION.sub("", id_)
    return Release(_text(item.get("ocid") or ""), _text(id_), _date(date))


def _text(value: Any) -> str:
    """A key as text that can be written down: half of a surrogate pair cannot."""
    return str(value).encode(errors="replace").decode()


def _date(value: Any) -> datetime | None:
    try:
        instant = datetime.fromisoformat(value)
        return instant.astimezone(UTC) if instant.tzinfo else None
    except (TypeError, ValueError, OverflowError):
        return None
