"""The errors of reading by the independent measurement: exact intervals of its counts of processes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scipy.special import betaincinv

from store.sql_files import run_script

if TYPE_CHECKING:
    import duckdb

_TAIL = 0.025


def load_independent(con: duckdb.DuckDBPyConnection) -> None:
    """Make the temporary tables `independent_measurement` (all versions) and `independent_error` (that in force)."""
    con.execute(
        "CREATE OR REPLACE TEMP TABLE independent_measurement (version VARCHAR, measured_on DATE, material VARCHAR, "
        "indicator VARCHAR, found BIGINT, hit_rate DOUBLE, hit_low DOUBLE, hit_high DOUBLE, left_alone BIGINT, "
        "miss_rate DOUBLE, miss_low DOUBLE, miss_high DOUBLE)"
    )
    rows = con.execute(
        "SELECT version, measured_on, material, n, flagged_by_reader, flagged_by_both, flagged_by_program_only "
        "FROM ref_independent_measurement WHERE unit = 'process' ORDER BY version, measured_on"
    ).fetchall()
    for version, measured_on, material, n, by_reader, by_both, by_program_only in rows:
        found, missed = by_both + by_program_only, by_reader - by_both
        values = [version, measured_on, material, found, *exact(by_both, found), n - found, *exact(missed, n - found)]
        con.execute("INSERT INTO independent_measurement VALUES (?, ?, ?, 'I1', ?, ?, ?, ?, ?, ?, ?, ?)", values)
    run_script(con, "out/accuracy/independent_error.sql")


def exact(k: int, n: int) -> tuple[float | None, float, float]:
    """Share k / n, its exact 95 % interval (Clopper and Pearson, Biometrika 1934;26:404-13); without cases, 0 to 1."""
    low = float(betaincinv(k, n - k + 1, _TAIL)) if k else 0.0
    high = float(betaincinv(k + 1, n - k, 1 - _TAIL)) if k < n else 1.0
    return (k / n if n else None), low, high
