"""What a day of 2,000 notices costs a home that holds many: reading, judging, deriving and publishing, and all anew.

Run: python -m tests.benchmarks.day [--notices 150000 500000 1500000] [--days 3900] [--memory 3GB] [--keep FOLDER]
The home is invented, as in tests.benchmarks.publish; of the day, 1,400 notices are the sample's, landed under ids of
their own, and 600 speak of procurements of the last two years. Twice the notices in the same --days is a fuller
history, in twice the days a longer one. The day is compared with making everything anew: the fingerprints of the rows
must be the same. Seconds are wall and CPU time; on a busy machine look at the CPU seconds.
"""

from __future__ import annotations

import argparse
import datetime as dt
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from classifier.engine import load_engine
from classifier.pool import EnginePool
from crawler.sample.releases import load_releases
from store.derive.changes import derive_changes
from store.derive.run import derive
from store.ingest.run import ingest_landing
from store.judging import judge_pending
from store.publish.run import publish
from store.reference.tables import load_reference
from store.snapshot import open_snapshot
from tests.benchmarks.publish import DAYS, SYNTHETIC, open_limited, timed
from tests.benchmarks.store import repeated, write_landing

if TYPE_CHECKING:
    import duckdb

LANDED, UPDATES = 1_400, 600
PUBLISHED_AT = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)


def script(name: str, **values: object) -> str:
    """A script beside the synthetic core, with its values written in."""
    text = SYNTHETIC.with_name(f"{name}.sql").read_text(encoding="utf-8")
    for key, value in values.items():
        text = text.replace(f"${key}", str(value))
    return text


def build(home: Path, notices: int, days: int, memory: str) -> None:
    """A home that was judged by the classifier of today, derived and published."""
    home.mkdir(parents=True)
    con = open_limited(home, memory)
    load_reference(con)
    con.execute(script("synthetic_core", notices=notices, days=days))
    con.execute(script("synthetic_texts", version=load_engine().version))
    con.execute(script("synthetic_awards"))
    con.execute("CHECKPOINT")
    with timed("all: derive"):
        derive(con)
    with timed("all: publish"):
        publish(con, home, published_at=PUBLISHED_AT)
    con.close()


def land_day(home: Path) -> None:
    """The notices of the day, as landed pages."""
    releases = {source: list(found) for source, found in load_releases().items()}
    write_landing(home, repeated(releases, LANDED))


def measure_day(home: Path, memory: str) -> None:
    """Read, judge, derive and publish the day."""
    con = open_limited(home, memory)
    con.execute("CREATE TEMP TABLE made_window AS FROM core.crawl_window")
    with timed("day: ingest"):
        ingest_landing(con, home)
        con.execute(script("synthetic_day", updates=UPDATES))
    # Invented windows stand in no ledger, and go when that of the day is read: else every week would be another.
    kept = "SELECT * FROM made_window ANTI JOIN core.crawl_window USING (source, window_from)"
    con.execute(f"INSERT INTO core.crawl_window {kept}")
    with timed("day: classify"), EnginePool() as pool:
        counts, _ = judge_pending(con, pool, lambda *_: None)
    with timed("day: derive"):
        reason = derive_changes(con)
    print(f"    {counts['texts']:,} texts judged; all anew because: {reason}")
    publish_at(con, home, "day: publish", days=1, is_whole=reason is not None)
    with timed("nothing new: derive"):
        derive_changes(con)
    publish_at(con, home, "nothing new: publish", days=1, is_whole=False)
    con.close()


def publish_at(con: duckdb.DuckDBPyConnection, home: Path, what: str, *, days: int, is_whole: bool) -> None:
    """Publish, print what it took and how much was written."""
    with timed(what):
        summary = publish(con, home, published_at=PUBLISHED_AT + dt.timedelta(days=days), is_whole=is_whole)
    files = [path.stat() for path in (home / "published/current/").resolve().rglob("*") if path.is_file()]
    new = sum(stat.st_size for stat in files if stat.st_nlink == 1)
    print(f"    {summary.processes:,} processes; {new / 1e6:,.0f} of {sum(s.st_size for s in files) / 1e6:,.0f} MB new")


def fingerprint(home: Path) -> str:
    """The fingerprint of all rows of the snapshot in place."""
    with open_snapshot(home) as con:
        return str(con.execute("SELECT value FROM out.publication WHERE name = 'fingerprint'").fetchall()[0][0])


def measure(home: Path, notices: int, days: int, memory: str) -> None:
    """Build (unless it is there), then the day, and all anew."""
    print(f"{notices:,} notices in {days:,} days", flush=True)
    if not (home / "monitor.duckdb").is_file():
        build(home, notices, days, memory)
    if not (home / "landing").exists():
        land_day(home)
        measure_day(home, memory)
    found = fingerprint(home)
    con = open_limited(home, memory)
    with timed("all anew: derive"):
        derive(con)
    publish_at(con, home, "all anew: publish", days=1, is_whole=True)
    con.close()
    print(f"  the rows are {'the same' if fingerprint(home) == found else 'NOT THE SAME'}", flush=True)


def main() -> None:
    """Measure each size named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--notices", type=int, nargs="+", default=[150_000, 500_000, 1_500_000])
    parser.add_argument("--days", type=int, default=DAYS, help="How many days the notices lie in.")
    parser.add_argument("--memory", default="3GB")
    parser.add_argument("--keep", type=Path, help="Keep the homes here and use those already built.")
    options = parser.parse_args()
    for notices in options.notices:
        folder = Path(options.keep or tempfile.mkdtemp()) / f"day-{notices}-{options.days}"
        measure(folder, notices, options.days, options.memory)
        if not options.keep:
            shutil.rmtree(folder)


if __name__ == "__main__":
    main()
