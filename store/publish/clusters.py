"""How much the processes of one authority are alike, period by period: what SQL would need a row for each of both for.

Sums of squares over authorities are products of matrices; all are whole numbers, and exact.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from store.publish.running import Periods
from store.sql_files import run_script

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Rows = dict[str, NDArray[Any]]

# The counts that an indicator is the rate of: of the first in the second.
_COUNTS = {
    "I1": ("flagged", "in_scope"),
    "I2": ("act_named", "in_scope"),
    "I3": ("evaluated", "in_scope"),
    "I4": ("weighed", "in_scope"),
    "I5": ("ten", "in_scope"),
    "I10a": ("observable", "in_scope"),
    "I10b": ("criteria", "in_scope"),
    "I10c": ("weights", "in_scope"),
    "I3b": ("evaluated", "criteria"),
    "I4b": ("weighed", "weights"),
    "I5b": ("ten", "weights"),
}
_NAMES = sorted({name for pair in _COUNTS.values() for name in pair} | {"unknown"})
_PAIRS = sorted({pair for k, n in _COUNTS.values() for pair in ((k, k), (k, n), (n, n))})
_SHOWN = ("in_scope", "flagged", "evaluated", "unknown")
_FEW = 5
_AUTHORITIES_AT_ONCE = 512


def count_authorities(con: duckdb.DuckDBPyConnection) -> None:
    """Make the temporary tables `authority_count`, `few_authorities`, `cluster` and `cluster_cut`."""
    run_script(con, "out/bodies/authority_segment.sql")
    rows = con.execute("SELECT * FROM authority_segment ORDER BY authority_number").fetchnumpy()
    sums = _Sums(con, rows, Periods(con, "is_anew AND period_kind NOT IN ('week', '12_months_before')"))
    found = {"period_of_authority": sums.authorities(), "few_of_cut": sums.few(), "cluster_of_cut": sums.clusters()}
    for name, columns in found.items():
        con.register(name, columns)
    run_script(con, "out/bodies/authority_count.sql")
    for name in found:
        con.unregister(name)
    run_script(con, "out/figures/cluster_cut.sql")


class _Sums:
    """Sums over the authorities of each cut (rows), period by period (columns)."""

    def __init__(self, con: duckdb.DuckDBPyConnection, rows: Rows, periods: Periods) -> None:
        self.period_id = periods.period_id
        cuts = con.execute("SELECT max(cut_id) + 1 FROM cut").fetchall()[0][0]
        authorities = con.execute("SELECT * FROM authority ORDER BY authority_number").fetchnumpy()
        shape = cuts, len(self.period_id)
        self._pairs = {pair: np.zeros(shape) for pair in _PAIRS}
        self._members = {n: np.zeros(shape) for _, n in _COUNTS.values()}
        self._few = np.zeros(shape)
        self._many: list[dict[str, NDArray[Any]]] = []
        for part, numbers in _parts(rows):
            counts = _by_period(part, numbers, periods)
            is_in = _membership(authorities, numbers, cuts)
            self._add(counts, is_in)
            self._add_authorities(counts, numbers, is_in)
        for series in np.unique(rows["series_id"][rows["series_id"] >= 0]):
            of_series = {name: column[rows["series_id"] == series] for name, column in rows.items()}
            for part, numbers in _parts(of_series):
                is_in = np.zeros((cuts, len(numbers)))
                is_in[series] = 1
                self._add(_by_period(part, numbers, periods, is_series=True), is_in)

    def _add(self, counts: dict[str, Numbers], is_in: Numbers) -> None:
        cuts = np.flatnonzero(is_in.any(axis=1))
        for one, other in self._pairs:
            self._pairs[one, other][cuts] += is_in[cuts] @ (counts[one] * counts[other])
        for name, members in self._members.items():
            members[cuts] += is_in[cuts] @ (counts[name] > 0).astype(float)

    def _add_authorities(self, counts: dict[str, Numbers], numbers: NDArray[Any], is_in: Numbers) -> None:
        known = counts["in_scope"] + counts["unknown"]
        self._few += is_in @ ((known > 0) & (known < _FEW)).astype(float)
        place, period = np.nonzero(known >= _FEW)
        self._many.append(
            {"period_id": self.period_id[period], "authority_number": numbers[place]}
            | {name: counts[name][place, period].astype(np.int32) for name in _SHOWN}
        )

    def authorities(self) -> Rows:
        """Each authority in each period in which it has five processes that are, or may be, in scope."""
        names = ("period_id", "authority_number", *_SHOWN)
        return {name: np.concatenate([np.empty(0, np.int32), *(part[name] for part in self._many)]) for name in names}

    def few(self) -> Rows:
        """How many have fewer."""
        cut, period = np.nonzero(self._few)
        return {
            "period_id": self.period_id[period],
            "cut_id": cut.astype(np.int32),
            "authorities": self._few[cut, period].astype(np.int64),
        }

    def clusters(self) -> Rows:
        """The sums of each indicator, of the cells in which two authorities or more have something to count."""
        found: dict[str, list[Any]] = {name: [] for name in ("indicator", "period_id", "cut_id", "g", "kk", "kn", "nn")}
        for indicator, (k, n) in _COUNTS.items():
            cut, period = np.nonzero(self._members[n] > 1)
            found["indicator"].append(np.full(len(period), indicator, dtype=object))
            found["period_id"].append(self.period_id[period])
            found["cut_id"].append(cut.astype(np.int32))
            sums = {"g": self._members[n], "kk": self._pairs[k, k], "kn": self._pairs[k, n], "nn": self._pairs[n, n]}
            for name, values in sums.items():
                found[name].append(values[cut, period].astype(np.int64))
        return {name: np.concatenate(parts) for name, parts in found.items()}


def _parts(rows: Rows) -> Iterator[tuple[Rows, NDArray[Any]]]:
    """The rows of some authorities at a time, and their numbers; so that memory does not grow with their number."""
    numbers = np.unique(rows["authority_number"])
    for first in range(0, len(numbers), _AUTHORITIES_AT_ONCE):
        some = numbers[first : first + _AUTHORITIES_AT_ONCE]
        start, end = np.searchsorted(rows["authority_number"], [some[0], some[-1] + 1])
        yield {name: column[start:end] for name, column in rows.items()}, some


def _by_period(rows: Rows, numbers: NDArray[Any], periods: Periods, *, is_series: bool = False) -> dict[str, Numbers]:
    """What each authority (rows) counts in each period (columns)."""
    place = np.searchsorted(numbers, rows["authority_number"]) * periods.width + periods.column(rows["segment"])
    counts = {}
    for name in _NAMES:
        summed = np.bincount(place, rows[name], len(numbers) * periods.width).reshape(-1, periods.width)
        counts[name] = periods.sums(summed, is_series=is_series)
    return counts


def _membership(authorities: Rows, numbers: NDArray[Any], cuts: int) -> Numbers:
    """Whether a cut (rows) holds an authority (columns): the whole, its kind, its nation, its region."""
    is_in = np.zeros((cuts, len(numbers)))
    is_in[0] = 1
    place = np.searchsorted(authorities["authority_number"], numbers)
    for name in ("kind_id", "nation_id", "region_id"):
        is_in[authorities[name][place], np.arange(len(numbers))] = 1
    return is_in
