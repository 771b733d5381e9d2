"""Identifiers that stand in names: taken out where their scheme is plain, kept and told where it is not."""

from typing import Any

import pytest

from store.registers.apart import name_apart
from tests.store.ingest.awards import awarded, mapped, supplier, suppliers

ACME = "Acme Ltd"
TAKEN = {
    "Acme Ltd (VAT GB123456789)": (ACME, ["GB-VAT:123456789"]),
    "Acme Ltd (VAT: GB 123 4567 89)": (ACME, ["GB-VAT:123456789"]),
    "Acme Ltd, VAT No. 123 4567 89": (ACME, ["GB-VAT:123456789"]),
    "Acme Ltd VAT 123456789": (ACME, ["GB-VAT:123456789"]),
    "Acme Ltd [GB123456789]": (ACME, ["GB-VAT:123456789"]),
    "Acme Ltd (DUNS 21-123-4567)": (ACME, ["XI-DUNS:211234567"]),
    "Acme Ltd - D-U-N-S No: 211234567": (ACME, ["XI-DUNS:211234567"]),
    "Acme Ltd (PPON PABC-1234-DEFG)": (ACME, ["GB-PPON:PABC-1234-DEFG"]),
    "Acme Ltd PABC-1234-DEFG": (ACME, ["GB-PPON:PABC-1234-DEFG"]),
    "Acme Ltd (GB-PPON: PABC1234DEFG)": (ACME, ["GB-PPON:PABC-1234-DEFG"]),
    "Acme Ltd (Company No. 01234567)": (ACME, ["GB-COH:01234567"]),
    "Acme Ltd CRN01234567": (ACME, ["GB-COH:01234567"]),
    "Acme Ltd Company No 01234567": (ACME, ["GB-COH:01234567"]),
    "Acme Ltd (Company No. 01234567, VAT GB123456789)": (ACME, ["GB-COH:01234567", "GB-VAT:123456789"]),
    "Acme Ltd (Company No 01234567) (VAT GB123456789)": (ACME, ["GB-COH:01234567", "GB-VAT:123456789"]),
    "Acme Ltd, Company No 01234567, VAT GB123456789": (ACME, ["GB-VAT:123456789", "GB-COH:01234567"]),
    "Acme Ltd 01234567 t/a Best": ("Acme Ltd t/a Best", ["GB-COH:01234567"]),
    "Acme Ltd t/a Best (Company No 01234567)": ("Acme Ltd t/a Best", ["GB-COH:01234567"]),
    "Hope (Charity 1012345)": ("Hope", ["GB-CHC:1012345"]),
    "Hope Trust, Registered Charity No 1012345": ("Hope Trust", ["GB-CHC:1012345"]),
    "Children in Wales (Registered Charity Number 1012345)": ("Children in Wales", ["GB-CHC:1012345"]),
    # The word may be the name's: it stays.
    "Children in Wales Charity 1012345": ("Children in Wales Charity", ["GB-CHC:1012345"]),
    "Hope Trust (SC012345)": ("Hope Trust", ["GB-SC:SC012345"]),
    "The University of Edinburgh (SC005336)": ("The University of Edinburgh", ["GB-SC:SC005336"]),
    "Hope, a charitable body registered in Scotland, with registration number SC005336": ("Hope", ["GB-SC:SC005336"]),
    "Hope (Scottish Charity SC012345)": ("Hope", ["GB-SC:SC012345"]),
    "Kent County Council - VAT 204 7424 76": ("Kent County Council", ["GB-VAT:204742476"]),
}
DOUBTFUL = {
    "Hope Ltd SC012345": "SC012345",
    "Hope Ltd (SC012345)": "SC012345",
    "Acme Ltd (1150001)": "1150001",
    "Acme Ltd 1234567": "1234567",
    "Acme GmbH (DE123456789)": "DE123456789",
    "Acme Company 1234567": "1234567",
}
LEFT = [
    "Acme Ltd", "Hope (Scotland) Ltd", "Studio 54 Ltd", "1st Class 2000 Ltd", "Acme Ltd 01042024", "Acme 2020-2024 Ltd",
    "Acme Ltd Tel 01234567890", "Framework RM6187", "Acme Ltd (Lot 1 RM123456)", "Company No. 07654321",
    "PABC-1234-DEFG",
    "VAT GB123456789", "Beta Ltd (formerly Acme Ltd 01234567)", "Beta Ltd, a subsidiary of Acme Ltd (VAT GB123456789)",
    "Hope (on behalf of Acme, Company No 01234567)", "North Council (code 10021)", "Vatican Ltd", "Private 360 Ltd",
]  # fmt: skip


@pytest.mark.parametrize(("name", "expected"), TAKEN.items())
def test_an_identifier_whose_scheme_is_plain_is_taken_out(name: str, expected: tuple[str, list[str]]) -> None:
    found = name_apart(name)
    assert (found.name, [":".join(number) for number in found.numbers], found.doubtful) == (*expected, None)


@pytest.mark.parametrize(("name", "number"), DOUBTFUL.items())
def test_what_may_be_one_stays_and_is_doubtful(name: str, number: str) -> None:
    assert name_apart(name) == (name, (), number)


@pytest.mark.parametrize("name", LEFT)
def test_what_is_none_stays(name: str) -> None:
    assert name_apart(name) == (name, (), None)


def test_of_two_numbers_of_one_register_none_is_taken() -> None:
    name = "Acme Ltd (Company No 01234567) (Company No 07654321)"
    assert (name_apart(name).name, name_apart(name).doubtful) == (name, name)


def told(rows: Any) -> list[tuple[str, str, str | None]]:
    return [(each.message, each.path, each.data) for each in rows.issues if each.code == "identifier_in_name"]


@pytest.mark.parametrize(("name", "expected"), TAKEN.items())
def test_a_supplier_has_its_identifiers_as_its_own(name: str, expected: tuple[str, list[str]]) -> None:
    rows = mapped(awarded(1, supplier(name, id="s-1")))
    (found,) = suppliers(rows)
    numbers = [f"{found['identifier_scheme']}:{found['identifier']}", *found["other_identifiers"]]
    assert (found["name"], sorted(numbers), told(rows)) == (expected[0], sorted(expected[1]), [])


@pytest.mark.parametrize("name", DOUBTFUL)
def test_a_doubtful_number_of_a_supplier_is_an_issue(name: str) -> None:
    rows = mapped(awarded(1, supplier(name, id="s-1")))
    if suppliers(rows)[0]["is_person"]:
        assert told(rows) == []
        return
    assert suppliers(rows)[0]["name"] == name
    ((message, path, data),) = told(rows)
    assert (message, path.endswith("/name"), data) == ("kept in the name", True, name)


def test_a_name_that_contradicts_the_number_stated_is_kept_and_told() -> None:
    rows = mapped(awarded(1, supplier("Acme Ltd (Company No 01234567)", "00445566")))
    (found,) = suppliers(rows)
    assert (found["name"], found["identifier"]) == ("Acme Ltd (Company No 01234567)", "00445566")
    ((message, _, _),) = told(rows)
    assert message == "GB-COH:01234567 in the name, and another number of its own"


@pytest.mark.parametrize(
    "name", ["John Smith (VAT GB123456789)", "John Smith VAT 123456789", "Jane Doe (DUNS 211234567)"]
)
def test_the_number_of_a_person_is_not_kept(name: str) -> None:
    rows = mapped(awarded(1, supplier(name, id="s-1")))
    (found,) = suppliers(rows)
    assert (found["is_person"], found["name"]) == (True, None)
    assert (found["identifier"], found["other_identifiers"]) == (None, [])
    assert "123456789" not in repr(rows.issues)
    assert "211234567" not in repr(rows.issues)


BUYERS = {
    "Kent County Council (PPON PABC-1234-DEFG)": ("Kent County Council", "GB-PPON", "PABC-1234-DEFG"),
    "Hope Trust (Charity 1012345)": ("Hope Trust", "GB-CHC", "1012345"),
    "The University of Edinburgh (SC005336)": ("The University of Edinburgh", "GB-SC", "SC005336"),
    "Acme Ltd (Company No. 01234567)": ("Acme Ltd", "GB-COH", "01234567"),
    "Acme Ltd 1234567": ("Acme Ltd 1234567", None, None),
    "Kent County Council": ("Kent County Council", None, None),
}


@pytest.mark.parametrize(("name", "expected"), BUYERS.items())
def test_a_buyer_has_its_identifier_as_its_own(name: str, expected: tuple[str, str | None, str | None]) -> None:
    release = awarded(1, supplier(ACME, id="s-1"))
    release["buyer"] = {"id": "b-1", "name": name}
    release["parties"] = [
        *(party for party in release["parties"] if party.get("id") != "b-1"),
        {"id": "b-1", "name": name, "roles": ["buyer"]},
    ]
    rows = mapped(release)
    assert rows.buyer is not None
    assert (rows.buyer["name"], rows.buyer["identifier_scheme"], rows.buyer["identifier"]) == expected
    assert [message for message, _, _ in told(rows)] == (["kept in the name"] if name == "Acme Ltd 1234567" else [])


def test_what_a_buyer_has_no_place_for_is_told() -> None:
    name = "Acme Ltd (Company No. 01234567, VAT GB123456789)"
    release = awarded(1, supplier(ACME, id="s-1"))
    release["buyer"] = {"id": "b-1", "name": name}
    release["parties"].append({"id": "b-1", "name": name, "roles": ["buyer"]})
    rows = mapped(release)
    assert rows.buyer is not None
    assert (rows.buyer["name"], rows.buyer["identifier"]) == (ACME, "01234567")
    assert told(rows) == [("GB-VAT:123456789 is not kept", "/buyer/name", name)]
