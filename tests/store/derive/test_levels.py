"""The level of a process: its strongest counted passage, and the weight its criteria come to."""

from collections.abc import Iterator
from typing import Any

import duckdb
import pytest

from store.derive.run import derive
from store.publish.run import publish
from store.snapshot import open_snapshot
from tests.store.builders import IN_SCOPE, at, buyer, criterion, evidence, notice, rows, writer

pytestmark = pytest.mark.usefixtures("_bare_tables")

DEADLINE = at("2026-11-05")
ASKED, POINTS_BACK = "Bidders must offer community benefits.", "This will be tested via the response."
HERE = "/tender/description"
# The rule that found the stronger passage, how far behind the other it stands, and in which text.
POINTERS = {
    "pointer": ("criterion.points_back", 1, HERE),
    "goes on": ("criterion.goes_on", 1, HERE),
    "pointer further on": ("criterion.points_back", 200, HERE),
    "pointer far off": ("criterion.points_back", 400, HERE),
    "pointer elsewhere": ("criterion.points_back", 1, "/tender/lots/0/description"),
    "stands alone": ("criterion.score_marks", 1, HERE),
}
ROW, QUESTION = "Social value | 10%", "Describe the jobs that you will bring to the town as social value."
ACT = "The Public Services (Social Value) Act 2012 applies."
# How far behind a row with its weight the question on it stands, and in which text.
QUESTIONS = {"question": (1, HERE), "question far off": (500, HERE), "question elsewhere": (1, "/tender/title")}
# Passages with the lines of their trails that say what they are to be read with.
READ_WITH = {
    "item": [("offer community benefits;", "read under: Bidders need not:")],
    "heading and answer": [
        ("Community Benefits", "rule excluded.list_item"),
        ("None sought", "read under: Community Benefits"),
    ],
    "opener": [("The social value offer:", "read on: two trainees")],
    "a sentence besides": [("offer community benefits;", "read under: Suppliers must:"), (ASKED, "rule test_rule")],
}
UPDATE = {"stage": "tender_update", "tags": ["tenderUpdate"], "deadline_at": DEADLINE}


def opened(con: duckdb.DuckDBPyConnection, ocid: str, **values: Any) -> None:
    notice(con, ocid, **{**IN_SCOPE, "deadline_at": DEADLINE, **values})


def passages(con: duckdb.DuckDBPyConnection) -> None:
    opened(con, "silent")
    opened(con, "strongest")
    for level in ("R1", "R3", "R2a"):
        evidence(con, level, ocid="strongest", text=f"Passage of level {level}.", is_act_named=level == "R2a")
    for ocid, (rule, gap, path) in POINTERS.items():
        opened(con, ocid)
        evidence(con, "R2", ocid=ocid, text=ASKED, rule="requirement.req_must")
        values: dict[str, Any] = {"kind": "criterion", "rule": rule, "start_offset": len(ASKED) + gap, "path": path}
        evidence(con, "R3", ocid=ocid, text=POINTS_BACK, **values)
    for ocid, (gap, path) in QUESTIONS.items():
        opened(con, ocid)
        evidence(con, "R5", ocid=ocid, text=ROW, kind="criterion", rule="criterion.weight")
        values = {"kind": "criterion", "rule": "criterion.answer", "start_offset": len(ROW) + gap, "path": path}
        evidence(con, "R3", ocid=ocid, text=QUESTION, **values)
    for ocid, texts in READ_WITH.items():
        opened(con, ocid)
        for place, (text, line) in enumerate(texts):
            evidence(con, "R2", ocid=ocid, text=text, start_offset=100 * place, trail=["a cue was found", line])
    opened(con, "duty")
    evidence(con, "R2a", ocid="duty", text=ACT, kind="mention", rule="mention.act", is_act_named=True)
    evidence(
        con, "R2", ocid="duty", text=ASKED, kind="requirement", rule="requirement.req_must", start_offset=len(ACT) + 1
    )
    opened(con, "theme only")
    evidence(con, "R1", ocid="theme only", kind="theme_only", themes=["jobs"])
    opened(con, "excluded")
    evidence(con, "R0n", ocid="excluded", kind="excluded")
    opened(con, "affirmed")
    evidence(con, "R2", ocid="affirmed", standards=["TOMS"], themes=["skills"])
    evidence(con, "R2b", ocid="affirmed", standards=["SVM", "TOMS"])


def stages(con: duckdb.DuckDBPyConnection) -> None:
    later = {
        "planning": {"stage": "planning", "published_at": at("2026-09-01")},
        "update in time": {**UPDATE, "published_at": at("2026-11-04")},
        "update at the deadline": {**UPDATE, "published_at": DEADLINE},
        "update too late": {**UPDATE, "published_at": at("2026-11-06")},
        "award": {"stage": "award", "published_at": at("2026-10-20")},
        "contract": {"stage": "contract", "published_at": at("2026-10-20")},
    }
    for ocid, values in later.items():
        opened(con, ocid)
        notice(con, ocid, "2", **{**IN_SCOPE, **values})
        evidence(con, "R3", ocid=ocid, release_id="2")


def weights(con: duckdb.DuckDBPyConnection) -> None:
    opened(con, "selected by it")
    path = "/tender/selectionCriteria/criteria/0/description"
    evidence(con, "R5+", ocid="selected by it", kind="criterion", weight_pct=20.0, path=path)
    rows_of = {
        "split": [("A", 3.0), ("B", 2.0)],
        "split to ten": [("A", 6.0), ("B", 4.0)],
        "heading and parts": [("Heading", 10.0), ("A", 6.0), ("B", 4.0)],
        "more than all": [("A", 60.0), ("B", 60.0)],
        "twenty": [("A", 20.0)],
    }
    for ocid, weighted in rows_of.items():
        opened(con, ocid)
        evidence(con, "R4", ocid=ocid, kind="criterion", is_structured=True)
        for name, weight_pct in weighted:
            criterion(con, f"Social value {name}", weight_pct, ocid=ocid, lot_id="1")
    opened(con, "two lots")
    evidence(con, "R4", ocid="two lots", kind="criterion", is_structured=True)
    criterion(con, "Social value", 6.0, ocid="two lots", lot_id="1")
    criterion(con, "Social value", 7.0, ocid="two lots", lot_id="2")
    opened(con, "repeated")
    notice(con, "repeated", "2", **{**IN_SCOPE, **UPDATE, "published_at": at("2026-11-04")})
    for release_id, names in (("1", ("Price", "Quality")), ("2", ("Price", "Quality", "Social value"))):
        for name in names:
            criterion(con, name, 30.0, ocid="repeated", release_id=release_id)
    opened(con, "other weights")
    evidence(con, "R4", ocid="other weights", kind="criterion", weight_pct=5.0)
    criterion(con, "Price", 60.0, ocid="other weights")


def duplicates(con: duckdb.DuckDBPyConnection) -> None:
    """The same procurement on Find a Tender and Contracts Finder, and pairs that only look like one."""
    contracts_finder = {
        "source": "contracts_finder",
        "buyer_id": buyer(con, buyer_id="elsewhere", source="contracts_finder"),
    }
    same = {"title": "Care of parks in Kent"}
    opened(con, "first portal", **same)
    opened(con, "second portal", **same, **contracts_finder, published_at=at("2026-10-07"))
    opened(con, "issued again", **same, **contracts_finder, published_at=at("2026-10-20"))
    opened(con, "linked to", notice_url="https://portal.example/1", title="Linked notice")
    opened(con, "linked", canonical_url="https://portal.example/1", **contracts_finder, title="Another title")
    opened(con, "price one", title="Cleaning of offices", value_amount=300_000.0)
    opened(con, "price two", title="Cleaning of offices", value_amount=400_000.0, **contracts_finder)
    opened(con, "one portal once", title="Guarding of buildings")
    opened(con, "one portal twice", title="Guarding of buildings")


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    home = tmp_path_factory.mktemp("levels")
    with writer() as con:
        for fill in (passages, stages, weights, duplicates):
            fill(con)
        derive(con)
        publish(con, home, published_at=at("2026-12-01"))
    with open_snapshot(home) as opened_snapshot:
        yield opened_snapshot


def process(con: duckdb.DuckDBPyConnection, ocid: str, columns: str) -> tuple[object, ...]:
    return rows(con, f"SELECT {columns} FROM out.process WHERE ocid = ?", [ocid])[0]


@pytest.mark.parametrize(
    ("ocid", "level", "is_flagged"),
    [
        ("silent", "R0", False),
        ("strongest", "R3", True),
        ("theme only", "R1", False),
        ("excluded", "R0n", False),
        ("affirmed", "R2b", True),
    ],
)
def test_strongest_passage(snapshot: duckdb.DuckDBPyConnection, ocid: str, level: str, is_flagged: bool) -> None:
    assert process(snapshot, ocid, "level, is_flagged") == (level, is_flagged)


def test_quote_is_the_strongest_passage(snapshot: duckdb.DuckDBPyConnection) -> None:
    assert process(snapshot, "strongest", "best_quote") == ("Passage of level R3.",)


def test_act_named_by_a_weaker_passage_counts(snapshot: duckdb.DuckDBPyConnection) -> None:
    assert process(snapshot, "strongest", "is_act_named") == (True,)


def test_standards_of_all_passages_once(snapshot: duckdb.DuckDBPyConnection) -> None:
    assert process(snapshot, "affirmed", "standards") == (["SVM", "TOMS"],)


def test_themes_without_social_value_are_not_counted(snapshot: duckdb.DuckDBPyConnection) -> None:
    assert process(snapshot, "theme only", "themes") == ([],)


@pytest.mark.parametrize("ocid", ["update in time", "update at the deadline"])
def test_update_up_to_the_deadline_counts(snapshot: duckdb.DuckDBPyConnection, ocid: str) -> None:
    assert process(snapshot, ocid, "level") == ("R3",)


@pytest.mark.parametrize("ocid", ["planning", "update too late", "award", "contract"])
def test_other_notices_do_not_count(snapshot: duckdb.DuckDBPyConnection, ocid: str) -> None:
    assert process(snapshot, ocid, "level") == ("R0",)


@pytest.mark.parametrize(
    ("ocid", "level", "weight_pct"),
    [
        ("split", "R4", 5),
        ("split to ten", "R5", 10),
        ("heading and parts", "R5", 10),
        ("more than all", "R4", None),
        ("twenty", "R5+", 20),
        ("two lots", "R4", 7),
        ("other weights", "R4", 5),
        ("selected by it", "R3", None),
    ],
)
def test_weight(snapshot: duckdb.DuckDBPyConnection, ocid: str, level: str, weight_pct: float | None) -> None:
    assert process(snapshot, ocid, "level, weight_pct") == (level, weight_pct)


@pytest.mark.parametrize(
    ("ocid", "duplicate_of"),
    [
        ("second portal", "first portal"),
        ("linked", "linked to"),
        ("first portal", None),
        ("issued again", "first portal"),
        ("price two", None),
        ("one portal once", None),
        ("one portal twice", None),
    ],
)
def test_duplicate(snapshot: duckdb.DuckDBPyConnection, ocid: str, duplicate_of: str | None) -> None:
    assert process(snapshot, ocid, "duplicate_of") == (duplicate_of,)


def test_duplicates_are_counted_once(snapshot: duckdb.DuckDBPyConnection) -> None:
    sql = "SELECT n FROM out.indicator WHERE indicator = 'I1' AND period_kind = 'all' AND cut = 'all'"
    processes = rows(snapshot, "SELECT count(*) FROM out.process WHERE is_in_scope")[0][0]
    assert isinstance(processes, int)
    assert rows(snapshot, sql) == [(processes - 3,)]


@pytest.mark.parametrize(
    ("ocid", "quote"),
    [
        ("pointer", f"{ASKED} {POINTS_BACK}"),
        ("goes on", f"{ASKED} {POINTS_BACK}"),
        ("pointer further on", f"{ASKED} … {POINTS_BACK}"),
        ("pointer far off", POINTS_BACK),
        ("pointer elsewhere", POINTS_BACK),
        ("stands alone", POINTS_BACK),
        ("question", QUESTION),
        ("question far off", ROW),
        ("question elsewhere", ROW),
    ],
)
def test_what_leans_on_another_passage_is_quoted_behind_it_and_a_question_before_its_row(
    snapshot: duckdb.DuckDBPyConnection, ocid: str, quote: str
) -> None:
    assert process(snapshot, ocid, "best_quote, best_quote_kind") == (quote, "criterion")


@pytest.mark.parametrize(
    ("ocid", "quote"),
    [
        ("item", "Bidders need not: offer community benefits;"),
        ("heading and answer", "Community Benefits None sought"),
        ("opener", "The social value offer: two trainees"),
        ("a sentence besides", ASKED),
    ],
)
def test_what_says_little_by_itself_is_quoted_with_its_opener_or_yields(
    snapshot: duckdb.DuckDBPyConnection, ocid: str, quote: str
) -> None:
    assert process(snapshot, ocid, "best_quote") == (quote,)


def test_a_duty_is_quoted_before_the_mention_that_it_follows(snapshot: duckdb.DuckDBPyConnection) -> None:
    assert process(snapshot, "duty", "best_quote, best_quote_kind, level") == (ASKED, "requirement", "R2a")


def test_criteria_that_an_update_repeats_count_once(snapshot: duckdb.DuckDBPyConnection) -> None:
    assert rows(snapshot, "SELECT criterion_count FROM core.process WHERE ocid = 'repeated'") == [(3,)]
