"""The snapshot for readers: built beside the old one, checked, and swapped in whole."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import shutil
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import duckdb

from crawler.text.counts import how_many
from store.damage import is_damage
from store.database import MORE_THAN_A_DAY, as_for_a_day
from store.derive.state import program
from store.errors import StoreError
from store.publish.attached import NEW, PREVIOUS, attach_previous, begin_with_previous, using
from store.publish.changes import note_in_place, note_next
from store.publish.checks import PublishRefusedError
from store.publish.export.files import Export, files_of, write_files, written_beside
from store.publish.figures import AuditLabel
from store.publish.making import Facts, Made, bring_up_to_date, make_anew
from store.publish.unread import DAMAGED, unread_at, what_is_known
from store.snapshot import CURRENT, DATABASE, new_folder, put_in_place, snapshot_path

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence
    from pathlib import Path

    Progress = Callable[[str, int, int | None], None]

__all__ = ["AuditLabel", "PublishRefusedError", "PublishSummary", "publish"]

STORAGE_VERSION = "v1.2.0"  # readable by DuckDB 1.2 and later


@dataclass(frozen=True)
class PublishSummary:
    """What was published: counts of processes, of those in scope, of those flagged; data version and database file.

    `unjudged` counts the texts that were never judged, whose processes so far show no evidence. `whole_because` says
    why all was made anew, where it was not asked for.
    """

    processes: int
    in_scope: int
    flagged: int
    data_version: str
    path: Path
    unjudged: int = 0
    whole_because: str | None = None

    def sentence(self) -> str:
        """Say in a line what was published."""
        return (
            f"published {how_many(self.processes, 'process', 'processes')}: {self.in_scope:,} in scope of the Act, "
            f"{self.flagged:,} of those with evidence of social value"
        )


def publish(  # noqa: PLR0913 - what to publish is named, not placed
    con: duckdb.DuckDBPyConnection,
    home: Path,
    *,
    published_at: dt.datetime,
    progress: Progress | None = None,
    labels: Sequence[AuditLabel] = (),
    is_whole: bool = True,
    is_loss_allowed: bool = False,
) -> PublishSummary:
    """Build a new snapshot from what was derived, check it, and put it in place of the old one.

    Args:
        con: the writer's database, in which `store.derive.run.derive` has run.
        home: folder of the monitor; everything goes to its `published/`.
        published_at: instant of the publication, UTC, stated in the snapshot.
        progress: called as parts are done.
        labels: what people say of the processes they read, for the corrected rates.
        is_whole: make every row anew; otherwise those that have changed since the snapshot in place, when
            `store.derive.changes` has noted all of these.
        is_loss_allowed: publish though processes or columns of the snapshot in place are gone.

    Raises:
        PublishRefusedError: the new snapshot fails a check; the message holds the offending rows.
        StoreError: the folder cannot be written, or the memory does not do.
    """
    published = home / "published"
    new: Path | None = None
    facts = Facts(
        published_at=published_at, labels=labels, is_day=False, is_loss_allowed=is_loss_allowed, progress=progress
    )
    try:
        new = new_folder(published)
        unread = unread_at(con, published)
        reason = unread.reason if unread else None
        if not is_whole and not unread:
            reason = begin_with_previous(con, new / DATABASE, snapshot_path(home))
        is_day = not is_whole and reason is None
        try:
            with as_for_a_day(con) if is_day else contextlib.nullcontext():
                made = _build(con, new, snapshot_path(home), replace(facts, is_day=is_day, unread=unread))
        except duckdb.Error as error:
            if is_day and isinstance(error, duckdb.OutOfMemoryException):
                reason = MORE_THAN_A_DAY
            elif unread or not is_damage(error) or not snapshot_path(home).is_file():
                raise
            else:
                # Rows of the snapshot in place, or else those of the writer's database, which would be met again.
                unread = what_is_known(con, published, DAMAGED)
                reason = unread.reason
            new = new_folder(published)
            made = _build(con, new, snapshot_path(home), replace(facts, unread=unread))
        facts.begin("forced to the disk, and put in place")
        note_next(con, made.identity, made.figures)
        put_in_place(new, published, f"{published_at:%Y%m%dT%H%M%SZ}-{secrets.token_hex(2)}")
        note_in_place(con, made.identity)
    except OSError as error:
        raise StoreError(f"{published} cannot be written: {error.strerror}; the old snapshot stays") from error
    except (duckdb.IOException, duckdb.FatalException, duckdb.OutOfMemoryException) as error:
        raise StoreError(f"{published} cannot be written: {_cause(error)}; the old snapshot stays") from error
    finally:
        if new:
            shutil.rmtree(new, ignore_errors=True)
    counts = made.processes, made.in_scope, made.flagged
    return PublishSummary(*counts, made.data_version, snapshot_path(home), whole_because=reason)


def _cause(error: duckdb.Error) -> str:
    """What went wrong, in a line; DuckDB names a full disk only after much else."""
    no_space = os.strerror(errno.ENOSPC)
    return no_space if no_space in str(error) else str(error).splitlines()[0]


def _build(con: duckdb.DuckDBPyConnection, new: Path, old_path: Path, facts: Facts) -> Made:
    """Write the snapshot file and check it, and the files beside it; the writer's own database is only read."""
    path = new / DATABASE
    current = new.parents[1] / CURRENT
    export = Export(new, current, program(), facts.published_at, not facts.is_day, facts.progress)
    with files_of(export) as files:
        with using(con, path, f"STORAGE_VERSION '{STORAGE_VERSION}'") as own:
            previous = None if facts.unread else attach_previous(con, old_path)
            try:
                if facts.is_day:
                    # Files of tables are written as soon as their rows are there.
                    with written_beside(con, NEW, export, files) as write:
                        made = bring_up_to_date(con, own, facts, write)
                    files.finish(con, made.data_version)
                else:
                    made = make_anew(con, own, facts, previous)
            finally:
                if previous:
                    con.execute(f"DETACH {PREVIOUS}")
        if not facts.is_day:
            with using(con, path, "READ_ONLY"):
                write_files(con, export, files, made.prints, made.data_version)
    return made
