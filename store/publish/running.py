"""Sums over the periods of figures: differences of running sums over the segments that periods are made of.

Segments between two borders of the periods asked for are counted as one, so that few periods cost little.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import duckdb
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Places = NDArray[np.int64]


class Periods:
    """Some periods, by number, and what falls into each.

    Attributes:
        period_id: their numbers.
        width: how many columns sums are taken over.
    """

    def __init__(self, con: duckdb.DuckDBPyConnection, where: str) -> None:
        """The periods of the temporary table `period` that fulfil a condition."""
        rows = con.execute(
            "SELECT period_id, first_segment - 1 AS before, series_first_segment - 1 AS series_before, last_segment "  # noqa: S608 - a condition of our own
            f"FROM period WHERE {where} ORDER BY period_id"
        ).fetchnumpy()
        self.period_id: NDArray[Any] = rows["period_id"]
        self._ends = np.unique(np.concatenate([rows["before"], rows["series_before"], rows["last_segment"]]))
        self._before, self._series_before, self._last = (
            np.searchsorted(self._ends, rows[name]) for name in ("before", "series_before", "last_segment")
        )
        self.width = len(self._ends) + 1  # the last holds what lies behind all of them

    def column(self, segment: NDArray[Any]) -> Places:
        """The column in which a segment is summed."""
        return np.searchsorted(self._ends, segment)

    def sums(self, cells: NDArray[Any], *, is_series: bool = False) -> Numbers:
        """What each row of sums by column comes to in each period; the series begins anew at its breaks."""
        running: Numbers = cells.cumsum(axis=1)
        before = self._series_before if is_series else self._before
        return np.asarray(running.take(self._last, axis=1) - running.take(before, axis=1))


def keep_sums(
    con: duckdb.DuckDBPyConnection, table: str, cells: str, periods: Periods, *, is_series: bool = False
) -> None:
    """Make a temporary table of what the rows of a query come to in each period.

    Args:
        con: the current database, with the temporary table `period`.
        table: name of what is made: `period_id`, `place` and a column for each that was summed, where one is not 0.
        cells: selects `segment`, `place` (a number from 0 on, of what is summed apart) and columns of whole numbers.
        periods: those that are summed over.
        is_series: the sums begin anew at the breaks of the series.
    """
    rows = con.execute(cells).fetchnumpy()
    place, column = rows.pop("place").astype(np.int64), periods.column(rows.pop("segment"))
    shape = int(place.max(initial=-1)) + 1, periods.width
    sums = {
        name: periods.sums(
            np.bincount(place * periods.width + column, values, shape[0] * shape[1]).reshape(shape), is_series=is_series
        )
        for name, values in rows.items()
    }
    at, period = np.nonzero(np.any([values != 0 for values in sums.values()], axis=0))
    found: dict[str, Any] = {"period_id": periods.period_id[period], "place": at}
    con.register("sums_of_python", found | {name: values[at, period].astype(np.int64) for name, values in sums.items()})
    con.execute(f"CREATE OR REPLACE TEMP TABLE {table} AS FROM sums_of_python")
    con.unregister("sums_of_python")
