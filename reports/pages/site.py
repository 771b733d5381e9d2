"""Pages that explain: clause library, glossary, method and data; and the front pages: home, archive, long series."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from itertools import groupby
from typing import Any

from duckdb import DuckDBPyConnection

from reports.charts import trends as charts
from reports.pages import edition_sentences as findings
from reports.pages.feeds import Entry, atom
from reports.pages.layout import Common
from reports.pages.record import Record
from reports.pages.render import csv_text
from reports.snapshot.edition import ACT_DAY, SeriesBreak, SeriesPoint
from reports.snapshot.load import fetch
from reports.snapshot.rates import Rate
from reports.words.labels import rows
from store.query import list_queries

Files = Iterator[tuple[str, str | bytes]]
DOWNLOADS = ("indicators", "themes", "standards", "completeness", "series_breaks")
YEAR_INDICATORS = ("I1", "I2", "I3", "I5")


def load_clauses(con: DuckDBPyConnection) -> list[dict[str, Any]]:
    """The clauses most worth reusing, best first."""
    return fetch(con, "clauses")


def clause_files(con: DuckDBPyConnection, common: Common, clauses: Sequence[dict[str, Any]]) -> Files:
    """The clause library and its data."""
    total = fetch(con, "clause_count")[0]["clauses"]
    options = {
        "themes": sorted({theme for clause in clauses for theme in clause["themes"]}),
        "services": sorted({clause["cpv_division"] for clause in clauses if clause["cpv_division"]}),
        "kinds": sorted({clause["authority_kind"] for clause in clauses if clause["authority_kind"]}),
        "levels": sorted({clause["level"] for clause in clauses}, reverse=True),
    }
    values: dict[str, Any] = {"clauses": clauses, "total": total, "options": options}
    yield "clauses/index.html", common.page("clauses.html", 1, "clauses", section_page=True, **values)
    if clauses:
        yield "clauses/clauses.csv", csv_text(clauses, is_sample=common.cut.is_sample)


def front_files(common: Common, records: Sequence[Record]) -> Files:
    """The front page, the archive of editions and their feed."""
    latest = records[0]
    yield "index.html", common.page("home.html", 0, "home", records=records[:8], total=len(records), latest=latest)
    yield "editions/index.html", common.page("archive.html", 1, "editions", section_page=True, records=records)
    entries = [edition_entry(common, record) for record in records[:20]]
    link = common.publisher.address("index.html", "index.html")
    title = "Social Value Monitor: weekly editions"
    yield "feed.xml", atom("editions", title, link, max(entry.updated for entry in entries), entries)


def edition_entry(common: Common, record: Record) -> Entry:
    """One edition as an entry of the feed; a revised one comes up again."""
    path = f"{record.folder}/index.html"
    revised = f" Revised: version {record.version}." if record.version > 1 else ""
    return Entry(
        key=f"edition:{record.week}:{record.version}",
        title=f"{record.week}: {record.title}",
        link=common.publisher.address(path, path),
        updated=datetime.fromisoformat(record.data_until),
        text=record.sentence + revised,
    )


def series_files(con: DuckDBPyConnection, common: Common, latest: Record) -> Files:
    """The long series since the Act came into force, with its data."""
    points = [SeriesPoint(**row) for row in fetch(con, "long_series", until=latest.last_day)]
    breaks = [SeriesBreak(**row) for row in fetch(con, "series_breaks")]
    drawn = charts.Series(points, breaks, since=ACT_DAY)
    chart: dict[str, str] = {}
    if any(point.rate is not None for point in points):
        story = charts.Story(findings.long_title(points), findings.trend_text(points, 12))
        chart = charts.both(charts.trend, story, series=drawn)
    years = [
        (period, {row["indicator"]: Rate(**{k: v for k, v in row.items() if k != "period"}) for row in group})
        for period, group in groupby(fetch(con, "years"), key=lambda row: str(row["period"]))
    ]
    values: dict[str, Any] = {"chart": chart, "years": years, "breaks": breaks, "latest": latest}
    yield (
        "series/index.html",
        common.page(
            "series.html", 1, "series", section_page=True, shown_breaks=drawn.shown_breaks, codes_shown=YEAR_INDICATORS,
            first_day=common.cut.first_day, **values,
        ),
    )  # fmt: skip
    is_sample = common.cut.is_sample
    if points:
        yield "series/series.csv", csv_text([asdict(point) for point in points], is_sample=is_sample)
    if years:
        told = [{"year": period, **asdict(rate)} for period, rates in years for rate in rates.values()]
        yield "series/years.csv", csv_text(told, is_sample=is_sample)


def method_files(con: DuckDBPyConnection, common: Common, latest: Record) -> Files:
    """How a figure is made, with one real path through the data; and the glossary."""
    found = fetch(con, "example", first_day=latest.headline_from, last_day=latest.last_day)
    example = found[0] if found else None
    steps = fetch(con, "example_steps", ocid=example["ocid"]) if example else []
    changes = rows("method_changes")
    values: dict[str, Any] = {"example": example, "steps": steps, "latest": latest, "changes": changes}
    yield (
        "method/index.html",
        common.page("method_page.html", 1, "method", section_page=True, **values),
    )
    terms = rows("glossary")
    yield "glossary/index.html", common.page("glossary.html", 1, "glossary", terms=terms)


def data_files(con: DuckDBPyConnection, common: Common) -> Files:
    """The data page with its downloads, the dictionary and the queries to copy."""
    downloads = []
    for name in DOWNLOADS:
        found = fetch(con, f"download_{name}")
        if found:
            text = csv_text(found, is_sample=common.cut.is_sample)
            downloads.append({"name": name, "rows": len(found), "kilobytes": -(-len(text.encode()) // 1000)})
            yield f"data/{name}.csv", text
    tables = [
        (name, list(columns)) for name, columns in groupby(fetch(con, "dictionary"), key=lambda row: row["table_name"])
    ]
    values: dict[str, Any] = {"downloads": downloads, "tables": tables, "queries": list_queries()}
    yield "data/index.html", common.page("data_page.html", 1, "data", section_page=True, **values)
