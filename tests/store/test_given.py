"""Files given to be judged: encodings, lone records, and what another option reads."""

import io

import orjson
import pytest

from store.errors import StoreError
from store.given import given_lines, given_text

TEXT = "Social value – a tenth of the marks."


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_text_in_any_encoding(charset: str) -> None:
    assert given_text("a.txt", TEXT.encode(charset)) == TEXT


def test_a_lone_record_is_read_by_its_text() -> None:
    assert given_text("a.json", orjson.dumps({"id": "1", "text": TEXT}, option=orjson.OPT_INDENT_2)) == TEXT


def test_other_json_stays_as_it_is() -> None:
    body = '{"criteria": [{"name": "Social value"}]}'
    assert given_text("a.json", body.encode()) == body
    assert given_text("a.txt", b"[Lot 1] Chairs.") == "[Lot 1] Chairs."


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (bytes(range(256)), "a binary file"),
        (b'{"id": 1, "text": "a"}\n{"id": 2, "text": "b"}\n', "give --jsonl"),
        (b'[{"id": 1, "text": "a"}]', "and --jsonl"),
        (b'{"releases": []}', "give --ocds"),
    ],
)
def test_what_is_no_text_is_told(body: bytes, told: str) -> None:
    with pytest.raises(StoreError, match=told):
        given_text("a", body)


@pytest.mark.parametrize("charset", ["utf-8", "utf-16", "utf-16-le", "utf-32"])
def test_lines_in_any_encoding(charset: str) -> None:
    lines = list(given_lines(io.BytesIO("{}\n[]\n".encode(charset))))
    assert [line.strip() for line in lines if line.strip()] == [b"{}", b"[]"]
