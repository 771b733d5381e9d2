"""What is kept how long: old logs, verdicts and broken answers go; raw pages stay unless the settings say otherwise."""

from collections.abc import Collection, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from crawler.errors import CrawlerError
from crawler.formats.landing import PageError, read_envelope
from crawler.server.journal import keep_since
from crawler.server.settings import Retention

_DOCUMENTS = "*/documents/*/*.document.zst"


def remove(
    home: Path, settings: Retention, now: datetime, *, document_days: int = 0, documents_kept: Collection[str] = ()
) -> list[tuple[str, int, int]]:
    """Remove what is past its time and return what, how many files and how many bytes.

    Args:
        home: folder of the monitor. Nobody else may write to it meanwhile.
        settings: section `[retention]`.
        now: the present instant.
        document_days: how long the bytes of tender documents are kept; 0 keeps them for good.
        documents_kept: checksums of documents whose text is kept elsewhere; the bytes of others stay.

    Raises:
        CrawlerError: something cannot be removed.
    """
    landing, runs = home / "landing", home / "runs"
    try:
        found = [
            ("broken answers", _past(landing.rglob("*.fault.zst"), settings.fault_days, now)),
            ("logs and verdicts", _past(runs.glob("*/*"), settings.run_days, now)),
            ("raw pages past their time", _past(landing.rglob("*.page.zst"), settings.landing_days, now)),
            ("raw pages read twice", _repeated(landing) if settings.is_thinned else []),
            (
                "documents whose text is kept",
                _read(_past(landing.glob(_DOCUMENTS), document_days, now), documents_kept),
            ),
        ]
        removed = [(what, *_unlink(paths)) for what, paths in found]
        for folder in runs.glob("*/"):
            with suppress(OSError):
                folder.rmdir()  # goes only when it is empty
        if settings.run_days:
            keep_since(home, now - timedelta(days=settings.run_days))
    except OSError as error:
        raise CrawlerError(f"{error.filename} cannot be removed: {error.strerror}") from error
    return removed


def _past(paths: Iterator[Path], days: int, now: datetime) -> list[Path]:
    """The files that were last written so many days ago or earlier; none when days is 0."""
    if not days:
        return []
    oldest = now - timedelta(days=days)
    return [path for path in paths if path.is_file() and _written_at(path) < oldest]


def _read(paths: list[Path], documents_kept: Collection[str]) -> list[Path]:
    """Of files named by the checksum of a document, those whose text is kept."""
    kept = frozenset(documents_kept)
    return [path for path in paths if path.name.partition(".")[0] in kept]


def _repeated(landing: Path) -> list[Path]:
    """Pages with the very body of an earlier one of the same portal: the first stays, so all else can be made again."""
    known: set[tuple[str, str]] = set()
    repeated: list[Path] = []
    for path in sorted(landing.rglob("*.page.zst"), key=lambda path: (_written_at(path), path)):
        try:
            key = path.relative_to(landing).parts[0], read_envelope(path)["sha256"]
        except PageError:
            continue
        if key in known:
            repeated.append(path)
        known.add(key)
    return repeated


def _written_at(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def _unlink(paths: list[Path]) -> tuple[int, int]:
    count = total = 0
    for path in paths:
        total += path.stat().st_size
        path.unlink()
        count += 1
    return count, total
