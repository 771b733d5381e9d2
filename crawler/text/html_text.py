"""The words of a web page that came in place of data, for people who look into what went wrong."""

import re

_HTML = re.compile(rb"\s*<(?:!doctype|html|head|body|title|h1)", re.IGNORECASE)


def words_of(body: bytes) -> str:
    """The words of an answer in one line: of a web page without its markup, scripts and styles, else as they stand."""
    if not _HTML.match(body.removeprefix(b"\xef\xbb\xbf")):
        return " ".join(body.decode("utf-8", errors="replace").split())
    from bs4 import BeautifulSoup  # noqa: PLC0415 - only error pages need it

    page = BeautifulSoup(body, "lxml")
    for unseen in page(["script", "style", "template", "noscript"]):
        unseen.decompose()
    return " ".join(page.get_text(" ").split())
