"""What is known of each portal: the prefix of its ocids, and how its notices are numbered and addressed."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from importlib.resources import files

OTHER = "other"


@dataclass(frozen=True, slots=True)
class Source:
    """One portal. `notice_id_pattern` has one group: the part of a release id that stays the same."""

    name: str
    ocid_prefix: str
    notice_url: str
    notice_id_pattern: re.Pattern[str]


def _load() -> dict[str, Source]:
    with (files("store") / "ingest" / "mapping" / "sources.csv").open(encoding="utf-8") as lines:
        return {
            row["source"]: Source(
                row["source"], row["ocid_prefix"], row["notice_url"], re.compile(row["notice_id_pattern"])
            )
            for row in csv.DictReader(lines)
        }


SOURCES = _load()
_BY_PREFIX = {source.ocid_prefix: source.name for source in SOURCES.values()}


def source_of_ocid(ocid: str) -> str:
    """Portal an ocid belongs to by its registered prefix (the first two parts); `other` when the prefix is unknown."""
    return _BY_PREFIX.get("-".join(ocid.split("-", 2)[:2]), OTHER)


def stable_part(source: str, release_id: str) -> str | None:
    """The part of a release id that names the notice for good; None when the id has another form."""
    known = SOURCES.get(source)
    match = known.notice_id_pattern.fullmatch(release_id) if known else None
    return match[1] if match else None


def notice_url(source: str, notice_id: str) -> str | None:
    """Address of the notice's page on its portal; None for ids that are not the portal's own numbers."""
    known = SOURCES.get(source)
    if known is None or not stable_part(source, notice_id):
        return None
    return known.notice_url.format(notice_id=notice_id)
