"""Is it delivered? What large contracts measure, how it is rated, and the way from promise to rating."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from duckdb import DuckDBPyConnection

from reports.charts.bounds import Bound, bounds
from reports.content import Picture
from reports.pages.parts.layout import Common
from reports.pages.parts.render import csv_text
from reports.pages.parts.take import Chart, Figure, Told, figure
from reports.pages.sentences import delivery as words
from reports.snapshot.load import fetch
from reports.words.labels import codes, label
from reports.words.wording import number

Row = dict[str, Any]
Files = Iterator[tuple[str, str | bytes | Picture]]
DRAWN = ("kpis_published", "social_value_kpi", "rating_found", "rating_overdue")
COUNTED = (*DRAWN, "rating_due", "rating_due_2026", "rating_overdue_2026", "no_kpis_reason", "kpi_dropped")
AFTER = ("sv_kpi_dropped", "terminated", "ended_early")
SUBTITLE = (
    "Contracts over £5 million under the Procurement Act 2023 that are not exempt. A bar runs from what was found to "
    "what cannot be ruled out; none is drawn for fewer than ten"
)
SHOWN = 40  # authorities on the page; the CSV holds all


def delivery_files(con: DuckDBPyConnection, common: Common, has_page: frozenset[str]) -> Files:
    """The page, its picture and its data; `has_page` are the authorities that can be linked to."""
    figures = fetch(con, "awards/delivery_figures")
    now = {row["indicator"]: row for row in figures if row["period_kind"] == "all" and row["cut"] == "all"}
    authorities = fetch(con, "awards/delivery_authorities")
    finding = words.finding(now)
    chart = _chart(common, now, finding)
    if chart:
        yield from chart.files()
    values: dict[str, Any] = {
        "title": words.page_title(now),
        "finding": finding,
        "ratings_due": words.rating_words(now),
        "later": words.later_words(now),
        "exempt": words.exempt_words(now.get("kpis_published")),
        "chart": chart,
        "counted": [now[name] for name in (*COUNTED, *AFTER) if name in now],
        "ratings": _ratings(now),
        "authorities": authorities[:SHOWN],
        "authority_count": len(authorities),
        "chains": _chains(fetch(con, "awards/delivery_chains")),
        "kinds": _kinds(figures),
        "has_page": has_page,
    }
    yield "delivery/index.html", common.page("delivery.html", 1, "delivery", section_page=True, **values)
    if figures:
        yield "delivery/delivery.csv", csv_text(figures, is_sample=common.cut.is_sample)
    if authorities:
        yield "delivery/authorities.csv", csv_text(authorities, is_sample=common.cut.is_sample)


def _chart(common: Common, now: Mapping[str, Row], finding: str) -> Figure | None:
    drawn = [
        now[name] for name in DRAWN if name in now and now[name]["rate"] is not None
    ]  # of too few the table says so
    if not drawn:
        return None
    bars = [
        Bound(label(row["indicator"], "delivery"), _counts(row), row["bound_low"], row["bound_high"]) for row in drawn
    ]
    told = Told("From indicator to rating", SUBTITLE, finding)
    drawings = bounds(bars, None, told.title, f"{told.subtitle}. {finding}")
    return figure(common, "delivery", Chart("delivery", told, drawings, drawn))


def _counts(row: Row) -> str:
    unknown = f", {number(row['unknown'])} not known" if row["unknown"] else ""
    return f"{number(row['k'])} of {number(row['n'])}{unknown}"


def _ratings(now: Mapping[str, Row]) -> list[dict[str, Any]]:
    """Ratings by class: of all indicators, and of those about social value."""
    found = []
    for code in codes("rating"):
        whole, social = now.get(f"rating_{code}"), now.get(f"sv_rating_{code}")
        if whole:
            found.append({"code": code, "all": whole, "social": social})
    return found


def _kinds(figures: Sequence[Row]) -> list[dict[str, Any]]:
    """Contracts, indicators and social value among them by kind of authority."""
    own: dict[str, dict[str, Any]] = {}
    for row in figures:
        if row["period_kind"] == "all" and row["cut"] == "authority_kind":
            own.setdefault(row["cut_value"], {"kind": row["cut_value"]})[row["indicator"]] = row
    return [row for row in own.values() if "kpis_published" in row]


def _chains(steps: Sequence[Row]) -> list[dict[str, Any]]:
    return [
        {"process": own[0], "steps": words.told_steps(own)}
        for own in (list(group) for _, group in groupby(steps, key=lambda row: row["ocid"]))
    ]
