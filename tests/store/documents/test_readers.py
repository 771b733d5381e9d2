"""Each document in a process of its own: what a hostile one costs, and that the next is read all the same."""

import os
import socket
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from store.documents.readers import DocumentReaders, Reading
from store.documents.reading import limits
from tests.store.documents.hostile import (
    docx_lying,
    pdf_bomb,
    pdf_script,
    xlsx_far,
    zip_bomb,
    zip_climbing,
    zip_deep,
    zip_many,
    zip_of,
)


@pytest.fixture(scope="module")
def readers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DocumentReaders]:
    with DocumentReaders(tmp_path_factory.mktemp("documents") / "scratch", None, processes=1) as opened:
        yield opened


def read(readers: DocumentReaders, folder: Path, *bodies: bytes) -> list[Reading]:
    paths = []
    for number, body in enumerate(bodies):
        path = folder / str(number)
        path.write_bytes(body)
        paths.append((number, path, False))
    found = list(readers.read(paths))
    assert [key for key, _ in found] == list(range(len(bodies)))
    return [reading for _, reading in found]


def test_document_that_takes_all_memory_is_ended_and_the_next_is_read(readers: DocumentReaders, tmp_path: Path) -> None:
    assert len(pdf_bomb()) < 4000
    hostile, good = read(readers, tmp_path, pdf_bomb(), pdf_script())
    assert (hostile.status, hostile.format) == ("broken", "pdf")
    assert hostile.reason == "breaks its reader, or needs more than 1 GiB of memory"
    assert hostile.memory_kib <= limits.MEMORY_BYTES >> 10
    assert hostile.cpu_seconds < limits.CPU_SECONDS
    assert good.status == "read"


def test_what_cannot_be_read_says_why(readers: DocumentReaders, tmp_path: Path) -> None:
    bodies = [b"", b"\x00\x01\x02" * 500, docx_lying(), xlsx_far(), zip_bomb(), zip_many(), b"Rar!\x1a\x07\x00"]
    found = read(readers, tmp_path, *bodies)
    assert [(each.status, each.format) for each in found] == [
        ("broken", "empty"),
        ("broken", "unknown"),
        ("broken", "docx"),
        ("broken", "xlsx"),
        ("too_large", "zip"),
        ("too_large", "zip"),
        ("broken", "rar"),
    ]
    assert all(each.reason for each in found)


def test_members_of_an_archive_are_taken_out_under_numbers(readers: DocumentReaders, tmp_path: Path) -> None:
    before = set(Path("/tmp").glob("svmonitor-climbed*"))
    (found,) = read(readers, tmp_path, zip_climbing())
    assert found.status == "read"
    assert all(member.path and member.path.name.isdigit() for member in found.members)
    names = [member.name for member in found.members]
    assert not any(".." in name or name.startswith("/") or "\x00" in name for name in names)
    assert set(Path("/tmp").glob("svmonitor-climbed*")) == before


def test_litter_and_encrypted_members(readers: DocumentReaders, tmp_path: Path) -> None:
    body = zip_of({"__MACOSX/._a.docx": b"x", "Thumbs.db": b"x", "ITT.txt": b"Invitation to tender"})
    (found,) = read(readers, tmp_path, body)
    assert [member.name for member in found.members] == ["ITT.txt"]
    (deep,) = read(readers, tmp_path, zip_deep())
    assert [member.name for member in deep.members] == ["inner.zip"]


def test_archive_of_pdfs_that_are_not_compressed_is_no_pdf(readers: DocumentReaders, tmp_path: Path) -> None:
    body = zip_of({"ITT.pdf": pdf_script(), "Annex.pdf": pdf_script()}, zipfile.ZIP_STORED)
    (found,) = read(readers, tmp_path, body)
    assert (found.status, found.format) == ("read", "zip")
    assert {member.name for member in found.members} == {"ITT.pdf", "Annex.pdf"}


def test_text_behind_a_page_of_spaces_is_read(readers: DocumentReaders, tmp_path: Path) -> None:
    spaced, empty = read(readers, tmp_path, b"\r\n" * 9000 + b"Social value", b" " * 9000)
    assert (spaced.status, spaced.format) == ("read", "txt")
    assert (empty.status, empty.format) == ("broken", "empty")


def test_word_without_end_takes_no_time(readers: DocumentReaders, tmp_path: Path) -> None:
    (found,) = read(readers, tmp_path, b"A" * 1_000_000 + b" Social value")
    assert found.status == "read"
    assert found.cpu_seconds < 5


def test_nothing_of_a_reading_stays(tmp_path: Path) -> None:
    scratch = tmp_path / "scratch"
    with DocumentReaders(scratch, None, processes=1) as opened:
        read(opened, tmp_path, pdf_script(), zip_climbing())
    assert not scratch.exists()


CHILD = """
import socket, sys
from store.documents.reading import limits
limits.cut_network()
limits.confine()
for attempt in ("socket", "system", "fork"):
    try:
        if attempt == "socket":
            socket.create_connection(("127.0.0.1", int(sys.argv[1])), 2)
        elif attempt == "system":
            import os
            os.system("true")
        else:
            import subprocess
            subprocess.run(["true"])
        print(attempt, "allowed")
    except (OSError, PermissionError):
        print(attempt, "refused")
"""


def test_reader_has_no_network_and_starts_nothing(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        environ = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}
        done = subprocess.run(
            [sys.executable, "-c", CHILD, str(port)], capture_output=True, text=True, env=environ, check=True
        )
    assert done.stdout.split("\n")[:3] == ["socket refused", "system refused", "fork refused"]
