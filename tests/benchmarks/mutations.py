"""Mutate rich releases and run them through every stage beside good ones, for as long as is given.

Run: python -m tests.benchmarks.mutations --minutes 60 [--seed 1] [--batch 300] [--keep FOLDER]
Prints how many inputs went through and every batch that failed; inputs of failed batches are kept in a folder.
"""

from __future__ import annotations

import argparse
import random
import shutil
import tempfile
import time
from pathlib import Path

from tests.store.mutants import documents, through


def main() -> int:
    """Run batches until the time is up; 1 when one of them failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--batch", type=int, default=300, help="Mutated releases in a batch.")
    parser.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()) / "svmonitor-mutations")
    options = parser.parse_args()
    until = time.monotonic() + options.minutes * 60
    work = Path(tempfile.mkdtemp(prefix="svmonitor-mutations-"))
    seed = options.seed
    releases = files_read = failed = 0
    while time.monotonic() < until:
        chance = random.Random(seed)
        files = documents(chance, options.batch)
        outcome = through(work / "home", files, is_landed=seed % 4 == 0)
        releases += options.batch
        files_read += len(files)
        if outcome.faults:
            failed += 1
            kept = options.keep / f"seed-{seed}"
            shutil.rmtree(kept, ignore_errors=True)
            shutil.copytree(work / "home-given", kept)
            print(
                f"seed {seed}: {'; '.join(outcome.faults)}\n  {_last_fault(outcome.said)}\n  inputs in {kept}",
                flush=True,
            )
        shutil.rmtree(work / "home", ignore_errors=True)
        seed += 1
        if seed % 25 == 0:
            print(f"{releases:,} mutated releases in {files_read:,} files, {failed} batches failed", flush=True)
    shutil.rmtree(work)
    print(f"{releases:,} mutated releases in {files_read:,} files, {seed - options.seed} batches, {failed} failed")
    return 1 if failed else 0


def _last_fault(said: str) -> str:
    lines = [line for line in said.splitlines() if "fault of the program" in line] or said.splitlines()[-1:]
    return "; ".join(line[:300] for line in lines)


if __name__ == "__main__":
    raise SystemExit(main())
