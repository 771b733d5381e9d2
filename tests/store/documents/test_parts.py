"""Tables that divide a part of the total, as their heading, their first rows or the line above them say."""

import pytest

from tests.store.documents.makers import table_of
from tests.store.documents.reading import judged

QUALITY = "Delivery | 80% / Social value | 20%"
WHOLE = "Criterion | Weighting / "
CAPTION = "Award criteria"


@pytest.mark.parametrize(
    ("head", "share"),
    [
        ("Quality criteria (70% of total) | % of quality / ", 14),
        ("Quality questions (70% of the total score) | Weighting / ", 14),
        ("Quality (70%) | Weighting / ", 14),
        ("Technical criteria - 60% | Percentage / ", 12),
        ("Non-price criteria: 40% of total score | Percentage / ", 8),
        ("Quality criteria (70%) | / Criterion | Weighting / ", 14),
    ],
)
def test_part_in_the_first_rows(head: str, share: float) -> None:
    assert judged(table_of(head + QUALITY)).social() == share


@pytest.mark.parametrize(
    ("caption", "share"),
    [
        ("Quality criteria (70% of total)", 14),
        ("Quality criteria (70%)", 14),
        ("Quality: 70%", 14),
        ("3.2 Technical evaluation - 60% of the overall marks", 12),
        ("Quality sub-criteria (worth 70% of the total score)", 14),
        ("Quality (weighting 70%)", 14),
        ("Part B Quality 70% of the available marks", 14),
        ("Lot 1 quality (70 per cent of total)", 14),
        ("The quality criteria, which make up 70% of the total score, are weighted as follows:", 14),
        ("Quality accounts for 60% of the overall score and is divided as follows", 12),
        ("Quality (70% of 100%)", 14),
        ("Ansawdd (70%)", 14),
        ("Section B (40% of the total score)", 8),
    ],
)
def test_part_in_the_line_above(caption: str, share: float) -> None:
    assert judged(table_of(WHOLE + QUALITY, caption)).social() == share


@pytest.mark.parametrize(
    ("rows", "caption", "share"),
    [
        ("Question | Marks / Delivery | 40 / Social value | 10", "Quality (60%)", 12),
        (WHOLE + "Delivery | 80 / Social value | 20", "Quality award criteria (70% of total marks)", 14),
        (WHOLE + "Jobs and social value | 50% / Carbon and social value | 50%", "Social value (10%)", 10),
        (WHOLE + "Delivery | 50% / Social value | 20%", "Quality criteria (70% of total)", 20),
        ("Quality (70%) |  / Delivery | 80% / Social value | 20% / Price (30%) | ", CAPTION, 14),
        (WHOLE + "Quality (70%) |  / Delivery | 80% / Social value | 20% / Price (30%) | ", CAPTION, 14),
    ],
)
def test_part_that_is_divided_otherwise(rows: str, caption: str, share: float) -> None:
    assert judged(table_of(rows, caption)).social() == pytest.approx(share)


@pytest.mark.parametrize("head", ["% of quality", "Weighting within quality", "Percentage of the technical score"])
def test_shares_of_a_part_whose_own_share_is_not_said(head: str) -> None:
    found = judged(table_of(f"Criterion | {head} / {QUALITY}"))
    assert set(found.shares().values()) == {None}
    assert {row.weight_of for row in found.criteria} == {"quality"}


@pytest.mark.parametrize(
    "caption",
    [
        CAPTION,
        "Award criteria (100% quality)",
        "Tenders must score at least 60% of the total quality marks",
        "A minimum of 10% of the overall score is given to social value",
        "Minimum quality threshold (60%)",
        "Tenders scoring below 60% for quality are rejected",
        "Weightings (up to 5% may be moderated)",
        "Stage 2 of 3",
    ],
)
def test_other_percentages_above_a_table_state_no_part(caption: str) -> None:
    assert judged(table_of(WHOLE + QUALITY, caption)).social() == 20


@pytest.mark.parametrize(
    ("rows", "caption", "share"),
    [
        (WHOLE + "Quality | 60% / Social value | 10% / Price | 30%", "Quality (70%) and price (30%)", 10),
        (WHOLE + "Price | 40% / Quality | 40% / Social value | 20%", "Award criteria: quality 60% of the total", 20),
        ("Criterion | % of total / Delivery | 50% / Social value | 20%", "Quality (70%)", 20),
        ("Quality (70%) | Weighting / Price | 30% / Delivery | 56% / Social value | 14%", CAPTION, 14),
    ],
)
def test_tables_of_the_whole_stay(rows: str, caption: str, share: float) -> None:
    assert judged(table_of(rows, caption)).social() == share
