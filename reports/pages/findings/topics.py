"""Pages of themes, standards and regions."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime, time
from typing import Any

from duckdb import DuckDBPyConnection

from reports.charts import trends as charts
from reports.charts.canvas import FLAGGED
from reports.content import Picture
from reports.pages.bodies.own_rows import process_entry
from reports.pages.findings.topic_trends import standard_index, theme_index
from reports.pages.parts.feeds import atom
from reports.pages.parts.layout import Common
from reports.pages.parts.record import Record
from reports.pages.parts.render import csv_text
from reports.pages.parts.take import Chart, Told, figure
from reports.pages.sentences.edition import to_day_shown
from reports.snapshot.authorities import Authority
from reports.snapshot.edition import SeriesBreak, SeriesPoint, Share
from reports.snapshot.load import fetch
from reports.snapshot.rates import Rate, Tally, wilson
from reports.words.labels import codes, label
from reports.words.wording import by_count, day, folder_name, number, percent
from store.weeks import LONDON

GROUPS = {"theme": "Themes", "standard": "Standards"}
CHART_SUBTITLE = "Share of procurements with evidence that name it, in {period}, with 95% intervals"
Files = Iterator[tuple[str, str | bytes | Picture]]


def topic_files(con: DuckDBPyConnection, common: Common, latest: Record, group: str, clauses: list[Any]) -> Files:
    """The index and the pages of all themes, or of all standards (`group`), with their data and feeds."""
    shares = [Share(**row) for row in fetch(con, f"topics/{group}s", period=latest.week)]
    points = series(fetch(con, f"topics/{group}_series", until=latest.last_day))
    notices = fetch(con, f"topics/{group}_notices")
    breaks = [SeriesBreak(**row) for row in fetch(con, "series/series_breaks")]
    everyone = {share.code: Tally(share.k, share.n) for share in shares if share.authority_kind == "all"}
    n = max((tally.n for tally in everyone.values()), default=0)
    listed = sorted(codes(group), key=lambda code: (-everyone.get(code, Tally(0, n)).k, code))
    topics = [{"code": code, "tally": everyone.get(code, Tally(0, n))} for code in listed]
    values: dict[str, Any] = {"group": group, "latest": latest, "heading": GROUPS[group]}
    index = theme_index(con, common) if group == "theme" else standard_index(con, common)
    if index["chart"]:
        yield from index["chart"].files()
    card = index["chart"] and index["chart"].card
    page = common.page(
        "topics.html", 1, f"{group}s", section_page=True, topics=topics, index=index, card=card, **values
    )
    yield f"{group}s/index.html", page
    if shares:
        rows = [vars(share) for share in shares]
        yield f"{group}s/{group}s.csv", csv_text(rows, is_sample=common.cut.is_sample)
    for code in listed:
        topic: dict[str, Any] = {"code": code, "tally": everyone.get(code, Tally(0, n))}
        own = {
            "points": [point for point in points if point.indicator == code],
            "kinds": [(share.authority_kind, Tally(share.k, share.n)) for share in by_kind(shares, code)],
            "notices": [row for row in notices if row["code"] == code],
            "clauses": [clause for clause in clauses if code in clause[f"{group}s"]][:8],
        }
        yield from one_topic(common, values | topic | own, breaks)


def one_topic(common: Common, topic: dict[str, Any], breaks: Sequence[SeriesBreak]) -> Files:
    """The page of one theme or standard, the data of its chart, and its feed."""
    group, code, name = topic["group"], topic["code"], label(topic["code"], topic["group"])
    folder = f"{group}s/{folder_name(code)}"
    drawn, chart = charts.Series(topic["points"], breaks, lines=(charts.Line(code, "Share", FLAGGED),)), None
    if sum(point.rate is not None for point in topic["points"]) > 1:
        title = f"{name}: named in {percent(topic['tally'].rate)} of procurements with evidence"
        subtitle = CHART_SUBTITLE.format(period=to_day_shown("12 months", topic["points"]))
        told = Told(title, subtitle, topic_finding(name, topic["tally"], topic["latest"]))
        story = charts.Story(title, chart_words(name, topic["points"]))
        rows = [vars(point) for point in topic["points"]]
        chart = figure(common, folder, Chart("series", told, charts.both(charts.trend, story, series=drawn), rows))
        yield from chart.files()
    text = common.page(
        "topic.html",
        2,
        f"{group}s",
        chart=chart,
        card=chart and chart.card,
        shown_breaks=drawn.shown_breaks,
        name=name,
        finding=topic_finding(name, topic["tally"], topic["latest"]),
        **topic,
    )
    yield f"{folder}/index.html", text
    link = common.publisher.address(f"{folder}/index.html", "index.html")
    updated = datetime.combine(topic["latest"].last_day, time(), LONDON)
    entries = [process_entry(row, link) for row in topic["notices"]]
    title = f"{name}: procurements that name it"
    yield f"{folder}/feed.xml", atom(f"{group}:{code}", title, link, updated, entries)


def topic_finding(name: str, tally: Tally, latest: Record) -> str:
    """The share that names a theme or standard, in a sentence that can be quoted alone."""
    counts, when = f"{number(tally.k)} of {number(tally.n)}", f"{latest.year.to} {day(latest.last_day)}"
    if tally.rate is None:
        return f"{name}: too few procurements show evidence to give a share, {counts} in {when}."
    span = f"{percent(tally.rate)}, 95% interval {percent(tally.rate_low)} to {percent(tally.rate_high)}"
    return (
        f"{name}: in {when}, {counts} procurements with evidence of social value in published notices ({span}) "
        f"{by_count(tally.k, 'names', 'name')} it."
    )


def chart_words(name: str, points: Sequence[SeriesPoint]) -> str:
    """The chart of a topic in words."""
    known = [point for point in points if point.rate is not None]
    first, last = known[0], known[-1]
    return (
        f"Line chart with 95% intervals. {name}: {percent(first.rate)} in {first.span('12 months').to} "
        f"{day(first.period_until)}, {percent(last.rate)} in {last.span('12 months').to} {day(last.period_until)}."
    )


def series(rows: Sequence[dict[str, Any]]) -> list[SeriesPoint]:
    """Shares over time with their Wilson intervals."""
    points = []
    for row in rows:
        low, high = wilson(row["k"], row["n"]) if row["rate"] is not None else (None, None)
        points.append(SeriesPoint(**row, rate_low=low, rate_high=high))
    return points


def by_kind(shares: Sequence[Share], code: str) -> list[Share]:
    """The shares of one topic by kind of authority, the kind with most procurements first."""
    own = [share for share in shares if share.code == code and share.authority_kind != "all"]
    return sorted(own, key=lambda share: (-share.n, share.authority_kind))


def region_files(
    con: DuckDBPyConnection, common: Common, latest: Record, authorities: Sequence[Authority]
) -> Iterator[tuple[str, str]]:
    """The index and the pages of regions, with their data."""
    rates: dict[str, dict[str, Rate]] = defaultdict(dict)
    for row in fetch(con, "topics/regions", period=latest.week):
        region = row.pop("region")
        rates[region][row["indicator"]] = Rate(**row)
    members: dict[str, list[Authority]] = defaultdict(list)
    for authority in authorities:
        if authority.region_name:
            members[authority.region_name].append(authority)
    regions = [(name, rates.get(name, {}), members[name]) for name in sorted(members)]
    text = common.page("regions.html", 1, "regions", section_page=True, regions=regions, latest=latest)
    yield "regions/index.html", text
    told = [{"region": name, **vars(rate)} for name, own, _ in regions for rate in own.values()]
    if told:
        yield "regions/regions.csv", csv_text(told, is_sample=common.cut.is_sample)
    for name, own, found in regions:
        kinds: dict[str, list[Authority]] = defaultdict(list)
        for authority in sorted(found, key=lambda each: each.name.casefold()):
            kinds[authority.kind].append(authority)
        groups = [(kind, kinds.pop(kind)) for kind in codes("authority_kind") if kind in kinds] + list(kinds.items())
        values: dict[str, Any] = {
            "name": name,
            "rates": own,
            "groups": groups,
            "total": number(len(found)),
            "latest": latest,
        }
        yield f"regions/{folder_name(name)}/index.html", common.page("region.html", 2, "regions", **values)
