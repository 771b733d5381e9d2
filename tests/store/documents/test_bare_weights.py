"""Bare numbers under `Weighting` that add up to another sum than 100: shares of their sum where all is there."""

import pytest

from tests.store.documents.layouts import Layout
from tests.store.documents.makers import made, table_of
from tests.store.documents.reading import judged

TWO = "Criterion | Weighting / "
THREE = "Question | Max score | Weighting / "


@pytest.mark.parametrize(
    ("rows", "share"),
    [
        (TWO + "Price | 5 / Quality | 3 / Social value | 2", 20),
        (TWO + "Price | 4 / Quality | 3 / Social value | 1", 12.5),
        (TWO + "Commercial | 6 / Technical | 3 / Social value | 1 / Total | 10", 10),
        (TWO + "Price | 600 / Quality | 300 / Social value | 100", 10),
        (TWO + "Price | 120 / Quality | 60 / Social value | 20 / Total | 200", 10),
        ("Criterion | Weight / Cost | 30 / Technical | 15 / Social value | 5", 10),
        ("Criterion | Relative weighting / Price | 3 / Quality | 2 / Social value | 1", 100 / 6),
        ("Area | Part | Weighting / Quality | Design | 3 / | Social value | 2 / Price | Tender price | 5", 20),
        (THREE + "Q1 Delivery | 5 | 8 / Social value | 5 | 4 / Price | 5 | 8", 20),
        (THREE + "Design | 10 | 3 / Social value | 10 | 1 / Price | 10 | 6", 10),
        (THREE + "Delivery | 5 | 8 / Social value | 5 | 4 / Price | | 40", 20),
        (THREE + "Delivery | 10 | 4 / Social value | 10 | 1 / Price | N/A | 50", 10),
        (THREE + "Q1 Delivery | 5 | x8 / Q2 Social value | 5 | x4 / Price | 40 | x1", 20),
        ("Question | Max score | Multiplier / Delivery | 5 | 8x / Social value | 5 | 4x / Price | 40 | 1x", 20),
        (
            (
                "Question | Max score | Weighting factor | Maximum available / Q1 | 5 | 8 | 40 / "
                "Social value | 5 | 4 | 20 / Price | 5 | 8 | 40"
            ),
            20,
        ),
        (
            (
                "Criterion | Max score | Weighting | Weighted score / Price | | | 40 / Design | 5 | 8 | 40 / "
                "Social value | 5 | 4 | 20"
            ),
            20,
        ),
        (
            (
                "Criterion | Weighting | Maximum score | Max weighted score / Design | 4 | 5 | 20 / "
                "Social value | 2 | 5 | 10 / Price | 14 | 5 | 70"
            ),
            10,
        ),
    ],
)
def test_bare_weights_beside_price_are_shares_of_their_sum(rows: str, share: float) -> None:
    found = judged(table_of(rows))
    assert found.social() == pytest.approx(share, abs=0.01)
    assert found.levels()[0] >= "R5"


def test_quote_holds_the_number_as_it_stands_and_not_as_per_cent() -> None:
    found = judged(table_of(TWO + "Price | 5 / Quality | 3 / Social value | 2"))
    assert [each.evidence.text for each in found.found if each.evidence.level >= "R3"] == ["Social value | 2"]
    assert {row.weight_unit for row in found.criteria} == {"points"}


@pytest.mark.parametrize(
    ("rows", "share"),
    [
        (TWO + "Delivery | 40 / Team | 20 / Social value | 10", 10),
        (TWO + "Delivery | 5 / Method | 3 / Social value | 2 / Total | 10", 2),
        (TWO + "Delivery | 40% / Team | 20% / Social value | 10%", 10),
        (TWO + "Price | 50% / Social value | 10%", 10),
        ("Criterion | Weighting (%) / Price | 50 / Social value | 10", 10),
        ("Criterion | Percentage weighting / Price | 40 / Social value | 10", 10),
        ("Criterion | Weighting, per cent / Price | 40 / Social value | 10", 10),
        (TWO + "Price | 60 / Quality | 30 / Social value | 10", 10),
        (TWO + "Price | 60 / Quality | 25 / Social value | 10", 10),
        (THREE + "Design | 5 | 20% / Social value | 5 | 20% / Price | 100 | 60%", 20),
        (THREE + "Design | 5 | 20 / Social value | 5 | 20 / Price | 100 | 60", 20),
        (TWO + "Price | 0.5 / Quality | 0.3 / Social value | 0.2", 20),
        ("Criterion | Marks / Price | 20 / Quality | 15 / Social value | 5", 12.5),
    ],
)
def test_per_cents_stay_as_they_are(rows: str, share: float) -> None:
    assert judged(table_of(rows)).social() == pytest.approx(share)


def test_words_above_that_say_per_cent_are_minded() -> None:
    rows = TWO + "Price | 40 / Social value | 10"
    assert judged(table_of(rows, "Award criteria (weightings in %)")).social() == 10
    assert judged(table_of(rows)).social() == 20


def test_per_cents_of_a_sheet_are_no_bare_numbers() -> None:
    rows = [["Criterion", "Weighting"], ["Price", "50%"], ["Social value", "10%"]]
    assert judged(made(Layout("part", rows, {}, 0), "xlsx")).social() == 10


def test_a_sum_that_may_count_rows_twice_is_none() -> None:
    found = judged(table_of(TWO + "Quality | 6 / Delivery | 3 / Social value | 3 / Price | 4"))
    assert found.social() != pytest.approx(100 * 3 / 16)
