"""The evidence pack for reviews of the Act: each claim of 2014 with its figure, its table and its limits."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from duckdb import DuckDBPyConnection

from reports.content import Picture
from reports.pages.findings.clauses import FITTING
from reports.pages.findings.patchy import spread_finding
from reports.pages.findings.topic_trends import THEMES, standard_index, theme_index
from reports.pages.parts.layout import Common
from reports.pages.parts.render import csv_text
from reports.pages.sentences import edition as findings
from reports.snapshot.load import fetch, load_headline_points, load_rates
from reports.snapshot.rates import Rate
from reports.words.labels import label, rows
from reports.words.wording import by_count, day, how_many, number, percent

Row = dict[str, Any]
Files = Iterator[tuple[str, str | Picture]]
LADDER = ("I1", "I2", "I3", "I4", "I5")


@dataclass(frozen=True)
class Shown:
    """What stands under one claim: its figure in a sentence, and its table as rows of the same columns."""

    finding: str
    caption: str
    table: Sequence[Row]


def evidence_files(con: DuckDBPyConnection, common: Common, clauses: Sequence[Row]) -> Files:
    """The pack, made to be printed, and the table of each claim as CSV."""
    shown = {
        "monitoring": _monitoring(con, common),
        "patchy": _patchy(con, common),
        "guidance": _guidance(con, common),
        "measurement": _measurement(con, common),
        "views": _views(con, common),
        "training": _training(con, clauses),
    }
    values: Row = {"claims": rows("claims"), "shown": shown}
    yield "evidence/index.html", common.page("evidence.html", 1, "evidence", section_page=True, **values)
    for name, each in shown.items():
        if each.table:
            yield f"evidence/{name}.csv", csv_text(each.table, is_sample=common.cut.is_sample)


def _rate(row: Row) -> Rate:
    return Rate(**{name: value for name, value in row.items() if name != "period"})


def _monitoring(con: DuckDBPyConnection, common: Common) -> Shown:
    points = load_headline_points(con, common.latest.last_day)
    told = findings.long_finding(points) if any(p.indicator == "I1" and p.rate is not None for p in points) else ""
    years: dict[str, dict[str, Rate]] = {}
    for row in fetch(con, "series/years"):
        years.setdefault(str(row["period"]), {})[row["indicator"]] = _rate(row)
    table = [
        {
            "Financial year": year,
            "In scope": number(rates["I1"].n),
            "With evidence": share(rates["I1"]),
            "95% interval": findings.interval(rates["I1"]),
            "Scored": share(rates.get("I3")),
        }
        for year, rates in years.items()
        if "I1" in rates
    ]
    return Shown(
        told or "Too few procurements are held to give a share.",
        "Procurements within the scope of the Act, all portals together, by financial year",
        table,
    )


def _patchy(con: DuckDBPyConnection, common: Common) -> Shown:
    spread = [row for row in fetch(con, "bodies/dispersion", period=common.latest.week) if row["indicator"] == "I3"]
    table = [
        {
            "Kind": "All" if row["authority_kind"] == "all" else label(row["authority_kind"], "authority_kind"),
            "Authorities": number(row["authorities"]),
            "Never": number(row["none_count"]),
            "Sometimes": number(row["some_count"]),
            "Always": number(row["all_count"]),
            "Estimate: a tenth below": _of(row["rate_p10"]),
            "Estimate: a tenth above": _of(row["rate_p90"]),
        }
        for row in spread
    ]
    whole = next((row for row in spread if row["authority_kind"] == "all"), None)
    caption = "How many authorities score social value in none, some and all of their procurements"
    caption = (
        f"{caption}, {common.latest.year.bare}; and between which shares we estimate the middle four fifths "
        "would score it if chance were set aside"
    )
    return Shown(spread_finding(whole, common.latest.year, common.latest.last_day), caption, table)


def _guidance(con: DuckDBPyConnection, common: Common) -> Shown:
    rates = load_rates(con, "rolling_12_months", common.latest.week)
    table = [
        {
            "What the notice shows": label(code, "indicator"),
            "Share": share(rates[code]),
            "95% interval": findings.interval(rates[code]),
            "Count": f"{number(rates[code].k)} of {number(rates[code].n)}",
        }
        for code in LADDER
        if code in rates
    ]
    year = common.latest.year
    when = f"{year.to} {day(common.latest.last_day)}"
    if not {"I1", "I3", "I4"} <= set(rates) or not rates["I1"].k:
        return Shown(f"No procurement of {when} shows evidence.", "Evidence, step by step, all portals together", table)
    told = (
        f"Of {how_many(rates['I1'].k, 'procurement')} on all portals with {findings.EVIDENCE} in {when}, "
        f"{number(rates['I3'].k)} {by_count(rates['I3'].k, 'scores', 'score')} it, and in "
        f"{number(rates['I4'].k)} the weight can be read."
    )
    return Shown(told, f"Evidence, step by step, all portals together, {year.bare}", table)


def _measurement(con: DuckDBPyConnection, common: Common) -> Shown:
    index = standard_index(con, common)
    table = [
        {
            "Financial year": row["period"],
            "Times named": number(row["mentions"]),
            "Named most": row["top_standard"] or "None",
            "Its share": _of(row["top_share"]),
            "As if in equal use": "Too few"
            if row["effective_standards"] is None
            else f"{row['effective_standards']:.1f}",
        }
        for row in index["concentration"]
    ]
    return Shown(index["finding"], "Ways of measuring that notices name", table)


def _views(con: DuckDBPyConnection, common: Common) -> Shown:
    index = theme_index(con, common)
    table = [
        {
            "Kind of authority": label(row["kind"], "authority_kind"),
            "With evidence": number(row["n"]),
            "Jobs and skills": share(row[THEMES[0]]),
            "Community cohesion": share(row[THEMES[1]]),
            "Both": number(row["both"]),
        }
        for row in index["kinds"]
    ]
    return Shown(index["finding"], f"Procurements with evidence that ask for each, {common.latest.year.bare}", table)


def _training(con: DuckDBPyConnection, clauses: Sequence[Row]) -> Shown:
    held = fetch(con, "topics/clause_count")[0]["clauses"]
    table = [
        {"Lesson": row["title"], "Clauses to learn from": number(sum(map(FITTING[row["lesson"]], clauses)))}
        for row in rows("lessons")
    ]
    told = (
        f"{how_many(held, 'clause that asks', 'different clauses that ask')} for social value "
        f"{by_count(held, 'is', 'are')} held; the library shows "
        f"{number(len(clauses))} of them, and six lessons are drawn from it."
    )
    return Shown(told, "Clauses of the library by what they teach", table)


def share(rate: Any) -> str:
    """A share in words; [u] marks one of fewer than 30."""
    if rate is None or rate.rate is None:
        return "Too few"
    return f"{percent(rate.rate)}{'' if rate.is_reliable else ' [u]'}"


def _of(value: float | None) -> str:
    return "Too few" if value is None else percent(value)
