"""Shares, what they moved by, and when a move may be called a change."""

from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt

from reports.words.spans import Span

LEAST_N = 10  # below this no rate is published (method, section on small numbers)
Z_95 = 1.959963984540054


@dataclass(frozen=True)
class Rate:
    """One row of out.indicator: k of n procurements show the evidence. Shares are fractions of 1."""

    indicator: str
    period_from: date
    period_until: date
    n: int
    k: int
    unknown: int
    excluded: int
    rate: float | None
    rate_low: float | None
    rate_high: float | None
    corrected_rate: float | None
    corrected_low: float | None
    corrected_high: float | None
    is_reliable: bool
    weeks_wanted: int | None = None
    weeks_covered: int | None = None
    weeks_declared: int | None = None
    weeks_held: int | None = None
    rate_all_in: float | None = None
    rate_all_out: float | None = None
    interval_basis: str | None = None
    correction_basis: str | None = None

    def span(self, name: str) -> Span:
        """The weeks that it rests on, of a period of that name; none are covered where the data do not say."""
        return Span(name, self.weeks_wanted or 0, self.weeks_covered or 0, self.weeks_held or 0)

    def weeks_by(self, last_day: date) -> int:
        """The weeks of its period, or of a period that is not over those passed by a day: weeks by their Thursday."""
        if last_day >= self.period_until:
            return self.weeks_wanted or 0
        return max(0, (_monday(last_day + timedelta(days=4)) - _monday(self.period_from + timedelta(days=3))).days // 7)

    @property
    def opened(self) -> int:
        """All procurements opened in the period: in scope, unknown and outside."""
        return self.n + self.unknown + self.excluded


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


@dataclass(frozen=True)
class Tally:
    """k of n procurements counted by a page itself, with the same rule: no share under ten."""

    k: int
    n: int

    @property
    def rate(self) -> float | None:
        """Share; None under ten procurements."""
        return self.k / self.n if self.n >= LEAST_N else None

    @property
    def rate_low(self) -> float | None:
        """Lower end of its 95 % interval."""
        return wilson(self.k, self.n)[0] if self.n >= LEAST_N else None

    @property
    def rate_high(self) -> float | None:
        """Upper end of its 95 % interval."""
        return wilson(self.k, self.n)[1] if self.n >= LEAST_N else None

    @property
    def is_reliable(self) -> bool:
        """It rests on thirty procurements or more."""
        return self.n >= 30


@dataclass(frozen=True)
class Change:
    """An indicator now against the 13 weeks before; difference and its interval are fractions of 1."""

    indicator: str
    now: Rate
    before: Rate | None
    difference: float | None = None
    low: float | None = None
    high: float | None = None
    is_more_than_noise: bool = False
    tests: int | None = None

    @property
    def verdict(self) -> str:
        """`up`, `down` or `none`; `unknown` when one of the periods has too few procurements for a rate."""
        if self.difference is None:
            return "unknown"
        if not self.is_more_than_noise:
            return "none"
        return "up" if self.difference > 0 else "down"


def wilson(k: int, n: int) -> tuple[float, float]:
    """95 % score interval of k / n (Wilson 1927); n must be above 0."""
    p = k / n
    centre = p + Z_95**2 / (2 * n)
    spread = Z_95 * sqrt(p * (1 - p) / n + Z_95**2 / (4 * n * n))
    scale = 1 + Z_95**2 / n
    return max(0.0, (centre - spread) / scale), min(1.0, (centre + spread) / scale)
