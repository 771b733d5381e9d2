"""What a file of labels leaves in doubt though each line can be used: told, as it is most likely a slip."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from store.sql_files import read_sql

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import duckdb

_MOST_SHOWN = 10


def told_twice(labels: Sequence[dict[str, Any]], places: Sequence[str]) -> Iterator[str]:
    """A sentence for each process with several labels in one file, of which the last one counts."""
    found: dict[str, list[str]] = defaultdict(list)
    for label, place in zip(labels, places, strict=True):
        found[label["ocid"]].append(place)
    for ocid, lines in found.items():
        if len(lines) > 1:
            yield f"{ocid} is labelled {len(lines)} times: {lines[-1]} counts, and not {', '.join(lines[:-1])}"


def of_nothing_held(
    con: duckdb.DuckDBPyConnection, labels: Sequence[dict[str, Any]], places: Sequence[str], *, is_published: bool
) -> Iterator[str]:
    """A sentence on the labels of processes that are not held; none when all are.

    Args:
        con: the writer's database, with the published one as `snap` if `is_published`.
        labels: what was read.
        places: where each of the labels stands.
        is_published: whether anything is published.
    """
    ocids = sorted({label["ocid"] for label in labels})
    names = ["audit/unknown.sql", *(["audit/unknown_published.sql"] if is_published else [])]
    unknown = set(ocids)
    for name in names:
        unknown &= {ocid for (ocid,) in con.execute(read_sql(name), [ocids]).fetchall()}
    lost = {label["ocid"]: f"{label['ocid']} ({place})" for label, place in zip(labels, places, strict=True)}
    shown = [words for ocid, words in lost.items() if ocid in unknown]
    if shown:
        more = f" and {len(shown) - _MOST_SHOWN:,} more" if len(shown) > _MOST_SHOWN else ""
        yield f"no notice is held of {', '.join(shown[:_MOST_SHOWN])}{more}: kept, and counts once there is one"
