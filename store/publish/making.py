"""A snapshot made anew, or brought up to date from the one in place, and checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from store.database import allow_all_memory
from store.publish.attached import NEW, PREVIOUS
from store.publish.building import copy_core, fill_out, renew_out
from store.publish.changes import (
    FigureFacts,
    facts_before,
    facts_of_figures,
    find_changed,
    identity,
    renew_core,
)
from store.publish.checks import check
from store.publish.export.datapackage import tables_of
from store.publish.export.prints import print_of
from store.publish.row_prints import keep_prints, kept_prints, prints_of, renewed
from store.publish.versions import APART, FIRST, MEANING, Shape, columns_of, next_version, shape_of
from store.sql_files import read_sql

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping, Sequence

    import duckdb

    from store.publish.export.files import Write
    from store.publish.export.prints import TablePrint
    from store.publish.figures import AuditLabel
    from store.publish.unread import Unread

    Progress = Callable[[str, int, int | None], None]


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What a snapshot is made with: the instant, labels, and whether the one in place is brought up to date.

    With `is_loss_allowed` it may lack what the one in place holds. `progress` is told of each step as it begins.
    `unread` is what is known of the one in place when it cannot be read.
    """

    published_at: dt.datetime
    labels: Sequence[AuditLabel]
    is_day: bool
    is_loss_allowed: bool = False
    progress: Progress | None = None
    unread: Unread | None = None

    def begin(self, step: str) -> None:
        """Say that a step begins."""
        if self.progress:
            self.progress(f"publish: {step}", 0, None)


@dataclass(frozen=True)
class Made:
    """What was made: counts of processes, of those in scope, of those flagged; and what is noted of it.

    `identity` tells the snapshot from every other, `figures` are the facts of its figures, and
    `prints` tell the rows of its tables.
    """

    processes: int
    in_scope: int
    flagged: int
    data_version: str
    identity: str
    figures: FigureFacts
    prints: Mapping[str, TablePrint]


def make_anew(con: duckdb.DuckDBPyConnection, own: str, facts: Facts, previous: str | None) -> Made:
    """Fill the tables of a new snapshot, and check them."""
    facts.begin("notices and processes")
    copy_core(con, own)
    con.execute(read_sql("out/data_span.sql"), {"published_at": facts.published_at})
    of_figures = facts_of_figures(con, own, facts.labels)
    fill_out(con, facts.labels, facts.begin)
    facts.begin("checks")
    made = _told(con, facts, shape_of(con, NEW, {}), of_figures, previous)
    check(con, None if facts.is_loss_allowed else previous)
    return made


def bring_up_to_date(con: duckdb.DuckDBPyConnection, own: str, facts: Facts, write: Write) -> Made:
    """Bring the tables of a copy of the snapshot in place up to date, and check them."""
    facts.begin("notices and processes")
    rows = find_changed(con, own, facts.published_at)
    kept = kept_prints(con, identity(con, NEW))
    before = prints_of(con, rows) if kept else {}
    is_other = renew_core(con, own)
    con.execute(read_sql("out/data_span.sql"), {"published_at": facts.published_at})
    of_figures = facts_of_figures(con, own, facts.labels)
    facts_then = facts_before(con, own, PREVIOUS)
    is_kept = facts_then == of_figures and not is_other
    tables = {table.full_name: table for table in tables_of(con, ("core", "out"))}
    known = dict(kept) if is_kept else {}
    written: set[str] = set()

    def is_done(names: Sequence[str]) -> None:
        """Have the files of tables written whose rows are there."""
        written.update(names)
        if kept:
            changed = {name: rows[name] for name in names if name in rows}
            known.update(renewed(kept, before, prints_of(con, changed)))
        known.update({name: print_of(con, name) for name in names if name not in {*known, *APART}})
        write([tables[name] for name in names], known)

    is_done([name for name in tables if name.startswith("core.")])
    if is_kept:
        con.execute("DELETE FROM out.publication")
    else:
        is_same_ground = facts_then is not None and facts_then.ground == of_figures.ground
        if not is_same_ground:
            allow_all_memory(con)
        renew_out(
            con, own, labels=facts.labels, begin=facts.begin, is_done=is_done, is_same_ground=is_same_ground
        )  # fmt: skip
    facts.begin("checks")
    made = _told(con, facts, shape_of(con, NEW, known), of_figures, PREVIOUS)
    write([table for name, table in tables.items() if name not in written], made.prints)
    if not is_kept:  # else these rows have passed, of this program
        check(
            con, None if facts.is_loss_allowed else PREVIOUS, {name: printed.rows for name, printed in before.items()}
        )
    return made


def _told(
    con: duckdb.DuckDBPyConnection, facts: Facts, shape: Shape, of_figures: FigureFacts, previous: str | None
) -> Made:
    """Have a filled snapshot say what it is."""
    processes, in_scope, flagged = con.execute(read_sql("out/counts.sql")).fetchone() or (0, 0, 0)
    data_version = _version(con, facts, shape, previous)
    said = {"data_version": data_version, "published_at": facts.published_at}
    said |= {"meaning": MEANING, "fingerprint": shape.fingerprint}
    con.execute(read_sql("out/publication.sql"), said)
    keep_prints(con, shape.tables)
    return Made(
        processes, in_scope, flagged, data_version, identity=identity(con, NEW), figures=of_figures, prints=shape.tables
    )


def _version(con: duckdb.DuckDBPyConnection, facts: Facts, shape: Shape, previous: str | None) -> str:
    """The data version that follows from the snapshot in place; one by an older program has no fingerprint."""
    if facts.unread:
        return facts.unread.next_version(shape.fingerprint)
    if not previous:
        return FIRST
    said = dict(con.execute(f"SELECT name, value FROM {PREVIOUS}.out.publication").fetchall())  # noqa: S608 - a name of our own
    old = Shape(columns_of(con, PREVIOUS), said.get("meaning", MEANING), said.get("fingerprint", ""))
    return next_version(said["data_version"], old, shape)
