"""Figures that are brought up to date for the periods in which something has changed are those made from all."""

import random
from collections.abc import Callable, Iterator

import duckdb
import pytest

from store.publish.changes import clear_figures
from store.publish.export.datapackage import tables_of
from store.publish.figures import BY_PERIOD, AuditLabel, fill_figures, fill_hidden_share
from store.reference.tables import load_reference
from store.sql_files import run_script
from tests.store.publish.figure_rows import prepare

# Processes of two and a half years, enough of each year for rates, caps and intervals.
PROCESSES = """
INSERT INTO out.process BY NAME
SELECT
    'p' || i AS ocid, 'find_a_tender' AS source, 'n' || i AS notice_id,
    'Care of parks ' || (hash(i, 1) % 40) AS title,
    DATE '2024-01-03' + (hash(i, 2) % 860)::INTEGER AS opened_on,
    'body ' || (hash(i, 3) % 25) AS authority_id, authority_id AS authority_name,
    (['county', 'nhs_trust', 'university'])[1 + (hash(authority_id) % 3)::INTEGER] AS authority_kind,
    (['England', 'Wales'])[1 + (hash(authority_id) % 2)::INTEGER] AS nation, 'South East' AS region_name,
    (['45', '71', '90'])[1 + (hash(i, 4) % 3)::INTEGER] AS cpv_division,
    CASE WHEN hash(i, 5) % 4 > 0 THEN 100000.0 + hash(i, 6) % 900000 END AS value_gbp,
    hash(i, 7) % 5 = 0 AS is_framework, 'D5' AS scope, 'Passed every step.' AS scope_reason,
    CASE WHEN hash(i, 8) % 9 > 1 THEN true WHEN hash(i, 8) % 9 = 1 THEN false END AS is_in_scope,
    CASE WHEN hash(i, 9) % 3 = 0 THEN 'presumed' ELSE 'stated' END AS scope_basis,
    true AS is_observable, hash(i, 10) % 2 = 0 AS has_criteria, hash(i, 10) % 4 = 0 AS has_weights,
    (['R0', 'R1', 'R2', 'R3', 'R5'])[1 + (hash(i, 11) % 5)::INTEGER] AS level,
    ([0, 1, 3, 7, 9])[1 + (hash(i, 11) % 5)::INTEGER] AS level_rank,
    level_rank >= 3 AS is_flagged, level_rank >= 7 AS is_evaluated, hash(i, 12) % 3 = 0 AS is_act_named,
    (CASE WHEN hash(i, 13) % 2 = 0 THEN ['TOMS'] ELSE [] END)::VARCHAR[] AS standards,
    (CASE WHEN hash(i, 14) % 2 = 0 THEN ['jobs_skills'] ELSE ['community_cohesion'] END)::VARCHAR[] AS themes,
    0 AS evidence_count, 1 AS notice_count, false AS is_sample, 0 AS document_count, 0 AS documents_read,
    false AS is_itt_read, level AS combined_level, false AS is_disputed, 'rules-1' AS version
FROM range($first, $last) AS s (i)
"""
UPDATES = (
    "level = 'R3', level_rank = 7, is_flagged = true, is_evaluated = true",
    "authority_id = o.authority_id, authority_kind = o.authority_kind, nation = o.nation",
    "value_gbp = 5e8",
    "opened_on = p.opened_on + 40",
    "opened_on = NULL",
    "is_in_scope = NULL",
    "duplicate_of = 'p1'",
    "notice_count = 2",
)
AUDITED = (
    "SELECT ocid FROM out.process WHERE is_in_scope AND opened_on BETWEEN '2025-01-01' AND '2025-04-30' ORDER BY ocid"
)


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    """The figures of a snapshot in place, attached as `previous`."""
    with duckdb.connect() as con:
        con.execute("SET TimeZone = 'UTC'")
        load_reference(con)
        con.execute(
            "CREATE TEMP TABLE data_span AS "
            "SELECT NULL::TIMESTAMPTZ AS data_until, DATE '2026-05-17' AS data_until_on, data_until_on + 3 AS over_on"
        )
        con.execute("CREATE TEMP TABLE process_duplicate (ocid VARCHAR, duplicate_of VARCHAR)")
        for database in ("previous", "renewed", "whole"):
            con.execute(f"ATTACH ':memory:' AS {database}")
        yield con


def fill(con: duckdb.DuckDBPyConnection, labels: list[AuditLabel], *, is_day: bool = False) -> None:
    run_script(con, "out/documents/document_level.sql")
    fill_figures(con, labels, is_day=is_day)
    fill_hidden_share(con)


def taken_over(con: duckdb.DuckDBPyConnection, one: str, tables: list[str]) -> None:
    """Rows of the tables of another database into the current one."""
    for table in tables:
        con.execute(f"INSERT INTO {table} BY NAME SELECT * FROM {one}.{table}")


PLACES = {
    "old": "opened_on < DATE '2024-07-01'",
    "late": "opened_on > DATE '2026-04-01'",
    "any": "opened_on IS NOT NULL",
    "first": "opened_on = (SELECT min(opened_on) FROM out.process)",
}
WINDOW = """
INSERT INTO out.completeness BY NAME
SELECT
    'find_a_tender' AS source, '2024-W10' AS week, DATE '2024-03-04' AS week_from, 1 AS windows, 1 AS windows_complete,
    0 AS windows_failed, 168.0 AS hours_proven, 100.0 AS completeness_pct, 1 AS notice_count, 0 AS missing_count,
    0 AS issue_count
"""


def a_day(con: duckdb.DuckDBPyConnection, moments: random.Random, kind: str) -> None:
    """Changes of some processes, of weeks of a portal that are covered, or of how far the data reach."""
    con.execute("CREATE OR REPLACE TEMP TABLE changed (ocid VARCHAR)")
    if kind == "window":
        con.execute(WINDOW)
    elif kind == "new":
        con.execute(PROCESSES, {"first": 5000, "last": 5004})
        con.execute("UPDATE out.process SET opened_on = DATE '2026-06-01' WHERE ocid IN ('p5001', 'p5002')")
        con.execute("INSERT INTO changed SELECT ocid FROM out.process WHERE ocid LIKE 'p500_'")
    elif kind == "portal":
        con.execute(PROCESSES, {"first": 5000, "last": 5001})
        con.execute("UPDATE out.process SET source = 'ted' WHERE ocid = 'p5000'")
        con.execute("INSERT INTO changed VALUES ('p5000')")
    else:
        for what in moments.sample(UPDATES, 4):
            found = f"SELECT ocid FROM out.process WHERE {PLACES[kind]} ORDER BY hash(ocid, {moments.random()}) LIMIT 1"
            ((ocid,),) = con.execute(found).fetchall()
            con.execute(
                f"UPDATE out.process AS p SET {what} FROM out.process AS o WHERE o.ocid = 'p7' AND p.ocid = ?", [ocid]
            )
            con.execute("INSERT INTO changed VALUES (?)", [ocid])


@pytest.fixture(scope="module")
def labels_of(con: duckdb.DuckDBPyConnection) -> Callable[[bool], list[AuditLabel]]:
    """What an audit says, if anything, with the figures that follow in `previous`; made once for tests in a row."""
    held: dict[bool, list[AuditLabel]] = {}

    def in_place(is_audited: bool) -> list[AuditLabel]:
        if is_audited not in held:
            held.clear()
            prepare(con, "previous")
            con.execute(PROCESSES, {"first": 0, "last": 2200})
            con.execute("UPDATE out.process SET source = 'contracts_finder' WHERE hash(ocid) % 3 = 0")
            ocids = con.execute(AUDITED).fetchall() if is_audited else []
            held[is_audited] = [AuditLabel(ocid, "rules-1", 2, 2, 2, ["jobs_skills"]) for (ocid,) in ocids]
            fill(con, held[is_audited])
        con.execute("USE previous")
        return held[is_audited]

    return in_place


@pytest.mark.parametrize(
    ("kind", "is_audited"),
    [
        ("first", False),
        *(pytest.param(kind, False, marks=pytest.mark.long) for kind in ("old", "late", "any", "new", "window")),
        ("any", True),
        ("portal", True),
    ],
)
def test_figures_of_a_day_are_those_made_from_all(
    con: duckdb.DuckDBPyConnection, labels_of: Callable[[bool], list[AuditLabel]], kind: str, is_audited: bool
) -> None:
    labels = labels_of(is_audited)
    tables = [table.full_name for table in tables_of(con, ("out", "kept"))]
    prepare(con, "renewed")
    taken_over(con, "previous", tables)
    con.execute("DELETE FROM out.completeness")
    a_day(con, random.Random(kind), kind)
    clear_figures(con, (*BY_PERIOD, "completeness"))
    fill(con, labels, is_day=True)
    anew = con.execute("SELECT avg(is_anew::INTEGER) FROM period").fetchall()[0][0]
    assert (anew == 1) == (kind == "portal"), anew
    prepare(con, "whole")
    taken_over(con, "renewed", ["out.process", "out.completeness"])
    fill(con, labels)
    for table in tables:
        for one, other in (("whole", "renewed"), ("renewed", "whole")):
            found = con.execute(
                f"SELECT * FROM {one}.{table} EXCEPT ALL SELECT * FROM {other}.{table} LIMIT 3"
            ).fetchall()
            assert found == [], table
    rated = con.execute(
        "SELECT count(corrected_rate), count(cluster_low), count(rate) FROM whole.out.indicator WHERE rate > 0"
    ).fetchall()
    assert all(count > 100 for count in rated[0][1:])
    assert (rated[0][0] > 0) == is_audited
