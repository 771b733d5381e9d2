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
        "Balanced scorecard\nSocial value 85%\nTenants 90%\nFinance 95%",
        "The firm will be measured on: community benefits (80%), repairs done first time (92%).",
        "1. Summary ........ 2\n2. Social value ........ 6\n3. Pricing ........ 9\n4. Returns ........ 12",
        "Annex | Title\n4 | Community benefits\n5 | Pricing",
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
        "Price ...... 60\nQuality ...... 30\nSocial value ...... 10",
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
        ("R4", "Social value is 20% of the quality marks; quality in turn represents 45%."),
    ],
)
def test_a_share_of_quality_is_told_from_what_quality_is_worth_in_the_same_words(
    judge: Judge, level: str, text: str
) -> None:
    assert level_of(judge(text)) == level


@pytest.mark.parametrize(
    ("weight", "text"),
    [
        (14, "M1 Team 26%\nM2 Social value - hiring 7%\nM3 Social value - carbon 7%\nPrice 60%"),
        (12, "Social value (skills): 8%\nSocial value (net zero): 4%"),
        (10, "Q4 Community benefits (schools) 4%; Q5 Community benefits (jobs) 6%; Q1-3 40%; Price 50%"),
        (150, "Tenders are marked out of 1,000: price 450, quality 400, social value 150."),
        (120, "Of 1,000 available marks, 120 are for social value."),
        (10, "We keep 10% of the score for community benefits and 90% for all the rest."),
        (12, "Social value: 12%, of which TOMs 7% and case studies 5%"),
        (15, "In the weighting of social value, for '10%' please read '15%'."),
        (12, "Name: Social value. Weight (percentage, exact): 12."),
    ],
)
def test_parts_and_wholes_of_social_value(judge: Judge, weight: float, text: str) -> None:
    evidence = judge(text)
    assert level_of(evidence) == "R5"
    assert max(item.weight.value for item in evidence if item.weight is not None) == weight


@pytest.mark.parametrize(
    ("pct", "text"),
    [
        (16, "part,item,weight\nA,Price,54\nB,Method,30\nC,Community benefits,16"),
        (12, "Ref;Heading;Weight\nQ1;Social value;12\nQ2;Cost;48\nQ3;Service;40"),
        (8, '"criteria":[{"name":"Social value","description":"8%"},{"name":"Cost","description":"92%"}]'),
        (14, '[{"description":"Cost","name":"86%"},{"description":"Community benefits","name":"14%"}]'),
        (9, "Price 40%, quality 60%. Of the quality marks, 15% are for social value."),
        (10, "Soical vlaue 10 per cent, price 50 per cent, quality 40 per cent."),
    ],
)
def test_rows_with_references_cut_objects_and_what_marks_are_shares_of(judge: Judge, pct: float, text: str) -> None:
    assert max(item.weight_pct or 0 for item in judge(text)) == pct


def test_the_most_that_an_answer_can_get_is_its_weight(judge: Judge) -> None:
    evidence = judge("Part D Q9 - Social value. Max 40 points available for this answer.")
    assert [item.weight.value for item in evidence if item.weight is not None] == [40]
