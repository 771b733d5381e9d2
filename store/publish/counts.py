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

    Cells = dict[str, NDArray[Any]]

_SHOWN = ("n", "unknown", "excluded")
_BATCH = ("batch_kk", "batch_kn", "batch_nn")
# What an answer of out/figures/answer.sql says of a process, bit by bit, and of which of these each count is.
_IN_DENOMINATOR, _IN_NUMERATOR, _IS_UNKNOWN, _IS_EXCLUDED, _IS_PRESUMED = 1, 2, 4, 8, 16
_COUNTED = {
    "n": _IN_DENOMINATOR,
    "k": _IN_DENOMINATOR | _IN_NUMERATOR,
    "unknown": _IS_UNKNOWN,
    "excluded": _IS_EXCLUDED,
    "k_unknown": _IS_UNKNOWN | _IN_NUMERATOR,
    "n_presumed": _IN_DENOMINATOR | _IS_PRESUMED,
    "k_presumed": _IN_DENOMINATOR | _IN_NUMERATOR | _IS_PRESUMED,
}


def count_processes(con: duckdb.DuckDBPyConnection, indicators: Sequence[str]) -> None:
    """Count indicators of processes into the temporary table `counted`.

    Of periods that are made anew every cut is counted, of the others the whole and the series alone.
    """
    cuts = con.execute(
        "SELECT cut = 'series' AS is_series, cut IN ('all', 'series') AS is_always FROM cut ORDER BY cut_id"
    ).fetchnumpy()
    frame = _Frame(con, Periods(con, "true"), cuts["is_series"])
    is_anew = con.execute("SELECT is_anew FROM period ORDER BY period_id").fetchnumpy()["is_anew"]
    is_wanted = cuts["is_always"][:, None] | is_anew[None, :]
    for indicator in indicators:
        con.execute(f"CREATE OR REPLACE TEMP VIEW measure AS\n{read_sql(f'indicators/{indicator}.sql')}")
        counts = frame.counts(con)
        held = sum(counts[name] for name in _SHOWN) > 0
        cut, period = np.nonzero(held & is_wanted)
        columns: dict[str, Any] = {"period_id": frame.periods.period_id[period], "cut_id": cut.astype(np.int32)}
        columns |= {name: values[cut, period].astype(np.int64) for name, values in counts.items()}
        con.register("count_of_cut", columns)
        con.execute(
            "INSERT INTO counted BY NAME SELECT $indicator AS indicator, * FROM count_of_cut", {"indicator": indicator}
        )
        con.unregister("count_of_cut")


class _Frame:
    """Where each process of the temporary table `frame` counts: in the columns of its segment, of each of its cuts."""

    def __init__(self, con: duckdb.DuckDBPyConnection, periods: Periods, is_series: NDArray[Any]) -> None:
        self.periods = periods
        self._is_series = is_series
        rows = con.execute(
            "SELECT segment, kind_id, nation_id, region_id, cpv_id, source_id, series_id FROM frame"
        ).fetchnumpy()
        column = periods.column(rows.pop("segment"))
        # Each kind of cut has numbers of its own, that lie together: only their range needs room.
        self._places: list[tuple[int, NDArray[Any], Any]] = [(0, column, slice(None))]
        for ids in rows.values():
            is_in = ids >= 0
            if is_in.any():
                first = int(ids[is_in].min())
                inside = slice(None) if is_in.all() else is_in
                self._places.append((first, (ids[inside] - first) * periods.width + column[inside], inside))

    def counts(self, con: duckdb.DuckDBPyConnection) -> Cells:
        """What `measure` counts of each cut (rows) in each period (columns); every number is whole, and exact."""
        answers = con.execute(read_sql("out/figures/answer.sql")).fetchnumpy()["answer"]
        # Of the answers that there might be few are given; that to nothing may be taken to be.
        is_given = np.bincount(answers, minlength=1) > 0
        is_given[0] = True
        given, numbers = np.flatnonzero(is_given), (is_given.cumsum() - 1)[answers]
        shape = len(self._is_series), self.periods.width
        summed: Cells = {name: np.zeros(shape) for name in _COUNTED}
        for first, place, inside in self._places:
            told = np.bincount(place * len(given) + numbers[inside])
            told = np.pad(told, (0, -len(told) % (shape[1] * len(given)))).reshape(-1, shape[1], len(given))
            for name, bits in _COUNTED.items():
                summed[name][first : first + len(told)] += told[:, :, (given & bits) == bits].sum(axis=2)
        batches = con.execute(read_sql("out/figures/batch_cell.sql")).fetchnumpy()
        place = batches["cut_id"] * self.periods.width + self.periods.column(batches["segment"])
        for name in _BATCH:
            summed[name] = np.bincount(place, batches[name], shape[0] * shape[1]).reshape(shape)
        return {name: self._by_period(values) for name, values in summed.items()}

    def _by_period(self, summed: NDArray[Any]) -> NDArray[Any]:
        found = self.periods.sums(summed)
        found[self._is_series] = self.periods.sums(summed[self._is_series], is_series=True)
        return found
