"""Registers in the layouts of their regulators, a few made-up bodies each, and calls to match awards with them."""

import csv
import io
import json
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import duckdb

from store.registers.load import Asked, Loaded, load
from tests.store.ingest.awards import awarded, home_of

CHARITY: dict[str, Any] = {
    "date_of_extract": "2026-11-01T00:00:00", "organisation_number": 1, "registered_charity_number": 1100001,
    "linked_charity_number": 0, "charity_name": "HOPE IN LEEDS", "charity_type": "Charitable company",
    "charity_registration_status": "Registered", "date_of_registration": "2010-01-01T00:00:00", "date_of_removal": None,
    "charity_contact_postcode": "LS1 4AB", "charity_company_registration_number": "1234567", "latest_income": 1000.5,
    "charity_is_cio": False,
}  # fmt: skip
COMPANY = {
    "CompanyName": "HOPE IN LEEDS", " CompanyNumber": "01234567", "RegAddress.CareOf": "", "RegAddress.POBox": "",
    "RegAddress.AddressLine1": "1 MILL LANE", " RegAddress.AddressLine2": "", "RegAddress.PostTown": "LEEDS",
    "RegAddress.County": "", "RegAddress.Country": "ENGLAND", "RegAddress.PostCode": "LS1 4AB",
    "CompanyCategory": "Private Limited Company", "CompanyStatus": "Active", "CountryOfOrigin": "United Kingdom",
    "DissolutionDate": "", "IncorporationDate": "01/02/1990", "Accounts.AccountRefDay": "31",
    "PreviousName_1.CONDATE": "", " PreviousName_1.CompanyName": "", "PreviousName_2.CONDATE": "",
    " PreviousName_2.CompanyName": "",
}  # fmt: skip
SOCIETY = {
    "Society Number": "30459", "Full Registation Number": "30459R", "Society Name": "Hollin Food Co-operative Limited",
    "Registered As": "Co-operative Society", "Society Address": "1 The Street, Leeds, LS2 7UE",
    "Registration Date": "01/02/2000", "Deregistration Date": "",
    "Registration Act": "Co-operative and Community Benefit Societies Act 2014", "Society Status": "Registered",
}  # fmt: skip
SCOTTISH = {
    "Charity Number": "SC012345", "Charity Name": "Glen Trust", "Registered Date": "01/01/2001", "Known As": "The Glen",
    "Charity Status": "Active", "Notes": "", "Postcode": "EH1 1AA",
    "Constitutional Form": "SCIO (Scottish Charitable Incorporated Organisation)",
}  # fmt: skip
NORTHERN = {
    "Reg charity number": "100123", "Sub charity number": "0", "Charity name": "Lough Support",
    "Date registered": "05/06/2014", "Status": "Received", "Public address": "2 Shore Road, Belfast, BT1 1AA",
    "Company number": "12345", "Other name": "Friends of the Lough",
}  # fmt: skip
HOUSING = {
    "Organisation Name": "Hollin Homes Limited", "Registration Number": "L1234", "Registration Date": "01/04/1975",
    "Designation": "Non-profit", "Corporate Form": "Registered society",
}  # fmt: skip


def charities(path: Path, *changes: dict[str, Any]) -> Path:
    """The Commission's extract as JSON in a zip, with a byte order mark."""
    body = json.dumps([CHARITY | change for change in changes])
    return zipped(path, "publicextract.charity.json", f"\ufeff{body}".encode())


def companies(path: Path, *changes: dict[str, str]) -> Path:
    """BasicCompanyData: a header in which some columns begin with a space, and every cell in quotation marks."""
    rows = [COMPANY | {_spaced(name): value for name, value in change.items()} for change in changes]
    return zipped(path, f"{path.stem}.csv", table(rows, quoting=csv.QUOTE_ALL).encode())


def _spaced(name: str) -> str:
    return next(known for known in COMPANY if known.strip() == name)


def table(rows: Iterable[dict[str, Any]], delimiter: str = ",", quoting: Any = csv.QUOTE_MINIMAL) -> str:
    rows = list(rows)
    out = io.StringIO()
    header = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    header.writerow(list(rows[0]))
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n", quoting=quoting)
    writer.writerows([("" if cell is None else cell) for cell in row.values()] for row in rows)
    return out.getvalue()


def zipped(path: Path, name: str, body: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, body)
    return path


def written(path: Path, *rows: dict[str, Any], encoding: str = "utf-8") -> Path:
    path.write_text(table(rows), encoding=encoding, newline="")
    return path


def taken_in(home: Path, path: Path, **asked: Any) -> Loaded:
    return load(home, path, Asked(**asked))


def names_of(loaded: Loaded) -> list[tuple[Any, ...]]:
    """(number, name, kind, status, company number, active, district) of the one snapshot loaded."""
    (snapshot,) = loaded.snapshots
    return (
        duckdb.connect()
        .execute(
            "SELECT register_id, name, name_kind, status, company_number, is_active, postcode_district "
            f"FROM read_parquet('{snapshot.path}') ORDER BY ALL"
        )
        .fetchall()
    )


def home_with(folder: Path, *parties: dict[str, Any]) -> Path:
    """A home with one award to each of these suppliers, each in a process of its own."""
    return home_of(folder, *(awarded(number, each) for number, each in enumerate(parties, 1)))
