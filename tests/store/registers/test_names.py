"""Names compared: one key for all spellings, the legal form stated, and what differs by slips of spelling alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.registers.names import keyed, mended
from store.registers.near import is_slip
from store.registers.organisations import facts_of, organisation_number, postcode_district


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hope Care Limited", "HOPE CARE LTD."), ("The Hope Trust", "Hope Trust"), ("Hope & Faith", "Hope and Faith"),
        ("St. Mary's", "Saint Marys"), ("Hope Care C.I.C.", "Hope Care Community Interest Company"),
        ("Hope Cyfyngedig", "HOPE CYF"), ("Hope (Leeds) Ltd", "Hope Leeds Limited"), ("Café Hope", "Cafe Hope"),
        ("CafÃ© Hope", "Café Hope"), ("Hope &amp; Faith Ltd", "Hope & Faith Ltd"), ("Hope\u00a0Care", "Hope  Care"),
        ("Hope Care Ltd (Charity No: 1100001)", "Hope Care Ltd"), ("Hope Co-operative Ltd", "Hope Cooperative Limited"),
        ("Y.M.C.A. Hope", "YMCA Hope"), ("Hope Care Ltd t/a Sunrise", "Hope Care Ltd"),
        ("Hope Care Ltd T/A Sunrise", "Hope Care Ltd trading as Dawn"),
    ],
)  # fmt: skip
def test_spellings_of_one_name(one: str, other: str) -> None:
    assert keyed(one).key == keyed(other).key != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hope Care", "Hope Carers"), ("Age UK Leeds", "Age UK Barnet"), ("Hope 1 Ltd", "Hope 2 Ltd"),
        ("North Hope Trust", "South Hope Trust"), ("Hope Housing", "Hope Housing Group"),
    ],
)  # fmt: skip
def test_names_of_two_bodies(one: str, other: str) -> None:
    assert keyed(one).key != keyed(other).key


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [
        ("sunrise comunity support", "sunrise community support", True),
        ("hope home care", "hope homecare", True),
        ("age uk north staffordshire", "age uk staffordshire", False),
        ("hope 11", "hope 12", False),
        ("age uk kent", "age uk bent", False),
        ("hope support of leeds", "hope support leeds", True),
        ("womens aid leeds", "womens aid luton", False),
    ],
)
def test_slips_of_spelling(one: str, other: str, is_one: bool) -> None:
    assert is_slip(one, other) is is_slip(other, one) is is_one


@given(st.text(max_size=80))
def test_any_text_has_a_key_of_plain_words(text: str) -> None:
    found = keyed(text)
    assert all("a" <= letter <= "z" or letter.isascii() for letter in found.key)
    assert found.key == " ".join(found.key.split())
    assert keyed(mended(text)).key == found.key
    facts_of(text)


@given(st.text(alphabet="abcdefgh", min_size=3, max_size=12), st.sampled_from(["Ltd", "Limited", "LIMITED", "ltd."]))
def test_the_legal_form_is_no_part_of_the_key(word: str, form: str) -> None:
    name = f"{word} works {form}"
    assert (keyed(name).key, keyed(name).form) == (keyed(f"{word} works").key, "company")


@given(st.sampled_from(["GB-COH", "GB-CHC", "GB-SC", "GB-NIC", "GB-MPR", "XX-NONE"]), st.text(max_size=14))
def test_any_number_is_one_of_its_register_or_none(scheme: str, text: str) -> None:
    found = organisation_number(scheme, text)
    assert found is None or organisation_number(*found) == found


@pytest.mark.parametrize(
    ("address", "district"),
    [
        (["1 Mill Lane", "LS1 4AB"], "LS1"), (["ls14ab"], "LS1"), (["1 Mill Lane, Leeds, LS1 4AB, UK"], "LS1"),
        (["EC1A 1BB"], "EC1A"), (["n/a"], None), (["Leeds"], None), (["75001"], None), ([], None),
    ],
)  # fmt: skip
def test_districts(address: list[str], district: str | None) -> None:
    assert postcode_district(address) == district
