"""Reading bodies that are clean, unclean and unusable."""

from datetime import UTC, datetime

import pytest

from crawler.errors import AnswerError
from crawler.formats.landing import Answer
from crawler.formats.pages import Page, Release, read_json, read_page

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
    assert release.ocid == "\ufffd"


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
    "token", [b"1e9999", b" 000", b".5", b"221,000,000.00", b"1.080.000,00", b"\xc2\xa31080000", b"LOT", b""]
)
def test_a_value_that_is_not_json_is_null_and_noted(token: bytes) -> None:
    content, notes = read_json(answer(b'{"amount":' + token + b',"text":"1e9999 NaN"}'))
    assert content == {"amount": None, "text": "1e9999 NaN"}
    assert len(notes) == 1


def test_a_bad_escape_is_read_as_the_store_reads_it() -> None:
    page = read_page(answer(b'{"releases":[{"ocid":"a","id":"b","title":"C:\\q"}]}'))
    assert page.releases == [Release("a", "b", None)]
