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


ALONE = (
    "1150001", "987654321", "01012024", "GB123456789", "SC123456", "VAT 123456789", "VAT No. 123456789",
    "VAT Reg No GB 123 4567 89", "UTR 1234567890", "Tel 01234 567890", "01234 567890", "DUNS 123456789",
)  # fmt: skip


@pytest.mark.parametrize("name", ALONE)
def test_a_number_that_nothing_says_whose_is_neither_a_name_nor_a_person(name: str) -> None:
    rows = mapped(awarded(1, supplier(name, id="s-1")))
    (found,) = suppliers(rows)
    assert (found["name"], found["identifier"], found["is_person"]) == (None, None, False)
    said = [(issue.message, issue.data) for issue in rows.issues if issue.code == "supplier_without_name"]
    assert said == [("a number alone, and nothing says whose", None)]
    assert name not in repr(rows.issues)


def test_no_name_at_all_is_told_as_such() -> None:
    rows = mapped(awarded(1, supplier("N/A", id="s-1")))
    assert "neither a name nor a number" in [issue.message for issue in rows.issues]


@pytest.mark.parametrize(
    ("name", "number"), {"07654321": "07654321", "0765 4321": "07654321", "OC301234": "OC301234"}.items()
)
def test_a_number_alone_identifies_where_one_register_writes_it_so(name: str, number: str) -> None:
    (found,) = read(name)
    assert (found["identifier_scheme"], found["identifier"], found["is_person"]) == ("GB-COH", number, False)


BESIDE = {
    "Acme Ltd 01234567": "GB-COH:01234567",
    "Acme Ltd (01234567)": "GB-COH:01234567",
    "Acme Ltd - 01234567": "GB-COH:01234567",
    "Acme Ltd [SC123456]": "GB-COH:SC123456",
    "Acme LLP OC301234": "GB-COH:OC301234",
    "Acme Ltd (Company No 01234567)": "GB-COH:01234567",
    "Acme Limited - Company Number 1234567": "GB-COH:01234567",
    "Acme Ltd, Company registered in England No. 01234567": "GB-COH:01234567",
    "Acme Ltd CRN01234567": "GB-COH:01234567",
    "Acme Ltd (Co. Reg. No. 0123 4567)": "GB-COH:01234567",
    "Acme Ltd 01234567 t/a Best": "GB-COH:01234567",
    "Acme Ltd t/a Best (Company No 01234567)": "GB-COH:01234567",
    "Acme (Charity no. 1150001)": "GB-CHC:1150001",
    "Acme, registered charity 1150001": "GB-CHC:1150001",
    "Acme Charity No 1150001": "GB-CHC:1150001",
}


@pytest.mark.parametrize(("name", "number"), BESIDE.items())
def test_a_number_beside_a_name_identifies_as_one_published_apart(name: str, number: str) -> None:
    (found,) = read(name)
    assert (found["name_key"], found["is_person"]) == ("acme", False)
    assert (found["trading_key"] == "best") == ("t/a Best" in name)
    assert not any(sign.isdigit() for sign in found["name"])
    assert f"{found['identifier_scheme']}:{found['identifier']}" == number


def test_a_published_number_outweighs_that_beside_the_name() -> None:
    (found,) = suppliers(mapped(awarded(1, supplier("Acme Ltd 01234567", "00445566"))))
    assert (found["identifier"], found["other_identifiers"]) == ("00445566", [])


@pytest.mark.parametrize(
    "name",
    [
        "Acme Ltd 01042024", "Acme Ltd 1234567", "Acme Ltd 10001234", "Acme Ltd SC012345", "Studio 54 Ltd",
        "Acme Ltd (Company No 01234567) and Beta Ltd (Company No 07654321)", "Acme Co Ltd 1234567",
        "Beta Ltd (formerly Acme Ltd 01234567)", "Beta Ltd, a subsidiary of Acme Ltd (Company No 01234567)",
        "Hope (on behalf of Acme, Company No 01234567)", "Acme Ltd Tel 01234567890",
        "John Smith 01234567", "John Smith 1150001", "Jane Doe t/a Acme (Company No 01234567)",
        "Acme Company 1234567", "Route 12345", "Acme Ltd, 5 High Street",
    ],
)  # fmt: skip
def test_what_is_not_safe_identifies_nobody(name: str) -> None:
    assert [(row["identifier"], row["other_identifiers"]) for row in read(name)] == [(None, [])]


def test_a_trading_name_beside_a_number_is_kept() -> None:
    (found,) = read("Charity no. 1150001 t/a Hope Kitchen")
    assert (found["trading_key"], found["identifier"]) == ("hope kitchen", "1150001")
