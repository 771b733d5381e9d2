"""How often corrected intervals hold the truth: invented years, read with errors, drawn and labelled as in an audit.

Run: python -m tests.benchmarks.audit_simulation [--years 200] [--processes 250] [--prevalence 5 15 30] [--unsure 2]
Each year has 12 samples as `svmonitor audit sample --month` draws them, labels, and the rolling 12 months of the last
week. Printed of each indicator: how often the interval holds the share of that year's processes, and how often that of
the world they come from, its mean width, how far the corrected and the plain rate lie from the truth on average.
An interval that is not there, or is [0, 1], counts as a miss.
"""

from __future__ import annotations

import argparse
import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import duckdb
import numpy as np

from store.audit.sample import FLAGGED_COUNT, SILENT_COUNT
from store.publish.clusters import count_authorities
from store.publish.counts import count_processes
from store.publish.independent import load_independent
from store.reference.tables import load_reference
from store.sql_files import read_sql, run_script

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Levels = NDArray[np.int64]

MONTHS = [dt.date(2025, 10 + month, 1) if month < 3 else dt.date(2026, month - 2, 1) for month in range(12)]
VERSION = "rules-1"
LEAST_LEVELS = {"I1": 2, "I3": 3, "I4": 4, "I5": 5}
NAMES = np.array(["R0", "R1", "R2", "R3", "R4", "R5"])
RANKS = np.array([0, 1, 3, 7, 8, 9])
# Of processes with evidence, how many are at level 2, 3, 4 and 5.
DEEPER = (0.4, 0.2, 0.15, 0.25)
SENSITIVITY = {"council": 0.92, "nhs": 0.80, "central": 0.95}
FALSE_FLAGS = 0.012
WRONG_LEVEL = 0.15


def truth_of(rng: np.random.Generator, count: int, prevalence: float) -> Levels:
    """Levels that a careful reader would give."""
    levels = rng.choice([2, 3, 4, 5], count, p=DEEPER)
    return np.where(rng.random(count) < prevalence, levels, np.where(rng.random(count) < 0.1, 1, 0)).astype(np.int64)


def reading_of(rng: np.random.Generator, truth: Levels, kinds: NDArray[np.str_]) -> Levels:
    """Levels that the classifier gives: it misses some, flags some without reason, and places some wrongly."""
    found = rng.random(len(truth)) < np.vectorize(SENSITIVITY.__getitem__)(kinds)
    read = np.where((truth >= 2) & ~found, 0, truth)
    false = (truth < 2) & (rng.random(len(truth)) < FALSE_FLAGS)
    read = np.where(false, rng.choice([2, 3, 4, 5], len(truth), p=[0.5, 0.2, 0.15, 0.15]), read)
    moved = (read >= 2) & (rng.random(len(truth)) < WRONG_LEVEL)
    return np.where(moved, rng.choice([2, 3, 5], len(truth)), read).astype(np.int64)


def database() -> duckdb.DuckDBPyConnection:
    """A database whose `snap` is itself, as the audit attaches the published one."""
    con = duckdb.connect()
    con.execute("SET TimeZone = 'UTC'; SET threads = 1; ATTACH ':memory:' AS snap; USE snap")
    for name in ("schema/raw_core.sql", "schema/derived.sql", "schema/out.sql", "schema/out_figures.sql"):
        lines = read_sql(name).splitlines()
        con.execute("\n".join(line for line in lines if not line.startswith("COMMENT ON")))
    run_script(con, "schema/audit.sql")
    run_script(con, "macros/statistics.sql")
    load_reference(con)
    con.execute("INSERT INTO core.setting VALUES ('classifier_version', ?)", [VERSION])
    con.execute("INSERT INTO out.publication VALUES ('classifier_version', ?)", [VERSION])
    span = "SELECT NULL::TIMESTAMPTZ AS data_until, DATE '2026-09-27' AS data_until_on, data_until_on AS over_on"
    con.execute(f"CREATE TEMP TABLE data_span AS {span}")
    return con


def fill(
    con: duckdb.DuckDBPyConnection, rng: np.random.Generator, month: dt.date, count: int, prevalence: float
) -> Levels:
    """The processes of a month; returns what they truly hold."""
    kinds = rng.choice(["council", "nhs", "central"], count, p=[0.6, 0.25, 0.15])
    truth = truth_of(rng, count, prevalence)
    read = reading_of(rng, truth, kinds)
    days = rng.integers(0, 27, count)
    con.register(
        "invented",
        {
            "number": np.arange(count),
            "kind": kinds,
            "source": rng.choice(["find_a_tender", "contracts_finder"], count, p=[0.8, 0.2]),
            "body": rng.integers(0, 400, count),
            "level": NAMES[read],
            "rank": RANKS[read],
            "day": days,
        },
    )
    con.execute(
        "INSERT INTO out.process (ocid, source, notice_id, title, opened_on, authority_id, authority_kind, nation, "
        "cpv_division, regime, scope, scope_reason, is_in_scope, is_observable, has_criteria, has_weights, level, "
        "level_rank, is_flagged, is_evaluated, is_act_named, standards, themes, evidence_count, notice_count, "
        "is_sample) "
        "SELECT $month::VARCHAR || '-' || number, source, '1', 'Care ' || chr(97 + (number % 26)::INTEGER) "
        "|| chr(97 + (number // 26 % 26)::INTEGER) || ' of parks', $month + day::INTEGER, 'b' || body, kind, "
        "'England', '90', 'pa_2023', 'D5', '', true, true, false, false, level, rank, rank >= 3, rank >= 7, false, "
        "[], [], 0, 1, true FROM invented",
        {"month": month},
    )
    con.unregister("invented")
    return truth


def audit(
    con: duckdb.DuckDBPyConnection, rng: np.random.Generator, month: dt.date, truth: Levels, unsure: float
) -> None:
    """Draw the sample of a month and label it."""
    last = (month + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
    facts = {"first_day": month, "last_day": last, "seed": f"{month:%Y-%m}"}
    counts = {"flagged_count": FLAGGED_COUNT, "silent_count": SILENT_COUNT}
    drawn = [row[0] for row in con.execute(read_sql("audit/draw.sql"), facts | counts).fetchall()]
    levels = truth[[int(ocid.rpartition("-")[2]) for ocid in drawn]]
    con.register("invented", {"ocid": np.array(drawn), "level": levels, "is_unsure": rng.random(len(drawn)) < unsure})
    con.execute(
        "INSERT INTO core.audit_label (ocid, annotator, origin, level, is_adjudicated, version, labelled_at) "
        "SELECT ocid, 'AB', 'sample', CASE WHEN NOT is_unsure THEN level END, false, ?, TIMESTAMPTZ '2026-11-01' "
        "FROM invented",
        [VERSION],
    )
    con.unregister("invented")


def figures(con: duckdb.DuckDBPyConnection) -> dict[str, tuple[float, float | None, float | None, float | None]]:
    """Plain rate, corrected rate and its interval, of the 12 months to the last week, as publishing computes them."""
    run_script(con, "out/figures/figure_span.sql")
    run_script(con, "out/figures/period.sql")
    run_script(con, "out/figures/frame.sql")
    count_authorities(con)
    count_processes(con, list(LEAST_LEVELS))
    for name in ("interval", "period_coverage"):
        run_script(con, f"out/figures/{name}.sql")
    con.execute(f"CREATE OR REPLACE TEMP TABLE audit_label AS {read_sql('audit/settled.sql')}")
    run_script(con, "out/accuracy/audit_frame.sql")
    run_script(con, "out/accuracy/correction.sql")
    load_independent(con)
    rates = read_sql("out/figures/indicator.sql")
    found = con.execute(
        f"SELECT indicator, rate, corrected_rate, corrected_low, corrected_high FROM ({rates}) "
        "WHERE period_kind = 'rolling_12_months' AND cut = 'all' AND period = '2026-W39'"
    ).fetchall()
    return {row[0]: row[1:] for row in found}


def simulate(years: int, processes: int, prevalence: float, unsure: float, seed: int) -> None:
    """Print what holds over so many years."""
    rng = np.random.default_rng(seed)
    kept: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    con = database()
    for _ in range(years):
        con.execute("DELETE FROM out.process; DELETE FROM core.audit_label")
        truths = []
        for month in MONTHS:
            # The year of the last week begins on 28 September: the first month is whole, the last ends on the 27th.
            truth = fill(con, rng, month, int(rng.poisson(processes)), prevalence)
            audit(con, rng, month, truth, unsure)
            truths.append(truth)
        for indicator, values in figures(con).items():
            of_year = float((np.concatenate(truths) >= LEAST_LEVELS[indicator]).mean())
            kept[indicator].append((of_year, *values))
    con.close()
    for indicator, least in LEAST_LEVELS.items():
        rows = kept[indicator]
        of_world = prevalence * sum(share for level, share in zip((2, 3, 4, 5), DEEPER, strict=True) if level >= least)
        ends = [(low, high) for _, _, _, low, high in rows if low is not None and high - low < 1]
        holds = [row for row in rows if row[3] is not None and row[4] - row[3] < 1 and row[3] <= row[0] <= row[4]]
        holds_world = [low <= of_world <= high for low, high in ends]
        width = np.mean([high - low for low, high in ends]) if ends else float("nan")
        bias = np.mean([row[2] - row[0] for row in rows if row[2] is not None])
        plain = np.mean([row[1] - row[0] for row in rows])
        print(
            f"  {indicator} of {100 * of_world:4.1f} %: holds the year {100 * len(holds) / years:5.1f} %, "
            f"the world {100 * sum(holds_world) / years:5.1f} %; width {100 * width:.1f} points; "
            f"corrected {100 * bias:+.2f}, plain {100 * plain:+.2f} points from the truth",
            flush=True,
        )


def main() -> None:
    """Simulate each prevalence named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--years", type=int, default=200)
    parser.add_argument("--processes", type=int, default=250, help="in a month, on average")
    parser.add_argument("--prevalence", type=float, nargs="+", default=[5, 15, 30], help="per cent with any evidence")
    parser.add_argument("--unsure", type=float, default=2, help="per cent of labels")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    for prevalence in options.prevalence:
        print(f"{prevalence:g} % of {options.processes} processes a month, {options.years} years", flush=True)
        simulate(options.years, options.processes, prevalence / 100, options.unsure / 100, options.seed)


if __name__ == "__main__":
    main()
