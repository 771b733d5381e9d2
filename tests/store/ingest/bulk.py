"""Bulk files for tests, all made up: packed archives, flat CSV, and XML of Find a Tender and of older TED forms."""

import csv
import gzip
import io
import tarfile
import zipfile
from typing import Any

import orjson

from tests.store.ingest.notices import release

FTS_NAMESPACE = "http://enotice.service.gov.uk/resource/schema/UK/R2.0.9/publication"
TED_NAMESPACE = "http://publications.europa.eu/resource/schema/ted/R2.0.9/publication"


def lines_gz(*values: Any) -> bytes:
    return gzip.compress(b"".join(orjson.dumps(value) + b"\n" for value in values))


def zipped(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in members.items():
            archive.writestr(name, body)
    return buffer.getvalue()


def tar_gz(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        for name, body in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(body)
            archive.addfile(entry, io.BytesIO(body))
    return buffer.getvalue()


def compiled(number: int = 1, **changes: Any) -> dict[str, Any]:
    """A compiled release of the process of `release(number)`, as the OCP Data Registry has it."""
    made = release(number, tag=["compiled"], date="2026-11-02T09:00:00Z")
    made["id"] = f"{made['ocid']}-{made['date']}"
    call = {"documentType": "tenderNotice", "noticeType": "UK4", "datePublished": "2026-10-05T09:00:00+01:00"}
    made["tender"]["documents"] = [call | {"id": f"{number:06d}-2026"}]
    return made | changes


def flat_csv(*rows: dict[str, str]) -> bytes:
    """A daily CSV: `rows` by path below the release."""
    columns = list(dict.fromkeys(key for row in rows for key in row))
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["uri", "publishedDate", *(f"releases/0/{column}" for column in columns)])
    for row in rows:
        writer.writerow(["https://example.org", "2026-10-05", *(row.get(column, "") for column in columns)])
    return text.getvalue().encode()


FLAT = {
    "ocid": "ocds-b5fd17-11111111-2222-3333-4444-555555555555",
    "id": "ocds-b5fd17-11111111-2222-3333-4444-555555555555-77",
    "date": "2020-10-05T09:00:00Z",
    "tag/0": "tender",
    "tender/title": "Meals for schools",
    "tender/description": 'Meals, "cooked" on site.\nTwo lines.',
    "tender/status": "active",
    "tender/value/amount": "250000.5",
    "tender/value/currency": "GBP",
    "tender/items/0/id": "1",
    "tender/items/0/classification/scheme": "CPV",
    "tender/items/0/classification/id": "55523100",
    "tender/xClassifications/isSuitableForSme": "True",
    "buyer/name": "Eastmere District Council",
    "buyer/identifier/scheme": "GB-COH",
    "buyer/identifier/id": "123456",
    "buyer/address/postalCode": "EM1 2AB",
    "buyer/contactPoint/email": "sam@eastmere.example",
}


def uk_xml(notice_id: str = "000001-2026", ocid: str = "<ocid>ocds-h6vhtk-0a0001</ocid>") -> bytes:
    """A notice under the Procurement Act in Find a Tender's XML."""
    return f"""<?xml version="1.0" encoding="utf-8"?>
<TED_EXPORT><NOTICE_DATA><NO_DOC_EXT>{notice_id}</NO_DOC_EXT><PUBLISHED>2026-10-05T09:00:00+01:00</PUBLISHED>
</NOTICE_DATA><FORM_SECTION><UK4_2023 FORM="UK4" LEGAL_BASIS="2023/54">{ocid}<id>{notice_id}</id>
<date>2026-10-05T09:00:00+01:00</date><tag>tender</tag><language>en</language>
<parties><id>GB-PPON-AAAA-1111-BBBB</id><name>Marlbrook City Council</name><roles>buyer</roles>
<identifier><scheme>GB-PPON</scheme><id>AAAA-1111-BBBB</id></identifier>
<contactPoint><email>pat@marlbrook.example</email></contactPoint></parties>
<buyer><id>GB-PPON-AAAA-1111-BBBB</id><name>Marlbrook City Council</name></buyer>
<tender><title>Grounds maintenance</title><description>The council wishes to appoint a provider.</description>
<status>active</status><aboveThreshold>true</aboveThreshold>
<value><amount>500000</amount><amountGross>600000</amountGross><currency>GBP</currency></value>
<lots><id>1</id><awardCriteria><criteria><type>quality</type><name>Social value</name>
<numbers><number>10</number><weight>percentageExact</weight></numbers></criteria></awardCriteria></lots>
</tender></UK4_2023></FORM_SECTION></TED_EXPORT>""".encode()


def fts_form(body: bytes, notice_id: str = "000123-2021") -> bytes:
    """A TED form as Find a Tender wrote it: in a namespace of its own, numbered outside the Official Journal."""
    number, year = notice_id.split("-")
    text = body.decode().replace(TED_NAMESPACE, FTS_NAMESPACE)
    return text.replace(
        "</REF_OJS>", f"</REF_OJS><NOTICE_DATA><NO_DOC_OJS>{year}/S 000-{number}</NO_DOC_OJS></NOTICE_DATA>"
    ).encode()


def in_country(body: bytes, country: str) -> bytes:
    """A TED document of a buyer in a country."""
    said = f'</REF_OJS><NOTICE_DATA><ISO_COUNTRY VALUE="{country}"/></NOTICE_DATA>'
    return body.replace(b"</REF_OJS>", said.encode())


def old_ted(form: str = "CONTRACT", number: str = "2", criteria: str = "", scope: str = "") -> bytes:
    """A TED form of the edition before 2016."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<TED_EXPORT xmlns="http://publications.europa.eu/TED_schema/Export" DOC_ID="002672-2015" EDITION="2015002">
<CODED_DATA_SECTION><REF_OJS><DATE_PUB>20150103</DATE_PUB></REF_OJS>
<NOTICE_DATA><NO_DOC_OJS>2015/S 002-002672</NO_DOC_OJS><ISO_COUNTRY VALUE="UK"/>
<REF_NOTICE><NO_DOC_OJS>2014/S 168-299275</NO_DOC_OJS></REF_NOTICE></NOTICE_DATA>
<CODIF_DATA><NC_CONTRACT_NATURE CODE="4">Service contract</NC_CONTRACT_NATURE>
<PR_PROC CODE="1">Open procedure</PR_PROC><DIRECTIVE VALUE="2004/18/EC"/></CODIF_DATA></CODED_DATA_SECTION>
<FORM_SECTION><{form} CATEGORY="ORIGINAL" FORM="{number}" LG="EN" VERSION="R2.0.8.S02.E01">
<FD_{form} CTYPE="SERVICES"><AUTHORITY><CA_CE_CONCESSIONAIRE_PROFILE>
<ORGANISATION><OFFICIALNAME>Eastmere District Council</OFFICIALNAME></ORGANISATION><TOWN>Eastmere</TOWN>
<POSTAL_CODE>EM1 2AB</POSTAL_CODE><COUNTRY VALUE="UK"/><ATTENTION>Sam Example</ATTENTION>
</CA_CE_CONCESSIONAIRE_PROFILE><TYPE_OF_CONTRACTING_AUTHORITY VALUE="REGIONAL_AUTHORITY"/></AUTHORITY>
<OBJECT><TITLE_CONTRACT><P>Meals for schools</P></TITLE_CONTRACT>
<SHORT_CONTRACT_DESCRIPTION><P>Meals cooked on site.</P></SHORT_CONTRACT_DESCRIPTION>
<CPV><CPV_MAIN><CPV_CODE CODE="55523100"/></CPV_MAIN></CPV>{scope}
<F02_FRAMEWORK/></OBJECT>
<PROCEDURE_DEFINITION><TYPE_OF_PROCEDURE><PT_RESTRICTED/></TYPE_OF_PROCEDURE>
<AWARD_CRITERIA_DETAIL>{criteria}</AWARD_CRITERIA_DETAIL>
<RECEIPT_LIMIT_DATE><DAY>9</DAY><MONTH>2</MONTH><YEAR>2015</YEAR><TIME>9:30</TIME></RECEIPT_LIMIT_DATE>
</PROCEDURE_DEFINITION>
<COMPLEMENTARY><ADDITIONAL_INFORMATION><P>Bidders shall say what social value they bring.</P></ADDITIONAL_INFORMATION>
<PROCEDURES_FOR_APPEAL><ORGANISATION>High Court</ORGANISATION></PROCEDURES_FOR_APPEAL></COMPLEMENTARY>
</FD_{form}></{form}></FORM_SECTION></TED_EXPORT>""".encode()
