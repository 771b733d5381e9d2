"""How often a body lies beyond its funnel limits by chance alone, and how well the spread between bodies is found.

Run: python -m tests.benchmarks.funnel_simulation [--runs 120]
Each run invents the bodies of one peer group, whose rates are draws from a beta distribution, and fits them as
publishing does. Limits of 99.8 % leave at most 2 bodies in a thousand beyond them, fewer where numbers are small: few
procurements cannot be told from chance however they fall.
"""

from __future__ import annotations

import argparse
from itertools import product

import numpy as np
from scipy import stats

from store.publish.spread import Bodies, fit, is_outside, quantiles

SIZES = {"1 to 80": (1, 2, 3, 5, 8, 12, 20, 40, 80), "20 to 300": (20, 40, 80, 150, 300)}
WORLDS = ((0.25, 0.0), (0.25, 0.1), (0.5, 0.3), (0.1, 0.05))  # mean and correlation


def measure(bodies: int, size: str, mean: float, spread: float, runs: int) -> None:
    """Print what came out of the runs of one world."""
    rng = np.random.default_rng(1)
    whole = (mean * (1 - spread) / spread, (1 - mean) * (1 - spread) / spread) if spread else None
    pool, outside, held, ends = np.zeros(bodies, dtype=np.int64), 0, 0, []
    for _ in range(runs):
        n = rng.choice(SIZES[size], bodies)
        k = rng.binomial(n, rng.beta(*whole, bodies) if whole else mean)
        found = fit(Bodies(pool, k.astype(float), n.astype(float), np.ones(bodies), 1))
        outside += int(is_outside(found.mean[pool], found.spread[pool], k.astype(float), n.astype(float)).sum())
        held += bool(found.spread_low[0] <= spread <= found.spread_high[0])
        ends.append([float(each[0]) for each in quantiles(found.mean, found.spread, (0.1, 0.9))])
    low, high = np.mean(ends, axis=0)
    true_low, true_high = stats.beta(*whole).ppf([0.1, 0.9]) if whole else (mean, mean)
    print(
        f"{bodies} bodies of {size}, mean {mean}, correlation {spread}: {1000 * outside / (runs * bodies):.1f} in a "
        f"thousand outside; p10 {low:.3f} ({true_low:.3f}), p90 {high:.3f} ({true_high:.3f}); "
        f"its interval holds the correlation in {100 * held / runs:.0f} %",
        flush=True,
    )


def main() -> None:
    """Measure every world."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=120)
    runs = parser.parse_args().runs
    for size, bodies, (mean, spread) in product(SIZES, (30, 100, 343), WORLDS):
        measure(bodies, size, mean, spread, runs)


if __name__ == "__main__":
    main()
