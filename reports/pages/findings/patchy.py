"""How patchy is it? How far authorities stand apart, and how many never, sometimes or always score social value."""

from collections.abc import Iterator, Mapping, Sequence
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
from reports.words.labels import label, label_within, rows
from reports.words.wording import day, number, percent, round_half_up

Row = dict[str, Any]
Files = Iterator[tuple[str, str | Picture]]
LEAST_SPOTS = 3  # fewer authorities make no strip
SUBTITLE = (
    "Each dot is an authority with five procurements in scope or more in {period}, at the share of them that shows "
    "evidence, drawn towards the share of its kind where it has few. The bar holds the middle four fifths, the line "
    "is the median"
)


def patchy_files(con: DuckDBPyConnection, common: Common) -> Files:
    """The page and its data."""
    spread = {
        (row["authority_kind"], row["indicator"]): row
        for row in fetch(con, "bodies/dispersion", period=common.latest.week)
    }
    spots = fetch(con, "bodies/strip", least_n=LEAST_HABIT)
    kinds = [kind for kind, indicator in spread if indicator == "I1" and kind != "all"]
    finding = spread_finding(spread.get(("all", "I3")), common)
    chart = None
    shown = strips_of(kinds, spread, spots)
    if shown:
        told = Told(chart_title(kinds, spread), SUBTITLE.format(period=common.latest.year.bare), finding)
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


def strips_of(kinds: Sequence[str], spread: dict[tuple[str, str], Row], spots: Sequence[Row]) -> list[Strip]:
    """One strip for each kind that has enough authorities, the kind with most first."""
    found = []
    for kind in kinds:
        own = [Spot(s["name"], s["shrunk_rate"], s["shrunk_low"], s["shrunk_high"]) for s in spots if s["kind"] == kind]
        row = spread[kind, "I1"]
        if len(own) >= LEAST_SPOTS:
            title = f"{label(kind, 'authority_kind')}: {number(len(own))}"
            found.append(Strip(title, own, row["rate_p10"], row["rate_p50"], row["rate_p90"]))
    return found


def page_title(row: Row | None) -> str:
    """How far apart authorities stand, in one line."""
    if row is None or row["rate_p10"] is None:
        return "Too few authorities to say how far they differ"
    return (
        f"A tenth of authorities show evidence in fewer than {percent(row['rate_p10'])} of their procurements, "
        f"a tenth in more than {percent(row['rate_p90'])}"
    )


def chart_title(kinds: Sequence[str], spread: Mapping[tuple[str, str], Row]) -> str:
    """What the strips show, as a message: the kind that differs most within itself, and the one that differs least."""
    told = [row for kind in kinds if (row := spread[kind, "I1"])["rate_p10"] is not None]
    if len(told) < 2:
        return "How often the notices of each authority show evidence of social value"
    told.sort(key=lambda row: (row["rate_p90"] - row["rate_p10"], row["authority_kind"]))
    least, most = (label_within(row["authority_kind"], "authority_kind") for row in (told[0], told[-1]))
    return f"Widest apart within a kind: {most}; closest together: {least}"


def spread_finding(row: Row | None, common: Common) -> str:
    """How far apart authorities stand, in a sentence that can be quoted alone."""
    when = f"{common.latest.year.to} {day(common.latest.last_day)}"
    if row is None or row["rate_p10"] is None:
        return f"Too few authorities have five procurements in scope in {when} to say how they differ."
    whole = f"{number(row['authorities'])} authorities with five procurements or more within the scope of the Act"
    return (
        f"Of {whole} in {when}, a tenth score social value in fewer than {percent(row['rate_p10'])} "
        f"of them and a tenth in more than {percent(row['rate_p90'])}."
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
    """The same by kind, for the kinds that can be told: the widest spread first."""
    told = [row for row in table if row["kind"] != "all" and row["scored"] and row["scored"]["rate_p10"] is not None]
    told.sort(key=lambda row: row["scored"]["rate_p10"] - row["scored"]["rate_p90"])
    return [
        f"{label(row['kind'], 'authority_kind')}: a tenth score it in fewer than {percent(row['scored']['rate_p10'])} "
        f"of their procurements, a tenth in more than {percent(row['scored']['rate_p90'])}."
        for row in told
    ]


def council_habits(spread: dict[tuple[str, str], Row]) -> dict[str, int]:
    """How many councils never, sometimes and always score social value."""
    own = [row for (kind, indicator), row in spread.items() if indicator == "I3" and kind in COUNCILS]
    names = ("authorities", "none_count", "some_count", "all_count")
    return {name: sum(row[name] for row in own) for name in names}
