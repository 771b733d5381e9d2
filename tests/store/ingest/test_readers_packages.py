"""The shapes releases come in."""

import io
from collections.abc import Callable
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.ingest.readers.large import releases_of_large
from store.ingest.readers.packages import Notes, releases_of_body, releases_of_lines

A: dict[str, Any] = {"ocid": "a", "tender": {"id": "1"}}
B: dict[str, Any] = {"ocid": "b", "tender": {"id": "2"}}


def found(body: Any, notes: Notes | None = None) -> list[tuple[str, Any]]:
    return list(releases_of_body(body if isinstance(body, bytes) else orjson.dumps(body), notes or Notes()))


def code_of(body: Any) -> str:
    notes = Notes()
    found(body, notes)
    return notes.issues[0].code


@pytest.mark.parametrize(
    ("value", "pointers", "form"),
    [
        ({"releases": [A, B]}, ["/releases/0", "/releases/1"], "release_package"),
        (A, [""], "release"),
        ([A, B], ["/0", "/1"], "array"),
        ([{"releases": [A, B]}], ["/0/releases/0", "/0/releases/1"], "array"),
        ({"records": [{"ocid": "a", "releases": [A]}]}, ["/records/0/releases/0"], "record_package"),
        ({"ocid": "a", "releases": [A, B]}, ["/releases/0", "/releases/1"], "record"),
        ({"ocid": "a", "compiledRelease": A}, ["/compiledRelease"], "record"),
    ],
)
def test_every_shape_gives_its_releases(value: Any, pointers: list[str], form: str) -> None:
    notes = Notes()
    assert [pointer for pointer, _ in found(value, notes)] == pointers
    assert notes.format == form


def test_compiled_release_is_not_read_beside_releases() -> None:
    assert found({"ocid": "a", "releases": [A], "compiledRelease": B}) == [("/releases/0", A)]


def test_json_lines_give_line_numbers() -> None:
    notes = Notes()
    body = orjson.dumps(A) + b"\n\n" + orjson.dumps({"releases": [B]}) + b"\n"
    assert found(body, notes) == [("line 1", A), ("line 3/releases/0", B)]
    assert notes.format == "json_lines"


def test_bad_line_costs_only_itself() -> None:
    notes = Notes()
    assert found(orjson.dumps(A) + b"\n{broken\n" + orjson.dumps(B), notes) == [("line 1", A), ("line 3", B)]
    assert [(issue.code, issue.path) for issue in notes.issues] == [("unreadable_line", "line 2")]


@pytest.mark.parametrize("cut", [1, 5, 20])
def test_complete_releases_before_a_cut_are_read(cut: int) -> None:
    notes = Notes()
    body = b'{"uri": "x", "releases": [' + orjson.dumps(A) + b",\n" + orjson.dumps(B)
    assert found(body[:-cut], notes) == [("/releases/0", A)]
    assert [issue.code for issue in notes.issues] == ["truncated_json"]


def test_package_that_only_lacks_its_end_gives_all() -> None:
    assert found(b'{"releases": [' + orjson.dumps(A)) == [("/releases/0", A)]


def test_complete_records_before_a_cut_are_read() -> None:
    body = orjson.dumps({"records": [{"ocid": "a", "releases": [A]}, {"ocid": "b", "releases": [B]}]})
    assert found(body[:-10]) == [("/records/0/releases/0", A)]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "empty_document"),
        (b" \n", "empty_document"),
        (b"<!DOCTYPE html><html><body>Sorry</body></html>", "html_document"),
        (b"\x00\x01\x02\x03", "unreadable_document"),
        (b"hello", "unreadable_document"),
        (b"42", "unreadable_document"),
        (b'{"uri": "x", "version": "1.1"}', "no_releases"),
        (b'{"releases": null}', "wrong_type"),
        (b'{"records": [{"ocid": "a"}]}', "no_releases"),
        (b'{"records": [{"ocid": "a", "releases": [{"url": "https://example.org"}]}]}', "linked_release"),
    ],
)
def test_document_without_releases_says_why(body: bytes, code: str) -> None:
    assert code_of(body) == code


def test_mended_document_is_noted() -> None:
    assert code_of(b'{"releases": [{"ocid": "a", "n": 1e9999}]}') == "unclean_json"


def test_lines_in_windows_1252_are_read_and_noted() -> None:
    notes = Notes()
    lines = ['{"ocid": "café"}\n'.encode("windows-1252"), b'{"ocid": "b"}']
    assert [value["ocid"] for _, value in releases_of_lines(lines, notes)] == ["café", "b"]
    assert [issue.code for issue in notes.issues] == ["unclean_encoding"]


def opener(body: bytes) -> Callable[[], io.BufferedReader]:
    return lambda: io.BufferedReader(io.BytesIO(body))


@pytest.mark.parametrize(
    "value", [{"uri": "x", "releases": [A, B]}, {"records": [{"ocid": "a", "releases": [A, B]}]}, [A, B]]
)
def test_streamed_document_gives_the_same_as_a_held_one(value: Any) -> None:
    streamed = list(releases_of_large(opener(orjson.dumps(value)), Notes()))
    assert streamed == found(value)


@pytest.mark.parametrize(
    "value",
    [
        {"ocid": "a", "id": "1", "tag": ["tender"], "tender": {"title": "Parks"}},
        {"ocid": "a", "compiledRelease": A},
        {"tender": {"title": "Parks"}, "id": "1"},
    ],
)
def test_streamed_release_that_stands_alone_is_read(value: Any) -> None:
    notes, held = Notes(), Notes()
    assert list(releases_of_large(opener(orjson.dumps(value)), notes)) == found(value, held)
    assert (notes.format, notes.issues) == (held.format, held.issues)


LARGE: dict[str, Any] = {
    "ocid": "large",
    "id": "l",
    "tender": {"lots": [{"id": str(number)} for number in range(30_000)]},
}
MANY: list[dict[str, Any]] = [{"ocid": f"o{number}", "id": str(number), "tag": ["tender"]} for number in range(3)]


@pytest.mark.parametrize("place", range(4))
@pytest.mark.parametrize("name", ["releases", "records", ""])
def test_a_release_that_is_too_large_costs_no_other(place: int, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("store.ingest.readers.large.MOST_OF_ONE", 200_000)
    entries: list[dict[str, Any]] = [*MANY[:place], LARGE, *MANY[place:]]
    if name == "records":
        entries = [{"ocid": each["ocid"], "releases": [each]} for each in entries]
    notes = Notes()
    read = list(releases_of_large(opener(orjson.dumps({name: entries} if name else entries)), notes))
    assert [value["ocid"] for _, value in read] == ["o0", "o1", "o2"]
    ((code, path),) = [(issue.code, issue.path) for issue in notes.issues]
    assert (code, path) == ("unreadable_release", f"/{name}/{place}" if name else f"/{place}")


def test_one_release_alone_that_is_too_large_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("store.ingest.readers.large.MOST_OF_ONE", 200_000)
    notes = Notes()
    assert list(releases_of_large(opener(orjson.dumps(LARGE)), notes)) == []
    assert [issue.code for issue in notes.issues] == ["unreadable_document"]
    assert "more than 0 MiB" in notes.issues[0].message


def test_streamed_document_that_is_cut_gives_what_is_whole() -> None:
    notes = Notes()
    opened = opener(orjson.dumps({"releases": [A, B]})[:-8])
    assert list(releases_of_large(opened, notes)) == [("/releases/0", A)]
    assert [issue.code for issue in notes.issues] == ["truncated_json"]


GOOD = '{"ocid": "%s", "id": "%s", "tag": ["tender"], "tender": {"value": {"amount": %s}, "title": "%s"}}'


def broken_package(token: str, title: str = "Parks") -> bytes:
    items = [GOOD % ("a", "a", "1", "Parks"), GOOD % ("b", "b", token, title), GOOD % ("c", "c", "3", "Trees")]
    return ('{"uri": "x", "releases": [' + ", ".join(items) + "]}").encode()


@pytest.mark.parametrize(
    "token", ["221,000,000.00", "1.080.000,00", "£1080000", "LOT", "", "1e9999", ".5", "0012", "12 000", "1,2 million"]
)
def test_an_unreadable_value_costs_neither_its_release_nor_its_neighbours(token: str) -> None:
    for_body, for_stream = Notes(), Notes()
    body = broken_package(token)
    assert [value["ocid"] for _, value in found(body, for_body)] == ["a", "b", "c"]
    assert [value["ocid"] for _, value in releases_of_large(opener(body), for_stream)] == ["a", "b", "c"]
    assert [issue.code for issue in for_body.issues] == [issue.code for issue in for_stream.issues] == ["unclean_json"]


@pytest.mark.parametrize("title", ['The "best" parks', "C:\\q", "one\ntwo", 'Parks of 5" mesh'])
def test_a_loose_quote_or_escape_is_read_as_part_of_the_text(title: str) -> None:
    titles = [value["tender"]["title"] for _, value in found(broken_package("2", title))]
    assert titles == ["Parks", title, "Trees"]


def test_quotes_that_cannot_be_told_apart_cost_their_release_alone() -> None:
    notes = Notes()
    assert [v["ocid"] for _, v in found(broken_package("2", 'Parks "north", "south"'), notes)] == ["a", "c"]
    assert [issue.code for issue in notes.issues] == ["unreadable_release"]


def test_a_release_beyond_mending_is_named_and_the_next_is_read() -> None:
    notes = Notes()
    body = broken_package("[1, 2")
    assert [value["ocid"] for _, value in found(body, notes)] == ["a", "c"]
    assert [(issue.code, issue.path) for issue in notes.issues] == [("unreadable_release", "/releases/1")]


def test_a_release_nested_too_deeply_is_named_and_the_next_is_read() -> None:
    notes = Notes()
    assert [value["ocid"] for _, value in found(broken_package("[" * 5000 + "]" * 5000), notes)] == ["a", "c"]
    assert [issue.code for issue in notes.issues] == ["unreadable_release"]


def test_packages_one_after_the_other_are_all_read() -> None:
    notes = Notes()
    body = orjson.dumps({"releases": [A]}) + orjson.dumps({"releases": [B]})
    assert [value for _, value in found(body, notes)] == [A, B]
    assert [issue.code for issue in notes.issues] == ["unclean_json"]
    assert [value for _, value in releases_of_large(opener(body), Notes())] == [A, B]


@settings(max_examples=150)
@given(st.data())
def test_no_damage_to_one_release_costs_another(data: st.DataObject) -> None:
    releases = [GOOD % (f"o{number}", number, number, "Some words of a title") for number in range(4)]
    hurt = data.draw(st.integers(0, 3))
    start = data.draw(st.integers(16, len(releases[hurt]) - 1))  # the ocid itself stays
    end = data.draw(st.integers(start, len(releases[hurt])))
    damage = data.draw(st.text(alphabet='a1 ,.:[]{}"\\\n', max_size=6))
    releases[hurt] = releases[hurt][:start] + damage + releases[hurt][end:]
    notes = Notes()
    body = ('{"releases": [' + ", ".join(releases) + "]}").encode()
    read = {value.get("ocid") for _, value in found(body, notes)}
    assert {f"o{number}" for number in range(4) if number != hurt} <= read
    assert f"o{hurt}" in read or notes.issues
