"""Stages run in a process of their own that is killed at a random moment, and the tables compared in the end."""

import multiprocessing
import os
import random
import shutil
import time
from collections import Counter
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any

import duckdb

from crawler.sample.releases import load_releases
from tests.store.ingest.notices import land, package

STAGES = ("ingest", "classify", "publish")
# What says when and by which run something was done, and so differs.
APART = {"core.run", "core.setting", "out.publication", "raw.person_secret", "raw.person_key"}
_LATEST = 0.9  # of the time the undisturbed one took, as this one may be quicker
_CONTEXT = multiprocessing.get_context("forkserver")
# Loaded once, before the processes that are to be killed are forked.
_CONTEXT.set_forkserver_preload(
    [
        "svmonitor",
        "store.audit.sample",
        "store.quality.gate",
        "store.ingest.run",
        "store.judging",
        "store.publish.run",
        "tests.benchmarks.warm",
    ]
)


def land_sample(home: Path, repeats: int = 1, page_releases: int = 20, step: int = 1) -> None:
    """Land the sample's notices, or one of every `step`, in small pages, each `repeats` times under ids of its own."""
    for source, every in load_releases().items():
        releases = every[::step]
        for repeat in range(repeats):
            made = [each | {"ocid": f"{each['ocid']}-{repeat}", "id": f"{each['id']}-{repeat}"} for each in releases]
            for start in range(0, len(made), page_releases):
                land(home, package(*made[start : start + page_releases]), source=source)


def run(stage: str, home: Path, *, kill_after: float | None = None) -> float | None:
    """Run a stage; returns the seconds it took, None when it was killed.

    Raises:
        AssertionError: it ended with another code than 0.
    """
    begun = _CONTEXT.Event()
    process = _CONTEXT.Process(target=_work, args=(stage, str(home), begun))
    process.start()
    begun.wait()
    start = time.perf_counter()
    process.join(kill_after)
    if process.exitcode is None:
        process.kill()
        process.join()
        return None
    assert process.exitcode == 0, f"{stage} ended with {process.exitcode}"
    return time.perf_counter() - start


def _work(stage: str, home: str, begun: Event) -> None:
    """Run a stage in small batches, so that there is much to interrupt, and end with its code."""
    import svmonitor
    from store import judging
    from store.ingest import staging
    from tests.benchmarks import warm

    warm.use()
    staging.BATCH_NOTICES = 40
    judging.pending_texts.__kwdefaults__["batch_size"] = 100  # type: ignore[index]
    judging.pending_criteria.__kwdefaults__["batch_size"] = 20  # type: ignore[index]
    begun.set()
    os._exit(svmonitor.main([stage, "--home", home]))


def tables(path: Path) -> dict[str, Counter[Any]]:
    """Rows of every table of a database, as often as each stands."""
    with duckdb.connect(str(path), read_only=True) as con:
        con.execute("SET TimeZone = 'UTC'")
        names = [
            row[0] for row in con.execute("SELECT schema_name || '.' || table_name FROM duckdb_tables()").fetchall()
        ]
        return {
            name: Counter(con.execute(f"SELECT COLUMNS(*)::VARCHAR FROM {name}").fetchall())
            for name in names
            if name not in APART
        }


class Undisturbed:
    """A home that nothing disturbed: the seconds of each stage, and the tables in the end."""

    def __init__(self, home: Path) -> None:
        self.seconds = {stage: run(stage, home) or 0.0 for stage in STAGES}
        self.own = tables(home / "monitor.duckdb")
        self.published = tables(home / "published" / "monitor.duckdb")

    def differences(self, home: Path) -> list[str]:
        """Tables of another home that are not as they should be."""
        found = [(self.own, tables(home / "monitor.duckdb"))]
        found.append((self.published, tables(home / "published" / "monitor.duckdb")))
        return [name for want, have in found for name in sorted({*want, *have}) if want.get(name) != have.get(name)]


def kill_through(
    home: Path, undisturbed: Undisturbed, kills: int, moments: random.Random, latest: float = _LATEST
) -> int:
    """Kill each stage `kills` times at random moments and then let it end; returns how often it was still running.

    `latest` is the share of the undisturbed time in which it is killed.

    Raises:
        AssertionError: the snapshot cannot be read after a kill.
    """
    count = 0
    published = home / "published" / "monitor.duckdb"
    for stage in STAGES:
        for _ in range(kills):
            moment = moments.uniform(0, latest * undisturbed.seconds[stage])
            count += run(stage, home, kill_after=moment) is None
            if published.exists():
                assert tables(published)["out.process"]
        run(stage, home)
    return count


def copy_home(home: Path, to: Path) -> Path:
    """A copy of a home, its links kept."""
    shutil.copytree(home, to, symlinks=True)
    return to
