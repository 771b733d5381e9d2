"""Kill reading, judging and publishing at random moments; the next run must end with the tables of an undisturbed one.

Run: python -m tests.benchmarks.kills [--kills 50] [--repeats 5] [--seed 1]
Half the rounds begin with nothing, half with a part of the notices published already. Ends with 1 when a table differs.
"""

import argparse
import random
import shutil
import sys
import tempfile
import time
from pathlib import Path

from tests.store.killing import STAGES, Undisturbed, copy_home, kill_through, land_sample, run

KILLS_OF_A_STAGE = 2


def main() -> None:
    """Run rounds until there were enough kills."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    moments = random.Random(options.seed)
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        landed, begun = Path(folder, "landed"), Path(folder, "begun")
        land_sample(landed, options.repeats)
        land_sample(begun)
        for stage in STAGES:
            run(stage, begun)
        shutil.copytree(landed / "landing", begun / "landing", dirs_exist_ok=True)
        undisturbed = Undisturbed(copy_home(landed, Path(folder, "undisturbed")))
        kills = rounds = wrong = 0
        while kills < options.kills:
            home = copy_home(begun if rounds % 2 else landed, Path(folder, "killed"))
            kills += kill_through(home, undisturbed, KILLS_OF_A_STAGE, moments)
            rounds += 1
            differences = undisturbed.differences(home)
            wrong += bool(differences)
            print(f"round {rounds}: {kills} kills so far, tables that differ: {differences or 'none'}", flush=True)
            shutil.rmtree(home)
    print(f"{kills} kills in {rounds} rounds, {wrong} with other tables, {time.perf_counter() - start:.0f} s")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
