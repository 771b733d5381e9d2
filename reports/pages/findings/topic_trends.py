"""Jobs or cohesion by kind and year, and the trend of each standard: what the indexes of themes and standards show."""

from collections.abc import Callable, Sequence
from typing import Any

from duckdb import DuckDBPyConnection

from reports.charts.canvas import EVALUATED, FLAGGED
from reports.charts.multiples import Mark, multiples
from reports.charts.trends import Line
from reports.pages.parts.layout import Common
from reports.pages.parts.take import Chart, Figure, Told, figure
from reports.pages.sentences.edition import ratio_sentence
from reports.snapshot.load import fetch
from reports.snapshot.rates import Tally
from reports.words.labels import label, rows
from reports.words.wording import by_count, day, how_many, number, percent

Row = dict[str, Any]
THEMES = ("jobs_skills", "community_cohesion")
LEAST_POINTS = 2  # a small chart of one point is none
MOST_PANELS = 12
THEME_SUBTITLE = (
    "Share of procurements with evidence that ask for each kind of benefit, by financial year from 1 April and kind of "
    "authority, with 95% intervals; no point for a year with fewer than ten"
)
STANDARD_SUBTITLE = (
    "Share of procurements with evidence that name it, by financial year from 1 April, with 95% intervals; no point "
    "for a year with fewer than ten"
)


def theme_index(con: DuckDBPyConnection, common: Common) -> Row:
    """Jobs against community cohesion: the finding, by kind with intervals, and year by year."""
    kinds = [_theme_kind(row) for row in fetch(con, "topics/theme_kinds", period=common.latest.week)]
    whole = next((row for row in kinds if row["kind"] == "all"), None)
    finding = theme_finding(whole, common)
    ratio = next(iter(fetch(con, "topics/theme_ratio", period=common.latest.week)), None)
    years = fetch(con, "topics/topic_years")
    marks = _marks(years, lambda row: label(row["authority_kind"], "authority_kind"), "authority_kind", "n")
    lines = [Line(THEMES[0], "Jobs and skills", FLAGGED), Line(THEMES[1], "Community cohesion", EVALUATED)]
    title = "Jobs and community cohesion, kind by kind and year by year"
    return {
        "finding": finding,
        "ratio": ratio_sentence(ratio),
        "kinds": [row for row in kinds if row["kind"] != "all"],
        "survey": next(row for row in rows("surveys") if row["survey"] == "inlogov_2014"),
        "chart": _multiples(common, "themes", Told(title, THEME_SUBTITLE, finding), (marks, lines, years)),
    }


def _theme_kind(row: Row) -> Row:
    tallies = {theme: Tally(row[theme], row["n"]) for theme in THEMES}
    return {"kind": row["authority_kind"], "n": row["n"], "both": row["both_themes"], **tallies}


def theme_finding(whole: Row | None, common: Common) -> str:
    """How often each of the two is asked for, in a sentence that can be quoted alone."""
    when = f"{common.latest.year.to} {day(common.latest.last_day)}"
    if whole is None or whole[THEMES[0]].rate is None:
        return f"Too few procurements of {when} show evidence to say what they ask for."
    jobs, cohesion = (whole[theme] for theme in THEMES)
    return (
        f"Of {number(whole['n'])} procurements on all portals with evidence of social value in published notices in "
        f"{when}, {number(jobs.k)} ({_share(jobs)}) {_ask(jobs.k)} for jobs and skills and {number(cohesion.k)} "
        f"({_share(cohesion)}) for community cohesion; {number(whole['both'])} {_ask(whole['both'])} for both."
    )


def _ask(count: int) -> str:
    return by_count(count, "asks", "ask")


def _share(tally: Tally) -> str:
    return f"{percent(tally.rate)}, 95% interval {percent(tally.rate_low)} to {percent(tally.rate_high)}"


def standard_index(con: DuckDBPyConnection, common: Common) -> Row:
    """Which standards are named: whether one is becoming common, and the trend of each."""
    found = fetch(con, "topics/concentration", period=common.latest.week)
    now = next((row for row in found if row["period_kind"] == "rolling_12_months"), None)
    finding = standard_finding(now, common)
    years = fetch(con, "topics/standard_years")
    named = {row["code"] for row in years if row["k"]}
    marks = _marks(
        [row for row in years if row["code"] in named], lambda row: label(row["code"], "standard"), "code", "k"
    )
    title = "How often each standard is named, year by year"
    told = Told(title, STANDARD_SUBTITLE, finding)
    all_marks = [Mark(m.panel, "share", m.year, m.rate, m.low, m.high) for m in marks]
    chart = _multiples(common, "standards", told, (all_marks, [Line("share", "Share", FLAGGED)], years))
    concentration = [row for row in found if row["period_kind"] == "financial_year"][::-1]
    return {"finding": finding, "chart": chart, "concentration": concentration}


def standard_finding(now: Row | None, common: Common) -> str:
    """Whether one way of measuring stands out, in a sentence that can be quoted alone."""
    when = f"{common.latest.year.to} {day(common.latest.last_day)}"
    if now is None or now["effective_standards"] is None:
        return f"Too few procurements of {when} name a way of measuring to say whether one is common."
    return (
        f"In {when}, ways of measuring social value were named {how_many(now['mentions'], 'time')} in "
        f"{how_many(now['n'], 'procurement')} on all portals with evidence; {now['top_standard']} made up "
        f"{percent(now['top_share'])} of that. It is as if {now['effective_standards']:.1f} standards were in equal "
        "use."
    )


def _marks(years: Sequence[Row], panel: Callable[[Row], str], by: str, size: str) -> list[Mark]:
    """Points of the panels that have enough years, the largest by `size` first and the whole before all."""
    sizes: dict[str, int] = {}
    for row in years:
        if row["share"] is not None:
            sizes[row[by]] = sizes.get(row[by], 0) + row[size]
    known: dict[str, set[int]] = {}
    for row in years:
        if row["share"] is not None:
            known.setdefault(row[by], set()).add(row["year_from"])
    shown = [
        code
        for code in sorted(sizes, key=lambda code: (code != "all", -sizes[code]))
        if len(known[code]) >= LEAST_POINTS
    ]
    return [
        Mark(panel(row), row["code"], row["year_from"], row["share"], row["share_low"], row["share_high"])
        for code in shown[:MOST_PANELS]
        for row in years
        if row[by] == code
    ]


def _multiples(
    common: Common, folder: str, told: Told, drawn: tuple[list[Mark], list[Line], Sequence[Row]]
) -> Figure | None:
    marks, lines, data = drawn
    if not marks:
        return None
    return figure(common, folder, Chart("years", told, multiples(marks, lines, told.title, told.finding), data))
