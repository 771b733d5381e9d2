"""The tender documents of the sample notices: authored as text in `packs/`, and made into files when the portal starts.

The text is lines: `# ` opens a heading, `| a | b |` is a row of a table, `---` ends a page (of a spreadsheet: `## name`
opens a sheet), all else are paragraphs.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from crawler.sample.identifiers import guid
from crawler.sample.pack_files import docx_file, login_page, pdf_file, scan_file, xlsx_file, zip_file

_FOLDER = Path(__file__).parent / "packs"
Kind = Literal["pdf", "docx", "xlsx", "zip", "scan", "login", "missing", "refused"]
_TYPES: dict[Kind, str] = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}
_STATUSES: dict[Kind, int] = {"missing": 404, "refused": 403}


class _Authored(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Member(_Authored):
    """A document inside a zip archive."""

    name: str
    kind: Kind
    body: str


class Document(_Authored):
    """A document of one process; `title` is empty where the portal names none."""

    process: str
    kind: Kind
    title: str = ""
    document_type: str = "biddingDocuments"
    body: str = ""
    members: list[Member] = []

    @property
    def number(self) -> int:
        """A number of its own, as Find a Tender gives attachments."""
        return 10_000 + int(sha256(f"{self.process} {self.title} {self.kind}".encode()).hexdigest()[:6], 16) % 80_000

    @property
    def path(self) -> str:
        """Path of its address."""
        return f"/Notice/Attachment/{self.key}"

    @property
    def key(self) -> str:
        """Its id on the portal."""
        is_contracts_finder = self.process.startswith("cf-")
        return guid(f"{self.process} {self.title} {self.kind}") if is_contracts_finder else f"A-{self.number}"

    @property
    def media_type(self) -> str:
        """What the portal says that it is."""
        return _TYPES.get(self.kind, "application/pdf")


@dataclass(frozen=True)
class Served:
    """What the sample portal answers for one address; `seconds` a slow one takes, a byte at a time."""

    body: bytes
    content_type: str
    status: int = 200
    file_name: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    seconds: float = 0


@cache
def load_documents() -> tuple[Document, ...]:
    """Every authored document."""
    return tuple(
        Document.model_validate(entry)
        for path in sorted(_FOLDER.glob("*.toml"))
        for entry in tomllib.loads(path.read_text(encoding="utf-8"))["document"]
    )


def documents_of(process_key: str) -> list[Document]:
    """The documents of a process, as its notice lists them."""
    return [document for document in load_documents() if document.process == process_key]


def served() -> dict[str, dict[str, Served]]:
    """What each portal answers for its attachments: source to path to answer."""
    found: dict[str, dict[str, Served]] = {"find_a_tender": {}, "contracts_finder": {}}
    for document in load_documents():
        source = "contracts_finder" if document.process.startswith("cf-") else "find_a_tender"
        status = _STATUSES.get(document.kind, 200)
        is_page = document.kind in {"login", *_STATUSES}
        content_type = "text/html" if is_page else document.media_type
        found[source][document.path] = Served(
            made(document.kind, document.body, document.members), content_type, status
        )
    return found


def made(kind: Kind, body: str, members: Sequence[Member] = ()) -> bytes:
    """The bytes of a document."""
    if kind == "zip":
        return zip_file({member.name: made(member.kind, member.body) for member in members})
    if kind == "docx":
        return docx_file(body)
    if kind == "xlsx":
        return xlsx_file(body)
    if kind == "scan":
        return scan_file()
    return pdf_file(body) if kind == "pdf" else login_page(body)
