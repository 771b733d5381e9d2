"""The ladder of matching: each rung, what keeps a supplier off it, and what is left to people."""

import csv
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from store.database import open_writer
from store.derive.run import derive
from store.errors import StoreError
from store.registers.matching import match_suppliers
from store.registers.near import score_near
from store.registers.review import queue, take_in, write_queue
from store.snapshot import open_snapshot
from tests.store.builders import rows
from tests.store.ingest.awards import all_bytes, award, awarded, home_of, published, supplier
from tests.store.registers.made import NORTHERN, SCOTTISH, SOCIETY, charities, companies, home_with, taken_in, written

STATUS = "SELECT supplier_name, supplier_status, status_basis, register, register_id, is_vcse_matched FROM out.award"


def at(district: str = "LS1") -> dict[str, Any]:
    """An address in a postcode district."""
    return {"address": {"streetAddress": "1 Mill Lane", "postalCode": f"{district} 4AB", "country": "GB"}}


def charity(
    number: int, name: str, district: str = "LS1", company: str | None = None, **changes: Any
) -> dict[str, Any]:
    made = {"registered_charity_number": number, "charity_name": name, "charity_contact_postcode": f"{district} 4AB"}
    return made | {"charity_company_registration_number": company} | changes


def company(number: str, name: str, district: str = "LS1", **changes: str) -> dict[str, str]:
    return {"CompanyNumber": number, "CompanyName": name, "RegAddress.PostCode": f"{district} 4AB"} | changes


AWARDED: list[dict[str, Any]] = []
CHARITIES: list[dict[str, Any]] = []
COMPANIES: list[dict[str, str]] = []


def met(
    *parties: dict[str, Any],
    charity_rows: tuple[dict[str, Any], ...] = (),
    company_rows: tuple[dict[str, str], ...] = (),
) -> list[str]:
    """Have an award to each of these published, with these bodies in the registers; returns their ocids."""
    own = [awarded(number, party) for number, party in enumerate(parties, start=len(AWARDED) + 1)]
    AWARDED.extend(own)
    CHARITIES.extend(charity_rows)
    COMPANIES.extend(company_rows)
    return [str(release["ocid"]) for release in own]


@pytest.fixture(scope="module")
def ladder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """One snapshot for the rungs: the names of each test are its own."""
    folder = tmp_path_factory.mktemp("ladder")
    home = home_of(folder, *AWARDED)
    taken_in(home, charities(folder / "charities.zip", *CHARITIES))
    taken_in(home, companies(folder / "companies.zip", *COMPANIES), day=date(2026, 11, 1))
    with published(home) as con:
        yield con


def found(con: duckdb.DuckDBPyConnection, ocids: list[str]) -> list[tuple[Any, ...]]:
    """How the suppliers of these processes are published."""
    return rows(con, f"{STATUS} WHERE list_contains(?, ocid) ORDER BY ocid, supplier_name", [ocids])


NUMBERED = met(
    supplier("Alder (Leeds)", additionalIdentifiers=[{"scheme": "GB-CHC", "id": "1100001"}]),
    charity_rows=(charity(1100001, "ALDER IN LEEDS"),),
)


def test_by_the_number_of_its_register(ladder: duckdb.DuckDBPyConnection) -> None:
    assert found(ladder, NUMBERED) == [
        ("ALDER IN LEEDS", "charity", "register_number", "charity_commission", "1100001", True)
    ]


CROSSED = met(
    supplier("Another Name Ltd", "01234502"), charity_rows=(charity(1100002, "BIRCH IN LEEDS", company="1234502"),)
)


def test_by_the_company_number_that_the_charity_register_holds(ladder: duckdb.DuckDBPyConnection) -> None:
    assert found(ladder, CROSSED) == [("BIRCH IN LEEDS", "charity", "crosswalk", "charity_commission", "1100002", True)]


NAMED = met(
    supplier("Cedar Works Limited"),
    charity_rows=(charity(1100003, "THE CEDAR PROJECT", company="01234503"),),
    company_rows=(company("01234503", "CEDAR WORKS LIMITED"),),
)


def test_by_name_to_the_company_and_from_there_to_the_charity(ladder: duckdb.DuckDBPyConnection) -> None:
    told = found(ladder, NAMED)
    assert [row[1:5] for row in told] == [("charity", "crosswalk", "charity_commission", "1100003")]


# A name as published and as registered, and the number of its company.
SPELLINGS: list[tuple[str, str, str | None]] = [
    ("The Hope Project", "HOPE PROJECT", None),
    ("Dove & Faith Project Ltd", "DOVE AND FAITH PROJECT LIMITED", "01234511"),
    ("St. John's Project Ltd.", "ST JOHNS PROJECT LIMITED", "01234512"),
    ("Elm Project C.I.O.", "ELM PROJECT", None),
    ("Fern Project (Charity No. 1100014)", "FERN PROJECT", None),
    ("Gorse Project Ltd t/a Sunrise", "GORSE PROJECT LIMITED", "01234515"),
    ("Menter Gobaith Cyf", "MENTER GOBAITH CYFYNGEDIG", None),
    ("Menter Ffydd Cyf.", "MENTER FFYDD LIMITED", None),
    ("CafÃ© Hazel Ltd", "CAFE HAZEL LIMITED", "01234518"),
    ("Juniper Project Ltd (formerly Old Juniper Ltd)", "JUNIPER PROJECT LIMITED", "01234519"),
    ("Larch Centre Charity", "LARCH CENTRE CHARITY", None),
]
SPELT = [
    met(supplier(name, **at()), charity_rows=(charity(number, registered, company=own),))
    for number, (name, registered, own) in enumerate(SPELLINGS, start=1100010)
]


@pytest.mark.parametrize("number", range(len(SPELLINGS)))
def test_one_name_however_it_is_spelt(ladder: duckdb.DuckDBPyConnection, number: int) -> None:
    (row,) = found(ladder, SPELT[number])
    method = "register_number" if "(Charity No." in SPELLINGS[number][0] else "exact_name"
    assert row[1:5] == ("charity", method, "charity_commission", str(1100010 + number)), SPELLINGS[number]


RENAMED = met(
    supplier("Old Maple Ltd"),
    company_rows=(company("01234521", "NETTLE CARE LIMITED", **{"PreviousName_1.CompanyName": "OLD MAPLE LIMITED"}),),
)


def test_a_name_that_a_company_had_before(ladder: duckdb.DuckDBPyConnection) -> None:
    (row,) = found(ladder, RENAMED)
    assert row[:5] == ("NETTLE CARE LIMITED", "company", "exact_name", "companies_house", "01234521")


NEAR = met(
    supplier("Sunrise Comunity Support CIO", **at("LS1")),
    supplier("Rainbow Comunity Support CIO", **at("LS1")),
    charity_rows=(charity(1100031, "SUNRISE COMMUNITY SUPPORT"), charity(1100032, "RAINBOW COMMUNITY SUPPORT", "M1")),
)


def test_a_near_name_in_one_postcode_district(ladder: duckdb.DuckDBPyConnection) -> None:
    assert [row[1:5] for row in found(ladder, NEAR)] == [
        ("charity", "near_name", "charity_commission", "1100031"),
        ("charity", "name_says_so", None, None),
    ]


def test_names_that_differ_by_a_word_are_for_people_to_decide(tmp_path: Path) -> None:
    home = home_with(tmp_path, supplier("Hope Support North Leeds Charity", **at()))
    taken_in(home, charities(tmp_path / "c.zip", charity(1100001, "HOPE SUPPORT LEEDS CHARITY")))
    with published(home) as con:
        assert rows(con, "SELECT count(*) FROM core.supplier_match") == [(0,)]
        assert rows(con, "SELECT register_id, reason FROM core.supplier_review") == [("1100001", "near_name")]


JOHNS = "St John's Charitable Trust"
PLACED = met(
    supplier(JOHNS, id="a", **at("M1")),
    supplier(JOHNS, id="b", **at("LS9")),
    charity_rows=(charity(1100041, JOHNS.upper(), "BR1"), charity(1100042, JOHNS.upper(), "M1")),
)


def test_two_bodies_of_one_name_are_told_by_their_place(ladder: duckdb.DuckDBPyConnection) -> None:
    assert [row[1:5] for row in found(ladder, PLACED)] == [
        ("charity", "exact_name", "charity_commission", "1100042"),
        ("charity", "name_says_so", None, None),
    ]


LINKED = met(
    supplier("Olive Charitable Trust", **at("M1")),
    charity_rows=(
        charity(1100043, "OLIVE CHARITABLE TRUST"),
        charity(1100043, "OLIVE CHARITABLE TRUST", linked_charity_number=1),
    ),
)


def test_a_linked_charity_is_no_second_body(ladder: duckdb.DuckDBPyConnection) -> None:
    (row,) = found(ladder, LINKED)
    assert row[2:5] == ("exact_name", "charity_commission", "1100043")


OF_ONE_NAME = met(
    supplier("Poplar Care Limited"),
    charity_rows=(charity(1100044, "POPLAR CARE", charity_type="Trust"),),
    company_rows=(company("01234544", "POPLAR CARE LIMITED"),),
)


def test_a_company_and_a_charity_of_one_name_and_no_common_number(ladder: duckdb.DuckDBPyConnection) -> None:
    """The legal form decides: "Poplar Care Limited" is no unincorporated charity."""
    (row,) = found(ladder, OF_ONE_NAME)
    assert row[1:5] == ("company", "exact_name", "companies_house", "01234544")


OTHER_NUMBER = met(
    supplier("Quince Care", "07654345"), charity_rows=(charity(1100045, "QUINCE CARE", company="01234545"),)
)


def test_a_number_at_companies_house_is_no_charity_without_one(ladder: duckdb.DuckDBPyConnection) -> None:
    (row,) = found(ladder, OTHER_NUMBER)
    assert row[1:3] == ("company", "declared")


OTHER_FORM = met(supplier("Rowan Care CIC"), charity_rows=(charity(1100046, "ROWAN CARE", company="1234546"),))


def test_a_community_interest_company_is_none_of_the_same_name(ladder: duckdb.DuckDBPyConnection) -> None:
    (row,) = found(ladder, OTHER_FORM)
    assert row[1:3] == ("cic", "name_says_so")


TRADING = met(
    supplier("Sorrel Hospice Trading Limited", **at()),
    charity_rows=(charity(1100047, "SORREL HOSPICE", company="1234547"),),
)


def test_the_trading_company_of_a_charity(ladder: duckdb.DuckDBPyConnection) -> None:
    assert found(ladder, TRADING) == [
        (
            "Sorrel Hospice Trading Limited",
            "charity_owned_company",
            "subsidiary_name",
            "charity_commission",
            "1100047",
            False,
        )
    ]


TRADING_ELSEWHERE = met(
    supplier("Thistle Hospice Trading Limited", **at("M1")),
    charity_rows=(charity(1100048, "THISTLE HOSPICE", company="1234548"),),
)


def test_a_trading_company_elsewhere_is_for_people_to_decide(ladder: duckdb.DuckDBPyConnection) -> None:
    (row,) = found(ladder, TRADING_ELSEWHERE)
    assert row[1:3] == ("company", "name_says_so")


REMOVED = {"charity_registration_status": "Removed", "date_of_removal": "2020-01-01T00:00:00"}
GONE = met(
    supplier("Willow Charitable Trust", **at()),
    charity_rows=(charity(1100049, "WILLOW CHARITABLE TRUST", **REMOVED),),
)


def test_a_charity_removed_before_the_award_is_none(ladder: duckdb.DuckDBPyConnection) -> None:
    (row,) = found(ladder, GONE)
    assert row[1:3] == ("charity", "name_says_so")


def stated(name: str, number: str, scheme: str = "GB-CHC", **changes: Any) -> dict[str, Any]:
    """A supplier that states the number of a charity."""
    identifier = {"legalName": name, "scheme": scheme, "id": number}
    return supplier(name, id=f"{scheme}-{number}-{name}", identifier=identifier, **at()) | changes


UNDATED = {"charity_registration_status": "Removed"}
# Suppliers that state a number which is in the register, and how they stand in an award of 2 November 2026.
LEFT: list[tuple[dict[str, Any], dict[str, Any], tuple[Any, ...]]] = [
    (stated("Elder Relief", "1100201"), charity(1100201, "ELDER RELIEF", **REMOVED), ("unknown", "none", None)),
    (stated("Elder Charity", "1100202"), charity(1100202, "ELDER CHARITY", **REMOVED), ("unknown", "none", None)),
    (stated("Elder Homes CIO", "1100203"), charity(1100203, "ELDER HOMES", **REMOVED), ("unknown", "none", None)),
    (stated("Elder Play", "1100204"), charity(1100204, "ELDER PLAY", **UNDATED), ("unknown", "none", None)),
    (stated("Elder Ltd", "1100205"), charity(1100205, "ELDER", **REMOVED), ("company", "name_says_so", False)),
    (stated("Elder Care CIC", "1100206"), charity(1100206, "ELDER CARE", **REMOVED), ("cic", "name_says_so", True)),
    (
        stated("Elder Arts", "1100207"),
        charity(1100207, "ELDER ARTS", **REMOVED | {"date_of_removal": "2026-11-03T00:00:00"}),
        ("charity", "register_number", True),
    ),
    (stated("Elder Song", "1100208"), charity(1100208, "ELDER SONG"), ("charity", "register_number", True)),
    # Of a number that no register holds nothing is known but what is declared.
    (stated("Elder Reading", "1100299"), charity(1100209, "ELDER WRITING"), ("charity", "declared", True)),
]  # fmt: skip
LEFT_OCIDS = [met(party, charity_rows=(body,)) for party, body, _ in LEFT]
ANEW = met(
    stated("Elder Dance", "1100210"),
    charity_rows=(charity(1100210, "ELDER DANCE", **REMOVED), charity(1100211, "ELDER DANCE")),
)


@pytest.mark.parametrize("number", range(len(LEFT)))
def test_the_number_of_a_charity_that_was_removed(ladder: duckdb.DuckDBPyConnection, number: int) -> None:
    (row,) = found(ladder, LEFT_OCIDS[number])
    assert (row[1], row[2], row[5]) == LEFT[number][2]


def test_a_charity_registered_anew_is_found_by_its_name(ladder: duckdb.DuckDBPyConnection) -> None:
    (row,) = found(ladder, ANEW)
    assert row[1:5] == ("charity", "exact_name", "charity_commission", "1100211")


def test_it_is_kept_when_a_charity_left_its_register(ladder: duckdb.DuckDBPyConnection) -> None:
    sql = "SELECT removed_on::VARCHAR, method FROM core.supplier_match WHERE register_id = ?"
    assert rows(ladder, sql, ["1100201"]) == [("2020-01-01", "register_number")]
    assert rows(ladder, sql, ["1100204"]) == [("2026-11-01", "register_number")]
    assert rows(ladder, sql, ["1100208"]) == [(None, "register_number")]


@pytest.mark.parametrize("is_late_first", [False, pytest.param(True, marks=pytest.mark.long)])
def test_a_removed_charity_was_one_before(tmp_path: Path, *, is_late_first: bool) -> None:
    """By number and by name, in whatever order the awards are read."""
    parties = (stated("Elder Relief Fund", "1100201"), supplier("Elder Food Charitable Trust", **at()))
    given = [
        awarded(n + 10 * year, who, awards=[award("1", who, date=f"20{year}-06-01T00:00:00Z")])
        for year in (18, 26)
        for n, who in enumerate(parties)
    ]
    home = home_of(tmp_path, *(given[2:] if is_late_first else given))
    bodies = (
        charity(1100201, "ELDER RELIEF FUND", **REMOVED),
        charity(1100202, "ELDER FOOD CHARITABLE TRUST", **REMOVED),
    )
    taken_in(home, charities(tmp_path / "c.zip", *bodies))
    if is_late_first:
        published(home).close()
        home_of(tmp_path, *given[:2])
    with published(home) as con:
        told = rows(con, "SELECT year(awarded_on), status_basis, is_vcse_matched FROM out.award ORDER BY ocid")
    assert [told[0], told[2]] == [(2018, "register_number", True), (2026, "none", None)]
    assert told[3] == (2026, "name_says_so", True)


def test_a_society_that_was_removed(tmp_path: Path) -> None:
    home = home_with(tmp_path, stated("Hollin Food Co-operative", "30459R", "GB-MPR"))
    gone = {"Deregistration Date": "01/02/2020", "Society Status": "Deregistered"}
    taken_in(home, written(tmp_path / "mutuals.csv", SOCIETY | gone), day=date(2026, 11, 1))
    with published(home) as con:
        assert rows(con, "SELECT supplier_status, is_vcse_matched FROM out.award") == [("unknown", None)]


def test_other_registers(tmp_path: Path) -> None:
    home = home_with(
        tmp_path, supplier("The Glen SCIO", **at("EH1")), supplier("Lough Support Charity", "NI012345"),
        supplier("Hollin Food Co-operative", "IP30459R"),
    )  # fmt: skip
    taken_in(home, written(tmp_path / "oscr.csv", SCOTTISH), day=date(2026, 11, 1))
    taken_in(home, written(tmp_path / "ccni.csv", NORTHERN), day=date(2026, 11, 1))
    taken_in(home, written(tmp_path / "mutuals.csv", SOCIETY), day=date(2026, 11, 1))
    with published(home) as con:
        assert rows(con, f"{STATUS} ORDER BY ocid") == [
            ("Glen Trust", "charity", "exact_name", "oscr", "SC012345", True),
            ("Lough Support", "charity", "crosswalk", "ccni", "100123", True),
            ("Hollin Food Co-operative Limited", "registered_society", "register_number", "mutuals", "30459R", True),
        ]


def test_what_counted_as_a_person_until_a_register_knew_it(tmp_path: Path) -> None:
    home = home_with(tmp_path, supplier("Skyline Kitchens Leeds", **at()), supplier("Jane Doe", **at()))
    with published(home) as con:
        assert rows(con, "SELECT supplier_name, supplier_status FROM out.award") == [("an individual", "person")] * 2
    taken_in(
        home, charities(tmp_path / "c.zip", charity(1100001, "SKYLINE KITCHENS LEEDS"), charity(1100002, "JANE DOE"))
    )
    with published(home, has_files=True) as con:
        assert rows(con, f"{STATUS} ORDER BY ocid") == [
            ("SKYLINE KITCHENS LEEDS", "charity", "exact_name", "charity_commission", "1100001", True),
            ("an individual", "person", "none", None, None, False),
        ]
        assert rows(con, "SELECT count(*) FROM core.supplier_review") == [(0,)]
    assert b"Jane Doe" not in all_bytes(home)


def test_the_snapshot_nearest_to_the_award_counts(tmp_path: Path) -> None:
    parties = supplier("Hope Care Ltd", "01234567")
    early, late = (
        awarded(n, parties, awards=[award("1", parties, date=f"{year}-06-01T00:00:00Z")])
        for n, year in ((1, 2021), (2, 2026))
    )
    home = home_of(tmp_path, early, late)
    taken_in(home, companies(tmp_path / "a.zip", company("01234567", "HOPE CARE LIMITED")), day=date(2021, 1, 1))
    taken_in(
        home,
        companies(
            tmp_path / "b.zip", company("01234567", "HOPE CARE C.I.C.", CompanyCategory="Community Interest Company")
        ),
        day=date(2026, 1, 1),
    )
    with published(home) as con:
        assert rows(con, "SELECT supplier_status, supplier_name FROM out.award ORDER BY awarded_on") == [
            ("company", "HOPE CARE LIMITED"), ("cic", "HOPE CARE C.I.C."),
        ]  # fmt: skip


class Counter:
    """Counts the suppliers looked up in each turn."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.counts: list[int] = []

        def counted(con: duckdb.DuckDBPyConnection, least: float) -> None:
            (found,) = con.execute("SELECT count(*) FROM lookup").fetchall()[0]
            self.counts.append(found)
            score_near(con, least)

        monkeypatch.setattr("store.registers.matching.score_near", counted)


def test_only_new_suppliers_are_looked_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    counter = Counter(monkeypatch)
    home = home_with(tmp_path, supplier("Hope Care Ltd"), supplier("Faith Care Ltd"))
    taken_in(home, companies(tmp_path / "a.zip", company("01234567", "HOPE CARE LIMITED")), day=date(2026, 11, 1))
    with open_writer(home) as con:
        derive(con)
        match_suppliers(con, home)
    home_of(tmp_path, awarded(9, supplier("Charity Care Ltd")))
    with open_writer(home) as con:
        for _ in range(2):
            derive(con)
            match_suppliers(con, home)
        assert counter.counts == [2, 1]
        assert rows(con, "SELECT count(*) FROM core.supplier_match") == [(1,)]
    taken_in(home, companies(tmp_path / "a.zip", company("7654321", "FAITH CARE LIMITED")), day=date(2026, 11, 1))
    with open_writer(home) as con:
        match_suppliers(con, home)
        assert rows(con, "SELECT register_id FROM core.supplier_match") == [("07654321",)]
    assert counter.counts == [2, 1, 3]


@pytest.fixture(scope="module")
def in_doubt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two charities of one name, and a supplier in neither place."""
    folder = tmp_path_factory.mktemp("doubt")
    home = home_with(folder, supplier("St John's Charitable Trust", **at("LS9")))
    name = "ST JOHN'S CHARITABLE TRUST"
    taken_in(home, charities(folder / "c.zip", charity(1100001, name, "BR1"), charity(1100002, name, "M1")))
    published(home).close()
    return home


@pytest.fixture
def undecided(in_doubt: Path, tmp_path: Path) -> Path:
    """A copy of that home."""
    return Path(shutil.copytree(in_doubt, tmp_path / "home", symlinks=True))


def decide(home: Path, *decisions: tuple[str, str]) -> tuple[int, list[str]]:
    """Write the queue, fill it in by register number, and take it in."""
    with open_snapshot(home) as con:
        write_queue(queue(con), home / "review")
    path = home / "review" / "review.csv"
    with path.open(encoding="utf-8", newline="") as file:
        filled = [row | {"decision": dict(decisions).get(row["register_id"], "")} for row in csv.DictReader(file)]
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, list(filled[0]))
        out.writeheader()
        out.writerows(filled)
    with open_writer(home) as con:
        done = take_in(con, home, path, "AB")
    return done.count, done.faults


def test_people_decide(undecided: Path) -> None:
    assert decide(undecided, ("1100002", "same"), ("1100001", "different")) == (2, [])
    with published(undecided) as con:
        assert rows(con, STATUS) == [
            ("ST JOHN'S CHARITABLE TRUST", "charity", "decision", "charity_commission", "1100002", True)
        ]
        assert queue(con) == []


def test_a_decision_holds_after_the_database_is_made_anew(undecided: Path) -> None:
    decide(undecided, ("1100002", "same"))
    (undecided / "monitor.duckdb").unlink()
    home_with(undecided.parent, supplier("St John's Charitable Trust", **at("LS9")))
    with published(undecided) as con:
        assert rows(con, "SELECT status_basis, register_id FROM out.award") == [("decision", "1100002")]


def test_a_later_decision_replaces_an_earlier(undecided: Path) -> None:
    decide(undecided, ("1100002", "different"))
    file = undecided / "again.csv"
    with open_writer(undecided) as con:
        (supplier_id,) = rows(con, "SELECT supplier_id FROM core.supplier")[0]
    file.write_text(f"supplier_id,register,register_id,decision\n{supplier_id},charity_commission,1100002,same\n")
    decisions = undecided / "registers" / "decisions.jsonl"
    decisions.write_text(decisions.read_text().replace('"decided_at":"2026', '"decided_at":"2025'))
    with open_writer(undecided) as con:
        take_in(con, undecided, file, "CD")
    with published(undecided) as con:
        assert rows(con, "SELECT status_basis FROM out.award") == [("decision",)]


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("{id},charity_commission,1100002,maybe", "same or different"),
        ("{id},registry,1100002,same", "no register"),
        ("nobody,charity_commission,1100002,same", "no supplier"),
        ("{id},charity_commission,,same", "no register_id"),
    ],
)
def test_a_decision_that_cannot_be_followed_is_left_out(undecided: Path, row: str, fault: str) -> None:
    file = undecided / "given.csv"
    with open_writer(undecided) as con:
        (supplier_id,) = rows(con, "SELECT supplier_id FROM core.supplier")[0]
        file.write_text("supplier_id,register,register_id,decision\n" + row.format(id=supplier_id) + "\n")
        done = take_in(con, undecided, file, "AB")
    assert done.count == 0
    assert [fault in line for line in done.faults] == [True]


def test_decisions_without_a_column_or_initials_are_refused(undecided: Path) -> None:
    file = undecided / "given.csv"
    file.write_text("supplier_id,decision\n")
    with open_writer(undecided) as con:
        with pytest.raises(StoreError, match="has no column register, register_id"):
            take_in(con, undecided, file, "AB")
        with pytest.raises(StoreError, match="initials"):
            take_in(con, undecided, file, "a person's name")


def test_the_page_escapes_what_was_published(tmp_path: Path) -> None:
    home = home_with(tmp_path, supplier("<b>Hope</b> Charitable Trust", **at("LS9")))
    name = "B HOPE B CHARITABLE TRUST"
    taken_in(home, charities(tmp_path / "c.zip", charity(1100001, name, "BR1"), charity(1100002, name, "M1")))
    with published(home) as con:
        page = write_queue(queue(con), home / "review").read_text(encoding="utf-8")
    assert "&lt;b&gt;Hope&lt;/b&gt; Charitable Trust" in page
    assert "<b>Hope" not in page


def test_matching_twice_gives_the_same(tmp_path: Path) -> None:
    home = home_with(tmp_path, supplier("Hope Care Ltd"), supplier("St John's Charitable Trust"))
    name = "ST JOHN'S CHARITABLE TRUST"
    taken_in(home, charities(tmp_path / "c.zip", charity(1100001, name, "BR1"), charity(1100002, name, "M1")))
    with open_writer(home) as con:
        told = []
        for _ in range(2):
            derive(con)
            match_suppliers(con, home)
            told.append(
                [rows(con, f"FROM core.{table} ORDER BY ALL") for table in ("supplier_match", "supplier_review")]
            )
    assert told[0] == told[1]
    assert len(told[0][1]) == 2
