"""The ledger of crawl windows, from `landing/<source>/ledger.jsonl` into core.crawl_window."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

from store.scripts import read_sql

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb


def load_ledgers(con: duckdb.DuckDBPyConnection, home: Path) -> int:
    """Rebuild core.crawl_window from the ledgers; returns the number of windows.

    The last line about a window counts. Lines that cannot be read (a torn last one) are passed over.
    """
    latest: dict[tuple[str, str, str], dict[str, Any]] = {}
    for ledger in sorted((home / "landing").glob("*/ledger.jsonl")):
        with ledger.open("rb") as lines:
            for line in lines:
                row = _row(line)
                if row:
                    latest[row["source"], row["window_from"], row["window_until"]] = row
    con.execute("BEGIN TRANSACTION")
    try:
        con.execute("DELETE FROM core.crawl_window")
        con.execute(read_sql("ingest_ledger.sql"), [orjson.dumps(list(latest.values())).decode()])
        con.execute("COMMIT")
    except BaseException:
        con.execute("ROLLBACK")
        raise
    return len(latest)


def _row(line: bytes) -> dict[str, Any] | None:
    """A line of the ledger as a row of core.crawl_window; None when it is torn."""
    try:
        entry = orjson.loads(line)
        proof = entry.get("proof") or []
        return {
            "source": entry["source"],
            "window_from": entry["from"],
            "window_until": entry["until"],
            "state": entry["state"],
            "asked_at": entry.get("asked_at"),
            "ended_at": entry.get("ended_at"),
            "page_count": entry.get("pages"),
            "release_count": entry.get("releases"),
            "distinct_id_count": entry.get("distinct_ids"),
            "is_proven": any(item.get("is_proven") is True for item in proof),
            "proof": orjson.dumps(proof).decode() if proof else None,
            "missing_ids": entry.get("missing") or [],
            "error": entry.get("error"),
            "run_id": entry.get("run_id"),
        }
    except (orjson.JSONDecodeError, KeyError, AttributeError, TypeError):
        return None
