"""Text of notices is other people's: nothing of it runs, and nothing of it becomes markup."""

import pytest
from bs4 import BeautifulSoup

from reports.pages.parts.render import cell
from reports.run import report
from tests.reports.builders import process, snapshot_of
from tests.reports.conftest import soup_of

ATTACK = (
    "<script>alert(1)</script><img src=x onerror=alert(2)>\"'><svg/onload=alert(3)>&lt;b&gt; {{ 7 * 7 }} social value"
)


def hostile_process() -> dict[str, object]:
    return process(
        1,
        "R5+",
        ocid=f"ocds-{ATTACK}",
        notice_id=ATTACK,
        notice_url="javascript:alert(4)",
        title=ATTACK + " \u202egpj.exe",
        authority_name=ATTACK,
        authority_kind=ATTACK,
        nation=ATTACK,
        scope_reason=ATTACK,
        best_quote=ATTACK + " " + "w" * 10_000,
        best_quote_path=ATTACK,
        best_quote_rule=ATTACK,
        best_quote_kind=ATTACK,
        standards=[ATTACK],
        themes=[ATTACK],
        source=ATTACK,
        version=ATTACK,
        is_act_named=True,
        document_level="R5",
        document_quote=ATTACK,
        document_title=ATTACK,
        document_sheet=ATTACK,
        document_url="javascript:alert(5)",
    )


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> BeautifulSoup:
    site = tmp_path_factory.mktemp("hostile")
    rows = [hostile_process(), *(process(number, "R3", themes=[ATTACK]) for number in range(2, 20))]
    return soup_of(report(snapshot_of(rows), site).path)


def test_no_markup_of_a_notice_survives(hostile: BeautifulSoup) -> None:
    assert not hostile.select("script:not([src*='static/page-']), img, [onerror], [onload]")


def test_the_words_are_shown_as_they_are(hostile: BeautifulSoup) -> None:
    assert "<script>alert(1)</script>" in hostile.select(".notice h4")[0].get_text()


def test_template_code_in_a_notice_is_only_text(hostile: BeautifulSoup) -> None:
    assert "{{ 7 * 7 }}" in hostile.select(".notice h4")[0].get_text()


def test_a_script_address_is_no_link(hostile: BeautifulSoup) -> None:
    assert not [link for link in hostile.select("a") if "javascript" in str(link["href"])]
    assert "no address published" in hostile.get_text()


def test_no_text_is_turned_round(hostile: BeautifulSoup) -> None:
    assert "\u202e" not in hostile.get_text()


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)"])
def test_a_spreadsheet_would_not_run_it(text: str) -> None:
    assert cell(text) == f"'{text}"


def test_a_negative_number_stays_one() -> None:
    assert cell(-1.5) == "-1.5"
