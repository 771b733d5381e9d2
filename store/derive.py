"""Recompute everything that follows from what was read: authorities, processes and their legal scope."""

import duckdb

from store.scripts import load_law, read_sql, run_script


def derive(con: duckdb.DuckDBPyConnection) -> None:
    """Rebuild the derived core tables of the writer's database, all or none.

    The tables are core.authority, core.buyer_match, core.buyer_review, core.process, core.counted_notice,
    core.scope_step and core.process_scope; they follow from core.notice, core.buyer, core.criterion and the dated law
    alone, so deriving twice gives the same rows.

    Raises:
        duckdb.Error: when a script fails; the tables are then as they were.
    """
    load_law(con)
    con.begin()
    try:
        run_script(con, "schema_derived.sql")
        _derive_authorities(con)
        for script in ("derive_process.sql", "derive_scope.sql", "derive_scope_value.sql", "derive_scope_step.sql"):
            run_script(con, script)
    except BaseException:
        con.rollback()
        raise
    con.commit()


def _derive_authorities(con: duckdb.DuckDBPyConnection) -> None:
    run_script(con, "derive_reference.sql")
    run_script(con, "derive_buyer_name.sql")
    rules = con.execute("SELECT rule_number, pattern FROM law_authority_name_rules ORDER BY rule_number").fetchall()
    apply_rule = read_sql("derive_name_rule.sql")
    for rule_number, pattern in rules:
        con.execute(apply_rule, {"rule_number": rule_number, "pattern": pattern})
    for script in ("derive_place.sql", "derive_match.sql", "derive_authority.sql", "derive_review.sql"):
        run_script(con, script)
