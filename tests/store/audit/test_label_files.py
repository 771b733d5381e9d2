"""Files of labels as people write them: what can be read of each line, what is refused by its number, what is told."""

from pathlib import Path

import duckdb
import orjson
import pytest

from store.audit.label_files import labels_of
from store.audit.sample import Coder, settled_labels, take_in
from store.errors import StoreError
from store.kept_labels import load_labels
from store.status import Seen, status, status_lines
from tests.store.builders import at, begin, notice, rows, writer

AB = Coder("AB")
KEPT = {"ocid": "p", "annotator": "AB", "origin": "sample", "level": 3, "is_adjudicated": False}
KEPT |= {"labelled_at": "2026-11-18T09:00:00+00:00"}


@pytest.fixture
def con() -> duckdb.DuckDBPyConnection:
    made = writer()
    for ocid in "pqrs":
        notice(made, ocid)
    return made


def given(home: Path, *lines: object, name: str = "given.jsonl") -> Path:
    path = home / name
    path.write_bytes(b"\n".join(line if isinstance(line, bytes) else orjson.dumps(line) for line in lines))
    return path


def kept(home: Path, *lines: object) -> None:
    (home / "audit").mkdir()
    given(home / "audit", *lines, name="labels.jsonl")


def levels(con: duckdb.DuckDBPyConnection) -> dict[object, object]:
    return dict(con.execute("SELECT ocid, level FROM core.audit_label").fetchall())


TIMES_THAT_ARE_NONE = [
    *(
        "yesterday",
        "18/11/2026",
        "2026-11-18 at nine",
        "2026-02-30",
        "2026-11-18T25:00:00Z",
        "0001-01-01T00:00:00+14:00",
    ),
    *(1795000000, 1795000000.5, True, {"a": 1}, ["2026-11-18"], "\u0000"),
]


@pytest.mark.parametrize("when", TIMES_THAT_ARE_NONE, ids=repr)
def test_label_with_a_time_that_is_none_is_refused_by_number(
    when: object, tmp_path: Path, con: duckdb.DuckDBPyConnection
) -> None:
    good = {"ocid": "p", "label": 3}
    done = take_in(con, tmp_path, given(tmp_path, good, {"ocid": "q", "label": 5, "labelled_at": when}), AB)
    assert done.labels == 1
    assert [fault.partition(": labelled_at is no time")[0] for fault in done.faults] == ["line 2 of given.jsonl"]
    assert levels(con) == {"p": 3}


@pytest.mark.parametrize("when", TIMES_THAT_ARE_NONE[:6])
def test_the_same_in_a_csv(when: object, tmp_path: Path, con: duckdb.DuckDBPyConnection) -> None:
    path = given(tmp_path, b"ocid,label,labelled_at", f"p,5,{when}".encode(), name="given.csv")
    with pytest.raises(StoreError, match=r"line 2 of given\.csv: labelled_at is no time"):
        take_in(con, tmp_path, path, AB)
    assert not (tmp_path / "audit").exists()


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("2026-11-18", "2026-11-18T00:00"),
        ("2026-11-18T09:00:00Z", "2026-11-18T09:00"),
        ("2026-11-18 09:00", "2026-11-18T09:00"),
        (" 2026-11-18T10:00:00+01:00 ", "2026-11-18T09:00"),
        ("20261118T0900Z", "2026-11-18T09:00"),
    ],
)
def test_times_that_can_be_read(when: str, expected: str, tmp_path: Path, con: duckdb.DuckDBPyConnection) -> None:
    take_in(con, tmp_path, given(tmp_path, {"ocid": "p", "label": 3, "labelled_at": when}), AB)
    assert rows(con, "SELECT labelled_at FROM core.audit_label") == [(at(expected),)]


@pytest.mark.parametrize("when", [None, ""])
def test_label_without_a_time_is_of_now(when: object, tmp_path: Path, con: duckdb.DuckDBPyConnection) -> None:
    take_in(con, tmp_path, given(tmp_path, {"ocid": "p", "label": 3, "labelled_at": when}), AB)
    assert rows(con, "SELECT labelled_at > now() - INTERVAL 1 HOUR FROM core.audit_label") == [(True,)]


@pytest.mark.parametrize(
    "line",
    [
        {"ocid": 5, "label": 3},
        {"ocid": None, "label": 3},
        {"ocid": "", "label": 3},
        {"ocid": ["p"], "label": 3},
        {"ocid": "p\u0007", "label": 3},
        {"ocid": "p", "label": 6},
        {"ocid": "p", "label": True},
        {"ocid": "p", "label": 3.5},
        {"ocid": "p", "label": 3, "themes": {"a": 1}},
        {"ocid": "p", "label": 3, "themes": [1]},
        {"ocid": "p", "label": 3, "note": {"a": 1}},
        {"ocid": "p", "label": 3, "note": ["a"]},
        ["p", 3],
        "p",
        None,
        b'{"ocid": "p", "label": 3',
    ],
    ids=str,
)
def test_line_that_is_no_label_writes_nothing(line: object, tmp_path: Path, con: duckdb.DuckDBPyConnection) -> None:
    path = given(tmp_path, line if isinstance(line, dict) else {"label": 3}, line)
    with pytest.raises(
        StoreError, match=r"holds no labels that can be used: line 1 of given\.jsonl: .* \(and 1 more\)"
    ):
        take_in(con, tmp_path, path, AB)
    assert not (tmp_path / "audit").exists()
    assert settled_labels(con, tmp_path) == []


@pytest.mark.parametrize("mark", ["\u2028", "\u2029", "\u0085", "\u000b", "\u000c", "\u001c", "\u001e", "\r"])
def test_a_mark_of_a_new_line_in_a_text_cuts_nothing(mark: str, tmp_path: Path, con: duckdb.DuckDBPyConnection) -> None:
    lines = [f'{{"ocid": "{ocid}", "label": 3, "note": "one{mark}two"}}' for ocid in "pq"]
    text = "\n".join(lines) if mark != "\r" else "\r\n".join(line.replace(mark, "") for line in lines)
    path = given(tmp_path, text.encode() if ord(mark) >= 32 or mark == "\r" else text.replace(mark, "\\n").encode())
    done = take_in(con, tmp_path, path, AB)
    assert (done.labels, done.faults) == (2, [])
    load_labels(fresh := writer(), tmp_path)
    assert levels(fresh) == {"p": 3, "q": 3}


def test_empty_lines_are_counted_and_are_no_fault(tmp_path: Path) -> None:
    faults: list[str] = []
    places: list[str] = []
    path = given(
        tmp_path, {"ocid": "p", "label": 3}, b"", b"  ", {"ocid": "q", "label": 9}, {"ocid": "r", "label": 0}, b""
    )
    assert [label["ocid"] for label in labels_of(path, faults, places)] == ["p", "r"]
    assert (len(faults), places) == (1, ["line 1 of given.jsonl", "line 5 of given.jsonl"])


def test_cell_that_no_reader_of_csv_takes(tmp_path: Path, con: duckdb.DuckDBPyConnection) -> None:
    path = given(tmp_path, b"ocid,label,note", b"p,3," + b"x" * 131_073, name="given.csv")
    with pytest.raises(StoreError, match="cannot be read as CSV: line 2: field larger"):
        take_in(con, tmp_path, path, AB)
    assert not (tmp_path / "audit").exists()


def test_a_long_cell_that_can_be_read_is_cut(tmp_path: Path, con: duckdb.DuckDBPyConnection) -> None:
    path = given(tmp_path, b"ocid,label,note", b"p,3," + b"x" * 100_000, name="given.csv")
    assert take_in(con, tmp_path, path, AB).labels == 1


def test_process_that_is_labelled_twice_is_told(tmp_path: Path, con: duckdb.DuckDBPyConnection) -> None:
    path = given(tmp_path, *({"ocid": ocid, "label": level} for ocid, level in (("p", 5), ("q", 1), ("p", 2))))
    done = take_in(con, tmp_path, path, AB)
    told = "p is labelled 2 times: line 3 of given.jsonl counts, and not line 1 of given.jsonl"
    assert (done.labels, done.oddities, done.faults) == (2, [told], [])
    assert levels(con) == {"p": 2, "q": 1}


def test_process_that_is_not_held_is_told(tmp_path: Path, con: duckdb.DuckDBPyConnection) -> None:
    path = given(tmp_path, *({"ocid": ocid, "label": 3} for ocid in ("p", "P", "x")))
    done = take_in(con, tmp_path, path, AB)
    told = (
        "no notice is held of P (line 2 of given.jsonl), x (line 3 of given.jsonl): kept, and counts once there is one"
    )
    assert (done.labels, done.oddities) == (3, [told])


def test_of_many_that_are_not_held_the_first_are_named(tmp_path: Path, con: duckdb.DuckDBPyConnection) -> None:
    done = take_in(con, tmp_path, given(tmp_path, *({"ocid": f"x{n}", "label": 3} for n in range(12))), AB)
    assert len(done.oddities) == 1
    assert " and 2 more: kept" in done.oddities[0]


def test_nothing_is_told_of_labels_that_are_in_order(tmp_path: Path, con: duckdb.DuckDBPyConnection) -> None:
    assert take_in(con, tmp_path, given(tmp_path, *({"ocid": ocid, "label": 3} for ocid in "pqr")), AB).oddities == []


BAD_LINES: list[object] = [
    {**KEPT, "labelled_at": "yesterday"},
    {**KEPT, "labelled_at": 1795000000},
    {name: value for name, value in KEPT.items() if name != "is_adjudicated"},
    {**KEPT, "level": "abc"},
    {**KEPT, "level": 7},
    {**KEPT, "level": True},
    {**KEPT, "is_adjudicated": "yes"},
    {**KEPT, "origin": "press"},
    {**KEPT, "origin": ["sample"]},
    {**KEPT, "ocid": None},
    {**KEPT, "annotator": 5},
    {**KEPT, "themes": "jobs_skills"},
    {**KEPT, "themes": [1]},
    {**KEPT, "note": {"a": 1}},
    {**KEPT, "version": 4.12},
    [KEPT],
    b'{"ocid": "p", "annot',
    b"\xff\xfe",
]


@pytest.mark.parametrize("line", BAD_LINES, ids=str)
def test_line_of_the_home_that_is_no_label_stops_nothing(
    line: object, tmp_path: Path, con: duckdb.DuckDBPyConnection
) -> None:
    kept(tmp_path, line, {**KEPT, "ocid": "q"})
    load_labels(con, tmp_path)
    assert levels(con) == {"q": 3}
    issues = rows(con, "SELECT level, code, document_name, path, data FROM core.issue")
    assert issues == [("error", "unreadable_label", "audit/labels.jsonl", "line 1", None)]
    load_labels(con, tmp_path)
    assert len(rows(con, "SELECT * FROM core.issue")) == 1


def test_line_that_was_mended_is_no_fault_any_more(tmp_path: Path, con: duckdb.DuckDBPyConnection) -> None:
    kept(tmp_path, {**KEPT, "level": "abc"})
    load_labels(con, tmp_path)
    given(tmp_path / "audit", KEPT, name="labels.jsonl")
    load_labels(con, tmp_path)
    assert rows(con, "SELECT * FROM core.issue") == []
    assert levels(con) == {"p": 3}


def test_labels_of_older_programs_count(tmp_path: Path, con: duckdb.DuckDBPyConnection) -> None:
    kept(tmp_path, KEPT, {**KEPT, "ocid": "q", "level": None, "themes": [], "note": "n", "version": "rules-1"})
    load_labels(con, tmp_path)
    assert levels(con) == {"p": 3, "q": None}


def test_labels_behind_a_line_that_was_cut_off_are_not_lost_with_it(
    tmp_path: Path, con: duckdb.DuckDBPyConnection
) -> None:
    kept(tmp_path, KEPT, b'{"ocid": "q", "annot')
    take_in(con, tmp_path, given(tmp_path, {"ocid": "r", "label": 1}), AB)
    assert levels(con) == {"p": 3, "r": 1}


def test_status_tells_of_lines_that_are_no_labels(tmp_path: Path) -> None:
    begin(tmp_path)
    kept(tmp_path, {**KEPT, "labelled_at": "yesterday"})
    facts = status(tmp_path, at("2026-11-20"), Seen([], [], []))
    assert [row["code"] for row in facts["issues"]] == ["unreadable_label"]
    assert any("unreadable_label" in line for line in status_lines(facts))


@pytest.mark.parametrize("text", ["\ufeffocid,version\np,rules-1\n", "id;version\np;rules-1\n", "ocid,version\np\n"])
def test_sample_that_a_spreadsheet_has_saved_stops_nothing(
    text: str, tmp_path: Path, con: duckdb.DuckDBPyConnection
) -> None:
    (tmp_path / "audit" / "2026-10").mkdir(parents=True)
    (tmp_path / "audit" / "2026-10" / "sample.csv").write_text(text, encoding="utf-8")
    take_in(con, tmp_path, given(tmp_path, {"ocid": "p", "label": 3}), AB)
    wanted = "rules-1" if text.startswith("\ufeff") else None
    assert rows(con, "SELECT version FROM core.audit_label") == [(wanted,)]
