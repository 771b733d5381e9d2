"""Notices read from a file or from bytes without a database, in the form the classifier takes."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Any

import orjson

from classifier.evidence import Criterion
from crawler.text.printable import shown_name
from store.errors import StoreError
from store.ingest.cutting import parts_of
from store.ingest.documents import Document, documents_of_file
from store.ingest.readers.containers import HEAD_BYTES
from store.ingest.units import rows_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from store.ingest.issues import Issue
    from store.ingest.mapping.rows import NoticeRows


_IN_LETTERS = re.compile(r"\bSVs?\b")


def notices_in(source: Path | bytes, faults: list[str]) -> Iterator[NoticeRows]:
    """Rows of every notice in a file (an archive too), or in the bytes of one document.

    What could not be read is added to `faults`, one line each.

    Raises:
        StoreError: the file cannot be read.
    """
    if isinstance(source, bytes):
        documents: Iterable[Document] = [_document(source)]
    else:
        documents = documents_of_file(source, shown_name(source.name), None)
    for document in documents:
        for part in parts_of(document):
            is_empty = True
            for rows in rows_of(part, part.document, part.notes):
                is_empty = False
                faults += [f"{document.name}: {issue.message}" for issue in rows.issues if rows.notice is None]
                yield rows
            faults += [f"{document.name}: {issue.message}" for issue in part.notes.issues if issue.level == "error"]
            # Ingest keeps these as issues; here a person has to be told which of two values was judged.
            faults += [
                _told(document.name, issue)
                for issue in part.notes.issues
                if issue.code == "duplicate_key" and issue.level != "error" and not is_empty
            ]
            if is_empty:  # nothing was read, so what is passed over elsewhere is the reason
                odd = [issue for issue in part.notes.issues if issue.level != "error"]
                faults += [_told(document.name, issue) for issue in odd]


def _told(name: str, issue: Issue) -> str:
    return ": ".join(filter(None, (name, issue.path, issue.message)))


def _document(body: bytes) -> Document:
    return Document("standard input", hashlib.sha256(body).hexdigest(), len(body), body=body, head=body[:HEAD_BYTES])


def criteria_by_lot(rows: Sequence[dict[str, Any]], texts: Sequence[tuple[str, str]] = ()) -> list[list[Criterion]]:
    """Award criteria of one notice (rows of core.criterion), those of one lot together.

    `texts`, (path, text), are those of the notice, which may say what letters in the name of a criterion stand for.
    """
    around = "\n".join(text for _, text in texts if _IN_LETTERS.search(text) is not None)
    groups: dict[str | None, list[Criterion]] = {}
    for row in rows:
        numbers = tuple((number, weight) for number, weight in orjson.loads(row["numbers"] or "[]"))
        criterion = Criterion(
            row["path"], row["lot_id"], row["criterion_type"], row["name"], row["description"], numbers, around
        )
        groups.setdefault(row["lot_id"], []).append(criterion)
    return list(groups.values())


def contents_of_release(body: bytes) -> tuple[list[tuple[str, str]], list[list[Criterion]]]:
    """Texts and award criteria, lot by lot, of the bytes of an OCDS release or package.

    Raises:
        StoreError: it holds no notice that can be read.
    """
    faults: list[str] = []
    read = [rows for rows in notices_in(body, faults) if rows.notice is not None]
    if not read:
        raise StoreError(f"a release cannot be read: {'; '.join(faults) or 'it holds no notice'}")
    texts = [text for rows in read for text in rows.texts]
    return texts, [criteria for rows in read for criteria in criteria_by_lot(rows.criteria, rows.texts)]
