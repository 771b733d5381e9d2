"""The clause library, out.clause, from the passages that count: of all processes, or brought up to date on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.sql_files import read_sql, run_script

if TYPE_CHECKING:
    import duckdb

_OF_CHANGED = " AND c.process_ocid IN (SELECT ocid FROM changed)"
_OF_CLAUSES = """ AND (e.passage_id, c.process_ocid) IN (
    SELECT (passage_id, ocid) FROM kept.clause_use SEMI JOIN clause_anew USING (clause_id)
)"""


def count_evidence(con: duckdb.DuckDBPyConnection, where: str = "") -> None:
    """Make the temporary table `counted_evidence`: the passages that count, or some of them."""
    con.execute(read_sql("out/evidence.sql") + where)


def fill_clauses(con: duckdb.DuckDBPyConnection) -> None:
    """Fill out.clause, which is empty, from the passages in `counted_evidence`."""
    con.execute("CREATE OR REPLACE TEMP TABLE changed (ocid VARCHAR)")
    run_script(con, "out/clauses/use.sql")
    run_script(con, "out/clauses/clause.sql")


def renew_clauses(con: duckdb.DuckDBPyConnection) -> None:
    """Bring out.clause up to date: processes in the temporary table `changed` may use other wordings than before."""
    count_evidence(con, _OF_CHANGED)
    run_script(con, "out/clauses/use.sql")
    count_evidence(con, _OF_CLAUSES)
    run_script(con, "out/clauses/clause.sql")
