"""Readers in processes of their own that read a published folder again and again while it is published anew."""

import json
import multiprocessing
from datetime import timedelta
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event
from pathlib import Path

import duckdb

from store.derive.run import derive
from store.publish.run import publish
from tests.store.builders import IN_SCOPE, at, notice

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["duckdb", "tests.store.hammering"])
FIRST_PROCESSES = 10  # of version 1.0.0; each publish adds one, so that version x.y.z holds z more
_READ = """
SELECT
    (SELECT value FROM out.publication WHERE name = 'data_version'),
    (SELECT count(*) FROM out.process),
    (SELECT count(*) FROM core.notice),
    (SELECT n FROM out.indicator WHERE indicator = 'I1' AND period_kind = 'all' AND cut = 'all')
"""


def read_once(published: Path) -> tuple[str, list[str]]:
    """The version that stands there, and what of it does not fit together."""
    faults = []
    with duckdb.connect(str(published / "monitor.duckdb"), read_only=True) as con:
        version, *counts = con.execute(_READ).fetchall()[0]
    expected = FIRST_PROCESSES + int(version.rpartition(".")[2])
    if set(counts) != {expected}:
        faults.append(f"{version} holds {counts}")
    folder = (published / "current").resolve()  # one snapshot, whatever is published meanwhile
    described = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    expected = FIRST_PROCESSES + int(described["version"].rpartition(".")[2])
    rows = duckdb.connect().execute(
        "SELECT (SELECT count(*) FROM read_parquet(?)), (SELECT count(*) FROM read_csv(?))",
        [str(folder / "parquet" / "out_process.parquet"), str(folder / "csv" / "out_process.csv")],
    )
    if set(rows.fetchall()[0]) != {expected}:
        faults.append(f"the files of {described['version']} do not hold {expected} processes")
    return version, faults


def _read_on(published: str, is_over: Event, told: Connection) -> None:
    versions: list[str] = []
    faults: list[str] = []
    while not is_over.is_set():
        try:
            version, found = read_once(Path(published))
        except (duckdb.Error, OSError, ValueError) as error:
            version, found = "", [f"{type(error).__name__}: {error}"]
        versions.append(version)
        faults += found
    told.send((versions, faults))


def hammer(
    con: duckdb.DuckDBPyConnection, home: Path, publishes: int, readers: int
) -> tuple[list[list[str]], list[str]]:
    """Publish so many times under so many readers; the versions each reader saw in turn, and all faults met.

    `con` is a writer's database of FIRST_PROCESSES processes, published in `home` as 1.0.0.
    """
    is_over = _CONTEXT.Event()
    ends = []
    for _ in range(readers):
        own, other = _CONTEXT.Pipe()
        process = _CONTEXT.Process(target=_read_on, args=(str(home / "published"), is_over, other), daemon=True)
        process.start()
        ends.append((process, own))
    try:
        for number in range(publishes):
            notice(con, f"new{number}", **IN_SCOPE)
            derive(con)
            publish(con, home, published_at=at("2026-12-02") + timedelta(hours=number))
    finally:
        is_over.set()
    results = [own.recv() for _, own in ends]
    for process, _ in ends:
        process.join()
    return [versions for versions, _ in results], [fault for _, faults in results for fault in faults]
