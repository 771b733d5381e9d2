"""Measure deriving, publishing and the example queries on an invented core, made directly in SQL.

Run: python -m tests.benchmarks.publish [--notices 150000 500000 1500000] [--memory 3GB] [--keep FOLDER]
Seconds are wall and CPU time; on a busy machine look at the CPU seconds.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import resource
import shutil
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from store.database import open_writer
from store.derive.run import derive
from store.publish.run import publish
from store.query import list_queries, run_sql
from store.reference.tables import load_reference
from store.snapshot import open_snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb

SYNTHETIC = Path(__file__).parent / "sql" / "synthetic_core.sql"
DAYS = 3900  # ten years and eight months


@contextlib.contextmanager
def timed(what: str) -> Iterator[None]:
    """Print the wall and CPU seconds of a block, and the peak of memory so far."""
    wall, cpu = time.perf_counter(), time.process_time()
    yield
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"  {what}: {wall:.2f} s wall, {cpu:.2f} s CPU, peak {peak:,.0f} MiB", flush=True)


def open_limited(home: Path, memory: str) -> duckdb.DuckDBPyConnection:
    """The writer's database with two threads and a limit of memory."""
    con = open_writer(home)
    con.execute("SET threads = 2")
    con.execute(f"SET memory_limit = '{memory}'")
    return con


def build(home: Path, notices: int, memory: str) -> None:
    """Fill a new writer's database with invented notices."""
    con = open_limited(home, memory)
    load_reference(con)
    script = SYNTHETIC.read_text(encoding="utf-8").replace("$notices", str(notices)).replace("$days", str(DAYS))
    con.execute(script)
    con.close()


def measure_queries(home: Path) -> None:
    """Run each example query twice on the snapshot and print the slower times."""
    with open_snapshot(home) as con:
        con.execute("SET threads = 2")
        for query in list_queries():
            start = time.perf_counter()
            _, rows = run_sql(con, query.sql)
            print(f"  query {query.name}: {time.perf_counter() - start:.3f} s, {len(rows)} rows", flush=True)


def measure(home: Path, notices: int, memory: str) -> None:
    """Build (unless it is there), derive, publish twice and query."""
    print(f"{notices:,} notices", flush=True)
    if not (home / "monitor.duckdb").is_file():
        with timed("build"):
            build(home, notices, memory)
    con = open_limited(home, memory)
    with timed("derive"):
        derive(con)
    for name in ("publish (derives again)", "publish again, nothing new"):
        with timed(name):
            derive(con)
            summary = publish(con, home, published_at=dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC))
        print(f"    {summary.processes:,} processes, {summary.in_scope:,} in scope, version {summary.data_version}")
    con.close()
    measure_queries(home)


def main() -> None:
    """Measure each size named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--notices", type=int, nargs="+", default=[150_000, 500_000, 1_500_000])
    parser.add_argument("--memory", default="3GB")
    parser.add_argument("--keep", type=Path, help="Keep the homes here and use those already built.")
    options = parser.parse_args()
    for notices in options.notices:
        folder = Path(options.keep or tempfile.mkdtemp()) / str(notices)
        measure(folder, notices, options.memory)
        if not options.keep:
            shutil.rmtree(folder)


if __name__ == "__main__":
    main()
