"""edition.json: what each edition folder says of itself, by which revisions are known and the front page is made."""

from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import orjson

from reports.errors import ReportError
from reports.pages.parts.trend import trend_key, trend_of
from reports.pages.sentences import edition as findings
from reports.pages.sentences.coverage import coverage_cited, coverage_words
from reports.snapshot.edition import ACT_DAY, Edition
from reports.words.spans import Span, year_of

FILE = "edition.json"


@dataclass(frozen=True)
class EarlierVersion:
    """A version of the edition that a later one replaced; its page is kept."""

    version: int
    sentence: str
    data_until: str
    page: str


@dataclass(frozen=True)
class Record:
    """One edition as the front page lists it. Versions count from 1; a new one is made when a figure changes.

    Editions outlive the program that wrote them: a field added later needs a default, and one dropped is passed over.
    """

    week: str
    first_day: date
    last_day: date
    version: int
    figures_sha256: str
    title: str
    sentence: str
    data_until: str
    is_sample: bool
    n: int
    k: int
    counts: dict[str, int]
    earlier: list[EarlierVersion]
    has_trend: bool = False
    trend_subtitle: str = ""
    trend_key: list[str] = field(default_factory=list)
    year_weeks: list[int] = field(default_factory=list)
    coverage: str = ""
    coverage_cited: str = ""
    released: str = ""

    @property
    def folder(self) -> str:
        """Folder of the edition in the site."""
        return f"editions/{self.week}"

    @property
    def data_folder(self) -> str:
        """Folder of this version's data files, in the edition's folder."""
        return f"data/v{self.version}"

    @property
    def headline_from(self) -> date:
        """First day of the 12 months of the headline."""
        return self.last_day - timedelta(weeks=52) + timedelta(days=1)

    @property
    def year(self) -> Span:
        """The weeks that figures of 12 months rest on."""
        return year_of(self.year_weeks)

    @property
    def days_in_force(self) -> int:
        """Days since the Act came into force, at the end of the week."""
        return (self.last_day - ACT_DAY).days

    def as_json(self) -> bytes:
        """The text of edition.json."""
        return orjson.dumps(asdict(self), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def read_record(folder: Path) -> Record | None:
    """The record of an edition folder; None when there is none. Raises ReportError when it cannot be read."""
    path = folder / FILE
    try:
        told: dict[str, Any] = orjson.loads(path.read_bytes())
        known = {each.name: told[each.name] for each in fields(Record) if each.name in told}
        known["first_day"] = date.fromisoformat(told["first_day"])
        known["last_day"] = date.fromisoformat(told["last_day"])
        known["earlier"] = [EarlierVersion(**version) for version in told["earlier"]]
        return Record(**known)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (orjson.JSONDecodeError, KeyError, TypeError, ValueError):
        raise ReportError(
            f"{path} is not an edition's record: move that folder away and run 'svmonitor report' again"
        ) from None


def new_record(edition: Edition, standing: Record | None) -> Record:
    """The record of an edition, given the one that stands: the next version when any figure differs from it."""
    week, trend = edition.counts.get("I1"), trend_of(edition)
    fresh = Record(
        week=edition.week.name,
        first_day=edition.week.first_day,
        last_day=edition.week.last_day,
        version=1,
        figures_sha256=edition.figures_sha256(),
        title=findings.title(edition),
        sentence=findings.sentence(edition),
        data_until=edition.cut.data_until.isoformat(),
        is_sample=edition.cut.is_sample,
        n=edition.headline.n,
        k=edition.headline.k,
        counts={
            "opened": week.opened if week else 0,
            "in_scope": week.n if week else 0,
            "flagged": week.k if week else 0,
            "evaluated": edition.counts["I3"].k if "I3" in edition.counts else 0,
            "weight_10_pct": edition.counts["I5"].k if "I5" in edition.counts else 0,
        },
        earlier=[],
        has_trend=trend is not None,
        trend_subtitle=trend.subtitle if trend else "",
        trend_key=trend_key(edition),
        year_weeks=[edition.year.wanted, edition.year.covered, edition.year.held],
        coverage=coverage_words(edition.coverage, edition.rates_12.get("I1"), edition.week.last_day),
        coverage_cited=coverage_cited(edition.coverage, edition.rates_12.get("I1")),
    )
    if standing is None:
        return fresh
    if standing.figures_sha256 == fresh.figures_sha256:
        return replace(fresh, version=standing.version, earlier=standing.earlier)
    kept = EarlierVersion(standing.version, standing.sentence, standing.data_until, f"version-{standing.version}.html")
    return replace(fresh, version=standing.version + 1, earlier=[*standing.earlier, kept])
