"""Tables of weights: what each column of numbers is, by its head and by what its numbers make up."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier.evidence import level_of
from classifier.weights.score_sheets.columns import columns_of
from tests.classifier.conftest import Judge


@pytest.mark.parametrize(
    ("pct", "text"),
    [
        (9, ("Part | Part weight | Question | Question weight\nQuality | 60% | Plan | 85%"
            "\nQuality | 60% | Social value | 15%"
            "\nPrice | 40% | Sum | 100%")),
        (9, "Part\tWeight\tSub\tSub-weight\nWorks\t60%\tPlan\t85%\n\t\tCommunity benefits\t15%\nPrice\t40%\tSum\t100%"),
        (12, ("Part | Weight | Item | Sub-weight\nSocial value | 12% | Hiring | 75%\n | | Carbon | 25%"
             "\nQuality | 48% | Plan | 100%\nPrice | 40% | |")),
        (12, ("Part | Sub-part | Sub weight | Weight\nSocial value | TOMs | 7% | 12%\nSocial value | Plan | 5% |"
             "\nQuality | Team | 38% | 38%\nPrice | | | 50%")),
        (6, ("Ref | Criterion | Weight within quality | Overall weight\nA1 | Plan | 90% | 54%"
            "\nA2 | Social value | 10% | 6%\nB1 | Price | | 40%")),
        (6, "Question | % of quality | % of total\nPlan | 90% | 54%\nSocial value | 10% | 6%\nPrice | - | 40%"),
        (4, ("Level 1 part,Level 1 weight,Level 2 part,Level 2 weight\nQuality,40%,Plan,90%"
            "\nQuality,40%,Social value,10%\nPrice,60%,Sum,100%")),
        (15, "Question | Pass mark % | Weighting %\nPlan | 50 | 45\nSocial value | 50 | 15\nPrice | 0 | 40"),
        (15, "No. | Question | Pages | Weighting\n1 | Plan | 6 | 45%\n2 | Social value | 2 | 15%\n3 | Price | - | 40%"),
        (15, "Criteria | Weight\nPrice | 60\nQuality\n- Team | 15\n- Plan | 10\nSocial value | 15\nTotal | 100"),
        (15, "Criterion    Weight\nPrice    60\nQuality    25\nSocial value    15"),
        (15, "Criteria;Weighting\nPrice;60%\nQuality;25%\nSocial value;15%"),
        (15, "Weight | Criterion | Envelope\n60 | Price | Two\n25 | Quality | One\n15 | Community benefits | One"),
        (15, "Criterion | Lot 1 | Lot 2\nPrice | 60% | 70%\nQuality | 25% | 25%\nSocial value | 15% | 5%"),
        (15, "Lot | Price | Quality | Social value\n1 | 70% | 25% | 5%\n2 | 60% | 25% | 15%"),
        (15, "Criteria | Marks\nPrice | 120\nQuality | 50\nSocial value | 30\nTotal | 200"),
        (15, "60 Price\n25 Quality\n15 Social value"),
    ],
)  # fmt: skip
def test_the_weight_of_social_value_is_told_from_the_other_columns(judge: Judge, pct: float, text: str) -> None:
    evidence = judge(text)
    assert max(item.weight_pct or 0 for item in evidence) == pct
    assert level_of(evidence) == ("R5" if pct >= 10 else "R4")


@pytest.mark.parametrize(
    "text",
    [
        "Question | Pass mark % | Page limit\nPlan | 50 | 4\nSocial value | 60 | 2\nPrice | 0 | 1",
        "Measure | Target % | Review\nSocial value promises | 85 | Yearly\nCalls | 97 | Monthly",
        "Question | Word limit\nPlan | 900\nSocial value | 300",
    ],
)
def test_columns_of_pass_marks_targets_and_words_give_no_weight(judge: Judge, text: str) -> None:
    assert not any(item.weight for item in judge(text))


def test_the_head_of_a_long_table_is_found(judge: Judge) -> None:
    rows = "\n".join(f"Plan {letter} | 50 | 3" for letter in "abcdefghijklmnopqrst")
    evidence = judge(f"Question | Pass mark % | Weighting %\n{rows}\nSocial value | 50 | 12\nPrice | 0 | 28")
    assert [item.weight_pct for item in evidence] == [12]


def test_a_part_of_social_value_has_its_share_of_the_total(judge: Judge) -> None:
    evidence = judge("Social value (15%)\nS1 Jobs and skills - 60%\nS2 Climate - 40%\nQuality (45%)\nPrice (40%)")
    assert sorted(item.weight_pct for item in evidence if item.weight_pct is not None) == [6, 9, 15]


@pytest.mark.parametrize(
    "cells", [["Social value", "10%"], ["Price (60%)", "see schedule"], ["Criterion", "Notes"], ["Weight"]]
)
def test_lines_that_head_no_table_of_weights(cells: list[str]) -> None:
    assert columns_of(cells) is None


_ROWS = ["Price|55", "Method|30", "Social value|15"]
_MARKS = {"|": " | ", "tab": "\t", "blanks": "     ", "semicolon": ";", "comma": ","}


@settings(max_examples=40, deadline=None)
@given(
    rows=st.permutations(_ROWS),
    mark=st.sampled_from(sorted(_MARKS)),
    unit=st.sampled_from(["", "%", " %"]),
    total=st.booleans(),
)
def test_order_separators_units_and_totals_do_not_change_the_weight(
    judge: Judge, rows: list[str], mark: str, unit: str, *, total: bool
) -> None:
    lines = ["Criterion|Weighting", *(f"{row}{unit}" for row in rows), *([f"Total|100{unit}"] if total else [])]
    text = "\n".join(line.replace("|", _MARKS[mark]) for line in lines)
    evidence = [item for item in judge(text) if item.kind == "criterion"]
    assert [(item.weight and item.weight.value, item.weight_pct) for item in evidence] == [(15, 15)], text
