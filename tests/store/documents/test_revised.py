"""Rows of a table that are deleted or not scored, by a word in place of a weight or beside it, and what must stay."""

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
            "R0n",
            "Award criteria",
            "Criterion | Was | Now / Fee | 60% | 70% / Approach | 30% | 30% / Social value | 10% | Deleted",
        ),
        (
            "R0n",
            "Award criteria",
            "Part | Original | Revised / Fee | 60% | 70% / Method | 30% | 30% / Social value | 10% | -",
        ),
        (
            "R0n",
            "Award criteria",
            "Part | Original | Revised / Fee | 60% | 70% / Method | 30% | 30% / Social value | 10% | removed",
        ),
        (
            "R0n",
            "Award criteria",
            (
                "Part | Previous weighting | Revised weighting / Fee | 60% | 70% / Method | 30% | 30% / "
                "Social value | 10% | Withdrawn"
            ),
        ),
        (
            "R0n",
            "Award criteria",
            "Part | Original | Revised / Fee | 60 | 70 / Method | 30 | 30 / Social value | 10 | N/A",
        ),
        (
            "R0n",
            "Award criteria",
            "Part | Original | Revised / Fee | 60% | 70% / Method | 30% | 30% / Social value | 10% |",
        ),
        (
            "R0n",
            "Award criteria",
            "Part | Original | Revised / Fee | 60% | 70% / Method | 30% | 30% / Social value | 10% | No longer used",
        ),
        (
            "R0n",
            "Award criteria",
            "Part | Original | Revised / Fee | 60% | 100% / Method | 30% | taken out / Social value | 10% | taken out",
        ),
        ("R0n", "Award criteria", "Criterion | Weighting / Fee | 70% / Craft | 30% / Social value | Deleted"),
        ("R0n", "Award criteria", "Criterion | Weighting / Fee | 70% / Craft | 30% / Social value | criterion removed"),
        (
            "R0n",
            "Award criteria",
            (
                "Criterion | Weighting | Change / Fee | 70% | Raised from 60% / Craft | 30% | None / "
                "Social value | 10% | Deleted"
            ),
        ),
        (
            "R0n",
            "Award criteria",
            "Part | Original | Revised / Fee | 60% | 70% / Method | 30% | 30% / Social value | 10% | nil",
        ),
        (
            "R0n",
            "Award criteria",
            "Part | Original | Revised / Fee | 60% | 70% / Method | 30% | 30% / Social value | 10% | Not scored",
        ),
    ],
)
def test_deleted_row_is_scored_no_more(expected: str, caption: str, rows: str) -> None:
    assert said(judged(table_of(rows, caption))) == expected


@pytest.mark.parametrize(
    ("expected", "caption", "rows"),
    [
        (
            "R5 10",
            "Award criteria",
            "Part | Original | Revised / Fee | 60% | 60% / Method | 30% | 30% / Social value | 10% | No change",
        ),
        (
            "R5 10",
            "Award criteria",
            "Part | Original | Revised / Fee | 70% | 60% / Method | 30% | unchanged / Social value | - | 10%",
        ),
        (
            "R4 5",
            "Award criteria",
            "Part | Original | Revised / Fee | 60% | 65% / Method | 30% | 30% / Social value | 10% | 5%",
        ),
        (
            "R3",
            "Award criteria",
            "Part | Original | Revised / Fee | 60% | 70% / Method | 30% | 30% / Social value | 10% | Pass/Fail",
        ),
        (
            "R3",
            "Award criteria",
            "Part | Original | Revised / Fee | 60% | 60% / Method | 30% | 25% / Social value | 10% | -",
        ),
        ("R5 10", "Award criteria", "Criterion | Weighting / Fee | 60% / Furniture removed | 30% / Social value | 10%"),
        ("R5 10", "Award criteria", "Criterion | Weighting / Fee | 90% / Craft | Deleted / Social value | 10%"),
        (
            "R5 10",
            "Award criteria",
            "Criterion | Weighting | Change / Fee | 60% | None / Craft | 30% | None / Social value | 10% | Added",
        ),
        ("R5 10", "Was and now", "Part | Was | Now / Fee | 60 | 60 / Method | 30 | 30 / Social value | 10 | 10"),
        ("", "Store", "Item | Before | After / Lamps | 60 | 70 / Beds | 30 | 20 / Chairs | 10 | 10"),
        (
            "R5 10",
            "Award criteria",
            (
                "Criterion | Maximum marks | Minimum marks | Product / Fee | 60 | 1 | 60 / "
                "Craft | 30 | 1 | 30 / Social value | 10 | 1 | 10"
            ),
        ),
    ],
)
def test_other_revised_rows_keep_what_they_say(expected: str, caption: str, rows: str) -> None:
    assert said(judged(table_of(rows, caption))) == expected


@pytest.mark.parametrize(
    ("expected", "caption", "rows"),
    [
        (
            "R0n",
            "Questions",
            (
                "No. | Question | How marked / D1 | Fire safety record | Scored 0-10 / "
                "D2 | Set out the social value that the town will gain | Not marked / D3 | Method | Scored 0-10"
            ),
        ),
        ("R0n", "Questions", "Question | Marking / Method | Scored 0-5 / Social value offer | Unmarked"),
        (
            "R0n",
            "Questions",
            (
                "No. | Question | Assessment / 1 | Staffing | Marked out of 10 / "
                "2 | Social value in the borough | Not assessed"
            ),
        ),
        ("R0n", "Questions", "Question | Scored? / Method | Scored / Social value you will bring | Not scored"),
        ("R0n", "Questions", "Question | Marks / Method | 10 / Team | 10 / Social value you will bring | Not marked"),
        ("R0n", "Questions", "Question | Scoring / Method | 0-10 / Social value offer | For information only"),
        (
            "R0n",
            "Questions",
            "Ref | Question | How marked / A | Describe your social value | Unscored / B | Method | 0 to 5",
        ),
        (
            "R0n",
            "Questions",
            "Ref | Question | How marked / A | Describe your social value | No marks / B | Method | 0 to 5",
        ),
        (
            "R3",
            "Questions",
            (
                "No. | Question | How marked / D1 | Fire safety record | Not marked / "
                "D2 | Set out the social value that the town will gain | Scored 0-10"
            ),
        ),
        (
            "R3",
            "Questions",
            (
                "No. | Question | How marked / D1 | Fire safety record | Not marked / "
                "D2 | Social value offer | Scored 0-10 / D3 | Method | Not marked"
            ),
        ),
    ],
)
def test_question_that_is_not_marked(expected: str, caption: str, rows: str) -> None:
    assert said(judged(table_of(rows, caption))) == expected


@pytest.mark.parametrize(
    ("expected", "caption", "rows"),
    [
        (
            "R3",
            "Schedule of questions",
            (
                "Question | Word limit | Evaluated? / Describe your depot | 800 | Yes / "
                "Describe the social value you would bring | 500 | Yes / Describe your fuel policy | 300 | No"
            ),
        ),
        (
            "R3",
            "Schedule of questions",
            (
                "Question | Scored / Describe your depot | Yes / "
                "Describe the social value you would bring | Yes / Describe your fuel policy | No"
            ),
        ),
        (
            "R3",
            "Schedule of questions",
            "No. | Question | Marked? / 1 | Depot | Y / 2 | Social value offer | Y / 3 | Fuel | N",
        ),
        ("R3", "Schedule of questions", "Question | Assessed (Y/N) / Depot | Y / Social value offer | Y / Fuel | N"),
        ("R3", "Schedule of questions", "Question | Is it scored? / Depot | No / Your social value commitments | Yes"),
        (
            "R3",
            "Schedule of questions",
            "Question | Will this be evaluated? / Depot | No / Your social value commitments | Yes",
        ),
        ("R0n", "Schedule of questions", "Question | Evaluated? / Depot | Yes / Your social value commitments | No"),
        (
            "R0n",
            "Schedule of questions",
            "Question | Scored | Words / Depot | Yes | 500 / Your social value commitments | No | 200",
        ),
        (
            "R3",
            "Schedule of questions",
            "Question | Scored or information only / Depot | Information only / Your social value commitments | Scored",
        ),
        (
            "R3",
            "Schedule of questions",
            "Question | Scored | Words / Depot | No | 500 / Your social value commitments | Yes | 200",
        ),
        (
            "R3",
            "Schedule of questions",
            "Question | Evaluated? | Page limit / Depot | No | 5 / Your social value commitments | Yes | 10",
        ),
        (
            "R0n",
            "Schedule of questions",
            "Question | Evaluated? | Page limit / Depot | Yes | 5 / Your social value commitments | No | 10",
        ),
    ],
)
def test_column_that_says_whether_a_question_is_scored(expected: str, caption: str, rows: str) -> None:
    assert said(judged(table_of(rows, caption))) == expected


@pytest.mark.parametrize(
    ("expected", "caption", "rows"),
    [
        (
            "R2",
            "Schedule of questions",
            "Question | Answered? / Depot | Yes / Describe the social value you will bring | Yes",
        ),
        (
            "R2",
            "Schedule of questions",
            "Question | Mandatory? / Depot | Yes / Describe the social value you will bring | Yes",
        ),
        (
            "R2",
            "Schedule of questions",
            "Question | Word limit / Depot | 500 / Describe the social value you will bring | 500",
        ),
    ],
)
def test_other_columns_of_yes_and_no(expected: str, caption: str, rows: str) -> None:
    assert said(judged(table_of(rows, caption))) == expected
