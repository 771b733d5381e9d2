"""What each wording is read as: kinds, weights, standards, themes, levels."""

import pytest

from classifier.evidence import Evidence, level_of
from tests.classifier.batches import Row, batches, check_each, texts_of
from tests.classifier.conftest import Judge, JudgeAll, strongest
from tests.classifier.rules.wording import KINDS, WEIGHTS

WEIGHED = {text for text, _ in WEIGHTS}


def is_of_kind(evidence: list[Evidence], kind: str) -> None:
    found = strongest(evidence)
    assert (found.kind if found else "none") == kind


@pytest.mark.parametrize("rows", batches((kind, text) for kind, texts in KINDS.items() for text in texts))
def test_kinds(judge_all: JudgeAll, rows: list[Row]) -> None:
    check_each(is_of_kind, rows, judge_all(texts_of(rows)))


@pytest.mark.parametrize(("text", "weight"), WEIGHTS)
def test_weight(judge: Judge, text: str, weight: tuple[float, str, str]) -> None:
    found = strongest(judge(text))
    assert found is not None
    assert found.weight is not None
    assert (found.weight.value, found.weight.unit, found.weight.of) == weight


def has_a_weight_if_weighed(evidence: list[Evidence], said: str) -> None:
    found = strongest(evidence)
    assert (found is not None and found.weight is not None) == (said == "weighed")


@pytest.mark.parametrize(
    "rows",
    batches(
        ("weighed" if text in WEIGHED else "not weighed", text)
        for kind in KINDS
        if kind != "theme_only"
        for text in KINDS[kind]
    ),
)
def test_only_what_is_weighed_has_a_weight(judge_all: JudgeAll, rows: list[Row]) -> None:
    check_each(has_a_weight_if_weighed, rows, judge_all(texts_of(rows)))


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Social Value (10%)", "R5"),
        ("Social Value (20%)", "R5+"),
        ("Social Value (9.5%)", "R4"),
        ("Social value - 100 points of 1,000", "R5"),
        ("Social value is worth 20% of the quality score.", "R4"),
        ("Quality 50%, price 50%. 20% of the quality score is for social value.", "R5"),
        ("Quality is worth 60% and 20% of the quality score is for social value.", "R5"),
        ("Social value will be scored.", "R3"),
        ("The Social Value Act 2012 applies.", "R2a"),
        ("Suppliers must use the National TOMs.", "R2b"),
        ("The tender seeks to improve the economic, social and environmental well-being of the area.", "R2c"),
        ("The supplier must deliver social value.", "R2"),
        ("Social value: not applicable", "R0n"),
        ("Bidders must employ apprentices.", "R1"),
        ("Supply of paper.", "R0"),
    ],
)
def test_level(judge: Judge, text: str, level: str) -> None:
    assert level_of(judge(text)) == level


@pytest.mark.parametrize(
    ("name", "standard"),
    [
        ("the Public Services (Social Value) Act 2012", "PSSVA"),
        ("the Social Value (Public Services) Act 2012", "PSSVA"),
        ("the Public Services (Social Value) Act 2013", "PSSVA"),
        ("the Social Value Act (2012)", "PSSVA"),
        ("the PSSVA", "PSSVA"),
        ("PPN 06/20", "PPN_06_20"),
        ("PPN0620", "PPN_06_20"),
        ("PPN 6/20", "PPN_06_20"),
        ("Procurement Policy Note 06/20", "PPN_06_20"),
        ("PPN 002", "PPN_002"),
        ("PPN 026", "PPN_026"),
        ("PPN 01/21", "NI_PPN_01_21"),
        ("the Social Value Model", "SVM"),
        ("the National TOMs", "TOMS"),
        ("Themes, Outcomes and Measures", "TOMS"),
        ("a Social Return on Investment method", "SROI"),
        ("the Social Value Portal", "SVP"),
        ("the HACT social value bank", "HACT"),
        ("the Well-being of Future Generations (Wales) Act 2015", "WFGA"),
        ("the Social Partnership and Public Procurement (Wales) Act 2023", "SPPP"),
        ("Buy Social", "BUY_SOCIAL"),
        ("the Social Value Engine", "OTHER"),
    ],
)
def test_standard(judge: Judge, name: str, standard: str) -> None:
    found = strongest(judge(f"Bidders must follow {name} in this contract."))
    assert found is not None
    assert standard in found.standards
    assert found.act_named == (standard == "PSSVA")


@pytest.mark.parametrize(
    "text",
    [
        "Awarded under the Procurement Reform (Scotland) Act 2014.",
        "Classification uses an SVM and random forests.",
        "Install version MAC 1.1 of the controller.",
        "Toms Lane resurfacing works",
    ],
)
def test_a_weak_name_counts_only_beside_social_value(judge: Judge, text: str) -> None:
    assert judge(text) == []


def test_scottish_act_beside_community_benefits(judge: Judge) -> None:
    [found] = judge("Community benefits are included under the Procurement Reform (Scotland) Act 2014.")
    assert found.standards == ("PRSA",)
    assert not found.act_named


@pytest.mark.parametrize(
    ("benefit", "theme"),
    [
        ("apprenticeships and work experience", "jobs_skills"),
        ("the Real Living Wage", "fair_work"),
        ("local supply chains and SMEs", "local_economy"),
        ("lower carbon emissions", "environment"),
        ("equality and diversity", "equality_inclusion"),
        ("better mental health of staff", "health_wellbeing"),
        ("volunteering with community groups", "community_cohesion"),
        ("less crime", "crime_safety"),
        ("innovation", "innovation"),
        ("action on modern slavery", "ethical_supply_chain"),
    ],
)
def test_theme(judge: Judge, benefit: str, theme: str) -> None:
    [found] = judge(f"Social value must include {benefit}.")
    assert theme in found.themes
