"""Frameworks to buy from, told from standards, policies, structures and work on one, and from call-offs."""

from collections.abc import Iterator

import duckdb
import pytest

from store.reference.tables import load_reference, reference_rows
from tests.store.builders import rows
from tests.store.ingest.awards import awarded, counted, supplier
from tests.store.ingest.notices import party, tender

ONE, TWO = supplier("Hollin Joinery Ltd", "01111111"), supplier("Reeve Roofing Ltd", "02222222")
FRAMEWORKS = [
    "Framework for Temporary Staff",
    "Fostering Framework 2026",
    "Supply of food - framework agreement",
    "Multi-supplier framework: roofing",
    "Dynamic Purchasing System for Supported Living",
    "DPS Lot 2 awards: home care",
    "Legal Services Framework",
    "ICT hardware and software framework",
    "Air Quality Monitoring Framework",
    "Employability and Skills Framework",
    "Executive Coaching and Leadership Framework",
    "Playground Inspection Framework",
    "Design and Development of Websites Framework",
    "Establishment of a framework for the review of schools",
    "Arboriculture and Landscape Framework",
    "Structural Engineers Framework",
    "Development of a framework of providers for short breaks",
    "Steel fabrication framework",
    "National Consultancy Framework",
    "Approved list of framework contractors",
    "Framework agreement for policy advice",
    "Quality Assurance of Buildings Framework",
    "Evaluation and Research Framework",
    "Highways Maintenance Framework 2026-2030",
    "Review and renewal of the framework for home care",
    "Water Framework Lot 1",
    "Evaluation Services Framework",
    "Outcomes based framework for domiciliary care",
    "Supported Living DPS 2026",
]
NO_FRAMEWORKS = [
    "Development of a competency framework for staff",
    "Review of the National Planning Policy Framework",
    "Evaluation of the Outcomes Framework",
    "Development of a Local Plan monitoring framework",
    "Steel framework repairs at depot",
    "Quality assurance framework consultancy",
    "Skills and Knowledge Framework design",
    "Ethical framework for research with children",
    "Accountability Framework: facilitation of workshops",
    "Updating our safeguarding framework",
    "Review of the county's framework agreements",
    "Water Framework Directive investigations",
    "Career framework for social workers",
    "Painting of the steel framework, North Pier",
    "Roof framework repairs at the market hall",
    "Upgrade of the .NET Framework",
    "Performance framework toolkit",
    "Regulatory framework advice",
    "Drafting a new public realm framework",
    "Behaviours framework, phase 2",
    "Capability Framework",
    "Implementation of the Carbon Management Framework",
    "YPO Framework 001041 Lot 2: Energy advice",
    "Supported Living DPS - Package 443",
    "ESPO Framework 664 - photocopiers",
    "Passenger transport DPS: route 14",
    "Fostering framework - placement 12",
    "Homecare DPS order ref HC/231",
    "Laptops (framework RM6098)",
    "Review of Children's Services Performance Framework",
    "Monitoring and evaluation framework for safer streets",
    "Town Centre Masterplan Framework",
    "Climate adaptation framework",
    "Steel framework supply and install for greenhouse",
    "Trauma informed practice framework for schools",
]
DESCRIPTIONS = [
    ("Two suppliers, one for each half, will write a national framework for play.", False),
    ("The suppliers will develop a new framework for inclusion in schools.", False),
    ("Staff will be trained in this competency framework.", False),
    ("They advise on the national planning policy framework.", False),
    ("They will review a new framework for reporting harm.", False),
    ("We set up a framework agreement for roofs.", True),
    ("The council is to establish a framework for play leaders.", True),
    ("This framework will be used by schools.", True),
    ("A new framework of providers for training in our competency framework.", True),
    ("Suppliers appointed to the framework develop an outcomes framework.", True),
]
BUYERS = [
    ("ESPO", "ESPO Framework 664 - photocopiers", True),
    ("Leeds City Council", "ESPO Framework 664 - photocopiers", False),
]
TITLES = [(title, True) for title in FRAMEWORKS] + [(title, False) for title in NO_FRAMEWORKS]


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    given = [awarded(number, ONE, tender=tender("x", title=title)) for number, (title, _) in enumerate(TITLES)]
    for number, (words, _) in enumerate(DESCRIPTIONS, start=500):
        given.append(awarded(number, ONE, TWO, tender=tender("x", title="Play", description=words)))
    for number, (buyer, title, _) in enumerate(BUYERS, start=600):
        parties = [party(id=buyer, name=buyer, identifier={"legalName": buyer}), ONE]
        given.append(
            awarded(number, ONE, tender=tender("x", title=title), parties=parties, buyer={"id": buyer, "name": buyer})
        )
    with counted(tmp_path_factory.mktemp("book"), *given) as con:
        yield con


def is_framework(con: duckdb.DuckDBPyConnection, number: int) -> list[tuple[object, ...]]:
    sql = "SELECT is_framework, value_gbp IS NULL FROM out.award WHERE ocid = ? GROUP BY ALL"
    return rows(con, sql, [awarded(number)["ocid"]])


@pytest.mark.parametrize("number", range(len(TITLES)), ids=[title for title, _ in TITLES])
def test_titles(book: duckdb.DuckDBPyConnection, number: int) -> None:
    expected = TITLES[number][1]
    assert is_framework(book, number) == [(expected, expected)]


@pytest.mark.parametrize("number", range(len(DESCRIPTIONS)))
def test_descriptions_of_several_suppliers(book: duckdb.DuckDBPyConnection, number: int) -> None:
    words, expected = DESCRIPTIONS[number]
    assert is_framework(book, 500 + number) == [(expected, expected)], words


@pytest.mark.parametrize("number", range(len(BUYERS)), ids=[buyer for buyer, *_ in BUYERS])
def test_the_name_of_a_purchasing_body_in_the_title_is_a_call_off_but_for_itself(
    book: duckdb.DuckDBPyConnection, number: int
) -> None:
    expected = BUYERS[number][2]
    assert is_framework(book, 600 + number) == [(expected, expected)]


def test_each_wording_finds_its_example() -> None:
    with duckdb.connect() as con:
        load_reference(con)
        sql = "SELECT example FROM ref_framework_wordings WHERE NOT regexp_matches(lower(example), pattern)"
        assert rows(con, sql) == []
        assert len(reference_rows("law/framework_wordings")) > 10
