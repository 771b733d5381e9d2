"""Rows of mapped notices on their way into the database, as files of JSON lines.

That keeps Python's memory flat however large a document is, is far faster than inserting rows one by one, and lets
several processes write at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

from crawler.text.printable import in_one_line
from store.hashes import short_hash

if TYPE_CHECKING:
    from pathlib import Path

    from store.ingest.issues import Issue
    from store.ingest.mapping.rows import NoticeRows

# The tables of awards are named in NoticeRows.awarding, and read by ingest/stage_awards.sql.
_AWARDING = (
    *("award", "award_supplier", "tenderer", "contract", "kpi", "rating", "change", "suitability", "supplier"),
    "person_key",
)
TABLES = ("notice", "known", "text", "buyer", "issue", "document", *_AWARDING)
MIN_LINE_BYTES = 1 << 20  # DuckDB takes buffers of twice the longest line


class StageWriter:
    """Rows of some notices, written to files `<name>.<table>.ndjson` of a folder, those without rows left out."""

    def __init__(self, folder: Path, name: str) -> None:
        self._folder = folder
        self._name = name
        self._lines: dict[str, list[bytes]] = {table: [] for table in TABLES}
        self._text_ids: dict[str, str] = {}
        self._buyer_ids: set[str] = set()
        self.longest = MIN_LINE_BYTES
        self.byte_count = 0
        self.known_count = 0

    def _add(self, table: str, row: dict[str, Any]) -> None:
        line = orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE)
        self._lines[table].append(line)
        self.longest = max(self.longest, len(line))

    def written(self) -> dict[str, str]:
        """Write the files; returns the path of each by table. `byte_count` says then how much they hold."""
        paths = {}
        for table, lines in self._lines.items():
            if lines:
                path = f"{self._folder}/{self._name}.{table}.ndjson"
                with open(path, "wb") as file:  # noqa: PTH123 - a file of each table for every unit
                    self.byte_count += file.write(b"".join(lines))
                paths[table] = path
        return paths

    def add_notice(self, rows: NoticeRows, document_id: str, received_at: str | None, *, is_sample: bool) -> None:
        """Add a mapped notice (`rows.notice` is there and becomes the row) without its issues."""
        notice = rows.notice or {}
        if rows.buyer and rows.buyer["buyer_id"] not in self._buyer_ids:
            self._buyer_ids.add(rows.buyer["buyer_id"])
            self._add("buyer", rows.buyer)
        notice["document_id"] = document_id
        notice["received_at"] = received_at
        notice["is_sample"] = is_sample
        notice["paths"] = [path for path, _ in rows.texts]
        notice["text_ids"] = [self._text_ids.get(text) or self._text_id(text) for _, text in rows.texts]
        notice["criteria"] = rows.criteria
        notice["documents"] = rows.documents
        self._add("notice", notice)
        for row in rows.awarding.get("kpi", ()):
            if row["text"]:  # its words are judged like any text
                row["text_id"] = self._text_id(row["text"])
        for table, found in rows.awarding.items():
            for row in found:
                self._add(table, row)

    def _text_id(self, text: str) -> str:
        """The id of a text; one that comes for the first time becomes a row."""
        text_id = self._text_ids.get(text)
        if text_id is None:
            text_id = self._text_ids[text] = short_hash(text.encode())
            self._add("text", {"text_id": text_id, "text": text})
        return text_id

    def add_known(self, row: dict[str, str], document: dict[str, Any], received_at: str | None) -> None:
        """Add a release that is known as it stands; `document` gives document_id and name."""
        self.known_count += 1
        place = {"document_id": document["document_id"], "document_name": document["name"], "received_at": received_at}
        self._add("known", row | place)

    def add_issue(self, issue: Issue, notice: dict[str, Any] | None, document: dict[str, Any]) -> None:
        """Add an issue of a notice, or of a document where no notice is known.

        `document` gives source, document_id and name. The same fault of a notice met in two documents is one issue, and
        so is that of a document met under two names.
        """
        if notice:
            place = (notice["source"], notice["ocid"], notice["release_id"])
        else:
            place = (document["source"], document["document_id"], "")
        key = orjson.dumps([issue.code, *place, issue.path, issue.data])
        row = {
            "issue_id": short_hash(key),
            "level": issue.level,
            "code": issue.code,
            "source": place[0],
            "document_id": document["document_id"],
            "document_name": document["name"],
            "ocid": notice["ocid"] if notice else None,
            "release_id": notice["release_id"] if notice else None,
            "path": issue.path and in_one_line(issue.path),
            "message": in_one_line(issue.message),
            "data": issue.data,
        }
        self._add("issue", row)

    def add_document(self, row: dict[str, Any]) -> None:
        """Add a row of raw.document: the document has been read to its end."""
        self._add("document", row)
