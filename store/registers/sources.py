"""Files of registers opened: plain, packed, or in a folder of parts; written out as clean UTF-8 for the database."""

from __future__ import annotations

import codecs
import datetime as dt
import gzip
import hashlib
import io
import re
import zipfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from store.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

TABLES = (".csv", ".txt", ".tsv", ".json", ".jsonl")
PACKED = (".zip", ".gz")
HEAD_BYTES = 1 << 16
_CHUNK_BYTES = 1 << 20
_LARGEST_BYTES = 8 << 30  # unpacked: three times the largest register of today
_PART = re.compile(r"part[_-]?(\d+)[_-](?:of[_-])?(\d+)", re.IGNORECASE)
_ISO_DAY = re.compile(r"(?<!\d)(20\d{2})[-_]?(\d{2})[-_]?(\d{2})(?!\d)")
_NAMED_DAY = re.compile(r"(?<!\d)(\d{1,2})[-_ ]([A-Za-z]{3})[a-z]*[-_ ](20\d{2})(?!\d)")
_CUT_OFF = (zipfile.BadZipFile, zlib.error, EOFError, gzip.BadGzipFile)


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a register: a file, or a member of an archive."""

    name: str
    path: Path
    opened: Callable[[], AbstractContextManager[BinaryIO]]

    def head(self) -> bytes:
        """Its first bytes.

        Raises:
            StoreError: the file is cut off.
        """
        try:
            with self.opened() as stream:
                return stream.read(HEAD_BYTES)
        except _CUT_OFF as error:
            raise _cut_off(self.name) from error

    @property
    def part(self) -> tuple[int, int] | None:
        """Which part of how many it is, by its name: `part3_7`."""
        match = _PART.search(self.name)
        return (int(match[1]), int(match[2])) if match else None

    @property
    def day(self) -> dt.date | None:
        """The day in its name, or in that of its archive."""
        for name in (self.name, self.path.name):
            iso, named = _ISO_DAY.search(name), _NAMED_DAY.search(name)
            try:
                if iso:
                    return dt.date(int(iso[1]), int(iso[2]), int(iso[3]))
                if named:
                    return dt.datetime.strptime("-".join(named.groups()), "%d-%b-%Y").replace(tzinfo=dt.UTC).date()
            except ValueError:
                continue
        return None


def _cut_off(name: str) -> StoreError:
    return StoreError(f"{name}: the file is cut off or broken; the last good snapshot stays")


def tables_in(path: Path) -> list[Table]:
    """The tables in a file, an archive or a folder.

    Raises:
        StoreError: there is nothing at the path, or nothing in it that could be a register.
    """
    if not path.exists():
        raise StoreError(f"there is no file {path}")
    files = sorted(each for each in path.rglob("*") if each.is_file()) if path.is_dir() else [path]
    found = [table for file in files for table in _tables_of(file, is_alone=not path.is_dir())]
    if not found:
        raise StoreError(f"no register in {path}: a table ends in {', '.join(TABLES)}, plain or in .zip or .gz")
    return found


def _tables_of(path: Path, *, is_alone: bool) -> Iterator[Table]:
    suffix = path.suffix.lower()
    if suffix == ".zip":
        try:
            with zipfile.ZipFile(path) as archive:
                names = [each.filename for each in archive.infolist() if not each.is_dir()]
        except _CUT_OFF as error:
            raise _cut_off(str(path)) from error
        for name in names:
            if name.lower().endswith(TABLES) and not name.startswith("__MACOSX"):
                yield Table(f"{path.name}!{name}", path, _member(path, name))
    elif suffix == ".gz":
        yield Table(path.name, path, _gzip(path))
    elif suffix in TABLES or is_alone:
        if suffix in {".xlsx", ".xls", ".ods"}:
            raise StoreError(f"{path}: a workbook is not read: save its sheet as CSV")
        yield Table(path.name, path, lambda: path.open("rb"))


def _gzip(path: Path) -> Callable[[], AbstractContextManager[BinaryIO]]:
    @contextmanager
    def opened() -> Iterator[BinaryIO]:
        with gzip.open(path, "rb") as stream:
            yield stream  # type: ignore[misc]

    return opened


def _member(path: Path, name: str) -> Callable[[], AbstractContextManager[BinaryIO]]:
    @contextmanager
    def opened() -> Iterator[BinaryIO]:
        with zipfile.ZipFile(path) as archive, archive.open(name) as stream:
            yield stream  # type: ignore[misc]

    return opened


def write_clean(tables: list[Table], folder: Path) -> tuple[list[Path], str]:
    """Each table as a file of UTF-8 without a byte order mark; returns the files and a checksum of all.

    Raises:
        StoreError: a file is cut off, or far larger than any register.
    """
    digest = hashlib.sha256()
    written = []
    for number, table in enumerate(tables):
        target = folder / f"table-{number}"
        try:
            with table.opened() as stream, target.open("wb") as out:
                _copy(stream, out, digest.update, table.name)
        except _CUT_OFF as error:
            raise _cut_off(table.name) from error
        written.append(target)
    return written, digest.hexdigest()


def _copy(stream: BinaryIO, out: BinaryIO, note: Callable[[bytes], object], name: str) -> None:
    """Copy in runs of whole lines; a run that is not UTF-8 is read as Windows-1252, as the FCA writes it."""
    rest, size, is_first = b"", 0, True
    while chunk := stream.read(_CHUNK_BYTES):
        note(chunk)
        size += len(chunk)
        if size > _LARGEST_BYTES:
            raise StoreError(f"{name}: larger than any register ({_LARGEST_BYTES >> 30} GiB): refused")
        if is_first:
            chunk, is_first = chunk.removeprefix(codecs.BOM_UTF8), False  # the mark is no content
        cut = chunk.rfind(b"\n") + 1
        out.write(_utf8(rest + chunk[:cut]) if cut else b"")
        rest = chunk[cut:] if cut else rest + chunk
    out.write(_utf8(rest))


def _utf8(run: bytes) -> bytes:
    try:
        run.decode("utf-8")
    except UnicodeDecodeError:
        return b"".join(map(_line, io.BytesIO(run)))
    return run.replace(b"\x00", b"") if b"\x00" in run else run


def _line(line: bytes) -> bytes:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("windows-1252", errors="replace").encode("utf-8")
    return line
