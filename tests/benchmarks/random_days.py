"""Random days for so long: what is brought up to date, in the database and on the site, is what is made anew.

python -m tests.benchmarks.random_days --minutes 20
"""

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path

from tests.reports.conftest import light_charts, light_sites
from tests.reports.pages.test_renewed import is_same_each_day
from tests.store.derive.test_derive_changes import differences


def main() -> int:
    """Run days until the time is over; ends with 1 when something differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=20.0)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    end, seed = time.monotonic() + 60 * asked.minutes, asked.seed
    while time.monotonic() < end:
        found = differences(random.Random(seed), 6)
        with tempfile.TemporaryDirectory() as folder, light_sites(), light_charts():
            is_same = list(is_same_each_day(Path(folder), seed))
        if found or not all(is_same):
            print(f"seed {seed}: other rows in {', '.join(sorted(set(found))) or 'no table'}; sites alike: {is_same}")
            return 1
        seed += 1
    print(f"{seed - asked.seed} rounds, all the same")
    return 0


if __name__ == "__main__":
    sys.exit(main())
