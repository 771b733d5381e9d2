"""A change that is none says why, where its interval alone would make it one."""

from datetime import date

import pytest

from reports.pages.sentences.edition import change_words
from reports.snapshot.rates import Change, Rate


def rate(k: int) -> Rate:
    days, share = (date(2026, 8, 24), date(2026, 11, 22)), k / 100
    return Rate("I1", *days, 100, k, 0, 0, share, share, share, None, None, None, is_reliable=True)


@pytest.mark.parametrize(
    ("difference", "low", "high", "is_more_than_noise", "words"),
    [
        (0.06, 0.002, 0.12, False, "No clear change (+0.2 to +12): of the many compared, some move as far by chance"),
        (-0.06, -0.12, -0.01, False, "No clear change (−12 to −1): of the many compared, some move as far by chance"),
        (0.01, 0.004, 0.016, False, "No clear change (+0.4 to +2): too small to be called one"),
        (-0.02, -0.03, -0.01, False, "No clear change (−3 to −1): too small to be called one"),
        (0.06, -0.02, 0.14, False, "No clear change (−2 to +14)"),
        (0.06, 0.0, 0.12, False, "No clear change (0 to +12)"),
        (0.06, 0.02, 0.1, True, "Up by 6 (+2 to +10)"),
        (-0.06, -0.1, -0.02, True, "Down by 6 (−10 to −2)"),
        (None, None, None, False, "Too few to say"),
    ],
)
def test_why_it_is_no_change(
    difference: float | None, low: float | None, high: float | None, is_more_than_noise: bool, words: str
) -> None:
    change = Change("I1", rate(18), rate(12), difference, low, high, is_more_than_noise)
    assert change_words(change) == words


def test_nothing_to_compare_with() -> None:
    assert change_words(Change("I1", rate(18), None)) == "No earlier period to compare with"
