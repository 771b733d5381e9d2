"""Files, directories and archives, opened into documents, with a limit on what an archive may unpack to."""

from __future__ import annotations

import gzip
import hashlib
import io
import zipfile
import zlib
from dataclasses import dataclass
from io import BufferedReader
from typing import TYPE_CHECKING, Any

import zstandard

from store.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

SUFFIXES = (".json", ".jsonl", ".ndjson", ".xml", ".gz", ".zip", ".zst")
# The whole of Find a Tender in one file is about 3 GB of JSON; twice that and some is still no honest document.
MAX_UNPACKED_BYTES = 8 << 30
# Notices pack 5 to 40 times. Deflate can reach 1,032; nothing honest comes near 200 over more than a few megabytes.
MAX_RATIO = 200
RATIO_FREE_BYTES = 16 << 20
# Larger documents are streamed: JSON takes about eight times its size as Python objects.
IN_MEMORY_BYTES = 48 << 20
MAX_DEPTH = 3
_CHUNK = 1 << 20
UNPACK_ERRORS = (EOFError, OSError, RuntimeError, zlib.error, zipfile.BadZipFile, zstandard.ZstdError)


class TooLargeError(Exception):
    """An archive unpacks to more than it may."""


class ArchiveError(Exception):
    """An archive cannot be unpacked at all."""


@dataclass(frozen=True, slots=True)
class Member:
    """A document to be read: its name, and how to open it (again and again)."""

    name: str
    open: Callable[[], BufferedReader]


@dataclass(frozen=True, slots=True)
class Body:
    """A document's bytes: held when small enough, else to be opened again and streamed. `fault` says where it broke."""

    name: str
    sha256: str
    byte_count: int
    head: bytes
    data: bytes | None
    open: Callable[[], BufferedReader]
    fault: str | None


class _Limited(io.RawIOBase):
    """An unpacking stream that stops when it gives more than the limits allow. Closes the packed stream with itself."""

    def __init__(self, stream: Any, packed: BufferedReader | None, packed_bytes: int) -> None:
        self._stream = stream
        self._packed = packed
        self._packed_bytes = max(packed_bytes, 1)
        self._given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._stream.read1(len(buffer))
        buffer[: len(data)] = data
        self._given += len(data)
        if self._given > MAX_UNPACKED_BYTES:
            raise TooLargeError(f"unpacks to more than {MAX_UNPACKED_BYTES >> 30} GiB")
        if self._given > RATIO_FREE_BYTES and self._given > MAX_RATIO * self._packed_bytes:
            raise TooLargeError(f"unpacks to more than {MAX_RATIO} times its size")
        return len(data)

    def close(self) -> None:
        self._stream.close()
        if self._packed is not None:
            self._packed.close()
        super().close()


def is_read(name: str) -> bool:
    """Whether a file found in a directory or archive is read: by its suffix; ledgers and refused answers are not."""
    return name.lower().endswith(SUFFIXES) and not name.endswith(("ledger.jsonl", ".fault.zst"))


def files_below(paths: Sequence[Path]) -> tuple[list[tuple[Path, str]], list[str]]:
    """Files to read, as (path, name to show), and the names of files in directories that are left out.

    A file named outright is always read; in directories only those with a known suffix.

    Raises:
        StoreError: a path does not exist or cannot be listed.
    """
    found: list[tuple[Path, str]] = []
    left_out: list[str] = []
    for path in paths:
        if not path.exists():
            raise StoreError(f"{path} does not exist: name a file or directory of notices")
        if not path.is_dir():
            found.append((path, path.name))
            continue
        for file in sorted(path.rglob("*")):
            name = str(file.relative_to(path.parent))
            if file.is_dir():
                continue
            if is_read(file.name):
                found.append((file, name))
            else:
                left_out.append(name)
    return found, left_out


def members(path: Path, name: str) -> Iterator[Member]:
    """The documents in a file: itself, or what the archive holds. Archives are told by their content.

    Raises:
        ArchiveError: the archive is broken, protected or nested too deep.
        StoreError: the file cannot be read.
    """
    try:
        packed_bytes = path.stat().st_size
        yield from _unwrapped(Member(name, lambda: path.open("rb")), packed_bytes, 0)
    except PermissionError as error:
        raise StoreError(f"{path} cannot be read: {error.strerror}") from error
    except UNPACK_ERRORS as error:
        raise ArchiveError(f"the archive cannot be unpacked: {error}") from error


def _unwrapped(member: Member, packed_bytes: int, depth: int) -> Iterator[Member]:
    with member.open() as stream:
        magic = stream.peek(4)[:4]
    if depth == MAX_DEPTH and magic[:2] in {b"\x1f\x8b", b"PK", b"\x28\xb5"}:
        raise ArchiveError("archives in archives in archives are not read")
    if magic.startswith(b"\x1f\x8b"):
        yield from _unwrapped(_gunzipped(member, packed_bytes), packed_bytes, depth + 1)
    elif magic == b"\x28\xb5\x2f\xfd":
        yield from _unwrapped(_unzstd(member, packed_bytes), packed_bytes, depth + 1)
    elif magic == b"PK\x03\x04":
        yield from _unzipped(member, depth)
    else:
        yield member


def _gunzipped(member: Member, packed_bytes: int) -> Member:
    def opened() -> BufferedReader:
        packed = member.open()
        return _limited(gzip.GzipFile(fileobj=packed), packed, packed_bytes)

    return Member(member.name, opened)


def _unzstd(member: Member, packed_bytes: int) -> Member:
    def opened() -> BufferedReader:
        packed = member.open()
        reader = zstandard.ZstdDecompressor().stream_reader(packed, read_across_frames=True)
        return _limited(reader, packed, packed_bytes)

    return Member(member.name, opened)


def _unzipped(member: Member, depth: int) -> Iterator[Member]:
    with member.open() as stream:
        try:
            archive = zipfile.ZipFile(stream)
        except UNPACK_ERRORS as error:
            raise ArchiveError(f"the zip archive cannot be opened: {error}") from error
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        for entry in sorted(entries, key=lambda entry: entry.filename):
            yield from _unwrapped(_zip_member(archive, entry, member.name), entry.compress_size, depth + 1)


def _zip_member(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> Member:
    return Member(f"{name}!{entry.filename}", lambda: _limited(archive.open(entry), None, entry.compress_size))


def _limited(stream: Any, packed: BufferedReader | None, packed_bytes: int) -> BufferedReader:
    return BufferedReader(_Limited(stream, packed, packed_bytes), _CHUNK)


def read_body(member: Member) -> Body:
    """Read a document once: its checksum, size and, when it is small enough, its bytes.

    What an archive gives before it breaks is kept, with the fault.

    Raises:
        TooLargeError: it unpacks past the limits.
        ArchiveError: nothing can be unpacked.
    """
    digest = hashlib.sha256()
    kept: list[bytes] = []
    count = 0
    head = b""
    fault = None
    try:
        with member.open() as stream:
            # read1 gives what there is before an archive breaks off; read would lose it
            while chunk := stream.read1(_CHUNK):
                digest.update(chunk)
                head = head or chunk[:4096]
                count += len(chunk)
                if count <= IN_MEMORY_BYTES:
                    kept.append(chunk)
    except UNPACK_ERRORS as error:
        if not count:
            raise ArchiveError(f"the archive cannot be unpacked: {error}") from error
        fault = f"the archive breaks off: {error}"
    data = b"".join(kept) if count <= IN_MEMORY_BYTES else None
    return Body(member.name, digest.hexdigest(), count, head, data, member.open, fault)
