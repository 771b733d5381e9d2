"""The ladder of matching: each rung, what keeps a supplier off it, and what is left to people."""

import csv
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


def found(
    folder: Path,
    *parties: dict[str, Any],
    charity_rows: tuple[dict[str, Any], ...] = (),
    company_rows: tuple[dict[str, str], ...] = (),
) -> list[tuple[Any, ...]]:
    """How these suppliers are published, by name, once these registers are held."""
    home = home_with(folder, *parties)
    if charity_rows:
        taken_in(home, charities(folder / "charities.zip", *charity_rows))
    if company_rows:
        taken_in(home, companies(folder / "companies.zip", *company_rows), day=date(2026, 11, 1))
    with published(home) as con:
        return rows(con, f"{STATUS} ORDER BY ocid, supplier_name")


def test_by_the_number_of_its_register(tmp_path: Path) -> None:
    party = supplier("Hope (Leeds)", additionalIdentifiers=[{"scheme": "GB-CHC", "id": "1100001"}])
    assert found(tmp_path, party, charity_rows=(charity(1100001, "HOPE IN LEEDS"),)) == [
        ("HOPE IN LEEDS", "charity", "register_number", "charity_commission", "1100001", True)
    ]


def test_by_the_company_number_that_the_charity_register_holds(tmp_path: Path) -> None:
    rows_ = (charity(1100001, "HOPE IN LEEDS", company="1234567"),)
    assert found(tmp_path, supplier("Another Name Ltd", "01234567"), charity_rows=rows_) == [
        ("HOPE IN LEEDS", "charity", "crosswalk", "charity_commission", "1100001", True)
    ]


def test_by_name_to_the_company_and_from_there_to_the_charity(tmp_path: Path) -> None:
    told = found(
        tmp_path,
        supplier("Hope Works Limited"),
        charity_rows=(charity(1100001, "THE HOPE PROJECT", company="01234567"),),
        company_rows=(company("01234567", "HOPE WORKS LIMITED"),),
    )
    assert [row[1:5] for row in told] == [("charity", "crosswalk", "charity_commission", "1100001")]


@pytest.mark.parametrize(
    ("published_name", "registered"),
    [
        ("The Hope Project", "HOPE PROJECT"),
        ("Hope & Faith Project Ltd", "HOPE AND FAITH PROJECT LIMITED"),
        ("St. John's Project Ltd.", "ST JOHNS PROJECT LIMITED"),
        ("Hope Project C.I.O.", "HOPE PROJECT"),
        ("Hope Project (Charity No. 1100001)", "HOPE PROJECT"),
        ("Hope Project Ltd t/a Sunrise", "HOPE PROJECT LIMITED"),
        ("Menter Gobaith Cyf", "MENTER GOBAITH CYFYNGEDIG"),
        ("Menter Gobaith Cyf.", "MENTER GOBAITH LIMITED"),
        ("CafÃ© Hope Ltd", "CAFE HOPE LIMITED"),
        ("Hope Project Ltd (formerly Old Hope Ltd)", "HOPE PROJECT LIMITED"),
        ("Hope Centre Charity", "HOPE CENTRE CHARITY"),
    ],
)
def test_one_name_however_it_is_spelt(tmp_path: Path, published_name: str, registered: str) -> None:
    body = charity(1100001, registered, company="01234567" if "L" in published_name else None)
    (row,) = found(tmp_path, supplier(published_name, **at()), charity_rows=(body,))
    assert row[1:5] == ("charity", "exact_name", "charity_commission", "1100001")


def test_a_name_that_a_company_had_before(tmp_path: Path) -> None:
    rows_ = (company("01234567", "SUNRISE CARE LIMITED", **{"PreviousName_1.CompanyName": "OLD HOPE LIMITED"}),)
    (row,) = found(tmp_path, supplier("Old Hope Ltd"), company_rows=rows_)
    assert row[:5] == ("SUNRISE CARE LIMITED", "company", "exact_name", "companies_house", "01234567")


def test_a_near_name_in_one_postcode_district(tmp_path: Path) -> None:
    bodies = (charity(1100001, "SUNRISE COMMUNITY SUPPORT"), charity(1100002, "RAINBOW COMMUNITY SUPPORT", "M1"))
    near = supplier("Sunrise Comunity Support CIO", **at("LS1"))
    elsewhere = supplier("Rainbow Comunity Support CIO", **at("LS1"))
    assert [row[1:5] for row in found(tmp_path, near, elsewhere, charity_rows=bodies)] == [
        ("charity", "near_name", "charity_commission", "1100001"),
        ("charity", "name_says_so", None, None),
    ]


def test_names_that_differ_by_a_word_are_for_people_to_decide(tmp_path: Path) -> None:
    home = home_with(tmp_path, supplier("Hope Support North Leeds Charity", **at()))
    taken_in(home, charities(tmp_path / "c.zip", charity(1100001, "HOPE SUPPORT LEEDS CHARITY")))
    with published(home) as con:
        assert rows(con, "SELECT count(*) FROM core.supplier_match") == [(0,)]
        assert rows(con, "SELECT register_id, reason FROM core.supplier_review") == [("1100001", "near_name")]


def test_two_bodies_of_one_name_are_told_by_their_place(tmp_path: Path) -> None:
    bodies = (
        charity(1100001, "ST JOHN'S CHARITABLE TRUST", "BR1"),
        charity(1100002, "ST JOHN'S CHARITABLE TRUST", "M1"),
    )
    name = "St John's Charitable Trust"
    told = found(tmp_path, supplier(name, id="a", **at("M1")), supplier(name, id="b", **at("LS9")), charity_rows=bodies)
    assert [row[1:5] for row in told] == [
        ("charity", "exact_name", "charity_commission", "1100002"),
        ("charity", "name_says_so", None, None),
    ]


def test_a_linked_charity_is_no_second_body(tmp_path: Path) -> None:
    bodies = (
        charity(1100001, "HOPE CHARITABLE TRUST"),
        charity(1100001, "HOPE CHARITABLE TRUST", linked_charity_number=1),
    )
    (row,) = found(tmp_path, supplier("Hope Charitable Trust", **at("M1")), charity_rows=bodies)
    assert row[2:5] == ("exact_name", "charity_commission", "1100001")


def test_a_company_and_a_charity_of_one_name_and_no_common_number(tmp_path: Path) -> None:
    """The legal form decides: "Hope Care Limited" is no unincorporated charity."""
    (row,) = found(
        tmp_path,
        supplier("Hope Care Limited"),
        charity_rows=(charity(1100001, "HOPE CARE", charity_type="Trust"),),
        company_rows=(company("01234567", "HOPE CARE LIMITED"),),
    )
    assert row[1:5] == ("company", "exact_name", "companies_house", "01234567")


def test_a_number_at_companies_house_is_no_charity_without_one(tmp_path: Path) -> None:
    (row,) = found(
        tmp_path, supplier("Hope Care", "07654321"), charity_rows=(charity(1100001, "HOPE CARE", company="01234567"),)
    )
    assert row[1:3] == ("company", "declared")


def test_a_community_interest_company_is_none_of_the_same_name(tmp_path: Path) -> None:
    (row,) = found(
        tmp_path, supplier("Hope Care CIC"), charity_rows=(charity(1100001, "HOPE CARE", company="1234567"),)
    )
    assert row[1:3] == ("cic", "name_says_so")


def test_the_trading_company_of_a_charity(tmp_path: Path) -> None:
    rows_ = (charity(1100001, "HOPE HOSPICE", company="1234567"),)
    party = supplier("Hope Hospice Trading Limited", **at())
    assert found(tmp_path, party, charity_rows=rows_) == [
        (
            "Hope Hospice Trading Limited",
            "charity_owned_company",
            "subsidiary_name",
            "charity_commission",
            "1100001",
            False,
        )
    ]


def test_a_trading_company_elsewhere_is_for_people_to_decide(tmp_path: Path) -> None:
    rows_ = (charity(1100001, "HOPE HOSPICE", company="1234567"),)
    (row,) = found(tmp_path, supplier("Hope Hospice Trading Limited", **at("M1")), charity_rows=rows_)
    assert row[1:3] == ("company", "name_says_so")


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


def test_a_charity_removed_before_the_award_is_none(tmp_path: Path) -> None:
    gone = charity(
        1100001, "HOPE CHARITABLE TRUST", charity_registration_status="Removed", date_of_removal="2020-01-01T00:00:00"
    )
    (row,) = found(tmp_path, supplier("Hope Charitable Trust", **at()), charity_rows=(gone,))
    assert row[1:3] == ("charity", "name_says_so")


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
    published(home).close()
    home_of(tmp_path, awarded(9, supplier("Charity Care Ltd")))
    first = published(home)
    published(home).close()
    assert counter.counts == [2, 1]
    assert rows(first, "SELECT count(*) FROM core.supplier_match") == [(1,)]
    first.close()
    taken_in(home, companies(tmp_path / "a.zip", company("7654321", "FAITH CARE LIMITED")), day=date(2026, 11, 1))
    with published(home) as con:
        assert rows(con, "SELECT register_id FROM core.supplier_match") == [("07654321",)]
    assert counter.counts == [2, 1, 3]


@pytest.fixture
def undecided(tmp_path: Path) -> Path:
    """Two charities of one name, and a supplier in neither place."""
    home = home_with(tmp_path, supplier("St John's Charitable Trust", **at("LS9")))
    name = "ST JOHN'S CHARITABLE TRUST"
    taken_in(home, charities(tmp_path / "c.zip", charity(1100001, name, "BR1"), charity(1100002, name, "M1")))
    published(home).close()
    return home


def decide(home: Path, *decisions: tuple[str, str]) -> tuple[int, list[str]]:
    """Write the queue, fill it in by register number, and take it in."""
    with published(home) as con:
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
    with published(undecided) as con:
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
