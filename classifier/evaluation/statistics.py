"""The arithmetic of the evaluation: shares with intervals, precision and recall, agreement."""

from __future__ import annotations

from collections import Counter
from math import sqrt
from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from collections.abc import Set as AbstractSet

Z_95 = 1.959963984540054


class Share(TypedDict):
    """A share `k` of `n` with its Wilson 95 % interval; `rate`, `low` and `high` are None where n is 0."""

    k: int
    n: int
    rate: float | None
    low: float | None
    high: float | None


class Scores(TypedDict):
    """Precision, recall and F1 of one name; None where nothing was said, or nothing was there."""

    precision: Share
    recall: Share
    f1: float | None


def wilson(k: int, n: int) -> tuple[float, float]:
    """Wilson 95 % score interval of k of n (Wilson, JASA 1927). Raises ZeroDivisionError for n = 0."""
    rate, z2 = k / n, Z_95**2
    middle = (rate + z2 / (2 * n)) / (1 + z2 / n)
    half = Z_95 * sqrt(rate * (1 - rate) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    return max(0.0, middle - half), min(1.0, middle + half)


def share(k: int, n: int) -> Share:
    """A share with its interval, rounded to four places."""
    if not n:
        return Share(k=k, n=n, rate=None, low=None, high=None)
    low, high = wilson(k, n)
    return Share(k=k, n=n, rate=round(k / n, 4), low=round(low, 4), high=round(high, 4))


def scores(true_positives: int, said: int, there: int) -> Scores:
    """Precision, recall and F1 from the counts of right answers, of answers and of what was there to find."""
    f1 = round(2 * true_positives / (said + there), 4) if said + there else None
    return Scores(precision=share(true_positives, said), recall=share(true_positives, there), f1=f1)


def by_name(pairs: Iterable[tuple[str, str]], names: Sequence[str]) -> dict[str, Scores]:
    """Scores of every name over (gold, said) pairs."""
    counts = Counter(pairs)
    return {
        name: scores(
            counts[name, name],
            sum(count for (_, said), count in counts.items() if said == name),
            sum(count for (gold, _), count in counts.items() if gold == name),
        )
        for name in names
    }


def macro_f1(table: dict[str, Scores]) -> float:
    """Mean F1 of all names that occur; a name never met is left out. Zero when nothing was met at all."""
    found = [row["f1"] for row in table.values() if row["f1"] is not None]
    return round(sum(found) / len(found), 4) if found else 0.0


def micro(pairs: Iterable[tuple[AbstractSet[str], AbstractSet[str]]]) -> Scores:
    """Scores over (gold, said) sets of names, every name of every passage counted once."""
    listed = list(pairs)
    return scores(
        sum(len(gold & said) for gold, said in listed),
        sum(len(said) for _, said in listed),
        sum(len(gold) for gold, _ in listed),
    )


def kappa(pairs: Iterable[tuple[str, str]]) -> float:
    """Cohen's kappa of (one, other) answers."""
    counts = Counter(pairs)
    total = sum(counts.values())
    agreed = sum(count for (one, other), count in counts.items() if one == other) / total
    ones: Counter[str] = Counter()
    others: Counter[str] = Counter()
    for (one, other), count in counts.items():
        ones[one] += count
        others[other] += count
    expected = sum(ones[name] * others[name] for name in ones) / total**2
    return round((agreed - expected) / (1 - expected), 4) if expected < 1 else 1.0


def confusion(pairs: Iterable[tuple[str, str]], names: Sequence[str]) -> dict[str, dict[str, int]]:
    """Counts by gold name, then by the name said."""
    counts = Counter(pairs)
    return {gold: {said: counts[gold, said] for said in names} for gold in names}
