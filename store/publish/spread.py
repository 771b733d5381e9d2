"""How much bodies differ: beta-binomial fits, rates drawn towards those of the peers, and funnel limits.

The rates of the bodies of a peer group are taken as draws from a beta distribution of mean `mean` and intra-class
correlation `spread` (0: all the same; 1: each does always the same, some always and some never). Its likelihood is
computed on a grid of correlations. The estimate is where it is largest; intervals, and what depends on how sure it is,
come from the posterior under a weak prior, Beta(1, 3), so that "no difference" is never certain.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import CubicSpline
from scipy.special import betaincinv, expit, gammaln

Numbers = NDArray[np.float64]
Places = NDArray[np.int64]

_COARSE = np.linspace(-8.0, 3.0, 21)  # logit of the correlation, 0.0003 to 0.95
_FINE = np.linspace(-8.0, 3.0, 221)
_SPREADS = expit(_FINE)
# Beta(1, 3), as a density over the logit.
_LOG_PRIOR = 2 * np.log1p(-_SPREADS) + np.log(_SPREADS) + np.log1p(-_SPREADS)
_POOLS_AT_ONCE = 4096
_TAIL = 0.001
# A body nearer to the mean than this many standard deviations is not in the last thousandth.
_NEAR = 0.8


@dataclass(frozen=True)
class Fit:
    """The fit of each peer group: mean, correlation (of the largest likelihood) and its 95 % interval.

    `weights` (groups by correlations of `_FINE`) are the posterior, `means` the mean at each, `sizes` the processes
    that would tell as much if they were not alike; empty unless asked for.
    """

    mean: Numbers
    spread: Numbers
    spread_low: Numbers
    spread_high: Numbers
    weights: Numbers
    means: Numbers
    sizes: Numbers


@dataclass(frozen=True)
class Bodies:
    """Bodies of peer groups, alike ones together: `times` bodies of group `pool` have `k` of `n` with evidence.

    Groups are numbered from 0 to `pools` - 1.
    """

    pool: Places
    k: Numbers
    n: Numbers
    times: Numbers
    pools: int


def fit(bodies_of: Bodies, *, is_whole: bool = False) -> Fit:
    """Fit every peer group; `is_whole` keeps the whole posterior."""
    pool, k, n, times, pools = bodies_of.pool, bodies_of.k, bodies_of.n, bodies_of.times, bodies_of.pools
    if not pools:
        nothing = np.empty((0, len(_FINE)))
        none = np.empty(0)
        return Fit(none, none, none, none, nothing, nothing, nothing)
    bodies = np.bincount(pool, times, pools)
    means, sizes, logs = (np.empty((len(_COARSE), pools)) for _ in range(3))
    for place, spread in enumerate(expit(_COARSE)):
        weight = times * n / (1 + (n - 1) * spread)
        sizes[place] = np.bincount(pool, weight, pools)
        means[place] = (np.bincount(pool, weight * k / n, pools) + 0.5) / (sizes[place] + 1)
        total = (1 - spread) / spread
        a, b = means[place] * total, (1 - means[place]) * total
        row = gammaln(k + a[pool]) + gammaln(n - k + b[pool]) - gammaln(n + total)
        logs[place] = np.bincount(pool, times * row, pools) + bodies * (gammaln(total) - gammaln(a) - gammaln(b))
    parts = [
        _posterior(logs[:, first : first + _POOLS_AT_ONCE], means[:, first : first + _POOLS_AT_ONCE])
        for first in range(0, pools, _POOLS_AT_ONCE)
    ]
    mean, low, spread_, high = (np.concatenate([part[at] for part in parts]) for at in range(4))
    if not is_whole:
        nothing = np.empty((0, 0))
        return Fit(mean, spread_, low, high, nothing, nothing, nothing)
    weights = np.concatenate([part[4] for part in parts], axis=1)
    return Fit(mean, spread_, low, high, weights.T, _at_fine(means).T, _at_fine(sizes).T)


def _posterior(logs: Numbers, means: Numbers) -> tuple[Numbers, ...]:
    """Mean, correlation between its ends, and posterior of some groups (as columns)."""
    log = CubicSpline(_COARSE, logs - logs.max(axis=0))(_FINE)
    best = _FINE[log.argmax(axis=0)]
    mean = np.array([np.interp(at, _COARSE, column) for at, column in zip(best, means.T, strict=True)])
    log += _LOG_PRIOR[:, None]
    weights = np.exp(log - log.max(axis=0))
    weights /= weights.sum(axis=0)
    reached = weights.cumsum(axis=0)
    low, high = (expit(_crossing(reached, share)) for share in (0.025, 0.975))
    return mean, low, expit(best), high, weights


def _crossing(reached: Numbers, share: float) -> Numbers:
    """Where the cumulated posterior of each column reaches a share, on the scale of `_FINE`."""
    place = np.minimum((reached < share).sum(axis=0), len(_FINE) - 1)
    columns = np.arange(reached.shape[1])
    above = reached[place, columns]
    below = np.where(place > 0, reached[np.maximum(place - 1, 0), columns], 0.0)
    part = (share - below) / np.maximum(above - below, 1e-300)
    return np.asarray(_FINE[place] - (1 - part) * (_FINE[1] - _FINE[0]))


def _at_fine(values: Numbers) -> Numbers:
    return np.asarray(CubicSpline(_COARSE, values)(_FINE))


def quantiles(mean: Numbers, spread: Numbers, shares: tuple[float, ...]) -> list[Numbers]:
    """Quantiles of the beta distributions of these means and correlations."""
    total = (1 - spread) / spread
    return [betaincinv(mean * total, (1 - mean) * total, share) for share in shares]


def shrunk(found: Fit, pool: Places, k: Numbers, n: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """The rate of each body drawn towards its peers, and its 95 % interval.

    The average over all correlations that the peers allow, with what is not known of their mean; the interval is that
    of the beta distribution of the same mean and variance.
    """
    mean, square = np.zeros(len(k)), np.zeros(len(k))
    for place, spread in enumerate(_SPREADS):
        weight, peer = found.weights[pool, place], found.means[pool, place]
        total = (1 - spread) / spread
        at = (k + total * peer) / (n + total)
        own = at * (1 - at) / (n + total + 1)
        of_mean = (total / (n + total)) ** 2 * peer * (1 - peer) / (found.sizes[pool, place] + 1)
        mean += weight * at
        square += weight * (own + of_mean + at * at)
    variance = np.maximum(square - mean * mean, 1e-12)
    total = np.maximum(mean * (1 - mean) / variance - 1, 1e-3)
    low, high = (betaincinv(mean * total, (1 - mean) * total, share) for share in (0.025, 0.975))
    return mean, low, high


def limits(mean: Numbers, spread: Numbers, n: Places) -> tuple[Numbers, Numbers]:
    """Funnel limits: rates under and over which chance, and the spread of the peers, leave one body in a thousand each.

    Half of the chance of a number itself counts as beyond it (mid-p), or steps would leave far fewer; between two whole
    numbers the limits are interpolated (Spiegelhalter, Stat Med 2005;24:1185-202).
    """
    sizes = n + 1
    starts = np.cumsum(sizes) - sizes
    which = np.repeat(np.arange(len(n)), sizes)
    chance = _chance(mean[which], spread[which], np.arange(len(which)) - starts[which], n[which])
    before = np.concatenate([[0.0], np.cumsum(chance)])
    middle = before[:-1] - before[starts][which] + chance / 2  # chance of less, and half of the same
    low = _limit(middle, starts, n)
    # Read from the other end, the same.
    backwards = starts[which] + n[which] - (np.arange(len(which)) - starts[which])
    high = n - _limit(1 - middle[backwards], starts, n)
    return low / n, high / n


def _limit(middle: Numbers, starts: Places, n: Places) -> Numbers:
    """Where the chance reaches a thousandth, counted from 0; 0 when it is more from the start."""
    under = np.add.reduceat((middle <= _TAIL).astype(np.int64), starts)
    at = starts + np.minimum(under, n)
    below, above = middle[np.maximum(at - 1, 0)], middle[at]
    part = np.clip((_TAIL - below) / np.maximum(above - below, 1e-300), 0, 1)
    return np.where(under > 0, under - 1 + part, 0.0)


def is_outside(mean: Numbers, spread: Numbers, k: Numbers, n: Numbers) -> NDArray[np.bool_]:
    """Whether each body lies beyond its funnel limits."""
    deviation = k / n - mean
    error = np.sqrt(mean * (1 - mean) * (1 + (n - 1) * spread) / n)
    far = np.flatnonzero(np.abs(deviation) > _NEAR * error)
    is_low = deviation[far] < 0
    # The tail of a body from its own number to the nearer end.
    sizes = np.where(is_low, k[far], n[far] - k[far]).astype(np.int64) + 1
    if not len(far):
        return np.zeros(len(k), dtype=bool)
    starts = np.cumsum(sizes) - sizes
    which = np.repeat(np.arange(len(far)), sizes)
    step = np.arange(sizes.sum()) - starts[which]
    r = np.where(is_low[which], step, n[far][which] - step)
    chance = _chance(mean[far][which], spread[far][which], r, n[far][which])
    chance[np.cumsum(sizes) - 1] /= 2
    found = np.zeros(len(k), dtype=bool)
    found[far] = np.add.reduceat(chance, starts) <= _TAIL
    return found


def _chance(mean: Numbers, spread: Numbers, r: Numbers | Places, n: Numbers | Places) -> Numbers:
    """Chance of r of n in a beta-binomial."""
    total = (1 - spread) / spread
    a, b = mean * total, (1 - mean) * total
    log = gammaln(n + 1) - gammaln(r + 1) - gammaln(n - r + 1)
    log += gammaln(r + a) + gammaln(n - r + b) - gammaln(n + total) + gammaln(total) - gammaln(a) - gammaln(b)
    return np.asarray(np.exp(log))
