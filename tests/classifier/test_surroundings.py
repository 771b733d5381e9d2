"""The words that evidence is to be read with: openers of lists, headings, and what stands under these."""

import pytest

from classifier.surroundings import ON, UNDER
from tests.classifier.conftest import Judge

CASES = [
    ("Bidders need not:\n(a) offer community benefits;\n(b) hold a bond.", UNDER + "Bidders need not:"),
    ("Suppliers must:\n- hold a bond;\n- offer community benefits;", UNDER + "Suppliers must: …"),
    ("As social value it shall:\n- take on two trainees", UNDER + "As social value it shall:"),
    ("Community Benefit Conditions\nNone are sought here.", UNDER + "Community Benefit Conditions"),
    ("Social Value\nTenders are opened in May.", ON + "Tenders are opened in May."),
    ("Social Value\nPrice\nQuality", None),
    ("The order:\n- Bidders must complete the social value form.", None),
    ("Bidders must complete the social value form.", None),
]


@pytest.mark.parametrize(("text", "line"), CASES)
def test_evidence_says_what_it_is_to_be_read_with(judge: Judge, text: str, line: str | None) -> None:
    last = judge(text)[-1]
    assert next((each for each in last.trail if each.startswith((UNDER, ON))), None) == line
