"""Recompute everything that follows from what was read: authorities, processes and their legal scope."""

import duckdb

from store.derive.duplicates import pair_duplicates
from store.derive.repeats import find_repeats
from store.derive.state import keep_state
from store.reference.tables import load_reference
from store.sql_files import read_sql, run_bare, run_script, transaction

NOTICES_AT_ONCE = 250_000  # merged in one go; more need more memory than a small server has


# Derived tables of one process, each with the column that names it, and those of bodies.
PROCESS_TABLES = {
    **dict.fromkeys(("process", "scope_step", "process_scope"), "ocid"),
    **dict.fromkeys(("award", "award_supplier", "tenderer", "contract", "contract_change"), "ocid"),
    **dict.fromkeys(("kpi", "kpi_rating", "suitability"), "ocid"),
    "counted_notice": "process_ocid",
    "replaced_passage": "ocid",
}
BODY_TABLES = ("authority", "authority_class", "buyer_match", "buyer_review")


def derive(con: duckdb.DuckDBPyConnection) -> None:
    """Rebuild the derived core tables of the writer's database, all or none.

    The tables are core.authority, core.authority_class, core.buyer_match, core.buyer_review, core.process,
    core.duplicate_review, core.counted_notice, core.scope_step and core.process_scope, and those of awards and
    contracts; they follow from what was read, core.evidence and the dated law alone, so deriving twice gives the same
    rows.

    Raises:
        duckdb.Error: when a script fails; the tables are then as they were.
    """
    load_reference(con)
    derive_loaded(con)


def derive_loaded(con: duckdb.DuckDBPyConnection) -> None:
    """As `derive`, with the reference tables loaded."""
    with transaction(con):
        run_bare(con, "schema/derived.sql")  # what they are said to be, the snapshot says
        derive_bodies(con)
        run_script(con, "derive/process.sql")
        run_script(con, "derive/replaced.sql")
        merge_processes(con)
        pair_duplicates(con)
        run_script(con, "derive/duplicates/twin.sql")
        derive_scope(con)
        run_bare(con, "schema/derived_awards.sql")
        derive_awards(con)
        keep_state(con)
    run_script(con, "derive/forget.sql")


def merge_processes(con: duckdb.DuckDBPyConnection) -> None:
    """Fill core.process from the temporary tables of derive/process.sql."""
    row = con.execute("SELECT count(*) FROM core.notice").fetchone()
    parts = 1 + (row[0] if row else 0) // NOTICES_AT_ONCE
    merge = read_sql("derive/merge.sql")
    for part in range(parts):
        con.execute(merge, {"parts": parts, "part": part})


def derive_scope(con: duckdb.DuckDBPyConnection) -> None:
    """Fill core.scope_step and core.process_scope."""
    run_script(con, "derive/scope/scope.sql")
    wordings = con.execute("SELECT says, field, pattern, not_pattern, body_pattern FROM ref_scope_wordings").fetchall()
    apply_wording = read_sql("derive/scope/wording.sql")
    for says, field, pattern, not_pattern, body_pattern in wordings:
        names = ("says", "field", "pattern", "not_pattern", "body_pattern")
        con.execute(apply_wording, dict(zip(names, (says, field, pattern, not_pattern, body_pattern), strict=True)))
    for part in ("input", "rule", "value", "policy", "step"):
        run_script(con, f"derive/scope/{part}.sql")


def derive_awards(con: duckdb.DuckDBPyConnection) -> None:
    """Fill the tables of schema/derived_awards.sql that follow from notices."""
    for script in ("award", "award_framework", "award_built", "award_repeat"):
        run_script(con, f"derive/{script}.sql")
    find_repeats(con)
    run_script(con, "derive/award_kept.sql")
    run_script(con, "derive/contract.sql")


def derive_bodies(con: duckdb.DuckDBPyConnection) -> None:
    """Fill core.authority, core.authority_class, core.buyer_match and core.buyer_review."""
    run_script(con, "derive/bodies/reference.sql")
    run_script(con, "derive/bodies/buyer_name.sql")
    rules = con.execute("SELECT rule_number, pattern FROM ref_authority_name_rules ORDER BY rule_number").fetchall()
    apply_rule = read_sql("derive/bodies/name_rule.sql")
    for rule_number, pattern in rules:
        con.execute(apply_rule, {"rule_number": rule_number, "pattern": pattern})
    for script in (
        "derive/bodies/abroad.sql",
        "derive/bodies/place.sql",
        "derive/bodies/match.sql",
        "derive/bodies/authority.sql",
        "derive/bodies/review.sql",
    ):
        run_script(con, script)
