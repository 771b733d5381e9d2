"""Awards from notices that are not OCDS: TED of each edition, Contracts Finder's CSV, Find a Tender's XML."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from store.database import open_writer
from store.ingest.mapping.rows import NoticeRows
from store.ingest.mapping.ted.form import map_ted
from store.ingest.run import ingest_paths
from tests.store.builders import rows
from tests.store.ingest.awards import published
from tests.store.ingest.bulk import FLAT, old_ted, uk_xml
from tests.store.ingest.notices import ted
from tests.store.ingest.test_ted import parsed

CONTRACTOR = """<CONTRACTOR><ADDRESS_CONTRACTOR><OFFICIALNAME>Hollin Joinery Ltd</OFFICIALNAME>
<NATIONALID>01234567</NATIONALID><ADDRESS>1 Mill Lane</ADDRESS><TOWN>Leeds</TOWN><POSTAL_CODE>LS1 4AB</POSTAL_CODE>
<COUNTRY VALUE="UK"/></ADDRESS_CONTRACTOR><SME/></CONTRACTOR>"""
OTHER = (
    CONTRACTOR.replace("Hollin Joinery Ltd", "Marl Works plc").replace("01234567", "x").replace("<SME/>", "<NO_SME/>")
)
AWARDED = f"""<AWARD_CONTRACT ITEM="1"><CONTRACT_NO>7</CONTRACT_NO><LOT_NO>1</LOT_NO><TITLE><P>Lot one</P></TITLE>
<AWARDED_CONTRACT><DATE_CONCLUSION_CONTRACT>2018-05-30</DATE_CONCLUSION_CONTRACT><TENDERS><NB_TENDERS_RECEIVED>3
</NB_TENDERS_RECEIVED></TENDERS><CONTRACTORS>{CONTRACTOR}{OTHER}</CONTRACTORS><VALUES>
<VAL_ESTIMATED_TOTAL CURRENCY="GBP">999999</VAL_ESTIMATED_TOTAL><VAL_TOTAL CURRENCY="GBP">120000.50</VAL_TOTAL></VALUES>
</AWARDED_CONTRACT></AWARD_CONTRACT>"""
NONE = """<AWARD_CONTRACT ITEM="2"><LOT_NO>2</LOT_NO><NO_AWARDED_CONTRACT><PROCUREMENT_UNSUCCESSFUL/>
</NO_AWARDED_CONTRACT></AWARD_CONTRACT>"""


def form(name: str, awards: str = AWARDED + NONE) -> NoticeRows:
    """A TED form with these awards after its procedure."""
    body = ted(form=name).replace(b"</PROCEDURE>", b"</PROCEDURE>" + awards.encode(), 1)
    return map_ted(parsed(body))


def said(rows_: NoticeRows) -> list[tuple[Any, ...]]:
    return [
        (
            a["status"],
            a["lots"],
            str(a["awarded_at"])[:10],
            a["value_amount"],
            a["value_amount_gross"],
            a["value_currency"],
        )
        for a in rows_.awarding["award"]
    ]


def who(rows_: NoticeRows) -> list[tuple[Any, ...]]:
    by_id = {each["supplier_id"]: each for each in rows_.awarding["supplier"]}
    found = []
    for row in rows_.awarding["award_supplier"]:
        each = by_id[row["supplier_id"]]
        found.append((each["name"], each["identifier"], each["postcode_district"], row["is_sme_declared"]))
    return found


@pytest.mark.parametrize("name", ["F03", "F06", "F15", "F21", "F22", "F23", "F25"])
def test_a_ted_award_notice(name: str) -> None:
    found = form(name)
    assert said(found) == [
        ("active", ["1"], "2018-05-30", 120000.5, None, "GBP"), ("unsuccessful", ["2"], "None", None, None, None),
    ]  # fmt: skip
    assert who(found) == [("Hollin Joinery Ltd", "01234567", "LS1", True), ("Marl Works plc", None, "LS1", False)]


def test_a_range_counts_at_its_upper_end() -> None:
    span = '<VAL_RANGE_TOTAL CURRENCY="GBP"><LOW>1000</LOW><HIGH>3000</HIGH></VAL_RANGE_TOTAL>'
    total = '<VAL_TOTAL CURRENCY="GBP">120000.50</VAL_TOTAL>'
    assert said(form("F03", AWARDED.replace(total, span)))[0][3] == 3000


def test_a_value_estimated_at_the_start_is_not_that_of_the_award() -> None:
    assert said(form("F03", AWARDED.replace('<VAL_TOTAL CURRENCY="GBP">120000.50</VAL_TOTAL>', "")))[0][3] is None


def test_a_sole_trader_in_ted_leaves_no_name() -> None:
    found = form("F03", AWARDED.replace("Hollin Joinery Ltd", "Jane Quillfeather").replace("01234567", ""))
    assert "Quillfeather" not in repr(found)


def test_a_call_for_tenders_awards_nothing() -> None:
    assert "award" not in form("F02", "").awarding


def test_a_modification_is_a_change_and_no_award() -> None:
    changed = f"""<MODIFICATIONS_CONTRACT><DESCRIPTION_PROCUREMENT><CONTRACTORS>{CONTRACTOR}</CONTRACTORS>
    </DESCRIPTION_PROCUREMENT><INFO_MODIFICATIONS><SHORT_DESCR><P>One more year.</P></SHORT_DESCR>
    <ADDITIONAL_NEED><P>Schools stay open.</P></ADDITIONAL_NEED></INFO_MODIFICATIONS></MODIFICATIONS_CONTRACT>"""
    found = form("F20", changed)
    assert "award" not in found.awarding
    assert [(row["kind"], row["quote"], row["reason"]) for row in found.awarding["change"]] == [
        ("change", "One more year.", "Schools stay open.")
    ]


OLD_AWARD = """<AWARD_OF_CONTRACT ITEM="1"><LOT_NUMBER>3</LOT_NUMBER><CONTRACT_TITLE><P>Meals</P></CONTRACT_TITLE>
<CONTRACT_AWARD_DATE><DAY>9</DAY><MONTH>12</MONTH><YEAR>2014</YEAR></CONTRACT_AWARD_DATE>
<ECONOMIC_OPERATOR_NAME_ADDRESS><CONTACT_DATA_WITHOUT_RESPONSIBLE_NAME><ORGANISATION><OFFICIALNAME>Hollin Meals Ltd
</OFFICIALNAME></ORGANISATION><ADDRESS>1 Mill Lane</ADDRESS><TOWN>Leeds</TOWN><POSTAL_CODE>LS1 4AB</POSTAL_CODE>
<COUNTRY VALUE="UK"/></CONTACT_DATA_WITHOUT_RESPONSIBLE_NAME></ECONOMIC_OPERATOR_NAME_ADDRESS>
<CONTRACT_VALUE_INFORMATION><INITIAL_ESTIMATED_TOTAL_VALUE_CONTRACT CURRENCY="GBP"><VALUE_COST FMTVAL="1.00">1
</VALUE_COST></INITIAL_ESTIMATED_TOTAL_VALUE_CONTRACT><COSTS_RANGE_AND_CURRENCY_WITH_VAT_RATE CURRENCY="GBP">
<VALUE_COST FMTVAL="120000.00">120 000</VALUE_COST>{vat}</COSTS_RANGE_AND_CURRENCY_WITH_VAT_RATE>
</CONTRACT_VALUE_INFORMATION></AWARD_OF_CONTRACT>"""


@pytest.mark.parametrize(
    ("vat", "net", "gross"),
    [("<EXCLUDING_VAT/>", 120000, None), ("<INCLUDING_VAT/>", None, 120000), ("", 120000, None)],
)
def test_an_award_of_the_editions_before_2016(vat: str, net: float | None, gross: float | None) -> None:
    body = old_ted("CONTRACT_AWARD", "3").replace(
        b"<COMPLEMENTARY>", OLD_AWARD.format(vat=vat).encode() + b"<COMPLEMENTARY>"
    )
    found = map_ted(parsed(body))
    assert said(found) == [("active", ["3"], "2014-12-09", net, gross, "GBP")]
    assert who(found) == [("Hollin Meals Ltd", None, "LS1", None)]


def test_awards_in_the_csv_of_contracts_finder(tmp_path: Path) -> None:
    awarded = FLAT | {
        "tag/0": "award", "tender/status": "complete", "parties/0/id": "S1", "parties/0/name": "Hollin Joinery Ltd",
        "parties/0/roles/0": "supplier", "parties/0/details/scale": "sme", "parties/0/details/vcse": "False",
        "parties/0/address/streetAddress": "1 Mill Lane, LS1 4AB", "awards/0/id": "a1", "awards/0/status": "active",
        "awards/0/date": "2020-11-01T00:00:00Z", "awards/0/value/amount": "90000", "awards/0/value/currency": "GBP",
        "awards/0/contractPeriod/startDate": "2021-01-01T00:00:00Z", "awards/0/suppliers/0/id": "S1",
        "awards/0/suppliers/0/name": "Hollin Joinery Ltd",
    }  # fmt: skip
    text = io.StringIO()
    out = csv.writer(text)
    out.writerow(f"releases/0/{name}" for name in awarded)
    out.writerow(awarded.values())
    given = tmp_path / "given.csv"
    given.write_text(text.getvalue(), newline="")
    with open_writer(tmp_path / "home") as con:
        ingest_paths(con, [given])
        assert rows(
            con,
            "SELECT status, awarded_at::DATE::VARCHAR, value_amount, starts_at::DATE::VARCHAR, is_sme_declared, "
            "is_vcse_declared, s.name, s.postcode_district FROM raw.award_said JOIN raw.award_supplier_said "
            "USING (ocid, release_id, award_id) JOIN core.supplier s USING (supplier_id)",
        ) == [("active", "2020-11-01", 90000.0, "2021-01-01", True, False, "Hollin Joinery Ltd", "LS1")]


def test_awards_and_kpis_in_the_xml_of_find_a_tender(tmp_path: Path) -> None:
    more = """<parties><id>GB-COH-01234567</id><name>Hollin Joinery Ltd</name><roles>supplier</roles><identifier>
    <scheme>GB-COH</scheme><id>01234567</id></identifier><address><postalCode>LS1 4AB</postalCode></address>
    <details><scale>sme</scale><vcse>true</vcse></details></parties>
    <awards><id>1</id><status>active</status><date>2026-09-20T00:00:00+01:00</date><relatedLots>1</relatedLots>
    <suppliers><id>GB-COH-01234567</id><name>Hollin Joinery Ltd</name></suppliers></awards>
    <contracts><id>c1</id><awardID>1</awardID><status>active</status><value><amount>6000000</amount>
    <currency>GBP</currency></value><period><startDate>2026-10-01T00:00:00+01:00</startDate></period>
    <agreedMetrics><id>k1</id><title>Attendance</title><description>Hours given.</description></agreedMetrics>
    <implementation><metrics><id>k1</id><observations><id>o1</id><measureClassification><id>met</id>
    </measureClassification></observations></metrics></implementation></contracts></UK4_2023>"""
    body = uk_xml().decode().replace("</UK4_2023>", more).replace("UK4_2023", "UK7_2023").replace(">tender<", ">award<")
    given = tmp_path / "given.xml"
    given.write_text(body)
    with open_writer(tmp_path / "home") as con:
        ingest_paths(con, [given])
        assert rows(
            con,
            "SELECT status, lots, is_sme_declared, is_vcse_declared, s.identifier FROM raw.award_said "
            "JOIN raw.award_supplier_said USING (ocid, release_id, award_id) JOIN core.supplier s USING (supplier_id)",
        ) == [("active", ["1"], True, True, "01234567")]
        assert rows(con, "SELECT contract_id, award_id, value_amount FROM raw.contract_said") == [("c1", "1", 6e6)]
        assert rows(con, "SELECT kpi_id, text FROM raw.kpi_said") == [("k1", "Attendance: Hours given.")]
        assert rows(con, "SELECT kpi_id, rating FROM raw.rating_said") == [("k1", "met")]


def test_the_204_releases_of_contracts_finder_as_counted_by_hand(tmp_path: Path, shared_dir: Path) -> None:
    home = tmp_path / "home"
    with open_writer(home) as con:
        ingest_paths(con, [shared_dir / "notices" / "contracts_finder"])
    with published(home) as con:
        assert rows(con, "SELECT count(*), count(DISTINCT ocid) FROM core.notice") == [(204, 187)]
        # 103 releases award; three of them amend an award of another, and one award is published under two ids.
        assert rows(con, "SELECT count(*), count_if(is_counted) FROM core.award") == [(100, 99)]
        assert rows(con, "SELECT count(*) FROM core.award_supplier") == [(190,)]
        assert rows(con, "SELECT count(*), count(DISTINCT (ocid, award_id)) FROM out.award") == [(179, 99)]
        assert rows(con, "SELECT count_if(is_ceiling) FROM core.award") == [(4,)]
        assert rows(con, "SELECT round(sum(value_gbp), 2) FROM out.award") == [(321711661.61,)]
        marked = "SELECT count_if(is_vcse_suitable), count_if(is_sme_suitable) FROM core.suitability"
        assert rows(con, marked) == [(49, 139)]
