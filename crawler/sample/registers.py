"""The sample registers, written in the layouts of the real ones: the suppliers of the sample and a few bodies more."""

import csv
import io
import json
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from crawler.sample.authored import Supplier, load_suppliers

DAY = "2026-11-01"
_COMPANY_COLUMNS = (
    "CompanyName", " CompanyNumber", "RegAddress.CareOf", "RegAddress.POBox", "RegAddress.AddressLine1",
    " RegAddress.AddressLine2", "RegAddress.PostTown", "RegAddress.County", "RegAddress.Country", "RegAddress.PostCode",
    "CompanyCategory", "CompanyStatus", "CountryOfOrigin", "DissolutionDate", "IncorporationDate",
    "PreviousName_1.CONDATE", " PreviousName_1.CompanyName",
)  # fmt: skip
Row = dict[str, Any]


def write_registers(folder: Path) -> Path:
    """Write all of them into a folder, and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    bodies = load_suppliers()
    charities = [_charity(place, body) for place, body in enumerate(bodies, start=1) if body.charity]
    companies = [_company(body) for body in bodies if body.company]
    _pack(
        folder / "publicextract.charity.zip", "publicextract.charity.json", "\ufeff" + json.dumps(charities, indent=1)
    )
    name = f"BasicCompanyDataAsOneFile-{DAY}"
    _pack(folder / f"{name}.zip", f"{name}.csv", _table(companies))
    tables = {
        f"SocietyList-{DAY}.csv": [_society(body) for body in bodies if body.society],
        f"CharityExport-{DAY}.csv": [_scottish(body) for body in bodies if body.scottish],
        f"charitydetails-{DAY}.csv": [_northern(body) for body in bodies if body.northern],
        f"registered-providers-{DAY}.csv": [_provider(body) for body in bodies if body.housing],
    }
    for file_name, rows in tables.items():
        (folder / file_name).write_text(_table(rows), encoding="utf-8", newline="")
    return folder


def _charity(number: int, body: Supplier) -> Row:
    return {
        "date_of_extract": f"{DAY}T00:00:00",
        "organisation_number": number,
        "registered_charity_number": int(body.charity),
        "linked_charity_number": 0,
        "charity_name": body.name.upper(),
        "charity_type": body.charity_type,
        "charity_registration_status": "Registered",
        "date_of_registration": "2009-05-01T00:00:00",
        "date_of_removal": None,
        "charity_contact_address1": body.street,
        "charity_contact_address2": body.locality,
        "charity_contact_postcode": body.postal_code,
        "charity_company_registration_number": body.company or None,
    }


def _company(body: Supplier) -> Row:
    former = ("01/04/2025", body.former_name.upper()) if body.former_name else ("", "")
    cells = (
        body.name.upper(), body.company, "", "", body.street.upper(), "", body.locality.upper(), "",
        body.country.upper(), body.postal_code, body.category, "Active", "United Kingdom", "", "03/06/1998", *former,
    )  # fmt: skip
    return dict(zip(_COMPANY_COLUMNS, cells, strict=True))


def _society(body: Supplier) -> Row:
    return {
        "Society Number": body.society,
        "Full Registation Number": f"{body.society}R",
        "Society Name": body.name,
        "Registered As": body.society_kind,
        "Society Address": ", ".join((body.street, body.locality, body.postal_code)),
        "Registration Date": "12/02/2011",
        "Deregistration Date": "",
        "Registration Act": "Co-operative and Community Benefit Societies Act 2014",
        "Society Status": "Registered",
    }


def _scottish(body: Supplier) -> Row:
    return {
        "Charity Number": body.scottish,
        "Charity Name": body.name,
        "Registered Date": "01/03/2014",
        "Known As": "",
        "Charity Status": "Active",
        "Postcode": body.postal_code,
        "Constitutional Form": "SCIO (Scottish Charitable Incorporated Organisation)",
    }


def _northern(body: Supplier) -> Row:
    return {
        "Reg charity number": body.northern,
        "Sub charity number": "0",
        "Charity name": body.name,
        "Date registered": "05/06/2015",
        "Status": "Up-to-date",
        "Public address": ", ".join((body.street, body.locality, body.postal_code)),
        "Company number": body.company.removeprefix("NI"),
        "Other name": "",
    }


def _provider(body: Supplier) -> Row:
    return {
        "Organisation Name": body.name,
        "Registration Number": body.housing,
        "Registration Date": "01/04/2012",
        "Designation": "Non-profit",
        "Corporate Form": "Registered society",
    }


def _table(rows: Sequence[Row]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _pack(path: Path, name: str, text: str) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo(name, (2026, 11, 1, 6, 0, 0)), text.encode())
