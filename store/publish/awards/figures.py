"""The figures on awards and delivery: who wins, and is it delivered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.publish.awards.renewal import BY_PROCESS, make_awards, renew_awards
from store.publish.figures import insert_from
from store.sql_files import read_sql, run_script

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import duckdb

# Tables of `out` whose rows stay, on a day, for processes whose awards are the same, and for periods in which all are.
AWARDS_KEPT = (*BY_PROCESS, "winner")
_CUTS = "SELECT DISTINCT cut FROM award_cut ORDER BY cut"
_SUMMED_PERIODS = "period_kind <> '12_months_before' AND is_anew"

_DELIVERY_PERIODS = "period_kind IN ('month', 'quarter', 'financial_year', 'rolling_12_months', 'all')"
_DELIVERY_SUMS = "SELECT segment, place, n, k, unknown, excluded FROM delivery_cell WHERE place IS NOT NULL"
_DELIVERY_REACH = """
SELECT segment, place * reaches + reach AS place, 1 AS cells
FROM delivery_cell JOIN delivery_reach USING (as_of) WHERE place IS NOT NULL
"""


def fill_award_figures(
    con: duckdb.DuckDBPyConnection, *, is_day: bool = False, is_done: Callable[[Sequence[str]], None] = lambda _: None
) -> None:
    """Fill out.award, out.winner, out.delivery and out.delivery_chain of the current database.

    Args:
        con: the current database has the filled core tables and `out.process`; the tables of the derivation
            (`reference_alias`, `process_duplicate`), `data_span`, and the cuts of `fill_figures` are there.
        is_day: the tables `AWARDS_KEPT` are filled, as in the snapshot in place (attached as `previous`), and are
            to be brought up to date.
        is_done: told of tables that are done before all are.
    """
    from store.publish.running import Periods, keep_sums  # noqa: PLC0415 - numpy, which nothing else needs

    (renew_awards if is_day else make_awards)(con)
    is_done([f"out.{table}" for table in BY_PROCESS])
    run_script(con, "out/awards/award_span.sql")
    run_script(con, "out/figures/period.sql")
    run_script(con, "out/figures/period_coverage.sql")
    run_script(con, "out/figures/portal_coverage.sql")
    if is_day:
        run_script(con, "out/changes/awards_anew.sql")
    run_script(con, "out/awards/winner_frame.sql")
    keep_sums(con, "award_sum", read_sql("out/awards/award_part.sql"), Periods(con, _SUMMED_PERIODS))
    run_script(con, "out/awards/winner_period.sql")
    for (cut,) in con.execute(_CUTS).fetchall():
        con.execute(read_sql("out/awards/supplier_count.sql"), {"cut": cut})
    insert_from(con, "winner", "out/awards/winner.sql")
    is_done(["out.winner"])
    run_script(con, "out/awards/delivery_frame.sql")
    run_script(con, "out/awards/delivery_cell.sql")
    delivered = Periods(con, _DELIVERY_PERIODS)
    keep_sums(con, "delivery_sum", _DELIVERY_SUMS, delivered)
    keep_sums(con, "delivery_reach_sum", _DELIVERY_REACH, delivered)
    insert_from(con, "delivery", "out/awards/delivery.sql")
