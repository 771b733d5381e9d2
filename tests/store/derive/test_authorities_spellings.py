"""Spellings as buyers publish them: most lead to their body, and none to another with certainty."""

from collections.abc import Iterator

import duckdb
import pytest

from store.derive.run import derive
from tests.store.builders import buyer, rows, writer

HMRC = "HM Revenue and Customs"
BEIS = "Department for Business, Energy and Industrial Strategy"
DCMS = "Department for Culture, Media and Sport"
NORWICH = "Norfolk and Norwich University Hospitals NHS Foundation Trust"
SBS = "UK Shared Business Services"
BODIES = {
    "H M REVENUE & CUSTOMS": HMRC,
    "H.M. Revenue and Customs": HMRC,
    "Her Majesty's Revenue and Customs": HMRC,
    "Commissioners for HM Revenue and Customs": HMRC,
    "H M Treasury": "HM Treasury",
    "His Majesty's Prison and Probation Service": "HM Prison and Probation Service",
    "Business Energy and Industrial Strategy": BEIS,
    "Department of Business, Energy & Industrial Strategy": BEIS,
    "Department of Digital, Culture, Media and Sport": DCMS,
    "Digital, Culture, Media and Sport": DCMS,
    "Department of Work and Pensions": "Department for Work and Pensions",
    "Department for Health and Social Care": "Department of Health and Social Care",
    "Ministry for Housing, Communities and Local Government": "Ministry of Housing, Communities and Local Government",
    "Department for Exiting the EU": "Department for Exiting the European Union",
    "United Kingdom Research and Innovation": "UK Research and Innovation",
    "U.K. Health Security Agency": "UK Health Security Agency",
    "York and North Yorkshire Combined Authority": "York and North Yorkshire Combined Authority",
    "York & North Yorkshire Mayoral Combined Authority": "York and North Yorkshire Combined Authority",
    "Devon & Torbay CCA": "Devon and Torbay Combined County Authority",
    "Lancashire Combined County Authority": "Lancashire Combined County Authority",
    "Lancashire Combined Authority": "Lancashire Combined County Authority",
    "Hull & East Yorkshire Mayoral Combined Authority": "Hull and East Yorkshire Combined Authority",
    "Sussex & Brighton Combined Authority": "Sussex and Brighton Combined County Authority",
    "EMCCA": "East Midlands Combined County Authority",
    "GMCA": "Greater Manchester Combined Authority",
    "Norfolk & Norwich University Hospitals": NORWICH,
    "Norfolk and Norwich University Hospital": NORWICH,
    "NNUH": NORWICH,
    "Leeds Teaching Hospitals": "Leeds Teaching Hospitals NHS Trust",
    "University Hospitals Birmingham": "University Hospitals Birmingham NHS Foundation Trust",
    "King's College Hospital": "King's College Hospital NHS Foundation Trust",
    "Barts Health": "Barts Health NHS Trust",
    "London Ambulance Service": "London Ambulance Service NHS Trust",
    "NHS Devon": "NHS Devon Integrated Care Board",
    "NHS Greater Manchester Integrated Care": "NHS Greater Manchester Integrated Care Board",
    "NHS BNSSG ICB": "NHS Bristol, North Somerset and South Gloucestershire Integrated Care Board",
    "N H S England": "NHS England",
    "Diamond Light Source Ltd": "Diamond Light Source",
    "UK SBS": SBS,
    "UK Shared Business Services Ltd": SBS,
    "UK Shared Business Services Limited (UK SBS)": SBS,
    "Port of Milford Haven": "Milford Haven Port Authority",
    "Port of Tyne": "Port of Tyne Authority",
    "Port of Dover": "Dover Harbour Board",
    "OPCC Dorset": "Dorset Police",
    "University of Newcastle upon Tyne": "Newcastle University",
    # A team's words are no department, and a place is no trust.
    "Health and Social Care, Leeds City Council": "Leeds City Council",
    "Business, Energy and Industrial Strategy Team, Kent County Council": "Kent County Council",
    "Nottingham University Hospitals NHS Trust": "Nottingham University Hospitals NHS Trust",
    "Nottingham Trent University": "Nottingham Trent University",
}
KINDS = {
    "Oasis Community Learning": "school",
    "Harris Federation": "school",
    "E-ACT": "school",
    "Inspiration Trust": "school",
    "The White Horse Federation": "school",
    "South East Marlbrook Multi-Academy Trust": "school",
    "Bishop Marlbrook Catholic Education Trust": "school",
    "Marlbrook Learning Federation": "school",
    "Diocese of Marlbrook Education and Academies Trust": "school",
    "NCG": "university",
    "LTE Group": "university",
    "Luminate Education Group": "university",
    "Activate Learning": "university",
    "EKC Group": "university",
    "Marlbrook Colleges Group": "university",
    "Marlbrook Sixth Form": "university",
    "Marlbrook Harbour Commissioners": "utility",
    "Marlbrook Haven Authority": "utility",
    "Marlbrook Port Authority": "utility",
    "Marlbrook Port Commission": "utility",
    "Marlbrook Conservancy": "utility",
    "Marlbrook Teaching Hospitals": "nhs_trust",
    "UK SBS": "purchasing_body",
    # Near misses.
    "Marlbrook Port Health Authority": "other",
    "Marlbrook Police Federation": "other",
    "National Federation of Marlbrook": "other",
    "University of Marlbrook": "university",
    "Marlbrook Commission": "arms_length_body",
}
# Known to no list of ours: never another body with certainty.
STRANGERS = ("Health and Social Care", "NHS Marlbrook", "Marlbrook Health", "Education", "Isle of Wight", "Care")


@pytest.fixture(scope="module")
def derived() -> Iterator[duckdb.DuckDBPyConnection]:
    with writer() as con:
        for name in {**BODIES, **KINDS, **dict.fromkeys(STRANGERS)}:
            buyer(con, name)
        derive(con)
        yield con


def found(con: duckdb.DuckDBPyConnection, name: str, columns: str) -> tuple[object, ...]:
    sql = f"""
        SELECT {columns} FROM core.buyer b JOIN core.buyer_match m USING (buyer_id)
        JOIN core.authority a USING (authority_id) WHERE b.name = ?
    """
    return rows(con, sql, [name])[0]


@pytest.mark.parametrize("name", BODIES)
def test_body(derived: duckdb.DuckDBPyConnection, name: str) -> None:
    assert found(derived, name, "a.name") == (BODIES[name],)


@pytest.mark.parametrize("name", KINDS)
def test_kind(derived: duckdb.DuckDBPyConnection, name: str) -> None:
    assert found(derived, name, "kind") == (KINDS[name],)


@pytest.mark.parametrize("name", STRANGERS)
def test_stranger(derived: duckdb.DuckDBPyConnection, name: str) -> None:
    body, method = found(derived, name, "a.name, m.method")
    assert method == "own_name" or body == "Isle of Wight Council"
