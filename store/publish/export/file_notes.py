"""What is kept of a written file, by which it is known again, and told when it was cut off or changed since."""

from __future__ import annotations

import errno
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_CHUNK = 1 << 18  # stays in the caches of a processor while it is summed, hashed and written


@dataclass(frozen=True)
class Piece:
    """A run of bytes of a file that holds some of its rows, by name; `row_groups` of them in Parquet."""

    name: str
    bytes: int
    crc32: int
    row_groups: int = 0


@dataclass(frozen=True)
class FileNote:
    """A file as it was written.

    Attributes:
        bytes: its size.
        mtime_ns: when it was written, by the disk.
        rest_crc32: checksum of what is not in a piece: what stands before the first, then what follows the last.
        head_bytes: how much stands before the first piece.
        pieces: its pieces, in their order.
    """

    bytes: int
    mtime_ns: int
    rest_crc32: int
    head_bytes: int = 0
    pieces: tuple[Piece, ...] = ()

    @classmethod
    def of(cls, path: Path, head_bytes: int = 0, pieces: tuple[Piece, ...] = ()) -> FileNote:
        """That of a file that has just been written."""
        stat = path.stat()
        rest = _rest_crc32(path, stat.st_size, head_bytes, pieces)
        return cls(stat.st_size, stat.st_mtime_ns, rest, head_bytes, pieces)

    @classmethod
    def read(cls, told: dict[str, Any]) -> FileNote:
        """One that was kept.

        Raises:
            KeyError, TypeError: it is not one.
        """
        return cls(**{**told, "pieces": tuple(Piece(**piece) for piece in told["pieces"])})

    def stands(self, path: Path) -> bool:
        """Whether size and time of the file are those noted."""
        try:
            stat = path.stat()
        except OSError:
            return False
        return (stat.st_size, stat.st_mtime_ns) == (self.bytes, self.mtime_ns)

    def is_sound(self, path: Path) -> bool:
        """Whether the file, which stands, holds the bytes that were written; it is read for that."""
        at = self.head_bytes
        for piece in self.pieces:
            if crc32_of(path, at, at + piece.bytes) != piece.crc32:
                return False
            at += piece.bytes
        return self.is_rest_sound(path)

    def is_rest_sound(self, path: Path) -> bool:
        """Whether what stands before and behind the pieces is as it was written."""
        return _rest_crc32(path, self.bytes, self.head_bytes, self.pieces) == self.rest_crc32


def _rest_crc32(path: Path, size: int, head_bytes: int, pieces: tuple[Piece, ...]) -> int:
    tail = head_bytes + sum(piece.bytes for piece in pieces)
    return crc32_of(path, tail, size, crc32_of(path, 0, head_bytes))


def crc32_of(path: Path, start: int, end: int, begun: int = 0) -> int:
    """The checksum of the bytes of a file from `start` to `end`."""
    for chunk in chunks_of(path, start, end):
        begun = zlib.crc32(chunk, begun)
    return begun


def chunks_of(path: Path, start: int, end: int) -> Iterator[memoryview]:
    """The bytes of a file from `start` to `end`; each chunk is to be used before the next is asked for.

    Raises:
        OSError: the file ends before.
    """
    room = memoryview(bytearray(min(_CHUNK, end - start)))
    with path.open("rb", buffering=0) as file:
        file.seek(start)
        while start < end:
            got = file.readinto(room[: end - start])
            if not got:
                raise OSError(errno.EIO, "it ends too early", str(path))
            yield room[:got]
            start += got
