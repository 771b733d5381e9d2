"""The ledger of crawl windows, from `landing/<source>/ledger.jsonl` into core.crawl_window."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import orjson

from crawler.formats.ledger import is_of_future, read_entries
from crawler.home.sample_mark import is_sample
from crawler.text.redact import redact
from store.sql_files import read_sql, transaction

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

Key = tuple[str, str, str]
Row = dict[str, Any]


def load_ledgers(
    con: duckdb.DuckDBPyConnection, home: Path, now: dt.datetime | None = None, faults: list[str] | None = None
) -> int:
    """Rebuild core.crawl_window from the ledgers; returns the number of windows.

    The last reading of a window counts, and with it the last check of the same time. Lines that cannot be read (a torn
    last one) are passed over, and so are lines of the future, which were written by a clock that was ahead. How many
    of a ledger could not be read is added to `faults`, but for a torn last one.
    """
    readings: dict[Key, Row] = {}
    checks: dict[Key, Row] = {}
    now, is_demo = now or dt.datetime.now(dt.UTC), is_sample(home)
    for ledger in sorted((home / "landing").glob("*/ledger.jsonl")):
        lost = _whole_lines(ledger) if faults is not None else 0
        for entry in read_entries(ledger):
            row = _row(entry)
            lost -= row is not None
            if row and not is_of_future(entry, now, is_sample=is_demo):
                kept = checks if row.pop("is_check") else readings
                kept[row["source"], row["window_from"], row["window_until"]] = row
        if faults is not None and lost > 0:
            said = f"lines that cannot be read, and were passed over: {lost:,}"
            faults.append(f"landing/{ledger.parent.name}/{ledger.name}: {said}")
    rows = [_checked(readings.get(key), check) for key, check in checks.items()]
    rows += [row for key, row in readings.items() if key not in checks]
    with transaction(con):
        con.execute("DELETE FROM core.crawl_window")
        con.execute(read_sql("ingest/crawl_windows.sql"), [orjson.dumps([_described(row) for row in rows]).decode()])
    return len(rows)


def _whole_lines(ledger: Path) -> int:
    """How many lines a ledger has, but for one that was torn as it was written."""
    with ledger.open("rb") as lines:
        return sum(1 for line in lines if line.endswith(b"\n") and line.strip())


def _checked(reading: Row | None, check: Row) -> Row:
    """A reading with what a check of the same time has added.

    A check makes nothing complete: on its own it stands for time whose parts have rows of their own. A check that
    could not be made leaves the time in doubt.
    """
    if reading is None:
        whole = check | {"state": "split"}
    else:
        counts = ("page_count", "release_count", "distinct_id_count")
        whole = reading | {name: (reading[name] or 0) + (check[name] or 0) for name in counts}
        whole |= {"proof": reading["proof"] + check["proof"], "error": check["error"] or reading["error"]}
        whole |= {"missing_ids": sorted({*reading["missing_ids"], *check["missing_ids"]})}
    is_in_doubt = check["state"] == "failed" and whole["state"] in {"complete", "split"}
    return whole | {"state": "incomplete"} if is_in_doubt else whole


def _described(row: Row) -> Row:
    """A row as it stands in the table."""
    is_proven = any(item.get("is_proven") is True for item in row["proof"]) and not row["missing_ids"]
    proof = redact(orjson.dumps(row["proof"]).decode()) if row["proof"] else None
    error = redact(str(row["error"])) if row["error"] else None
    return row | {"is_proven": is_proven, "proof": proof, "error": error}


def _row(entry: dict[str, Any]) -> Row | None:
    """A line of the ledger as a row of core.crawl_window; None when it lacks what makes one."""
    try:
        proof = entry.get("proof") or []
        if not all(isinstance(item, dict) for item in proof):
            return None
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
            "proof": proof,
            "missing_ids": entry.get("missing") or [],
            "error": entry.get("error"),
            "run_id": entry.get("run_id"),
            "is_check": bool(entry.get("check")),
        }
    except (KeyError, AttributeError, TypeError):
        return None
