"""What is said of a scored row by its label, and what only looks like that label."""

import pytest

from tests.classifier.conftest import Judge

ROWS = {
    "4.9": "4.8 Price - 60%\n4.9 Social value - 10%\n4.10 Quality - 30%\n",
    "A4": "A3 Price - 60%\nA4 Social value - 10%\nA5 Quality - 30%\n",
    "A1": "A1 Social value - 10%\nA2 Price - 60%\nA3 Quality - 30%\n",
    "Q4": "Q3 Price - 60%\nQ4 Social value - 10%\nQ5 Quality - 30%\n",
    "2": "1. Price - 60%\n2. Social value - 10%\n3. Quality - 30%\n",
    "b": "a) Price - 60%\nb) Social value - 10%\nc) Quality - 30%\n",
    "C": "A Price 60%\nB Quality 30%\nC Social value 10%\n",
}


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("4.9", "Guidance to 4.9: tell us about jobs for care leavers."),
        ("4.9", "For 4.9 describe the trainees you would take on."),
        ("A4", "For question A4 tell us which local firms you would use."),
        ("2", "For question 2 describe your work with schools."),
        ("b", "For (b) say which charities you would help."),
        ("C", "For heading C tell us what you would do for young people."),
        ("C", "For the last item tell us what you would do for local clubs."),
    ],
)
def test_what_is_said_of_the_row(judge: Judge, label: str, text: str) -> None:
    found = [item for item in judge(ROWS[label] + text) if item.text.startswith(text[:12])]
    assert [item.kind for item in found] == ["criterion"]


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("4.9", "The estimated value is £4.9 million."),
        ("4.9", "The bypass is 4.9 km long and the contractor must resurface it."),
        ("4.9", "Nothing in clause 4.9 of the conditions requires the Buyer to pay interest."),
        ("A4", "Answers must be no more than two sides of A4 in Arial 11."),
        ("A1", "The contractor must close the A1 at night."),
        ("Q4", "The supplier must submit accounts in Q4 of each year."),
        ("2", "Part 2 of the Companies Act 2006 applies."),
        ("2", "Item 2 in the bill of quantities must be priced."),
        ("b", "The buyer may terminate under (b) where the supplier is insolvent."),
        ("C", "No bidder may have been convicted under Part C of the Criminal Justice Act."),
        ("C", "The last section of the road must be closed at night."),
        ("C", "The last item on the invoice should be VAT."),
    ],
)
def test_what_only_looks_like_the_label(judge: Judge, label: str, text: str) -> None:
    found = judge(f"{ROWS[label]}The notice is open.\n{text}")
    assert not [item for item in found if item.text.startswith(text[:20])]


@pytest.mark.parametrize(
    ("rows", "said", "weight"),
    [
        (
            "Q5 Price 60%\nQ6 Local offer 6%\nQ7 Method 34%",
            "For question Q6 say what social value you will deliver.",
            6,
        ),
        (
            "4.8 Price - 60%\n4.9 Wider benefits - 10%\n4.10 Method - 30%",
            "Guidance to 4.9: your social value offer.",
            10,
        ),
        ("1. Price - 60%\n2. Giving back - 10%\n3. Quality - 30%", "Question 2 is about social value.", 10),
    ],
)
def test_a_row_of_another_name_is_of_what_is_said_of_it(judge: Judge, rows: str, said: str, weight: float) -> None:
    found = judge(f"{rows}\nThe notice is open until May.\n{said}")
    assert weight in {item.weight.value for item in found if item.weight is not None}


@pytest.mark.parametrize(
    "text",
    [
        "Offers must be submitted in writing by noon on 3 May.",
        "All offers must be valid for 90 days.",
        "If a response time target is missed, service credits apply.",
        "Delivery offers made by the courier become binding.",
    ],
)
def test_offers_and_targets_of_another_kind_promise_nothing(judge: Judge, text: str) -> None:
    found = judge(f"Price 60%\nQuality 30%\nSocial value 10%\n{text}")
    assert not [item for item in found if item.text.startswith(text[:20])]


@pytest.mark.parametrize("heading", ["4. Complaints", "PRICE", "Technical questions (60%)"])
def test_a_section_ends_at_the_heading_of_another(judge: Judge, heading: str) -> None:
    section = "Section 3: Social value (10%)\nDescribe the jobs you will make.\n"
    text = f"{section}{heading}\nDescribe how you will manage this."
    kinds = {item.text: item.kind for item in judge(text)}
    assert kinds["Describe the jobs you will make."] == "criterion"
    assert "Describe how you will manage this." not in kinds


def test_many_labels_take_no_more_than_their_share(judge: Judge) -> None:
    """Names are looked for in every passage, so that their number is bounded: later ones are read as they stand."""
    rows = "".join(f"A{number} Social value 5%\nFor question A{number} say how.\n" for number in range(300))
    assert len(judge(rows)) >= 300
