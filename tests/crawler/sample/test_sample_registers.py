"""The sample registers: in the layouts of the real ones, and of the suppliers that the sample notices name."""

import tomllib
from importlib.resources import files
from pathlib import Path

from crawler.sample.authored import load_processes, load_suppliers
from crawler.sample.registers import DAY, write_registers


def test_every_supplier_is_authored() -> None:
    names = {name for process in load_processes() for event in process.events for name in event.suppliers}
    history = tomllib.loads(files("crawler").joinpath("sample/history/wording.toml").read_text(encoding="utf-8"))
    names |= {name for name, _ in history["supplier"]["names"]}
    assert names <= {supplier.name for supplier in load_suppliers()}


def test_numbers_of_registers_are_given_once() -> None:
    bodies = load_suppliers()
    for numbers in (
        [body.company for body in bodies if body.company],
        [body.charity for body in bodies if body.charity],
        [body.society for body in bodies if body.society],
    ):
        assert len(set(numbers)) == len(numbers) > 1


def test_postcodes_are_of_districts_that_do_not_exist() -> None:
    assert all("98 " in body.postal_code for body in load_suppliers() if body.postal_code)


def test_each_register_is_a_file_under_its_own_name(tmp_path: Path) -> None:
    folder = write_registers(tmp_path / "registers")
    assert sorted(path.name for path in folder.iterdir()) == [
        f"BasicCompanyDataAsOneFile-{DAY}.zip",
        f"CharityExport-{DAY}.csv",
        f"SocietyList-{DAY}.csv",
        f"charitydetails-{DAY}.csv",
        "publicextract.charity.zip",
        f"registered-providers-{DAY}.csv",
    ]


def test_writing_them_again_makes_the_same_files(tmp_path: Path) -> None:
    first, second = (write_registers(tmp_path / name) for name in ("one", "two"))
    assert [path.read_bytes() for path in sorted(first.iterdir())] == [
        path.read_bytes() for path in sorted(second.iterdir())
    ]
