"""Personal data are gone from what the lake holds now, from every edition, and from every file."""

from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest
from pyarrow.fs import FileInfo
from pyiceberg.catalog.sql import SqlCatalog
from pyiceberg.exceptions import CommitFailedException
from pyiceberg.table import Table

from store.lake.catalog import Place, opened
from store.lake.editions import tags
from store.lake.erasing import erase
from store.lake.run import catch_up
from store.lake.standing import tables_holding
from store.lake.state import keep_edition
from store.lake.sweeping import Swept, found_files, modified, remove_unneeded
from store.lake.words import REMOVED, Words
from tests.store.lake.made import Published, held, lake_rows, quiet

PERSON = "Mary  Example-Person"


@pytest.fixture(scope="module")
def erased_place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    folder = tmp_path_factory.mktemp("erased")
    return Place(f"sqlite:///{folder}/catalog.db", str(folder / "warehouse"), "fts", "fts")


@pytest.fixture(scope="module")
def erased(tmp_path_factory: pytest.TempPathFactory, small: bytes, erased_place: Place) -> Published:
    """A name stands in two editions and in the present, in other rows each time; then it is erased."""
    home = Published(tmp_path_factory.mktemp("home") / "home", small)
    home.add("d", title="Ask mary example-person,")
    keep_edition(home.home, "edition-2026-W40")
    catch_up(home.home, erased_place, quiet)
    home.add("e", title="Ask Mary\u00a0Example-Person,")
    keep_edition(home.home, "edition-2026-W41")
    catch_up(home.home, erased_place, quiet)
    home.publish(
        "UPDATE core.notice SET title = 'Nobody' WHERE ocid = 'd'", "DELETE FROM core.passage WHERE ocid = 'd'"
    )
    home.add("f", title="MARY EXAMPLE-PERSON")
    catch_up(home.home, erased_place, quiet)
    with opened(erased_place) as catalog:
        done = erase(catalog, erased_place, Words([PERSON]), quiet)
    assert done.values > 0
    return home


def files_of(place: Place) -> list[Path]:
    return [path for path in Path(place.warehouse).rglob("*") if path.is_file()]


def test_no_file_holds_the_words_any_more(erased: Published, erased_place: Place) -> None:
    files = [path for path in files_of(erased_place) if path.suffix == ".parquet"]
    for path in files:
        rows = duckdb.execute("SELECT * FROM read_parquet(?, hive_partitioning = false)", [str(path)]).fetchall()
        assert "example-person" not in str(rows).lower(), path


def test_nor_do_the_bounds_of_columns(erased: Published, erased_place: Place) -> None:
    with opened(erased_place) as catalog:
        for name in ("core.notice", "core.passage", "out.process"):
            found = catalog.load_table(name).inspect.all_files().to_pylist()
            bounds = [(each["lower_bounds"], each["upper_bounds"]) for each in found]
            assert "mary" not in str(bounds).lower()
            assert "title" in str(bounds).lower()


@pytest.mark.parametrize(("tag", "names"), [("edition-2026-W40", 1), ("edition-2026-W41", 2), (None, 2)])
def test_every_edition_and_the_present_have_all_else(
    erased: Published, erased_place: Place, tag: str | None, names: int
) -> None:
    with opened(erased_place) as catalog:
        assert tags(catalog) == ["edition-2026-W40", "edition-2026-W41"]
        quotes = [row for row in lake_rows(catalog, "core.passage", tag) if any(REMOVED in str(value) for value in row)]
        assert len(quotes) == names
        assert not any("example" in str(row).lower() for rows in held(erased_place, tag).values() for row in rows)
        assert len(lake_rows(catalog, "core.notice", tag)) == {"edition-2026-W40": 4, "edition-2026-W41": 5}.get(
            tag or "", 6
        )


def test_lists_and_rows_without_the_words_stay_as_they_were(erased: Published, erased_place: Place) -> None:
    with opened(erased_place) as catalog:
        rows = catalog.load_table("core.notice").scan(row_filter="ocid in ('a', 'f')").to_arrow().to_pylist()
    found = {row["ocid"]: (row["title"], row["tags"]) for row in rows}
    assert found == {"a": ("Title a", ["tender", "Title"]), "f": (f"{REMOVED} f", ["tender", REMOVED])}


def test_words_that_are_part_of_others_stay(folder_place: Place, home: Published) -> None:
    home.add("d", title="Annette Leeds")
    catch_up(home.home, folder_place, quiet)
    with opened(folder_place) as catalog:
        assert erase(catalog, folder_place, Words(["Ann", "Anne Lee", "Lee"]), quiet).values == 0
    assert held(folder_place) == home.all_rows()


def test_what_the_home_still_holds_is_named(erased: Published) -> None:
    with duckdb.connect(str(erased.path), read_only=True) as con:
        assert tables_holding(con, [PERSON])["core.notice"] == 3  # also where a space is one that does not break
        assert tables_holding(con, ["Nobody Of This Name"]) == {}


def test_a_later_write_goes_on_from_there(erased: Published, erased_place: Place) -> None:
    erased.publish(*(f"DELETE FROM {name} WHERE ocid IN ('d', 'e', 'f')" for name in ("core.notice", "core.passage")))
    catch_up(erased.home, erased_place, quiet)
    with opened(erased_place) as catalog:
        assert lake_rows(catalog, "core.notice") == erased.rows("core.notice")


def test_an_edition_of_older_columns_keeps_them(home: Published, folder_place: Place) -> None:
    home.add("d", title=PERSON)
    keep_edition(home.home, "edition-2026-W40")
    catch_up(home.home, folder_place, quiet)
    with opened(folder_place) as catalog:
        before = catalog.load_table("core.notice")
        then = before.scan(snapshot_id=before.snapshot_by_name("edition-2026-W40").snapshot_id).to_arrow()  # type: ignore[union-attr]
    home.publish(
        "ALTER TABLE core.notice ALTER COLUMN lot_count TYPE BIGINT",
        "ALTER TABLE core.notice ALTER COLUMN word_count TYPE VARCHAR",
        "ALTER TABLE core.notice ADD COLUMN colour VARCHAR",
        "COMMENT ON COLUMN core.notice.colour IS 'Its colour.'",
        "UPDATE core.notice SET colour = 'red', word_count = 'many'",
    )
    catch_up(home.home, folder_place, quiet)
    now = held(folder_place, None, ["core.notice"])
    with opened(folder_place) as catalog:
        assert erase(catalog, folder_place, Words([PERSON]), quiet).values > 0
        table = catalog.load_table("core.notice")
        found = table.scan(snapshot_id=table.snapshot_by_name("edition-2026-W40").snapshot_id).to_arrow()  # type: ignore[union-attr]
    assert found.schema.equals(then.schema)
    kept = [name for name in then.column_names if name not in {"title", "tags"}]
    assert found.select(kept).sort_by("ocid").equals(then.select(kept).sort_by("ocid"))
    assert [len(row) for row in held(folder_place, None, ["core.notice"])["core.notice"]] == [
        len(row) for row in now["core.notice"]
    ]


def test_a_writer_who_read_the_table_before_is_refused_and_leaves_no_file(home: Published, folder_place: Place) -> None:
    home.add("d", title=PERSON)
    catch_up(home.home, folder_place, quiet)
    before = held(folder_place, None, ["core.process"])
    with opened(folder_place) as catalog:
        table = catalog.load_table("core.notice")
        known = files_of(folder_place)
        writer = table.transaction()
        writer.append(table.scan(row_filter="ocid = 'a'").to_arrow())
        strays = set(files_of(folder_place)) - set(known)
        erase(catalog, folder_place, Words([PERSON]), quiet)
        assert strays
        assert not any(path.exists() for path in strays)
        with pytest.raises(CommitFailedException):
            writer.commit_transaction()
        assert len(lake_rows(catalog, "core.notice")) == 4
    assert held(folder_place, None, ["core.process"]) != before


def test_a_writer_who_read_it_since_keeps_its_files(
    home: Published, folder_place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.add("d", title=PERSON)
    catch_up(home.home, folder_place, quiet)
    writers: list[Any] = []

    def list_while_written(catalog: SqlCatalog, name: str) -> list[FileInfo]:
        if name == "core.notice" and is_removing[0]:
            table = catalog.load_table(name)
            writers.append(table.transaction())
            writers[-1].append(table.scan(row_filter="ocid = 'a'").to_arrow())
        return found_files(catalog, name)

    def remember(table: Table) -> datetime:
        is_removing[0] = True
        return modified(table)

    def remove_and_commit(*arguments: Any, **options: Any) -> Swept:
        swept = remove_unneeded(*arguments, **options)
        if arguments[1] == "core.notice" and len(writers) == 1 and not options:
            writers[0].commit_transaction()
        return swept

    is_removing = [False]
    monkeypatch.setattr("store.lake.erasing.modified", remember)
    monkeypatch.setattr("store.lake.erasing.found_files", list_while_written)
    monkeypatch.setattr("store.lake.erasing.remove_unneeded", remove_and_commit)
    with opened(folder_place) as catalog:
        erase(catalog, folder_place, Words([PERSON]), quiet)
        ocids = catalog.load_table("core.notice").scan().to_arrow()["ocid"].to_pylist()
    assert sorted(ocids) == ["a", "a", "b", "c", "d"]


def test_words_that_stand_nowhere_change_nothing(erased: Published, erased_place: Place) -> None:
    before = {path: path.stat().st_mtime_ns for path in files_of(erased_place)}
    with opened(erased_place) as catalog:
        done = erase(catalog, erased_place, Words(["Nobody Of This Name"]), quiet)
    assert (done.values, done.files, done.swept.files) == (0, 0, 0)
    assert {path: path.stat().st_mtime_ns for path in files_of(erased_place)} == before


def test_only_states_that_hold_the_words_are_forgotten(home: Published, folder_place: Place) -> None:
    catch_up(home.home, folder_place, quiet)
    home.publish("UPDATE core.notice SET title = 'Ask Mary Example-Person' WHERE ocid = 'a'")
    catch_up(home.home, folder_place, quiet)
    home.publish("UPDATE core.notice SET title = 'Nobody' WHERE ocid = 'a'")
    home.add("d")
    catch_up(home.home, folder_place, quiet)
    with opened(folder_place) as catalog:
        others = {name: catalog.load_table(name).metadata_location for name in ("core.passage", "out.process")}
        first, *_ = catalog.load_table("core.notice").snapshots()
        assert erase(catalog, folder_place, Words([PERSON]), quiet).values == 1
        assert {name: catalog.load_table(name).metadata_location for name in others} == others
        notice = catalog.load_table("core.notice")
        assert sorted(notice.scan(snapshot_id=first.snapshot_id).to_arrow()["ocid"].to_pylist()) == ["a", "b", "c"]
        for state in notice.snapshots():
            assert "Mary" not in str(notice.scan(snapshot_id=state.snapshot_id).to_arrow().to_pylist())
    assert held(folder_place) == home.all_rows()
    test_no_file_holds_the_words_any_more(home, folder_place)


def test_no_list_of_files_tells_of_the_words(erased: Published, erased_place: Place) -> None:
    with opened(erased_place) as catalog:
        for name in ("core.notice", "core.passage", "out.process"):
            table = catalog.load_table(name)
            manifests = [manifest for state in table.snapshots() for manifest in state.manifests(table.io)]
            entries = [e for each in manifests for e in each.fetch_manifest_entry(table.io, discard_deleted=False)]
            bounds = [(entry.data_file.lower_bounds, entry.data_file.upper_bounds) for entry in entries]
            assert "mary" not in str(bounds).lower()
