"""What letters stand for: social value, or what a valuer calls so."""

import pytest

from tests.classifier.conftest import Judge

AWARD = "Price 60%\nQuality 30%\nSV 10%"


@pytest.mark.parametrize(
    "said",
    [
        "The surveyor shall report the SV of the property.",
        "The SV of each dwelling must be stated in the report.",
        "Valuers submit the MV and SV for every home.",
        "The valuer must give the SV of all freehold land.",
        "The supplier must state the SV, MV and rent.",
    ],
)
def test_the_sale_value_of_a_property_is_no_evidence(judge: Judge, said: str) -> None:
    assert [item.text for item in judge(f"{said}\n{AWARD}")] == ["SV 10%"]


@pytest.mark.parametrize(
    "said", ["Bidders must set out the SV of the project.", "The SV response must have two pages.", "SV is scored."]
)
def test_social_value_in_letters_is_evidence(judge: Judge, said: str) -> None:
    assert {said, "SV 10%"} <= {item.text for item in judge(f"{said}\n{AWARD}")}
