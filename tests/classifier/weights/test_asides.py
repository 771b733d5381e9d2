"""Weights in a sentence beside the question they weigh, and numbers beside social value that are no weights."""

import pytest

from classifier.evidence import level_of
from tests.classifier.conftest import Judge


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (10, "Social value answer: say what you would do for families in Leith. 10% of the total score."),
        (10, "This part carries 10% of the marks.\nSocial value: set out what your work leaves for the town."),
        (10, "The next section is worth 10%.\nCommunity benefits: what would you do for our schools?"),
        (
            10,
            "Question 4. Explain how you would bring social value to Perth. 10% of all marks. Question 5. Price. 90%.",
        ),
        (10, "Community benefits: how would you help our foodbanks? (400 words). Worth 10% of the total marks."),
        (10, "How would you bring social value to our parks? No more than two pages. 10 marks out of 100."),
        (10, "This question is worth 10%.\nCommunity benefits - what would you bring?\nNext question is worth 30%."),
        (
            10,
            "Safety - who leads?\nThis question is worth 30%.\nSocial value - what?\nThis question is worth 10%.",
        ),
        (10, "Social value shall also be marked at 10% when bids are compared."),
    ],
)
def test_a_weight_in_a_sentence_beside_its_question_is_read(judge: Judge, value: float, text: str) -> None:
    assert value in [item.weight.value for item in judge(text) if item.weight is not None and item.kind == "criterion"]


@pytest.mark.parametrize(
    "text",
    [
        "The plan must cover staffing, risks and social value. It is worth 30% of the score.\nPrice 70%.",
        "The plan covers staffing, risks and community benefits and carries 30% of the marks.",
        "Tenderers must hand in a social value plan. The bid bond is 10% of the total.",
        "Describe your approach to safety, staffing and community benefits. 30% of the total score.",
        "Safety - who is in charge?\nThis question is worth 30%.\nSocial value - what would you bring to the town?",
        "What social value would you bring? 20% of staff must live nearby.",
        "The Council believes in social value. 20% of the total score is for the price of spare parts.",
        "Price 60%, quality 40%. The firm will make 15% of its depot staff apprentices for its social value offer.",
        "Award criteria: Price 80%, Delivery 20%. In 2023 our contractors lifted social value by 12%.",
        "Price 70%, quality 30%. Social value across the estate rose 12% in a year.",
        "Social value of 5% to 10% is for call-offs; it was no part of how the framework was let.",
    ],
)
def test_a_number_of_something_else_is_no_weight_of_social_value(judge: Judge, text: str) -> None:
    assert [item.weight for item in judge(text) if item.weight is not None and item.kind == "criterion"] == []


@pytest.mark.parametrize(
    "text",
    [
        "Note to bidders: the 15% social value question has been deleted. Price now carries 100%.",
        "The community benefits criterion (5%) is no longer part of this competition.",
        "Social value was to carry 10%, but the criterion was dropped after the market day.",
        "We have withdrawn the 10% weighting for community benefits. Quality is 40% and price 60%.",
        "Social value was to be worth 10% of the score. This question has since been removed.",
        "Social value will be removed as a criterion: its 10% goes to quality, which then has 50%.",
        "Please ignore the 10% weighting of community benefits printed in the pack.",
        "The 10% for social value in the first notice was a mistake and is to be disregarded.",
    ],
)
def test_a_withdrawn_weight_leaves_social_value_out(judge: Judge, text: str) -> None:
    assert level_of(judge(text)) == "R0n"


@pytest.mark.parametrize(
    "text",
    [
        "Bids that fail the 10% social value question will be removed from the competition.",
        "Social value is worth 10% and the limit of two lots has been lifted.",
        "The social value weighting has been taken out of quality and is now a criterion of its own at 10%.",
        "The 10% weighting of social value must not be ignored.",
        "Community benefits (10%) must be answered or the bid will be withdrawn.",
        "The 10% weighting for social value has been removed for lot 3 only.",
        "Social value carries 10% in letting the framework and will be used again at call-off.",
    ],
)
def test_something_else_withdrawn_leaves_the_weight(judge: Judge, text: str) -> None:
    assert level_of(judge(text)) == "R5"
