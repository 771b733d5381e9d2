"""The lake brought up to what is published: editions that it lacks first, each from the data it was made of."""

from __future__ import annotations

import contextlib
import datetime as dt
import secrets
from dataclasses import replace
from typing import TYPE_CHECKING

import duckdb

from store.errors import StoreError
from store.lake.catalog import opened
from store.lake.claims import Request, claim, done
from store.lake.cuts import lake_tables
from store.lake.editions import put_tags
from store.lake.errors import LakeError
from store.lake.state import is_copy, kept_editions, placed, read_state, write_state
from store.lake.sweeping import sweep
from store.lake.writing import Session, Written, tried, write_tables
from store.snapshot import snapshot_path
from store.sql_files import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from pyiceberg.catalog.sql import SqlCatalog

    from store.lake.catalog import Place
    from store.lake.claims import Claim
    from store.lake.writing import Progress

_MEMORY = "1GB"


def catch_up(home: Path, place: Place, progress: Progress, *, is_taken_over: bool = False) -> Written:
    """Bring the lake up to what a home has published.

    Args:
        home: folder of the monitor; nobody else may publish in it meanwhile.
        place: the lake.
        progress: called as tables are done.
        is_taken_over: write though another home wrote under this name before.

    Raises:
        LakeError: the lake cannot be written, or the claim is refused; the state says since when it lags.
        StoreError: the home cannot be written.
    """
    if not snapshot_path(home).is_file():
        raise StoreError(f"nothing is published in {home} yet: run `svmonitor publish` (or `svmonitor demo`) first")
    state = read_state(home)
    facts = _facts(home)
    at = dt.datetime.fromisoformat(facts["published_at"])
    if state.held_at != at or kept_editions(home):
        state = replace(state, behind_since=state.behind_since or at)
    write_state(home, state)
    try:
        with opened(place) as catalog:
            made = _claimed(home, place, catalog, facts, is_taken_over=is_taken_over)
            total, is_edition_new = Written(), bool(kept_editions(home))
            for tag, path in kept_editions(home):
                with _database(home, path) as con:
                    total += write_tables(Session(catalog, con, place, made), progress)
                    if place.is_main:
                        put_tags(catalog, place, [table.name for table in lake_tables(con)], tag)
                path.unlink()
                state = read_state(home)
                write_state(home, replace(state, editions=(*state.editions, tag)))
            with _database(home, snapshot_path(home)) as con:
                total += write_tables(Session(catalog, con, place, made), progress)
            tried(place, lambda: _noted(catalog, made, at, facts.get("data_version", "")))
            if is_edition_new:
                sweep(catalog, place, progress)
    except LakeError as error:
        write_state(home, replace(read_state(home), error=str(error)))
        raise
    now = dt.datetime.now(dt.UTC).replace(microsecond=0)
    write_state(home, replace(read_state(home), behind_since=None, error="", written_at=now, held_at=at))
    return total


def _claimed(home: Path, place: Place, catalog: SqlCatalog, facts: Mapping[str, str], *, is_taken_over: bool) -> Claim:
    """Claim the name in the lake; the new token is kept before it is sent, so that no answer can be lost."""
    state = read_state(home)
    known = () if is_copy(home, state) else state.tokens
    token = secrets.token_hex(8)
    if known == state.tokens:
        write_state(home, replace(state, tokens=(*known, token)))
    is_sample = facts.get("is_sample") == "true"
    made: list[Claim] = []

    def attempt() -> Written:
        made.append(claim(catalog, place, asked))
        return Written()

    asked = Request(
        token,
        (*known, token),
        is_sample=is_sample,
        is_taken_over=is_taken_over,
        schema_version=int(facts.get("schema_version") or 0),
    )
    tried(place, attempt)
    write_state(home, placed(home, replace(state, tokens=(token,))))
    return made[-1]


def _noted(catalog: SqlCatalog, made: Claim, published_at: dt.datetime, data_version: str) -> Written:
    done(catalog, made, published_at, data_version)
    return Written()


def _facts(home: Path) -> dict[str, str]:
    """What the snapshot in place says of itself."""
    with _database(home, snapshot_path(home)) as con:
        return {name: str(value) for name, value in con.execute("SELECT name, value FROM out.publication").fetchall()}


@contextlib.contextmanager
def _database(home: Path, path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A published database, read-only; instants leave it in UTC, and nothing is written beside it."""
    con = duckdb.connect(str(path.absolute()), read_only=True)
    try:
        con.execute("SET TimeZone = 'UTC'")
        con.execute("SET enable_progress_bar = false")
        con.execute(f"SET memory_limit = '{_MEMORY}'")
        con.execute(f"SET temp_directory = {quoted(home.absolute() / 'lake' / 'temporary')}")
        yield con
    finally:
        con.close()
