"""What one weekly edition says, as data: everything the page shows and nothing about how it looks."""

from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from typing import Any

import orjson

from reports.snapshot.rates import Change, Rate
from reports.words.spans import Span
from store.weeks import Week

ACT_DAY = date(2013, 1, 31)  # ss. 1-2 in force: SI 2012/3173
SILENT = ("R0", "R1")  # a notice at these levels says nothing of social value
FULL_PCT = 98.0  # below this a week of a portal is called incomplete


@dataclass(frozen=True)
class Cut:
    """Which data and which code an edition was made from."""

    data_until: datetime
    published_at: str
    data_version: str
    classifier_version: str
    code_version: str
    licence: str
    attribution: str
    is_sample: bool
    first_day: date | None


@dataclass(frozen=True)
class Notice:
    """One procurement with the words that count; columns of out.process, the deadline in UK local time."""

    ocid: str
    source: str
    notice_id: str
    notice_url: str | None
    title: str | None
    opened_on: date
    deadline_local: datetime | None
    authority_id: str | None
    authority_name: str | None
    authority_kind: str | None
    nation: str | None
    main_category: str | None
    value_gbp: float | None
    value_basis: str | None
    is_framework: bool | None
    scope: str
    scope_reason: str
    is_in_scope: bool | None
    level: str
    level_rank: int
    is_act_named: bool
    weight_pct: float | None
    standards: list[str]
    themes: list[str]
    best_quote: str | None
    best_quote_kind: str | None
    best_quote_path: str | None
    best_quote_notice_id: str | None
    best_quote_rule: str | None
    evidence_count: int
    version: str | None


@dataclass(frozen=True)
class DocumentEvidence:
    """What the tender documents of one procurement say, beside its notice; columns of out.process."""

    ocid: str
    source: str
    notice_id: str
    notice_url: str | None
    title: str | None
    opened_on: date
    authority_id: str | None
    authority_name: str | None
    authority_kind: str | None
    nation: str | None
    is_in_scope: bool | None
    level: str
    document_level: str
    document_weight_pct: float | None
    document_quote: str
    document_page: int | None
    document_sheet: str | None
    document_title: str | None
    document_url: str | None


@dataclass(frozen=True)
class SeriesPoint:
    """A rolling rate at the end of one week; what it would be without those presumed in scope, and with all unknown."""

    indicator: str
    week: str
    period_until: date
    n: int
    k: int
    unknown: int
    rate: float | None
    rate_low: float | None
    rate_high: float | None
    weeks_wanted: int
    weeks_covered: int
    weeks_held: int
    rate_all_out: float | None = None
    rate_all_in: float | None = None

    def span(self, name: str) -> Span:
        """The weeks that it rests on, of a period of that name."""
        return Span(name, self.weeks_wanted, self.weeks_covered, self.weeks_held)


@dataclass(frozen=True)
class WeekCount:
    """How many procurements were opened in one week, and how many of those in scope show evidence."""

    week: str
    period_from: date
    n: int
    k: int
    unknown: int
    excluded: int


@dataclass(frozen=True)
class SeriesBreak:
    """An event in law or publication that moves the series."""

    break_on: date
    title: str
    effect: str
    law_source: str


@dataclass(frozen=True)
class Share:
    """How many flagged procurements of a kind of authority name a theme or a standard."""

    authority_kind: str
    code: str
    n: int
    k: int
    share: float | None


@dataclass(frozen=True)
class KindRates:
    """The two main indicators of one kind of authority over 12 months."""

    authority_kind: str
    flagged: Rate
    evaluated: Rate | None


@dataclass(frozen=True)
class PortalWeek:
    """One row of out.completeness."""

    source: str
    week: str
    week_from: date
    windows: int
    windows_complete: int
    windows_failed: int
    hours_proven: float
    completeness_pct: float | None
    notice_count: int
    missing_count: int
    issue_count: int

    @property
    def is_short(self) -> bool:
        """The week was asked of the portal and less than 98 % of it is proven complete."""
        return self.completeness_pct is not None and self.completeness_pct < FULL_PCT


@dataclass(frozen=True)
class Fault:
    """Faults of one kind met in one portal's data."""

    code: str
    level: str
    source: str
    fault_count: int
    example: str


@dataclass(frozen=True)
class PortalCoverage:
    """Of the 52 weeks to an edition, those of one portal proven complete, and those that are only declared to be."""

    source: str
    proven: int
    declared: int


@dataclass(frozen=True)
class Edition:
    """One weekly edition. `rates_13` and `rates_12` are keyed by indicator; shares are of the last 12 months.

    `headline` is of Find a Tender, and TED before it, over 12 months, and `headline_points` its two years; `series`
    is of all portals, 13 weeks at a time; `series_12` the same indicator of every series.
    """

    week: Week
    cut: Cut
    counts: dict[str, Rate]
    rates_13: dict[str, Rate]
    rates_12: dict[str, Rate]
    headline: Rate
    series_12: list[tuple[str, Rate]]
    changes: list[Change]
    headline_points: list[SeriesPoint]
    series: list[SeriesPoint]
    weekly: list[WeekCount]
    breaks: list[SeriesBreak]
    kinds: list[KindRates]
    themes: list[Share]
    theme_ratio: dict[str, Any] | None
    standards: list[Share]
    flagged: list[Notice]
    silent: list[Notice]
    portals: list[PortalWeek]
    faults: list[Fault]
    faults_unplaced: list[Fault]
    documents: list[DocumentEvidence]
    coverage: list[PortalCoverage] = field(default_factory=list)

    @property
    def by_document(self) -> dict[str, DocumentEvidence]:
        """What the documents of a procurement say, by its ocid."""
        return {each.ocid: each for each in self.documents}

    @property
    def said_in_documents_only(self) -> list[DocumentEvidence]:
        """Procurements in scope whose notices say nothing of social value and whose documents do."""
        return [each for each in self.documents if each.is_in_scope and each.level in SILENT]

    @property
    def year(self) -> Span:
        """The weeks that its figures of 12 months rest on, all portals together."""
        return self.rates_12["I1"].span("12 months") if "I1" in self.rates_12 else Span("12 months", 52, 0, 0)

    @property
    def quarter(self) -> Span:
        """The weeks that its figures of 13 weeks rest on."""
        return self.rates_13["I1"].span("13 weeks")

    @property
    def is_over(self) -> bool:
        """The week had ended when the data were cut."""
        return self.week.ended_at <= self.cut.data_until

    @property
    def portals_this_week(self) -> list[PortalWeek]:
        """Completeness of the week itself, portal by portal."""
        return [row for row in self.portals if row.week == self.week.name]

    def figures_sha256(self) -> str:
        """Digest of every published figure and notice, by which a later cut is known to revise this edition.

        Completeness, faults and the cut itself are left out: they say how well the figures are known, and change
        without any figure changing.
        """
        figures = dict(vars(self))
        for name in ("cut", "portals", "faults", "faults_unplaced", "coverage"):
            del figures[name]
        if not self.documents:
            del figures["documents"]  # editions from before documents were read stay what they are
        figures["classifier_version"] = self.cut.classifier_version
        how = orjson.OPT_SORT_KEYS | orjson.OPT_PASSTHROUGH_DATACLASS
        return sha256(orjson.dumps(figures, default=vars, option=how)).hexdigest()
