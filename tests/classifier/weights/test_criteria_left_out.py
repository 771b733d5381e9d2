"""Structured criteria whose name leaves social value out, or whose description says what part of them it is."""

import pytest

from classifier.engine import Engine
from classifier.evidence import Criterion, level_of
from tests.classifier.weights.test_criteria import Row, criteria

FEE = ("price", "Fee", "60")
SOCIAL = ("quality", "Social value", "10")


def judged(engine: Engine, rows: list[Criterion]) -> tuple[str, float | None]:
    """The level of a lot, and the largest share of the total that its readings and evidence hand on."""
    readings, evidence = engine.judge_criteria(rows)
    shares = [item.weight_pct for _, item in evidence if item.weight_pct]
    shares += [reading.weight_pct for reading in readings if reading.is_social_value and reading.weight_pct]
    return level_of(item for _, item in evidence), max(shares, default=None)


@pytest.mark.parametrize(
    "name",
    [
        "Quality (excluding social value)",
        "Technical - social value is not assessed",
        "Quality (social value excluded)",
        "Quality without social value",
        "Everything but social value",
        "Method, no social value",
        "Delivery [community benefits not scored]",
        "Service quality other than social value",
        "Staffing (social value does not count)",
    ],
)
def test_a_name_that_leaves_it_out_hands_on_no_weight(engine: Engine, name: str) -> None:
    assert judged(engine, criteria(FEE, ("quality", name, "40"))) == ("R0n", None)
    assert judged(engine, criteria(FEE, ("quality", name, "30"), SOCIAL)) == ("R5", 10)


@pytest.mark.parametrize(
    "name",
    [
        "Craft (social value is scored under criterion 3)",
        "Menus (social value is marked separately)",
        "Technical, social value being apart",
        "Quality (for social value see below)",
        "Staffing - social value has its own section",
    ],
)
def test_a_name_that_points_to_another_row_adds_nothing(engine: Engine, name: str) -> None:
    assert judged(engine, criteria(FEE, ("quality", name, "30"), SOCIAL)) == ("R5", 10)
    assert judged(engine, criteria(FEE, ("quality", name, "40"))) == ("R3", None)


@pytest.mark.parametrize(
    ("name", "level", "pct"),
    [
        ("Social value (scored separately)", "R5+", 40),
        ("Social value (no attachments)", "R5+", 40),
        ("Social value, not including carbon", "R5+", 40),
        ("Social value", "R5+", 40),
    ],
)
def test_a_name_of_its_own_keeps_its_weight(engine: Engine, name: str, level: str, pct: float) -> None:
    assert judged(engine, criteria(FEE, ("quality", name, "40"))) == (level, pct)


@pytest.mark.parametrize(
    ("name", "description", "level", "pct"),
    [
        ("Post room and social value", "Social value makes up 15% of quality", "R4", 6),
        ("Quality", "Split: craft 50%, social value 50%", "R5+", 20),
        ("Technical", "Rota plan 75%, social value 25%", "R5", 10),
        ("Craft", "Plan 75%, social value 25%", "R5", 10),
        ("Quality", "Staff 30%, plan 50%, social value 20%", "R4", 8),
        ("Quality", "of which social value is 60%", "R5+", 24),
        ("Quality", "Staff 30%, social value 10%", "R5", 10),
        ("Craft", "Social value must not be mentioned in this answer", "R0", None),
        ("Craft", "Do not refer to social value here", "R0", None),
        ("Craft", "Bidders should not repeat their social value offer", "R0", None),
        ("Craft", "Your answer must include social value", "R3", None),
        ("Craft", "Social value is assessed within this criterion", "R3", None),
    ],
)
def test_a_share_of_a_criterion_is_none_of_the_total(
    engine: Engine, name: str, description: str, level: str, pct: float | None
) -> None:
    rows = [*criteria(FEE), Criterion("/1", "1", "quality", name, description, ((40, "percentageExact"),))]
    assert judged(engine, rows) == (level, pct)


@pytest.mark.parametrize(
    "description", ["Prices must include the cost of social value pledges", "Rates must cover social value measures"]
)
def test_a_cost_in_the_price_is_asked_for_and_not_scored(engine: Engine, description: str) -> None:
    rows: list[Row] = [("quality", "Craft", "40")]
    fee = Criterion("/9", "1", "price", "Fee", description, ((60, "percentageExact"),))
    assert judged(engine, [fee, *criteria(*rows)]) == ("R2", None)


@pytest.mark.parametrize(
    ("weights", "level", "pct"),
    [
        (("60,0", "29,5", "10,5"), "R5", 10.5),
        (("60", "27,5", "12,5"), "R5", 12.5),
        (("Sixty (60) out of 100", "Thirty (30) out of 100", "Ten (10) out of 100"), "R5", 10),
        (("50-70", "20-30", "10-20"), "R5", 10),
        (("60", "40", "0-20"), "R3", None),
        (("60", "40", "0-20%"), "R3", None),
        (("60", "30", "10% - not scored"), "R0n", None),
    ],
)
def test_figures_in_other_notations(
    engine: Engine, weights: tuple[str, str, str], level: str, pct: float | None
) -> None:
    fee, craft, social = weights
    rows = criteria(("price", "Fee", fee), ("quality", "Craft", craft), ("quality", "Social value", social))
    assert judged(engine, rows) == (level, pct)
