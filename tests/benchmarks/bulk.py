"""Read one large file of each bulk kind and watch the memory of all processes: it has to stay under 1 GiB.

Run: python -m tests.benchmarks.bulk [--bytes 2000000000] [--kinds csv zip tar lines] [--folder FOLDER]
Notices are invented, each of about 5 kB with words of its own. Sizes are those unpacked.
"""

from __future__ import annotations

import argparse
import csv
import functools
import gzip
import io
import random
import shutil
import tarfile
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import orjson

from store.database import writer
from store.ingest.run import ingest_paths
from tests.benchmarks.meter import metered
from tests.store.ingest import bulk
from tests.store.ingest.notices import release

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NOTICE_BYTES = 5_000
POOL_WORDS = 1_000_000
SYLLABLES = ("ba", "de", "fi", "go", "lu", "ma", "ne", "pi", "ro", "su", "ta", "ve", "wi", "zo")


@functools.cache
def pool() -> str:
    """Made-up words enough to give each notice its own stretch of them."""
    made = random.Random(1)
    return " ".join("".join(made.choices(SYLLABLES, k=3)) for _ in range(POOL_WORDS))


def words(number: int, count: int) -> str:
    """So many letters of made-up words, other ones for each number."""
    start = number * 7919 % (len(pool()) - count)
    return pool()[start : start + count].strip()


def write_csv(path: Path, count: int) -> None:
    """A flat CSV of Contracts Finder."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["uri", "publishedDate", *(f"releases/0/{column}" for column in bulk.FLAT)])
        for number in range(count):
            ocid = f"ocds-b5fd17-{number:08d}-2222-3333-4444-555555555555"
            row = bulk.FLAT | {"ocid": ocid, "id": f"{ocid}-7", "tender/description": words(number, NOTICE_BYTES - 600)}
            rows.writerow(["https://example.org", "2020-10-05", *row.values()])


def forms(count: int) -> Iterator[tuple[str, bytes]]:
    """Notices in the XML of Find a Tender."""
    for number in range(count):
        notice_id = f"{number % 999_999:06d}-{2021 + number // 999_999}"
        body = bulk.uk_xml(notice_id, f"<ocid>ocds-h6vhtk-{number:06x}</ocid>")
        said = words(number, NOTICE_BYTES - len(body)).encode()
        yield f"{notice_id}.xml", body.replace(b"The council wishes to appoint a provider.", said)


def write_zip(path: Path, count: int) -> None:
    """A zip of Find a Tender's XML."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, body in forms(count):
            archive.writestr(name, body)


def write_tar(path: Path, count: int) -> None:
    """A package of TED, in the forms of before 2016."""
    with tarfile.open(path, "w:gz", compresslevel=1) as archive:
        for number in range(count):
            body = bulk.old_ted().replace(b"002672", f"{number:06d}".encode())
            said = words(number, NOTICE_BYTES - len(body)).encode()
            body = body.replace(b"Meals cooked on site.", said)
            entry = tarfile.TarInfo(f"20150103/{number:06d}_2015.xml")
            entry.size = len(body)
            archive.addfile(entry, io.BytesIO(body))


def write_lines(path: Path, count: int) -> None:
    """JSON lines as the OCP Data Registry packs them."""
    with gzip.open(path, "wb", compresslevel=1) as file:
        for number in range(count):
            made = release(number)
            made["tender"]["description"] = words(number, NOTICE_BYTES - 1500)
            file.write(orjson.dumps(made | {"ocid": f"ocds-h6vhtk-{number:06x}", "id": f"{number:07d}-2026"}) + b"\n")


KINDS: dict[str, tuple[str, Callable[[Path, int], None]]] = {
    "csv": ("notices.csv", write_csv),
    "zip": ("notices.zip", write_zip),
    "tar": ("2015_01.tar.gz", write_tar),
    "lines": ("2026.jsonl.gz", write_lines),
}


def measure(kind: str, byte_count: int, folder: Path) -> None:
    """Write a file of the kind, read it into a new home, and print what it took."""
    name, write = KINDS[kind]
    path = folder / name
    write(path, byte_count // NOTICE_BYTES)
    home = folder / f"home-{kind}"
    home.mkdir()
    with writer(home) as con, metered() as meter:
        summary = ingest_paths(con, [path])
    totals = summary.totals()
    rate = totals["releases_read"] / meter.wall_seconds
    print(
        f"{kind}: {totals['releases_read']:,} releases, {path.stat().st_size:,} bytes as packed, {meter}, "
        f"{rate:,.0f} releases/s, {totals['notices_stored']:,} stored, reconciled {summary.is_reconciled}",
        flush=True,
    )
    path.unlink()
    shutil.rmtree(home)


def main() -> None:
    """Measure the kinds named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bytes", type=int, default=2_000_000_000)
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=list(KINDS))
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    folder = options.folder or Path(tempfile.mkdtemp())
    for kind in options.kinds:
        measure(kind, options.bytes, folder)


if __name__ == "__main__":
    main()
