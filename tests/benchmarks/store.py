"""Measure ingestion: real notices repeated under new ids, from landed pages or from JSON lines.

Run: python -m tests.benchmarks.store [--releases 20000] [--repeat 3]
"""

from __future__ import annotations

import argparse
import hashlib
import os
import resource
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson
import zstandard

from store.database import open_writer
from store.ingest import ingest_landing, ingest_paths
from store.readers.decode import take_bad_numbers
from store.readers.packages import Notes, releases_of_body

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.ingest import IngestSummary

SHARED = Path(os.environ.get("SVMONITOR_SHARED", Path(__file__).resolve().parents[3] / "shared"))
SOURCES = ("find_a_tender", "contracts_finder", "public_contracts_scotland", "sell2wales")
PAGE_RELEASES = 100


def real_releases() -> dict[str, list[dict[str, Any]]]:
    """The real OCDS releases, by source."""
    found: dict[str, list[dict[str, Any]]] = {}
    for source in SOURCES:
        for path in sorted((SHARED / "notices" / source).iterdir()):
            for _, release in releases_of_body(path.read_bytes(), Notes()):
                take_bad_numbers(release)
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


def write_landing(home: Path, pages: Iterator[tuple[str, list[dict[str, Any]]]]) -> tuple[int, int]:
    """Write landed pages; return how many releases, and bytes before packing."""
    count = size = 0
    for number, (source, page) in enumerate(pages):
        body = orjson.dumps({"uri": f"page {number}", "releases": page})
        sha256 = hashlib.sha256(body).hexdigest()
        envelope = {"envelope": 1, "source": source, "sha256": sha256, "received_at": "2026-11-20T10:00:00Z"}
        folder = home / "landing" / source / "2026" / "11"
        folder.mkdir(parents=True, exist_ok=True)
        name = f"20261116T000000Z_20261116T060000Z_p{number:04d}_{sha256[:12]}.page.zst"
        (folder / name).write_bytes(zstandard.compress(orjson.dumps(envelope) + b"\n" + body))
        count += len(page)
        size += len(body)
    return count, size


def write_lines(path: Path, pages: Iterator[tuple[str, list[dict[str, Any]]]]) -> tuple[int, int]:
    """Write JSON lines; return how many releases, and bytes."""
    count = size = 0
    with path.open("wb") as file:
        for _, page in pages:
            for release in page:
                size += file.write(orjson.dumps(release) + b"\n")
                count += 1
    return count, size


def measure(name: str, count: int, size: int, home: Path, read: Any) -> None:
    """Time one ingestion and print releases a second."""
    con = open_writer(home)
    start = time.perf_counter()
    summary: IngestSummary = read(con)
    seconds = time.perf_counter() - start
    con.close()
    stored = summary.totals()["notices_stored"]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{name}: {count:,} releases, {size / 1e6:,.0f} MB, {seconds:.2f} s, {count / seconds:,.0f} releases/s, "
        f"{stored:,} stored, reconciled {summary.is_reconciled}, peak {peak:,.0f} MiB"
    )


def main() -> None:
    """Run the measurements named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--releases", type=int, default=20_000)
    parser.add_argument("--repeat", type=int, default=3)
    options = parser.parse_args()
    releases = real_releases()
    for _ in range(options.repeat):
        with tempfile.TemporaryDirectory() as folder:
            home = Path(folder)
            count, size = write_landing(home, repeated(releases, options.releases))
            measure("landing, new", count, size, home, lambda con: ingest_landing(con, home))  # noqa: B023
            measure("landing, again", count, size, home, lambda con: ingest_landing(con, home))  # noqa: B023
            lines = home / "releases.jsonl"
            count, size = write_lines(lines, repeated(releases, options.releases))
            measure("JSON lines, known", count, size, home, lambda con: ingest_paths(con, [lines]))  # noqa: B023


if __name__ == "__main__":
    main()
