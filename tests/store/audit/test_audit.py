"""A sample drawn for people, labels taken in, agreement, and the error counts that follow."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import duckdb
import orjson
import pytest

from store.audit.page import page
from store.audit.sample import Coder, draw, error_counts, kappa, load_labels, take_in
from store.errors import StoreError
from store.publish.figures import ErrorCount
from store.sql_files import run_script
from tests.store.builders import rows, writer

AB, CD = Coder("AB"), Coder("CD")
DAY = date(2026, 10, 14)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home whose snapshot holds 100 flagged and 300 silent processes of October 2026."""
    (tmp_path / "published").mkdir()
    with duckdb.connect(str(tmp_path / "published" / "monitor.duckdb")) as con:
        run_script(con, "schema/out.sql")
        con.execute("INSERT INTO out.publication VALUES ('classifier_version', 'rules-1')")
        rest = "is_observable, has_criteria, has_weights, is_act_named, is_evaluated, is_sample"
        con.execute(
            "INSERT INTO out.process (ocid, opened_on, is_flagged, source, notice_id, scope, scope_reason, "
            f"is_in_scope, authority_kind, level, level_rank, standards, themes, evidence_count, notice_count, {rest}) "
            "SELECT (CASE WHEN r < 100 THEN 'f' ELSE 's' END) || r, ?, r < 100, 'ted', 'n', 'D4', '', true, "
            "CASE WHEN r % 10 = 0 THEN 'nhs' ELSE 'council' END, CASE WHEN r < 100 THEN 'R3' ELSE 'R0' END, 0, "
            "[], [], 0, 1, true, false, false, false, false, true FROM range(400) AS t(r)",
            [DAY],
        )
    return tmp_path


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    made = writer()
    yield made
    made.close()


def drawn(home: Path, con: duckdb.DuckDBPyConnection) -> list[dict[str, str]]:
    sample = draw(con, home, "2026-10")
    assert sample is not None
    return [orjson.loads(line) for line in (sample.folder / "sample.jsonl").read_bytes().splitlines()]


def labels(home: Path, levels: Mapping[str, object], name: str = "labels.jsonl") -> Path:
    path = home / name
    path.write_bytes(b"\n".join(orjson.dumps({"ocid": ocid, "label": level}) for ocid, level in levels.items()))
    return path


def test_sample_has_as_many_as_wanted_of_each(home: Path, con: duckdb.DuckDBPyConnection) -> None:
    found = [item["ocid"][0] for item in drawn(home, con)]
    assert (found.count("f"), found.count("s")) == (50, 100)


def test_every_stratum_is_in_the_sample(home: Path, con: duckdb.DuckDBPyConnection) -> None:
    found = {(item["authority_kind"], item["ocid"][0]) for item in drawn(home, con)}
    assert len(found) == 4


def test_small_stratum_is_not_drowned(home: Path, con: duckdb.DuckDBPyConnection) -> None:
    assert sum(item["authority_kind"] == "nhs" for item in drawn(home, con)) == 40


def test_sample_is_the_same_each_time(home: Path, con: duckdb.DuckDBPyConnection) -> None:
    assert drawn(home, con) == drawn(home, con)


def test_labeller_does_not_see_the_answer(home: Path, con: duckdb.DuckDBPyConnection) -> None:
    assert not {"level", "is_flagged"} & set(drawn(home, con)[0])


def test_labelled_process_is_not_drawn_again(home: Path, con: duckdb.DuckDBPyConnection) -> None:
    first = drawn(home, con)[0]["ocid"]
    take_in(con, home, labels(home, {first: 2}), AB)
    assert first not in {item["ocid"] for item in drawn(home, con)}


def test_month_without_processes(home: Path, con: duckdb.DuckDBPyConnection) -> None:
    assert draw(con, home, "2025-01") is None


def test_month_that_is_none(home: Path, con: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(StoreError, match="is not a month"):
        draw(con, home, "October")


def test_markup_in_a_notice_stays_text() -> None:
    made = page("x", [{"title": "</script><script>alert(1)</script>"}])
    assert "<script>alert" not in made


def test_page_loads_nothing_from_elsewhere() -> None:
    made = page("x", [])
    assert "http" not in made.replace("http-equiv", "")


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([], None),
        ([(True, True)] * 3, 1.0),
        # Cohen 1960's kind of table: 20 yes-yes, 15 no-no, 5 yes-no, 10 no-yes.
        ([(1, 1)] * 20 + [(0, 0)] * 15 + [(1, 0)] * 5 + [(0, 1)] * 10, 0.4),
        ([(1, 0)] * 5 + [(0, 1)] * 5, -1.0),
    ],
)
def test_kappa(pairs: list[tuple[object, object]], expected: float | None) -> None:
    assert kappa(pairs) == (pytest.approx(expected) if expected is not None else None)


def test_two_readers_are_compared(home: Path, con: duckdb.DuckDBPyConnection) -> None:
    take_in(con, home, labels(home, {"f1": 2, "f2": 0, "s200": 0}), AB)
    done = take_in(con, home, labels(home, {"f1": 3, "f2": 2, "s200": 0}), CD)
    assert (done.pairs, done.disagreed) == (3, ["f1", "f2"])
    assert done.kappa == pytest.approx(0.4)


def whole(counts: list[ErrorCount], indicator: str = "I1") -> ErrorCount | None:
    return next((c for c in counts if (c.indicator, c.stratum) == (indicator, "all")), None)


def test_counts_are_those_of_all_processes_not_of_the_sample(home: Path, con: duckdb.DuckDBPyConnection) -> None:
    given = (
        {f"f{n}": 3 for n in range(50)} | {f"s{n}": 0 for n in range(100, 190)} | {f"s{n}": 3 for n in range(190, 200)}
    )
    found = whole(take_in(con, home, labels(home, given), AB).error_counts)
    assert found is not None
    # 100 flagged all true; 300 silent of which a tenth is true: 100 of 130 are found, all 270 others left alone.
    assert found.se_k / found.se_n == pytest.approx(100 / 130, abs=0.02)
    assert found.sp_k == found.sp_n


def test_counts_carry_the_version_of_the_classifier(home: Path, con: duckdb.DuckDBPyConnection) -> None:
    found = take_in(con, home, labels(home, {"f1": 3, "s200": 0}), AB).error_counts
    assert {c.version for c in found} == {"rules-1"}


@pytest.mark.parametrize(("adjudicated", "se_n"), [(None, 0), (3, 1), (0, 0)])
def test_what_readers_disagree_on_counts_once_it_is_settled(
    adjudicated: int | None, se_n: int, home: Path, con: duckdb.DuckDBPyConnection
) -> None:
    take_in(con, home, labels(home, {"f1": 3, "s200": 0}), AB)
    take_in(con, home, labels(home, {"f1": 0}), CD)
    if adjudicated is not None:
        take_in(con, home, labels(home, {"f1": adjudicated}), Coder("EF", is_adjudicated=True))
    found = whole(error_counts(con, home))
    assert found is not None
    assert found.se_n == se_n


def test_correction_of_an_authority_is_kept_and_is_no_random_draw(home: Path, con: duckdb.DuckDBPyConnection) -> None:
    done = take_in(con, home, labels(home, {"f1": 0}), Coder("AB", "authority"))
    assert (rows(con, "SELECT origin, level FROM core.audit_label"), done.error_counts) == ([("authority", 0)], [])


def test_table_is_made_again_from_the_file(home: Path, con: duckdb.DuckDBPyConnection) -> None:
    take_in(con, home, labels(home, {"f1": 3}), AB)
    fresh = writer()
    load_labels(fresh, home)
    assert rows(fresh, "SELECT ocid, annotator, level FROM core.audit_label") == [("f1", "AB", 3)]


def test_later_label_of_the_same_person_counts(home: Path, con: duckdb.DuckDBPyConnection) -> None:
    for level in (3, 0):
        take_in(con, home, labels(home, {"f1": level}), AB)
    assert rows(con, "SELECT level FROM core.audit_label") == [(0,)]


def test_csv_that_is_half_filled_in(home: Path, con: duckdb.DuckDBPyConnection) -> None:
    path = home / "labels.csv"
    path.write_text("ocid,title,label,note\nf1,x,2,ring 01622 696 000\nf2,y,,\ns200,z,u,\nf3,z,7,\n")
    done = take_in(con, home, path, AB)
    assert (done.labels, len(done.faults)) == (2, 1)
    assert rows(con, "SELECT ocid, level FROM core.audit_label ORDER BY ocid") == [("f1", 2), ("s200", None)]


def test_remark_holds_no_number(home: Path, con: duckdb.DuckDBPyConnection) -> None:
    path = home / "labels.csv"
    path.write_text("ocid,label,note\nf1,2,ring 01622 696000\n")
    take_in(con, home, path, AB)
    assert "696000" not in (home / "audit" / "labels.jsonl").read_text()


@pytest.mark.parametrize("coder", [Coder("ab"), Coder("Ann Bee"), Coder("AB", "press")])
def test_coder_that_cannot_be(coder: Coder, home: Path, con: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(StoreError):
        take_in(con, home, labels(home, {"f1": 1}), coder)


@pytest.mark.parametrize("text", ["", "ocid,label\n", "nonsense", '{"a": 1}'])
def test_file_without_labels(text: str, home: Path, con: duckdb.DuckDBPyConnection) -> None:
    path = home / "file"
    path.write_text(text)
    with pytest.raises(StoreError, match="holds no labels"):
        take_in(con, home, path, AB)
