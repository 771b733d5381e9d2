"""Editions as HTML and CSV text. Nothing is written here; reports/writing.py does that."""

from collections.abc import Iterable, Sequence
from typing import Any

from reports.charts import svg
from reports.charts import trends as charts
from reports.content import Content
from reports.pages.edition.digest import FILE as DIGEST
from reports.pages.edition.digest import make_digest
from reports.pages.parts.card import card_png, card_svg, edition_card
from reports.pages.parts.layout import CARD, Common
from reports.pages.parts.record import Record
from reports.pages.parts.render import chart_colours, csv_text
from reports.pages.parts.take import Chart, Told, figure
from reports.pages.parts.trend import trend_of
from reports.pages.sentences import edition as findings
from reports.publisher import Publisher
from reports.snapshot.edition import ACT_DAY, Edition, Notice, SeriesBreak, Share
from reports.snapshot.rates import wilson

SHOWN_SERIES = ("I1", "I2", "I3", "I4", "I5")
READABLE = ("I3b", "I4b", "I5b")
WEEKLY_SUBTITLE = "Procurements within the scope of the Act, by week of opening; counts; weeks begin on the day shown"
OBSERVABILITY = ("I10a", "I10b", "I10c")


def edition_files(edition: Edition, record: Record, publisher: Publisher) -> dict[str, Content]:
    """The files of one edition: names relative to its folder, and their content."""
    common, beside = Common(edition.cut, publisher, record), f"{record.data_folder}/"
    drawn_trend, trend, shown_breaks = trend_of(edition), None, list[tuple[str, SeriesBreak]]()
    if drawn_trend is not None:
        told = Told(drawn_trend.story.title, drawn_trend.subtitle, drawn_trend.finding)
        series = charts.Series(drawn_trend.points, edition.breaks, drawn_trend.lines)
        shown_breaks, drawn = series.shown_breaks, charts.both(charts.trend, drawn_trend.story, series=series)
        rows = [vars(point) for point in drawn_trend.points]
        trend = figure(common, record.folder, Chart("trend", told, drawn, rows), beside)
    story = charts.Story(findings.weekly_title(edition.weekly), findings.weekly_text(edition.weekly))
    told = Told(story.title, WEEKLY_SUBTITLE, f"{story.title} ({edition.week.name}).")
    drawn = charts.both(charts.weekly, story, weeks=edition.weekly)
    weekly = figure(common, record.folder, Chart("weekly", told, drawn, [vars(w) for w in edition.weekly]), beside)
    text = common.page(
        "edition.html",
        2,
        "editions",
        e=edition,
        record=record,
        title=findings.title(edition),
        finding=findings.sentence(edition),
        changed=findings.change_sentence(edition),
        band=findings.band(edition.headline),
        short_before=findings.short_before(edition),
        themes_finding=findings.themes_sentence(edition.themes, edition.theme_ratio, edition.year),
        trend=trend,
        weekly=weekly,
        shown_breaks=shown_breaks,
        series_codes=[code for code in SHOWN_SERIES if code in edition.rates_13],
        readable_codes=[code for code in READABLE if code in edition.rates_13],
        observability_codes=[code for code in OBSERVABILITY if code in edition.rates_13],
        themes=with_intervals(edition.themes, "all"),
        theme_kinds=theme_kinds(edition.themes),
        standards=with_intervals(edition.standards, "all"),
        look=worth_a_look(edition),
        groups=grouped(edition.flagged),
        next_week=edition.week.shifted(1),
        days_in_force=(edition.week.last_day - ACT_DAY).days,
        card=publisher.address(f"{record.folder}/{CARD}", CARD),
    )
    data = {f"{record.data_folder}/{name}": text for name, text in data_files(edition).items()}
    figures = [each for each in (trend, weekly) if each is not None]
    taken = {path.removeprefix(f"{record.folder}/"): content for each in figures for path, content in each.files()}
    # The front page shows these.
    drawings = {
        f"{beside}trend-{name}.svg": svg.standalone(drawing, chart_colours())
        for name, drawing in (trend.chart.drawings if trend else {}).items()
    }
    noted = unique(notice for group in worth_a_look(edition) for notice in group["notices"])
    digest = make_digest(edition, record, publisher, noted)
    return {
        "index.html": text,
        **data,
        **taken,
        **drawings,
        CARD: card_png(card_svg(edition_card(edition))),
        DIGEST: digest.as_json(),
    }


def unique(notices: Iterable[Notice]) -> list[Notice]:
    """The notices in order, each once."""
    return list({notice.ocid: notice for notice in notices}.values())


def with_intervals(shares: Iterable[Share], kind: str) -> list[dict[str, Any]]:
    """Shares of one kind of authority with their Wilson intervals; none where n is under 10."""
    rows = []
    for share in shares:
        if share.authority_kind == kind:
            low, high = wilson(share.k, share.n) if share.share is not None else (None, None)
            rows.append({**vars(share), "low": low, "high": high})
    return rows


def theme_kinds(shares: Iterable[Share]) -> list[dict[str, Any]]:
    """Jobs against community cohesion by kind of authority, the kind with most procurements first."""
    kinds: dict[str, dict[str, Any]] = {}
    for share in shares:
        if share.authority_kind != "all":
            row = kinds.setdefault(share.authority_kind, {"kind": share.authority_kind, "n": share.n, "shares": {}})
            row["shares"][share.code] = share.k / share.n
    return sorted(kinds.values(), key=lambda row: (-row["n"], row["kind"]))


def worth_a_look(edition: Edition) -> list[dict[str, Any]]:
    """The notices of the week that a reader should see first, in three groups of at most five.

    What is said in the tender documents is not silent: it stands in a part of its own.
    """
    named = [notice for notice in edition.flagged if notice.is_act_named]
    heavy = [notice for notice in edition.flagged if notice.weight_pct is not None and notice.weight_pct >= 20]
    heavy.sort(key=lambda notice: (-(notice.weight_pct or 0), notice.ocid))
    silent = [notice for notice in edition.silent if notice.ocid not in edition.by_document]
    groups = [("heavy", heavy), ("act", named), ("silent", silent)]
    return [{"id": name, "notices": notices[:5], "total": len(notices)} for name, notices in groups]


def grouped(notices: Sequence[Notice]) -> list[tuple[str, list[Notice]]]:
    """This week's flagged notices: within the Act's scope, scope not known, and outside it."""
    groups: dict[str, list[Notice]] = {"in": [], "unknown": [], "out": []}
    for notice in notices:
        groups["unknown" if notice.is_in_scope is None else "in" if notice.is_in_scope else "out"].append(notice)
    return list(groups.items())


def data_files(edition: Edition) -> dict[str, str]:
    """CSV text behind each table and chart of the edition, by file name."""
    periods = (
        ("week", edition.counts),
        ("rolling_13_weeks", edition.rates_13),
        ("rolling_12_months", edition.rates_12),
    )
    kinds = [("flagged", kind.authority_kind, kind.flagged) for kind in edition.kinds]
    kinds += [("evaluated", kind.authority_kind, kind.evaluated) for kind in edition.kinds if kind.evaluated]
    tables: dict[str, list[dict[str, Any]]] = {
        "rates.csv": [{"period_kind": name, **vars(rate)} for name, rates in periods for rate in rates.values()],
        "kinds.csv": [{"authority_kind": kind, "measure": name, **vars(rate)} for name, kind, rate in kinds],
        "themes.csv": [vars(share) for share in edition.themes],
        "standards.csv": [vars(share) for share in edition.standards],
        "notices.csv": [vars(notice) for notice in [*edition.flagged, *edition.silent]],
        "completeness.csv": [vars(row) for row in edition.portals],
        "documents.csv": [vars(row) for row in edition.documents],
    }
    return {name: csv_text(rows, is_sample=edition.cut.is_sample) for name, rows in tables.items() if rows}
