"""Writes the static site: every file whole or not at all, and only when its bytes differ."""

import os
import shutil
from pathlib import Path

from reports.content import FromFile
from reports.errors import ReportError
from reports.pages.parts.record import Record, read_record

REPLACED = '<p class="warning">This version has been replaced: <a href="index.html">read the current one</a>.</p>'
REPLACED_MARK = "<!-- replaced -->"


def place(path: Path, source: FromFile) -> None:
    """Puts a file at `path` whole or not at all; one of the same size and time stays.

    Raises ReportError when the folder cannot be written.
    """
    try:
        new = source.path.stat()
        if path.is_file() and not source.is_fresh:
            old = path.stat()
            if (old.st_size, int(old.st_mtime)) == (new.st_size, int(new.st_mtime)):
                return
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f".new-{path.name}")
        beside.unlink(missing_ok=True)
        if not (source.is_linked and _is_linked(source.path, beside)):
            shutil.copy2(source.path, beside)
            beside.chmod(0o644)
        beside.replace(path)
    except OSError as error:
        raise ReportError(f"cannot write {path}: {error.strerror or error}") from error


def _is_linked(source: Path, path: Path) -> bool:
    """The file stands under a second name now; not every file system can do that."""
    try:
        path.hardlink_to(source)
    except OSError:
        return False
    return True


def write(path: Path, content: str | bytes) -> None:
    """Puts `content` at `path` by renaming a finished file; leaves a file that already holds it alone.

    Raises ReportError when the folder cannot be written.
    """
    data = content.encode() if isinstance(content, str) else content
    try:
        if path.is_file() and path.read_bytes() == data:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f".new-{os.getpid()}-{path.name}")
        try:
            beside.write_bytes(data)
            beside.chmod(0o644)
            beside.replace(path)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise ReportError(f"cannot write {path}: {error.strerror or error}") from error


def keep_version(folder: Path, standing: Record) -> None:
    """Keeps the page of the standing version under its own name, marked as replaced. A kept page is never rewritten."""
    page, kept = folder / "index.html", folder / f"version-{standing.version}.html"
    if page.is_file() and not kept.exists():
        write(kept, page.read_text(encoding="utf-8").replace(REPLACED_MARK, REPLACED))


def all_records(site: Path) -> list[Record]:
    """Records of every edition in the site, newest first."""
    found = [read_record(folder) for folder in sorted((site / "editions").glob("*-W*"), reverse=True)]
    return [record for record in found if record is not None]
