"""Flat CSV as it comes: cut off, joined, in other encodings and with other delimiters; no cell is misread."""

import csv
import io
from typing import Any

import pytest

from store.ingest.readers.flat import cells_of_rows, is_flat
from store.ingest.readers.packages import Notes

HEADER = "uri,releases/0/ocid,releases/0/id,releases/0/tender/title,releases/0/tender/value/amount,releases/0/x"
NAMES = ("ocid", "id", "tender/title", "tender/value/amount", "x")


def row(name: str, amount: str = "900000") -> str:
    return f'https://example.org,{name},id-{name},"Parks, {name}",{amount},GBP'


def cells(name: str, amount: str = "900000") -> dict[str, str]:
    return dict(zip(NAMES, (name, f"id-{name}", f"Parks, {name}", amount, "GBP"), strict=True))


def read(text: str | bytes) -> tuple[list[dict[str, str]], list[str]]:
    notes = Notes()
    body = text.encode() if isinstance(text, str) else text
    assert is_flat(body)
    found = [found for _, found in cells_of_rows(io.BytesIO(body), notes)]
    return found, [issue.code for issue in notes.issues]


WHOLE = f"{HEADER}\n{row('a')}\n{row('b')}\n"


@pytest.mark.parametrize(
    "body",
    [
        WHOLE,
        WHOLE.rstrip("\n"),
        WHOLE.replace("\n", "\r\n"),
        "\ufeff" + WHOLE,
        "\n" + WHOLE,
        WHOLE.replace(HEADER, '"' + HEADER.replace(",", '","') + '"'),
        "sep=,\n" + WHOLE,
        '"sep=,"\r\n' + WHOLE.replace("\n", "\r\n"),
        "SEP=;\n" + WHOLE.replace(",", ";").replace("; ", ", "),
        WHOLE.replace(",", ";").replace("; ", ", "),
        WHOLE.replace(",", "\t").replace("\t ", ", "),
        WHOLE.replace(",", "|").replace("| ", ", "),
        WHOLE.replace("\n", "\r"),
        ("sep=,\n" + WHOLE).replace("\n", "\r"),
    ],
)
def test_whole_file_is_read_without_an_issue(body: str) -> None:
    assert read(body) == ([cells("a"), cells("b")], [])


@pytest.mark.parametrize("charset", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_wide_encodings_are_read_and_told(charset: str, end: str) -> None:
    body = WHOLE.replace("Parks", "Caf\u00e9 \u0a0a").replace("\n", end).encode(charset)
    found, issues = read(body)
    assert [each["tender/title"] for each in found] == ["Caf\u00e9 \u0a0a, a", "Caf\u00e9 \u0a0a, b"]
    assert issues == ["unclean_encoding"]


@pytest.mark.parametrize(
    ("end", "kept"),
    [
        ('https://example.org,b,id-b,"Parks, b",9000', {"ocid": "b", "id": "id-b", "tender/title": "Parks, b"}),
        ('https://example.org,b,id-b,"Parks, b",', {"ocid": "b", "id": "id-b", "tender/title": "Parks, b"}),
        ('https://example.org,b,id-b,"Parks, b"', {"ocid": "b", "id": "id-b"}),
        ("https://example.org,b,id-b,Par", {"ocid": "b", "id": "id-b"}),
        ("https://example.org,b,id", {"ocid": "b"}),
        ("https://example.org,b", None),
        ("https://exam", None),
    ],
)
def test_cell_that_is_cut_is_not_read(end: str, kept: dict[str, str] | None) -> None:
    found, issues = read(f"{HEADER}\n{row('a')}\n{end}")
    assert (found, issues) == ([cells("a"), kept] if kept else [cells("a")], ["truncated_csv"])


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_rows_that_are_short_are_told_once_with_their_number(end: str) -> None:
    notes = Notes()
    body = f"{HEADER}{end}{row('a')}{end}u,b,id-b{end}u,c{end}{row('d')}{end}".encode()
    found = [found for _, found in cells_of_rows(io.BytesIO(body), notes)]
    assert found == [cells("a"), {"ocid": "b", "id": "id-b"}, {"ocid": "c"}, cells("d")]
    assert [(issue.code, issue.path) for issue in notes.issues] == [("truncated_csv", "line 3")]
    assert ": 2;" in notes.issues[0].message


OTHER = "publisher/name,releases/0/id,releases/0/ocid,releases/0/x"


@pytest.mark.parametrize(
    ("body", "names", "issues"),
    [
        (WHOLE + f"{HEADER}\n{row('c')}\n", "abc", []),
        (WHOLE + f"\ufeff{HEADER}\n{row('c')}\n", "abc", []),
        (WHOLE + f"{HEADER}\n" * 3 + f"{row('c')}\n", "abc", []),
        (WHOLE + f"{OTHER}\nPress,id-c,c,GBP\n", "abc", []),
        (WHOLE + f"{OTHER}\nPress,id-c,c,GBP\n{HEADER}\n{row('d')}", "abcd", []),
        (WHOLE.rstrip("\n") + f"{HEADER}\n{row('c')}\n", "abc", []),
        (f"{HEADER}\n{row('a')}\nu,b,id-{HEADER}\n{row('c')}\n", "abc", ["truncated_csv"]),
        (WHOLE.rstrip("\n") + f"{OTHER}\nPress,id-c,c,GBP\n", "a", ["unreadable_line"] * 2),
    ],
)
def test_header_in_the_middle_is_read_as_one(body: str, names: str, issues: list[str]) -> None:
    found, told = read(body)
    assert ([each["ocid"] for each in found], told) == (list(names), issues)
    assert all(each.get("id", f"id-{each['ocid']}") == f"id-{each['ocid']}" for each in found)


@pytest.mark.parametrize(
    ("one", "two", "kept", "issues"),
    [
        ("Parks", "Trees", "Parks", ["duplicate_key"]),
        ("Parks", "Parks", "Parks", []),
        ("Parks", "", "Parks", []),
        ("", "Trees", "Trees", []),
        ("", "", None, []),
    ],
)
def test_column_that_stands_twice(one: str, two: str, kept: Any, issues: list[str]) -> None:
    found, told = read(f"releases/0/ocid,releases/0/title,releases/0/title\na,{one},{two}\n")
    assert (found[0].get("title"), told) == (kept, issues)


@pytest.mark.parametrize(
    "body",
    [
        b'{"title": "releases/0/ocid"}',
        b'[{"title": "releases/0/ocid"}]',
        b"Notice,Title\n1,2\n",
        b"\x00\x01\x02",
        b"",
        b"\xff\xfe",
        "Notice,Title\n".encode("utf-16"),
    ],
)
def test_what_is_no_flat_csv(body: bytes) -> None:
    assert not is_flat(body)


def test_text_that_names_a_column_is_no_header() -> None:
    found, issues = read(f"{HEADER}\nu,a,id-a,see releases/0/ocid here,1,GBP\n")
    assert (found[0]["tender/title"], issues) == ("see releases/0/ocid here", [])


@pytest.mark.parametrize("end", ["", '\nb,"loose"quote,x'])
def test_limit_of_other_readers_is_as_it_was(end: str) -> None:
    before = csv.field_size_limit()
    long = row("a").replace("Parks", "P" * (before + 1))
    notes = Notes()
    limits = [csv.field_size_limit() for _ in cells_of_rows(io.BytesIO(f"{HEADER}\n{long}{end}\n".encode()), notes)]
    assert limits == [before]
    assert csv.field_size_limit() == before
