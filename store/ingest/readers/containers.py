"""Files and directories of notices, and documents read from them, with a limit on what an archive may unpack to."""

from __future__ import annotations

import hashlib
import io
import tarfile
import zipfile
import zlib
from dataclasses import dataclass
from io import BufferedReader
from typing import TYPE_CHECKING, Any

import zstandard

if TYPE_CHECKING:
    from collections.abc import Callable

SUFFIXES = (".json", ".jsonl", ".ndjson", ".xml", ".csv", ".gz", ".tgz", ".tar", ".zip", ".zst")
# The whole of Find a Tender in one file is about 3 GB of JSON; twice that and some is still no honest document.
MAX_UNPACKED_BYTES = 8 << 30
# Notices pack 5 to 40 times. Deflate can reach 1,032; nothing honest comes near 200 over more than a few megabytes.
MAX_RATIO = 200
RATIO_FREE_BYTES = 16 << 20
# Larger documents are streamed: JSON takes about eight times its size as Python objects.
IN_MEMORY_BYTES = 48 << 20
HEAD_BYTES = 64 << 10  # the header line of a flat CSV runs to tens of thousands of bytes
_CHUNK = 1 << 20
UNPACK_ERRORS = (
    *(EOFError, OSError, RuntimeError, NotImplementedError),
    *(zlib.error, zipfile.BadZipFile, tarfile.TarError, zstandard.ZstdError),
)


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


def limited(stream: Any, packed: BufferedReader | None, packed_bytes: int) -> BufferedReader:
    """An unpacking stream (anything with read1 and close) under the limits of `packed_bytes` of archive."""
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
                head = head or chunk[:HEAD_BYTES]
                count += len(chunk)
                if count <= IN_MEMORY_BYTES:
                    kept.append(chunk)
    except UNPACK_ERRORS as error:
        if not count:
            raise ArchiveError(f"the archive cannot be unpacked: {error}") from error
        fault = f"the archive breaks off: {error}"
    data = b"".join(kept) if count <= IN_MEMORY_BYTES else None
    return Body(member.name, digest.hexdigest(), count, head, data, member.open, fault)
