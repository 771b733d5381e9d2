"""Named queries list what pages count: in scope, opened, each procurement once; or their first line says otherwise."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import duckdb
import pytest

from store.query import NamedQuery, lacks_facts, list_queries, run_sql
from store.sql_files import read_sql
from tests.store.publish.figure_rows import add, filled

NAMED = {query.name: query for query in list_queries()}
SPEAKS = {"level": "R2a", "is_act_named": True, "weight_pct": 10.0, "best_quote": "The Act.", "policy": "PPN"}
FACTS = dict.fromkeys(("data_version", "meaning", "fingerprint"), "1") | {"published_at": "2026-10-06T06:00:00Z"}
DEADLINE = datetime(2026, 11, 1, tzinfo=UTC)
# What no page counts, each speaking as loudly as the one that counts.
DECOYS: dict[str, dict[str, Any]] = {
    "out": {"is_in_scope": False},
    "unknown": {"is_in_scope": None},
    "twin": {"duplicate_of": "own"},
    "unopened": {"opened_on": None},
}
DOCUMENT = {"release_id": "1", "role_basis": "title", "status": "read", "is_sample": True}
PROCESSES = [
    {"ocid": "own", **SPEAKS},
    *({"ocid": ocid, **SPEAKS, **row} for ocid, row in DECOYS.items()),
    {"ocid": "own-silent", "policy": "PPN"},
    *({"ocid": f"{ocid}-silent", "policy": "PPN", **row} for ocid, row in DECOYS.items()),
]


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with filled([{"deadline_at": DEADLINE, **row} for row in PROCESSES]) as con:
        for row in PROCESSES:
            ocid = row["ocid"]
            step = {"ocid": ocid, "step_number": 0, "step": "D0", "decision": "yes", "reason": "Opened."}
            add(con, "core.scope_step", step)
            _add_evidence(con, ocid, "notice", "R2a")
            _add_evidence(con, ocid, "void", "R0")
            _add_evidence(con, ocid, "late", "R2a", is_counted=False)
            _add_evidence(con, ocid, "page", "R5", {"role": "itt", "listed_at": datetime(2026, 10, 1, tzinfo=UTC)})
            _add_evidence(con, ocid, "hidden", "R0", {"role": "pricing"})
            _add_evidence(con, ocid, "after", "R5", {"role": "itt", "listed_at": datetime(2026, 12, 1, tzinfo=UTC)})
            _add_evidence(
                con, ocid, "replaced", "R5", {"role": "itt", "replaced_at": datetime(2026, 10, 9, tzinfo=UTC)}
            )
            _add_evidence(con, ocid, "pseudo", "R5", {"role": "other", "place": "pseudo"})
        yield con


def _add_evidence(
    con: duckdb.DuckDBPyConnection,
    ocid: str,
    name: str,
    level: str,
    document: dict[str, Any] | None = None,
    *,
    is_counted: bool = True,
) -> None:
    """One passage of a notice, or of a document where one is given, at a level."""
    key = {"source": "find_a_tender", "ocid": ocid, "release_id": name}
    place = {"passage_id": f"{ocid}/{name}", "document_id": f"{ocid}/{name}" if document else None}
    passage = {"path": "/tender", "start_offset": 0, "end_offset": 4, "text": "0.1" if name == "hidden" else name}
    add(con, "core.passage", key | place | passage)
    judged = {"kind": "mention", "level": level, "is_act_named": False, "rule": "r", "score": 1.0, "version": "1"}
    lists: dict[str, Any] = {"standards": [], "themes": [], "trail": [], "is_structured": False}
    add(con, "core.evidence", key | place | judged | lists)
    if document is not None:
        own = {"document_id": place["document_id"], "ocid": ocid, "source": "find_a_tender", "place": "attachment"}
        add(con, "core.document", DOCUMENT | own | document)
    elif is_counted:
        add(con, "core.counted_notice", key | {"process_ocid": ocid})
        if ocid.startswith("twin"):
            add(con, "core.counted_notice", key | {"process_ocid": ocid.replace("twin", "own")})


def asked(con: duckdb.DuckDBPyConnection, name: str) -> list[dict[str, Any]]:
    columns, rows = run_sql(con, NAMED[name].sql)
    return [dict(zip(columns, row, strict=True)) for row in rows]


@pytest.mark.parametrize("name", ["weights", "act_named"])
def test_only_what_counts_is_listed(con: duckdb.DuckDBPyConnection, name: str) -> None:
    assert [row["best_quote"] for row in asked(con, name)] == ["The Act."]


def test_large_and_silent(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("UPDATE out.process SET is_observable = ocid LIKE '%silent'")
    assert len(asked(con, "large_and_silent")) == 1


def test_policy_in_force(con: duckdb.DuckDBPyConnection) -> None:
    assert [row["in_scope"] for row in asked(con, "policy_in_force")] == [2]


def test_scope_steps_count_what_was_opened_once(con: duckdb.DuckDBPyConnection) -> None:
    assert [row["processes"] for row in asked(con, "scope_steps")] == [6]


def test_evidence_trail(con: duckdb.DuckDBPyConnection) -> None:
    rows = asked(con, "evidence_trail")
    assert {row["ocid"] for row in rows} == {"own", "own-silent"}
    assert [row["text"] for row in rows] == ["notice"] * 4, "its own words and those of its twin"


def test_document_evidence(con: duckdb.DuckDBPyConnection) -> None:
    rows = asked(con, "document_evidence")
    assert {row["ocid"] for row in rows} == {"own", "own-silent"}
    assert {row["quote"] for row in rows} == {"page"}, "nothing hidden, replaced, late or void"


@pytest.mark.parametrize("query", NAMED.values(), ids=lambda query: query.name)
def test_a_query_of_single_processes_counts_each_once_or_says_so(query: NamedQuery) -> None:
    if not re.search(r"\b(out\.process|core\.(?!authority\b)\w+)\b", query.sql):
        return  # from tables of figures, awards or clauses, which hold what counts
    is_counted = "opened_on IS NOT NULL" in query.sql and "duplicate_of" in query.sql
    assert is_counted or re.search(r"\bheld\b", query.title)


def test_a_supplier_of_an_authority_is_one_row_under_all_its_names(con: duckdb.DuckDBPyConnection) -> None:
    award: dict[str, Any] = {
        "source": "find_a_tender",
        "notice_id": "1",
        "awarded_on_basis": "stated",
        "value_basis": "net",
    }
    award |= {"is_framework": False, "supplier_count": 1, "supplier_status": "company", "status_basis": "none"}
    award |= {"evidence_group": "none", "is_vcse_reserved": False, "is_sample": True, "value_gbp": 5.0, "ocid": "own"}
    won: list[tuple[str | None, str, str, str]] = [
        ("kent", "1", "Acme", "company"),
        ("kent", "1", "ACME Ltd", "company"),
        ("kent", "2", "Acme", "company"),
    ]
    won += [("kent", "p1", "an individual", "person"), ("kent", "p2", "an individual", "person")]
    won += [(None, "1", "Acme", "company"), ("leeds", "1", "Acme", "company")]
    for number, (authority, key, name, status) in enumerate(won):
        body = {"authority_id": authority, "authority_name": authority, "supplier_key": key, "supplier_name": name}
        add(con, "out.award", award | body | {"award_id": str(number), "supplier_status": status})
    found = sorted((row["authority_name"], row["awards"], row["value_gbp"]) for row in asked(con, "suppliers_of"))
    assert found == [("kent", 1, 5.0), ("kent", 2, 10.0), ("kent", 2, 10.0), ("leeds", 1, 5.0)]


@pytest.mark.parametrize("query", list_queries(), ids=lambda query: query.name)
def test_a_query_that_does_not_give_all_says_how_many(query: NamedQuery) -> None:
    limits = [int(limit) for limit in re.findall(r"\bLIMIT (\d+)", query.sql)]
    stated = 1 if query.name == "headline" else query.limit
    assert limits == ([] if stated is None else [stated])
    assert query.title.endswith(f" - the first {query.limit} rows") == (query.limit is not None)


_NEWEST = [
    query
    for query in list_queries()
    if re.search(r"'last_12_months'|ORDER BY period DESC|period_kind = 'week'", query.sql)
]


@pytest.mark.parametrize("query", _NEWEST, ids=lambda query: query.name)
def test_a_week_under_way_is_not_shown(query: NamedQuery) -> None:
    monday = date(2026, 10, 5)
    week = [{"ocid": f"{day}-{number}", **SPEAKS, "themes": ["jobs_skills"], "standards": ["toms"], "opened_on": day}
        for day in (monday - timedelta(days=3), monday) for number in range(12)]  # fmt: skip
    with filled(week, reach=monday + timedelta(days=1)) as con:
        con.execute(read_sql("out/publication.sql"), FACTS)
        facts = dict(con.execute("FROM out.publication").fetchall())
        columns, found = run_sql(con, query.sql)
    assert (facts["last_week_until"], facts["last_12_months"]) == ("2026-10-04", "2026-W40")
    periods = [dict(zip(columns, row, strict=True)) for row in found]
    assert {row.get("period", row.get("week")) for row in periods} <= {"2026-W40", "all", "2026-27"}


@pytest.mark.parametrize(
    ("last", "period"),
    [
        (date(2021, 1, 3), "2020-W53"),
        (date(2024, 12, 29), "2024-W52"),
        (date(2026, 1, 4), "2026-W01"),
        (date(2027, 1, 3), "2026-W53"),
    ],
)
def test_the_last_12_months_go_by_the_name_of_their_period(last: date, period: str) -> None:
    """At the turn of a year too, where the week may be of the year before or after."""
    with filled([{**SPEAKS, "opened_on": last - timedelta(days=2)}], reach=last) as con:
        con.execute(read_sql("out/publication.sql"), FACTS)
        facts = dict(con.execute("FROM out.publication").fetchall())
        ends = con.execute(
            "SELECT DISTINCT period_until FROM out.indicator WHERE period_kind = 'rolling_12_months' AND period = ?",
            [facts["last_12_months"]],
        ).fetchall()
    assert (facts["last_week_until"], facts["last_12_months"], ends) == (f"{last}", period, [(last,)])


@pytest.mark.parametrize("query", _NEWEST, ids=lambda query: query.name)
def test_a_snapshot_that_does_not_state_its_last_12_months_is_told(query: NamedQuery) -> None:
    with filled([SPEAKS]) as con:
        assert lacks_facts(con, query)
        con.execute(read_sql("out/publication.sql"), FACTS)
        assert not lacks_facts(con, query)


def test_nothing_is_lacking_where_nothing_was_opened_or_no_fact_is_asked_for(con: duckdb.DuckDBPyConnection) -> None:
    assert not lacks_facts(con, NAMED["weights"])
    with filled([{**SPEAKS, "opened_on": None}], reach=date(2026, 10, 5)) as empty:
        assert not lacks_facts(empty, NAMED["themes"])


def test_queries_of_the_newest_week_are_found() -> None:
    expected = {"by_authority_kind", "headline", "jobs_or_cohesion", "patchy", "sme_share", "standards", "themes"}
    assert {query.name for query in _NEWEST} == expected | {"vcse_by_evidence", "weekly_counts"}
