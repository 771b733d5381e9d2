"""A sample drawn for people, labels taken in, agreement, and what the labels say of each process."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import duckdb
import orjson
import pytest

from store.audit.page import page
from store.audit.sample import Coder, draw, kappa, settled_labels, take_in
from store.errors import StoreError
from store.kept_labels import load_labels
from store.publish.figures import AuditLabel
from store.sql_files import run_bare
from tests.store.builders import rows, writer

AB, CD = Coder("AB"), Coder("CD")
DAY = date(2026, 10, 14)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home whose snapshot holds 100 flagged and 300 silent processes of October 2026, and 30 out of scope."""
    (tmp_path / "published").mkdir()
    with duckdb.connect(str(tmp_path / "published" / "monitor.duckdb")) as con:
        run_bare(con, "schema/out.sql")
        con.execute("INSERT INTO out.publication VALUES ('classifier_version', 'rules-1')")
        rest = "is_observable, has_criteria, has_weights, is_act_named, is_evaluated, is_sample"
        con.execute(
            "INSERT INTO out.process (ocid, opened_on, is_flagged, source, notice_id, scope, scope_reason, "
            f"is_in_scope, authority_kind, level, level_rank, standards, themes, evidence_count, notice_count, {rest}) "
            "SELECT (CASE WHEN r < 100 THEN 'f' ELSE 's' END) || r, ?, r < 100, 'ted', 'n', 'D4', '', true, "
            "CASE WHEN r % 10 = 0 THEN 'nhs' ELSE 'council' END, CASE WHEN r < 100 THEN 'R3' ELSE 'R0' END, "
            "CASE WHEN r < 100 THEN 7 ELSE 0 END, [], [], 0, 1, true, false, false, false, r < 100, true "
            "FROM range(400) AS t(r)",
            [DAY],
        )
        con.execute(
            "INSERT INTO out.process SELECT * REPLACE ('o' || ocid AS ocid, false AS is_in_scope) FROM out.process "
            "WHERE ocid IN (SELECT unnest(['f' || r, 's' || (300 + r)]) FROM range(15) AS t(r))"
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


def test_disputed_ones_come_first(home: Path, con: duckdb.DuckDBPyConnection) -> None:
    with duckdb.connect(str(home / "published" / "monitor.duckdb")) as published:
        published.execute("UPDATE out.process SET is_disputed = true WHERE ocid IN ('f5', 'f7', 's205', 's207')")
    assert {"f5", "f7", "s205", "s207"} <= {item["ocid"] for item in drawn(home, con)}


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
    made = page("x", [{"title": "</script><script>alert(1)</script>"}], {})
    assert "<script>alert" not in made


def test_page_loads_nothing_from_elsewhere() -> None:
    made = page("x", [], {})
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


def test_what_labels_say_of_the_classifier(home: Path, con: duckdb.DuckDBPyConnection) -> None:
    given = {"f0": 3, "f1": 2, "f2": 0, "f3": "u", "s200": 0, "s201": 3, "s202": "u"}
    found = {row["indicator"]: row for row in take_in(con, home, labels(home, given), AB).readings}
    # All flagged ones are read as R3: of those that readers decided, two show any evidence, one is scored.
    names = ("found", "found_right", "left_alone", "missed", "open")
    assert [found["I1"][name] for name in names] == [3, 2, 2, 1, 2]
    assert [found["I3"][name] for name in names] == [3, 1, 2, 1, 2]


def test_readers_who_differ_on_the_level_agree_on_what_both_levels_are(
    home: Path, con: duckdb.DuckDBPyConnection
) -> None:
    take_in(con, home, labels(home, {"f0": 5, "f1": 5, "s200": 0}), AB)
    found = {
        row["indicator"]: row for row in take_in(con, home, labels(home, {"f0": 2, "f1": 0, "s200": 1}), CD).readings
    }
    names = ("found", "found_right", "left_alone", "missed", "open")
    assert [found["I1"][name] for name in names] == [1, 1, 1, 0, 1]


def test_readings_without_published_data(home: Path, con: duckdb.DuckDBPyConnection) -> None:
    (home / "published" / "monitor.duckdb").unlink()
    assert take_in(con, home, labels(home, {"f1": 3}), AB).readings == []


def settled(con: duckdb.DuckDBPyConnection, home: Path) -> dict[str, AuditLabel]:
    return {label.ocid: label for label in settled_labels(con, home)}


def test_labels_carry_the_version_of_the_classifier(home: Path, con: duckdb.DuckDBPyConnection) -> None:
    take_in(con, home, labels(home, {"f1": 3, "s200": 0}), AB)
    assert {label.version for label in settled(con, home).values()} == {"rules-1"}


def test_version_is_that_of_the_draw_not_of_the_day_the_labels_come(home: Path, con: duckdb.DuckDBPyConnection) -> None:
    first = drawn(home, con)[0]["ocid"]
    with duckdb.connect(str(home / "published" / "monitor.duckdb")) as snapshot:
        snapshot.execute("UPDATE out.publication SET value = 'rules-2'")
    take_in(con, home, labels(home, {first: 3, "s399": 0}), AB)
    assert settled(con, home)[first].version == "rules-1"


@pytest.mark.parametrize(
    ("one", "other", "third", "expected"),
    [
        (3, 3, None, (3, 3, 3)),
        (3, 0, None, (0, 3, None)),
        (3, 0, 3, (3, 3, 3)),
        (3, 0, 1, (1, 1, 1)),
        ("u", None, None, (0, 5, None)),
        ("u", 2, None, (2, 2, 2)),
        (3, 0, "u", (0, 3, None)),
    ],
)
def test_what_readers_leave_open_is_a_band_until_it_is_settled(
    one: object,
    other: object,
    third: object,
    expected: tuple[int, int, int | None],
    home: Path,
    con: duckdb.DuckDBPyConnection,
) -> None:
    take_in(con, home, labels(home, {"f1": one}), AB)
    if other is not None:
        take_in(con, home, labels(home, {"f1": other}), CD)
    if third is not None:
        take_in(con, home, labels(home, {"f1": third}), Coder("EF", is_adjudicated=True))
    found = settled(con, home)["f1"]
    assert (found.level_low, found.level_high, found.level) == expected


def test_correction_of_an_authority_is_kept_and_is_no_random_draw(home: Path, con: duckdb.DuckDBPyConnection) -> None:
    take_in(con, home, labels(home, {"f1": 0}), Coder("AB", "authority"))
    assert rows(con, "SELECT origin, level FROM core.audit_label") == [("authority", 0)]
    assert settled(con, home) == {}


def test_process_that_an_authority_wrote_about_can_still_be_drawn(home: Path, con: duckdb.DuckDBPyConnection) -> None:
    first = drawn(home, con)[0]["ocid"]
    take_in(con, home, labels(home, {first: 0}), Coder("AB", "authority"))
    assert first in {item["ocid"] for item in drawn(home, con)}


def test_process_out_of_scope_is_not_drawn(home: Path, con: duckdb.DuckDBPyConnection) -> None:
    assert not [item["ocid"] for item in drawn(home, con) if item["ocid"].startswith("o")]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("", None),
        ("none", []),
        ("community_cohesion; jobs_skills", ["community_cohesion", "jobs_skills"]),
        ("JOBS_SKILLS", ["jobs_skills"]),
    ],
)
def test_themes_in_a_csv(cell: str, expected: list[str] | None, home: Path, con: duckdb.DuckDBPyConnection) -> None:
    path = home / "labels.csv"
    path.write_text(f"ocid,label,themes,note\nf1,3,{cell},\n")
    take_in(con, home, path, AB)
    assert settled(con, home)["f1"].themes == expected


def test_theme_that_is_none_is_said(home: Path, con: duckdb.DuckDBPyConnection) -> None:
    path = home / "labels.csv"
    path.write_text("ocid,label,themes\nf1,3,happiness\nf2,3,\n")
    done = take_in(con, home, path, AB)
    assert (done.labels, done.faults) == (1, ["line 2 of labels.csv: there is no theme 'happiness'"])


def test_themes_of_two_readers_are_those_that_both_name(home: Path, con: duckdb.DuckDBPyConnection) -> None:
    for number, (coder, named) in enumerate([(AB, ["jobs_skills", "environment"]), (CD, ["jobs_skills"])]):
        path = home / f"labels{number}.jsonl"
        path.write_bytes(orjson.dumps({"ocid": "f1", "label": 3, "themes": named}))
        take_in(con, home, path, coder)
    assert settled(con, home)["f1"].themes == ["jobs_skills"]


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
