"""Percentages beside social value that are not its weight, and those that are."""

import pytest

from tests.store.documents.reading import judged

TOP = "Invitation to Tender. Tenders will be evaluated on price and quality.\n\n"
NO_WEIGHT = (
    "A tender that scores less than 50% of the marks for social value may be rejected.",
    "Bidders must achieve at least 60% for the social value question, which will be scored.",
    "The minimum score for social value is 40%.",
)
WEIGHTS = {
    "Social value (10%), of which 50% is for the quantitative score of the TOMs and 50% for the method.": 10.0,
    "Social value carries 12% of the total score, split into jobs (60%) and carbon (40%).": 12.0,
    "Social value carries at least 10% of the total score.": 10.0,
    "Quality 60% (of which social value 10%), price 40%.": 10.0,
}


def weights(sentence: str) -> list[float]:
    found = judged((TOP + sentence).encode()).found
    return [each.evidence.weight_pct for each in found if each.evidence.weight_pct is not None]


@pytest.mark.parametrize("sentence", NO_WEIGHT)
def test_score_that_must_be_reached_is_no_weight(sentence: str) -> None:
    assert weights(sentence) == []


@pytest.mark.parametrize(("sentence", "pct"), WEIGHTS.items())
def test_weight_is_that_of_social_value_itself(sentence: str, pct: float) -> None:
    assert weights(sentence) == [pct]
