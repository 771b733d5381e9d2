"""The clause library, out.clause, from the passages that count: of all processes, or brought up to date on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.sql_files import read_sql, run_script

if TYPE_CHECKING:
    import duckdb

# Some passages: those of changed processes, those that use a wording whose uses have changed.
_OF_CHANGED = """
SELECT e.passage_id, e.ocid
FROM core.evidence e
JOIN core.counted_notice c USING (source, ocid, release_id)
WHERE c.process_ocid IN (SELECT ocid FROM changed)
"""
_OF_CLAUSES = """
SELECT e.passage_id, e.ocid
FROM core.evidence e
WHERE e.passage_id IN (SELECT passage_id FROM kept.clause_use SEMI JOIN clause_anew USING (clause_id))
"""
_USED = """ AND (e.passage_id, c.process_ocid) IN (
    SELECT (passage_id, ocid) FROM kept.clause_use SEMI JOIN clause_anew USING (clause_id)
)"""


def count_evidence(con: duckdb.DuckDBPyConnection) -> None:
    """Make the temporary table `counted_evidence`: the passages that count."""
    con.execute(read_sql("out/evidence.sql"))


def _count_some(con: duckdb.DuckDBPyConnection, passages: str, where: str) -> None:
    """The same of some passages, and of their uses that fulfil a condition; of the others nothing but keys is read."""
    con.execute(f"CREATE OR REPLACE TEMP TABLE some_passage AS {passages}")
    rows = (
        ("e", "evidence", "passage_id"), ("p", "passage", "passage_id"), ("n", "notice", "ocid"),
        ("c", "counted_notice", "ocid"),
    )  # fmt: skip
    some = "".join(
        f" AND {alias}.rowid IN (SELECT rowid FROM core.{table} WHERE {key} IN (SELECT {key} FROM some_passage))"  # noqa: S608 - names of our own
        for alias, table, key in rows
    )
    con.execute(read_sql("out/evidence.sql") + some + where)


def fill_clauses(con: duckdb.DuckDBPyConnection) -> None:
    """Fill out.clause, which is empty, from the passages in `counted_evidence`."""
    con.execute("CREATE OR REPLACE TEMP TABLE changed (ocid VARCHAR)")
    run_script(con, "out/clauses/use.sql")
    run_script(con, "out/clauses/clause.sql")


def renew_clauses(con: duckdb.DuckDBPyConnection) -> None:
    """Bring out.clause up to date: processes in the temporary table `changed` may use other wordings than before."""
    _count_some(con, _OF_CHANGED, " AND c.process_ocid IN (SELECT ocid FROM changed)")
    run_script(con, "out/clauses/use.sql")
    _count_some(con, _OF_CLAUSES, _USED)
    run_script(con, "out/clauses/clause.sql")
