"""A batch of mapped documents on its way into the database.

Rows are written as JSON lines into a folder and read by DuckDB from there: that keeps Python's memory flat however
large a document is, and is far faster than inserting rows one by one.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import orjson

from store.mapping.rows import NoticeRows, short_hash
from store.scripts import read_sql

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

    from store.issues import Issue

BATCH_NOTICES = 10_000
BATCH_BYTES = 256 << 20
_TABLES = ("notice", "text", "buyer", "issue", "document")
_MIN_LINE_BYTES = 1 << 20  # DuckDB takes buffers of twice the longest line


class Stage:
    """Rows of one batch, and their merge into the tables in one transaction."""

    def __init__(self, con: duckdb.DuckDBPyConnection, folder: Path) -> None:
        self._con = con
        self._folder = folder
        self._stage_sql = read_sql("ingest_stage.sql")
        self._merge_sql = read_sql("ingest_merge.sql")
        shutil.rmtree(folder, ignore_errors=True)  # what a killed run left
        folder.mkdir(parents=True)
        self._open()

    def _open(self) -> None:
        self._files = {name: (self._folder / f"{name}.ndjson").open("wb") for name in _TABLES}
        self._text_ids: set[str] = set()
        self._buyer_ids: set[str] = set()
        self._notices = 0
        self._documents = 0
        self._bytes = 0
        self._longest = _MIN_LINE_BYTES

    def close(self) -> None:
        """Throw away what is not merged."""
        for file in self._files.values():
            file.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    @property
    def is_full(self) -> bool:
        """Whether the batch should be merged before more is added."""
        return self._notices >= BATCH_NOTICES or self._bytes >= BATCH_BYTES or self._documents >= BATCH_NOTICES

    def _write(self, table: str, row: dict[str, Any]) -> None:
        line = orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE)
        self._files[table].write(line)
        self._bytes += len(line)
        self._longest = max(self._longest, len(line))

    def add_notice(self, rows: NoticeRows, document_id: str, received_at: str | None, *, is_sample: bool) -> None:
        """Add a mapped notice (`rows.notice` is there) without its issues."""
        text_ids = []
        for _, text in rows.texts:
            text_id = short_hash(text.encode())
            text_ids.append(text_id)
            if text_id not in self._text_ids:
                self._text_ids.add(text_id)
                self._write("text", {"text_id": text_id, "text": text})
        if rows.buyer and rows.buyer["buyer_id"] not in self._buyer_ids:
            self._buyer_ids.add(rows.buyer["buyer_id"])
            self._write("buyer", rows.buyer)
        notice = {
            **(rows.notice or {}),
            "document_id": document_id,
            "received_at": received_at,
            "is_sample": is_sample,
            "paths": [path for path, _ in rows.texts],
            "text_ids": text_ids,
            "criteria": rows.criteria,
        }
        self._write("notice", notice)
        self._notices += 1

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
            "path": issue.path,
            "message": issue.message,
            "data": issue.data,
        }
        self._write("issue", row)

    def add_document(self, row: dict[str, Any]) -> None:
        """Add a row of raw.document: the document has been read to its end."""
        self._write("document", row)
        self._documents += 1

    def merge(self) -> list[tuple[str, str, int]]:
        """Merge the batch into the tables in one transaction and begin a new one.

        Returns (source, outcome, count) of releases and issues.
        """
        for name, file in self._files.items():
            file.close()
            self._con.execute(f"SET VARIABLE {name}_file = '{_quoted(self._folder)}/{name}.ndjson'")
        self._con.execute(f"SET VARIABLE line_bytes = {self._longest + 1}")
        self._con.execute("BEGIN TRANSACTION")
        try:
            self._con.execute(self._stage_sql)
            outcomes = self._con.execute(self._merge_sql).fetchall()
            self._con.execute("COMMIT")
        except BaseException:
            self._con.execute("ROLLBACK")
            raise
        self._open()
        return outcomes


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
