"""Suppliers as published: names, numbers and places, and what each rule leaves alone."""

from typing import Any

import pytest

from store.registers.names import keyed
from store.registers.organisations import (
    facts_of,
    is_placeholder,
    organisation_number,
    postcode_district,
)
from tests.store.ingest.awards import award, awarded, mapped, supplier, suppliers
from tests.store.ingest.notices import party


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hope & Anchor Trust Limited", "The Hope and Anchor Trust Ltd."),
        ("HOPE C.I.C.", "Hope Community Interest Company"),
        ("Gobaith CBC", "Gobaith Cwmni Buddiant Cymunedol"),
        ("Menter Taf Cyf", "Menter Taf Cyfyngedig"),
        ("St. John's Trust CIO", "Saint Johns Trust Charitable Incorporated Organisation"),
        ("Caf\u00c3\u00a9 Society", "Café Society"),
        ("J.&amp;P. Smith LLP", "J. & P. Smith LLP"),
        ("Fell Co-op Ltd", "FELL CO-OPERATIVE LIMITED"),
        ("Reeve Ltd t/a Hollin Joinery", "Reeve Limited"),
        ("Reeve Ltd (trading as Hollin)", "Reeve Limited"),
        ("Reeve Ltd (registered charity no. 1012345)", "Reeve Limited"),
        ("Reeve Ltd (Co. Reg. 00445566)", "Reeve Limited"),
        ("Reeve Ltd (Co. Reg. No. 00445566)", "Reeve Limited"),
        ("Reeve Ltd - CRN 00445566", "Reeve Limited"),
        ("Reeve Ltd [Company No: SC445566]", "Reeve Limited"),
        ("Reeve Ltd (Registered in England No. 00445566)", "Reeve Limited"),
        ("Reeve Ltd (Company registered in England and Wales 00445566)", "Reeve Limited"),
        ("Reeve Ltd Regd. No. SC 445566", "Reeve Limited"),
        ("Hollin Centre Services", "HOLLIN CENTER SERVICE"),
    ],
)
def test_spellings_of_one_name_have_one_key(one: str, other: str) -> None:
    assert keyed(one).key == keyed(other).key != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Age UK North Staffordshire", "Age UK Staffordshire"),
        ("Hope Trading Ltd", "Hope Ltd"),
        ("Hope Co-operative Society Limited", "Hope Limited"),
        ("Hope & Co 2000 Ltd", "Hope Ltd"),
        ("The Company of 2000 Ltd", "Company Ltd"),
    ],
)
def test_other_bodies_keep_other_keys(one: str, other: str) -> None:
    assert keyed(one).key != keyed(other).key


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("Hope Ltd", "company"), ("Hope PLC", "plc"), ("Hope LLP", "llp"), ("Hope C.I.C", "cic"), ("Hope CIO", "cio"),
        ("Hope SCIO", "cio"), ("Hope GmbH", "foreign"), ("Hope S.p.A.", "foreign"), ("Hope B.V.", "foreign"),
        ("Hope Inc.", "foreign"), ("Hope Community Benefit Society", "society"), ("Caerphilly CBC", None),
        ("Hope Ltd / Faith Centre (consortium)", None), ("Hope Ltd and Faith CIC", None), ("Hope Ltd; Faith Ltd", None),
        ("Hope Ltd, Faith Ltd", None), ("Hope LLP in partnership with Faith", None), ("Hope Ltd (Consortium)", None),
        ("Hope Trust and Faith Ltd (joint venture)", None), ("Hope Ltd JV Faith", None),
        ("Hope Consortium Ltd", "company"), ("Hope and Faith Ltd", "company"), ("Hope Ltd & Co", "company"),
        ("Hope Ltd, Leeds", "company"), ("Hope Ltd t/a Faith / Grace", "company"), ("Hope CIC Limited", "cic"),
        ("Hope", None), ("City of London Corporation", None), ("The Willow Spa", None),
    ],
)  # fmt: skip
def test_form_of_a_name(name: str, form: str | None) -> None:
    assert facts_of(name).form == form


@pytest.mark.parametrize(
    "name",
    [
        "Hope Ltd", "Hope LLP", "Leeds City Council", "University of Marlbrook", "Marlbrook NHS Foundation Trust",
        "Marlbrook Community Trust", "Society of Joiners", "Hope Baptist Church", "Hollin Housing Association",
        "Dal Monte S.r.l.", "Smith Ltd t/a John Smith", "Welsh Government", "Jane Smith Limited", "Citizens Advice Taf",
    ],
)  # fmt: skip
def test_organisations(name: str) -> None:
    assert facts_of(name).is_organisation


@pytest.mark.parametrize(
    "name",
    [
        "John Smith", "J Smith", "J. R. Smith", "Dr A Jones", "Mrs B Patel", "Smith, John", "SMITH, JOHN",
        "Anna Kowalska", "John Smith Plumbing Services", "John Smith t/a Smith Builders Ltd", "Jane Doe (sole trader)",
        "Charlotte Church",
        "Skyline Taxis", "Reeve & Sons", "Hollin Consulting", "Prof. K Reeve", "Smith's Driving School", "Miss T Reeve",
        "Kids Club Leeds", "The Garden Company",
    ],
)  # fmt: skip
def test_persons(name: str) -> None:
    assert not facts_of(name).is_organisation


@pytest.mark.parametrize("name", ["John Smith", "Dr A Jones", "John Smith Plumbing Services", "Zofia Wisniewska"])
def test_no_register_makes_an_organisation_of_a_human_name(name: str) -> None:
    assert not facts_of(name).may_be_organisation


@pytest.mark.parametrize("name", ["Skyline Taxis", "Mind in Marlbrook", "Shelter"])
def test_other_names_may_be_an_organisation(name: str) -> None:
    assert facts_of(name).may_be_organisation


@pytest.mark.parametrize(
    ("scheme", "published", "number"),
    [
        ("GB-COH", "1193985", "01193985"),
        ("GB-COH", "SC24322", "SC024322"),
        ("gb-coh", "ni 060102", "NI060102"),
        ("GB-COH", "GB-COH-01234567", "01234567"),
        ("GB-COH", "IP12345R", "IP12345R"),
        ("GB-CHC", "1012345", "1012345"),
        ("GB-SC", "SC012345", "SC012345"),
        ("GB-NIC", "NIC100123", "100123"),
        ("GB-PPON", "PABC-1234-DEFG", "PABC-1234-DEFG"),
    ],
)
def test_numbers_as_their_registers_write_them(scheme: str, published: str, number: str) -> None:
    found = organisation_number(scheme, published)
    assert found is not None
    assert found[1] == number


COMPANY, CHARITY, SCOTTISH = ("GB-COH", "07654321"), ("GB-CHC", "1150002"), ("GB-SC", "SC045678")
ADDRESS = "https://find-and-update.company-information.service.gov.uk/company/07654321"
# Scheme, what stands in the place of the number, what is read, and whether all of it is.
NOTATIONS: list[tuple[str, object, list[tuple[str, str]], bool]] = [
    ("GB-COH", "Company no. 07654321", [COMPANY], True),
    ("GB-COH", "No: 07654321", [COMPANY], True),
    ("GB-COH", "CRN07654321", [COMPANY], True),
    ("GB-COH", "Co. Reg. No. 0765 4321", [COMPANY], True),
    ("GB-COH", "07654321 (England and Wales)", [COMPANY], True),
    ("GB-COH", "Registered in Scotland no SC 445566", [("GB-COH", "SC445566")], True),
    ("GB-COH", "OC 312345 (LLP)", [("GB-COH", "OC312345")], True),
    ("GB-COH", "7654321.0", [COMPANY], True),
    ("GB-COH", 7654321.0, [COMPANY], True),
    ("GB-COH", 7654321, [COMPANY], True),
    ("GB-COH", ADDRESS, [COMPANY], True),
    ("GB-COH", f"{ADDRESS}/officers", [COMPANY], True),
    ("GB-COH", "07654321 / 1150001", [COMPANY], False),
    ("GB-COH", "07654321 / 07654321", [COMPANY], True),
    ("GB-COH", "07654321, charity 1150002", [COMPANY, CHARITY], True),
    ("GB-COH", "Charity no 1150002; company no 7654321", [COMPANY, CHARITY], True),
    ("GB-COH", "Company no. 07654321 VAT no GB123456789", [COMPANY], False),
    ("GB-COH", "NIC104321", [("GB-NIC", "104321")], True),
    ("GB-CHC", "Registered charity no. 1150002", [CHARITY], True),
    ("GB-CHC", "1150002.0", [CHARITY], True),
    ("GB-CHC", "1150002/07654321", [CHARITY, COMPANY], True),
    ("GB-CHC", "SC045678", [SCOTTISH], True),
    ("GB-CHC", "OSCR SC045678", [SCOTTISH], True),
    ("GB-CHC", "07654321", [COMPANY], True),
    ("GB-SC", "1150002", [CHARITY], True),
    ("GB-SC", "Charity SC 045678 (Scotland)", [SCOTTISH], True),
    ("GB-NIC", "NIC 104321", [("GB-NIC", "104321")], True),
    ("GB-MPR", "Society no. 7788R", [("GB-MPR", "7788R")], True),
    ("GB-COH", "1150001", [("GB-COH", "01150001")], True),
    ("Companies House", "7654321", [COMPANY], True),
    ("Charity Commission", "1150002", [CHARITY], True),
    ("GB-COH", "SC045678", [("GB-COH", "SC045678")], True),
]


@pytest.mark.parametrize("number", range(len(NOTATIONS)))
def test_notations_of_numbers(number: int) -> None:
    scheme, published, expected, is_whole = NOTATIONS[number]
    rows = mapped(awarded(1, supplier("Hollin Joinery Ltd", identifier={"scheme": scheme, "id": published})))
    (found,) = suppliers(rows)
    said = [f"{found['identifier_scheme']}:{found['identifier']}", *found["other_identifiers"]]
    assert said == [":".join(each) for each in expected]
    assert [issue.data for issue in rows.issues if issue.code == "bad_supplier_number"] == [published] * (not is_whole)


@pytest.mark.parametrize(
    "published",
    [
        "07654321 / 08765432", "John 07654321", "VAT 123456789", "Pending", "0", "00000000", "458577871",
        "https://hollin.example/company/07654321x", "1150001 / 1150002", "07654321 and Sons",
    ],
)  # fmt: skip
def test_what_is_no_number_or_not_sure_is_an_issue(published: str) -> None:
    rows = mapped(awarded(1, supplier("Hollin Joinery Ltd", identifier={"scheme": "GB-COH", "id": published})))
    assert suppliers(rows)[0]["identifier"] is None
    assert [issue.data for issue in rows.issues if issue.code == "bad_supplier_number"] == [published]


@pytest.mark.parametrize(
    ("scheme", "published"),
    [("GB-COH", "458577871"), ("GB-COH", "ABC"), ("GB-CHC", "12"), ("GB-SC", "SC1"), ("XX", "1")],
)
def test_numbers_of_another_length_are_none(scheme: str, published: str) -> None:
    assert organisation_number(scheme, published) is None


@pytest.mark.parametrize("name", ["N/A", "various", "See attached", "-", "***", "TBC.", "123"])
def test_placeholders(name: str) -> None:
    assert is_placeholder(name)


@pytest.mark.parametrize(
    "name",
    [
        "Not disclosed - commercially sensitive", "Withheld", "Confidential", "To be confirmed", "Details withheld",
        "Supplier name withheld", "Information not published", "Commercial in confidence", "Undisclosed",
        "See contract award notice", "Multiple suppliers - see attached", "Not yet announced",
        "Withheld under section 40 (FOI)", "Name redacted (GDPR)",
    ],
)  # fmt: skip
def test_reasons_for_no_name_are_placeholders(name: str) -> None:
    assert is_placeholder(name)
    found = one(awarded(1, supplier(name)))
    assert (found["name"], found["is_person"]) == (None, False)


@pytest.mark.parametrize(
    "name",
    [
        "Nail Bar Ltd", "Various Artists Ltd", "3i", "Confidential Ltd", "Confidential Waste Services",
        "Data Protection Services", "The Contract Company", "Known Associates", "Anonymous Ltd", "Award Contractors",
        "Multiple Sclerosis Society", "Private Company",
    ],
)  # fmt: skip
def test_names_that_are_no_placeholders(name: str) -> None:
    assert not is_placeholder(name)


@pytest.mark.parametrize(
    ("texts", "district"),
    [
        (["1 Mill Lane, Leeds LS1 4AB"], "LS1"),
        (["Mill Lane LS14AB"], "LS1"),
        (["LS1 4AB", "Head office, SW1A 1AA"], "SW1A"),
        (["null"], None),
        (["Dublin 2, Ireland"], None),
    ],
)
def test_postcode_district(texts: list[str], district: str | None) -> None:
    assert postcode_district(texts) == district


def one(release: dict[str, Any]) -> dict[str, Any]:
    (found,) = suppliers(mapped(release))
    return found


def test_a_reference_takes_number_and_place_from_its_party() -> None:
    found = one(awarded(1, supplier("Hollin Joinery Ltd", "1234567")))
    assert (found["name"], found["identifier_scheme"], found["identifier"]) == (
        "Hollin Joinery Ltd",
        "GB-COH",
        "01234567",
    )
    assert (found["postcode_district"], found["is_person"]) == ("LS1", False)


def test_a_supplier_written_out_in_the_award_is_read() -> None:
    whole = supplier("Hollin Joinery Ltd", "1234567")
    found = one(awarded(1, parties=[party()], awards=[award(suppliers=[whole])]))
    assert (found["name"], found["identifier"]) == ("Hollin Joinery Ltd", "01234567")


@pytest.mark.parametrize("listed", [{"name": "Hollin Joinery Ltd"}, "Hollin Joinery Ltd", ["Hollin Joinery Ltd"]])
def test_a_supplier_out_of_shape_is_read(listed: object) -> None:
    assert one(awarded(1, parties=[party()], awards=[award(suppliers=listed)]))["name"] == "Hollin Joinery Ltd"


def test_parties_stand_in_for_an_award_that_names_nobody() -> None:
    rows = mapped(awarded(1, supplier("Hollin Joinery Ltd"), awards=[award()]))
    assert len(rows.awarding["award_supplier"]) == 1


def test_of_two_awards_the_parties_say_nothing() -> None:
    rows = mapped(awarded(1, supplier("Hollin Joinery Ltd"), awards=[award("1"), award("2")]))
    assert "award_supplier" not in rows.awarding


def test_an_organisation_number_is_preferred_to_that_of_the_platform() -> None:
    who = supplier(
        "Hollin Joinery",
        identifier={"scheme": "GB-PPON", "id": "PABC-1234-DEFG"},
        additionalIdentifiers=[{"scheme": "GB-CHC", "id": "1012345"}],
    )
    found = one(awarded(1, who))
    assert (found["identifier_scheme"], found["identifier"], found["is_person"]) == ("GB-CHC", "1012345", False)
    assert found["other_identifiers"] == ["GB-PPON:PABC-1234-DEFG"]


def test_the_number_of_the_platform_makes_no_organisation() -> None:
    who = supplier("Pat Example", identifier={"scheme": "GB-PPON", "id": "PABC-1234-DEFG"}, id="GB-PPON-PABC-1234-DEFG")
    assert one(awarded(1, who))["is_person"]


def test_a_bad_number_is_an_issue_and_left_out() -> None:
    rows = mapped(awarded(1, supplier("Hollin Joinery Ltd", "458577871")))
    assert suppliers(rows)[0]["identifier"] is None
    assert [(issue.code, issue.data) for issue in rows.issues if issue.code == "bad_supplier_number"] == [
        ("bad_supplier_number", "458577871")
    ]


def test_a_supplier_without_name_and_number_is_an_issue() -> None:
    rows = mapped(awarded(1, supplier(None)))
    assert [issue.code for issue in rows.issues if issue.code.startswith("supplier")] == ["supplier_without_name"]
    assert suppliers(rows)[0]["name"] is None
    assert not suppliers(rows)[0]["is_person"]


def test_a_name_without_its_form_is_the_organisation_beside_it() -> None:
    rows = mapped(awarded(1, supplier("Hollin Joinery Ltd"), supplier("Hollin Joinery", id="x")))
    assert [row["is_person"] for row in suppliers(rows)] == [False, False]


def test_declared_size_and_kind() -> None:
    rows = mapped(awarded(1, supplier(details={"scale": "SME", "vcse": True})))
    (row,) = rows.awarding["award_supplier"]
    assert (row["is_sme_declared"], row["is_vcse_declared"]) == (True, True)


def test_tenderers_are_kept_apart() -> None:
    other = supplier("Reeve Ltd", roles=["tenderer"])
    rows = mapped(awarded(1, supplier(), parties=[party(), supplier(), other]))
    assert len(rows.awarding["award_supplier"]) == 1
    assert len(rows.awarding["tenderer"]) == 1


def test_an_address_abroad() -> None:
    assert one(awarded(1, supplier("Fell Ltd", address={"streetAddress": "1 Quay, Dublin 2, Ireland"})))["is_abroad"]
    assert one(awarded(1, supplier("Fell Ltd", address={"countryName": "France"})))["is_abroad"]
    assert one(awarded(1, supplier("Fell Ltd", address={"countryName": "England"})))["is_abroad"] is False


def test_a_name_carries_nothing_that_steers_a_terminal() -> None:
    row = one(awarded(1, supplier("\x1bHollin\u200b Joinery\x00 Ltd")))
    assert (row["name"], row["name_key"]) == ("Hollin Joinery Ltd", one(awarded(1, supplier()))["name_key"])


def test_a_number_carries_nothing_that_cannot_be_shown() -> None:
    strange = supplier(identifier={"scheme": "\x9b31m", "id": "AA\u202e11"})
    found = suppliers(mapped(awarded(1, strange)))
    assert [(each["identifier_scheme"], each["identifier"]) for each in found] == [("31M", "AA11")]


@pytest.mark.parametrize("contact", ["jane@firm.example", "01632 960123"])
def test_contact_details_are_no_number(contact: str) -> None:
    told = mapped(awarded(1, supplier(identifier={"scheme": "GB-XYZ", "id": contact}, id="1")))
    assert [each["identifier"] for each in suppliers(told)] == [None]
    assert [each.data for each in told.issues if each.code == "bad_supplier_number"] == [None]


def test_what_names_an_award_or_a_lot_is_written_as_its_own_id_is() -> None:
    given = awarded(
        1,
        awards=[award("A\x9b1", relatedLots=["L\u200b1", 2, None, " "])],
        contracts=[{"id": "c\x001", "awardID": " A\x9b1 "}],
    )
    found = mapped(given).awarding
    assert [(row["award_id"], row["lots"]) for row in found["award"]] == [("A1", ["2", "L1"])]
    assert [(row["award_id"], row["contract_id"]) for row in found["contract"]] == [("A1", "c1")]
