"""Reading the body of an answer as OCDS JSON, as far as the crawler must to know what it was given.

The body itself is landed as it came; what is mended is mended for reading only.
"""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, NamedTuple
from urllib.parse import urljoin

import orjson

from crawler.errors import AnswerError
from crawler.formats.landing import Answer
from crawler.text.counts import how_many
from crawler.text.json_mending import JsonError, load_json, take_unreadable, to_utf8
from crawler.text.json_records import Found, records_of_text

_CHARSET = re.compile(r"charset=[\"']?([\w.:-]+)", re.IGNORECASE)
# Scotland numbers releases by their place in the answer, `rls-1-SEP564850`: only the last part stays the same.
_NEXT = re.compile(rb'"next"\s*:\s*"([^"\\]+)"')
_SHOWN = 20
_POSITION = re.compile(r"\Arls-\d+-")
_HTML_START = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|head|body|\?xml|title|h1)", re.IGNORECASE)


class Release(NamedTuple):
    """What the crawler looks at in a release: its key and its date. The id is that part of it that stays the same."""

    ocid: str
    id: str
    date: datetime | None


@dataclass(frozen=True)
class Page:
    """A page of releases and the address of the next one, if the page gives one; its body is not kept in memory.

    `lost_count` releases stand on the page too and cannot be read.
    """

    url: str
    releases: list[Release]
    next_url: str | None = None
    notes: list[str] = field(default_factory=list)
    lost_count: int = 0


def read_page(answer: Answer) -> Page:
    """Read a release package.

    Raises:
        AnswerError: the body is empty, HTML, cut short, not JSON, or a package without `releases`.
    """
    try:
        content, notes = read_json(answer)
    except AnswerError as fault:
        page = _broken_page(answer) if fault.code == "not_json" else None
        if page is None:
            raise
        return page
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


def _broken_page(answer: Answer) -> Page | None:
    """The page as far as its releases can be told apart; None when there is none."""
    records = list(records_of_text(to_utf8(answer.body)[0]))
    found = [record.value for record in records if isinstance(record, Found)]
    if not found:
        return None
    lost_count = len(records) - len(found)
    following = _NEXT.search(answer.body)
    next_url = absolute(answer.url, following[1].decode(errors="replace")) if following else None
    notes = [f"not JSON as a whole: {how_many(len(found), 'release')} read one by one, {lost_count} lost"]
    return Page(answer.url, [_release(item) for item in found], next_url, notes, lost_count)


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
    declared = _CHARSET.search(answer.headers.get("content-type", ""))
    body, unclean = to_utf8(body, declared[1] if declared else None)
    try:
        content, is_mended = load_json(body)
    except JsonError as error:
        raise AnswerError("truncated" if error.is_cut else "not_json", str(error), answer) from error
    notes = [f"the body is {unclean}"] if unclean else []
    if is_mended:
        notes += [f"{path}: {words or 'no value'!r} read as null" for path, words in take_unreadable(content)[:_SHOWN]]
        notes = notes or ["control characters or signs that JSON has not stand in texts"]
    return content, notes


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
