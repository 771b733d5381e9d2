"""`why`: what stands behind the figures of one process, found by any of its ids."""

from collections.abc import Iterator

import duckdb
import pytest

from store.derive.run import derive
from store.errors import StoreError
from store.publish.run import publish
from store.snapshot import open_snapshot
from store.why import explain, explanation_lines
from tests.store.builders import IN_SCOPE, at, buyer, criterion, evidence, notice, writer

pytestmark = pytest.mark.usefixtures("_bare_tables")


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    home = tmp_path_factory.mktemp("why")
    with writer() as con:
        notice(con, "full", "rel-1", notice_id="000001-2026", title="Care of parks", **IN_SCOPE)
        notice(
            con,
            "full",
            "rel-2",
            notice_id="000002-2026",
            title="Care of parks",
            stage="award",
            published_at=at("2026-12-01"),
        )
        evidence(con, "R2c", ocid="full", release_id="rel-1", text="Well-being of the area matters.")
        evidence(
            con,
            "R3",
            ocid="full",
            release_id="rel-1",
            text="Social value\nis scored.",
            weight_value=10.0,
            weight_unit="percent",
            weight_of="total",
            standards=["TOMS"],
            themes=["jobs_skills"],
        )
        evidence(con, "R2b", ocid="full", release_id="rel-2", text="The award names the TOMs.")
        criterion(
            con, "Social value", 10.0, ocid="full", release_id="rel-1", criterion_type="quality", weight_raw="10%"
        )
        criterion(con, "Price", None, ocid="full", release_id="rel-1", weight_raw=None)
        notice(con, "works", "rel-3", **{**IN_SCOPE, "main_category": "works"})
        notice(con, "unknown value", "rel-4", **{**IN_SCOPE, "value_amount_gross": None})
        notice(con, "no buyer", "rel-5", buyer_id=None, title=None)
        notice(con, "slip", "rel-6", buyer_id=buyer(con, "Lambath Council"), **IN_SCOPE)
        for ocid in ("twice", "again"):
            notice(con, ocid, "rel-7", notice_id="000007-2026")
        same = {"title": "The same upkeep", **IN_SCOPE}
        notice(con, "first portal", "rel-8", **same)
        elsewhere = buyer(con, buyer_id="elsewhere", source="contracts_finder")
        notice(con, "second portal", "rel-9", source="contracts_finder", buyer_id=elsewhere, **same)
        department = buyer(con, "Department for Transport")
        gap = {**IN_SCOPE, "published_at": at("2025-06-02"), "legal_basis": "UKPGA:2023/54"}
        notice(con, "not read", "rel-10", buyer_id=department, **gap)
        notice(con, "bound", "rel-11", buyer_id=department, **{**gap, "published_at": at("2025-10-06")})
        derive(con)
        publish(con, home, published_at=at("2026-12-02"))
    with open_snapshot(home) as opened:
        yield opened


def text(con: duckdb.DuckDBPyConnection, identifier: str) -> str:
    return "\n".join(explanation_lines(explain(con, identifier)))


@pytest.mark.parametrize("identifier", ["full", "000001-2026", "rel-1", "rel-2", " 000002-2026 "])
def test_any_id_of_the_process_finds_it(snapshot: duckdb.DuckDBPyConnection, identifier: str) -> None:
    assert explain(snapshot, identifier)["process"]["ocid"] == "full"


def test_unknown_id_says_what_to_give(snapshot: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(StoreError, match="'nothing' is published here: give a notice id or an ocid"):
        explain(snapshot, "nothing")


def test_id_of_two_processes_names_them(snapshot: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(StoreError, match="stands in 2 processes: give one of the ocids, such as again, twice"):
        explain(snapshot, "000007-2026")


def test_steps_in_their_order(snapshot: duckdb.DuckDBPyConnection) -> None:
    steps = [step["step"] for step in explain(snapshot, "full")["scope"]]
    assert steps == ["D0", "D1", "D2", "D3", "D4", "D5", "D6", "D7"]


def test_steps_end_at_the_first_no(snapshot: duckdb.DuckDBPyConnection) -> None:
    steps = [(step["step"], step["decision"]) for step in explain(snapshot, "works")["scope"]]
    assert steps == [("D0", "yes"), ("D1", "yes"), ("D2", "no")]


def test_an_unknown_step_is_shown_as_unknown(snapshot: duckdb.DuckDBPyConnection) -> None:
    steps = {step["step"]: step["decision"] for step in explain(snapshot, "unknown value")["scope"]}
    assert steps["D3"] == "unknown"


@pytest.mark.parametrize("step", ["D1", "D2", "D3", "D4"])
def test_steps_of_law_name_their_source(snapshot: duckdb.DuckDBPyConnection, step: str) -> None:
    sources = {found["step"]: found["law_source"] for found in explain(snapshot, "full")["scope"]}
    assert "Act 2012" in sources[step]


def test_passages_that_count_come_first_and_strongest(snapshot: duckdb.DuckDBPyConnection) -> None:
    found = [(item["level"], item["is_counted"]) for item in explain(snapshot, "full")["evidence"]]
    assert found == [("R3", True), ("R2c", True), ("R2b", False)]


def test_criteria_in_order_of_the_notice(snapshot: duckdb.DuckDBPyConnection) -> None:
    assert [item["name"] for item in explain(snapshot, "full")["criteria"]] == ["Social value", "Price"]


@pytest.mark.parametrize(
    "line",
    [
        "full  Care of parks",
        "Buyer as published: Kent County Council",
        "  resolved to Kent County Council (county, reference; England, South East)",
        "  SAMPLE DATA: this notice is invented",
        "  procurement law pa_2023; social-value policy none known to bind",
        "  D0 yes: The competition was opened on 5 October 2026.",
        "Passages (3)",
        "  R3 requirement: Social value is scored.",
        "    weight 10 percent of total",
        "    standards: TOMS",
        "    themes: jobs_skills",
        "    rule test_rule, score 0.90, rules-1",
        "      - a cue was found",
        "  R2b requirement, not counted (outside the tender notices up to the deadline): The award names the TOMs.",
        "Structured award criteria (2)",
        "  quality: Social value - 10% (10 % of the total, social value)",
        "  ?: Price - no weight (no share of the total known)",
    ],
)
def test_line(snapshot: duckdb.DuckDBPyConnection, line: str) -> None:
    assert line in text(snapshot, "full").split("\n")


@pytest.mark.parametrize(
    ("ocid", "words"),
    [
        ("full", "none known to bind"),
        ("bound", "PPN_002"),
        ("not read", "NOT_READ (which one binds in these months was not read in the law)"),
    ],
)
def test_a_policy_not_read_is_told_from_none(snapshot: duckdb.DuckDBPyConnection, ocid: str, words: str) -> None:
    assert f"  procurement law pa_2023; social-value policy {words}" in text(snapshot, ocid).split("\n")


def test_how_the_buyer_was_found(snapshot: duckdb.DuckDBPyConnection) -> None:
    assert "  by name, on 'kent county council', certainty 1 [" in text(snapshot, "full")


def test_a_doubtful_buyer_says_so(snapshot: duckdb.DuckDBPyConnection) -> None:
    assert "  to be looked at by a person: similar_name: London Borough of Lambeth" in text(snapshot, "slip")


def test_a_process_without_buyer_or_title(snapshot: duckdb.DuckDBPyConnection) -> None:
    lines = text(snapshot, "no buyer").split("\n")
    assert lines[:2] == ["no buyer  (no title)", "  authority unknown; opened 2026-10-05"]


def test_a_duplicate_names_the_one_counted(snapshot: duckdb.DuckDBPyConnection) -> None:
    assert "  the same procurement as first portal, which is the one counted" in text(snapshot, "second portal")
