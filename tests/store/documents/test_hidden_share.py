"""What notices leave out, worked out by hand in docs/indicators/H1.md; agreement, contradictions, who is missing."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from store.derive.run import derive
from store.publish import run as publishing
from store.snapshot import open_snapshot
from tests.store.builders import IN_SCOPE, at, evidence, insert, notice, writer

pytestmark = pytest.mark.usefixtures("_bare_tables")

if TYPE_CHECKING:
    from pathlib import Path

DAY = at("2026-12-01")
WILSON_9_OF_17 = (0.2578, 0.7846)  # 0.5294 at an effective number of 9.9655, by hand with z = 1.959964


def listed(con: duckdb.DuckDBPyConnection, ocid: str, number: int = 1, **values: Any) -> str:
    """A document of a procurement; by default an invitation that was drawn, got and read."""
    document_id = f"{ocid}-{number}"
    source = str(values.pop("source", "find_a_tender"))
    defaults: dict[str, Any] = {
        "title": "Invitation to tender", "url": f"https://portal.example.org/{document_id}", "role": "itt",
        "role_basis": "text", "format": "pdf", "place": "attachment", "status": "read", "sha256": document_id,
        "stratum": f"{source}/2026-10/in_scope/silent", "inclusion_probability": 1.0, "is_drawn": True,
        "is_sample": True,
    }  # fmt: skip
    insert(
        con, "core.document", document_id=document_id, ocid=ocid, source=source, release_id="1", **(defaults | values)
    )
    return document_id


# Columns of out.indicator that say how a rate of all notices came about; this one is of a sample of documents.
OF_NOTICES = frozenset(
    [
        "interval_basis",
        "wilson_low",
        "wilson_high",
        "cluster_low",
        "cluster_high",
        "correction_basis",
        "k_unknown",
        "n_presumed",
        "k_presumed",
        "rate_all_in",
        "rate_all_out",
        "unknown_low",
        "unknown_high",
        "weeks_declared",
        "weeks_held",
    ]
)


def said(con: duckdb.DuckDBPyConnection, ocid: str, level: str, text: str, number: int = 1, **values: Any) -> None:
    """Evidence in a document, on page 7."""
    document_id = f"{ocid}-{number}"
    path = f"document/{document_id}"
    evidence(con, level, ocid=ocid, path=path, text=text, document_id=document_id, page=7, kind="criterion", **values)
    con.execute("UPDATE core.passage SET document_id = ?, page = 7 WHERE path = ?", [document_id, path])


def fill(con: duckdb.DuckDBPyConnection) -> None:
    """The forty procurements of the page."""
    for number in range(40):
        notice(con, f"p{number:02}", **IN_SCOPE)
    for number in range(8):
        evidence(con, "R5", ocid=f"p{number:02}", kind="criterion", weight_pct=10.0)
    for number in (8, 9):
        evidence(con, "R0n", ocid=f"p{number:02}", kind="excluded")
    for number in range(10, 22):  # twelve in Find a Tender: half are drawn
        drawn: dict[str, Any] = (
            {"inclusion_probability": 0.5} if number < 16 else {"inclusion_probability": 0.5, "is_drawn": False}
        )
        listed(con, f"p{number:02}", status="read" if number < 16 else "not_asked", **drawn)
    for number in range(10, 14):
        said(con, f"p{number:02}", "R5", "Social value: 10% of the total score.", weight_pct=10.0)
    other = "contracts_finder/2026-10/in_scope/silent"
    for number in range(22, 28):  # six elsewhere: all are drawn, one of them is a scan
        listed(con, f"p{number:02}", stratum=other, status="scanned" if number == 27 else "read")
    said(con, "p22", "R3", "Social value is scored.")
    # The notices that speak: two of them contradict their documents, one agrees.
    speaking = "find_a_tender/2026-10/in_scope/speaking"
    for ocid in ("p00", "p01", "p02", "p08"):
        listed(con, ocid, stratum=speaking)
    said(con, "p00", "R5+", "Social value: 20% of the total score.", weight_pct=20.0)
    said(con, "p01", "R5", "Social value: 10% of the total score.", weight_pct=10.0)
    said(con, "p08", "R5", "Social value: 15% of the total score.", weight_pct=15.0)
    # Neither counts: a specification, and a link to a portal with a login.
    listed(con, "p30", role="specification", place="login", status="login")
    listed(con, "p31", place="off_host", status="off_host")


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    home: Path = tmp_path_factory.mktemp("hidden")
    with writer() as con:
        fill(con)
        derive(con)
        publishing.publish(con, home, published_at=DAY)
    with open_snapshot(home) as opened:
        yield opened


def hidden(con: duckdb.DuckDBPyConnection, columns: str, where: str = "cut = 'all' AND indicator = 'H1'") -> list[Any]:
    rows = con.execute(f"SELECT {columns} FROM out.hidden_share WHERE period_kind = 'month' AND {where} ORDER BY ALL")
    return rows.fetchall()


def test_worked_example(snapshot: duckdb.DuckDBPyConnection) -> None:
    assert hidden(snapshot, "n, k, with_documents, read, scored, unknown, excluded, is_reliable") == [
        (30, 5, 18, 11, 5, 0, 10, False)
    ]
    assert hidden(snapshot, "round(rate, 4), round(bound_low, 4), round(bound_high, 4)") == [
        (round(9 / 17, 4), round(9 / 17 * 18 / 30, 4), round((9 / 17 * 18 + 12) / 30, 4))
    ]


def test_interval_is_wilsons_at_the_effective_number(snapshot: duckdb.DuckDBPyConnection) -> None:
    low, high = WILSON_9_OF_17
    assert hidden(snapshot, "round(rate_low, 4), round(rate_high, 4)") == [(low, high)]
    assert hidden(snapshot, "round(interval_low, 4), round(interval_high, 4)") == [
        (round(low * 18 / 30, 4), round((high * 18 + 12) / 30, 4))
    ]


def test_of_all_in_scope_notices_and_documents_together(snapshot: duckdb.DuckDBPyConnection) -> None:
    """H2: read are the eleven silent ones and four that speak; of those all score it but the six silent that do not."""
    rate = (9 + 1 + 1 + 1 + 1) / (17 + 4)  # p02 scores it in its notice alone
    with_documents, scored_without = 22, 5
    where = "cut = 'all' AND indicator = 'H2'"
    assert hidden(snapshot, "n, with_documents, read, scored", where) == [(40, 22, 15, 9)]
    assert hidden(snapshot, "round(rate, 6), round(bound_low, 6), round(bound_high, 6)", where) == [
        (
            round(rate, 6),
            round((rate * with_documents + scored_without) / 40, 6),
            round((rate * with_documents + 18) / 40, 6),
        )
    ]  # fmt: skip


def test_no_rate_of_fewer_than_ten_read(snapshot: duckdb.DuckDBPyConnection) -> None:
    few = hidden(snapshot, "rate, bound_low, rate_low", "cut <> 'all' AND read < 10")
    assert set(few) <= {(None, None, None)}


def test_weeks_are_left_out_and_periods_are_those_of_indicators(snapshot: duckdb.DuckDBPyConnection) -> None:
    kinds = "SELECT DISTINCT period_kind FROM out.{} WHERE period_kind <> 'week' ORDER BY ALL"
    assert (
        snapshot.execute(kinds.format("hidden_share")).fetchall()
        == snapshot.execute(kinds.format("indicator")).fetchall()
    )
    columns = "SELECT column_name FROM duckdb_columns() WHERE table_name = ?"
    of_indicator = {name for (name,) in snapshot.execute(columns, ["indicator"]).fetchall()}
    own = {name for (name,) in snapshot.execute(columns, ["hidden_share"]).fetchall()}
    assert own >= (of_indicator - OF_NOTICES) | {"with_documents", "read", "scored", "bound_low", "bound_high"}


def test_notice_and_documents_compared(snapshot: duckdb.DuckDBPyConnection) -> None:
    found = snapshot.execute("SELECT notice_says, documents_say, n FROM out.document_agreement ORDER BY ALL").fetchall()
    assert found == [
        ("excluded", "scored", 1),
        ("nothing", "nothing", 6),
        ("nothing", "scored", 5),
        ("scored", "nothing", 1),
        ("scored", "scored", 2),
    ]


def test_contradictions_are_listed_with_both_quotes(snapshot: duckdb.DuckDBPyConnection) -> None:
    found = snapshot.execute(
        "SELECT ocid, contradiction, document_page, document_quote FROM out.document_contradiction ORDER BY ALL"
    ).fetchall()
    assert found == [
        ("p00", "weight_differs", 7, "Social value: 20% of the total score."),
        ("p02", "notice_scores_and_document_does_not", None, None),
        ("p08", "notice_excludes_and_document_scores", 7, "Social value: 15% of the total score."),
    ]


def test_who_is_missing(snapshot: duckdb.DuckDBPyConnection) -> None:
    found = snapshot.execute(
        "SELECT cut, cut_value, n, with_documents, read FROM out.document_coverage WHERE cut IN ('all', 'value')"
    ).fetchall()
    assert sorted(found) == [("all", "all", 30, 18, 11), ("value", "£250,000 to £1m", 30, 18, 11)]
