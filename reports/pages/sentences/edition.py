"""The sentences of an edition: each says one finding in plain English with its number."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from reports.snapshot.edition import Edition, SeriesPoint, Share, WeekCount
from reports.snapshot.rates import LEAST_N, Change, Rate, Tally
from reports.words.spans import Span
from reports.words.wording import day, how_many, number, percent, points

LEAST_CHANGE = 0.02  # of a share; store/sql/out/figures/change.sql calls no smaller difference one
EVIDENCE = "evidence of social value in published notices"
YEAR, QUARTER = "12 months", "13 weeks"
FIND_A_TENDER_DAY = date(2021, 1, 1)  # the end of TED for the United Kingdom
SPOKEN = (
    ("I1", "Any evidence of social value"),
    ("I3", "Social value scored"),
    ("I10b", "Award criteria published"),
)
LEAST_DAYS_OF_YEAR = 360


def title(edition: Edition) -> str:
    """The finding in one line, for the top of the page."""
    rate = edition.headline
    if rate.n == 0:
        return f"No procurement within the scope of the Act is held {portal(rate)}"
    if not rate.span(YEAR).is_covered:
        weeks = how_many(rate.weeks_held or 0, "week")
        return f"{counts_of(rate)} within the scope of the Act showed {EVIDENCE}, in {weeks} of notices"
    if rate.rate is None:
        return f"Too few procurements to say how often they show {EVIDENCE}"
    return f"{percent(rate.rate)} of procurements within the scope of the Act showed {EVIDENCE}"


def sentence(edition: Edition) -> str:
    """The finding with its counts and interval: one sentence that can be quoted alone."""
    rate = edition.headline
    within = f"within the scope of the Public Services (Social Value) Act 2012 {portal(rate)}"
    span = rate.span(YEAR)
    if rate.n == 0:
        return f"In the weeks to {day(rate.period_until)}, no procurement {within} was opened."
    start = f"In {since(rate)}, {counts_of(rate)}"
    if not span.is_covered:
        return f"{start} {within} showed {EVIDENCE}."
    if rate.rate is None:
        return f"{start} {within} showed {EVIDENCE}: too few to give a rate."
    return f"{start} {within} ({percent(rate.rate)}, 95% interval {interval(rate)}) showed {EVIDENCE}."


def counts_of(rate: Rate) -> str:
    """The counts behind a rate, in words."""
    return f"{number(rate.k)} of {how_many(rate.n, 'procurement')}"


def since(rate: Rate) -> str:
    """The period of the headline before its counts: the 12 months to a day, or what it rests on."""
    span, until = rate.span(YEAR), day(rate.period_until)
    is_cut_short = (rate.period_until - rate.period_from).days < LEAST_DAYS_OF_YEAR
    if span.is_covered and is_cut_short:
        return f"the weeks from {day(rate.period_from)} to {until}"
    return f"{span.to} {until}"


def portal(rate: Rate) -> str:
    """Where the notices of the headline stand: the series is not joined across the day on which one ended."""
    return "on Find a Tender" if rate.period_until >= FIND_A_TENDER_DAY else "on Tenders Electronic Daily"


def band(rate: Rate) -> str | None:
    """What the headline would be with all procurements whose scope cannot be told, and without those presumed."""
    if rate.rate is None or rate.rate_all_in is None or rate.rate_all_out is None:
        return None
    return (
        f"For {number(rate.unknown)} more it cannot be told whether the Act applies. With all of them counted the "
        f"share would be {percent(rate.rate_all_in)}; without those that the form of the notice alone brings in, "
        f"{percent(rate.rate_all_out)}."
    )


def interval(rate: Rate | Tally) -> str:
    """The 95 % interval of a rate, such as 33% to 52%."""
    return f"{percent(rate.rate_low)} to {percent(rate.rate_high)}"


def short_before(edition: Edition) -> str | None:
    """The same warning about the 13 weeks that the last ones are compared with."""
    before = next((change.before for change in edition.changes if change.before), None)
    weeks = _weeks_held(edition, before) if before else None
    start = f"The data begin on {day(edition.cut.first_day)}"
    return weeks and f"{start}, so the earlier period holds only {weeks} of notices."


def _weeks_held(edition: Edition, rate: Rate) -> str | None:
    """How many weeks of a period the data hold, in words; None when they hold it whole."""
    first = edition.cut.first_day
    if first is None or first <= rate.period_from + timedelta(days=6):
        return None
    return how_many(-(-((rate.period_until - first).days + 1) // 7), "week")


def change_words(change: Change) -> str:
    """What an indicator did since the 13 weeks before, without making noise into news."""
    if change.before is None:
        return "No earlier period to compare with"
    if change.difference is None or change.low is None or change.high is None:
        return "Too few to say"
    span = f"({points(change.low)} to {points(change.high)})"
    if change.verdict == "none":
        return f"No clear change {span}{unclear_words(change.difference, change.low, change.high)}"
    size = points(abs(change.difference)).removeprefix("+")
    return f"{'Up' if change.verdict == 'up' else 'Down'} by {size} {span}"


def unclear_words(difference: float, low: float, high: float) -> str:
    """Why an interval that leaves out nought is still no change; empty where it holds nought."""
    if low <= 0 <= high:
        return ""
    if abs(difference) <= LEAST_CHANGE:
        return ": too small to be called one"
    return ": of the many compared, some move as far by chance"


def change_sentence(edition: Edition) -> str:
    """Whether the figure of the last 13 weeks moved, on all portals: the news beside the headline."""
    now, weeks = edition.rates_13["I1"], edition.quarter
    counts = f"In {weeks.last}, on all portals, {number(now.k)} of {number(now.n)} showed it"
    if not weeks.is_covered:
        return f"{counts}."
    found = [change for change in edition.changes if change.indicator == "I1"]
    if not found or found[0].before is None:
        return f"{counts}; there is no earlier period to compare this with yet."
    change = found[0]
    if change.difference is None:
        return f"{counts}; one of the two periods has under {LEAST_N}: too few to say whether it changed."
    counts = counts.replace(" showed it", f" ({percent(now.rate)}) showed it")
    before = percent(change.before.rate) if change.before else ""
    if change.verdict == "none":
        return f"{counts}; in the 13 weeks before it was {before}, a difference no greater than chance could make."
    size = points(abs(change.difference)).removeprefix("+")
    return f"{counts}, {size} percentage points {change.verdict} from {before} before: more than chance would explain."


def themes_sentence(themes: Sequence[Share], ratio: Mapping[str, Any] | None, span: Span) -> str:
    """Jobs against community cohesion, the question voluntary organisations ask."""
    share = {each.code: each for each in themes if each.authority_kind == "all"}
    jobs, cohesion = share.get("jobs_skills"), share.get("community_cohesion")
    most = max((each.n for each in share.values()), default=0)
    if most < LEAST_N:
        return "Too few procurements show evidence to say what kinds of benefit they ask for."
    k_jobs, k_cohesion = (jobs.k if jobs else 0), (cohesion.k if cohesion else 0)
    counts = (
        f"jobs and skills are named in {percent(k_jobs / most)} and community cohesion in {percent(k_cohesion / most)}"
    )
    start = f"Of {number(most)} procurements on all portals with evidence in {span.last}"
    return f"{start}, {counts}. {ratio_sentence(ratio)}"


def ratio_sentence(ratio: Mapping[str, Any] | None) -> str:
    """Jobs for each cohesion, corrected by the audit of themes; or why no ratio is given."""
    if ratio is None or ratio["ratio_basis"] == "not_measured":
        return "No ratio is given: how well each of the two is recognised has not been measured yet."
    if ratio["ratio"] is None:
        return "No ratio is given: too few ask for either of the two."
    high = "no upper end" if ratio["ratio_high"] is None else f"{ratio['ratio_high']:.1f}"
    return (
        f"Corrected for how well each of the two is recognised, {ratio['ratio']:.1f} ask for jobs and skills for each "
        f"that asks for community cohesion (95% interval {ratio['ratio_low']:.1f} to {high})."
    )


def quarter_title(edition: Edition) -> str:
    """What the chart of 13 weeks at a time shows, as a message that claims no change."""
    flagged, evaluated = edition.rates_13["I1"], edition.rates_13.get("I3")
    if not edition.quarter.is_covered:
        return "Evidence of social value as far as notices are held"
    if flagged.rate is None or evaluated is None:
        return "Evidence of social value, 13 weeks at a time"
    return f"{percent(flagged.rate)} of procurements show evidence, and {percent(evaluated.rate)} score social value"


def quarter_sentence(edition: Edition) -> str:
    """The figure of 13 weeks on all portals with its counts: one sentence that can be quoted alone."""
    rate = edition.rates_13["I1"]
    said = f"{counts_of(rate)} within the scope of the Act on all portals"
    spoken = f" ({percent(rate.rate)}, 95% interval {interval(rate)})" if rate.rate is not None else ""
    return f"In {rate.span(QUARTER).to} {day(rate.period_until)}, {said}{spoken} showed {EVIDENCE}."


def long_title(series: Sequence[SeriesPoint]) -> str:
    """What the chart of the long series shows, as a message that claims no change."""
    known = [point for point in series if point.indicator == "I1" and point.rate is not None]
    if not known:
        return "Evidence of social value since the Act came into force"
    last = known[-1]
    return f"{percent(last.rate)} of procurements showed evidence in {last.span(YEAR).to} {day(last.period_until)}"


def long_finding(series: Sequence[SeriesPoint]) -> str:
    """The last point of the long series with its counts and interval: one sentence that can be quoted alone."""
    last = [point for point in series if point.indicator == "I1" and point.rate is not None][-1]
    span = f"{percent(last.rate)}, 95% interval {percent(last.rate_low)} to {percent(last.rate_high)}"
    where = "on Find a Tender" if last.period_until >= FIND_A_TENDER_DAY else "on Tenders Electronic Daily"
    when = f"{last.span(YEAR).to} {day(last.period_until)}"
    return (
        f"In {when}, {number(last.k)} of {number(last.n)} procurements within the scope of "
        f"the Public Services (Social Value) Act 2012 {where} ({span}) showed {EVIDENCE}."
    )


def to_day_shown(name: str, series: Sequence[SeriesPoint]) -> str:
    """The period of each point of a chart over time; tells how many points rest on fewer weeks than the name says.

    It is called as the last point is, of which title and finding tell.
    """
    drawn = sorted((point for point in series if point.rate is not None), key=lambda point: point.period_until)
    spans = list({point.week: point.span(name) for point in drawn}.values())
    short = sum(not span.is_covered for span in spans)
    if not short:
        return f"the {name} to the day shown"
    called = name if spans[-1].is_covered else f"{spans[-1].wanted} weeks"
    return (
        f"the {called} to the day shown (at {short:,} of {how_many(len(spans), 'point')} fewer than nine in ten "
        f"{'weeks of them' if spans[-1].is_covered else 'of them'} are known to be complete on the portals drawn)"
    )


def trend_text(series: Sequence[SeriesPoint], name: str) -> str:
    """The trend chart in words, for those who cannot see it; each point is of a period of this name."""
    sentences = [f"Line chart of rates in {to_day_shown(name, series)}, with 95% intervals."]
    for indicator, title in SPOKEN:
        known = [point for point in series if point.indicator == indicator and point.rate is not None]
        if known:
            first, last = known[0], known[-1]
            low = min(known, key=lambda point: point.rate or 0)
            high = max(known, key=lambda point: point.rate or 0)
            sentences.append(
                f"{title}: {percent(first.rate)} at {day(first.period_until)}, "
                f"{percent(last.rate)} at {day(last.period_until)} "
                f"(interval {percent(last.rate_low)} to {percent(last.rate_high)}); "
                f"lowest {percent(low.rate)}, highest {percent(high.rate)}."
            )
    return " ".join(sentences)


def weekly_title(weekly: Sequence[WeekCount]) -> str:
    """What the chart of weekly counts shows, as a message."""
    if not weekly:
        return "Procurements opened each week"
    last = weekly[-1]
    return f"Opened this week: {number(last.n)} in scope of the Act, {number(last.k)} with evidence"


def weekly_text(weekly: Sequence[WeekCount]) -> str:
    """The chart of weekly counts in words."""
    weeks = "; ".join(f"{day(week.period_from)}: {week.k} of {week.n}" for week in weekly[-8:])
    return f"Stacked bars, one a week: procurements in scope with evidence of all in scope. Latest weeks: {weeks}."
