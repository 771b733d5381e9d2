"""The stages of a run that write to the database: each alone in its home, and recorded in core.run."""

from __future__ import annotations

import contextlib
import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from crawler.sample_mark import is_sample
from store.audit.sample import error_counts
from store.database import writer
from store.derive import derive
from store.errors import StoreError
from store.home import alone
from store.ingest.job_runs import load_journal
from store.ingest.run import Origin, ingest_landing, ingest_paths
from store.judging import forget, judge_pending
from store.publish.run import PublishRefusedError, publish
from store.quality.alarms import look
from store.quality.gate import note_refusal
from store.rebuild import carry_over, new_home, put_in_place
from store.registers.matching import match_suppliers
from store.runs import recorded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import duckdb

    from crawler.lock import Holder
    from store.ingest.run import IngestSummary
    from store.judging import Judge, LevelChange
    from store.publish.run import PublishSummary


@dataclass(frozen=True)
class Turn:
    """What every stage of a run is given.

    Attributes:
        home: folder of the monitor.
        run_id: the run, shared by its stages.
        progress: called with what is done, how much of it, and of how much.
        wait: called with the command that is waited for, when another writes to the home.
    """

    home: Path
    run_id: str
    progress: Callable[[str, int, int | None], None]
    wait: Callable[[Holder], None]


def ingest(turn: Turn, paths: list[Path]) -> IngestSummary:
    """Read landing (or the given paths) into the database.

    Raises:
        StoreError: the home or a path cannot be used.
    """
    with _stage(turn, "ingest") as (con, detail):
        load_journal(con, turn.home)
        read = _read(con, turn, paths) if paths else ingest_landing(con, turn.home, progress=turn.progress)
        detail.update(read.totals())
    return read


def classify(turn: Turn, judge: Judge, *, is_all: bool) -> tuple[dict[str, Any], list[LevelChange]]:
    """Judge every text and criterion not yet judged by the present rules (or all); return counts and changes.

    Raises:
        StoreError: the home cannot be used.
    """
    with _stage(turn, "classify") as (con, detail):
        if is_all:
            forget(con)
        counts, changes = judge_pending(con, judge, turn.progress)
        detail.update(counts)
    return counts, changes


def publish_snapshot(turn: Turn) -> PublishSummary:
    """Derive and publish; a refusal is noted at the gate, so that the site and the server know of it.

    Raises:
        PublishRefusedError: the new snapshot fails a check.
        StoreError: no notice has been read, or the home cannot be used.
    """
    with _stage(turn, "publish") as (con, detail):
        if not _holds_notices(con):
            raise StoreError(f"no notice has been read into {turn.home} yet, so that there is nothing to publish")
        try:
            summary = _publish(con, turn)
        except PublishRefusedError as error:
            note_refusal(turn.home, str(error).splitlines()[0])  # the rows are for the log, not for the site
            raise
        note_refusal(turn.home, None)
        detail.update(processes=summary.processes, in_scope=summary.in_scope, flagged=summary.flagged)
    look(turn.home, dt.datetime.now(dt.UTC))
    return summary


def rebuild(turn: Turn, paths: list[Path], judge: Judge, *, is_loss_allowed: bool) -> tuple[PublishSummary, bool]:
    """Build the database anew from landing (and the given paths), publish from it, and put it in place of the old.

    Returns:
        What was published, and whether the old database could be read.

    Raises:
        StoreError: something would be lost, or the home cannot be used.
    """
    home = turn.home
    with alone(home, "rebuild", turn.wait):
        with writer(new_home(home, has_files=bool(paths))) as con, recorded(con, turn.run_id, "rebuild") as detail:
            load_journal(con, home)
            detail.update(ingest_landing(con, home, progress=turn.progress).totals())
            if paths:
                _read(con, turn, paths)
            is_old_readable = carry_over(con, home, is_loss_allowed=is_loss_allowed)
            detail.update(judge_pending(con, judge, turn.progress)[0])
            summary = _publish(con, turn)
        put_in_place(home, is_old_readable=is_old_readable)
    look(home, dt.datetime.now(dt.UTC))
    return summary, is_old_readable


@contextlib.contextmanager
def _stage(turn: Turn, name: str) -> Iterator[tuple[duckdb.DuckDBPyConnection, dict[str, Any]]]:
    """The writer's database, and a dict that is kept with the record of the stage."""
    with (
        alone(turn.home, name, turn.wait),
        writer(turn.home) as con,
        recorded(con, turn.run_id, name) as detail,
    ):
        yield con, detail


def holds_notices(turn: Turn) -> bool:
    """Whether any notice has been read into the home."""
    with alone(turn.home, "run", turn.wait), writer(turn.home) as con:
        return _holds_notices(con)


def _holds_notices(con: duckdb.DuckDBPyConnection) -> bool:
    return con.execute("SELECT 1 FROM core.notice LIMIT 1").fetchone() is not None


def _read(con: duckdb.DuckDBPyConnection, turn: Turn, paths: list[Path]) -> IngestSummary:
    return ingest_paths(con, paths, origin=Origin(is_sample=is_sample(turn.home)), progress=turn.progress)


def _publish(con: duckdb.DuckDBPyConnection, turn: Turn) -> PublishSummary:
    derive(con)
    match_suppliers(con, turn.home, progress=turn.progress)
    now = dt.datetime.now(dt.UTC).replace(microsecond=0)
    counts = error_counts(con, turn.home)
    return publish(con, turn.home, published_at=now, progress=turn.progress, error_counts=counts)
