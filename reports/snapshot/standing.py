"""Where one authority stands among its kind: one centre and one pair of limits, for picture, table and words alike."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from math import exp, lgamma, log

from reports.snapshot.rates import LEAST_N

TAIL = 0.001  # of authorities that chance leaves beyond each limit: one in a thousand
SPREAD, CHANCE = "spread", "chance"
STEPS = 60


@dataclass(frozen=True)
class Dot:
    """One authority: id, name, procurements in scope, and those of them with evidence."""

    authority_id: str
    name: str
    n: int
    k: int

    @property
    def rate(self) -> float:
        """Its share with evidence."""
        return self.k / self.n


@dataclass(frozen=True)
class Comparison:
    """What the authorities of one kind are held against: a share in the middle, and the limits around it.

    `spread`: the limits of out.authority, which allow for chance and for how far authorities of the kind differ anyway,
    around the average of its authorities; `known` holds them by number of procurements. `chance`: of kinds with too few
    authorities to tell how far they differ; what chance alone makes of the share of all procurements of the kind.
    """

    basis: str
    centre: float
    known: Mapping[int, tuple[float, float]] = field(default_factory=dict)

    def limits(self, n: int) -> tuple[float, float]:
        """Between which shares an authority with `n` procurements does not stand out."""
        return self.known[n] if self.basis == SPREAD else chance_limits(self.centre, n)

    def verdict(self, dot: Dot) -> str:
        """`above`, `below` or `within` the limits; `few` under ten procurements."""
        if dot.n < LEAST_N:
            return "few"
        low, high = self.limits(dot.n)
        return "above" if dot.rate > high else "below" if dot.rate < low else "within"

    def band(self, most: int) -> list[tuple[int, float, float]]:
        """The limits by number of procurements, as they are drawn: as far as they are known, or from ten to `most`."""
        if self.basis == SPREAD:
            return [(n, *self.known[n]) for n in sorted(self.known)]
        step = max(1, (most - LEAST_N) // STEPS)
        return [(n, *self.limits(n)) for n in [*range(LEAST_N, most, step), most]]


@lru_cache(maxsize=4096)
def chance_limits(share: float, n: int) -> tuple[float, float]:
    """Limits that chance alone passes once in a thousand at each end, where every authority has the same share.

    As those of out.authority are drawn (store/publish/spread.py, `limits`): half of the chance of a number itself
    counts as beyond it, and between two whole numbers they are interpolated. Near 0 and 1, where shares of small
    numbers heap up, the usual bell curve would leave no authority outside.
    """
    return _lower(share, n) / n, 1 - _lower(1 - share, n) / n


def _lower(share: float, n: int) -> float:
    """How many of `n` the lower limit lies at; a share of 0 or 1 leaves no room for chance."""
    if not 0 < share < 1:
        return share * n
    less, before = 0.0, 0.0
    for r in range(n + 1):
        chance = exp(lgamma(n + 1) - lgamma(r + 1) - lgamma(n - r + 1) + r * log(share) + (n - r) * log(1 - share))
        middle = less + chance / 2
        if middle > TAIL:
            return r - 1 + (TAIL - before) / (middle - before) if r else 0.0
        less, before = less + chance, middle
    return float(n)
