"""Parts of a criterion listed in a cell, gates before the weights, and columns that are the product of two others."""

import pytest

from tests.store.documents.makers import table_of
from tests.store.documents.reading import Judged, judged


def said(found: Judged) -> str:
    """Levels and shares of the evidence of a document: `R5 10`, `R0n`, or nothing."""
    every = sorted({(each.evidence.level, each.evidence.weight_pct) for each in found.found}, key=str)
    return ", ".join(level if pct is None else f"{level} {pct:g}" for level, pct in every)


@pytest.mark.parametrize(
    ("expected", "caption", "rows"),
    [
        (
            "R5 10",
            "Marking",
            "Part | Marks | Made up of / Fee | 60 | Tender sum 60 / Quality | 40 | Method 20; Team 10; Social value 10",
        ),
        (
            "R5 10",
            "Marking",
            "Part | Weighting | Broken down as / Fee | 60% | / Quality | 40% | Method 20%, Team 10%, Social value 10%",
        ),
        (
            "R5 10",
            "Marking",
            (
                "Criterion | Weighting | Sub-criteria / Price | 60% | / "
                "Quality | 40% | Method (20%); Team (10%); Social value (10%)"
            ),
        ),
        (
            "R4 4",
            "Marking",
            (
                "Criterion | Weighting | Sub-criteria / Price | 60% | / "
                "Quality | 40% | Method 60%; Team 30%; Social value 10%"
            ),
        ),
        (
            "R5 10",
            "Marking",
            "Criterion | Weighting | Of which / Price | 60 | / Quality | 40 | Method: 20; Team: 10; Social value: 10",
        ),
        ("R5 10", "Marking", "Criterion | Marks / Price | 60 / Quality (Method 20; Team 10; Social value 10) | 40"),
        (
            "R5 10",
            "Marking",
            "Criterion | Of which | Marks / Price | | 60 / Quality | Method - 20, Team - 10, Social value - 10 | 40",
        ),
        (
            "R5 10",
            "Marking",
            "Criterion | Weighting | Split / Price | 60% | / Quality | 40% | 20% method; 10% team; 10% social value",
        ),
        (
            "R5 10",
            "Marking",
            "Part | Marks | Of which / Fee | 60 | / Quality | 40 | / | | Method 20 / | | Team 10 / | | Social value 10",
        ),
        (
            "R5 10",
            "Marking",
            "Part | Weighting | Comprising / Fee | 60% | / Quality | 40% | Method 30% / | | Social value 10%",
        ),
        (
            "R5 10",
            "Marking",
            "Part | Marks | Of which / Fee | 60 | / Quality | 40 | Method 20 / | | Team 10 / | | Social value 10",
        ),
    ],
)
def test_parts_listed_in_cells(expected: str, caption: str, rows: str) -> None:
    assert said(judged(table_of(rows, caption))) == expected


@pytest.mark.parametrize(
    ("expected", "caption", "rows"),
    [
        ("", "Marking", "Part | Marks | Made up of / Fee | 60 | Tender sum 60 / Quality | 40 | Method 20; Team 20"),
        (
            "R5 10",
            "Marking",
            (
                "Part | Marks | Notes / Fee | 60 | 2 copies / Quality | 30 | Pages 20; words 500 / "
                "Social value | 10 | 2 pages"
            ),
        ),
        (
            "R5 10",
            "Marking",
            (
                "Part | Marks | Made up of / Fee | 60 | / Quality | 30 | Method 20; Team 10 / "
                "Social value | 10 | Jobs 5; Carbon 5"
            ),
        ),
        ("R5+ 40", "Marking", "Criterion | Marks / Price | 60 / Social value (jobs 20; carbon 20) | 40"),
        (
            "",
            "Marking",
            "Criterion | Weighting / Price (bands 10, 20 and 30) | 60% / Quality (2 methods; 3 plans) | 40%",
        ),
    ],
)
def test_other_cells_list_no_parts(expected: str, caption: str, rows: str) -> None:
    assert said(judged(table_of(rows, caption))) == expected


@pytest.mark.parametrize(
    ("expected", "caption", "rows"),
    [
        (
            "R3",
            "How bids are marked",
            (
                "Stage | Criterion | Mark / Stage 1 (gate) | Social value | Pass/Fail / "
                "Stage 2 | Fee | 60 / Stage 2 | Craft | 40"
            ),
        ),
        ("R3", "How bids are marked", "Criterion | Weighting / Social value | Pass/Fail / Price | 60% / Quality | 40%"),
        (
            "R3",
            "How bids are marked",
            "Stage | Test | Result / 1 | Insurance | Pass/Fail / 2 | Social value commitment | Pass/Fail",
        ),
        (
            "R3",
            "How bids are marked",
            "Gate | What is looked at | Outcome / 1 | Insurance | Pass or fail / 2 | Social value | Pass or fail",
        ),
        ("R3", "How bids are marked", "Step | Item | Weight / 1 | Social value | P/F / 2 | Fee | 60 / 2 | Craft | 40"),
        (
            "R5 10",
            "How bids are marked",
            (
                "Stage | Criterion | Mark / Stage 1 (gate) | Insurance | Pass/Fail / Stage 2 | Fee | 60 / "
                "Stage 2 | Craft | 30 / Stage 2 | Social value | 10"
            ),
        ),
        (
            "R5 10",
            "How bids are marked",
            "Part | Criterion | Weight / Quality | Method | 30% / Quality | Social value | 10% / Price | Price | 60%",
        ),
    ],
)
def test_gate_is_a_criterion_without_weight(expected: str, caption: str, rows: str) -> None:
    assert said(judged(table_of(rows, caption))) == expected


@pytest.mark.parametrize(
    ("expected", "caption", "rows"),
    [
        (
            "R5 10",
            "Award grid",
            (
                "Question | Score out of | Factor | Maximum / Approach | 5 | 6 | 30 / "
                "Social value | 5 | 2 | 10 / Fee | | | 60"
            ),
        ),
        (
            "R5 10",
            "Award grid",
            (
                "Question | Marks out of | Weighting factor | Weighted total / Craft | 5 | 6 | 30 / "
                "Social value | 5 | 2 | 10 / Fee | n/a | n/a | 60"
            ),
        ),
        (
            "R5 10",
            "Award grid",
            (
                "Question | Max score | Multiplier | Total available / Approach | 5 | 6 | 30 / "
                "Social value | 5 | 2 | 10 / Price | | | 60"
            ),
        ),
        (
            "R5 10",
            "Award grid",
            (
                "Question | Top mark | Times | Most points / Approach | 5 | 6 | 30 / "
                "Social value | 5 | 2 | 10 / Price | - | - | 60"
            ),
        ),
        (
            "R5 10",
            "Award grid",
            "Question | Score | x | = / Approach | 5 | 6 | 30 / Social value | 5 | 2 | 10 / Fee | | | 60",
        ),
        (
            "R5 10",
            "Award grid",
            (
                "Question | Maximum score | Weight | Maximum points / Approach | 5 | 6 | 30 / "
                "Social value | 5 | 2 | 10 / Fee | | | 60"
            ),
        ),
        (
            "R5 10",
            "Award grid",
            (
                "Question | Scale | Multiply by | Maximum marks / Approach | 10 | 3 | 30 / "
                "Social value | 10 | 1 | 10 / Fee | 10 | 6 | 60"
            ),
        ),
        (
            "R5 10",
            "Award grid",
            (
                "Question | Score out of | Factor | Maximum / Approach | 5 | 6 | 30 / "
                "Social value | 5 | 2 | 10 / Fee | | | 60 / Total | | | 100"
            ),
        ),
        (
            "R4",
            "Award grid",
            "Question | Score out of | Factor | Pages / Approach | 5 | 6 | 30 / Social value | 5 | 2 | 10",
        ),
    ],
)
def test_product_of_two_columns_is_the_weight(expected: str, caption: str, rows: str) -> None:
    assert said(judged(table_of(rows, caption))) == expected


def test_parts_of_two_kinds_on_social_value_are_summed() -> None:
    rows = (
        "Criterion | Weighting | Sub-criteria / Price | 60% | / "
        "Quality | 40% | Method 10%; Social value: jobs 20%; Social value: carbon 10%"
    )
    assert judged(table_of(rows)).social() == 30
