"""Documents that were got, read: each once, in a process of its own, and what was read kept."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson
import zstandard

from crawler.formats.document_ledger import document_path
from store.documents.content import unpacked
from store.documents.readers import DocumentReaders
from store.documents.reading.document import PACKS, READER_VERSION
from store.documents.reading.others import NOT_INSTALLED, has_kreuzberg
from store.documents.roles import ROLES_VERSION, role_of
from store.sql_files import read_sql, rows_of, run_script, transaction

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import duckdb

    from store.documents.readers import Reading

    Progress = Callable[[str, int, int | None], None]

_DEEPEST_ARCHIVE = 1  # an archive in an archive is opened, one in that is not
_ROLES_AT_A_TIME = 200


@dataclass(frozen=True, slots=True)
class _Key:
    """Which document it is: its checksum, and how many archives it stands in."""

    sha256: str
    depth: int = 0


def read_fetched(con: duckdb.DuckDBPyConnection, home: Path, gate: str | None, progress: Progress) -> Counter[str]:
    """Read what was got and not read yet; returns how many documents by status, those inside archives among them."""
    waiting = [
        (_Key(sha256), path, True)
        for sha256, source in con.execute(
            read_sql("documents/unread.sql"),
            {
                "reader": f"documents {READER_VERSION}",
                "has_kreuzberg": has_kreuzberg(),
                "not_installed": f"%{NOT_INSTALLED}",
            },
        ).fetchall()
        if (path := document_path(home / "landing" / source, sha256)).is_file()
    ]
    counts: Counter[str] = Counter()
    if waiting:
        with DocumentReaders(home / ".documents", gate) as readers:
            done = 0
            for key, reading in _all_read(con, readers, waiting):
                _save(con, key.sha256, reading)
                counts[reading.status] += 1
                done += key.depth == 0
                progress("read documents", done, len(waiting))
    return counts


def _all_read(
    con: duckdb.DuckDBPyConnection, readers: DocumentReaders, waiting: list[tuple[_Key, Path, bool]]
) -> Iterator[tuple[_Key, Reading]]:
    """Every document, and each archive after what is in it: one that is known to be read was read whole."""
    for key, reading in readers.read(waiting):
        if reading.format in PACKS and reading.status == "read":
            inside = list(_members(con, key, reading))
            if key.depth < _DEEPEST_ARCHIVE:
                yield from _all_read(con, readers, inside)
            else:
                yield from readers.read([item for item in inside if not _is_archive(item[1])])
            readers.forget(reading)
        yield key, reading


def _is_archive(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(2) == b"PK" and b"word/" not in (head := file.read(4000)) and b"xl/" not in head


def _members(con: duckdb.DuckDBPyConnection, key: _Key, reading: Reading) -> Iterator[tuple[_Key, Path, bool]]:
    rows: list[dict[str, Any]] = []
    for number, member in enumerate(reading.members):
        row: dict[str, Any] = {"number": number, "name": member.name, "status": member.status, "reason": member.reason}
        if member.path is not None:
            body = member.path.read_bytes()
            row |= {"member_sha256": hashlib.sha256(body).hexdigest(), "byte_count": len(body)}
            yield _Key(row["member_sha256"], key.depth + 1), member.path, False
        rows.append(row)
    with transaction(con):
        con.execute("DELETE FROM raw.document_member WHERE sha256 = ?", [key.sha256])
        con.execute(
            read_sql("documents/save_members.sql"),
            {"sha256": key.sha256, "members": orjson.dumps(rows).decode()},
        )


def _save(con: duckdb.DuckDBPyConnection, sha256: str, reading: Reading) -> None:
    content = reading.content
    has_text = content is not None and bool(content.parts)
    con.execute(
        read_sql("documents/save_content.sql"),
        {
            "sha256": sha256,
            "format": reading.format,
            "reader": reading.reader or f"documents {READER_VERSION}",
            "status": reading.status if content is None or content.is_whole or reading.status != "read" else "broken",
            "reason": reading.reason,
            "page_count": content.page_count if content is not None else None,
            "char_count": content.char_count() if content is not None else 0,
            "cpu_seconds": reading.cpu_seconds,
            "memory_mib": reading.memory_kib >> 10,
            "content": zstandard.compress(content.packed(), 9) if content is not None and has_text else None,
        },
    )


def note_roles_version(con: duckdb.DuckDBPyConnection) -> None:
    """Keep by which rules titles tell roles, from the first notice on, so that a rebuilt home holds no other."""
    con.execute("INSERT OR IGNORE INTO core.setting VALUES ('roles_version', ?)", [ROLES_VERSION])


def tell_roles(con: duckdb.DuckDBPyConnection) -> int:
    """Tell the role of each document that was read, from its titles and its text; returns of how many."""
    _forget_roles_of_another_version(con)
    count = 0
    while rows := rows_of(con, "documents/roleless.sql", {"most": _ROLES_AT_A_TIME}):
        _save_roles(con, rows, "text")
        count += len(rows)
    return count


def _forget_roles_of_another_version(con: duckdb.DuckDBPyConnection) -> None:
    """Go back to what titles alone say, if the rules for roles have changed."""
    note_roles_version(con)
    told_by = con.execute("SELECT value FROM core.setting WHERE name = 'roles_version'").fetchone()
    if told_by == (ROLES_VERSION,):
        return
    documents = rows_of(con, "documents/titles.sql", {})
    if documents:
        _save_roles(con, documents, "title")
    con.execute("INSERT OR REPLACE INTO core.setting VALUES ('roles_version', ?)", [ROLES_VERSION])


def _save_roles(con: duckdb.DuckDBPyConnection, rows: list[dict[str, Any]], basis: str) -> None:
    told = []
    for row in rows:
        content = unpacked(zstandard.decompress(row["content"])) if row["content"] is not None else None
        role = role_of(row["titles"], row["document_type"], content)
        told.append({"document_id": row["document_id"], "role": role, "role_basis": basis})
    con.execute("SET VARIABLE roles = ?", [orjson.dumps(told).decode()])
    with transaction(con):
        run_script(con, "documents/save_roles.sql")
