"""Unpacking of answers: one whose Content-Encoding is not true is an answer like any other, and no end of the crawl."""

from typing import Any

from scrapy import Request
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

NOT_UNPACKED = "not_unpacked"
"""Flag of a response whose body stands as it came, since it is not packed as it says."""


class UnpackingMiddleware(HttpCompressionMiddleware):
    """Scrapy's own, but for bodies that cannot be unpacked: those it passes on, flagged."""

    def process_response(self, request: Request, response: Response, *_: Any) -> Request | Response:
        """Unpack a body; Scrapy calls this."""
        try:
            unpacked = super().process_response(request, response)
        except IgnoreRequest:  # it would unpack to more than is allowed
            raise
        except Exception:  # noqa: BLE001 - every library for a packing has errors of its own
            return response.replace(flags=[*response.flags, NOT_UNPACKED])
        if isinstance(unpacked, Response) and _is_packed(unpacked):
            return unpacked.replace(flags=[*unpacked.flags, NOT_UNPACKED])
        return unpacked


def _is_packed(response: Response) -> bool:
    encodings = b",".join(response.headers.getlist("Content-Encoding")).lower()
    return any(encoding.strip() not in {b"", b"identity"} for encoding in encodings.split(b","))
