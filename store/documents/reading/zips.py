"""A look into the directory of a zip archive before anything of it is unpacked, and its members taken out safely."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from store.documents.content import NotReadError
from store.documents.reading import limits

if TYPE_CHECKING:
    from collections.abc import Iterator

_ENCRYPTED = 0x1
_LONGEST_NAME = 150
_UNPACK_ERRORS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError)
# What systems leave in archives, and nobody wrote.
_NO_DOCUMENTS = ("__macosx/", ".ds_store", "thumbs.db", "desktop.ini", "~$")


def look_into(body: bytes) -> tuple[zipfile.ZipFile, list[str]]:
    """The archive, and the names in its directory.

    Raises:
        NotReadError: it cannot be opened.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(body))
        entries = archive.infolist()
    except _UNPACK_ERRORS as error:
        raise NotReadError("broken", f"a zip archive that cannot be opened: {error}") from error
    return archive, [entry.filename for entry in entries]


def check_size(archive: zipfile.ZipFile, packed_bytes: int) -> None:
    """Refuse an archive whose directory promises more than the limits.

    Raises:
        NotReadError: it would unpack to too much.
    """
    total = sum(entry.file_size for entry in archive.infolist())
    if total > limits.UNPACKED_BYTES:
        raise NotReadError("too_large", f"unpacks to {total >> 20:,} MiB: more than {limits.UNPACKED_BYTES >> 20}")
    if total > limits.RATIO_FREE_BYTES and total > limits.MOST_RATIO * packed_bytes:
        raise NotReadError("too_large", f"unpacks to {total // max(packed_bytes, 1):,} times its size")


def check_office(archive: zipfile.ZipFile) -> None:
    """Refuse an office file of which a part is too large to be held as a tree.

    Raises:
        NotReadError: such a part is there, or a part is encrypted.
    """
    for entry in archive.infolist():
        if entry.flag_bits & _ENCRYPTED:
            raise NotReadError("encrypted", "its parts are encrypted")
        if entry.filename.lower().endswith((".xml", ".rels")) and entry.file_size > limits.XML_PART_BYTES:
            size = f"{entry.file_size >> 20:,} MiB"
            raise NotReadError("too_large", f"{_shown(entry.filename)} holds {size}: more than can be read")


def members(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes | NotReadError]]:
    """Each document in an archive: its name, cleaned, and its bytes or why they cannot be had.

    Raises:
        NotReadError: the archive holds too many.
    """
    entries = [entry for entry in archive.infolist() if not entry.is_dir() and not _is_litter(entry.filename)]
    if len(entries) > limits.MEMBERS:
        raise NotReadError("too_large", f"holds {len(entries):,} files: more than {limits.MEMBERS}")
    for entry in sorted(entries, key=lambda entry: entry.filename):
        yield clean_name(entry.filename), _body(archive, entry)


def _body(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes | NotReadError:
    if entry.flag_bits & _ENCRYPTED:
        return NotReadError("encrypted", "encrypted inside its archive")
    if entry.file_size > limits.MEMBER_BYTES:
        return NotReadError("too_large", f"{entry.file_size >> 20:,} MiB inside an archive")
    try:
        with archive.open(entry) as stream:
            return stream.read(limits.MEMBER_BYTES)
    except _UNPACK_ERRORS as error:
        return NotReadError("broken", f"cannot be unpacked: {error or type(error).__name__}")


def _is_litter(name: str) -> bool:
    lowered = name.lower()
    return lowered.startswith("__macosx/") or PurePosixPath(lowered).name.startswith(_NO_DOCUMENTS)


def clean_name(name: str) -> str:
    """A file name fit to be shown, with its folder: printable and not too long. It is never used as a path."""
    printable = "".join(character if character.isprintable() else " " for character in name.replace("\\", "/"))
    parts = [" ".join(part.split()) for part in printable.split("/")]
    kept = [part for part in parts if part.strip(". ")][-2:]
    return " / ".join(kept)[-_LONGEST_NAME:] or "unnamed"


def _shown(name: str) -> str:
    return clean_name(name)[:60]
