"""Passages beside words on social value that are about something else, and those that go on with it."""

import pytest

from tests.classifier.conftest import Judge

LIST = "The Community Benefits included in this contract are:\n- two work placements\n- a talk at the college\n"


@pytest.mark.parametrize(
    "line",
    [
        "Basis of award: lowest price",
        "Award criteria: price alone",
        "Evaluation method: lowest bid",
        "Contract period: 3 years",
        "Closing date: 4 May at noon",
        "CPV: 45233142",
        "Lowest price wins.",
    ],
)
def test_a_line_on_something_else_ends_a_list_of_benefits(judge: Judge, line: str) -> None:
    assert line not in {item.text for item in judge(LIST + line)}


@pytest.mark.parametrize(
    "line", ["- award of a bursary to a pupil", "- jobs for local people", "- evaluation of bursaries"]
)
def test_an_item_of_the_list_goes_on_with_it(judge: Judge, line: str) -> None:
    assert line in {item.text for item in judge(LIST + line) if item.kind == "requirement"}


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Q7: May the free Wi-Fi be offered as community benefits?", "A7: No. It is in the specification."),
        ("Can we use our own vans as part of social value?", "Answer: no, they are part of the service."),
        ("Does the park clean-up count towards social value?", "Response: No, it is in the price."),
        ("12. Could bidders list the cafe under social value?", "No, the cafe is let separately."),
    ],
)
def test_an_answer_about_something_else_denies_nothing(judge: Judge, question: str, answer: str) -> None:
    evidence = judge(f"{question}\n{answer}")
    assert [item.kind for item in evidence] == ["mention"]


@pytest.mark.parametrize(
    ("denied", "moved"),
    [
        ("Question 8 (Social Value, 10%) is withdrawn.", "The 10% is added to Question 2, Carbon and fleet, now 30%."),
        ("Criterion 4, social value (5%), has been deleted.", "Its points go to apprenticeships in Section 4."),
        ("The social value question (Q8, weighting 10%) was removed.", "Those marks are shared between Q1 and Q2."),
    ],
)
def test_where_the_marks_of_a_withdrawn_question_go_is_no_evidence(judge: Judge, denied: str, moved: str) -> None:
    assert [(item.kind, item.weight) for item in judge(f"{denied} {moved}")] == [("excluded", None)]


@pytest.mark.parametrize(
    ("question", "answer", "value"),
    [
        ("Q1: The notice says social value 10%, the ITT 5%. Which is right?", "A1: The ITT, i.e. 5%.", 5),
        (
            "Query 4 - community benefits are 5% in Annex A and 10% in Annex B, please clarify.",
            "Reply - It is 10%.",
            10,
        ),
        ("Q: Clause 2 has social value at 15%, clause 9 at 20%. Which?", "A: The 15% is a typo; it is 20%.", 20),
    ],
)
def test_the_answer_has_the_weight_and_the_question_none(
    judge: Judge, question: str, answer: str, value: float
) -> None:
    found = {item.text: item.weight.value if item.weight else None for item in judge(f"{question}\n{answer}")}
    assert max((weight for weight in found.values() if weight is not None), default=None) == value
    assert all(weight in {None, value} for weight in found.values())


@pytest.mark.parametrize(
    ("rows", "part", "value"),
    [
        ("Price | Fee | 60%\nQuality | Plan | 25%\nSocial value | TOMs | 10%\n | Statement | 5%", "Statement", 5),
        ("Price\tFee\t60%\nMethod\tPlan\t20%\nCommunity benefits\tJobs\t12%\n\tSpend\t8%", "Spend", 8),
        (
            "| Price | Fee | 60% |\n| Method | Plan | 25% |\n| Social value | Jobs | 10% |\n| | Carbon | 5% |",
            "Carbon",
            5,
        ),
    ],
)
def test_a_row_under_a_blank_cell_is_a_criterion(judge: Judge, rows: str, part: str, value: float) -> None:
    [item] = [item for item in judge(rows) if part in item.text]
    assert item.kind == "criterion"
    assert item.weight is not None
    assert item.weight.value == value
