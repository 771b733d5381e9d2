"""Measure ingestion: real notices repeated under new ids, from landed pages or from JSON lines.

Run: python -m tests.benchmarks.store [--releases 150000 500000 1500000] [--keep FOLDER]
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson
import zstandard

from crawler.text.json_mending import take_unreadable
from store.database import open_writer
from store.ingest.readers.packages import Notes, releases_of_body
from store.ingest.run import ingest_landing, ingest_paths
from tests.benchmarks.meter import metered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import duckdb

    from store.ingest.summary import IngestSummary

SHARED = Path(os.environ.get("SVMONITOR_SHARED", Path(__file__).resolve().parents[3] / "shared"))
SOURCES = ("find_a_tender", "contracts_finder", "public_contracts_scotland", "sell2wales")
PAGE_RELEASES = 100
KNOWN_RELEASES = 20_000
MEMORY = "2GB"  # of DuckDB alone; Python's processes come on top


def real_releases() -> dict[str, list[dict[str, Any]]]:
    """The real OCDS releases, by source."""
    found: dict[str, list[dict[str, Any]]] = {}
    for source in SOURCES:
        for path in sorted((SHARED / "notices" / source).iterdir()):
            for _, release in releases_of_body(path.read_bytes(), Notes()):
                take_unreadable(release)
                found.setdefault(source, []).append(release)
    return found


def repeated(releases: dict[str, list[dict[str, Any]]], count: int) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Pages of releases of one source in turn, each release under a new ocid and id and with words of its own."""
    made = 0
    while made < count:
        for source, originals in releases.items():
            for start in range(0, len(originals), PAGE_RELEASES):
                page = []
                for number, original in enumerate(originals[start : start + PAGE_RELEASES], start=made):
                    tender = original["tender"] | {"title": f"{original['tender'].get('title')} {number}"}
                    tender["description"] = f"{original['tender'].get('description')} Reference {number}."
                    page.append(
                        original | {"ocid": f"{original['ocid']}-{number}", "id": f"{number}", "tender": tender}
                    )
                yield source, page
                made += len(page)


def write_landing(home: Path, pages: Iterator[tuple[str, list[dict[str, Any]]]]) -> None:
    """Write landed pages."""
    for number, (source, page) in enumerate(pages):
        body = orjson.dumps({"uri": f"page {number}", "releases": page})
        sha256 = hashlib.sha256(body).hexdigest()
        envelope = {"envelope": 1, "source": source, "sha256": sha256, "received_at": "2026-11-20T10:00:00Z"}
        folder = home / "landing" / source / "2026" / "11"
        folder.mkdir(parents=True, exist_ok=True)
        name = f"20261116T000000Z_20261116T060000Z_p{number:04d}_{sha256[:12]}.page.zst"
        (folder / name).write_bytes(zstandard.compress(orjson.dumps(envelope) + b"\n" + body))


def write_lines(path: Path, pages: Iterator[tuple[str, list[dict[str, Any]]]]) -> None:
    """Write JSON lines."""
    with path.open("wb") as file:
        for _, page in pages:
            for release in page:
                file.write(orjson.dumps(release) + b"\n")


def measure(name: str, home: Path, read: Callable[[duckdb.DuckDBPyConnection], IngestSummary]) -> None:
    """Time one ingestion and print releases a second."""
    con = open_writer(home)
    con.execute(f"SET memory_limit = '{MEMORY}'")
    with metered() as meter:
        summary = read(con)
    row = con.execute("SELECT count(*) FROM core.notice").fetchone()
    con.close()
    count = summary.totals()["releases_read"] or (row[0] if row else 0)
    print(
        f"{name}: {count:,} releases, {meter}, {count / meter.wall_seconds:,.0f} releases/s, "
        f"{summary.totals()['notices_stored']:,} stored, reconciled {summary.is_reconciled}",
        flush=True,
    )


def measure_all(home: Path, releases: dict[str, list[dict[str, Any]]], count: int) -> None:
    """Read landed pages, read them again, and read some of them from JSON lines."""
    if not (home / "landing").exists():
        write_landing(home, repeated(releases, count))
    (home / "monitor.duckdb").unlink(missing_ok=True)
    measure("landing, new", home, lambda con: ingest_landing(con, home))
    measure("landing, again", home, lambda con: ingest_landing(con, home))
    lines = home / "releases.jsonl"
    write_lines(lines, repeated(releases, KNOWN_RELEASES))
    measure("JSON lines, known", home, lambda con: ingest_paths(con, [lines]))
    lines.unlink()


def main() -> None:
    """Run the measurements named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--releases", type=int, nargs="+", default=[150_000, 500_000, 1_500_000])
    parser.add_argument("--keep", type=Path, help="Keep the homes here and use the landing of those already made.")
    options = parser.parse_args()
    releases = real_releases()
    for count in options.releases:
        home = Path(options.keep or tempfile.mkdtemp()) / str(count)
        measure_all(home, releases, count)
        if not options.keep:
            shutil.rmtree(home)


if __name__ == "__main__":
    main()
