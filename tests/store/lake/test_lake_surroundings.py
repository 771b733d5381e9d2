"""What surrounds a lake goes wrong: nothing published is harmed, nothing is overwritten, the way back is told."""

import errno
import re
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import psycopg2
import pyarrow as pa
import pytest
from pyiceberg.types import StringType

from store.lake.catalog import Place, opened
from store.lake.errors import LakeError
from store.lake.run import catch_up
from store.lake.state import keep_edition, read_state
from store.lake.status import lake_lines, lake_status
from store.lake.sweeping import sweep
from tests.store.lake.made import CF, FTS, Published, held, quiet

LAKE = Path(__file__).resolve().parents[3] / "docs" / "lake.md"


def test_what_the_lake_holds_is_no_lag_when_it_cannot_be_asked(home: Published, folder_place: Place) -> None:
    catch_up(home.home, folder_place, quiet)
    down = replace(folder_place, catalog="sqlite:////nowhere/catalog.db")
    with pytest.raises(LakeError):
        catch_up(home.home, down, quiet)
    assert read_state(home.home).lag == ""
    keep_edition(home.home, "edition-2026-W47")
    with pytest.raises(LakeError):
        catch_up(home.home, down, quiet)
    assert read_state(home.home).lag.startswith("The lake lacks what was published since 2026-11-21 05:00 UTC")


def test_another_warehouse_than_that_of_the_catalogue_is_refused(home: Published, folder_place: Place) -> None:
    catch_up(home.home, folder_place, quiet)
    with pytest.raises(LakeError, match=r"the files of this lake are in .*/warehouse, not in /elsewhere: set "):
        catch_up(home.home, replace(folder_place, warehouse="/elsewhere"), quiet)
    catch_up(home.home, replace(folder_place, warehouse=f"{folder_place.warehouse}/"), quiet)


def test_a_lake_of_a_newer_program_is_read_and_not_written(home: Published, folder_place: Place) -> None:
    catch_up(home.home, folder_place, quiet)
    with opened(folder_place) as catalog:
        table = catalog.load_table("lake.writer")
        with table.update_schema() as change:
            change.add_column("colour", StringType())
        table = catalog.load_table("lake.writer")
        rows = table.scan().to_arrow().to_pylist()
        newer = [row | {"schema_version": 999, "colour": "red", "writer": "other"} for row in rows]
        table.overwrite(pa.Table.from_pylist([*rows, *newer], schema=table.schema().as_arrow()))
    assert "other writes" in "\n".join(lake_lines(lake_status(home.home, folder_place)))
    home.add("d")
    with pytest.raises(LakeError, match=r"a newer program writes the lake as 'other' \(tables of version 999"):
        catch_up(home.home, folder_place, quiet)


def test_a_lake_of_an_older_program_gets_what_it_lacks(home: Published, folder_place: Place) -> None:
    catch_up(home.home, folder_place, quiet)
    with opened(folder_place) as catalog:
        for name, column in (("lake.writer", "schema_version"), ("core.notice", "title")):
            with catalog.load_table(name).update_schema(allow_incompatible_changes=True) as change:
                change.delete_column(column)
    home.publish("UPDATE core.notice SET title = 'Another', lot_count = 3")
    catch_up(home.home, folder_place, quiet)
    assert held(folder_place) == home.all_rows()


def test_a_description_that_is_gone_is_made_good_from_the_one_before(home: Published, place: Place) -> None:
    keep_edition(home.home, "edition-2026-W47")
    catch_up(home.home, place, quiet)
    then = home.all_rows()
    home.add("d")
    catch_up(home.home, place, quiet)
    with opened(place) as catalog:
        table = catalog.load_table("out.process")
        table.io.delete(table.metadata_location)
    home.add("e")
    with pytest.raises(LakeError, match=r"the warehouse .* cannot be used: .*out/process"):
        catch_up(home.home, place, quiet)
    documented = re.search(r"UPDATE iceberg_tables [^;`]*", LAKE.read_text(encoding="utf-8"))
    assert documented
    with closing(psycopg2.connect(place.catalog)) as con, con, con.cursor() as cursor:
        cursor.execute(documented[0])
        assert cursor.rowcount == 1
    catch_up(home.home, place, quiet)
    assert held(place) == home.all_rows()
    assert held(place, "edition-2026-W47") == then


def test_a_warehouse_that_is_full_is_one_line_and_is_made_good(
    home: Published, folder_place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    catch_up(home.home, folder_place, quiet)
    before = held(folder_place)
    home.add("d")

    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("pyiceberg.io.pyarrow.PyArrowFile.create", refuse)
        with pytest.raises(LakeError, match=r"warehouse .* cannot be used: .*No space left"):
            catch_up(home.home, folder_place, quiet)
    assert held(folder_place) == before
    assert "No space left" in read_state(home.home).lag
    catch_up(home.home, folder_place, quiet)
    assert held(folder_place) == home.all_rows()


def test_a_main_monitor_that_never_wrote_is_told(home: Published, folder_place: Place) -> None:
    astray = replace(folder_place, main="londn")
    catch_up(home.home, astray, quiet)
    assert any("main is londn, and no such monitor" in line for line in lake_lines(lake_status(home.home, astray)))
    catch_up(home.home, folder_place, quiet)
    assert not any("no such monitor" in line for line in lake_lines(lake_status(home.home, folder_place)))


@pytest.mark.parametrize(
    ("table", "torn"),
    [("core.notice", "core.notice"), pytest.param("core.duplicate_review", "", marks=pytest.mark.long)],
)
def test_a_file_that_is_gone_is_told_by_sweeping_and_written_anew(
    home: Published, folder_place: Place, table: str, torn: str
) -> None:
    catch_up(home.home, folder_place, quiet)
    with opened(folder_place) as catalog:
        for task in catalog.load_table(table).scan().plan_files():
            Path(task.file.file_path.removeprefix("file://")).unlink()
        assert ",".join(sweep(catalog, folder_place, quiet).torn) == torn
    catch_up(home.home, folder_place, quiet)
    assert held(folder_place) == home.all_rows()
    with opened(folder_place) as catalog:
        assert sweep(catalog, folder_place, quiet).torn == ()


def test_a_lake_that_cannot_be_asked_is_not_said_to_be_empty_or_whole(home: Published, folder_place: Place) -> None:
    catch_up(home.home, folder_place, quiet)
    down = replace(folder_place, catalog="sqlite:////nowhere/catalog.db")
    facts = lake_status(home.home, down)
    assert [facts[name] for name in ("lag", "writers", "tables", "editions", "notices_differ")] == [None] * 5
    assert list(lake_lines(facts))[2:] == [
        f"When it was last written from here, {facts['written_at']:%Y-%m-%d %H:%M} UTC, it held what is published here"
    ]
    home.add("d")
    assert list(lake_lines(lake_status(home.home, down)))[2:] == [
        "The lake lacks what was published since 2026-11-22 05:00 UTC"
    ]


def test_another_lake_than_the_one_written_is_told(home: Published, folder_place: Place, tmp_path: Path) -> None:
    catch_up(home.home, folder_place, quiet)
    facts = lake_status(home.home, replace(folder_place, catalog=f"sqlite:///{tmp_path}/another.db"))
    assert facts["lag"].startswith("The lake knows nothing of 'fts'")
    assert facts["lag"] in lake_lines(facts)


def test_notices_that_another_monitor_writes_otherwise_are_told(home: Published, folder_place: Place) -> None:
    main = replace(folder_place, sources=(FTS,))
    catch_up(home.home, main, quiet)
    second = Published(home.home.parent / "second", home.path.read_bytes())
    second.add("e", "f", source=CF, year=2025)
    second.add("g", source=CF, year=2026)
    second.add("h", source=FTS)
    other = replace(folder_place, writer="cf", main="fts", sources=(CF,))
    catch_up(second.home, other, quiet)
    facts = lake_status(home.home, main)
    assert facts["notices_differ"] == [{"source": CF, "here": 1, "lake": 4}]
    assert list(lake_lines(facts))[-2:] == [
        "It holds what is published here",
        "Notices of contracts_finder: 1 published here, 4 in the lake",
    ]
    assert lake_status(second.home, other)["notices_differ"] == []
