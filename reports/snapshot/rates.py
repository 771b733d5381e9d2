"""Shares, what they moved by, and when a move may be called a change."""

from dataclasses import dataclass
from datetime import date
from math import sqrt

LEAST_N = 10  # below this no rate is published (method, section on small numbers)
LEAST_CHANGE = 0.02  # a smaller move is not called a change even when chance is ruled out
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

    @property
    def opened(self) -> int:
        """All procurements opened in the period: in scope, unknown and outside."""
        return self.n + self.unknown + self.excluded


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
    difference: float | None
    low: float | None
    high: float | None

    @property
    def verdict(self) -> str:
        """`up`, `down` or `none`; `unknown` when one of the periods has too few procurements for a rate."""
        if self.difference is None or self.low is None or self.high is None:
            return "unknown"
        if abs(self.difference) <= LEAST_CHANGE or self.low <= 0 <= self.high:
            return "none"
        return "up" if self.difference > 0 else "down"


def wilson(k: int, n: int) -> tuple[float, float]:
    """95 % score interval of k / n (Wilson 1927); n must be above 0."""
    p = k / n
    centre = p + Z_95**2 / (2 * n)
    spread = Z_95 * sqrt(p * (1 - p) / n + Z_95**2 / (4 * n * n))
    scale = 1 + Z_95**2 / n
    return max(0.0, (centre - spread) / scale), min(1.0, (centre + spread) / scale)


def newcombe(k: int, n: int, k_before: int, n_before: int) -> tuple[float, float]:
    """95 % interval of k / n - k_before / n_before (Newcombe 1998, method 10: hybrid score)."""
    p, p_before = k / n, k_before / n_before
    low, high = wilson(k, n)
    low_before, high_before = wilson(k_before, n_before)
    difference = p - p_before
    return (
        difference - sqrt((p - low) ** 2 + (high_before - p_before) ** 2),
        difference + sqrt((high - p) ** 2 + (p_before - low_before) ** 2),
    )


def change(now: Rate, before: Rate | None) -> Change:
    """What an indicator moved by; no difference when either period is too small for a rate."""
    if before is None or now.n < LEAST_N or before.n < LEAST_N:
        return Change(now.indicator, now, before, None, None, None)
    low, high = newcombe(now.k, now.n, before.k, before.n)
    return Change(now.indicator, now, before, now.k / now.n - before.k / before.n, low, high)
