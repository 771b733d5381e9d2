"""Weights in prose: shares said with two numbers, in words, put right, by lot, in formulas and in ranges."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier.evidence import level_of
from classifier.text.proportions import with_shares
from tests.classifier.conftest import Judge


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (12, "12 of the 100 points on offer are for what stays in the town, under the heading of social value."),
        (12, "The panel gives 100 marks, and the social value answer can bring you 12 of them."),
        (12, "Up to 12 marks (of 100) can be earned with the community benefits answer."),
        (12, "Price takes 20% and 80% is for all else, of which social value 12."),
        (10, "Of the marks to be given, one in ten is for social value."),
        (10, "The social value answer makes up 1/10 of the total mark."),
        (10, "Two fifths for price, half for quality and one tenth for social value."),
        (12, "100 points in total, being 58 price, 30 quality and 12 community benefits."),
        (120, "Bids are scored out of 1,000: 580 price, 300 quality, 120 social value."),
        (12, "A bid can earn 100 marks: 58 for cost, 30 for the plan and twelve marks for social value."),
        (12, "Notice of change: in the weighting of social value, read 12% for 8%."),
        (12, "The social value weighting has been amended to 12% (previously 8%)."),
        (12, "Social value was shown at 8% in error; the correct figure is 12%."),
        (12, "The weighting of community benefits goes up from 8 to 12 per cent."),
        (12, "Amendment: delete 'social value 8%' and insert 'social value 12%'."),
        (12, "Weighting of social value: lot 1 12%, lot 2 8%."),
        (12, "Weighting ranges: price 40-60%, quality 30-50%, social value 12-15%."),
        (12, "Score = (0.58 x price) + (0.3 x quality) + (0.12 x social value)"),
        (12, "P/Q/SV = 58/30/12, where SV is social value."),
        (12, "The ratio of price to quality to social value is 58 to 30 to 12."),
        (12, "Social value 12%, of which 7% is for the sum pledged and 5% for the plan."),
        (12, "Price 58, plan 30, community benefits 12, total 100%."),
        (10, "Cost counts for three fifths, the plan for three tenths and social value for the remaining tenth."),
        (12, "Social value: 4 questions, 3% each."),
        (12, "The weighting for social value is not 8% but 12%."),
        (12, "Manteision cymunedol: 12 y cant o'r marciau."),
        (12, "Marks are out of 100: social value has 12, cost has 30 and the rest goes to the plan."),
        (12, "Social value will count for 8% (Lot 1) and 12% (Lot 2)."),
        (12, "The panel awards up to 12 points for social value out of an overall total of 100."),
        (12, "Weighting of social value: 12 (twelve) percent."),
        (12, "Ts = 0.58P + 0.3Q + 0.12SV where P is price, Q quality and SV social value."),
        (12, "Between 12 and 20 per cent of the marks in each contest go to social value."),
        (12, "Name: Social value\nMore: see Annex\nWeight: 12\n\nName: Plan\nWeight: 28\n\nName: Price\nWeight: 60"),
        (12, "Please describe the social value that you will deliver. [12 marks out of 100]"),
        (12, "Each of the two social value questions carries 6%."),
        (12, "Q9 [12%] Tell us about your approach to social value."),
        (12, "Q9. Social value. 12%. At most 500 words."),
        (12, "12 marks are available for social value, 48 for quality and 40 for price."),
        (12, "The maximum score for social value is 12 (of an overall maximum of 100)."),
        (12, "The social value weighting is raised from eight to twelve per cent."),
        (20, "Of the quality marks, social value takes up 20 percentage points. Price 40%, quality 60%."),
    ],
)  # fmt: skip
def test_a_weight_however_it_is_said(judge: Judge, value: float, text: str) -> None:
    weights = [item.weight for item in judge(text) if item.weight is not None and item.kind == "criterion"]
    assert weights
    assert max(weight.value for weight in weights) == value


@pytest.mark.parametrize(
    ("level", "text"),
    [
        ("R4", "Social value is worth 15% of the 40% quality score."),
        ("R5", "Social value forms 25% of the technical evaluation; the technical evaluation is 60% of the total."),
        (
            "R5",
            (
                "Quality criterion - Name: Social value / Weighting: 10\nQuality criterion - Name: Plan / Weighting: 40"
                "\nPrice - Weighting: 50"
            ),
        ),
        (
            "R5",
            "Quality criteria (90%): plan 50%, staff 40%. Social value criterion (10%). Price: fixed, not evaluated.",
        ),
        ("R4", "The price/quality split is 60/40. Social value accounts for one fifth of quality."),
        ("R4", "Quality counts for 40%. Within quality:\nQ1 Plan 80%\nQ2 Social value 20%"),
        ("R4", "Price 60% / Quality 40%\nWithin quality:\nQ1 Plan 80%\nQ2 Social value 20%\nThe team has 22 staff."),
        (
            "R5",
            "Quality criteria - 70% of overall score\n1. Plan - 80%\n2. Social value - 20%\nPrice - 30%",
        ),
        (
            "R5",
            "Quality 40%, price 50%\nSocial value, made up of:\n- jobs 6%\n- carbon 4%\nMore than 95% of bills paid",
        ),
        ("R5", "Social Value\nThis contract is to leave something behind. Use Form C.\nWeighting: 15%"),
        (
            "R5",
            "Q5 Social value: maximum score 10, weighting 3, weighted score 30. Total weighted score 300.",
        ),
    ],
)
def test_what_a_weight_is_a_share_of(judge: Judge, level: str, text: str) -> None:
    assert level_of(judge(text)) == level


@pytest.mark.parametrize(
    ("pct", "text"),
    [
        (5, "Text to be corrected\nInstead of:\nSocial value - Weighting: 10%\nRead:\nSocial value - Weighting: 5%"),
        (5, "Delete:\nCommunity benefits 10%\nInsert:\nCommunity benefits 5%"),
        (5, "Erratum: 'Social value 10%' to read 'Social value 5%'."),
    ],
)
def test_a_weight_that_a_correction_takes_back_does_not_count(judge: Judge, pct: float, text: str) -> None:
    assert [item.weight_pct for item in judge(text) if item.weight is not None] == [pct]


@pytest.mark.parametrize(
    "text",
    [
        "Social value will be scored. 70% of the marks are for quality and 30% for price.",
        "Social value is an award criterion. Subcontractors are to be paid within 30 days and 5% is retained.",
        "Community benefits are scored. Last year they counted for 8%.",
        "In 2019 we gave social value 8%. This time it is scored, with weights to follow.",
        "The pass score for the social value answer is two out of five.",
        "Social value is scored. Bids under 40 of the 100 points fail.",
        "Pass mark for social value: 40%",
        "Social value will be evaluated as part of Quality (60%).",
        "Social value is evaluated on a pass/fail basis; price 100%.",
        "Social value is scored and 75% is the mark needed to pass.",
        "Social value is a scored question. Prices exclude VAT at 20%.",
        "Social value is scored. 20% of bids on average fail this question.",
        "Social value is assessed; 1 in 10 bills is audited.",
    ],
)
def test_numbers_beside_a_scored_question_that_are_no_weights_of_it(judge: Judge, text: str) -> None:
    assert not any(item.weight for item in judge(text))


_SPELT = [
    "12%",
    "12 %",
    "12 per cent",
    "12 percent",
    "12.0%",
    "12,0 %",
    "twelve per cent",
    "12 in every 100 marks",
    "twelve of every hundred marks",
]


@settings(max_examples=40, deadline=None)
@given(
    spelt=st.sampled_from(_SPELT),
    frame=st.sampled_from(
        [
            "Social value is weighted at {}.",
            "{} of the score will go to social value.",
            "There is a criterion of social value. It carries {}.",
        ]
    ),
)
def test_every_spelling_of_a_number_is_the_same_weight(judge: Judge, spelt: str, frame: str) -> None:
    evidence = judge(frame.format(spelt))
    assert {(item.weight.value, item.weight.unit) for item in evidence if item.weight is not None} == {(12, "percent")}


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="0123456789/.,:%x()of the in ten marks points and", max_size=60))
def test_shares_are_read_out_of_any_text_without_a_fault(text: str) -> None:
    assert isinstance(with_shares(text), str)
