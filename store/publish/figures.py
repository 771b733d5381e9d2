"""The figures for readers: indicators, changes, shares and dispersion, computed from `out.process` alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import orjson

from store.sql_files import SQL, read_sql, run_script

if TYPE_CHECKING:
    from collections.abc import Sequence

    import duckdb

# Scripts of store/sql/out, each named as the table that it fills.
_SCRIPTS = (
    "indicator_method",
    "accuracy/reading_error",
    "figures/indicator",
    "figures/change",
    "figures/value_share",
    "figures/theme",
    "figures/theme_ratio",
    "figures/standard",
    "figures/standard_concentration",
    "bodies/dispersion",
    "bodies/authority",
    "bodies/authority_period",
    "series_break",
    "policies/policy_effect",
    "law_doubt",
    "source",
)
# The tables that `fill_figures` has filled when it ends.
FILLED = tuple(f"out.{script.rpartition('/')[2]}" for script in _SCRIPTS)
# Tables of `out` whose rows stay, on a day, for periods in which nothing has changed.
BY_PERIOD = ("indicator", "value_share", "theme", "theme_ratio", "standard", "standard_concentration", "dispersion")
_SHOWN_PERIODS = "period_kind NOT IN ('week', '12_months_before')"
_DOCUMENT_SCRIPTS = (
    "documents/hidden_share",
    "documents/document_coverage",
    "documents/document_agreement",
    "documents/document_contradiction",
)


@dataclass(frozen=True)
class AuditLabel:
    """What people say of a process of a sample.

    `version` is the classifier's, by which the sample was drawn. `level` (0 to 5) is None where they leave it open,
    between `level_low` and `level_high`; `themes` is None where nobody named any.
    """

    ocid: str
    version: str
    level_low: int
    level_high: int
    level: int | None
    themes: list[str] | None = None


def fill_figures(con: duckdb.DuckDBPyConnection, labels: Sequence[AuditLabel] = (), *, is_day: bool = False) -> None:
    """Fill the figure tables of the current database.

    Args:
        con: the current database has the filled `out.process`, `out.completeness`, `core.authority` and `core.setting`,
            empty figure tables, `kept.cluster` and the macros of macros/statistics.sql; the reference tables are
            loaded, and `data_span` says how far the data reach.
        labels: what people say of the processes of the samples, for the corrected rates.
        is_day: the tables `BY_PERIOD` are filled, as in the snapshot in place (attached as `previous`), and are to be
            brought up to date: only processes in the temporary table `changed` differ from those there.
    """
    # These load numpy, scipy and statsmodels, which nothing else needs.
    from store.publish.bodies import fit_bodies  # noqa: PLC0415
    from store.publish.clusters import count_authorities  # noqa: PLC0415
    from store.publish.counts import count_processes  # noqa: PLC0415
    from store.publish.effects import fit_effects  # noqa: PLC0415
    from store.publish.independent import load_independent  # noqa: PLC0415
    from store.publish.running import Periods, keep_sums  # noqa: PLC0415

    run_script(con, "out/figures/figure_span.sql")
    run_script(con, "out/figures/period.sql")
    run_script(con, "out/figures/value_cap.sql")
    insert_from(con, "coverage", "out/figures/coverage.sql")
    _keep_labels(con, labels)
    if is_day:
        run_script(con, "out/changes/anew.sql")
    run_script(con, "out/figures/frame.sql")
    count_authorities(con)
    units = dict(con.execute("SELECT indicator, unit FROM ref_indicators ORDER BY indicator").fetchall())
    count_processes(con, [indicator for indicator, unit in units.items() if unit == "process"])
    for indicator, unit in units.items():
        if unit != "process":
            con.execute(f"CREATE OR REPLACE TEMP VIEW measure AS\n{read_sql(f'indicators/{indicator}.sql')}")
            con.execute(read_sql(f"out/figures/count_{unit}.sql"), {"indicator": indicator})
    run_script(con, "out/figures/stratum.sql")
    strata = "SELECT * EXCLUDE (kind_id, value_band) FROM stratum_frame"
    keep_sums(con, "stratum_period", strata, Periods(con, _SHOWN_PERIODS), is_series=True)
    run_script(con, "out/figures/standardised.sql")
    run_script(con, "out/figures/interval.sql")
    run_script(con, "out/figures/period_coverage.sql")
    run_script(con, "out/accuracy/audit_frame.sql")
    run_script(con, "out/accuracy/correction.sql")
    load_independent(con)
    run_script(con, "out/figures/term_count.sql")
    fit_bodies(con)
    fit_effects(con)
    _fill(con, _SCRIPTS)


def _keep_labels(con: duckdb.DuckDBPyConnection, labels: Sequence[AuditLabel]) -> None:
    con.execute(read_sql("out/accuracy/audit_label.sql"), [orjson.dumps(labels).decode()])


def fill_hidden_share(con: duckdb.DuckDBPyConnection) -> None:
    """Fill the tables on what notices leave out, after `fill_figures`; nothing else is made from documents."""
    from store.publish.running import Periods, keep_sums  # noqa: PLC0415 - as above

    run_script(con, "out/documents/document_state.sql")
    run_script(con, "out/documents/hidden_cell.sql")
    keep_sums(con, "notice_period", "FROM notice_cell", Periods(con, _SHOWN_PERIODS))
    _fill(con, _DOCUMENT_SCRIPTS)


def _fill(con: duckdb.DuckDBPyConnection, scripts: Sequence[str]) -> None:
    for script in scripts:
        insert_from(con, script.rpartition("/")[2], f"out/{script}.sql")


def insert_from(con: duckdb.DuckDBPyConnection, table: str, script: str) -> None:
    """Fill `out.<table>` with what a script of store/sql selects."""
    con.execute(f"INSERT INTO out.{table} BY NAME\n{read_sql(script)}")


def indicator_scripts() -> list[str]:
    """Names of the indicators that have a script."""
    return sorted(path.stem for path in (SQL / "indicators").glob("*.sql"))
