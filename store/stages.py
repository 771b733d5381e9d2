"""The stages of a run that write to the database: each alone in its home, and recorded in core.run."""

from __future__ import annotations

import contextlib
import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from crawler.home.sample_mark import is_sample
from store.audit.sample import settled_labels
from store.database import writer
from store.derive.changes import derive_changes
from store.derive.run import derive
from store.documents.draw import Allowance, draw, due
from store.documents.fetched import note_roles_version, read_fetched, tell_roles
from store.documents.judging import judge_documents
from store.documents.record import load_asked, place_anew, settle
from store.errors import StoreError
from store.home import alone
from store.ingest.declared import declare, load_declared
from store.ingest.job_runs import load_journal
from store.ingest.run import Origin, ingest_landing, ingest_paths
from store.judging import forget, judge_pending, never_judged_count
from store.publish.run import PublishRefusedError, publish
from store.quality.alarms import look
from store.quality.gate import note_refusal
from store.rebuild import carry_over, new_home, put_in_place
from store.registers.matching import match_suppliers
from store.runs import recorded

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    import duckdb

    from crawler.home.lock import Holder
    from store.documents.draw import Due
    from store.ingest.declared import Span
    from store.ingest.summary import IngestSummary
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


def ingest(turn: Turn, paths: list[Path], covers: Span | None = None) -> IngestSummary:
    """Read landing (or the given paths) into the database, and keep what they are said to cover.

    Raises:
        StoreError: the home or a path cannot be used, or nothing is held of what is said to be covered.
    """
    with _stage(turn, "ingest") as (con, detail):
        load_journal(con, turn.home)
        load_declared(con, turn.home)
        read = _read(con, turn, paths) if paths else ingest_landing(con, turn.home, progress=turn.progress)
        note_roles_version(con)
        if covers:
            declare(con, turn.home, covers, paths)
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
        counts["documents"] = judge_documents(con, judge, turn.progress)
        detail.update(counts)
    return counts, changes


def due_documents(turn: Turn, judge: Judge, allowance: Allowance, bases: Mapping[str, str]) -> dict[str, list[Due]]:
    """Draw whose tender documents are asked for, and return what is due of each source.

    Args:
        turn: the turn.
        judge: who says which notices are silent; what it has not judged is judged first.
        allowance: how much is asked for.
        bases: source to the address at which its documents are asked for.

    Raises:
        StoreError: the home cannot be used.
    """
    with _stage(turn, "documents:draw") as (con, detail):
        judge_pending(con, judge, turn.progress)
        load_asked(con, turn.home)
        place_anew(con, bases)
        derive_changes(con)
        draw(con, allowance)
        settle(con)
        found = due(con, list(bases), allowance)
        detail.update({source: len(documents) for source, documents in found.items()})
    return found


def read_documents(turn: Turn, judge: Judge, gate: str | None) -> Counter[str]:
    """Read the tender documents that were got, and judge them; returns how many by status.

    Args:
        turn: the turn.
        judge: the classifier.
        gate: words, as a regular expression, that a page must hold for its tables to be read.

    Raises:
        StoreError: the home cannot be used.
    """
    with _stage(turn, "documents:read") as (con, detail):
        counts = _read_documents(con, turn, gate)
        judge_documents(con, judge, turn.progress)
        detail.update(counts)
    return counts


def _read_documents(con: duckdb.DuckDBPyConnection, turn: Turn, gate: str | None) -> Counter[str]:
    load_asked(con, turn.home)
    settle(con)
    counts = read_fetched(con, turn.home, gate, turn.progress)
    settle(con)
    tell_roles(con)
    settle(con)
    return counts


def publish_snapshot(turn: Turn, *, is_whole: bool = False, is_loss_allowed: bool = False) -> PublishSummary:
    """Derive and publish what has changed, or all; a refusal is noted at the gate, for the site and the server to know.

    With `is_loss_allowed` also where processes or columns of the snapshot in place are gone.

    Raises:
        PublishRefusedError: the new snapshot fails a check.
        StoreError: no notice has been read, or the home cannot be used.
    """
    with _stage(turn, "publish") as (con, detail):
        if not _holds_notices(con):
            raise StoreError(f"no notice has been read into {turn.home} yet, so that there is nothing to publish")
        try:
            summary = _publish(con, turn, is_whole=is_whole, is_loss_allowed=is_loss_allowed)
        except PublishRefusedError as error:
            note_refusal(turn.home, str(error).splitlines()[0])  # the rows are for the log, not for the site
            raise
        note_refusal(turn.home, None)
        detail.update(processes=summary.processes, in_scope=summary.in_scope, flagged=summary.flagged)
    look(turn.home, dt.datetime.now(dt.UTC))
    return summary


def rebuild(  # noqa: PLR0913 - what may be lost is named, not placed
    turn: Turn,
    paths: list[Path],
    judge: Judge,
    *,
    gate: str | None = None,
    is_loss_allowed: bool,
    is_loss_published: bool = False,
) -> tuple[PublishSummary, bool]:
    """Build the database anew from landing (and the given paths), publish from it, and put it in place of the old.

    With `is_loss_allowed` notices may be lost; with `is_loss_published` also as many as a publish refuses to lose.

    Returns:
        What was published, and whether the old database could be read.

    Raises:
        StoreError: something would be lost, or the home cannot be used.
    """
    home = turn.home
    with alone(home, "rebuild", turn.wait):
        with writer(new_home(home, has_files=bool(paths))) as con, recorded(con, turn.run_id, "rebuild") as detail:
            load_journal(con, home)
            load_declared(con, home)
            detail.update(ingest_landing(con, home, progress=turn.progress).totals())
            if paths:
                _read(con, turn, paths)
            is_old_readable = carry_over(con, home, is_loss_allowed=is_loss_allowed)
            detail.update(judge_pending(con, judge, turn.progress)[0])
            _read_documents(con, turn, gate)
            judge_documents(con, judge, turn.progress)
            summary = _publish(con, turn, is_whole=True, is_loss_allowed=is_loss_published)
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


def _publish(con: duckdb.DuckDBPyConnection, turn: Turn, *, is_whole: bool, is_loss_allowed: bool) -> PublishSummary:
    reason = None
    turn.progress("publish: processes are derived", 0, None)
    if is_whole:
        derive(con)
    else:
        reason = derive_changes(con)
    match_suppliers(con, turn.home, progress=turn.progress)
    now = dt.datetime.now(dt.UTC).replace(microsecond=0)
    labels = settled_labels(con, turn.home)
    is_all = is_whole or reason is not None
    summary = publish(
        con,
        turn.home,
        published_at=now,
        progress=turn.progress,
        labels=labels,
        is_whole=is_all,
        is_loss_allowed=is_loss_allowed,
    )
    return replace(summary, unjudged=never_judged_count(con), whole_because=summary.whole_because or reason)
