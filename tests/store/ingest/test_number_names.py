"""Suppliers of which nothing but a number stands in the place of the name: the number says who each is."""

from typing import Any

import pytest

from store.registers.names import keyed
from store.registers.numbers import numbers_as_name
from tests.store.ingest.awards import award, awarded, mapped, supplier, suppliers
from tests.store.ingest.notices import party

NAMES = {
    "Charity no. 1150001": "GB-CHC:1150001",
    "Registered charity number 1150001": "GB-CHC:1150001",
    "Registered Charity: 1150001": "GB-CHC:1150001",
    "REGISTERED CHARITY NO: 1150001 (England and Wales)": "GB-CHC:1150001",
    "Charity Commission 1150001": "GB-CHC:1150001",
    "Elusen Gofrestredig Rhif 1150001": "GB-CHC:1150001",
    "Scottish charity number SC 012345": "GB-SC:SC012345",
    "Charity no. SC012345": "GB-SC:SC012345",
    "Charity Commission for Northern Ireland NIC101234": "GB-NIC:101234",
    "Company No. 07654321": "GB-COH:07654321",
    "Company Number 7654321": "GB-COH:07654321",
    "Company no. 0765 4321": "GB-COH:07654321",
    "Company registration: SC123456": "GB-COH:SC123456",
    "Co. Reg. No. 07654321": "GB-COH:07654321",
    "CRN07654321": "GB-COH:07654321",
    "Registered in England and Wales No. 07654321": "GB-COH:07654321",
    "07654321 Limited": "GB-COH:07654321",
    "Registered society no. 12345R": "GB-MPR:12345R",
}


def read(*names: str) -> list[dict[str, Any]]:
    who = [supplier(name, id=f"s-{number}") for number, name in enumerate(names)]
    return sorted(suppliers(mapped(awarded(1, *who))), key=lambda row: str(row["name"]))


@pytest.mark.parametrize(("name", "number"), NAMES.items())
def test_the_number_is_the_identifier_and_the_name_stays(name: str, number: str) -> None:
    (found,) = read(name)
    assert (found["name"], found["is_person"]) == (name, False)
    assert f"{found['identifier_scheme']}:{found['identifier']}" == number


@pytest.mark.parametrize("name", NAMES)
def test_the_name_has_a_key_of_its_own(name: str) -> None:
    assert any(sign.isdigit() for sign in keyed(name).key)


def test_two_numbers_are_two_bodies() -> None:
    one, other = read("Charity no. 1150001", "Charity no. 1150002")
    assert one["name_key"] != other["name_key"]
    assert (one["identifier"], other["identifier"]) == ("1150001", "1150002")


def test_two_registers_are_both_kept() -> None:
    (found,) = read("Company number 07654321 and charity number 1150001")
    assert {f"{found['identifier_scheme']}:{found['identifier']}", *found["other_identifiers"]} == {
        "GB-COH:07654321",
        "GB-CHC:1150001",
    }


def test_a_number_published_as_one_outweighs_that_of_the_name() -> None:
    who = supplier("Company No. 07654321", "00445566")
    (found,) = suppliers(mapped(awarded(1, who)))
    assert (found["identifier"], found["other_identifiers"]) == ("00445566", [])
    listed = {"name": "Charity no. 1150001", "identifier": {"scheme": "GB-PPON", "id": "PABC-1234-DEFG"}}
    (found,) = suppliers(mapped(awarded(1, parties=[party()], awards=[award(suppliers=[listed])])))
    assert (found["identifier_scheme"], found["other_identifiers"]) == ("GB-CHC", ["GB-PPON:PABC-1234-DEFG"])


@pytest.mark.parametrize("name", ["Registered in England 7654321", "Registered number 123456"])
def test_a_number_of_no_register_told_is_none_and_no_person(name: str) -> None:
    (found,) = read(name)
    assert (found["name"], found["identifier"], found["is_person"]) == (name, None, False)


@pytest.mark.parametrize(
    "name",
    [
        "Company 3", "Charity 21", "CO 100", "Mutual 2000", "The Number 7", "House 4", "Company No. 1 Ltd",
        "Hope Kitchen (Charity no. 1150001)", "Hope Kitchen", "VAT No. 123456789", "Tel 01234 567890", "UTR 1234567890",
        "Limited", "Charity", "John Smith 1150001",
    ],
)  # fmt: skip
def test_other_names_are_no_numbers(name: str) -> None:
    assert numbers_as_name(name) is None


@pytest.mark.parametrize("name", ["VAT No. 123456789", "UTR 1234567890"])
def test_a_number_for_tax_may_be_that_of_a_person(name: str) -> None:
    (found,) = read(name)
    assert (found["name"], found["is_person"]) == (None, True)


def test_a_trading_name_beside_a_number_is_kept() -> None:
    (found,) = read("Charity no. 1150001 t/a Hope Kitchen")
    assert (found["trading_key"], found["identifier"]) == ("hope kitchen", "1150001")
