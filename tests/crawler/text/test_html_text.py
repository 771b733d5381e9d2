"""Words of error pages."""

import pytest

from crawler.text.html_text import words_of


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"Too  many\nrequests", "Too many requests"),
        (
            b"<!DOCTYPE html><html><head><title>Sorry</title><style>p{}</style></head><body><p>Down &amp; out</p>",
            "Sorry Down & out",
        ),
        (b"\xef\xbb\xbf<html><body><script>track()</script><h1>503</h1>", "503"),
        (b"<html><body>cut <b", "cut"),
        (b"\xff<html>", "\ufffd<html>"),
        (b"", ""),
    ],
)
def test_words_without_markup(body: bytes, words: str) -> None:
    assert words_of(body) == words
