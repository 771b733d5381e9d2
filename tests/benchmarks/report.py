"""How long the site takes: 100 editions, every authority and every other page, and then once more with nothing new.

python -m tests.benchmarks.report HOME [--editions 100] [--to FOLDER]    HOME holds a published snapshot
"""

import argparse
import resource
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from reports.drawing import Drawer
from reports.made import Made
from reports.publisher import Publisher
from reports.run import Writing, write_edition, write_pages
from store.snapshot import open_snapshot

WEEKS = "SELECT DISTINCT week FROM out.process WHERE week IS NOT NULL ORDER BY week DESC LIMIT ?"


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Prints the wall and CPU seconds of a block; on a busy machine look at the CPU seconds."""
    wall, cpu = time.perf_counter(), time.process_time()
    yield
    print(f"{what:32} {time.perf_counter() - wall:7.1f} s, CPU {time.process_time() - cpu:7.1f} s", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("home", type=Path)
    parser.add_argument("--editions", type=int, default=100)
    parser.add_argument("--to", type=Path)
    given = parser.parse_args()
    site = given.to or Path(tempfile.mkdtemp(prefix="site-"))
    with open_snapshot(given.home) as con:
        weeks = [row[0] for row in con.execute(WEEKS, [given.editions]).fetchall()]
        for name in ("from nothing", "again, nothing new"):
            made = Made.read(site)
            with closing(Drawer(site)) as drawer:
                writing = Writing(made, drawer)
                with timed(f"{len(weeks)} editions, {name}"):
                    for week in reversed(weeks):
                        write_edition(con, writing, week, Publisher())
                with timed(f"every other page, {name}"):
                    write_pages(con, writing, Publisher(), lambda *_: None)
                with timed(f"{len(drawer)} pictures left, {name}"):
                    writing.draw_pictures(lambda *_: None)
            made.save()
    pages = list(site.rglob("*.html"))
    authorities = len(list((site / "authorities").iterdir()))
    print(
        f"{len(pages):,} pages, {authorities:,} authorities, home page {(site / 'index.html').stat().st_size:,} bytes"
    )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak {peak:.0f} MiB")


if __name__ == "__main__":
    main()
