"""Questions one below another in a PDF: each keeps its own weight, and sentences that were only wrapped go on."""

import pytest

from store.documents.reading.mending import goes_on
from tests.store.documents.makers import paragraph, pdf
from tests.store.documents.reading import judged

QUESTIONS = [
    [
        "Q1 How will you manage? (20% of the total)",
        "Q2 How will you deliver social value? (10% of the total)",
    ],
    ["Q1 Your approach to mobilisation (20% of the total)", "Q2 Your offer of social value here (10% of the total)"],
    ["Mobilisation and management (weighting: 20%)", "Social value in the area (weighting: 10%)", "Team (5%)"],
    ["Question 1 Mobilisation of staff [20%]", "Question 2 Social value for residents [10%]"],
    ["Delivery of the service (20%)", "Delivery of social value (10%)", "Delivery of training (5%)"],
]


@pytest.mark.parametrize("lines", QUESTIONS, ids=lambda lines: lines[0])
def test_question_keeps_its_own_weight(lines: list[str]) -> None:
    found = judged(pdf([paragraph(line) for line in ["Quality questions", *lines]]))
    assert found.levels() == ["R5"]
    kept = next(each.evidence for each in found.found if each.evidence.level == "R5")
    assert kept.weight_pct == 10
    assert "20%" not in kept.text


@pytest.mark.parametrize(
    ("before", "line"),
    [
        ("Q1 Approach (20% of the total score)", "Q2 How will you"),
        ("Q1 Approach", "Q2"),
        ("Delivery [10 marks]", "Team"),
        ("Approach (weighting: 20%)", "Team and its leaders"),
        ("Approach to the delivery of the service", "Question 2: Social value"),
        ("The score of the answer", "SV2 Carbon"),
    ],
)
def test_question_begins_anew(before: str, line: str) -> None:
    assert not goes_on(before, line, is_full=True)


@pytest.mark.parametrize(
    ("before", "line"),
    [
        ("as in the answer to", "Question 2 Social value is used"),
        ("Tenderers are scored as described at the end of", "Q2 Social value"),
        ("which is set out below under the heading", "Question 3 below"),
        ("Social value is worth a tenth (10%)", "of the total"),
        ("Social value (10%),", "Quality and Price"),
        ("The scored answers (10 pages)", "Council"),
        ("the county and the Borough", "Council of Kent"),
    ],
)
def test_sentence_that_was_only_wrapped_goes_on(before: str, line: str) -> None:
    assert goes_on(before, line, is_full=True)
