"""Structured award criteria that are shares of quality, parts of a heading, or describe all of quality."""

import pytest

from classifier.engine import Engine
from tests.classifier.weights.test_criteria import Row, criteria, social_value

QUALITY = ("quality", "Quality", "40%")


@pytest.mark.parametrize(
    ("others", "description", "pct"),
    [
        ([QUALITY], "25% of quality", 10),
        ([QUALITY], "25% of the quality score", 10),
        ([QUALITY], "20% of the quality marks", 8),
        ([QUALITY], "25% within quality", 10),
        ([QUALITY], "A quarter of quality", 10),
        ([QUALITY], "25% of the 40% for quality", 10),
        ([QUALITY], "Bidders are asked for a plan. It has 25% of the quality score.", 10),
        ([("quality", "Technical", "40%")], "20% of technical", 8),
        ([("quality", "Non-price", "40%")], "25% of the non-price score", 10),
        ([("quality", "Method", "75% of quality")], "25% of quality", 10),
        ([QUALITY, ("quality", "Method", "75% of quality")], "25% of quality", 10),
        ([QUALITY], "10% of the total", 10),
        ([QUALITY], "10%", 10),
        ([QUALITY], "The pass mark is 50% of the quality score", None),
        ([QUALITY], "A plan for 25% of quality jobs", None),
    ],
)
def test_a_share_of_quality_is_none_of_the_total(
    engine: Engine, others: list[Row], description: str, pct: float | None
) -> None:
    rows = criteria(("price", "Price", "60%"), *others, ("quality", "Social value", description))
    assert social_value(engine, rows)[1].weight_pct == pct


@pytest.mark.parametrize("price", [None, ("price", "Price", None)])
def test_a_share_of_quality_that_is_not_told_is_no_share_of_the_total(engine: Engine, price: Row | None) -> None:
    rows = criteria(*([price] if price else []), ("quality", "Social value", "25% of quality"))
    found = social_value(engine, rows)[1]
    assert (found.level, found.weight_pct) == ("R4", None)
    assert found.weight is not None
    assert (found.weight.value, found.weight.of) == (25, "quality")


@pytest.mark.parametrize(
    ("description", "pct"),
    [
        ("40% of which social value is 25%", 10),
        ("40% of which social value is 10%", 10),
        ("40%, including social value 10%", 10),
        ("40% (of which 10% is for social value)", 10),
        ("40% (method 30%, social value 10%)", 10),
        ("Method 30%, social value 10%", 10),
        ("40%, including social value", None),
        ("40%. Social value is assessed in it.", None),
    ],
)
def test_quality_is_described_with_social_value_in_it(engine: Engine, description: str, pct: float | None) -> None:
    [(_, found)] = engine.judge_criteria(criteria(("price", "Price", "60%"), ("quality", "Quality", description)))[1]
    assert (found.kind, found.weight_pct) == ("criterion", pct)


@pytest.mark.parametrize(
    ("parts", "pct"),
    [
        ([("Jobs", "6%"), ("Carbon", "4%")], 10),
        ([("Employment and skills", "6%"), ("Environment", "4%")], 10),
        ([("Theme 1", "6%"), ("Theme 2", "4%")], 10),
        ([("Outcome 2", "6%"), ("Wellbeing", "4%")], 10),
        ([("Local employment", "5%"), ("Carbon reduction", "5%")], 10),
        ([("Jobs", None), ("Carbon", None)], None),
        ([("Jobs", "How many jobs?"), ("Carbon", "How much carbon?")], None),
        ([("Jobs", "60%"), ("Carbon", "40%")], None),
        ([("Team", "6%"), ("Risk", "4%")], None),
    ],
)
def test_a_heading_without_a_weight_has_that_of_its_parts(
    engine: Engine, parts: list[tuple[str, str | None]], pct: float | None
) -> None:
    heading: list[Row] = [("price", "Price", "60%"), ("quality", "Quality", "30%"), ("quality", "Social value", None)]
    found = engine.judge_criteria(criteria(*heading, *(("quality", *part) for part in parts)))[1]
    [own] = [item for path, item in found if path == "/2"]
    assert (own.kind, own.weight_pct) == ("criterion", pct)
