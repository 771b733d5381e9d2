"""Rows of tender documents for the pages: what a snapshot holds once some documents were read."""

from datetime import UTC, date, datetime
from typing import Any

import duckdb

SHARE = {"rate": 0.62, "rate_low": 0.41, "rate_high": 0.79, "bound_low": 0.21, "bound_high": 0.88}
COUNTS = {"n": 90, "k": 18, "unknown": 7, "excluded": 200, "with_documents": 31, "read": 27, "scored": 17}
QUOTE = "Social value carries 12% of the total score."


def add(con: duckdb.DuckDBPyConnection, table: str, **row: Any) -> None:
    marks = ", ".join("?" * len(row))
    con.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", list(row.values()))


def add_documents(con: duckdb.DuckDBPyConnection, week: str, until: date) -> None:
    """Documents of the last silent procurements in scope: two that score social value, one that only names it."""
    silent = con.execute(
        "SELECT ocid FROM out.process WHERE is_in_scope AND level IN ('R0', 'R1') ORDER BY opened_on DESC, ocid LIMIT 3"
    ).fetchall()
    given = (
        ("R5", 12.0, QUOTE, 7, None),
        ("R5+", 20.0, "Social value | 20%", None, "Criteria"),
        ("R2", None, QUOTE, 2, None),
    )
    for number, ((ocid,), (level, pct, quote, page, sheet)) in enumerate(zip(silent, given, strict=True)):
        url = f"https://www.find-tender.service.gov.uk/Notice/Attachment/A-{number}"
        con.execute(
            "UPDATE out.process SET document_count = 2, documents_read = 1, is_itt_read = true, document_level = ?, "
            "document_weight_pct = ?, document_quote = ?, document_page = ?, document_sheet = ?, document_url = ?, "
            "document_title = 'Invitation to tender', combined_level = ? WHERE ocid = ?",
            [level, pct, quote, page, sheet, url, level, ocid],
        )
        for part, status in enumerate(("read", "login")):
            add(
                con, "core.document", document_id=f"{number}{part}", ocid=ocid, source="find_a_tender", release_id="1",
                role="itt", role_basis="text", place="attachment", status=status, is_sample=False,
                reason=None if status == "read" else "on Delta eSourcing, which asks for a login",
            )  # fmt: skip
    add_figures(con, week, until)
    one = "SELECT ocid, title, notice_id FROM out.process WHERE level = 'R5' ORDER BY ocid LIMIT 1"
    scored = con.execute(one).fetchall()
    for ocid, title, notice_id in scored:
        add(
            con, "out.document_contradiction", ocid=ocid, contradiction="weight_differs", title=title,
            notice_id=notice_id, opened_on=until, notice_level="R5", notice_weight_pct=10.0,
            notice_quote="Social value 10%.", document_level="R5+", document_weight_pct=20.0,
            document_quote="Social value 20%.", document_page=4, document_title="Invitation to tender",
            document_url="https://www.find-tender.service.gov.uk/Notice/Attachment/A-9",
        )  # fmt: skip


def add_figures(con: duckdb.DuckDBPyConnection, week: str, until: date) -> None:
    """The hidden share and what stands beside it."""
    since = datetime(2025, 11, 23, tzinfo=UTC).date()
    for indicator in ("H1", "H2"):
        for period_kind, period in (("rolling_12_months", week), ("rolling_13_weeks", week), ("all", "all")):
            place = {"period_kind": period_kind, "period": period, "period_from": since, "period_until": until}
            more = {
                "interval_low": 0.14,
                "interval_high": 0.94,
                "is_reliable": False,
                "weeks_wanted": 52,
                "weeks_covered": 52,
            }
            whole = {"indicator": indicator, "cut": "all", "cut_value": "all", **place}
            add(con, "out.hidden_share", **whole, **COUNTS, **SHARE, **more)
            for kind, is_known in (("unitary", True), ("county", False)):
                known = SHARE if is_known else dict.fromkeys(SHARE)
                cut = {"cut": "authority_kind", "cut_value": kind, "is_reliable": False}
                add(con, "out.hidden_share", **(whole | cut), **COUNTS, **known)
    for by, value, share in (("all", "all", 0.3), ("source", "find_a_tender", 0.4), ("value", "unknown", None)):
        counts = {"n": 90, "with_documents": 31, "read": 27, "share_with_documents": share}
        add(con, "out.document_coverage", cut=by, cut_value=value, position=0, **counts)
    for notice_says, documents_say, n in (
        ("nothing", "scored", 17),
        ("scored", "scored", 8),
        ("excluded", "scored", 1),
    ):
        add(con, "out.document_agreement", notice_says=notice_says, documents_say=documents_say, n=n, in_scope=n)
