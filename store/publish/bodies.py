"""The spread between bodies, from the tables of counts to the fits and back: what SQL cannot compute."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from store.publish.spread import Bodies, Fit, fit, is_outside, limits, quantiles, shrunk
from store.sql_files import run_script

if TYPE_CHECKING:
    import duckdb
    from numpy.typing import NDArray

_LEAST_BODIES = 10
_LEAST_SPREAD = 0.0004  # the lowest of the grid: no difference was found


def fit_bodies(con: duckdb.DuckDBPyConnection) -> None:
    """Make the temporary tables `last_year`, `authority_measure`, `peer`, `authority_spread` and `dispersion_fit`."""
    run_script(con, "out/bodies/last_year.sql")
    run_script(con, "out/bodies/authority_measure.sql")
    _keep(con, "body_fit", _peers(con))
    run_script(con, "out/bodies/authority_spread.sql")
    run_script(con, "out/bodies/dispersion_rate.sql")
    _keep(con, "dispersion_fit", _dispersion(con))


def _peers(con: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """Rates drawn towards the peers, and funnel limits, of each body."""
    pools = con.execute("SELECT count(*) FROM peer").fetchall()[0][0]
    rows = con.execute("SELECT * FROM peer_body ORDER BY body").fetchnumpy()
    n = rows["n"].astype(float)
    pool = np.where(rows["is_by_kind"], np.ma.filled(rows["kind_pool"], 0), rows["whole_pool"]).astype(np.int64)
    found: dict[str, Fit] = {}
    for name in ("k", "evaluated"):
        # A body counts among those of its kind and among all.
        members = con.execute(
            f"SELECT pool, {name} AS k, n, count(*) AS times "  # noqa: S608 - two names of our own
            "FROM (SELECT *, unnest(list_distinct([kind_pool, whole_pool])) AS pool FROM peer_body) "
            "WHERE pool IS NOT NULL GROUP BY ALL ORDER BY ALL"
        ).fetchnumpy()
        found[name] = fit(_bodies(members, members["pool"].astype(np.int64), pools), is_whole=True)
    rate, low, high = shrunk(found["k"], pool, rows["k"].astype(float), n)
    places, which = np.unique(np.stack([pool, n.astype(np.int64)]), axis=1, return_inverse=True)
    at = found["k"].mean[places[0]], found["k"].spread[places[0]]
    funnel_low, funnel_high = limits(*at, places[1]) if len(n) else (n, n)
    return {
        "body": rows["body"],
        "peer_mean": found["k"].mean[pool],
        "shrunk_rate": rate,
        "shrunk_low": low,
        "shrunk_high": high,
        "evaluated_shrunk_rate": shrunk(found["evaluated"], pool, rows["evaluated"].astype(float), n)[0],
        "funnel_low": funnel_low[which.reshape(-1)],
        "funnel_high": funnel_high[which.reshape(-1)],
    }


def _dispersion(con: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """The fit of every group of authorities that is large enough."""
    rows = con.execute(
        "SELECT pool, k, n, times FROM dispersion_pool "
        "WHERE pool IN (SELECT pool FROM dispersion_pool GROUP BY pool HAVING sum(times) >= ?) ORDER BY ALL",
        [_LEAST_BODIES],
    ).fetchnumpy()
    pools, pool = np.unique(rows["pool"], return_inverse=True)
    bodies = _bodies(rows, pool, len(pools))
    found = fit(bodies)
    p10, p50, p90 = quantiles(found.mean, found.spread, (0.1, 0.5, 0.9))
    outside = is_outside(found.mean[pool], found.spread[pool], bodies.k, bodies.n)
    spread = np.where(found.spread < _LEAST_SPREAD, 0.0, found.spread)
    return {
        "pool": pools,
        "intra_class": spread,
        "intra_class_low": np.where(spread > 0, found.spread_low, 0.0),
        "intra_class_high": found.spread_high,
        "between_sd": np.sqrt(spread * found.mean * (1 - found.mean)),
        "rate_p10": p10,
        "rate_p50": p50,
        "rate_p90": p90,
        "outside_count": np.bincount(pool, bodies.times * outside, len(pools)).astype(np.int64),
    }


def _bodies(rows: dict[str, Any], pool: NDArray[np.int64], pools: int) -> Bodies:
    return Bodies(pool, rows["k"].astype(float), rows["n"].astype(float), rows["times"].astype(float), pools)


def _keep(con: duckdb.DuckDBPyConnection, table: str, columns: dict[str, Any]) -> None:
    con.register("columns_of_python", columns)
    con.execute(f"CREATE OR REPLACE TEMP TABLE {table} AS FROM columns_of_python")
    con.unregister("columns_of_python")
