"""Did the policy change anything? The step at the date of each policy, in those it binds less those it does not."""

from collections.abc import Iterator, Sequence
from typing import Any

from duckdb import DuckDBPyConnection

from reports.charts.forest import Difference, forest
from reports.content import Picture
from reports.pages.parts.layout import Common
from reports.pages.parts.render import csv_text
from reports.pages.parts.take import Chart, Told, figure
from reports.snapshot.load import fetch
from reports.snapshot.rates import Tally
from reports.words.wording import day, points

Row = dict[str, Any]
Files = Iterator[tuple[str, str | Picture]]
INDICATOR = "I3"  # that the picture shows: policies ask for scoring
FEW_PLACEBOS = 5  # of fewer nothing can be said
SUBTITLE = (
    "Step in the monthly share that scores social value, in percentage points: those the policy binds less those it "
    "does not, with 95% intervals. To the right of nought: more than before"
)


def policy_files(con: DuckDBPyConnection, common: Common) -> Files:
    """The page with its picture, a table of every comparison, and its data."""
    rows = [_told(row) for row in fetch(con, "series/policy_effects")]
    drawn = [
        Difference(f"{row['title']}, {day(row['on_date'])}", row["effect"], row["effect_low"], row["effect_high"])
        for row in rows
        if row["indicator"] == INDICATOR and row["effect"] is not None
    ]
    finding, chart = policy_finding(rows), None
    if drawn:
        told = Told("What scoring did at the date of each policy", SUBTITLE, finding)
        chart = figure(common, "policy", Chart("effects", told, forest(drawn, told.title, finding), _plain(rows)))
        yield from chart.files()
    elif rows:
        yield "policy/effects.csv", csv_text(_plain(rows), is_sample=common.cut.is_sample)
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row["comparison"], []).append(row)
    shown = [own for own in groups.values() if any(row["effect"] is not None for row in own)]
    untold = [own[0] for own in groups.values() if own not in shown]
    values: Row = {"finding": finding, "chart": chart, "card": chart and chart.card, "groups": shown, "untold": untold}
    yield "policy/index.html", common.page("policy.html", 1, "policy", section_page=True, **values)


def _told(row: Row) -> Row:
    """A comparison with its shares before and after, and its verdict in words."""
    return row | {
        "before": Tally(row["k_before"], row["n_before"]),
        "after": Tally(row["k_after"], row["n_after"]),
        "control_before": Tally(row["control_k_before"], row["control_n_before"]),
        "control_after": Tally(row["control_k_after"], row["control_n_after"]),
        "verdict": verdict(row),
        "doubt": doubt(row),
    }


def _plain(rows: Sequence[Row]) -> list[Row]:
    made = {"before", "after", "control_before", "control_after", "verdict", "doubt"}
    return [{name: value for name, value in row.items() if name not in made} for row in rows]


def verdict(row: Row) -> str:
    """What can be said of one step."""
    if row["effect"] is None:
        return "Too few to say"
    span = f"({points(row['effect_low'])} to {points(row['effect_high'])})"
    if row["effect_low"] <= 0 <= row["effect_high"]:
        return f"No clear change {span}"
    return f"{'Up' if row['effect'] > 0 else 'Down'} by {points(abs(row['effect'])).removeprefix('+')} {span}"


def doubt(row: Row) -> str:
    """What a step is to be held against: how the two groups moved before it, and dates without a policy."""
    if row["effect"] is None:
        return row["reason"] or ""
    return f"{_before(row)} {_placebos(row)}"


def _before(row: Row) -> str:
    if row["pre_trend_low"] is None:
        return "How the two moved before the date cannot be told."
    trend = (
        f"{points(row['pre_trend'])} points a year ({points(row['pre_trend_low'])} to {points(row['pre_trend_high'])})"
    )
    if row["pre_trend_low"] <= 0 <= row["pre_trend_high"]:
        return f"Before it the two show no clear drift apart: {trend}."
    return f"The two drifted apart before it: {trend}."


def _placebos(row: Row) -> str:
    if not row["placebos"]:
        return "No date without a policy holds enough to try the same there."
    few = "" if row["placebos"] >= FEW_PLACEBOS else ", too few to lean on"
    dates = "date" if row["placebos"] == 1 else "dates"
    shows = "shows" if row["as_large"] == 1 else "show"
    return f"Of {row['placebos']} {dates} without a policy, {row['as_large'] or 'none'} {shows} a step as large{few}."


def policy_finding(rows: Sequence[Row]) -> str:
    """How many policies came with a clear step in scoring, in a sentence that can be quoted alone."""
    own = [row for row in rows if row["indicator"] == INDICATOR]
    told = [row for row in own if row["effect"] is not None]
    if not told:
        return "Too few procurements are held on both sides of any policy to say whether it changed anything."
    clear = [row for row in told if not row["effect_low"] <= 0 <= row["effect_high"]]
    what = "the share of procurements that score social value"
    start = f"In {len(told)} of {len(own)} comparisons there is enough to say"
    if not clear:
        return f"{start}; none shows a clear step in {what} at the date of a policy."
    named = "; ".join(f"{row['title']}: {verdict(row).lower()} points" for row in clear)
    verb = "shows" if len(clear) == 1 else "show"
    return f"{start}; {len(clear)} {verb} a clear step in {what} at the date of a policy. {named}."
