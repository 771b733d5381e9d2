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
