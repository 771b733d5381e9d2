"""Where one authority stands among its kind, by the limits that chance alone sets around the share of the kind."""

from dataclasses import dataclass
from math import sqrt

from reports.snapshot.rates import LEAST_N, Z_95

Z_998 = 3.090232306167813


@dataclass(frozen=True)
class Dot:
    """One authority: id, name, procurements in scope, and those of them with evidence."""

    authority_id: str
    name: str
    n: int
    k: int


def limits(share: float, n: float, z: float = Z_95) -> tuple[float, float]:
    """Between which shares chance alone leaves an authority with `n` procurements, where its kind has `share`."""
    spread = z * sqrt(share * (1 - share) / n)
    return max(0.0, share - spread), min(1.0, share + spread)


def verdict(dot: Dot, share: float) -> str:
    """`above`, `below` or `within` the outer limits, passed by chance once in 500; `few` under ten procurements."""
    if dot.n < LEAST_N:
        return "few"
    low, high = limits(share, dot.n, Z_998)
    rate = dot.k / dot.n
    return "above" if rate > high else "below" if rate < low else "within"
