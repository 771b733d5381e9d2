"""What is known of documents, brought up to date: the ledger of what was asked, and all that follows from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

from crawler import attachments
from crawler.formats.document_ledger import LEDGER_NAME, lines_of
from store.documents.listing import place_of
from store.documents.roles import ROLES
from store.sql_files import read_sql, run_script, transaction

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import duckdb

_LONGEST_DETAIL = 200


def load_asked(con: duckdb.DuckDBPyConnection, home: Path) -> int:
    """Rebuild raw.document_asked from the ledgers of landing/; returns how many documents were ever asked for."""
    rows: dict[tuple[str, str, str], dict[str, Any]] = {}
    for path in sorted((home / "landing").glob(f"*/{LEDGER_NAME}")):
        for entry in lines_of(path):
            key = (path.parent.name, entry["url"], entry["edition"])
            before = rows.get(key)
            rows[key] = {
                "source": key[0],
                **{name: entry.get(name) for name in ("url", "edition", "outcome", "sha256", "byte_count", "run_id")},
                "file_name": entry.get("file_name"),
                "detail": (entry.get("detail") or "")[:_LONGEST_DETAIL] or None,
                "asked_at": entry["asked_at"],
                "asked_count": (before["asked_count"] if before else 0) + 1,
            }
    with transaction(con):
        con.execute("DELETE FROM raw.document_asked")
        con.execute(read_sql("documents/asked.sql"), [orjson.dumps(list(rows.values())).decode()])
    return len(rows)


def landed_documents(home: Path) -> list[str]:
    """Checksums of the documents whose bytes are in landing/."""
    return sorted({path.name.partition(".")[0] for path in (home / "landing").glob("*/documents/*/*.document.zst")})


def documents_kept(con: duckdb.DuckDBPyConnection) -> list[str]:
    """Checksums of the documents of which all that was read is kept, so that their bytes may go."""
    return [sha256 for (sha256,) in con.execute("SELECT sha256 FROM raw.document_content").fetchall()]


def settle(con: duckdb.DuckDBPyConnection) -> None:
    """Bring core.document up to date with the ledger, with what was read, and with amendments."""
    with transaction(con):
        run_script(con, "documents/settle.sql")
        con.execute(read_sql("documents/archive_roles.sql"), {"roles": list(ROLES)})
        run_script(con, "documents/orphans.sql")


def place_anew(con: duckdb.DuckDBPyConnection, bases: Mapping[str, str]) -> None:
    """Tell again what stands on the portal itself, where the settings name another address for it.

    Args:
        con: the writer's database.
        bases: source to the address at which its documents are asked for.
    """
    for source, base in bases.items():
        if base == attachments.documents_base(source):
            continue
        off_host = "FROM core.document WHERE source = ? AND place = 'off_host' AND starts_with(url, ?)"
        rows = con.execute(f"SELECT document_id, url {off_host}", [source, base]).fetchall()
        con.executemany(
            "UPDATE core.document SET place = ?, status = 'not_asked', reason = NULL WHERE document_id = ?",
            [(place_of(source, url, base), document_id) for document_id, url in rows] or [("", "")],
        )
