"""The way from promise to rating: values and days say what they are, and none reads as a rise that is none."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from reports.pages.sentences.delivery import day_words, told_steps, value_words
from reports.run import report
from tests.reports.builders import insert, process, snapshot_of
from tests.reports.conftest import soup_of

SAME = "The value is that of the award, with VAT at 20%."
BEFORE = "This day is before that of the award; both stand as their notices give them."


def step(kind: str, value_gbp: float | None = None, value_basis: str | None = None, **changes: Any) -> dict[str, Any]:
    row: dict[str, Any] = {
        "step": kind, "happened_on": date(2026, 3, 1), "happened_on_basis": "stated", "award_id": "1",
        "value_gbp": value_gbp, "value_basis": value_basis,
    }  # fmt: skip
    return row | changes


@pytest.mark.parametrize(
    ("value_gbp", "basis", "words"),
    [
        (6_100_000.0, "net", "£6.1 million without VAT"),
        (7_320_000.0, "gross", "£7.3 million with VAT"),
        (120_000.0, "net_plus_20_pct_vat", "£120,000 with VAT, 20% added"),
        (100_000.0, "gross_less_20_pct_vat", "£100,000 without VAT, 20% taken off"),
        (100_000.0, "contracts_net", "£100,000 without VAT, its contracts together"),
        (9_000.0, "contracts_gross_less_20_pct_vat", "£9,000 without VAT, 20% taken off its contracts together"),
        (None, "framework_ceiling", ""),
        (None, "missing", ""),
    ],
)
def test_a_value_says_whether_vat_is_in_it(value_gbp: float | None, basis: str, words: str) -> None:
    assert value_words(step("awarded", value_gbp, basis)) == words


@pytest.mark.parametrize(
    ("contract", "notes"),
    [
        (step("contract", 7_320_000.0, "gross"), [SAME]),
        (step("contract", 7_300_000.0, "gross"), [SAME]),  # rounded by its notice
        (step("contract", 7_500_000.0, "gross"), []),  # a rise
        (step("contract", 6_100_000.0, "gross"), []),  # no VAT is due, or none was added
        (step("contract", 7_320_000.0, "net"), []),  # a rise of a fifth
        (step("contract", None, "framework_ceiling"), []),
        (step("contract", 7_320_000.0, "gross", award_id="2"), []),  # of another award
        (step("contract", 7_320_000.0, "gross", happened_on=date(2025, 10, 1)), [SAME, BEFORE]),
        (step("contract", 6_100_000.0, "net", happened_on=date(2026, 2, 28)), [BEFORE]),
        (step("contract", 6_100_000.0, "net", happened_on=None), []),
    ],
)
def test_a_contract_is_held_against_its_award(contract: dict[str, Any], notes: list[str]) -> None:
    steps = [step("promised", 8e6, "gross", award_id=None), step("awarded", 6_100_000.0, "net"), contract]
    assert told_steps(steps)[-1]["notes"] == notes
    assert [each["notes"] for each in told_steps(steps)[:-1]] == [[], []]


def test_an_award_without_value_compares_with_nothing() -> None:
    steps = [step("awarded", None, "missing"), step("contract", 7_320_000.0, "gross")]
    assert told_steps(steps)[1]["notes"] == []


@pytest.mark.parametrize(
    ("kind", "basis", "words"),
    [
        ("contract", "signed", "signed 1 March 2026"),
        ("contract", "starts", "starting 1 March 2026"),
        ("contract", "published", "details published 1 March 2026"),
        ("awarded", "stated", "1 March 2026"),
        ("awarded", "published", "notice of 1 March 2026"),
        ("awarded", "signed", "contract signed 1 March 2026"),
        ("promised", "opened", "1 March 2026"),
        ("rating", "published", "1 March 2026"),
        ("change", "stated", "1 March 2026"),
    ],
)
def test_a_day_says_of_what_it_is(kind: str, basis: str, words: str) -> None:
    assert day_words(step(kind, happened_on_basis=basis)) == words


def test_a_day_that_is_not_known_is_said_to_be_so() -> None:
    assert day_words(step("contract", happened_on=None, happened_on_basis="missing")) == "Not known"


def test_the_page_tells_the_trail_so(tmp_path: Path) -> None:
    con = snapshot_of([process(1, "R3")])
    trail = [
        step("promised", 8_000_000.0, "gross", is_social_value=True, level="R3", happened_on_basis="opened"),
        step("awarded", 6_100_000.0, "net", suppliers=["Hollin Care Ltd"]),
        step("contract", 7_320_000.0, "gross", happened_on=date(2025, 10, 1), happened_on_basis="starts"),
        step("kpi", is_social_value=True, text="Jobs for residents.", kpi_id="1", happened_on_basis="published"),
        step("rating", is_social_value=True, rating="met", kpi_id="1", happened_on_basis="published"),
    ]
    for number, row in enumerate(trail, 1):
        ids = {"ocid": "ocds-test-000001", "step_number": number, "is_sample": False, "notice_id": f"n{number}"}
        insert(con, "out.delivery_chain", {"suppliers": []} | row | ids)
    report(con, tmp_path)
    page = soup_of(tmp_path / "delivery" / "index.html")
    steps = [" ".join(each.get_text(" ").split()) for each in page.select(".steps li")]
    assert "£8 million with VAT" in steps[0]
    assert "Awarded to Hollin Care Ltd , £6.1 million without VAT, 1 March 2026" in steps[1]
    assert "Contract , £7.3 million with VAT, starting 1 October 2025" in steps[2]
    assert f"{SAME} {BEFORE}" in steps[2]
