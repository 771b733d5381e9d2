"""Figures and other people's text as pages show them."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.words import wording


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (0.4184, "42%"),
        (0.005, "1%"),
        (0.004, "less than 1%"),
        (0.0, "0%"),
        (1.0, "100%"),
        (0.997, "more than 99%"),
        (0.145, "15%"),
    ],
)
def test_a_share_is_a_whole_percentage_that_never_claims_none_or_all(share: float, words: str) -> None:
    assert wording.percent(share) == words


@pytest.mark.parametrize(
    ("difference", "words"), [(0.05, "+5"), (-0.034, "\N{MINUS SIGN}3"), (0.0, "0"), (0.004, "+0.4")]
)
def test_a_difference_is_signed_points(difference: float, words: str) -> None:
    assert wording.points(difference) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "Not published"), (415_200.0, "£415,000"), (1_234_567.0, "£1.2 million"), (2e6, "£2 million"),
        (999_700.0, "£1 million"), (1.25e9, "£1.2 billion"), (9_500.0, "£9,500"),
    ],
)  # fmt: skip
def test_money_is_rounded_as_published(value: float | None, words: str) -> None:
    assert wording.pounds(value) == words


@pytest.mark.parametrize(("value", "parts"), [(95_000.0, 2), (2_500_000.0, 2), (1_000_000.0, 4), (33_333.0, 3)])
def test_parts_of_an_award_come_to_the_whole(value: float, parts: int) -> None:
    shown = wording.pounds_in_parts(value / parts, has_parts=True)
    assert int(shown.removeprefix("£").replace(",", "")) * parts == value


@pytest.mark.parametrize("value", [None, 95_000.0, 1_234_567.0])
def test_a_whole_award_is_rounded_as_all_money_is(value: float | None) -> None:
    assert wording.pounds_in_parts(value, has_parts=False) == wording.pounds(value)


def test_no_value_has_no_parts() -> None:
    assert wording.pounds_in_parts(None, has_parts=True) == "Not published"


@pytest.mark.parametrize(
    ("value", "basis", "words"),
    [
        (415_200.0, "net", "£415,000 without VAT"), (415_200.0, "gross", "£415,000 with VAT"),
        (415_200.0, "net_plus_20_pct_vat", "£415,000 with VAT, 20% added"),
        (415_200.0, "gross_less_20_pct_vat", "£415,000 without VAT, 20% taken off"),
        (415_200.0, None, "£415,000"), (None, "missing", "Not published"), (None, None, "Not published"),
    ],
)  # fmt: skip
def test_money_says_whether_vat_is_in_it(value: float | None, basis: str | None, words: str) -> None:
    assert wording.pounds_with_vat(value, basis) == words


@pytest.mark.parametrize(
    ("count", "words"), [(0, "0 bodies"), (1, "1 body"), (2, "2 bodies"), (21, "21 bodies"), (1001, "1,001 bodies")]
)
def test_only_one_is_one(count: int, words: str) -> None:
    assert wording.how_many(count, "body", "bodies") == words


def test_days_of_one_month_share_its_name() -> None:
    assert wording.days(date(2026, 11, 16), date(2026, 11, 22)) == "16 to 22 November 2026"


def test_days_of_two_months_name_both() -> None:
    assert wording.days(date(2026, 8, 24), date(2026, 11, 22)) == "24 August to 22 November 2026"


def test_days_of_two_years_name_both() -> None:
    assert wording.days(date(2026, 12, 28), date(2027, 1, 3)) == "28 December 2026 to 3 January 2027"


def test_a_deadline_shows_its_time() -> None:
    assert wording.moment(datetime(2026, 12, 18, 9, 5)) == "18 December 2026, 09:05"  # noqa: DTZ001 - local time


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "//host/x", "http://", "ftp://h/x", "", None, "http://["]
)
def test_only_web_addresses_become_links(address: str | None) -> None:
    assert wording.web_address(address) is None


def test_a_web_address_is_kept_as_it_is() -> None:
    assert wording.web_address("https://www.find-tender.service.gov.uk/Notice/1") is not None


def test_marks_that_turn_text_round_are_dropped() -> None:
    assert wording.plain("safe \u202eevil\u2066 text\u0007") == "safe evil text"


@given(st.text(max_size=3000), st.integers(2, 300))
def test_plain_text_is_one_short_line(text: str, length: int) -> None:
    plain = wording.plain(text, length)
    assert len(plain) <= length
    assert plain.isprintable() or all(
        char.isprintable() or char in "\u200b\u200c\u200d" or ord(char) > 0xAC for char in plain
    )


def marked(text: str) -> list[str]:
    return [part for part, is_cue in wording.quote_parts(text) if is_cue]


def test_the_phrase_and_its_own_weight_are_marked() -> None:
    assert marked("Price 60%, Quality 30%, Social Value 10%") == ["Social Value 10%"]


def test_a_weight_before_the_phrase_is_marked() -> None:
    assert marked("70% cost, 15% quality and 15% social value") == ["15% social value"]


def test_the_longest_phrase_is_marked() -> None:
    assert marked("Under the Public Services (Social Value) Act 2012, bidders") == [
        "Public Services (Social Value) Act 2012"
    ]


def test_a_phrase_inside_a_word_is_not_marked() -> None:
    assert marked("antisocial valued") == []


@given(st.text(alphabet="social value%10 ;.", max_size=400))
def test_marking_changes_no_word(text: str) -> None:
    assert "".join(part for part, _ in wording.quote_parts(text)) == wording.tidy(text)


def test_a_long_quote_is_cut_around_the_phrase() -> None:
    parts = wording.quote_parts("x " * 3000 + "social value counts" + " y" * 3000)
    text = "".join(part for part, _ in parts)
    assert len(text) <= wording.QUOTE_LENGTH + 2
    assert "social value counts" in text


@pytest.mark.parametrize(
    ("held", "shown"),
    [
        ("ACME WIDGETS LTD", "Acme Widgets Ltd"),
        ("THE SOCIETY OF ST JOHN (UK) CIC", "The Society of St John (UK) CIC"),
        ("BT PLC", "BT plc"),
        ("G4S CARE AND JUSTICE SERVICES LIMITED", "G4S Care and Justice Services Limited"),
        ("O'NEILL & MCBRIDE LLP", "O'Neill & McBride LLP"),
        ("SMITH'S YARD LIMITED", "Smith's Yard Limited"),
        ("eBay Widgets LTD", "eBay Widgets LTD"),
        ("YMCA", "YMCA"),
        ("", ""),
    ],
)
def test_names_that_a_register_keeps_in_capitals_are_set_as_names(held: str, shown: str) -> None:
    assert wording.registered_name(held) == shown
