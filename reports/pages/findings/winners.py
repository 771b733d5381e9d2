"""Who wins? The voluntary sector's share of awards as bounds, with and without social value in the competition."""

from collections.abc import Iterator, Sequence
from typing import Any

from duckdb import DuckDBPyConnection

from reports.charts.bounds import Bound, bounds
from reports.content import Picture
from reports.pages.parts.layout import Common
from reports.pages.parts.render import csv_text
from reports.pages.parts.take import Chart, Figure, Told, figure
from reports.pages.sentences import winners as words
from reports.snapshot.load import fetch
from reports.words.labels import label, rows
from reports.words.wording import number

Row = dict[str, Any]
Files = Iterator[tuple[str, str | bytes | Picture]]
Key = tuple[str, str, str, str]  # indicator, evidence group, cut, value of the cut
GROUPS = ("all", "scored", "any", "none", "vcse_marked", "unknown")
DRAWN = GROUPS[:5]
SUBTITLE = (
    "Share of awards to charities, community interest companies and registered societies. A bar runs from those found "
    "to be one to those that cannot be ruled out. Dashed: the official figure for England, {official}, which counts "
    "other years and contracts"
)


def winner_files(con: DuckDBPyConnection, common: Common) -> Files:
    """The page, its pictures and its data."""
    figures = fetch(con, "awards/winner_figures", period=common.latest.week)
    now = _latest(figures)
    chosen: dict[Key, Row] = {(r["indicator"], r["evidence_group"], r["cut"], r["cut_value"]): r for r in now}
    by_number, by_value = (_group(chosen, name) for name in ("vcse_awards", "vcse_value"))
    benchmarks = {row["benchmark"]: row for row in rows("benchmarks")}
    finding = words.finding(by_number.get("all"), by_value.get("all"))
    charts = [
        chart
        for name, own in (("vcse_awards", by_number), ("vcse_value", by_value))
        if (chart := _chart(common, name, own, finding))
    ]
    for chart in charts:
        yield from chart.files()
    registers, waiting = fetch(con, "awards/register_snapshots"), fetch(con, "awards/review_queue")
    values: dict[str, Any] = {
        "title": words.page_title(by_number.get("all")),
        "finding": finding,
        "crossed": words.crossed(by_number.get("scored"), by_number.get("none")),
        "charts": charts,
        "table": [(group, by_number[group], by_value.get(group)) for group in GROUPS if group in by_number],
        "sme": [row for name in ("sme_awards", "sme_value") if (row := chosen.get((name, "all", "all", "all")))],
        "years": _years(figures),
        "nations": _cut(chosen, "nation"),
        "kinds": _cut(chosen, "authority_kind"),
        "statuses": fetch(con, "awards/winner_statuses"),
        "days": [(row, words.days_words(row)) for row in fetch(con, "awards/winner_days")],
        "registers": registers,
        "no_registers": words.registers_words(list(registers)),
        "review": {"pairs": len(waiting), "suppliers": len({row["supplier_id"] for row in waiting})},
        "benchmarks": list(benchmarks.values()),
        "range_words": words.range_words,
    }
    yield "winners/index.html", common.page("winners.html", 1, "winners", section_page=True, **values)
    if figures:
        yield "winners/winners.csv", csv_text(figures, is_sample=common.cut.is_sample)
    if waiting:
        yield "winners/review.csv", csv_text(waiting, is_sample=common.cut.is_sample)


def _latest(figures: Sequence[Row]) -> list[Row]:
    """The figures of the last 12 months, or of all days where these hold too few awards for a share."""
    for period_kind in ("rolling_12_months", "all"):
        own = [row for row in figures if row["period_kind"] == period_kind]
        whole = [r for r in own if (r["indicator"], r["evidence_group"], r["cut"]) == ("vcse_awards", "all", "all")]
        if whole and whole[0]["bound_low"] is not None:
            return own
    return [row for row in figures if row["period_kind"] == "all"]


def _group(chosen: dict[Key, Row], indicator: str) -> dict[str, Row]:
    return {group: chosen[key] for group in GROUPS if (key := (indicator, group, "all", "all")) in chosen}


def _cut(chosen: dict[Key, Row], cut: str) -> list[tuple[Row, Row | None]]:
    """Awards and value of each value of a cut, those with most awards first."""
    found = [
        (row, chosen.get(("vcse_value", "all", cut, value)))
        for (indicator, _, own, value), row in chosen.items()
        if indicator == "vcse_awards" and own == cut and row["n"]
    ]
    return sorted(found, key=lambda pair: (-pair[0]["n"], pair[0]["cut_value"]))


def _years(figures: Sequence[Row]) -> list[tuple[str, Row, Row | None]]:
    own = {
        (row["indicator"], row["period"]): row
        for row in figures
        if row["period_kind"] == "financial_year" and row["cut"] == "all" and row["evidence_group"] == "all"
    }
    return [
        (f"{row['period_from'].year} to {row['period_until'].year}", row, own.get(("vcse_value", period)))
        for (indicator, period), row in own.items()
        if indicator == "vcse_awards" and row["n"]
    ]


def _chart(common: Common, name: str, own: dict[str, Row], finding: str) -> Figure | None:
    drawn = [(group, own[group]) for group in DRAWN if group in own and own[group]["bound_low"] is not None]
    if not drawn:
        return None
    official = next(float(row["share"]) for row in rows("benchmarks") if row["benchmark"] == name)
    bars = [
        Bound(
            label(group, "evidence_group"),
            f"{words.range_words(row)} of {number(row['n'])} awards",
            row["bound_low"],
            row["bound_high"],
        )
        for group, row in drawn
    ]
    told = Told(label(name, "winner_chart"), SUBTITLE.format(official=f"{official:.0%}"), finding)
    drawings = bounds(bars, official, told.title, f"{told.subtitle}. {finding}")
    return figure(common, "winners", Chart(name.replace("_", "-"), told, drawings, [row for _, row in drawn]))
