"""Registers taken in: every layout, and what stays when a file is another one, cut off, or far smaller."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.errors import StoreError
from store.registers.layouts import REGISTERS
from store.registers.load import LEAST_KEPT
from store.registers.snapshots import kept
from tests.store.registers.made import (
    CHARITY,
    COMPANY,
    HOUSING,
    NORTHERN,
    SCOTTISH,
    SOCIETY,
    charities,
    companies,
    names_of,
    table,
    taken_in,
    written,
    zipped,
)

REMOVED = {"registered_charity_number": 1100002, "charity_registration_status": "Removed", "charity_name": "OLD TRUST"}
LINKED = {"linked_charity_number": 2, "charity_name": "HOPE PRIZE FUND", "charity_company_registration_number": None}


def test_charities_of_england_and_wales(tmp_path: Path) -> None:
    loaded = taken_in(tmp_path, charities(tmp_path / "publicextract.charity.zip", {}, LINKED, REMOVED))
    assert names_of(loaded) == [
        ("1100001", "HOPE IN LEEDS", "current", "charity", "01234567", True, "LS1"),
        ("1100001-2", "HOPE PRIZE FUND", "current", "charity", None, True, "LS1"),
        ("1100002", "OLD TRUST", "current", "charity", "01234567", False, "LS1"),
    ]
    assert (loaded.snapshots[0].register, loaded.snapshots[0].day) == ("charity_commission", date(2026, 11, 1))


def test_the_tab_separated_extract_says_the_same(tmp_path: Path) -> None:
    rows = [CHARITY | change for change in ({"charity_name": 'THE "HOPE" TRUST'}, REMOVED)]
    text = "\n".join(
        "\t".join("" if cell is None else str(cell) for cell in row) for row in [list(CHARITY), *map(dict.values, rows)]
    )
    packed = zipped(tmp_path / "publicextract.charity.zip", "publicextract.charity.txt", text.encode())
    loaded = taken_in(tmp_path, packed)
    assert [row[:2] for row in names_of(loaded)] == [("1100001", 'THE "HOPE" TRUST'), ("1100002", "OLD TRUST")]


def test_companies_with_the_names_they_had_before(tmp_path: Path) -> None:
    path = companies(
        tmp_path / "BasicCompanyDataAsOneFile-2026-11-01.zip",
        {"CompanyName": 'HOPE, FAITH & "CO" LIMITED', "PreviousName_1.CompanyName": "OLD HOPE LIMITED"},
        {"CompanyNumber": "9999999", "CompanyCategory": "Community Interest Company", "CompanyName": "KITCHENS CIC"},
    )
    loaded = taken_in(tmp_path, path)
    assert names_of(loaded) == [
        ("01234567", 'HOPE, FAITH & "CO" LIMITED', "current", "company", "01234567", True, "LS1"),
        ("01234567", "OLD HOPE LIMITED", "previous", "company", "01234567", True, "LS1"),
        ("09999999", "KITCHENS CIC", "current", "cic", "09999999", True, "LS1"),
    ]
    assert loaded.snapshots[0].day == date(2026, 11, 1)


def test_parts_of_a_register_are_one_snapshot(tmp_path: Path) -> None:
    folder = tmp_path / "parts"
    folder.mkdir()
    for part in (1, 2):
        name = f"BasicCompanyData-2026-11-01-part{part}_2.zip"
        companies(folder / name, {"CompanyNumber": f"0000000{part}"})
    loaded = taken_in(tmp_path, folder)
    assert [row[0] for row in names_of(loaded)] == ["00000001", "00000002"]
    (folder / "BasicCompanyData-2026-11-01-part2_2.zip").unlink()
    with pytest.raises(StoreError, match="part 2 of 2 is missing"):
        taken_in(tmp_path, folder)


def test_mutuals_in_the_letters_of_windows(tmp_path: Path) -> None:
    others = {
        "Society Number": "1",
        "Full Registation Number": "1B",
        "Registered As": "Building Society",
        "Society Name": "Hollin Building Society",
    }
    gone = {"Society Number": "2", "Full Registation Number": "2R", "Society Status": "Deregistered"}
    path = written(
        tmp_path / "SocietyList.csv",
        SOCIETY | {"Society Name": "Café Co-operative Limited"},
        SOCIETY | others,
        SOCIETY | gone,
        encoding="windows-1252",
    )
    assert [row[:6] for row in names_of(taken_in(tmp_path, path, day=date(2026, 11, 1)))] == [
        ("1B", "Hollin Building Society", "current", "company", None, True),
        ("2R", "Hollin Food Co-operative Limited", "current", "registered_society", None, False),
        ("30459R", "Café Co-operative Limited", "current", "registered_society", None, True),
    ]


def test_scottish_and_northern_charities(tmp_path: Path) -> None:
    scottish = taken_in(tmp_path, written(tmp_path / "CharityExport-01-Nov-2026.csv", SCOTTISH))
    assert names_of(scottish) == [
        ("SC012345", "Glen Trust", "current", "charity", None, True, "EH1"),
        ("SC012345", "The Glen", "known_as", "charity", None, True, "EH1"),
    ]
    northern = taken_in(tmp_path, written(tmp_path / "charitydetails.csv", NORTHERN))
    assert names_of(northern) == [
        ("100123", "Friends of the Lough", "known_as", "charity", "NI012345", True, "BT1"),
        ("100123", "Lough Support", "current", "charity", "NI012345", True, "BT1"),
    ]


def test_providers_of_social_housing(tmp_path: Path) -> None:
    council = {"Organisation Name": "Hollin Council", "Registration Number": "5XYZ", "Designation": "Local authority"}
    loaded = taken_in(tmp_path, written(tmp_path / "rp.csv", HOUSING, HOUSING | council | {"Corporate Form": "N/A"}))
    assert [row[:4] for row in names_of(loaded)] == [
        ("5XYZ", "Hollin Council", "current", "public_body"),
        ("L1234", "Hollin Homes Limited", "current", "registered_society"),
    ]


def test_a_folder_holds_several_registers_and_other_files(tmp_path: Path) -> None:
    folder = tmp_path / "given"
    folder.mkdir()
    written(folder / "oscr.csv", SCOTTISH)
    written(folder / "mutuals.csv", SOCIETY)
    (folder / "other.csv").write_text("a,b\n1,2\n")
    loaded = taken_in(tmp_path, folder)
    assert sorted(each.register for each in loaded.snapshots) == ["mutuals", "oscr"]
    assert len(loaded.left_out) == 1
    assert "other.csv" in loaded.left_out[0]


def test_another_layout_is_one_line_that_names_the_columns(tmp_path: Path) -> None:
    missing = {name: cell for name, cell in SCOTTISH.items() if name not in {"Postcode", "Charity Status"}}
    with pytest.raises(StoreError) as told:
        taken_in(tmp_path, written(tmp_path / "oscr.csv", missing))
    assert str(told.value).endswith("for oscr, the nearest, it has no Charity Status, Postcode")
    with pytest.raises(
        StoreError, match="not in the layout of ccni: it has no Reg charity number, Status, Company number"
    ):
        taken_in(tmp_path, written(tmp_path / "oscr.csv", SCOTTISH), register="ccni")
    assert kept(tmp_path) == []


def test_columns_in_another_order_case_and_beside_others(tmp_path: Path) -> None:
    row = {name.upper().replace(" ", "_"): cell for name, cell in reversed(SCOTTISH.items())} | {"New": "x"}
    assert len(names_of(taken_in(tmp_path, written(tmp_path / "oscr.csv", row)))) == 2


@pytest.mark.parametrize("register", REGISTERS)
def test_a_register_without_an_entry_is_refused(tmp_path: Path, register: str) -> None:
    samples = {
        "charity_commission": CHARITY, "companies_house": COMPANY, "mutuals": SOCIETY, "oscr": SCOTTISH,
        "ccni": NORTHERN, "housing": HOUSING,
    }  # fmt: skip
    path = written(tmp_path / "register.csv", dict.fromkeys(samples[register], ""))
    with pytest.raises(StoreError, match="holds no entry"):
        taken_in(tmp_path, path, register=register)


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.999])
@pytest.mark.parametrize("form", ["zip", "csv", "json", "txt"])
def test_a_register_cut_off_leaves_the_last_good_snapshot(tmp_path: Path, form: str, share: float) -> None:
    rows = [CHARITY | {"registered_charity_number": 1100000 + number} for number in range(200)]
    packed = charities(tmp_path / "publicextract.charity.zip", *rows)
    taken_in(tmp_path, packed)
    before = kept(tmp_path)
    bodies = {
        "zip": packed.read_bytes(), "csv": table(rows).encode(), "json": json.dumps(rows).encode(),
        "txt": table(rows, delimiter="\t").encode(),
    }  # fmt: skip
    cut = tmp_path / f"cut.{form}"
    cut.write_bytes(bodies[form][: int(len(bodies[form]) * share)])
    with pytest.raises(StoreError, match=r"cut off|not to be read|has no header"):
        taken_in(tmp_path, cut)
    assert kept(tmp_path) == before


def test_a_register_cut_off_within_quotation_marks(tmp_path: Path) -> None:
    text = table([SOCIETY | {"Society Address": "1 The Street\nLeeds\nLS2 7UE"}])
    (tmp_path / "cut.csv").write_text(text[: text.index("Leeds\n") + 6], newline="")
    with pytest.raises(StoreError, match="cut off"):
        taken_in(tmp_path, tmp_path / "cut.csv")


def test_a_register_that_lost_a_tenth_is_refused_until_asked_for(tmp_path: Path) -> None:
    rows = [{"registered_charity_number": 1100000 + number} for number in range(200)]
    taken_in(tmp_path, charities(tmp_path / "a.zip", *rows))
    fewer = charities(tmp_path / "b.zip", *rows[: int(200 * LEAST_KEPT) - 1])
    for day in (date(2026, 11, 1), date(2026, 11, 8)):
        with pytest.raises(StoreError, match=r"holds 179 bodies where the snapshot of 2026-11-01 holds 200"):
            taken_in(tmp_path, fewer, day=day)
    assert [(each.day, each.bodies) for each in kept(tmp_path)] == [(date(2026, 11, 1), 200)]
    taken_in(tmp_path, fewer, day=date(2015, 1, 1))
    taken_in(tmp_path, fewer, day=date(2026, 11, 8), is_loss_allowed=True)
    assert [each.bodies for each in kept(tmp_path)] == [179, 200, 179]


def test_lines_that_cannot_be_read_are_counted(tmp_path: Path) -> None:
    text = table([SOCIETY | {"Society Number": str(number)} for number in range(100)])
    path = tmp_path / "SocietyList.csv"
    path.write_text(text.replace("\r\n7,", '\r\n7,"broken" here,', 1), newline="")
    loaded = taken_in(tmp_path, path)
    assert loaded.left_out == ["SocietyList.csv: 1 line of 100 cannot be read"]


def test_the_same_day_is_replaced_and_each_day_is_kept(tmp_path: Path) -> None:
    for name, day in (("One", 1), ("Two", 1), ("Three", 8)):
        taken_in(tmp_path, written(tmp_path / "oscr.csv", SCOTTISH | {"Charity Name": name}), day=date(2026, 11, day))
    assert [each.day for each in kept(tmp_path)] == [date(2026, 11, 1), date(2026, 11, 8)]


@settings(max_examples=30, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_a_snapshot_or_one_line(tmp_path_factory: pytest.TempPathFactory, body: bytes) -> None:
    folder = tmp_path_factory.mktemp("any")
    (folder / "register.csv").write_bytes(body)
    with pytest.raises(StoreError) as told:
        taken_in(folder, folder / "register.csv")
    assert "\n" not in str(told.value)
