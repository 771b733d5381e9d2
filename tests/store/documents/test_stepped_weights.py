"""Columns of weights one below another: each row has its weight in one of them, and the inner divides the outer."""

import pytest

from tests.store.documents.layouts import Layout
from tests.store.documents.makers import made, table_of
from tests.store.documents.reading import judged

NUMBERED = (
    "Quality | 60% | / 1.1 Delivery | | 50% / 1.2 Team | | 30% / 1.3 Social value | | 20% / Price | 40% |",
    "Quality | 60% | / Delivery | | 50% / Team | | 30% / Social value | | 20% / Price | 40% |",
)
HEADERS = (
    "Criterion | Weighting | Sub-weighting",
    "Criterion | Overall weighting | Sub-criteria weighting",
    "Criterion | Weighting | Weighting within section",
    "Criterion | Tier 1 | Tier 2",
    "Award criteria | Level 1 % | Level 2 %",
    "Criteria | Main weighting | Question weighting",
)


@pytest.mark.parametrize("header", HEADERS)
@pytest.mark.parametrize("rows", NUMBERED, ids=["numbered", "plain"])
def test_inner_weights_are_shares_of_the_outer_one_above(header: str, rows: str) -> None:
    found = judged(table_of(f"{header} / {rows}"))
    assert found.social() == pytest.approx(12)
    assert found.levels()[0] == "R5"


TWO = "Criterion | Weighting | Sub-weighting / "
FOUR = "Criterion | Sub-criterion | Weighting | Sub-weighting / "


@pytest.mark.parametrize(
    ("rows", "share"),
    [
        (TWO + "Quality | 60% | / Delivery | | 80% / Social value | | 20% / Environment | 10% | / Price | 30% |", 12),
        (TWO + "Quality | 60% | / Delivery | | 48% / Social value | | 12% / Price | 40% | 40%", 12),
        (TWO + "Quality | 60% | / Design | | 50% / Team | | 50% / Social value | 10% | / Price | 30% | 100%", 10),
        (
            (
                TWO + "Quality | 60% | / Social value | 10% | / Jobs | | 70% / Carbon | | 30% / Price | 30% | / "
                "Total | 100% |"
            ),
            10,
        ),
        (
            (
                "Criterion | Sub-weighting | Weighting / Quality | | 60% / Delivery | 80% | / Social value | 20% | "
                "/ Price | | 40%"
            ),
            12,
        ),
        (FOUR + "Quality | | 60% | / | Design | | 80% / | Social value | | 20% / Price | | 40% |", 12),
        (FOUR + "Quality | Design | 60% | 80% / | Social value | | 20% / Price | Tender price | 40% | 100%", 12),
        (
            FOUR + "Quality | Design | 60% | 80% / Quality | Social value | 60% | 20% / "
            "Price | Tender price | 40% | 100%",
            12,
        ),
        (
            (
                "Criterion | Tier 1 | Tier 2 | Tier 3 / Quality | 60% | | / Delivery | | 50% | / Wider | | 50% | / "
                "Social value | | | 40% / Team | | | 60% / Price | 40% | |"
            ),
            12,
        ),
        (
            (
                "Criterion | Weighting | Marks / Quality | 60% | / Delivery | | 10 / Social value | | 5 / "
                "Team | | 5 / Price | 40% |"
            ),
            15,
        ),
        (
            (
                "Criterion | Weighting (%) | Sub-weighting (%) / Quality | 60 | / Design | | 80 / "
                "Social value | | 20 / Price | 40 |"
            ),
            12,
        ),
        ("Criterion | Max marks | Sub marks / Quality | 60 | / Design | | 48 / Social value | | 12 / Price | 40 |", 12),
        (
            (
                "Ref | Criterion | Weighting | Sub-weighting / 1 | Quality | 60% | / 1.1 | Design | | 80% / "
                "1.2 | Social value | | 20% / 2 | Price | 40% |"
            ),
            12,
        ),
    ],
)
def test_layouts_of_stepped_weights(rows: str, share: float) -> None:
    assert judged(table_of(rows)).social() == pytest.approx(share)


@pytest.mark.parametrize("kind", ["ruled", "docx", "xlsx"])
def test_stepped_weights_in_other_formats(kind: str) -> None:
    rows = [[cell.strip() for cell in row.split("|")] for row in f"{HEADERS[0]} / {NUMBERED[1]} ".split(" / ")]
    assert judged(made(Layout("stepped", rows, {}, 0), kind)).social() == pytest.approx(12)


@pytest.mark.parametrize(
    ("rows", "share"),
    [
        ("Question | Weighting | Max score / Design | 20% | 5 / Social value | 20% | 5 / Price | 60% | 5", 20),
        (
            (
                "Question | Weighting | Weighting within section / Design | 40% | 80% / Social value | 10% | 20% / "
                "Price | 50% | 100%"
            ),
            10,
        ),
        (
            (
                "Question | Weighting within section | Weighting / Design | 80% | 40% / Social value | 20% | 10% / "
                "Price | 100% | 50%"
            ),
            10,
        ),
        (
            (
                "Criterion | Weighting | Sub-weighting | Overall weighting / Quality | 60% | | / "
                "Design | | 80% | 48% / Social value | | 20% | 12% / Price | 40% | 100% | 40%"
            ),
            12,
        ),
        ("Criterion | Quality | Price / Delivery | 40% | / Social value | 20% | / Tender sum | | 40%", 20),
    ],
)
def test_weights_side_by_side_stay_as_they_are(rows: str, share: float) -> None:
    assert judged(table_of(rows)).social() == pytest.approx(share)


def test_weight_in_a_column_that_is_not_read_never_becomes_that_of_the_row_below() -> None:
    rows = "Quality | 60% | / Delivery | | 30% / Social value | | 20% / Environment | 10% | / Price | 30% |"
    found = judged(table_of(TWO + rows))
    assert found.shares()["Social value"] is None
    assert found.levels() == ["R3"]
    assert found.shares()["Environment"] == 10


BETWEEN = "Quality | 60% | {0} / Delivery | | {1} | 80% / Social value | | {1} | 20% / Price | 40% | {0}"


@pytest.mark.parametrize(
    "rows",
    [
        "Criterion | Weighting | Min score | Sub-weighting / " + BETWEEN.format("|", "3"),
        "Criterion | Weighting | Description | Sub-weighting / " + BETWEEN.format("|", "How you will do it"),
        "Criterion | Weighting | Pages | Sub-weighting / " + BETWEEN.format("|", "2"),
    ],
)
def test_columns_that_name_no_row_may_stand_between(rows: str) -> None:
    assert judged(table_of(rows)).social() == pytest.approx(12)


@pytest.mark.parametrize(
    ("rows", "share"),
    [
        ("Criterion | Tier 1 | Tier 2 / Price | 40% | / Quality | 60% | / | Delivery | 75% / | Social value | 25%", 15),
        ("Criterion | | / Quality | 60% | / | Delivery | 40% / | Social value | 20% / Price | 40% |", 20),
        (
            (
                "Award criteria | Weighting | / Quality | 60% | / | Delivery | 80% / | Social value | 20% / "
                "Commercial | 40% | / | Price | 90% / | Rates | 10%"
            ),
            12,
        ),
    ],
)
def test_names_one_column_further_in_than_their_part(rows: str, share: float) -> None:
    assert judged(table_of(rows)).social() == pytest.approx(share)


@pytest.mark.parametrize(
    "rows",
    [
        "Part | Criterion | Weighting / Quality | Delivery | 60% / | Social value | 10% / Price | Price | 30%",
        "Part | Criterion | Weighting / Price | | 30% / Quality | | 70% / | Delivery | 60% / | Social value | 10%",
    ],
)
def test_names_in_a_column_of_their_own_stay(rows: str) -> None:
    assert judged(table_of(rows)).social() == pytest.approx(10)
