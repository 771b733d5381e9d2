"""The figures for readers: indicators, changes, shares and dispersion, computed from `out.process` alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from store.sql_files import SQL, read_sql, run_script

if TYPE_CHECKING:
    from collections.abc import Sequence

    import duckdb

_TABLES = (
    "indicator_method",
    "indicator",
    "change",
    "value_share",
    "theme",
    "theme_ratio",
    "standard",
    "standard_concentration",
    "dispersion",
    "authority",
    "series_break",
    "source",
)


@dataclass(frozen=True)
class ErrorCount:
    """What an audit found of the classifier, for one indicator and stratum.

    `se_k` of `se_n` processes that show the evidence were found, `sp_k` of `sp_n` that do not were left alone.
    `stratum` is `all`, or a cut of out.indicator and its value, such as `source:find_a_tender`; `version` is the
    classifier's, and counts of another version than the one in force are not used.
    """

    version: str
    indicator: str
    stratum: str
    se_k: int
    se_n: int
    sp_k: int
    sp_n: int


def fill_figures(con: duckdb.DuckDBPyConnection, error_counts: Sequence[ErrorCount] = ()) -> None:
    """Fill the figure tables of the current database.

    Args:
        con: the current database has the filled `out.process`, `core.authority` and `core.setting`, empty figure
            tables and the macros of macros/statistics.sql; the reference tables are loaded, and
            `data_span` says how far the data reach.
        error_counts: audits of the classifier, beside those of store/reference/codes/classifier_error.csv.
    """
    for count in error_counts:
        con.execute(
            "INSERT INTO ref_classifier_error VALUES (?, ?, ?, ?, ?, ?, ?, 'evaluation')",
            [count.version, count.indicator, count.stratum, count.se_k, count.se_n, count.sp_k, count.sp_n],
        )
    run_script(con, "out/figure_span.sql")
    run_script(con, "out/period.sql")
    run_script(con, "out/frame.sql")
    units = dict(con.execute("SELECT indicator, unit FROM ref_indicators ORDER BY indicator").fetchall())
    for indicator, unit in units.items():
        con.execute(f"CREATE OR REPLACE TEMP VIEW measure AS\n{read_sql(f'indicators/{indicator}.sql')}")
        con.execute(read_sql(f"out/count_{unit}.sql"), {"indicator": indicator})
    run_script(con, "out/term_count.sql")
    for table in _TABLES:
        insert_from(con, table, f"out/{table}.sql")


def insert_from(con: duckdb.DuckDBPyConnection, table: str, script: str) -> None:
    """Fill `out.<table>` with what a script of store/sql selects."""
    con.execute(f"INSERT INTO out.{table} BY NAME\n{read_sql(script)}")


def indicator_scripts() -> list[str]:
    """Names of the indicators that have a script."""
    return sorted(path.stem for path in (SQL / "indicators").glob("*.sql"))
