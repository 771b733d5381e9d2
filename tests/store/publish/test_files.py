"""The files of a day are those of a snapshot made anew, and what was damaged on the disk is noticed and made anew."""

import csv
import os
import random
import shutil
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from pathlib import Path

import duckdb
import polars as pl
import pyarrow.parquet as pq
import pytest

from store.database import open_writer
from store.derive.changes import derive_changes
from store.derive.run import derive
from store.derive.state import program
from store.publish.export.datapackage import hashes_of
from store.publish.export.prints import Prints
from store.publish.run import publish
from tests.store.builders import at, criterion, evidence, notice
from tests.store.days import Days, days_in_copy, derived
from tests.store.lean import bare

FIRST_DAY = at("2026-12-05")
CUT = ("core_notice", "core_process", "core_criterion", "core_scope_step", "core_counted_notice", "out_process")


def published(con: duckdb.DuckDBPyConnection, home: Path, day: int, *, is_whole: bool = False) -> Path:
    """Derive and publish; returns the folder of the new snapshot."""
    reason = derived(con, derive_changes)
    publish(con, home, published_at=FIRST_DAY + timedelta(days=day), is_whole=is_whole or reason is not None)
    return (home / "published/current").resolve()


def made_anew(home: Path, copy: Path, day: int) -> Path:
    """The snapshot of a copy of the home, of which nothing was published before."""
    copy.mkdir()
    shutil.copy(home / "monitor.duckdb", copy)
    with open_writer(copy) as con:
        derived(con, derive)
        publish(con, copy, published_at=FIRST_DAY + timedelta(days=day))
    return (copy / "published/current").resolve()


def differing(found: Path, wanted: Path) -> list[str]:
    """Files for readers that hold other rows, or in another order; the versions of the data apart."""
    names = {str(path.relative_to(folder)) for folder in (found, wanted) for path in folder.glob("*/*.*")}
    return [name for name in sorted(names - set(APART)) if not same_rows(found / name, wanted / name)]


APART = [f"{kind}/{name}.{kind}" for kind in ("csv", "parquet") for name in ("core_run", "out_publication")]


def same_rows(one: Path, other: Path) -> bool:
    if one.suffix == ".parquet":
        return bool(pq.read_table(one).equals(pq.read_table(other), check_metadata=True))
    return one.read_bytes() == other.read_bytes()


def rows_of(part: Path) -> list[str]:
    """The rows of a part, of which nothing says in which order they stand."""
    return sorted(map(str, pq.read_table(part).to_pylist()))


@pytest.fixture(scope="module", autouse=True)
def _bare() -> Iterator[None]:
    with bare():
        yield


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home of several years that was published once."""
    home = tmp_path_factory.mktemp("first")
    with open_writer(home) as con:
        days = Days(con, random.Random(11))
        for year in (2021, 2023, 2024):
            for number in range(3):
                ocid = f"{year}-{number}"
                notice(con, ocid, published_at=at(f"{year}-03-05"), source="ted", title=f'=Title\n{year}, "é"')
                criterion(con, "Social value", 10.0, ocid=ocid, source="ted")
                evidence(con, f"R{number}", ocid=ocid, source="ted", text=f"apprentices in {year}")
        for _ in range(6):
            days.add()
        derive(con)
        publish(con, home, published_at=FIRST_DAY)
    return home


@pytest.fixture
def days(first: Path, tmp_path: Path) -> Iterator[Days]:
    """A copy of that home, into which days come."""
    with days_in_copy(first, tmp_path / "home") as days:
        yield days


# Years before, between and behind those that are held.
@pytest.mark.parametrize(
    "moments", [[(30, 2022)], pytest.param([(10, 2020), (20, 2022), (30, 2027)], marks=pytest.mark.long)]
)
def test_the_files_of_days_are_those_made_anew(days: Days, tmp_path: Path, moments: list[tuple[int, int]]) -> None:
    home = tmp_path / "home"
    for number, year in moments:
        for _ in range(3):
            days.day()
        notice(days.con, f"late {number}", published_at=at(f"{year}-01-05"))
        found = published(days.con, home, number)
    days.con.execute("CHECKPOINT")
    assert differing(found, made_anew(home, tmp_path / "anew", 30)) == []


def test_years_that_have_not_changed_are_copied(days: Days, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[tuple[str, str]] = []

    def note(job: object, name: str, *more: object) -> object:
        made.append((job.table.full_name, name))  # type: ignore[attr-defined]
        return original(job, name, *more)  # type: ignore[arg-type]

    from store.publish.export import one_file

    original = one_file._write_piece
    monkeypatch.setattr(one_file, "_write_piece", note)
    notice(days.con, "new", source="ted", published_at=at("2023-06-05"))
    published(days.con, tmp_path / "home", 1)
    for table in ("core.scope_step", "core.counted_notice"):
        assert [piece for name, piece in made if name == table] == ["2023"]
    for table in ("core.notice", "core.process", "out.process"):
        assert [piece for name, piece in made if name == table] == ["source=ted/year=2023"]
    assert not [name for name, _ in made if name in {"core.criterion", "core.evidence", "core.passage"}]


def test_with_nothing_new_nothing_but_the_run_is_written(days: Days, tmp_path: Path) -> None:
    home = tmp_path / "home"
    published(days.con, home, 1)
    new = published(days.con, home, 1)
    fresh = {str(path.relative_to(new)) for path in new.rglob("*") if path.is_file() and path.stat().st_nlink == 1}
    apart = [f"{kind}/{name}.{kind}" for kind in ("csv", "parquet") for name in ("core_setting",)]
    assert fresh <= {*APART, *apart, "csv/columns.csv", "datapackage.json", "fingerprints.json", "monitor.duckdb"}


def cut_off(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-7])


def flipped(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def flipped_in_silence(path: Path) -> None:
    """A disk that forgets: the time of the file stays."""
    stat = path.stat()
    flipped(path)
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))


PLACES = (
    "csv/core_notice.csv",
    "csv/core_buyer.csv",
    "parquet/out_process.parquet",
    "parquet/core_authority.parquet",
    "parts/core_notice/source=ted/year=2021/data_0.parquet",
    "datapackage.json",
    "fingerprints.json",
)


FILES = PLACES[:-2]


def harm_all(home: Path, places: Iterable[str], harm: Callable[[Path], None]) -> None:
    for place in places:
        harmed = (home / "published/current").resolve() / place
        harmed.chmod(0o644)
        harm(harmed)


@pytest.mark.parametrize(
    ("places", "harm"),
    [
        (FILES, flipped),
        *(pytest.param(FILES, harm, marks=pytest.mark.long) for harm in (cut_off, Path.unlink)),
        pytest.param(PLACES[-2:-1], flipped, marks=pytest.mark.long),
        (PLACES[-1:], flipped),
    ],
)
def test_damaged_files_are_made_anew(
    days: Days, tmp_path: Path, anew: Path, places: tuple[str, ...], harm: Callable[[Path], None]
) -> None:
    harm_all(tmp_path / "home", places, harm)
    notice(days.con, "new", source="ted", published_at=at("2024-06-05"))
    found = published(days.con, tmp_path / "home", 1)
    assert differing(found, anew) == []
    for part in anew.glob("parts/core_notice/*/*/*.parquet"):
        assert rows_of(found / part.relative_to(anew)) == rows_of(part)


@pytest.mark.parametrize("harm", [cut_off, Path.unlink])
def test_what_describes_the_files_tells_nothing_when_it_is_damaged(
    first: Path, tmp_path: Path, harm: Callable[[Path], None]
) -> None:
    for place in PLACES[-2:]:
        shutil.copy(first / "published" / "current" / place, tmp_path)
    assert hashes_of(tmp_path)
    assert Prints.read(tmp_path, program()).files
    for place in PLACES[-2:]:
        harm(tmp_path / place)
    assert hashes_of(tmp_path) == {}
    assert Prints.read(tmp_path, program()).files == {}


@pytest.fixture(scope="module")
def anew(first: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the first home is to publish after a day with one notice of 2024, made anew."""
    folder = tmp_path_factory.mktemp("anew")
    shutil.copytree(first, folder / "home", symlinks=True)
    with open_writer(folder / "home") as con:
        notice(con, "new", source="ted", published_at=at("2024-06-05"))
        con.execute("CHECKPOINT")
    return made_anew(folder / "home", folder / "copy", 1)


def test_silent_damage_is_made_anew_with_the_whole(days: Days, tmp_path: Path) -> None:
    home = tmp_path / "home"
    old = (home / "published/current").resolve()
    one_files = [place for place in FILES if not place.startswith("parts/")]
    sound, part = {place: (old / place).read_bytes() for place in one_files}, rows_of(old / FILES[-1])
    harm_all(home, FILES, flipped_in_silence)
    found = published(days.con, home, 0, is_whole=True)
    assert {place: (found / place).read_bytes() for place in one_files} == sound
    assert rows_of(found / FILES[-1]) == part


def test_silent_damage_is_never_copied(days: Days, tmp_path: Path, anew: Path) -> None:
    harm_all(tmp_path / "home", ("csv/core_notice.csv", "parquet/core_notice.parquet"), flipped_in_silence)
    notice(days.con, "new", source="ted", published_at=at("2024-06-05"))
    assert differing(published(days.con, tmp_path / "home", 1), anew) == []


def test_every_reader_of_csv_reads_joined_files_whole(days: Days, tmp_path: Path) -> None:
    notice(days.con, "new", source="ted", published_at=at("2023-06-05"), title="a;b\r\n'c")
    folder = published(days.con, tmp_path / "home", 1)
    for name in CUT:
        path = folder / f"csv/{name}.csv"
        rows = pq.ParquetFile(folder / f"parquet/{name}.parquet").metadata.num_rows
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = list(csv.reader(file))
        assert {len(line) for line in lines} == {len(lines[0])}
        with duckdb.connect() as con:
            found = con.execute(f"SELECT count(*) FROM read_csv('{path}', all_varchar = true)").fetchall()[0][0]
        assert (len(lines) - 1, len(pl.read_csv(path, infer_schema=False)), found) == (rows, rows, rows)
