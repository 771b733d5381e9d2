"""Bytes to JSON values: encodings, and numbers that are none."""

import json
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.text.json_mending import load_json, mend, take_unreadable, to_utf8

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**60), 2**60)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


def test_valid_utf8_is_believed_whatever_was_declared() -> None:
    assert to_utf8("£5 – café".encode(), "iso-8859-1") == ("£5 – café".encode(), None)


def test_declared_charset_is_tried_second() -> None:
    assert to_utf8("café".encode("iso-8859-1"), "iso-8859-1") == ("café".encode(), None)


def test_windows_1252_is_the_last_resort_and_noted() -> None:
    body, unclean = to_utf8(b"\x93quoted\x94")
    assert (body.decode(), unclean) == ("“quoted”", "not valid UTF-8; read as windows-1252")


def test_unknown_charset_is_no_crash() -> None:
    assert to_utf8(b"caf\xe9", "no-such-charset")[0] == "café".encode()


def test_bytes_that_no_charset_knows_are_replaced() -> None:
    assert to_utf8(b"\x81\xe9")[0].decode() == "\ufffdé"


def test_byte_order_mark_goes() -> None:
    assert to_utf8(b"\xef\xbb\xbf{}") == (b"{}", None)


def test_utf16_is_read() -> None:
    assert to_utf8("{}".encode("utf-16"))[0] == b"{}"


@pytest.mark.parametrize("number", ["1e9999", "-1e9999", "Infinity", "-Infinity", "NaN", "000", "007", "+5", "1.2.3"])
def test_number_that_is_none_becomes_null_and_is_named(number: str) -> None:
    value, was_mended = load_json(f'{{"a": [ {number}, 2]}}'.encode())
    assert was_mended
    assert take_unreadable(value) == [("/a/0", number)]
    assert value == {"a": [None, 2]}


def test_numbers_inside_strings_stay() -> None:
    value, _ = load_json(b'{"a": Infinity, "b": "NaN, 000 and \\"1e9999\\""}')
    assert value["b"] == 'NaN, 000 and "1e9999"'


def test_bare_control_character_is_read() -> None:
    assert load_json(b'{"a": "one\ntwo"}') == ({"a": "one\ntwo"}, True)


def test_half_surrogate_is_replaced() -> None:
    assert load_json(b'{"a": "\\ud800x"}') == ({"a": "\ufffdx"}, True)


def test_bad_escape_is_read_as_it_stands() -> None:
    assert load_json(b'{"a": "C:\\dir"}') == ({"a": "C:\\dir"}, True)


def test_what_is_no_json_is_refused() -> None:
    with pytest.raises(ValueError, match="Expecting"):
        load_json(b"{not json}")


@given(JSON)
def test_mending_leaves_clean_json_alone(value: Any) -> None:
    text = orjson.dumps(value).decode()
    assert json.loads(mend(text)) == json.loads(text)


@given(st.binary(max_size=200))
def test_any_bytes_become_utf8(body: bytes) -> None:
    to_utf8(body)[0].decode("utf-8")
