"""A home with notices and their documents, taken all the way without a portal: a dict has the answers."""

from __future__ import annotations

import datetime as dt
import hashlib
from functools import cache
from typing import TYPE_CHECKING, Any

import docx
import orjson
import zstandard

from classifier.pool import EnginePool
from classifier.text.prefilter import the_prefilter
from crawler.formats.document_ledger import DocumentLine, document_path
from store import stages
from store.documents.draw import Allowance
from tests.store.documents.makers import docx_bytes
from tests.store.ingest.notices import land, package, release, tender

if TYPE_CHECKING:
    from collections import Counter
    from pathlib import Path

    from store.documents.draw import Due

BASE = "https://www.find-tender.service.gov.uk/Notice/Attachment/"
ASKED_AT = dt.datetime(2026, 10, 20, 9, tzinfo=dt.UTC)
SPEAKING = "Bidders must say how they will bring social value to the people of the town."


@cache
def the_pool() -> EnginePool:
    """One engine for all tests, in this process."""
    return EnginePool()


def attachment(number: int, title: str = "Invitation to tender", **fields: Any) -> dict[str, Any]:
    """A document of a notice on the portal itself."""
    return {
        "id": f"A-{number}",
        "title": title,
        "url": f"{BASE}A-{number}",
        "documentType": "biddingDocuments",
    } | fields


def notice(number: int, *documents: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """A tender notice with documents; `changes` of its tender."""
    notice_id = f"{number:06d}-2026"
    own = tender(notice_id, **changes)
    return release(number, tender=own | {"documents": [*own["documents"], *documents]}, description=None)


def words(*texts: str) -> bytes:
    """A DOCX of paragraphs."""
    document = docx.Document()
    for text in texts:
        document.add_paragraph(text)
    return docx_bytes(document)


def invitation(pct: int | None) -> bytes:
    """An invitation that scores social value with a weight, or not at all."""
    scored = "" if pct is None else f"Social value will be scored and carries a weighting of {pct}% of the total score."
    return words("Invitation to tender", "Tenders will be evaluated against the award criteria.", scored)


class Place:
    """A home and what the portal answers, by address; an outcome stands for an answer without a document."""

    def __init__(self, home: Path, answers: dict[str, bytes | str] | None = None) -> None:
        self.home = home
        self.answers = answers or {}
        self.asked: list[tuple[str, str]] = []
        self.turn = stages.Turn(home, "run", lambda *_: None, lambda _: None)

    def land(self, *releases: dict[str, Any], source: str = "find_a_tender", **about: Any) -> None:
        """Land a page of notices and take it in."""
        land(self.home, package(*releases), source=source, **about)
        stages.ingest(self.turn, [])

    def fetch(self, allowance: Allowance | None = None) -> list[Due]:
        """Draw, and answer what is due as the crawler would note it."""
        bases = {"find_a_tender": BASE}
        due = stages.due_documents(self.turn, the_pool(), allowance or Allowance(), bases)["find_a_tender"]
        for each in due:
            self._note(each)
        return due

    def _note(self, due: Due) -> None:
        self.asked.append((due.url, due.edition))
        answer = self.answers.get(due.url, "missing")
        folder = self.home / "landing" / due.source
        about: dict[str, Any] = {"outcome": answer, "detail": "as told"}
        if isinstance(answer, bytes):
            sha256 = hashlib.sha256(answer).hexdigest()
            path = document_path(folder, sha256)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(zstandard.compress(orjson.dumps({"envelope": 1}) + b"\n" + answer))
            about = {"outcome": "got", "sha256": sha256, "byte_count": len(answer), "file": str(path)}
        line = DocumentLine(
            source=due.source, url=due.url, edition=due.edition, run_id="run", asked_at=ASKED_AT, **about
        )
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / "documents.jsonl").open("ab") as ledger:
            ledger.write(orjson.dumps(line.as_dict()) + b"\n")

    def read(self) -> Counter[str]:
        """Read and judge what was got."""
        return stages.read_documents(self.turn, the_pool(), the_prefilter().strong_words)

    def publish(self) -> None:
        """Derive and publish."""
        stages.publish_snapshot(self.turn)

    def all_the_way(self) -> None:
        """Fetch, read and publish."""
        self.fetch()
        self.read()
        self.publish()
