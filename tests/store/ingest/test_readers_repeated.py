"""Keys that stand twice in one object, and packages of several shapes at once: no notice is lost of either."""

import io
from typing import Any

import duckdb
import orjson
import pytest

from store.ingest.readers.large import releases_of_large
from store.ingest.readers.packages import Notes, releases_of_body, releases_of_lines
from store.ingest.releases import contents_of_release
from tests.store.ingest.notices import ingested, package, release, tender

A, B, C = ({"ocid": name, "tender": {"id": name}} for name in "abc")
TEXT_A, TEXT_B, TEXT_C = (orjson.dumps(value).decode() for value in (A, B, C))


def ocids(body: str | bytes, notes: Notes) -> list[str]:
    found = releases_of_body(body.encode() if isinstance(body, str) else body, notes)
    return [value["ocid"] for _, value in found]


TWICE = [
    f'{{"releases":[{TEXT_A}],"releases":[{TEXT_B}]}}',
    f'{{"releases":[{TEXT_A}],"uri":"x","releases":[{TEXT_B}]}}',
    f'{{"releases" : [{TEXT_A}],\n"releases"\n: [{TEXT_B}]}}',
    f'{{"releases":[{TEXT_A}],"releases":[],"releases":[{TEXT_B}]}}',
    f'{{"records":[{{"ocid":"a","releases":[{TEXT_A}]}}],"records":[{{"ocid":"b","releases":[{TEXT_B}]}}]}}',
    f'{{"ocid":"a","releases":[{TEXT_A}],"releases":[{TEXT_B}]}}',
    f'[{{"releases":[{TEXT_A}],"releases":[{TEXT_B}]}}]',
    f'{{"releases":[{TEXT_A}],"n":1e9999,"releases":[{TEXT_B}]}}',
    f'{{"releases":[{TEXT_A}],"say":"a \\u0022word\\u0022","releases":[{TEXT_B}]}}',
    f'{{"\\u0022":1,"\\u0022x":2,"releases":[{TEXT_A}],"releases":[{TEXT_B}]}}',
]


@pytest.mark.parametrize("body", TWICE)
def test_two_lists_of_releases_are_joined_and_told(body: str) -> None:
    notes = Notes()
    assert ocids(body, notes) == ["a", "b"]
    assert "duplicate_key" in [issue.code for issue in notes.issues]


@pytest.mark.parametrize("body", TWICE)
def test_so_are_those_of_json_lines(body: str) -> None:
    notes = Notes()
    lines = [TEXT_C.encode(), body.replace("\n", " ").encode()]
    assert [value["ocid"] for _, value in releases_of_lines(lines, notes)] == ["c", "a", "b"]
    issue = next(issue for issue in notes.issues if issue.code == "duplicate_key")
    assert (issue.path or "").startswith("line 2/")


def test_so_are_those_of_values_in_a_row() -> None:
    notes = Notes()
    assert ocids(f"{TEXT_C} {TWICE[0]}", notes) == ["c", "a", "b"]
    assert "duplicate_key" in [issue.code for issue in notes.issues]


@pytest.mark.parametrize(
    ("field", "kept"),
    [
        ('"title":"Social value 10%","title":""', "Social value 10%"),
        ('"title":"Parks","title":null', "Parks"),
        ('"title":"","title":"Trees"', "Trees"),
        ('"title":"Parks","title":"Trees"', "Trees"),
        ('"title":"Parks","title":"Parks"', "Parks"),
        ('"title":900000,"title":50', 50),
        ('"title":900000,"title":0', 0),
        ('"title":{"a":1},"title":{}', {"a": 1}),
        ('"title":[1],"title":[]', [1]),
        ('"title":1,"title":2,"title":3', 3),
    ],
)
def test_of_another_key_the_last_that_says_something_is_kept(field: str, kept: Any) -> None:
    notes = Notes()
    body = f'{{"releases":[{{"ocid":"a","tender":{{{field}}}}}]}}'.encode()
    assert [value["tender"]["title"] for _, value in releases_of_body(body, notes)] == [kept]
    assert [(issue.code, issue.path) for issue in notes.issues] == [("duplicate_key", "/releases/0/tender/title")]


def test_values_that_may_name_a_person_are_not_shown() -> None:
    notes = Notes()
    ocids('{"ocid":"a","parties":[{"name":"Pat Example","name":"Sam Example"}]}', notes)
    assert [(issue.code, issue.data) for issue in notes.issues] == [("duplicate_key", None)]


@pytest.mark.parametrize(
    "body",
    [
        orjson.dumps(A),
        orjson.dumps({"releases": [A, B]}, option=orjson.OPT_INDENT_2),
        b'{"ocid":"a","tender":{"title":"the \\u0022best\\u0022 offer"}}',
        b'{"ocid":"a","tender":{"title":"the \\"best\\" offer","\\u0022":1}}',
        b'{"ocid":"a","tender":{"title":"x","value":{"title":"x"},"lots":[{"title":"x"},{"title":"x"}]}}',
        b'{"ocid":"a","n":1E5,"m":-0.0,"t":"\\u00e9\\/"}',
        '{"ocid":"a","t":"caf\u00e9"}'.encode(),
        b'{"ocid":"a","n":1e9999}',
    ],
)
def test_keys_that_stand_once_are_no_issue(body: bytes) -> None:
    notes = Notes()
    ocids(body, notes)
    assert "duplicate_key" not in [issue.code for issue in notes.issues]


def test_both_lists_are_stored_and_judged(con: duckdb.DuckDBPyConnection, tmp_path: Any) -> None:
    first = orjson.dumps(release(1, tender=tender(description="Social value counts 10%."))).decode()
    second = orjson.dumps(release(2)).decode()
    body = f'{{"releases":[{first}],"releases":[{second}]}}'.encode()
    ingested(con, tmp_path, body)
    assert con.execute("SELECT count(*) FROM core.notice").fetchall() == [(2,)]
    assert con.execute("SELECT code, level FROM core.issue").fetchall() == [("duplicate_key", "warning")]
    assert any("Social value counts 10%." in text for _, text in contents_of_release(body)[0])


BOTH: list[tuple[Any, list[str]]] = [
    ({"releases": [A], "records": [{"ocid": "b", "releases": [B]}]}, ["a", "b"]),
    ({"records": [{"ocid": "b", "releases": [B]}], "releases": [A]}, ["a", "b"]),
    ({"records": [{"ocid": "b", "compiledRelease": B}], "releases": [A, C]}, ["a", "b", "c"]),
    ({"records": [{"ocid": "a", "releases": [A]}], "compiledRelease": B, "ocid": "b"}, ["a", "b"]),
    ({"records": [], "releases": [A]}, ["a"]),
    ({"releases": [], "records": [{"ocid": "b", "releases": [B]}]}, ["b"]),
    ({**A, "releases": [B]}, ["a", "b"]),
    ({**A, "records": [{"ocid": "b", "releases": [B]}]}, ["a", "b"]),
    ({"releases": [{**A, "releases": [B]}, C]}, ["a", "b", "c"]),
    ({"records": [{**A, "releases": [B]}]}, ["a", "b"]),
    ({"records": [A, {"ocid": "b", "releases": [B]}]}, ["a", "b"]),
]


@pytest.mark.parametrize(("value", "expected"), BOTH)
def test_each_shape_of_a_package_is_read(value: Any, expected: list[str]) -> None:
    assert sorted(ocids(orjson.dumps(value), Notes())) == expected
    assert sorted(ocids(orjson.dumps(C) + b"\n" + orjson.dumps(value), Notes())) == sorted([*expected, "c"])


@pytest.mark.parametrize(("value", "expected"), [*BOTH[:3], *BOTH[4:6]])
def test_so_are_those_of_a_large_package(value: Any, expected: list[str]) -> None:
    body = orjson.dumps({"uri": "x"} | value)
    found = releases_of_large(lambda: io.BufferedReader(io.BytesIO(body)), Notes())
    assert sorted(release["ocid"] for _, release in found) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"ocid": "a", "releases": [A], "compiledRelease": B}, ["a"]),
        ({"releases": [A], "publisher": {"name": "x"}, "title": "A list"}, ["a"]),
        ({"records": [{"ocid": "a", "releases": [A], "versionedRelease": B}]}, ["a"]),
    ],
)
def test_what_merges_releases_is_still_not_read_beside_them(value: Any, expected: list[str]) -> None:
    assert ocids(orjson.dumps(value), Notes()) == expected


def test_a_link_beside_a_release_is_told() -> None:
    notes = Notes()
    assert ocids(orjson.dumps({"releases": [A, {"url": "https://example.org/b"}]}), notes) == ["a"]
    assert [issue.code for issue in notes.issues] == ["linked_release"]


def test_a_package_without_faults_raises_none() -> None:
    notes = Notes()
    ocids(package(release(1), release(2)), notes)
    assert notes.issues == []
