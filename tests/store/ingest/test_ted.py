"""TED forms as rows."""

from pathlib import Path
from typing import Any

import pytest
from lxml.etree import _Element

from store.ingest.mapping.rows import NoticeRows
from store.ingest.mapping.ted.form import UnknownFormError, map_ted
from store.ingest.readers.packages import Notes
from store.ingest.readers.xml import root_of
from tests.store.ingest.notices import ted


def parsed(body: bytes) -> _Element:
    root = root_of(body, Notes())
    assert root is not None
    return root


def mapped(**parts: Any) -> NoticeRows:
    return map_ted(parsed(ted(**parts)))


def notice(**parts: Any) -> dict[str, Any]:
    rows = mapped(**parts)
    assert rows.notice is not None
    return rows.notice


@pytest.mark.parametrize(
    ("form", "notice_type", "stage", "regimes"),
    [
        ("F01", "PRI_ONLY", "planning", []),
        ("F01", "PRI_CALL_COMPETITION", "tender", []),
        ("F02", "", "tender", []),
        ("F03", "", "award", []),
        ("F04", "PER_CALL_COMPETITION", "tender", ["utilities"]),
        ("F05", "", "tender", ["utilities"]),
        ("F14", "", "tender_update", []),
        ("F15", "", "award", []),
        ("F20", "", "contract", []),
        ("F21", "CONTRACT", "tender", ["light_touch"]),
        ("F21", "PRI_ONLY", "planning", ["light_touch"]),
        ("F21", "AWARD_CONTRACT", "award", ["light_touch"]),
        ("F23", "CONCESSION_AWARD_CONTRACT", "award", ["concession", "light_touch"]),
        ("F24", "", "tender", ["concession"]),
        ("F25", "", "award", ["concession"]),
        ("F99", "", "other", []),
    ],
)
def test_stage_and_regime_come_from_the_form(form: str, notice_type: str, stage: str, regimes: list[str]) -> None:
    row = notice(form=form, notice=f'<NOTICE TYPE="{notice_type}"/>' if notice_type else "")
    assert (row["form_type"], row["stage"], row["special_regimes"]) == (form, stage, regimes)


@pytest.mark.parametrize(
    ("category", "regimes"),
    [
        ("<SERVICE_CATEGORY>25</SERVICE_CATEGORY>", ["part_b"]),
        ("<SERVICE_CATEGORY>17</SERVICE_CATEGORY>", ["part_b"]),
        ("<SERVICE_CATEGORY>16</SERVICE_CATEGORY>", ["part_a"]),
        ("<SERVICE_CATEGORY>8</SERVICE_CATEGORY>", ["part_a_higher"]),
        ('<SERVICE_CATEGORY VALUE="27"/>', ["part_b"]),
        ("", []),
    ],
)
def test_category_of_services_of_the_old_forms(category: str, regimes: list[str]) -> None:
    body = ted(doc_id="123456-2014", lot=category).replace(b'FORM="F02"', b'FORM="2"')
    rows = map_ted(parsed(body))
    assert rows.notice is not None
    assert rows.notice["special_regimes"] == regimes


def test_words_and_codes_of_a_form_tell_its_regime() -> None:
    assert notice(lot="<SHORT_DESCR><P>Let under the Provider Selection Regime.</P></SHORT_DESCR>")[
        "special_regimes"
    ] == ["psr"]
    assert notice(procedure="<D_OUTSIDE_SCOPE/>")["special_regimes"] == ["exempted"]


def test_unknown_form_is_noted() -> None:
    assert [issue.code for issue in mapped(form="F99").issues] == ["unknown_code"]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("source", "ted"),
        ("release_id", "123456-2018"),
        ("notice_url", "https://ted.europa.eu/udl?uri=TED:NOTICE:123456-2018:TEXT:EN:HTML"),
        ("published_at", "2018-06-14T23:00:00+00:00"),
        ("title", "Meals for schools"),
        ("description", "Meals cooked on site.\nCall [telephone removed]."),
        ("buyer_name", "Eastmere District Council"),
        ("legal_basis", "CELEX:32014L0024"),
        ("main_category", "services"),
        ("cpv_code", "55523100"),
        ("value_amount", 250_000.0),
        ("value_currency", "GBP"),
        ("procedure_method", "open"),
        ("procedure_details", "Open procedure"),
        ("delivery_regions", ["UKH12"]),
        ("lot_count", 1),
        ("is_framework", False),
    ],
)
def test_column(column: str, value: object) -> None:
    assert notice()[column] == value


def test_buyer_is_read() -> None:
    row = mapped().buyer
    assert row is not None
    assert (row["postal_code"], row["region_code"], row["ca_type"]) == ("EM1 2AB", "UKH12", "REGIONAL_AUTHORITY")


def test_award_belongs_to_the_process_of_its_call() -> None:
    procedure = "<NOTICE_NUMBER_OJ>2018/S 018-036258</NOTICE_NUMBER_OJ>"
    assert notice(form="F03", procedure=procedure)["ocid"] == "ocds-ted-036258-2018"


def test_call_begins_its_own_process() -> None:
    procedure = "<NOTICE_NUMBER_OJ>2017/S 200-000123</NOTICE_NUMBER_OJ>"
    assert notice(form="F02", procedure=procedure)["ocid"] == "ocds-ted-123456-2018"


def test_deadline_is_uk_time() -> None:
    procedure = (
        "<DATE_RECEIPT_TENDERS>2018-07-04</DATE_RECEIPT_TENDERS><TIME_RECEIPT_TENDERS>14:00</TIME_RECEIPT_TENDERS>"
    )
    assert notice(procedure=procedure)["deadline_at"] == "2018-07-04T13:00:00+00:00"


def test_unreadable_deadline_is_an_issue() -> None:
    rows = mapped(procedure="<DATE_RECEIPT_TENDERS>soon</DATE_RECEIPT_TENDERS>")
    assert [issue.code for issue in rows.issues] == ["unreadable_date"]


CRITERIA = """<AC>
<AC_QUALITY><AC_CRITERION>Menus</AC_CRITERION><AC_WEIGHTING>50</AC_WEIGHTING></AC_QUALITY>
<AC_QUALITY><AC_CRITERION>Social value</AC_CRITERION><AC_WEIGHTING>10 %</AC_WEIGHTING></AC_QUALITY>
<AC_PRICE><AC_WEIGHTING>40</AC_WEIGHTING></AC_PRICE></AC>"""


def test_criteria_with_weights_are_read() -> None:
    rows = mapped(lot=CRITERIA)
    assert [(row["criterion_type"], row["name"], row["description"]) for row in rows.criteria] == [
        ("quality", "Menus", "50"),
        ("quality", "Social value", "10 %"),
        ("price", None, "40"),
    ]
    assert {row["lot_id"] for row in rows.criteria} == {"1"}


def test_criteria_without_weights_are_read() -> None:
    rows = mapped(
        form="F25", lot="<AC><AC_CRITERION>Quality 60%</AC_CRITERION><AC_CRITERION>Price 40%</AC_CRITERION></AC>"
    )
    assert [row["name"] for row in rows.criteria] == ["Quality 60%", "Price 40%"]


@pytest.mark.parametrize(("lot", "said"), [("<AC_PROCUREMENT_DOC/>", True), (CRITERIA, False), ("", None)])
def test_criteria_stated_elsewhere(lot: str, said: bool | None) -> None:
    assert notice(lot=lot)["criteria_stated_elsewhere"] is said


def test_texts_have_the_path_of_their_element() -> None:
    lot = "<TITLE><P>North</P></TITLE><SHORT_DESCR><P>One.</P><P>Two<FT TYPE='SUP'>nd</FT>.</P></SHORT_DESCR>"
    assert [entry for entry in mapped(lot=lot).texts if "OBJECT_DESCR" in entry[0]] == [
        ("/OBJECT_CONTRACT/OBJECT_DESCR/TITLE", "North"),
        ("/OBJECT_CONTRACT/OBJECT_DESCR/SHORT_DESCR", "One.\nTwond."),
    ]


def test_additional_information_is_text_and_review_is_not() -> None:
    paths = [path for path, _ in mapped(info="Community benefits are asked for.").texts]
    assert "/COMPLEMENTARY_INFO/INFO_ADD" in paths
    assert not any("REVIEW" in path for path in paths)


def test_no_person_is_read() -> None:
    assert "Sam Example" not in repr(mapped())


def test_entities_are_not_expanded() -> None:
    body = ted(info="&boom;").replace(
        b"<TED_EXPORT", b'<!DOCTYPE TED_EXPORT [<!ENTITY boom "boom boom">]><TED_EXPORT', 1
    )
    assert "boom boom" not in repr(map_ted(parsed(body)))


def test_files_are_not_opened(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("hidden words")
    entity = f'<!DOCTYPE TED_EXPORT [<!ENTITY file SYSTEM "file://{tmp_path}/secret">]><TED_EXPORT'.encode()
    body = ted(info="&file;").replace(b"<TED_EXPORT", entity, 1)
    assert "hidden words" not in repr(map_ted(parsed(body)))


def test_form_in_another_language_is_refused() -> None:
    with pytest.raises(UnknownFormError):
        map_ted(parsed(ted().replace(b'LG="EN"', b'LG="FR"')))


@pytest.mark.parametrize(
    ("element", "codes"),
    [
        ("<RESTRICTED_SHELTERED_WORKSHOP/>", ["shelteredWorkshop"]),
        ("<RESTRICTED_SHELTERED_PROGRAM/>", ["shelteredProgramme"]),
        ("<RESERVED_ORGANISATIONS_SERVICE_MISSION/>", ["publicServiceMissionOrganization"]),
        ("<RESERVED_CONTRACTS><RESTRICTED_TO_SHELTERED_WORKSHOPS/></RESERVED_CONTRACTS>", ["shelteredWorkshop"]),
        ("<RESERVED_CONTRACTS><RESTRICTED_TO_FRAMEWORK/></RESERVED_CONTRACTS>", ["shelteredProgramme"]),
        (
            "<RESTRICTED_SHELTERED_WORKSHOP/><RESTRICTED_SHELTERED_PROGRAM/>",
            ["shelteredProgramme", "shelteredWorkshop"],
        ),
    ],
)
def test_whom_a_form_reserves_the_contract_to(element: str, codes: list[str]) -> None:
    [row] = mapped(procedure=element).awarding["suitability"]
    assert row["reserved_for"] == codes


def test_most_forms_reserve_nothing() -> None:
    assert not mapped().awarding.get("suitability")
