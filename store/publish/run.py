"""The snapshot for readers: built beside the old one, checked, and swapped in whole."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import duckdb

from store.damage import is_damage
from store.derive.state import program
from store.errors import StoreError
from store.publish.accuracy import fill_accuracy
from store.publish.attached import NEW, PREVIOUS, attach_previous, begin_with_previous, using
from store.publish.award_figures import fill_award_figures
from store.publish.changes import (
    FigureFacts,
    clear_figures,
    facts_before,
    facts_of_figures,
    identity,
    note_in_place,
    note_next,
    renew_core,
    renew_processes,
    rows_from,
)
from store.publish.checks import PublishRefusedError, check
from store.publish.clauses import count_evidence, fill_clauses, renew_clauses
from store.publish.export.datapackage import tables_of
from store.publish.export.files import Export, write_files
from store.publish.export.prints import JOINED
from store.publish.figures import BY_PERIOD, AuditLabel, fill_figures, fill_hidden_share, insert_from
from store.publish.versions import FIRST, MEANING, Shape, columns_of, next_version, shape_of
from store.snapshot import DATABASE, new_folder, put_in_place, snapshot_path
from store.sql_files import quoted, read_sql, run_script, transaction

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence
    from pathlib import Path

    Progress = Callable[[str, int, int | None], None]

__all__ = ["AuditLabel", "PublishRefusedError", "PublishSummary", "publish"]

STORAGE_VERSION = "v1.2.0"  # readable by DuckDB 1.2 and later
# Scripts of store/sql/schema, in the order in which one rests on another.
_CORE_SCHEMA = ("raw_core", "documents", "awards", "derived", "derived_awards", "published")
_FIGURE_SCHEMA = ("out_figures", "out_documents", "out_awards", "accuracy", "kept")


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
            f"published {self.processes:,} processes: {self.in_scope:,} in scope of the Act, "
            f"{self.flagged:,} of those with evidence of social value"
        )


@dataclass(frozen=True, kw_only=True)
class _Facts:
    """What a snapshot is made with: the instant, labels, and whether the one in place is brought up to date.

    `progress` is told of each step as it begins.
    """

    published_at: dt.datetime
    labels: Sequence[AuditLabel]
    is_day: bool
    progress: Progress | None = None

    def begin(self, step: str) -> None:
        """Say that a step begins."""
        if self.progress:
            self.progress(f"publish: {step}", 0, None)


def publish(  # noqa: PLR0913 - what to publish is named, not placed
    con: duckdb.DuckDBPyConnection,
    home: Path,
    *,
    published_at: dt.datetime,
    progress: Progress | None = None,
    labels: Sequence[AuditLabel] = (),
    is_whole: bool = True,
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

    Raises:
        PublishRefusedError: the new snapshot fails a check; the message holds the offending rows.
        StoreError: the folder cannot be written.
    """
    published = home / "published"
    new: Path | None = None
    try:
        new = new_folder(published)
        reason = None if is_whole else begin_with_previous(con, new / DATABASE, snapshot_path(home))
        is_day = not is_whole and reason is None
        facts = _Facts(published_at=published_at, labels=labels, is_day=is_day, progress=progress)
        try:
            summary, made, export = _build(con, new / DATABASE, snapshot_path(home), facts)
        except duckdb.Error as error:
            if not (facts.is_day and is_damage(error)):
                raise
            reason = "the snapshot in place is damaged"
            (new / DATABASE).unlink()
            facts = replace(facts, is_day=False)
            summary, made, export = _build(con, new / DATABASE, snapshot_path(home), facts)
        with using(con, new / DATABASE, "READ_ONLY"):
            write_files(con, new, published / "current", export, progress)
        facts.begin("forced to the disk, and put in place")
        note_next(con, *made)
        put_in_place(new, published, f"{published_at:%Y%m%dT%H%M%SZ}-{secrets.token_hex(2)}")
        note_in_place(con, made[0])
    except OSError as error:
        raise StoreError(f"{published} cannot be written: {error.strerror}; the old snapshot stays") from error
    except (duckdb.IOException, duckdb.FatalException) as error:
        raise StoreError(f"{published} cannot be written: {_cause(error)}; the old snapshot stays") from error
    finally:
        if new:
            shutil.rmtree(new, ignore_errors=True)
    return replace(summary, path=snapshot_path(home), whole_because=reason)


def _cause(error: duckdb.Error) -> str:
    """What went wrong, in a line; DuckDB names a full disk only after much else."""
    no_space = os.strerror(errno.ENOSPC)
    return no_space if no_space in str(error) else str(error).splitlines()[0]


def _build(
    con: duckdb.DuckDBPyConnection, path: Path, old_path: Path, facts: _Facts
) -> tuple[PublishSummary, tuple[str, FigureFacts], Export]:
    """Write the snapshot file and check it; the writer's own database is only read.

    Returns what was made, its identity with the facts of its figures, and what its files are to be written from.
    """
    with using(con, path, f"STORAGE_VERSION '{STORAGE_VERSION}'") as own:
        previous = attach_previous(con, old_path)
        try:
            facts.begin("notices and processes")
            if facts.is_day:
                is_other = renew_core(con, own, facts.published_at)
            else:
                _copy_core(con, own)
            con.execute(read_sql("out/data_span.sql"), {"published_at": facts.published_at})
            of_figures = facts_of_figures(con, own, facts.labels)
            before = facts_before(con, own, PREVIOUS) if facts.is_day else None
            is_kept = before == of_figures and not is_other
            if is_kept:
                con.execute("DELETE FROM out.publication")
            elif facts.is_day:
                _renew_out(con, own, facts, is_same_ground=before is not None and before.ground == of_figures.ground)
            else:
                _fill_out(con, facts)
            facts.begin("checks")
            processes, in_scope, flagged = con.execute(read_sql("out/counts.sql")).fetchone() or (0, 0, 0)
            shape = shape_of(con, NEW)
            data_version = _version(con, shape) if previous else FIRST
            said = {"data_version": data_version, "published_at": facts.published_at}
            said |= {"meaning": MEANING, "fingerprint": shape.fingerprint}
            con.execute(read_sql("out/publication.sql"), said)
            if not is_kept:  # else these rows have passed, of this program
                check(con, previous)
            made = identity(con, NEW), of_figures
        finally:
            if previous:
                con.execute(f"DETACH {PREVIOUS}")
    export = Export(data_version, facts.published_at, shape.tables, program(), not facts.is_day)
    return PublishSummary(processes, in_scope, flagged, data_version, path), made, export


def _copy_core(con: duckdb.DuckDBPyConnection, own: str) -> None:
    with transaction(con):  # else every comment waits for the disk
        for script in _CORE_SCHEMA:
            run_script(con, f"schema/{script}.sql")
    con.execute("DROP SCHEMA raw CASCADE")
    for table in tables_of(con, ("core",)):
        # Rows stand in the order of the files, which are written by year and source.
        order = ", ".join([*(["year", "source"] if table.full_name in JOINED else []), *table.key]) or "ALL"
        con.execute(f"INSERT INTO core.{table.name} BY NAME {rows_from(own, table.name)} ORDER BY {order}")


def _explain_view(con: duckdb.DuckDBPyConnection) -> None:
    """Say of the columns that out.counted takes from out.process what they say there."""
    for column in next(table for table in tables_of(con, ("out",)) if table.name == "process").columns:
        con.execute(f"COMMENT ON COLUMN out.counted.{column.name} IS {quoted(column.comment)}")


def _fill_out(con: duckdb.DuckDBPyConnection, facts: _Facts) -> None:
    """Make and fill the tables of `out`."""
    with transaction(con):
        run_script(con, "schema/out.sql")
        _explain_view(con)
        for script in _FIGURE_SCHEMA:
            run_script(con, f"schema/{script}.sql")
        run_script(con, "macros/statistics.sql")
    count_evidence(con)
    run_script(con, "out/documents/document_level.sql")
    run_script(con, "out/level.sql")
    insert_from(con, "process", "out/process.sql")
    _fill_figures(con, facts)
    fill_clauses(con)


def _renew_out(con: duckdb.DuckDBPyConnection, own: str, facts: _Facts, *, is_same_ground: bool) -> None:
    """Bring the tables of `out` up to date; figures of periods stay where they may, on the same ground."""
    clear_figures(con, ("clause", *(BY_PERIOD if is_same_ground else ())))
    renew_processes(con, own)
    run_script(con, "out/documents/document_level.sql")
    _fill_figures(con, facts, is_day=is_same_ground)
    renew_clauses(con)


def _fill_figures(con: duckdb.DuckDBPyConnection, facts: _Facts, *, is_day: bool = False) -> None:
    facts.begin("figures")
    insert_from(con, "completeness", "out/completeness.sql")
    fill_accuracy(con)
    fill_figures(con, facts.labels, is_day=is_day)
    fill_hidden_share(con)
    facts.begin("awards and clauses")
    fill_award_figures(con)


def _version(con: duckdb.DuckDBPyConnection, shape: Shape) -> str:
    """The data version that follows from the snapshot in place; one by an older program has no fingerprint."""
    facts = dict(con.execute(f"SELECT name, value FROM {PREVIOUS}.out.publication").fetchall())  # noqa: S608 - a name of our own
    old = Shape(columns_of(con, PREVIOUS), facts.get("meaning", MEANING), facts.get("fingerprint", ""))
    return next_version(facts["data_version"], old, shape)
