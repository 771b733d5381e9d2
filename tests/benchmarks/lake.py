"""What the open lake costs a home: the whole of it, a day of 2,000 notices, and nothing new, on three kinds of place.

Run: python -m tests.benchmarks.lake --before FOLDER --after FOLDER [--places folder postgres s3] [--tables]
Both are homes, before a day and after it: `python -m tests.benchmarks.day --keep` builds one and publishes a day in it;
copy it in between. They are only read. Places: SQLite and a folder, PostgreSQL and a folder, PostgreSQL and an S3
server on loopback, which shares the processors. Each write is a process of its own. Seconds are wall and CPU time of
the writer alone; on a busy machine look at the CPU seconds.
"""

from __future__ import annotations

import argparse
import contextlib
import multiprocessing
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import boto3

from store.lake.catalog import Place
from store.lake.run import catch_up
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
            _wait_for(port)
            boto3.client("s3", endpoint_url=endpoint).create_bucket(Bucket=name)
            yield endpoint
        finally:
            server.terminate()


def _wait_for(port: int) -> None:
    until = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < until:
        with contextlib.suppress(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", port)).close()
            return
        time.sleep(0.2)


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
    peak = int(re.findall(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"))[0]) / 1024
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
            table = re.sub(r"^warehouse/|/(data|metadata)/.*", "", path)
            sizes[table] = sizes.get(table, 0) + size
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
    parser.add_argument("--before", type=Path, required=True)
    parser.add_argument("--after", type=Path, required=True)
    parser.add_argument("--places", nargs="+", default=["folder", "postgres", "s3"])
    parser.add_argument("--tables", action="store_true", help="Name the tables that took most bytes.")
    options = parser.parse_args()
    os.environ.update(KEYS)
    with tempfile.TemporaryDirectory(prefix="lake-") as made, places(Path(made), options.places) as found:
        for name, place in found.items():
            home = Path(made) / "homes" / name  # with a record of its own of the lake that it writes
            home.mkdir(parents=True)
            for what, published in (("all", options.before), ("a day", options.after), ("nothing new", options.after)):
                (home / "published").unlink(missing_ok=True)
                (home / "published").symlink_to(published.resolve() / "published")
                measure(f"{name}: {what}", home, place, by_table=options.tables)


if __name__ == "__main__":
    main()
