"""Weights that are shares of quality, as shares of the total."""

import pytest

from tests.classifier.conftest import Judge


@pytest.mark.parametrize(
    ("value", "pct", "text"),
    [
        (25, 10, "Quality makes up 40% of the score; within it social value has 25%. Price makes up 60%."),
        (20, 8, "The quality part counts for 40%. Inside it, community benefits are 20% of the marks. Price: 60%."),
        (25, 15, "Price 40%, quality 60%. Within quality, social value is worth 25%."),
        (33.33, 10, "Price 70, quality 30. Of the quality marks, a third go to community benefits."),
        (33.33, 10, "Price has 70% and quality 30%. Social value makes up a third of the quality marks."),
        (20, 20, "Social value has the same weight as design, 20% each, with 60% for price."),
        (50, 20, "Price has 60%, quality 40%. Half of the quality marks are for community benefits."),
        (33.33, 15, "Quality is weighted at 45%, of which social value makes up a third."),
        (20, 14, "Seventy per cent of the marks go to quality; within that, community benefits have 20%."),
        (25, 10, "The 40% quality part holds social value, weighted 25% within that part."),
        (10, 10, "Of the 40% for quality, a quarter goes to social value."),
        (10, 10, "Price 60%, quality 40%; within it delivery has 30% and social value 10%."),
        (10, 10, "Quality is 40% of the score. Social value is 10% of the total score."),
    ],
)
def test_a_share_of_quality_becomes_a_share_of_the_total(judge: Judge, value: float, pct: float, text: str) -> None:
    found = [item for item in judge(text) if item.weight is not None]
    assert (value, pct) in [(item.weight.value, item.weight_pct) for item in found if item.weight is not None]


@pytest.mark.parametrize(
    ("pct", "text"),
    [
        (10, "Weights: Cost 5, Technical 4, Community Benefits 1"),
        (1, "Price 5%, quality 4%, social value 1%"),
        (10, "Prices are to be fixed.\nSocial value\nJobs 6%\nCarbon 4%"),
    ],
)
def test_ten_is_a_whole_of_bare_numbers_alone(judge: Judge, pct: float, text: str) -> None:
    assert pct in [item.weight_pct for item in judge(text)]
