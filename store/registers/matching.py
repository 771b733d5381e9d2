"""Suppliers matched with the registers: by number, by the same name, by a near name at the same place.

Only suppliers that were not looked up in a snapshot before are looked up; what was found stays. An award uses the
snapshots nearest its day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.registers.near import score_near
from store.registers.review import load_decisions
from store.registers.snapshots import Snapshot, kept
from store.sql_files import quoted, run_script, transaction

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import duckdb

    Progress = Callable[[str, int, int | None], None]

VERSION = 2  # of the rules below and of names.py: another one looks every supplier up again
NEAR_ACCEPTED, NEAR_SHOWN = 0.92, 0.85
_MEMORY = "2GiB"  # beside it stand the pairs that are scored in Python
# A crosswalk needs these: registers of charities that hold the number at Companies House.
_CROSSWALKS = ("charity_commission", "ccni")
# Registers that a body leaves and still stands in, as removed.
_REMOVING = ("charity_commission", "oscr", "ccni", "mutuals")


def match_suppliers(con: duckdb.DuckDBPyConnection, home: Path, *, progress: Progress | None = None) -> None:
    """Fill core.supplier_match and core.supplier_review of the writer's database.

    Args:
        con: core.award, core.award_supplier and core.supplier are filled.
        home: folder of the monitor, whose `registers/` holds the snapshots and the decisions of people.
        progress: called as snapshots are done.
    """
    snapshots = kept(home)
    for name, value in (("matcher_version", VERSION), ("near_accepted", NEAR_ACCEPTED), ("near_shown", NEAR_SHOWN)):
        con.execute(f"SET VARIABLE {name} = {value}")
    run_script(con, "registers/match_macros.sql")
    con.execute("DELETE FROM core.register_snapshot")
    for each in snapshots:
        con.execute(
            "INSERT INTO core.register_snapshot VALUES (?, ?, ?, ?, ?, ?, ?)",
            [each.register, each.day, each.bodies, each.names, each.checksum, each.origin, each.loaded_at],
        )
    load_decisions(con, home)
    usual_memory = con.execute("SELECT current_setting('memory_limit')").fetchall()[0][0]
    con.execute(f"SET memory_limit = '{_MEMORY}'")
    try:
        _match(con, snapshots, progress)
    finally:
        con.execute(f"SET memory_limit = '{usual_memory}'")


def _match(con: duckdb.DuckDBPyConnection, snapshots: list[Snapshot], progress: Progress | None) -> None:
    with transaction(con):
        run_script(con, "registers/match_wanted.sql")
        for done, snapshot in enumerate(snapshots):
            _look_up(con, snapshot)
            if progress:
                progress("registers", done + 1, len(snapshots))
        _gather_crosswalks(con, snapshots)
        _gather_removed(con, snapshots)
        con.execute("DELETE FROM core.supplier_match")
        con.execute("DELETE FROM core.supplier_review")
        run_script(con, "registers/match_settle.sql")


def _look_up(con: duckdb.DuckDBPyConnection, snapshot: Snapshot) -> None:
    day = snapshot.day.isoformat()
    row = con.execute(
        "SELECT count(*) FROM pending_lookup WHERE register = ? AND snapshot = ?::DATE", [snapshot.register, day]
    ).fetchone()
    if not row or not row[0]:
        return
    for name, value in (("register", snapshot.register), ("snapshot", day), ("checksum", snapshot.checksum)):
        con.execute(f"SET VARIABLE {name} = {quoted(value)}")
    con.execute(
        f"CREATE OR REPLACE TEMP VIEW register_name AS SELECT * FROM read_parquet({quoted(snapshot.path)})"  # noqa: S608 - a path of ours
    )
    run_script(con, "registers/match_lookup.sql")
    if con.execute("SELECT 1 FROM lookup WHERE is_person LIMIT 1").fetchall():
        run_script(con, "registers/match_persons.sql")
    run_script(con, "registers/match_exact.sql")
    run_script(con, "registers/match_near_pairs.sql")
    score_near(con, NEAR_SHOWN)
    run_script(con, "registers/match_near.sql")
    run_script(con, "registers/match_subsidiary.sql")
    run_script(con, "registers/match_save.sql")


def _gather_crosswalks(con: duckdb.DuckDBPyConnection, snapshots: list[Snapshot]) -> None:
    con.execute(
        "CREATE OR REPLACE TEMP TABLE crosswalk_body (register VARCHAR, snapshot DATE, register_id VARCHAR, "
        "name VARCHAR, status VARCHAR, company_number VARCHAR)"
    )
    for snapshot in snapshots:
        if snapshot.register in _CROSSWALKS:
            con.execute(
                "INSERT INTO crosswalk_body SELECT DISTINCT ON (company_number) ?, ?::DATE, register_id, name, status, "  # noqa: S608 - a path of ours
                f"company_number FROM read_parquet({quoted(snapshot.path)}) WHERE company_number IS NOT NULL AND "
                "name_kind = 'current' AND is_active ORDER BY company_number, register_id",
                [snapshot.register, snapshot.day.isoformat()],
            )


def _gather_removed(con: duckdb.DuckDBPyConnection, snapshots: list[Snapshot]) -> None:
    """Bodies that have left their register, of those found or numbered by suppliers (`removed_wanted`)."""
    run_script(con, "registers/match_removed.sql")
    for snapshot in snapshots:
        if snapshot.register in _REMOVING:
            con.execute(
                "INSERT INTO removed_body SELECT DISTINCT ON (register_id) $register, $day::DATE, register_id, name, "  # noqa: S608 - a path of ours
                f"status, company_number, coalesce(removed_on, $day::DATE) FROM read_parquet({quoted(snapshot.path)}) "
                # A society that is not active is not said to have left.
                "WHERE name_kind = 'current' AND (removed_on IS NOT NULL OR NOT is_active AND $register <> 'mutuals') "
                "AND as_asked($register, register_id) IN (SELECT asked FROM removed_wanted WHERE register = $register) "
                "ORDER BY register_id",
                {"register": snapshot.register, "day": snapshot.day.isoformat()},
            )
