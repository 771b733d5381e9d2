"""The search and the notices of TED, for the sample portal."""

import re
from collections.abc import Sequence

import orjson

from crawler.sample.listings import BadRequestError, Row

SEARCH_PATH = "/v3/notices/search"
_LIMIT_MAX = 250
_DATES = re.compile(r"publication-date>=(\d{8}) AND publication-date<=(\d{8})")


def search(rows: Sequence[Row], body: bytes) -> bytes:
    """The answer to an expert search in iteration mode.

    Raises:
        BadRequestError: the query, the limit or the token is not one that the API takes.
    """
    try:
        asked = orjson.loads(body)
        dates = _DATES.search(asked["query"])
        start = int(asked.get("iterationNextToken") or 0)
        limit = int(asked["limit"])
    except (ValueError, KeyError, TypeError) as error:
        raise BadRequestError("the request body cannot be read") from error
    if dates is None or asked.get("paginationMode") != "ITERATION" or not 1 <= limit <= _LIMIT_MAX:
        raise BadRequestError("the query is not understood")
    found = [row for row in rows if dates.group(1) <= f"{row.instant:%Y%m%d}" <= dates.group(2)]
    page = found[start : start + limit]
    answer: dict[str, object] = {
        "notices": [{"publication-number": row.id} for row in page],
        "totalNoticeCount": len(found),
        "timedOut": False,
    }
    if start + limit < len(found):
        answer["iterationNextToken"] = str(start + limit)
    return orjson.dumps(answer)


def notice_xml(row: Row) -> bytes:
    """A notice as XML: no more than its number and its release as text."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<TED_EXPORT DOC_ID="{row.id}" EDITION="{row.instant:%Y}">'
        f"<CODED_DATA_SECTION/><FORM_SECTION/></TED_EXPORT>\n"
    ).encode()
