"""The ledger of the documents of one source: one line for each time that a document was asked for.

The file `landing/<source>/documents.jsonl` is only ever appended to, like that of windows. A document is known by its
address and edition (its date as published): an amended one is asked for again. The latest line about one counts.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal

import orjson

from crawler.formats.windows import rfc3339
from crawler.home.files import read_json_lines

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from crawler.home.disk import DiskWriter

Outcome = Literal["got", "missing", "refused", "login", "off_host", "too_large", "failed"]
LEDGER_NAME = "documents.jsonl"
Key = tuple[str, str]  # address, edition


@dataclass(frozen=True, kw_only=True)
class DocumentLine:
    """What came of asking for a document.

    Attributes:
        outcome: `got`; `missing`: 404 or 410; `refused`: 403, or forbidden by robots.txt; `login`: a page to log in on,
            or 401; `off_host`: it leads to another host; `too_large`; `failed`: no answer that settles it.
        detail: what the portal said, without contact details.
        sha256: of the bytes got; file: where they are, below the folder of the source.
    """

    source: str
    url: str
    edition: str
    run_id: str
    asked_at: datetime
    outcome: Outcome
    detail: str | None = None
    sha256: str | None = None
    byte_count: int | None = None
    content_type: str | None = None
    file_name: str | None = None
    file: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """The line as it stands in the file."""
        return {"documents": 1, **asdict(self), "asked_at": rfc3339(self.asked_at)}


class DocumentLedger:
    """The file of one source."""

    def __init__(self, path: Path, disk: DiskWriter) -> None:
        self._path = path
        self._disk = disk
        self._outcomes: dict[Key, str] = {}
        for entry in lines_of(path):
            self._outcomes[entry["url"], entry["edition"]] = entry["outcome"]

    def is_settled(self, url: str, edition: str) -> bool:
        """Whether a document need not be asked for again."""
        return self._outcomes.get((url, edition), "failed") != "failed"

    def append(self, line: DocumentLine) -> None:
        """Remember a line and have it added to the file.

        Raises:
            OSError: something asked of the disk earlier could not be written.
        """
        self._disk.append(self._path, orjson.dumps(line.as_dict()))
        self._outcomes[line.url, line.edition] = line.outcome


def lines_of(path: Path) -> Iterator[dict[str, Any]]:
    """The lines of a ledger of documents, oldest first."""
    for entry in read_json_lines(path):
        is_whole = all(isinstance(entry.get(key), str) for key in ("url", "edition", "outcome", "asked_at"))
        if entry.get("documents") == 1 and is_whole:
            yield entry


def document_path(folder: Path, sha256: str) -> Path:
    """Where the bytes of a document are, by their checksum, below the folder of a source."""
    return folder / "documents" / sha256[:2] / f"{sha256}.document.zst"
