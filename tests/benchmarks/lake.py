"""What the open lake costs a home: the whole of it, a day of 2,000 notices, and nothing new, on three kinds of place.

Run: python -m tests.benchmarks.lake --home FOLDER [--memory 4GB] [--places folder postgres s3]
FOLDER is a home that `python -m tests.benchmarks.day --keep` built, and is changed. Places: SQLite and a folder,
PostgreSQL and a folder, PostgreSQL and an S3 server on loopback, which shares the processors. Each write is a process
of its own. Seconds are wall and CPU time of the writer alone; on a busy machine look at the CPU seconds.
"""

from __future__ import annotations

import argparse
import contextlib
import multiprocessing
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import boto3

from store.lake.catalog import Place
from store.lake.run import catch_up
from tests.benchmarks.day import land_day, measure_day
from tests.store.lake.servers import KEYS, free_port, postgres, postgres_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    Files = dict[str, int]

_LARGEST = 12
_PATIENCE_SECONDS = 60
_CONTEXT = multiprocessing.get_context("spawn")


@contextlib.contextmanager
def object_store(name: str) -> Iterator[str]:
    """Address of an S3 server of its own process that holds an empty bucket."""
    port = free_port()
    command = [sys.executable, "-c", "from moto.server import main; main()", "-H", "127.0.0.1", "-p", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            endpoint = f"http://127.0.0.1:{port}"
            _make_bucket(endpoint, name)
            yield endpoint
        finally:
            server.terminate()


def _make_bucket(endpoint: str, name: str) -> None:
    until = time.monotonic() + _PATIENCE_SECONDS
    while True:
        try:
            boto3.client("s3", endpoint_url=endpoint).create_bucket(Bucket=name)
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.5)
        except Exception as error:  # botocore's own errors of a connection share no class with those of the system
            if "Could not connect" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(0.5)
        else:
            return


def files_of(place: Place) -> Files:
    """Every file of a warehouse and its size."""
    if place.endpoint:
        pages = boto3.client("s3", endpoint_url=place.endpoint).get_paginator("list_objects_v2")
        return {row["Key"]: row["Size"] for page in pages.paginate(Bucket="lake") for row in page.get("Contents", ())}
    root = Path(place.warehouse)
    return {str(path.relative_to(root)): path.stat().st_size for path in root.rglob("*") if path.is_file()}


def write(home: Path, place: Place) -> str:
    """Write the lake, and say what it took."""
    wall, cpu = time.perf_counter(), time.process_time()
    done = catch_up(home, place, lambda *_: None)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return (
        f"{wall:.2f} s wall, {cpu:.2f} s CPU, peak {peak:,.0f} MiB;"
        f" {done.rows:,} rows in {done.parts:,} parts of {done.tables:,} tables"
    )


def measure(what: str, home: Path, place: Place, *, by_table: bool = False) -> None:
    """Write the lake in a process of its own, and print what it took and what came to the warehouse."""
    before = files_of(place)
    with _CONTEXT.Pool(1) as pool:
        told = pool.apply(write, (home, place))
    fresh = {path: size for path, size in files_of(place).items() if path not in before}
    print(f"  {what}: {told}; {len(fresh):,} files, {sum(fresh.values()) / 1e6:,.1f} MB new", flush=True)
    if by_table:
        sizes: dict[str, int] = {}
        for path, size in fresh.items():
            table = "/".join(part for part in path.split("/") if part != "warehouse").partition("/data/")[0]
            sizes[table.partition("/metadata/")[0]] = sizes.get(table.partition("/metadata/")[0], 0) + size
        for table, size in sorted(sizes.items(), key=lambda item: -item[1])[:_LARGEST]:
            print(f"      {table}: {size / 1e6:,.2f} MB")


@contextlib.contextmanager
def places(folder: Path, wanted: list[str]) -> Iterator[dict[str, Place]]:
    """The places to write to, by name."""
    with contextlib.ExitStack() as stack:
        found = {"folder": Place(f"sqlite:///{folder}/catalog.db", str(folder / "warehouse"), "main", "main")}
        if {"postgres", "s3"} & {*wanted}:
            programs = postgres_folder()
            assert programs, "PostgreSQL is not installed"
            for name in {"postgres", "s3"} & {*wanted}:
                address = stack.enter_context(postgres(programs))
                found[name] = Place(address, str(folder / name), "main", "main")
        if "s3" in wanted:
            endpoint = stack.enter_context(object_store("lake"))
            found["s3"] = Place(found["s3"].catalog, "s3://lake/warehouse", "main", "main", endpoint=endpoint)
        yield {name: found[name] for name in wanted}


def main() -> None:
    """Measure the places named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--memory", default="4GB")
    parser.add_argument("--places", nargs="+", default=["folder", "postgres", "s3"])
    options = parser.parse_args()
    home = options.home.resolve()
    os.environ.update(KEYS)
    with tempfile.TemporaryDirectory(prefix="lake-") as made, places(Path(made), options.places) as found:
        folder = Path(made)
        seen = {name: folder / "homes" / name for name in found}  # each with its own record of the lake it writes
        for name, place in found.items():
            seen[name].mkdir(parents=True)
            (seen[name] / "published").symlink_to(home / "published")
            measure(f"{name}: all", seen[name], place, by_table=name == "folder")
        if not (home / "landing").exists():
            land_day(home)
            measure_day(home, options.memory)
            for name, place in found.items():
                measure(f"{name}: a day", seen[name], place, by_table=name == "folder")
        for name, place in found.items():
            measure(f"{name}: nothing new", seen[name], place)


if __name__ == "__main__":
    main()
