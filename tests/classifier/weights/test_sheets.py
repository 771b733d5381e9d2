"""Score sheets and other tables in running text: what weighs social value in them, and what is no weight."""

import pytest

from classifier.evidence import level_of
from tests.classifier.conftest import Judge


@pytest.mark.parametrize(
    ("level", "weight", "text"),
    [
        ("R5", 14, "Social value\n1a Hiring 7%\n1b Waste 7%\nQuality\n2a Fleet 26%\nPrice 60%"),
        ("R4", 5, "Community benefits\nTraining 3%\nSchools 2%\nWorks\nMethod 35%\nSite set-up 10%\nCost 50%"),
        ("R5", 10, "SOCIAL VALUE\n- Jobs: 4%\n- Carbon: 6%\nDELIVERY\n- Depot: 40%\nPRICE\n- Rates: 50%"),
        ("R5", 10, "Part 1: Social value\nJobs (4%)\nCarbon (6%)\nPart 2: Catering\nMenus (40%)\nPrice (50%)"),
        ("R5", 11, "Social value section\nS1 Skills 6%\nS2 Net zero 5%\nService section 44%\nPrice 45%"),
        ("R5", 12, "Social value\nJobs and skills\nS1 Apprentices 6%\nClimate\nS2 Net zero 6%\nQuality 38%\nPrice 50%"),
    ],
)
def test_the_rows_under_a_bare_heading_end_at_the_next(judge: Judge, level: str, weight: float, text: str) -> None:
    evidence = judge(text)
    assert level_of(evidence) == level
    assert max(item.weight.value for item in evidence if item.weight is not None) == weight


@pytest.mark.parametrize(
    "text",
    [
        "Key performance indicators for the term\nWaiting time\t95%\nSocial value\t80%\nComplaints\t98%",
        "Service levels\nL1 Answering 96%\nL2 Social value promises kept 85%",
        "KPI 12\nSocial value\n70%",
        "Measure | Target | How often\nCommunity benefits | 75% | Yearly\nFill rate | 97% | Monthly",
        "Contract indicators\n- Community benefits: 100%\n- Price accuracy: 99%",
        "In year one 30% of the social value commitments are to be met; in year two 60%.",
        "Mae disgwyl i'r cyflenwr gyflawni o leiaf 70% o'r manteision cymunedol.",
        "Contents\nSocial Value\t9\nTimetable\t12\nPrice\t20",
        "Section | Page\nSummary | 2\nCommunity benefits | 11\nPricing | 17",
        "Question | Word limit\nTeam | 600\nSocial value | 400\nRisk | 300",
        "| 6.2 | Social value offer | Yes |\n| 6.3 | Insurances | Yes |",
        "No,Question,Answer\n21,Community benefits,Y\n22,Cyber security,Y",
    ],
)
def test_numbers_of_measures_pages_words_and_rows_are_no_weights(judge: Judge, text: str) -> None:
    evidence = judge(text)
    assert level_of(evidence) == "R2"
    assert not any(item.weight for item in evidence)


@pytest.mark.parametrize(
    "text",
    [
        "Service levels 20\nSocial value 10\nPrice 70",
        "Service levels\n- Method 30%\n- Social value 10%\nPrice 60%",
        "KPIs will be agreed.\nAward criteria\nPrice 90%\nSocial value 10%",
        "Question | Word limit | %\nDelivery | 500 | 30%\nSocial value | 500 | 10%",
        "KPIs\nUptime 99%\nWeighting of the tender\nSocial value 10%\nPrice 90%",
    ],
)
def test_weights_beside_words_of_measures_stay(judge: Judge, text: str) -> None:
    assert level_of(judge(text)) == "R5"


@pytest.mark.parametrize(
    ("level", "text"),
    [
        ("R5", "Community benefits count for 30% of quality, quality itself being 40% of the marks."),
        ("R4", "Social value is 15% of the technical score, the technical element making up 50%."),
        ("R5", "70% is reserved for quality and social value is 20% of quality."),
        ("R4", "Social value is 20% of the quality marks; quality in turn represents 45%."),
    ],
)
def test_a_share_of_quality_is_told_from_what_quality_is_worth_in_the_same_words(
    judge: Judge, level: str, text: str
) -> None:
    assert level_of(judge(text)) == level
