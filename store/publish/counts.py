"""Counts of the indicators of processes by period and cut, from those of each segment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from store.publish.running import Periods
from store.sql_files import read_sql

if TYPE_CHECKING:
    from collections.abc import Sequence

    import duckdb
    from numpy.typing import NDArray

_SHOWN = ("n", "unknown", "excluded")
_NAMES = (*_SHOWN, "k", "k_unknown", "n_presumed", "k_presumed", "batch_kk", "batch_kn", "batch_nn")


def count_processes(con: duckdb.DuckDBPyConnection, indicators: Sequence[str]) -> None:
    """Count indicators of processes into the temporary table `counted`.

    Of periods that are made anew every cut is counted, of the others the whole and the series alone.
    """
    cuts = con.execute(
        "SELECT cut = 'series' AS is_series, cut IN ('all', 'series') AS is_always FROM cut ORDER BY cut_id"
    ).fetchnumpy()
    periods = Periods(con, "true")
    is_anew = con.execute("SELECT is_anew FROM period ORDER BY period_id").fetchnumpy()["is_anew"]
    is_wanted = cuts["is_always"][:, None] | is_anew[None, :]
    for indicator in indicators:
        con.execute(f"CREATE OR REPLACE TEMP VIEW measure AS\n{read_sql(f'indicators/{indicator}.sql')}")
        cells = con.execute(read_sql("out/figures/cell.sql")).fetchnumpy()
        counts = _by_period(cells, periods, cuts["is_series"])
        held = sum(counts[name] for name in _SHOWN) > 0
        cut, period = np.nonzero(held & is_wanted)
        columns: dict[str, Any] = {"period_id": periods.period_id[period], "cut_id": cut.astype(np.int32)}
        columns |= {name: values[cut, period].astype(np.int64) for name, values in counts.items()}
        con.register("count_of_cut", columns)
        con.execute(
            "INSERT INTO counted BY NAME SELECT $indicator AS indicator, * FROM count_of_cut", {"indicator": indicator}
        )
        con.unregister("count_of_cut")


def _by_period(cells: dict[str, NDArray[Any]], periods: Periods, is_series: NDArray[Any]) -> dict[str, NDArray[Any]]:
    """What is counted of each cut (rows) in each period (columns); every number is whole, and exact."""
    place = cells["cut_id"] * periods.width + periods.column(cells["segment"])
    found = {}
    for name in _NAMES:
        summed = np.bincount(place, cells[name], len(is_series) * periods.width).reshape(-1, periods.width)
        found[name] = periods.sums(summed)
        found[name][is_series] = periods.sums(summed[is_series], is_series=True)
    return found
