"""What reading tender documents costs, what is kept of tables, and how much landing and database grow.

python -m tests.benchmarks.documents speed      pages a second by format, inside the child and end to end
python -m tests.benchmarks.documents tables     rows of tables kept, by layout and format
python -m tests.benchmarks.documents hostile    every hostile kind with its cost
python -m tests.benchmarks.documents growth     bytes a thousand documents take, with and without their bytes
"""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import openpyxl
import zstandard
from docx import Document
from reportlab.platypus import PageBreak

from classifier.text.prefilter import the_prefilter
from store.documents.readers import DocumentReaders, Reading
from tests.store.documents.hostile import HOSTILE
from tests.store.documents.layouts import LAYOUTS
from tests.store.documents.makers import (
    PROSE,
    RULED,
    add_docx_table,
    docx_bytes,
    made,
    paragraph,
    pdf,
    pdf_table,
    workbook_bytes,
)
from tests.store.documents.reading import judged

if TYPE_CHECKING:
    from collections.abc import Sequence

PAGES = 40
PAGE_WORDS = 420
TABLE_PAGES = 2
DOCUMENTS = 60
KINDS = ("ruled", "striped", "borderless", "docx", "xlsx", "html")
_WORDS = sorted(set(PROSE.lower().replace(",", "").replace(".", "").split()))


def prose(chance: random.Random) -> str:
    """A page of words that no other page has."""
    return " ".join(chance.choice(_WORDS) + chance.choice(("", "", "s", "ing", ",", ".")) for _ in range(PAGE_WORDS))


def pdf_document(seed: int, tables: int = TABLE_PAGES) -> bytes:
    """An invitation of forty pages, some of them with a ruled table of award criteria."""
    chance = random.Random(seed)
    flow: list[object] = []
    for number in range(PAGES):
        flow += [paragraph(prose(chance)), PageBreak()]
        if number < tables:
            flow.insert(-1, pdf_table(LAYOUTS[number % len(LAYOUTS)], RULED))
    return pdf(flow)


def docx_document(seed: int) -> bytes:
    """As many words, and two tables."""
    chance = random.Random(seed)
    document = Document()
    for _ in range(PAGES):
        document.add_paragraph(prose(chance))
    for layout in LAYOUTS[:TABLE_PAGES]:
        add_docx_table(document, layout)
    return docx_bytes(document)


def html_document(seed: int) -> bytes:
    """As many words, as a web page."""
    chance = random.Random(seed)
    return f"<html><body>{''.join(f'<p>{prose(chance)}</p>' for _ in range(PAGES))}</body></html>".encode()


def xlsx_document(seed: int) -> bytes:
    """Forty sheets of fifty rows."""
    chance, workbook = random.Random(seed), openpyxl.Workbook()
    for number in range(PAGES):
        sheet = workbook.create_sheet(f"Sheet {number}")
        for _ in range(50):
            sheet.append([chance.choice(_WORDS) for _ in range(8)])
    return workbook_bytes(workbook)


def read_all(bodies: Sequence[bytes], processes: int) -> tuple[list[Reading], float]:
    """The readings of documents, and the seconds by the clock, start of the readers included."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / str(number) for number in range(len(bodies))]
        for path, body in zip(paths, bodies, strict=True):
            path.write_bytes(body)
        began = time.monotonic()
        with DocumentReaders(Path(folder) / "scratch", the_prefilter().strong_words, processes) as readers:
            found = [reading for _, reading in readers.read([(path, path, False) for path in paths])]
        return found, time.monotonic() - began


def speed() -> None:
    """Pages a second by format."""
    _, start = read_all([b"Social value"], 1)
    print(f"start of a reader and one small document: {start:.2f} s by the clock")
    makers = {
        "pdf, text alone": lambda seed: pdf_document(seed, 0),
        f"pdf, {TABLE_PAGES} of {PAGES} pages with tables": pdf_document,
        "docx": docx_document,
        "xlsx (sheets)": xlsx_document,
        "html": html_document,
    }
    for name, make in makers.items():
        bodies = [make(seed) for seed in range(10)]
        found, seconds = read_all(bodies, 2)
        assert {reading.status for reading in found} == {"read"}
        cpu = sum(reading.cpu_seconds for reading in found)
        memory = max(reading.memory_kib for reading in found) >> 10
        pages = PAGES * len(bodies)
        in_child = f"{pages / cpu:,.0f} a CPU second in the child, {memory} MiB"
        print(f"{name}: {in_child}; two at a time {pages / seconds:,.0f} a second by the clock")
    print(f"parent: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10} MiB, engine and gate among them")


def tables() -> None:
    """Rows of tables kept, and whether the weight of social value comes out."""
    for kind in KINDS:
        kept = rows = right = 0
        for layout in LAYOUTS:
            found = judged(made(layout, kind))
            wanted = {" ".join(cell.split()) for row in layout.rows for cell in row if cell}
            cells = [block.table.rows for part in found.content.parts for block in part.blocks if block.table]
            held = {" ".join(cell.split()) for table in cells for row in table for cell in row if cell}
            rows += len(wanted)
            kept += len(wanted & held)
            right += abs(found.social() - layout.social) < 0.05
        print(f"{kind}: {kept} of {rows} cells kept whole, social value right in {right} of {len(LAYOUTS)} layouts")


def hostile() -> None:
    """Every hostile kind: what came of it, and its cost."""
    for name, make in HOSTILE.items():
        (reading,), seconds = read_all([make()], 1)
        cost = f"{reading.cpu_seconds:.1f} s of CPU, {reading.memory_kib >> 10} MiB, {seconds:.1f} s with start"
        print(f"{name}: {reading.status} ({reading.reason or 'whole'}): {cost}")


def growth() -> None:
    """Bytes that a thousand documents of forty pages take: landing, kept text, database."""
    makers = (pdf_document, docx_document, xlsx_document)
    bodies = [makers[seed % 3](seed) for seed in range(DOCUMENTS)]
    found, _ = read_all(bodies, 2)
    landed = statistics.mean(len(zstandard.compress(body)) for body in bodies)
    texts = [zstandard.compress(reading.content.packed(), 9) for reading in found if reading.content]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "kept.duckdb"
        with duckdb.connect(str(path)) as con:
            con.execute("CREATE TABLE content (sha256 TEXT, content BLOB)")
            con.executemany("INSERT INTO content VALUES (?, ?)", [[str(at), text] for at, text in enumerate(texts)])
        stored = path.stat().st_size / DOCUMENTS
    a_thousand = 1000 / 2**20
    print(f"documents of {PAGES} pages, {landed / 1024:,.0f} KiB each as landed")
    print(f"a thousand, with bytes: {(landed + stored) * a_thousand:,.0f} MiB; without: {stored * a_thousand:,.0f} MiB")
    print(f"kept text {statistics.mean(map(len, texts)) / 1024:,.0f} KiB each")


def main() -> None:
    """Do what is asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("speed", "tables", "hostile", "growth"))
    {"speed": speed, "tables": tables, "hostile": hostile, "growth": growth}[parser.parse_args().what]()


if __name__ == "__main__":
    main()
