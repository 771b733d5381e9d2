"""Notices for tests, all made up: OCDS releases, landed pages and TED forms."""

import hashlib
from pathlib import Path
from typing import Any

import duckdb
import orjson
import zstandard

from store.ingest.run import ingest_paths
from store.ingest.summary import IngestSummary

OCID = "ocds-h6vhtk-0a0001"
WORDS = "The council wishes to appoint a provider of grounds maintenance."


def release(number: int = 1, **changes: Any) -> dict[str, Any]:
    """A tender notice as Find a Tender publishes it; `changes` replace whole fields."""
    notice_id = f"{number:06d}-2026"
    made = {
        "ocid": f"ocds-h6vhtk-0a{number:04d}",
        "id": notice_id,
        "date": "2026-10-05T09:00:00+01:00",
        "tag": ["tender"],
        "language": "en",
        "parties": [party()],
        "buyer": {"id": "GB-PPON-AAAA-1111-BBBB", "name": "Marlbrook City Council"},
        "tender": tender(notice_id),
    }
    return made | changes


def tender(notice_id: str = "000001-2026", **changes: Any) -> dict[str, Any]:
    made: dict[str, Any] = {
        "title": "Grounds maintenance",
        "description": WORDS,
        "status": "active",
        "legalBasis": {"scheme": "UKPGA", "id": "2023/54"},
        "mainProcurementCategory": "services",
        "procurementMethod": "open",
        "procurementMethodDetails": "Open procedure",
        "aboveThreshold": True,
        "value": {"amount": 500000, "amountGross": 600000, "currency": "GBP"},
        "tenderPeriod": {"endDate": "2026-11-20T12:00:00Z"},
        "items": [{"id": "1", "additionalClassifications": [{"scheme": "CPV", "id": "77310000"}]}],
        "documents": [{"id": notice_id, "noticeType": "UK4", "url": f"https://example.org/Notice/{notice_id}"}],
    }
    return made | changes


def party(**changes: Any) -> dict[str, Any]:
    made: dict[str, Any] = {
        "id": "GB-PPON-AAAA-1111-BBBB",
        "name": "Marlbrook City Council",
        "roles": ["buyer"],
        "identifier": {"scheme": "GB-PPON", "id": "AAAA-1111-BBBB"},
        "address": {"locality": "Marlbrook", "postalCode": "MB1 1AA", "region": "UKC11", "country": "GB"},
        "contactPoint": {"name": "Pat Example", "email": "pat@marlbrook.example", "telephone": "01632 960001"},
        "details": {"classifications": [{"scheme": "UK_CA_TYPE", "id": "publicAuthoritySubCentralGovernment"}]},
    }
    return made | changes


def package(*releases: dict[str, Any]) -> bytes:
    return orjson.dumps({"uri": "https://example.org/package", "version": "1.1", "releases": releases})


def land(
    home: Path, body: bytes, *, received_at: str = "2026-11-20T10:00:00Z", source: str = "find_a_tender", name: str = ""
) -> Path:
    """Write a landed page; return its path."""
    sha256 = hashlib.sha256(body).hexdigest()
    envelope = {
        "envelope": 1,
        "source": source,
        "sha256": sha256,
        "received_at": received_at,
        "headers": {"content-type": "application/json; charset=utf-8"},
        "is_sample": True,
    }
    folder = home / "landing" / source / "2026" / "11"
    folder.mkdir(parents=True, exist_ok=True)
    page = folder / f"{name or sha256[:12]}.page.zst"
    page.write_bytes(zstandard.compress(orjson.dumps(envelope) + b"\n" + body))
    return page


def ingested(con: duckdb.DuckDBPyConnection, folder: Path, body: bytes, name: str = "given.json") -> IngestSummary:
    """Write a file and ingest it."""
    path = folder / name
    path.write_bytes(body)
    return ingest_paths(con, [path])


def codes(con: duckdb.DuckDBPyConnection) -> list[str]:
    """Codes of all issues, each as often as it stands."""
    return [row[0] for row in con.execute("SELECT code FROM core.issue ORDER BY code").fetchall()]


def ted(doc_id: str = "123456-2018", form: str = "F02", lot: str = "", procedure: str = "", **parts: str) -> bytes:
    """A TED document. `parts`: `notice` before the form's first section, `info` as additional information."""
    year = doc_id[-4:]
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<TED_EXPORT xmlns="http://publications.europa.eu/resource/schema/ted/R2.0.9/publication" DOC_ID="{doc_id}">
<CODED_DATA_SECTION>
 <REF_OJS><DATE_PUB>{year}0615</DATE_PUB></REF_OJS>
 <CODIF_DATA><PR_PROC CODE="1">Open procedure</PR_PROC><DIRECTIVE VALUE="2014/24/EU"/></CODIF_DATA>
</CODED_DATA_SECTION>
<FORM_SECTION><{form}_2014 CATEGORY="ORIGINAL" FORM="{form}" LG="EN">
 {parts.get("notice", "")}
 <CONTRACTING_BODY><ADDRESS_CONTRACTING_BODY>
  <OFFICIALNAME>Eastmere District Council</OFFICIALNAME><TOWN>Eastmere</TOWN><POSTAL_CODE>EM1 2AB</POSTAL_CODE>
  <COUNTRY VALUE="UK"/><CONTACT_POINT>Sam Example</CONTACT_POINT><NUTS CODE="UKH12"/>
 </ADDRESS_CONTRACTING_BODY><CA_TYPE VALUE="REGIONAL_AUTHORITY"/></CONTRACTING_BODY>
 <OBJECT_CONTRACT>
  <TITLE><P>Meals for schools</P></TITLE><CPV_MAIN><CPV_CODE CODE="55523100"/></CPV_MAIN>
  <TYPE_CONTRACT CTYPE="SERVICES"/>
  <SHORT_DESCR><P>Meals cooked on site.</P><P>Call 01632 960002.</P></SHORT_DESCR>
  <VAL_ESTIMATED_TOTAL CURRENCY="GBP">250000</VAL_ESTIMATED_TOTAL>
  <OBJECT_DESCR ITEM="1"><LOT_NO>1</LOT_NO><NUTS CODE="UKH12"/>{lot}</OBJECT_DESCR>
 </OBJECT_CONTRACT>
 <PROCEDURE><PT_OPEN/>{procedure}</PROCEDURE>
 <COMPLEMENTARY_INFO><INFO_ADD><P>{parts.get("info", "None.")}</P></INFO_ADD>
  <REVIEW_PROCEDURE><P>Ask the High Court.</P></REVIEW_PROCEDURE></COMPLEMENTARY_INFO>
</{form}_2014></FORM_SECTION></TED_EXPORT>""".encode()
