"""JSON in other encodings, with a few bytes of another, and with what writers put around it."""

from typing import Any

import orjson
import pytest

from store.ingest.readers.packages import Notes, is_json, releases_of_body, releases_of_lines

A: dict[str, Any] = {"ocid": "a", "title": "Caf\u00e9 \u2013 \u00a35"}
B: dict[str, Any] = {"ocid": "b", "title": "\u00c9t\u00e9"}
TEXT_A, TEXT_B = (orjson.dumps(value).decode() for value in (A, B))
IN_UTF8 = TEXT_A.encode()
IN_WINDOWS = TEXT_B.encode("windows-1252")


def read(body: bytes, declared: str | None = None) -> tuple[list[Any], list[str]]:
    notes = Notes()
    found = [value for _, value in releases_of_body(body, notes, declared)]
    return found, [issue.code for issue in notes.issues]


@pytest.mark.parametrize("declared", [None, "utf-8", "iso-8859-1", "windows-1252"])
@pytest.mark.parametrize(
    "body",
    [
        IN_UTF8 + b"\n" + IN_WINDOWS,
        b"\xef\xbb\xbf" + IN_UTF8 + b"\n" + IN_WINDOWS + b"\n",
        b"[" + IN_UTF8 + b"," + IN_WINDOWS + b"]",
        b'{"releases":[' + IN_UTF8 + b"," + IN_WINDOWS + b"]}",
        b'{"releases":[\n' + IN_UTF8 + b",\n" + IN_WINDOWS + b"\n]}",
        IN_UTF8 + b" " + IN_WINDOWS,
    ],
)
def test_one_release_of_another_encoding_spoils_none(body: bytes, declared: str | None) -> None:
    found, issues = read(body, declared)
    assert found == [A, B]
    assert "unclean_encoding" in issues or declared in {"iso-8859-1", "windows-1252"}


def test_nor_does_one_that_comes_first() -> None:
    assert read(IN_WINDOWS + b"\n" + IN_UTF8)[0] == [B, A]
    lines = [IN_WINDOWS + b"\n", IN_UTF8 + b"\n"]
    assert [value for _, value in releases_of_lines(lines, Notes())] == [B, A]


def test_one_text_may_hold_both() -> None:
    body = b'{"ocid":"a","title":"caf\xe9 caf\xc3\xa9"}'
    assert read(body) == ([{"ocid": "a", "title": "caf\u00e9 caf\u00e9"}], ["unclean_encoding"])


@pytest.mark.parametrize("declared", [None, "iso-8859-1", "windows-1252"])
def test_what_is_all_of_one_encoding_is_read_as_before(declared: str | None) -> None:
    found, issues = read(b"[" + IN_WINDOWS + b"]", declared)
    assert (found, issues) == ([B], [] if declared else ["unclean_encoding"])


@pytest.mark.parametrize("charset", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize(
    "body", [f"[{TEXT_A},{TEXT_B}]", f"{TEXT_A}\n{TEXT_B}\n", f'{{"releases":[{TEXT_A},{TEXT_B}]}}']
)
def test_wide_encodings(charset: str, body: str) -> None:
    found, issues = read(body.encode(charset))
    assert found == [A, B]
    assert set(issues) <= {"unclean_encoding"}


@pytest.mark.parametrize(
    ("body", "issues"),
    [
        (f"{TEXT_A},\n{TEXT_B},\n", []),
        (f"{TEXT_A},\r\n{TEXT_B}\r\n", []),
        (f"{TEXT_A} ,\n{TEXT_B}", []),
        (f"\x1e{TEXT_A}\n\x1e{TEXT_B}\n", []),
        (f"\x1e{TEXT_A}\x1e{TEXT_B}", []),
        (f"[{TEXT_A},{TEXT_B}]" + "\x00" * 3, ["unclean_json"]),
        (f"[{TEXT_A},{TEXT_B}]\n" + "\x00" * 3000, ["unclean_json"]),
        (f"{TEXT_A}\n{TEXT_B}\n" + "\x00" * 512, ["unclean_json"]),
    ],
)
def test_what_writers_put_around_values(body: str, issues: list[str]) -> None:
    found, told = read(body.encode())
    assert found == [A, B]
    assert told == issues


@pytest.mark.parametrize("line", [b'{"a":1},', b'{"a":1}', b'\x1e{"a":1}', b'{"a":1} ,\r\n'])
def test_line_with_something_around_it_is_json(line: bytes) -> None:
    assert is_json(line)


@pytest.mark.parametrize(
    "body", [b"Notice,Title\n1,2\n", b"releases:\n- ocid: a\n", b"RELEASES/0/OCID,X\n1,2\n", b"hello"]
)
def test_what_is_none_of_it_is_told_in_plain_words(body: bytes) -> None:
    notes = Notes()
    assert list(releases_of_body(body, notes)) == []
    assert [(issue.code, issue.message) for issue in notes.issues] == [
        ("unreadable_document", "neither JSON, XML nor the flat CSV of Contracts Finder")
    ]


@pytest.mark.parametrize("body", [b"\x7fELF" + bytes(100), bytes(50), b"\x00\x01\x02\x03", b"PNG\x00{"])
def test_binary_is_binary(body: bytes) -> None:
    assert read(body) == ([], ["unreadable_document"])
