"""Releases as rows: one field at a time."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.weights.criteria.reading import read_row
from store.ingest.mapping.ocds import map_release
from store.ingest.mapping.rows import NoticeRows
from store.ingest.notices import release_rows
from store.ingest.releases import criteria_by_lot
from tests.store.ingest.notices import party, release, tender

CF_ID = "3f0c1c6e-5a54-4c0d-9a0b-1d2e3f4a5b6c"


def mapped(**changes: Any) -> NoticeRows:
    return map_release(release(**changes), "/releases/0", None)


def notice(**changes: Any) -> dict[str, Any]:
    rows = mapped(**changes)
    assert rows.notice is not None
    return rows.notice


def of_tender(**changes: Any) -> dict[str, Any]:
    return notice(tender=tender(**changes))


@pytest.mark.parametrize(
    ("tags", "stage"),
    [
        (["planning"], "planning"),
        (["planningUpdate"], "planning"),
        (["tender"], "tender"),
        (["tenderUpdate"], "tender_update"),
        (["tenderAmendment"], "tender_update"),
        (["award"], "award"),
        (["award", "contract"], "award"),
        (["contract"], "contract"),
        (["contractTermination"], "implementation"),
        (["planning", "tender"], "tender"),
        ([], "tender"),  # told from the notice document
    ],
)
def test_stage_comes_from_the_tags(tags: list[str], stage: str) -> None:
    assert notice(tag=tags)["stage"] == stage


@pytest.mark.parametrize(
    ("ocid", "release_id", "notice_id"),
    [
        ("ocds-h6vhtk-1", "032703-2026", "032703-2026"),
        ("ocds-b5fd17-1", f"{CF_ID}-583186", CF_ID),
        ("ocds-r6ebe6-1", "rls-1-SEP564850", "SEP564850"),
        ("ocds-r6ebe6-1", "rls-27-SEP564850", "SEP564850"),
        ("ocds-kuma6s-1", "rls-3-FEB497921", "FEB497921"),
        ("ocds-zzzzzz-1", "any", "any"),
    ],
)
def test_notice_id_is_the_stable_part(ocid: str, release_id: str, notice_id: str) -> None:
    assert notice(ocid=ocid, id=release_id)["notice_id"] == notice_id


@pytest.mark.parametrize(
    ("ocid", "release_id", "url"),
    [
        ("ocds-h6vhtk-1", "032703-2026", "https://www.find-tender.service.gov.uk/Notice/032703-2026"),
        ("ocds-b5fd17-1", f"{CF_ID}-5", f"https://www.contractsfinder.service.gov.uk/Notice/{CF_ID}"),
        (
            "ocds-r6ebe6-1",
            "rls-1-SEP564850",
            "https://www.publiccontractsscotland.gov.uk/search/show/search_view.aspx?ID=SEP564850",
        ),
        ("ocds-kuma6s-1", "unlike", None),
        ("ocds-zzzzzz-1", "any", None),
    ],
)
def test_notice_url_is_the_portals_page(ocid: str, release_id: str, url: str | None) -> None:
    assert notice(ocid=ocid, id=release_id)["notice_url"] == url


def test_missing_id_is_taken_from_the_notice_document() -> None:
    page = {"url": "https://www.publiccontractsscotland.gov.uk/search/show/search_view.aspx?ID=APR352618"}
    rows = mapped(ocid="ocds-r6ebe6-1", id=None, tender=tender(documents=[page]))
    assert rows.notice is not None
    assert (rows.notice["release_id"], rows.issues[0].code) == ("APR352618", "release_without_id")


def test_missing_id_without_document_is_the_content() -> None:
    row = notice(id="", tender=tender(documents=[]))
    assert row["release_id"] == row["content_id"]


def test_content_id_does_not_depend_on_the_order_of_fields() -> None:
    same = dict(reversed(release().items()))
    again = map_release(same, "", None).notice
    assert again is not None
    assert again["content_id"] == notice()["content_id"]


@pytest.mark.parametrize(
    ("documents", "form"),
    [
        ([{"id": "000001-2026", "noticeType": "UK4"}, {"id": "2", "noticeType": "UK7"}], "UK4"),
        ([{"noticeType": "UK2", "datePublished": "2025"}, {"noticeType": "UK3", "datePublished": "2026"}], "UK3"),
        ([{"documentType": "tenderNotice", "url": "https://example.org/Notice/000001-2026"}], "tenderNotice"),
        ([], None),
    ],
)
def test_form_is_that_of_the_notices_own_document(documents: list[dict[str, Any]], form: str | None) -> None:
    assert of_tender(documents=documents)["form_type"] == form


@pytest.mark.parametrize(
    ("date", "instant"),
    [
        ("2026-10-05T09:00:00+01:00", "2026-10-05T08:00:00+00:00"),
        ("2026-10-05T09:00:00Z", "2026-10-05T09:00:00+00:00"),
        ("2026-10-05T09:00:00", "2026-10-05T08:00:00+00:00"),
        ("2026-12-05T09:00:00", "2026-12-05T09:00:00+00:00"),
        ("2026-10-05", "2026-10-04T23:00:00+00:00"),
        ("2026-10-05T09:00:00.123+01:00", "2026-10-05T08:00:00.123000+00:00"),
    ],
)
def test_dates_are_instants_of_utc(date: str, instant: str) -> None:
    assert notice(date=date)["published_at"] == instant


def test_deadline_without_a_time_is_the_end_of_the_day() -> None:
    assert of_tender(tenderPeriod={"endDate": "2026-06-19"})["deadline_at"] == "2026-06-19T22:59:59+00:00"


@pytest.mark.parametrize("amount", [0, 1, 0.5, 12345.67])
def test_values_are_kept_as_they_are(amount: float) -> None:
    assert of_tender(value={"amount": amount, "currency": "AED"})["value_amount"] == amount


def test_value_of_lots_is_summed_when_all_state_one() -> None:
    lots = [{"value": {"amount": 10, "amountGross": 12, "currency": "GBP"}}] * 2
    row = of_tender(value={}, lots=lots)
    assert (row["value_amount"], row["value_amount_gross"], row["value_currency"]) == (20, 24, "GBP")


@pytest.mark.parametrize("other", [{}, {"value": {"amount": 5, "currency": "EUR"}}, {"value": {"currency": "GBP"}}])
def test_value_of_lots_is_not_summed_otherwise(other: dict[str, Any]) -> None:
    lots = [{"value": {"amount": 10, "currency": "GBP"}}, other]
    assert of_tender(value={}, lots=lots)["value_amount"] is None


@pytest.mark.parametrize(
    ("changes", "regimes"),
    [
        ({}, []),
        ({"specialRegime": ["lightTouch", "utilities"]}, ["light_touch", "utilities"]),
        ({"legalBasis": {"scheme": "CELEX", "id": "32014L0025"}}, ["utilities"]),
        ({"legalBasis": {"scheme": "CELEX", "id": "32014L0023"}}, ["concession"]),
        ({"legalBasis": {"scheme": "CELEX", "id": "32009L0081"}}, ["defence"]),
        ({"procurementMethodDetails": "Call-off from a framework agreement"}, ["framework_call_off"]),
        ({"procurementMethodDetails": "Call-off from a dynamic purchasing system"}, []),
        ({"lots": [{"specialRegime": ["concession"]}]}, ["concession"]),
        ({"procurementMethodRationaleClassifications": [{"id": "D_OUTSIDE_SCOPE"}]}, ["exempted"]),
        ({"procurementMethodRationaleClassifications": [{"id": "D_OTHER"}]}, []),
        ({"lots": [{"procurementMethodRationaleClassifications": [{"id": "D_OUTSIDE_SCOPE"}]}]}, ["exempted"]),
        ({"procurementMethodDetails": "Other - Provider Selection Regime"}, ["psr"]),
        ({"procurementMethodDetails": "Other: PSR Competitive Process"}, ["psr"]),
        ({"procurementMethodRationale": "The contract is let under the Provider Selection Regime."}, ["psr"]),
        ({"lots": [{"title": "Lot 1 (Provider Selection Regime competitive process)"}]}, ["psr"]),
        ({"legalBasis": {"scheme": "UKSI", "id": "2023/1348"}}, ["psr"]),
        ({"legalBasis": {"scheme": "WSI", "id": "2025/99"}}, ["psr"]),
        ({"lots": [{"description": "Let under the Provider Selection Regime Regulations 2023."}]}, ["psr"]),
        ({"otherRequirements": "The PSR applies to this procurement (Provider Selection Regime)."}, ["psr"]),
        ({"description": "This is a Provider Selection Regime (PSR) notice of intention."}, ["psr"]),
        ({"description": "Awarded under the Provider Selection Regime."}, ["psr"]),
        ({"description": "PSR stands for power supply redundancy here."}, []),
        ({"description": "The selection regime of the provider is open."}, []),
    ],
)
def test_special_regimes(changes: dict[str, Any], regimes: list[str]) -> None:
    assert of_tender(**changes)["special_regimes"] == regimes


def test_call_off_is_told_by_its_framework() -> None:
    related = [{"id": "1", "relationship": ["framework"], "identifier": "ocds-h6vhtk-000001"}]
    assert notice(relatedProcesses=related)["is_call_off"] is True


def test_open_procedure_is_no_call_off() -> None:
    assert notice()["is_call_off"] is False


def test_call_off_is_unknown_when_the_procedure_is() -> None:
    assert of_tender(procurementMethodDetails="")["is_call_off"] is None


@pytest.mark.parametrize(
    ("techniques", "is_framework"),
    [({"hasFrameworkAgreement": True}, True), ({"hasFrameworkAgreement": False}, False), ({}, None)],
)
def test_framework_is_as_stated(techniques: dict[str, Any], is_framework: bool | None) -> None:
    assert of_tender(techniques=techniques)["is_framework"] is is_framework


def test_cpv_codes_are_main_first_without_check_digit_once() -> None:
    row = of_tender(
        classification={"scheme": "CPV", "id": "85000000-9"},
        additionalClassifications=[{"scheme": "CPV", "id": "85100000"}, {"scheme": "UNSPSC", "id": "1"}],
        items=[{"classification": {"scheme": "CPV", "id": "85000000"}}],
    )
    assert (row["cpv_code"], row["cpv_codes"]) == ("85000000", ["85000000", "85100000"])


def test_delivery_regions_are_codes_else_names_once() -> None:
    items = [{"deliveryAddresses": [{"region": "UKM"}, {"countryName": "England"}, {"region": "UKM"}]}]
    assert of_tender(items=items)["delivery_regions"] == ["UKM", "England"]


def test_canonical_link_is_kept() -> None:
    assert (
        notice(links=[{"rel": "canonical", "href": "https://example.org/1"}])["canonical_url"]
        == "https://example.org/1"
    )


def test_date_of_the_first_publication_is_kept() -> None:
    assert of_tender(datePublished="2026-09-01T12:00:00Z")["opened_at"] == "2026-09-01T12:00:00+00:00"


def test_both_shapes_of_criteria_are_kept_as_published() -> None:
    criteria = [
        {"type": "quality", "name": "Social value", "description": "10%"},
        {"type": "price", "numbers": [{"number": 40, "weight": "percentageExact"}]},
    ]
    rows = mapped(tender=tender(lots=[{"id": "7", "awardCriteria": {"criteria": criteria}}]))
    assert rows.criteria == [
        {
            "path": "/tender/lots/0/awardCriteria/criteria/0",
            "lot_id": "7",
            "criterion_type": "quality",
            "name": "Social value",
            "description": "10%",
            "numbers": None,
        },
        {
            "path": "/tender/lots/0/awardCriteria/criteria/1",
            "lot_id": "7",
            "criterion_type": "price",
            "name": None,
            "description": None,
            "numbers": '[[40.0,"percentageExact"]]',
        },
    ]


def test_a_threshold_keeps_its_kind_and_is_no_weight() -> None:
    numbers = [{"number": 50, "threshold": "minimumScore"}, {"number": 2, "fixed": "total"}]
    criteria = [{"type": "quality", "name": "Social value", "numbers": numbers}]
    [row] = mapped(tender=tender(awardCriteria={"criteria": criteria})).criteria
    assert row["numbers"] == '[[50.0,"minimumScore"],[2.0,"total"]]'
    [lot] = criteria_by_lot([row])
    assert read_row(lot[0]).value is None


@pytest.mark.parametrize(
    ("award_criteria", "is_elsewhere"),
    [
        ({"description": "All criteria are stated only in the procurement documents"}, True),
        ({"criteria": [{"type": "price", "description": "100"}]}, False),
        ({}, None),
    ],
)
def test_criteria_stated_elsewhere(award_criteria: dict[str, Any], is_elsewhere: bool | None) -> None:
    assert of_tender(lots=[{"awardCriteria": award_criteria}])["criteria_stated_elsewhere"] is is_elsewhere


def buyer(**changes: Any) -> dict[str, Any]:
    found = mapped(parties=[party(**changes)]).buyer
    assert found is not None
    return found


def test_buyer_is_read_from_its_party() -> None:
    row = buyer()
    assert (row["identifier"], row["postal_code"], row["region_code"]) == ("AAAA-1111-BBBB", "MB1 1AA", "UKC11")
    assert (row["ca_type"], row["devolved_regulations"]) == ("publicAuthoritySubCentralGovernment", None)


def test_company_number_is_padded() -> None:
    assert buyer(identifier={"scheme": "GB-COH", "id": "741598"})["identifier"] == "00741598"


def test_devolved_regulations_are_kept() -> None:
    details = {"classifications": [{"scheme": "UK_CA_DEVOLVED_REGULATIONS", "id": "GB-WLS"}]}
    assert buyer(details=details)["devolved_regulations"] == "GB-WLS"


def test_buyer_id_changes_with_anything_published() -> None:
    assert buyer()["buyer_id"] != buyer(address={"locality": "Marlbrook"})["buyer_id"]


def test_buyer_without_reference_is_the_party_in_that_role() -> None:
    made = release()
    del made["buyer"]
    rows = map_release(made, "", None)
    assert rows.buyer is not None
    assert rows.buyer["name"] == "Marlbrook City Council"


def test_no_buyer_is_no_buyer() -> None:
    assert mapped(buyer={}, parties=[]).buyer is None


WORDS = "Bidders will explain their approach."
CRITERIA = {"criteria": [{"name": WORDS, "description": WORDS, "minimum": WORDS}]}


@pytest.mark.parametrize(
    ("path", "changes"),
    [
        ("/description", {"description": WORDS}),
        ("/planning/rationale", {"planning": {"rationale": WORDS}}),
        ("/planning/budget/description", {"planning": {"budget": {"description": WORDS}}}),
        ("/awards/0/description", {"awards": [{"description": WORDS}]}),
        ("/contracts/0/agreedMetrics/0/description", {"contracts": [{"agreedMetrics": [{"description": WORDS}]}]}),
        ("/contracts/0/implementation/notes", {"contracts": [{"implementation": {"notes": WORDS}}]}),
        ("/invented/field/0/0", {"invented": {"field": [[WORDS]]}}),
        ("/tender/description", {"tender": {"description": WORDS}}),
        ("/tender/lots/1/description", {"tender": {"lots": [{}, {"description": WORDS}]}}),
        ("/tender/lots/0/renewal/description", {"tender": {"lots": [{"renewal": {"description": WORDS}}]}}),
        ("/tender/lots/0/options/description", {"tender": {"lots": [{"options": {"description": WORDS}}]}}),
        ("/tender/awardCriteria/description", {"tender": {"awardCriteria": {"description": WORDS}}}),
        ("/tender/contractTerms/performanceTerms", {"tender": {"contractTerms": {"performanceTerms": WORDS}}}),
        ("/tender/selectionCriteria/criteria/0/minimum", {"tender": {"selectionCriteria": CRITERIA}}),
        ("/tender/otherRequirements/reduction", {"tender": {"otherRequirements": {"reduction": WORDS}}}),
        ("/tender/documents/0/title", {"tender": {"documents": [{"title": WORDS}]}}),
        ("/tender/amendments/0/rationale", {"tender": {"amendments": [{"rationale": WORDS}]}}),
    ],
)
def test_text_is_found_wherever_it_stands(path: str, changes: dict[str, Any]) -> None:
    assert (path, WORDS) in mapped(**changes).texts


@pytest.mark.parametrize(
    "changes",
    [
        {"parties": [party(name=WORDS, contactPoint={"name": WORDS}, address={"streetAddress": WORDS})]},
        {"buyer": {"name": WORDS}},
        {"awards": [{"suppliers": [{"name": WORDS}]}]},
        {"tender": {"bidOpening": {"description": WORDS}}},
        {"tender": {"classification": {"description": WORDS}}},
        {"tender": {"lots": [{"awardCriteria": CRITERIA}]}},
    ],
)
def test_names_labels_and_criteria_are_no_text(changes: dict[str, Any]) -> None:
    assert WORDS not in [text for _, text in mapped(**changes).texts]


def test_words_are_counted_once_and_without_titles_and_documents() -> None:
    made = {"title": "Two words", "description": "one two three", "documents": [{"description": "one two"}]}
    assert notice(tender=made, description="one two three")["word_count"] == 3


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(st.sampled_from(sorted(release())), JSON)
def test_no_field_of_a_release_can_break_the_reading(key: str, value: Any) -> None:
    release_rows("", release() | {key: value}, None, has_mends=False)


@given(st.sampled_from([*tender(), "lots", "techniques", "classification", "awardCriteria", "specialRegime"]), JSON)
def test_no_field_of_a_tender_can_break_the_reading(key: str, value: Any) -> None:
    release_rows("", release(tender=tender() | {key: value}), None, has_mends=False)
