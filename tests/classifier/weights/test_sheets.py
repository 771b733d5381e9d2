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
