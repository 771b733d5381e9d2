"""The sample history as bulk files, as a backfill has them: lines of OCDS releases, and a package of TED forms."""

import gzip
import io
import random
import tarfile
from collections.abc import Iterable, Sequence
from datetime import timedelta
from itertools import groupby
from pathlib import Path

import orjson

from crawler.sample.authored import Authority, Process, in_order, load_cpv
from crawler.sample.find_a_tender import FindATenderPortal
from crawler.sample.history.bodies import invented_bodies
from crawler.sample.history.processes import ACT_DAY, FIND_A_TENDER_DAY, LAST_DAY, history
from crawler.sample.history.ted_forms import contract_notice

SEED = 2012
FIRST_NUMBER = 1001
FIND_A_TENDER_FILE, TED_FILE = "find_a_tender.jsonl.gz", "ted.tar.gz"
# Days of publication that each file holds whole: to the Sunday before those that are crawled.
SPANS = {
    "ted": (ACT_DAY, FIND_A_TENDER_DAY - timedelta(days=1)),
    "find_a_tender": (FIND_A_TENDER_DAY, LAST_DAY + timedelta(days=2)),
}


def write_history(folder: Path) -> dict[str, Path]:
    """Writes the two bulk files into a folder and returns their paths by portal; the same bytes every time."""
    chance = random.Random(SEED)  # noqa: S311 - a sample, not a secret
    bodies = invented_bodies(chance)
    authorities = {body.key: body.authority for body in bodies}
    processes = history(bodies, chance)
    folder.mkdir(parents=True, exist_ok=True)
    later = [process for process in processes if process.published and process.published.date() >= FIND_A_TENDER_DAY]
    earlier = [process for process in processes if process.published and process.published.date() < FIND_A_TENDER_DAY]
    lines, package = folder / FIND_A_TENDER_FILE, folder / TED_FILE
    releases = FindATenderPortal(authorities, load_cpv(), later, first_notice=FIRST_NUMBER).releases()
    lines.write_bytes(
        gzip.compress(b"".join(orjson.dumps(each) + b"\n" for each in releases), mtime=0, compresslevel=1)
    )
    package.write_bytes(_tar(_forms(earlier, authorities)))
    return {"find_a_tender": lines, "ted": package}


def _forms(processes: Iterable[Process], authorities: dict[str, Authority]) -> Sequence[tuple[str, bytes]]:
    """Notices of TED by file name; numbers rise with time through each year."""
    forms = []
    for year, own in groupby(in_order(list(processes)), key=lambda notice: notice[0].year):
        for place, (moment, process, event) in enumerate(own):
            if event is None:
                number = f"{FIRST_NUMBER + place:06d}-{year}"
                form = contract_notice(process, authorities[process.buyer], number, moment)
                forms.append((f"{number}.xml", form))
    return forms


def _tar(members: Iterable[tuple[str, bytes]]) -> bytes:
    """A packed archive whose bytes depend on its members alone."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name, body in members:
            entry = tarfile.TarInfo(name)
            entry.size = len(body)
            archive.addfile(entry, io.BytesIO(body))
    return gzip.compress(buffer.getvalue(), mtime=0, compresslevel=1)
