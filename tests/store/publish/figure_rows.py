"""Figures from a few rows of out.process: what tests of indicators and of their method pages start from."""

from datetime import date
from typing import Any

import duckdb

from store.publish.figures import AuditLabel, fill_figures
from store.reference.tables import load_reference
from store.sql_files import read_sql, run_script

RANKS = {"R0": 0, "R1": 1, "R0n": 2, "R2": 3, "R2c": 4, "R2b": 5, "R2a": 6, "R3": 7, "R4": 8, "R5": 9, "R5+": 10}
DAY = date(2026, 10, 6)
DEFAULTS: dict[str, Any] = {
    "source": "find_a_tender",
    "notice_id": "1",
    "title": "Care of parks",
    "opened_on": DAY,
    "authority_id": "kent",
    "authority_kind": "county",
    "nation": "England",
    "region_name": "South East",
    "cpv_division": "90",
    "value_gbp": 500_000.0,
    "is_framework": False,
    "scope": "D5",
    "scope_reason": "Passed every step.",
    "is_in_scope": True,
    "is_observable": True,
    "has_criteria": False,
    "has_weights": False,
    "level": "R0",
    "standards": [],
    "themes": [],
    "evidence_count": 0,
    "notice_count": 1,
    "is_sample": True,
}
SCHEMAS = (
    "schema/raw_core.sql",
    "schema/awards.sql",
    "schema/documents.sql",
    "schema/derived.sql",
    "schema/derived_awards.sql",
    "schema/out.sql",
    "schema/out_figures.sql",
    "schema/out_awards.sql",
    "schema/out_documents.sql",
    "schema/kept.sql",
)


def prepare(con: duckdb.DuckDBPyConnection, database: str, *more: str) -> None:
    """An empty database of the tables of figures, made the current one; `more` are further scripts of tables."""
    con.execute(f"USE {database}")
    for schema in ("core", "out", "raw", "kept"):
        con.execute(f"DROP SCHEMA IF EXISTS {schema} CASCADE")
    for name in (*SCHEMAS, *more):
        lines = read_sql(name).splitlines()
        con.execute("\n".join(line for line in lines if not line.startswith("COMMENT ON")))
    run_script(con, "macros/statistics.sql")
    con.execute("INSERT INTO core.setting (name, value) VALUES ('classifier_version', 'rules-1')")


def filled(
    processes: list[dict[str, Any]],
    labels: list[AuditLabel] | None = None,
    version: str = "rules-1",
    reach: date | None = None,
) -> duckdb.DuckDBPyConnection:
    """A database in memory whose figure tables are computed from these processes; defaults fill what is not given.

    The data reach to the last day on which one was opened, or to a later one where it is given.
    """
    con = duckdb.connect()
    con.execute("SET TimeZone = 'UTC'")
    for name in SCHEMAS:
        lines = read_sql(name).splitlines()
        con.execute("\n".join(line for line in lines if not line.startswith("COMMENT ON")))  # four times faster
    con.execute(read_sql("macros/statistics.sql"))
    load_reference(con)
    rows = [{**DEFAULTS, **row} for row in processes]
    con.begin()
    for number, row in enumerate(rows):
        rank = RANKS[row["level"]]
        known = {
            "ocid": f"p{number}",
            "level_rank": rank,
            "is_flagged": rank >= 3,
            "is_evaluated": rank >= 7,
            "is_act_named": row["level"] == "R2a",
        }
        add(con, "out.process", {**known, **row})
    kinds = {row["authority_id"]: row["authority_kind"] for row in rows if row["authority_id"]}
    for authority_id, kind in kinds.items():
        body = {"authority_id": authority_id, "name": authority_id, "kind": kind or "other", "kind_basis": "reference"}
        add(con, "core.authority", body | {"successor_ids": []})
    add(con, "core.setting", {"name": "classifier_version", "value": version})
    last = reach or max(row["opened_on"] for row in rows if row["opened_on"])
    span = (
        "CREATE TEMP TABLE data_span AS "
        "SELECT NULL::TIMESTAMPTZ AS data_until, ?::DATE AS data_until_on, data_until_on + 3 AS over_on"
    )
    con.execute(span, [last])
    con.commit()
    fill_figures(con, labels or [])
    return con


def add(con: duckdb.DuckDBPyConnection, table: str, row: dict[str, Any]) -> None:
    marks = ", ".join("?" * len(row))
    con.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", list(row.values()))
