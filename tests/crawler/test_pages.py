"""Reading bodies that are clean, unclean and unusable."""

from datetime import UTC, datetime

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.landing import Answer
from crawler.pages import AnswerError, Page, Release, decode, read_json, read_page, repair_numbers

NOW = datetime(2026, 11, 16, tzinfo=UTC)


def answer(body: bytes, content_type: str = "application/json") -> Answer:
    return Answer("http://127.0.0.1/", "GET", 200, {"content-type": content_type}, body, NOW, NOW)


def page_of(found: list[Release]) -> Page:
    return Page("http://127.0.0.1/", found)


def code(body: bytes) -> str:
    with pytest.raises(AnswerError) as caught:
        read_page(answer(body))
    return caught.value.code


def test_a_release_is_its_key_and_date() -> None:
    page = read_page(answer(b'{"releases":[{"ocid":"ocds-1","id":"000001-2026","date":"2026-07-01T09:00:00+01:00"}]}'))
    release = page.releases[0]
    assert (release.ocid, release.id, release.date) == ("ocds-1", "000001-2026", datetime(2026, 7, 1, 8, tzinfo=UTC))


def test_a_date_without_offset_is_no_instant() -> None:
    assert read_page(answer(b'{"releases":[{"date":"2026-07-01T09:00:00"}]}')).releases[0].date is None


def test_the_next_page_is_found() -> None:
    assert read_page(answer(b'{"releases":[],"links":{"next":"/more"}}')).next_url == "http://127.0.0.1/more"


def test_what_is_no_address_is_left_as_it_stands() -> None:
    assert read_page(answer(b'{"releases":[],"links":{"next":"http://[bad"}}')).next_url == "http://[bad"


def test_entries_that_are_no_releases_are_noted_and_cost_no_others() -> None:
    page = read_page(answer(b'{"releases":[null,3,{"ocid":"a","id":"b"}]}'))
    assert (page.releases, page.notes) == ([Release("a", "b", None)], ["2 entries of `releases` are no objects"])


def test_a_line_break_inside_a_text_is_read_and_noted() -> None:
    page = read_page(answer(b'{"releases":[{"ocid":"a","id":"b","title":"one\ntwo"}]}'))
    assert (page.releases, len(page.notes)) == ([Release("a", "b", None)], 1)


def test_a_body_cut_off_inside_a_text_is_truncated() -> None:
    assert code(b'{"releases":[{"ocid":"a","title":"one\ntw') == "truncated"


def test_a_date_before_all_time_is_no_instant() -> None:
    assert read_page(answer(b'{"releases":[{"date":"0001-01-01T00:00:00+14:00"}]}')).releases[0].date is None


def test_half_a_character_in_a_key_can_be_written_down() -> None:
    release = read_page(answer(b'{"releases":[{"ocid":"\\ud800","id":"b","date":Infinity,"t":"\n"}]}')).releases[0]
    assert release.ocid == "?"


@pytest.mark.parametrize("links", [b"null", b"[]", b'{"next":null}', b'{"next":""}', b'{"next":7}'])
def test_no_next_page_is_none(links: bytes) -> None:
    assert read_page(answer(b'{"releases":[],"links":' + links + b"}")).next_url is None


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"", "empty_body"),
        (b" \n", "empty_body"),
        (b"<!DOCTYPE html><html>", "html"),
        (b"\xef\xbb\xbf\n<html>", "html"),
        (b'{"releases":[{"ocid":"a"', "truncated"),
        (b"Service is busy", "not_json"),
        (b"[1]", "not_a_package"),
        (b'{"version":"1.1"}', "no_releases"),
        (b'{"releases":null}', "no_releases"),
        (b'{"results":[{"ocid":"a"}]}', "no_releases"),
    ],
)
def test_a_body_that_cannot_be_used_is_a_fault(body: bytes, expected: str) -> None:
    assert code(body) == expected


@pytest.mark.parametrize(
    ("token", "value"),
    [(b"1e9999", None), (b"-1e9999", None), (b" 000", 0), (b"-007", -7), (b"NaN", None), (b"-Infinity", None)],
)
def test_a_number_that_is_not_json_is_repaired_and_noted(token: bytes, value: int | None) -> None:
    content, notes = read_json(answer(b'{"amount":' + token + b',"text":"1e9999 NaN"}'))
    assert content == {"amount": value, "text": "1e9999 NaN"}
    assert len(notes) == 1


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@settings(max_examples=40)
@given(json_values)
def test_clean_json_is_not_touched(value: object) -> None:
    text = orjson.dumps(value).decode()
    assert repair_numbers(text) == (text, 0)


@pytest.mark.parametrize(
    ("body", "content_type", "expected"),
    [
        ("café".encode(), "application/json; charset=iso-8859-1", "café"),
        ("café".encode("latin-1"), "application/json; charset=iso-8859-1", "café"),
        ("“café”".encode("cp1252"), "application/json", "“café”"),
        ("“café”".encode("cp1252"), "application/json; charset=no-such", "“café”"),
        (b"\xef\xbb\xbf{}", "application/json", "{}"),
    ],
)
def test_text_is_read_whatever_its_bytes(body: bytes, content_type: str, expected: str) -> None:
    assert decode(body, content_type)[0] == expected


@given(st.binary())
def test_decoding_never_fails(body: bytes) -> None:
    assert isinstance(decode(body, "")[0], str)
