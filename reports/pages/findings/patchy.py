"""How patchy is it? How far authorities stand apart, and how many never, sometimes or always score social value."""

from collections.abc import Iterator, Sequence
from datetime import date
from statistics import quantiles
from typing import Any

from duckdb import DuckDBPyConnection

from reports.charts import strip
from reports.charts.strip import Spot, Strip
from reports.content import Picture
from reports.pages.parts.layout import Common
from reports.pages.parts.render import csv_text
from reports.pages.parts.take import Chart, Told, figure
from reports.snapshot.authorities import LEAST_HABIT
from reports.snapshot.directory import COUNCILS
from reports.snapshot.load import fetch
from reports.snapshot.rates import LEAST_N
from reports.words.labels import label, label_within, rows
from reports.words.spans import Span
from reports.words.wording import by_count, day, number, percent, round_half_up

Row = dict[str, Any]
Files = Iterator[tuple[str, str | Picture]]
LEAST_SPOTS = 3  # fewer authorities make no strip
LEAST_BAR = 10  # fewer dots have no middle four fifths to speak of
SUBTITLE = (
    "Each dot is an authority with five procurements in scope or more in {period}, at the share of them that shows "
    "evidence, drawn towards the share of its kind (of all, where its kind is small), the more so the fewer it has. "
    "The bar holds the middle four fifths of the dots, the line is their median"
)


def patchy_files(con: DuckDBPyConnection, common: Common) -> Files:
    """The page and its data."""
    spread = {
        (row["authority_kind"], row["indicator"]): row
        for row in fetch(con, "bodies/dispersion", period=common.latest.week)
    }
    spots = fetch(con, "bodies/strip", least_n=LEAST_HABIT)
    kinds = [kind for kind, indicator in spread if indicator == "I1" and kind != "all"]
    finding = spread_finding(spread.get(("all", "I3")), common.latest.year, common.latest.last_day)
    chart = None
    shown = strips_of(kinds, spots)
    if shown:
        told = Told(chart_title(shown), SUBTITLE.format(period=common.latest.year.bare), finding)
        chart = figure(common, "patchy", Chart("strips", told, strip.strips(shown, told.title, told.subtitle), spots))
        yield from chart.files()
    table = [
        {"kind": kind, "flagged": spread[kind, "I1"], "scored": spread.get((kind, "I3"))}
        for kind in ["all", *kinds]
        if (kind, "I1") in spread
    ]
    all_kinds = spread.get(("all", "I1")), spread.get(("all", "I3"))
    values: dict[str, Any] = {
        "chart": chart,
        "card": chart and chart.card,
        "title": page_title(all_kinds[0]),
        "estimate": estimate(all_kinds[1]),
        "finding": finding,
        "table": table,
        "spread": spread_words(all_kinds[1]),
        "kinds_finding": kinds_finding(table),
        "habits": council_habits(spread),
        "surveys": [row for row in rows("surveys") if row["survey"] in {"seuk_2016", "seuk_2024"}],
    }
    yield "patchy/index.html", common.page("patchy.html", 1, "patchy", section_page=True, **values)
    if spread:
        yield "patchy/dispersion.csv", csv_text(list(spread.values()), is_sample=common.cut.is_sample)


def strips_of(kinds: Sequence[str], spots: Sequence[Row]) -> list[Strip]:
    """One strip for each kind that has enough authorities, the kind with most first; its bar is counted of its dots."""
    found = []
    for kind in kinds:
        own = [Spot(s["name"], s["shrunk_rate"], s["shrunk_low"], s["shrunk_high"]) for s in spots if s["kind"] == kind]
        if len(own) >= LEAST_SPOTS:
            title = f"{label(kind, 'authority_kind')}: {number(len(own))}"
            found.append(Strip(title, label_within(kind, "authority_kind"), own, *middle([spot.rate for spot in own])))
    return found


def middle(rates: Sequence[float]) -> tuple[float | None, float | None, float | None]:
    """Which shares a tenth, half and nine tenths of the dots lie under; none of fewer than ten dots."""
    if len(rates) < LEAST_BAR:
        return None, None, None
    tenths = quantiles(rates, n=10, method="inclusive")
    return tenths[0], tenths[4], tenths[8]


def page_title(row: Row | None) -> str:
    """How far apart authorities stand, in one line that the tables of the page bear out."""
    if row is None or row["authorities"] < LEAST_N:
        return "Too few authorities to say how far they differ"
    return (
        f"{of_all(row['none_count'], row)} authorities {by_count(row['none_count'], 'shows', 'show')} no evidence in "
        f"any of {by_count(row['none_count'], 'its', 'their')} procurements; "
        f"{number(row['all_count'])} {by_count(row['all_count'], 'shows', 'show')} it in all"
    )


def of_all(count: int, row: Row) -> str:
    """A count of the authorities of a row, such as 7 of 163."""
    return f"{number(count)} of {number(row['authorities'])}"


def chart_title(shown: Sequence[Strip]) -> str:
    """What the strips show, as a message: the kind whose bar is widest, and the one whose bar is narrowest."""
    told = [(s.p90 - s.p10, s.kind) for s in shown if s.p10 is not None and s.p90 is not None]
    if len(told) < 2:
        return "How often the notices of each authority show evidence of social value"
    return f"Widest apart within a kind: {max(told)[1]}; closest together: {min(told)[1]}"


def spread_finding(row: Row | None, year: Span, last_day: date) -> str:
    """How many authorities never, sometimes and always score social value, in a sentence that can be quoted alone."""
    when = f"{year.to} {day(last_day)}"
    if row is None or row["authorities"] < LEAST_N:
        return f"Too few authorities have five procurements in scope in {when} to say how they differ."
    none, some, every = (
        f"{number(row[name])} ({percent(row[name] / row['authorities'])})"
        for name in ("none_count", "some_count", "all_count")
    )
    return (
        f"Of {number(row['authorities'])} authorities with five procurements or more within the scope of the Act in "
        f"{when}, {none} scored social value in none of them, {some} in some and {every} in all."
    )


def estimate(row: Row | None) -> str:
    """How far apart they would stand without the chance of small numbers: an estimate, and said to be one."""
    if row is None or row["rate_p10"] is None:
        return ""
    return (
        "With few procurements each, chance alone makes some that never and some that always score it. With that set "
        f"aside, we estimate that a tenth of authorities would in the long run score it in fewer than "
        f"{percent(row['rate_p10'])} of their procurements, and a tenth in more than {percent(row['rate_p90'])}."
    )


def spread_words(row: Row | None) -> str:
    """Whether that is more than chance makes of small numbers."""
    if row is None or row["between_sd"] is None:
        return ""
    size = round_half_up(row["between_sd"] * 100)
    if size < 2:
        return "That is hardly more than chance makes of small numbers."
    return f"Chance set aside, their shares differ by about {size} percentage points (one standard deviation)."


def kinds_finding(table: Sequence[Row]) -> list[str]:
    """The same by kind, for the kinds that can be told: the widest estimated spread first."""
    told = [row["scored"] for row in table if row["kind"] != "all" and row["scored"]]
    told = [row for row in told if row["rate_p10"] is not None]
    told.sort(key=lambda row: row["rate_p10"] - row["rate_p90"])
    return [
        f"{label(row['authority_kind'], 'authority_kind')}: {of_all(row['none_count'], row)} never "
        f"{by_count(row['none_count'], 'scores', 'score')} it and "
        f"{number(row['all_count'])} always. With chance set aside, we estimate that the middle four fifths would "
        f"score it in {percent(row['rate_p10'])} to {percent(row['rate_p90'])} of their procurements."
        for row in told
    ]


def council_habits(spread: dict[tuple[str, str], Row]) -> dict[str, int]:
    """How many councils never, sometimes and always score social value."""
    own = [row for (kind, indicator), row in spread.items() if indicator == "I3" and kind in COUNCILS]
    names = ("authorities", "none_count", "some_count", "all_count")
    return {name: sum(row[name] for row in own) for name in names}
