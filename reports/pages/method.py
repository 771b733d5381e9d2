"""The method page: how a figure is made, with one real path through the data, and how well the reading works."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import groupby
from typing import Any

from duckdb import DuckDBPyConnection

from reports.pages.parts.layout import Common
from reports.pages.parts.record import Record
from reports.snapshot.load import fetch
from reports.words.labels import rows

Row = dict[str, Any]
Files = Iterator[tuple[str, str]]
MOST_REVISED = 30  # editions that the page lists; the archive has all


def method_files(con: DuckDBPyConnection, common: Common, records: Sequence[Record]) -> Files:
    """How a figure is made and what was corrected, the accuracy of every version beside it, and the glossary."""
    latest = records[0]
    found = fetch(con, "reference/example", first_day=latest.headline_from, last_day=latest.last_day)
    example = found[0] if found else None
    steps = fetch(con, "reference/example_steps", ocid=example["ocid"]) if example else []
    lacks = {row["source"]: row for row in rows("portals")}
    covered = fetch(
        con, "reference/portal_coverage", first_day=latest.last_day - timedelta(weeks=52), last_day=latest.last_day
    )
    versions = by_version(fetch(con, "reference/accuracy_versions"))
    values: Row = {
        "example": example,
        "steps": steps,
        "latest": latest,
        "series": fetch(con, "series/headline_series", period=latest.week),
        "errors": fetch(con, "reference/reading_errors"),
        "doubts": fetch(con, "reference/law_doubts"),
        "tested": next((row["tests"] for row in fetch(con, "edition/changes", period=latest.week)), None),
        "changes": rows("method_changes"),
        "portals": [row | lacks.get(row["source"], {"since": "", "lacks": ""}) for row in covered],
        "revised": [record for record in records if record.earlier][:MOST_REVISED],
        "materials": by_material(fetch(con, "reference/accuracy")),
        "versions": versions,
    }
    values |= {name: fetch(con, f"reference/{name}") for name in ("reliability", "mistakes")}
    yield "method/index.html", common.page("method_page.html", 1, "method", section_page=True, **values)
    yield "method/accuracy/index.html", common.page("accuracy.html", 2, "method", versions=versions)
    yield "glossary/index.html", common.page("glossary.html", 1, "glossary", terms=rows("glossary"))


def by_material(measured: Sequence[Row]) -> list[Row]:
    """The measurements of one version, by the texts it was measured on: of all of them, and by kind and level."""
    found = []
    for material, group in groupby(measured, key=lambda row: row["material"]):
        own = list(group)
        found.append(
            {
                "material": material,
                "measured_on": own[0]["measured_on"],
                "whole": [row for row in own if row["cut"] == "all"],
                "parts": [row for row in own if row["cut"] != "all"],
            }
        )
    return found


def by_version(measured: Sequence[Row]) -> list[Row]:
    """The measurements on unseen texts, by version of rules and model, in the order they come in."""
    versions = groupby(measured, key=lambda row: (row["version"], row["is_in_force"]))
    return [{"version": version, "is_in_force": now, "rows": list(group)} for (version, now), group in versions]
