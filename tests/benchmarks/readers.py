"""Read a published folder without pause while it is published 50 times; no reader may meet an error or a mixture.

Run: python -m tests.benchmarks.readers [--publishes 50] [--readers 3]
Ends with 1 when a reader met anything but one whole snapshot after another.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from store.derive.run import derive
from store.publish.run import publish
from tests.store.builders import IN_SCOPE, at, notice, writer
from tests.store.hammering import FIRST_PROCESSES, hammer


def main() -> None:
    """Publish, read, and say what was seen."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--publishes", type=int, default=50)
    parser.add_argument("--readers", type=int, default=3)
    options = parser.parse_args()
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder, writer() as con:
        for number in range(FIRST_PROCESSES):
            notice(con, f"p{number}", **IN_SCOPE)
        derive(con)
        publish(con, Path(folder), published_at=at("2026-12-01"))
        seen, faults = hammer(con, Path(folder), options.publishes, options.readers)
    reads = sum(len(versions) for versions in seen)
    print(f"{options.publishes} publishes, {options.readers} readers, {reads:,} reads, {len(faults)} faults", end=", ")
    print(f"{[len(set(versions)) for versions in seen]} versions seen, {time.perf_counter() - start:.0f} s")
    for fault in sorted(set(faults)):
        print(f"  {fault}")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
