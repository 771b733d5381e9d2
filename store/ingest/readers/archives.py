"""Archives opened into the documents they hold: gzip, zstd, zip and tar, one inside the other."""

from __future__ import annotations

import contextlib
import gzip
import io
import mmap
import tarfile
import zipfile
import zlib
from io import BufferedReader
from typing import TYPE_CHECKING

import zstandard

from crawler.text.counts import how_many
from crawler.text.printable import shown_name
from store.ingest.readers import containers
from store.ingest.readers.containers import UNPACK_ERRORS, ArchiveError, Member, limited

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MAX_DEPTH = 3
_PACKED = (b"\x1f\x8b", b"PK", b"\x28\xb5")
_LOCAL_HEADER = b"PK\x03\x04"
_LOCAL_HEADER_BYTES = 30
_STORED, _DEFLATED = 0, 8
_CHUNK = 1 << 20


def members(path: Path, name: str) -> Iterator[Member]:
    """The documents in a file: itself, or what the archive holds. Archives are told by their content.

    Raises:
        ArchiveError: the archive is broken, protected or nested too deep; what it gave before that has been given.
    """
    try:
        packed_bytes = path.stat().st_size
        yield from _unwrapped(Member(name, lambda: path.open("rb")), packed_bytes, 0)
    except UNPACK_ERRORS as error:
        raise ArchiveError(f"the archive cannot be unpacked: {error}") from error


def _unwrapped(member: Member, packed_bytes: int, depth: int) -> Iterator[Member]:
    with member.open() as stream:
        head = stream.peek(tarfile.BLOCKSIZE)[: tarfile.BLOCKSIZE]
    if depth == MAX_DEPTH and head[:2] in _PACKED:
        raise ArchiveError("archives in archives in archives are not read")
    if head.startswith(b"\x1f\x8b"):
        yield from _unwrapped(_gunzipped(member, packed_bytes), packed_bytes, depth + 1)
    elif head.startswith(b"\x28\xb5\x2f\xfd"):
        yield from _unwrapped(_unzstd(member, packed_bytes), packed_bytes, depth + 1)
    elif head.startswith(_LOCAL_HEADER):
        yield from _unzipped(member, depth)
    elif head[257:262] == b"ustar":
        yield from _untarred(member, depth)
    else:
        yield member


def _gunzipped(member: Member, packed_bytes: int) -> Member:
    def opened() -> BufferedReader:
        packed = member.open()
        return limited(gzip.GzipFile(fileobj=packed), packed, packed_bytes)

    return Member(member.name, opened)


def _unzstd(member: Member, packed_bytes: int) -> Member:
    def opened() -> BufferedReader:
        packed = member.open()
        reader = zstandard.ZstdDecompressor().stream_reader(packed, read_across_frames=True)
        return limited(reader, packed, packed_bytes)

    return Member(member.name, opened)


def _untarred(member: Member, depth: int) -> Iterator[Member]:
    """Files of a tar archive in the order they stand, for the archive is read once from front to back."""
    with member.open() as packed, tarfile.open(fileobj=(stream := _Yielding(packed)), mode="r|") as archive:
        for entry in archive:
            name = f"{member.name}!{shown_name(entry.name)}"
            file = archive.extractfile(entry) if entry.isfile() else None
            if file is None:
                if not entry.isdir():
                    yield _failing(name, "a link, pipe or device in an archive, not a file")
            elif entry.size > containers.IN_MEMORY_BYTES:
                limit = f"more than {containers.IN_MEMORY_BYTES >> 20} MiB in a tar archive"
                yield _failing(name, f"{limit}: unpack it and give the file")
            else:
                yield from _guarded(_held(name, file.read()), entry.size, depth + 1)
    if stream.fault:
        raise stream.fault


class _Yielding(io.RawIOBase):
    """A stream that gives all there is before it breaks off, and keeps the fault for later."""

    def __init__(self, stream: BufferedReader) -> None:
        self._stream = stream
        self.fault: Exception | None = None

    def read(self, count: int = -1) -> bytes:
        """Up to `count` bytes; fewer only at the end or before the fault."""
        found = bytearray()
        while len(found) < count and self.fault is None:
            try:
                chunk = self._stream.read1(count - len(found))
            except UNPACK_ERRORS as error:
                self.fault = error
                break
            if not chunk:
                break
            found += chunk
        return bytes(found)


def _guarded(member: Member, packed_bytes: int, depth: int) -> Iterator[Member]:
    """What a file of an archive holds; one that cannot be opened costs itself, and not those that follow."""
    try:
        yield from _unwrapped(member, packed_bytes, depth)
    except (ArchiveError, *UNPACK_ERRORS) as error:
        yield _failing(member.name, str(error))


def _failing(name: str, reason: str) -> Member:
    """A file of an archive that tells why it cannot be read when it is opened."""

    def opened() -> BufferedReader:
        raise ArchiveError(reason)

    return Member(name, opened)


def _held(name: str, body: bytes) -> Member:
    return Member(name, lambda: BufferedReader(io.BytesIO(body)))


def _unzipped(member: Member, depth: int) -> Iterator[Member]:
    with member.open() as stream:
        try:
            archive = zipfile.ZipFile(stream if stream.seekable() else io.BytesIO(_whole(stream)))
        except (UnicodeDecodeError, *UNPACK_ERRORS) as error:  # names marked as UTF-8 that are not end up here too
            salvaged = _salvaged(member)
            for found, packed_bytes in salvaged:
                with contextlib.suppress(*UNPACK_ERRORS):  # the last of them, when nothing of it is there
                    yield from _unwrapped(found, packed_bytes, depth + 1)
            raise ArchiveError(
                f"the zip archive is cut off: {error}; {how_many(len(salvaged), 'file')} in it"
            ) from error
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        for entry in sorted(entries, key=lambda entry: entry.filename):
            yield from _guarded(_zip_member(archive, entry, member.name), entry.compress_size, depth + 1)


def _whole(stream: BufferedReader) -> bytes:
    """A zip archive inside another archive, which has to be held to be read."""
    body = stream.read(containers.IN_MEMORY_BYTES + 1)
    if len(body) > containers.IN_MEMORY_BYTES:
        raise ArchiveError(f"a zip archive of more than {containers.IN_MEMORY_BYTES >> 20} MiB inside an archive")
    return body


def _zip_member(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> Member:
    return Member(
        f"{name}!{shown_name(entry.filename)}", lambda: limited(archive.open(entry), None, entry.compress_size)
    )


def _salvaged(member: Member) -> list[tuple[Member, int]]:
    """Files of a zip archive whose list at the end is missing, found by the header before each of them."""
    with member.open() as stream:
        try:
            data = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
        except OSError:  # inside another archive
            return []
    starts = []
    at = data.find(_LOCAL_HEADER)
    while at >= 0:
        starts.append(at)
        at = data.find(_LOCAL_HEADER, at + 4)
    found = []
    for start, end in zip(starts, [*starts[1:], len(data)], strict=True):
        entry = _salvaged_entry(data, start, end, member.name)
        if entry:
            found.append((entry, end - start))
    return found


def _salvaged_entry(data: mmap.mmap, start: int, end: int, name: str) -> Member | None:
    """The file whose header stands at `start`; None where these bytes only look like a header."""
    header = data[start : start + _LOCAL_HEADER_BYTES]
    method = int.from_bytes(header[8:10], "little")
    body_at = start + _LOCAL_HEADER_BYTES + int.from_bytes(header[26:28], "little")
    file_name = data[start + _LOCAL_HEADER_BYTES : body_at].decode("utf-8", "backslashreplace")
    body_at += int.from_bytes(header[28:30], "little")
    is_protected = header[6:7] and header[6] & 1
    if method not in {_STORED, _DEFLATED} or is_protected or body_at >= end or not file_name.isprintable():
        return None
    if file_name.endswith("/"):
        return None
    size = int.from_bytes(header[18:22], "little")
    if method == _STORED and size:
        end = min(end, body_at + size)
    inflating = _Inflating(data, body_at, end, is_deflated=method == _DEFLATED)
    return Member(f"{name}!{file_name}", lambda: limited(inflating.begun(), None, end - start))


class _Inflating:
    """A stream over a part of a broken zip archive."""

    def __init__(self, data: mmap.mmap, start: int, end: int, *, is_deflated: bool) -> None:
        self._data, self._start, self._end = data, start, end
        self._is_deflated = is_deflated

    def begun(self) -> _Inflating:
        """The stream at its start."""
        self._at = self._start
        self._inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        return self

    def read1(self, count: int) -> bytes:
        """Some bytes, none at the end.

        Raises:
            EOFError: the archive ends before the file does.
        """
        if not self._is_deflated:
            chunk = self._data[self._at : min(self._at + count, self._end)]
            self._at += len(chunk)
            return chunk
        if self._inflater.eof:
            return b""
        pending = self._inflater.unconsumed_tail
        if not pending:
            pending = self._data[self._at : min(self._at + _CHUNK, self._end)]
            self._at += len(pending)
        if not pending:
            raise EOFError("the archive ends inside this file")
        return self._inflater.decompress(pending, count) or self.read1(count)

    def close(self) -> None:
        """Nothing is held open."""
