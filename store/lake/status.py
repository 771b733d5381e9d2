"""How a lake stands: whether it holds what is published here, who writes it, and which editions can be read back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from store.lake.catalog import opened
from store.lake.claims import claims
from store.lake.editions import tags
from store.lake.errors import LakeError
from store.lake.state import kept_editions, read_state
from store.lake.sweeping import table_names

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from store.lake.catalog import Place

Facts = dict[str, Any]


def lake_status(home: Path, place: Place) -> Facts:
    """The state of a lake as seen from a home.

    Returns:
        `catalog`, `warehouse`, `writer`, `main`, `written_at`, `lag` (since when and why; empty when there is none),
        `editions_waiting` (tags), `fault` (why it cannot be asked), `writers` (without their tokens), `tables` (how
        many) and `editions`.
    """
    state = read_state(home)
    facts: Facts = {
        "catalog": place.catalog,
        "warehouse": place.warehouse,
        "writer": place.writer,
        "main": place.main,
        "written_at": state.written_at,
        "lag": state.lag,
        "editions_waiting": [tag for tag, _ in kept_editions(home)],
        "fault": "",
        "writers": [],
        "tables": 0,
        "editions": [],
    }
    try:
        with opened(place) as catalog:
            rows = claims(catalog)
            facts["writers"] = [{name: value for name, value in vars(row).items() if name != "token"} for row in rows]
            facts["tables"] = len(table_names(catalog))
            facts["editions"] = tags(catalog)
    except LakeError as error:
        facts["fault"] = str(error)
    return facts


def lake_lines(facts: Facts) -> Iterator[str]:
    """The state as lines for a person."""
    yield f"Lake {facts['catalog']}, files in {facts['warehouse']}; written from here as {facts['writer']}"
    if facts["fault"]:
        yield f"It cannot be asked: {facts['fault']}"
    else:
        yield f"{facts['tables']} tables; editions: {', '.join(facts['editions']) or 'none yet'}"
    for row in facts["writers"]:
        what = "processes, figures and notices" if row["is_main"] else "notices"
        of = ", ".join(row["sources"]) or "all portals"
        at = f"{row['written_at']:%Y-%m-%d %H:%M} UTC" if row["written_at"] else "never whole yet"
        yield f"  {row['writer']} writes {what} of {of}; last whole: {at}"
    if facts["writers"] and not any(row["is_main"] for row in facts["writers"]):
        yield f"Nobody writes processes and figures: [lake] main is {facts['main']}, and no such monitor has written"
    if facts["editions_waiting"]:
        yield f"Editions not in it yet: {', '.join(facts['editions_waiting'])}"
    if facts["lag"]:
        yield facts["lag"]
    elif facts["written_at"] is None:
        yield "Nothing has been written from here yet: run `svmonitor lake write`"
    else:
        yield "It holds what is published here"
