"""Benefits told of right beside words on social value count, though nothing is asked; elsewhere they do not."""

import pytest

from classifier.evidence import level_of
from tests.classifier.conftest import Judge

TOLD = [
    "The work ranged from work experience for pupils to repairs at the food bank.",
    "More than half of those on site live in the borough and a third of orders went to local firms.",
]


@pytest.mark.parametrize("told", TOLD)
def test_beside_social_value(judge: Judge, told: str) -> None:
    found = judge(f"Social value is at the heart of our building programme. {told}")
    assert ("theme_only", told) in {(item.kind, item.text) for item in found}
    assert level_of(found) == "R2"


@pytest.mark.parametrize("told", TOLD)
def test_alone(judge: Judge, told: str) -> None:
    assert judge(f"The works were finished in May. {told}") == []


@pytest.mark.parametrize(
    "told",
    [
        "Contract is suitable for SMEs: yes.",
        "Bidders must comply with the Modern Slavery Act 2015.",
        "An evaluation of the apprenticeship programme is wanted.",
        "See https://example.org/apprenticeships for more.",
    ],
)
def test_forms_laws_studies_and_addresses_tell_of_none(judge: Judge, told: str) -> None:
    assert {item.kind for item in judge(f"We are committed to social value. {told}")} == {"mention"}
