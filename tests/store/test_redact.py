"""Contact details go, everything that only looks like them stays."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.text.redact import redact

# As store/publish/checks/no_contact_details.sql looks for them; \w would take more.
PUBLISHED_ADDRESS = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+\.[A-Za-z]{2,}")


@pytest.mark.parametrize(
    "address",
    [
        "pat@marlbrook.example",
        "pat.o'hara+tenders@mail.eastmere.example",
        "pat (at) marlbrook.example",
        "PAT@X-Y.EXAMPLE",
    ],
)
def test_email_is_removed(address: str) -> None:
    assert redact(f"Write to {address}, please.") == "Write to [e-mail removed], please."


@pytest.mark.parametrize(
    "number",
    [
        "01632 960000",
        "01632960000",
        "(01632) 960000",
        "01632-960-000",
        "020 7946 0000",
        "0300 123 1234",
        "07700 900123",
        "+44 1632 960000",
        "+44 (0)1632 960 000",
        "+44(0) 20 7946 0000",
        "0044 1632 960000",
        "01632\u00a0960000",
        "+353 1 234 5678",
    ],
)
def test_telephone_number_is_removed(number: str) -> None:
    assert redact(f"Call {number} now") == "Call [telephone removed] now"


def test_number_run_into_a_word_is_removed() -> None:
    assert redact("Phone: +44 1632960000rn NOTE") == "Phone: [telephone removed]rn NOTE"


def test_only_the_number_goes_from_a_run_of_digits() -> None:
    assert redact("01632 960000 12 lots") == "[telephone removed] 12 lots"


@pytest.mark.parametrize(
    "words",
    [
        "£10,000,000 over 4 years",
        "£01632 960000",
        "GBP 1 000 000 to 2 000 000",
        "CPV 09323000 20 units of 45000000-7",
        "notice 032703-2026",
        "2021/S 067-174009",
        "2021/S 000-004713",
        "ocds-r6ebe6-0000580764",
        "from 01/02/2025 10:00 to 31/03/2026",
        "01.02.2025 - 31.03.2026",
        "open 0900 - 1700 and 0900 - 1200",
        "0.25 - 0.75 of 100",
        "sort code 01-23-45",
        "10 @ 3.50 each",
        "company 01234567",
        "VAT 012 3456 78",
        "5% + 10% + 85%",
    ],
)
def test_other_numbers_stay(words: str) -> None:
    assert redact(words) == words


@given(st.text())
def test_twice_is_as_once(text: str) -> None:
    once = redact(text)
    assert redact(once) == once


@pytest.mark.parametrize("unit", ["a", "0", "01632 ", "a.", "+", "(0", "x@", "0-"])
def test_time_grows_with_the_text_only(unit: str) -> None:
    def seconds(length: int) -> float:
        text = unit * (length // len(unit)) + "@ (at)"
        start = time.process_time()
        redact(text)
        return time.process_time() - start

    seconds(1_000)
    # Eight times the text: 8 times as long where time grows with it, 64 where it grows with its square.
    assert seconds(400_000) <= 32 * seconds(50_000) + 0.3


LOOK_ALIKES = ["a@b.cd1", "a@b.co2x", "x@y." + "z" * 40, "x@" + "y" * 300 + ".uk", "x@" + "a." * 20 + "uk", "%@-.zz"]


@pytest.mark.parametrize("text", LOOK_ALIKES)
def test_what_the_check_of_the_snapshot_takes_for_an_address_is_removed(text: str) -> None:
    assert not PUBLISHED_ADDRESS.search(redact(f"Write to {text}"))


@given(st.text("ab.@-%_1Zé ", max_size=80))
def test_nothing_redacted_can_stop_a_publication(text: str) -> None:
    assert not PUBLISHED_ADDRESS.search(redact(text))
