"""The figures on awards and delivery: who wins, and is it delivered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.publish.award_twins import tell_twins
from store.publish.figures import insert_from
from store.sql_files import run_script

if TYPE_CHECKING:
    import duckdb


def fill_award_figures(con: duckdb.DuckDBPyConnection) -> None:
    """Fill out.award, out.winner, out.delivery and out.delivery_chain of the current database.

    Args:
        con: the current database has the filled core tables and `out.process`; the tables of the derivation
            (`reference_alias`, `process_duplicate`), `data_span`, and the cuts of `fill_figures` are there.
    """
    run_script(con, "out/awards/award_status.sql")
    run_script(con, "out/awards/award_twin.sql")
    tell_twins(con)
    run_script(con, "out/awards/award_duplicate.sql")
    insert_from(con, "award", "out/awards/award.sql")
    run_script(con, "out/awards/award_span.sql")
    run_script(con, "out/figures/period.sql")
    run_script(con, "out/figures/period_coverage.sql")
    run_script(con, "out/figures/portal_coverage.sql")
    run_script(con, "out/awards/winner_frame.sql")
    insert_from(con, "winner", "out/awards/winner.sql")
    run_script(con, "out/awards/delivery_frame.sql")
    insert_from(con, "delivery", "out/awards/delivery.sql")
    insert_from(con, "delivery_chain", "out/awards/delivery_chain.sql")
