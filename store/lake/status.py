"""How a lake stands: whether it holds what is published here, who writes it, and which editions can be read back."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING, Any

import orjson

from crawler.text.counts import how_many
from store.lake.catalog import opened
from store.lake.claims import claims
from store.lake.editions import tags
from store.lake.errors import LakeError
from store.lake.parts import NO_PORTAL, PROPERTY
from store.lake.state import is_copy, kept_editions, read_state
from store.lake.sweeping import table_names
from store.snapshot import snapshot, snapshot_path

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pyiceberg.catalog.sql import SqlCatalog

    from store.lake.catalog import Place
    from store.lake.state import State

Facts = dict[str, Any]
_NOTICES = "core.notice"


def lake_status(home: Path, place: Place) -> Facts:
    """The state of a lake as seen from a home.

    Returns:
        `catalog`, `warehouse`, `writer`, `main`, `written_at`, `lag` (since when and why; empty when there is none),
        `editions_waiting` (tags), `fault` (why it cannot be asked), `writers` (without their tokens), `tables` (how
        many), `editions`, and `notices_differ` (portals of which the lake holds another number of notices than is
        published here, of those that are written or counted from here). What could not be asked is None, and so is a
        lag that is not known.
    """
    state = read_state(home)
    facts: Facts = {
        "catalog": place.catalog,
        "warehouse": place.warehouse,
        "writer": place.writer,
        "main": place.main,
        "written_at": state.written_at,
        "lag": _lag(home, state),
        "editions_waiting": [tag for tag, _ in kept_editions(home)],
        "fault": "",
        "writers": None,
        "tables": None,
        "editions": None,
        "notices_differ": None,
    }
    try:
        with opened(place) as catalog:
            rows = claims(catalog)
            asked: Facts = {
                "writers": [{name: value for name, value in vars(row).items() if name != "token"} for row in rows],
                "tables": len(table_names(catalog)),
                "editions": tags(catalog),
                "notices_differ": _notices_differ(home, place, catalog),
            }
    except LakeError as error:
        return facts | {"fault": str(error), "lag": facts["lag"] or None}
    own = next((row for row in rows if row.writer == place.writer), None)
    if own is None and state.written_at:
        asked["lag"] = (
            f"The lake knows nothing of {place.writer!r}, though it was written from here: is it another one?"
        )
    elif own and (own.token not in state.tokens or is_copy(home, state)):
        asked["lag"] = (
            f"Another home wrote it as {place.writer!r}, last at {own.claimed_at:%Y-%m-%d %H:%M} UTC:"
            " this one is refused until `svmonitor lake write --take-over`"
        )
    return facts | asked


def _lag(home: Path, state: State) -> str:
    """Since when the lake lacks what is published; also where nobody has tried to write it since."""
    if state.lag or state.held_at is None or not snapshot_path(home).is_file():
        return state.lag
    with snapshot(home) as con:
        row = con.execute("SELECT value FROM out.publication WHERE name = 'published_at'").fetchone()
    at = dt.datetime.fromisoformat(row[0]) if row else state.held_at
    return "" if at == state.held_at else f"The lake lacks what was published since {at:%Y-%m-%d %H:%M} UTC"


def _notices_differ(home: Path, place: Place, catalog: SqlCatalog) -> list[Facts]:
    """Portals of which the lake holds other numbers of notices than the home; by what is noted of each part."""
    if not snapshot_path(home).is_file() or not catalog.table_exists(_NOTICES):
        return []
    held: Counter[str] = Counter()
    for name, digest in catalog.load_table(_NOTICES).properties.items():
        if name.startswith(PROPERTY):
            held[orjson.loads(name.removeprefix(PROPERTY))[0] or NO_PORTAL] += int(digest.split()[0])
    with snapshot(home) as con:
        rows = con.execute(f"SELECT coalesce(source, ?), count(*) FROM {_NOTICES} GROUP BY ALL", [NO_PORTAL]).fetchall()  # noqa: S608 - a name of our own
    here = dict(rows)
    named = {*held, *here} if place.is_main or not place.sources else set(place.sources)
    return [
        {"source": source, "here": here.get(source, 0), "lake": held[source]}
        for source in sorted(named)
        if here.get(source, 0) != held[source]
    ]


def lake_lines(facts: Facts) -> Iterator[str]:
    """The state as lines for a person."""
    yield f"Lake {facts['catalog']}, files in {facts['warehouse']}; written from here as {facts['writer']}"
    if facts["fault"]:
        yield f"It cannot be asked: {facts['fault']}"
    else:
        yield f"{how_many(facts['tables'], 'table')}; editions: {', '.join(facts['editions']) or 'none yet'}"
    for row in facts["writers"] or ():
        what = "processes, figures and notices" if row["is_main"] else "notices"
        of = ", ".join(row["sources"]) or "all portals"
        at = f"{row['written_at']:%Y-%m-%d %H:%M} UTC" if row["written_at"] else "never whole yet"
        yield f"  {row['writer']} writes {what} of {of}; last whole: {at}"
    if facts["writers"] and not any(row["is_main"] for row in facts["writers"]):
        yield f"Nobody writes processes and figures: [lake] main is {facts['main']}, and no such monitor has written"
    if facts["editions_waiting"]:
        yield f"Editions not in it yet: {', '.join(facts['editions_waiting'])}"
    yield _standing(facts)
    if not facts["lag"]:
        for row in facts["notices_differ"] or ():
            yield f"Notices of {row['source']}: {row['here']:,} published here, {row['lake']:,} in the lake"


def _standing(facts: Facts) -> str:
    """Whether the lake holds what is published here, as far as that is known."""
    if facts["lag"]:
        return str(facts["lag"])
    if facts["written_at"] is None:
        return "Nothing has been written from here yet: run `svmonitor lake write`"
    if facts["fault"]:
        at = f"{facts['written_at']:%Y-%m-%d %H:%M} UTC"
        return f"When it was last written from here, {at}, it held what is published here"
    return "It holds what is published here"
