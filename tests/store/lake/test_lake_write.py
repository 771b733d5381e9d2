"""What is published stands in the lake, row for row, after each publish; only what has changed is written."""

from dataclasses import replace

import duckdb
import polars as pl
import pytest

from store.lake import cuts
from store.lake.catalog import Place, opened
from store.lake.erasing import erase
from store.lake.run import catch_up
from store.lake.state import keep_edition
from store.lake.sweeping import sweep
from store.lake.words import Words
from store.lake.writing import Written
from tests.store.lake.made import CF, FTS, TABLES, Published, fill, held, lake_rows, quiet


def test_all_that_is_published_stands_in_the_lake_row_for_row(home: Published, bucket_place: Place) -> None:
    catch_up(home.home, bucket_place, quiet)
    assert held(bucket_place) == home.all_rows()


def test_a_publish_writes_the_changed_parts_alone(home: Published, folder_place: Place) -> None:
    catch_up(home.home, folder_place, quiet)
    home.publish("UPDATE core.notice SET title = 'Another' WHERE ocid = 'a'")
    done = catch_up(home.home, folder_place, quiet)
    assert done == Written(
        tables=2, parts=2, rows=2 + 3, emptied=0
    )  # both notices of the part; facts of the publication
    assert held(folder_place) == home.all_rows()


def test_new_notices_of_a_part_are_added_and_its_files_stay(home: Published, folder_place: Place) -> None:
    catch_up(home.home, folder_place, quiet)
    before = data_files(folder_place, "core.notice")
    home.add("new", "newer")
    catch_up(home.home, folder_place, quiet)
    assert before < data_files(folder_place, "core.notice")
    assert held(folder_place) == home.all_rows()


def test_a_part_that_gains_a_row_and_changes_another_is_written_whole(home: Published, folder_place: Place) -> None:
    catch_up(home.home, folder_place, quiet)
    before = data_files(folder_place, "core.notice")
    home.publish(
        "INSERT INTO core.notice SELECT * REPLACE ('new' AS ocid) FROM core.notice WHERE ocid = 'a'",
        "UPDATE core.notice SET title = 'Another' WHERE ocid = 'a'",
    )
    catch_up(home.home, folder_place, quiet)
    assert not before <= data_files(folder_place, "core.notice")
    assert held(folder_place) == home.all_rows()


def test_a_part_of_many_files_is_written_whole(
    home: Published, folder_place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.lake.grown._MOST_FILES", 2)
    catch_up(home.home, folder_place, quiet)
    found = []
    for name in ("one", "two", "three"):
        home.add(name)
        catch_up(home.home, folder_place, quiet)
        found.append(len(data_files(folder_place, "core.notice")))
    assert found == [3, 4, 2]  # one is of another portal
    assert held(folder_place) == home.all_rows()


def data_files(place: Place, table: str) -> set[str]:
    """The files that a table of the lake consists of."""
    with opened(place) as catalog:
        return {task.file.file_path for task in catalog.load_table(table).scan().plan_files()}


def test_nothing_new_changes_nothing(home: Published, folder_place: Place) -> None:
    catch_up(home.home, folder_place, quiet)
    assert catch_up(home.home, folder_place, quiet) == Written()


def test_a_row_that_changes_year_leaves_its_old_part_and_an_emptied_part_goes(home: Published, place: Place) -> None:
    catch_up(home.home, place, quiet)
    home.publish("UPDATE core.notice SET published_at = '2024-03-01 12:00:00+00' WHERE ocid = 'c'")
    done = catch_up(home.home, place, quiet)
    assert done.emptied == 2  # of core.notice and core.passage, which is cut by its notice
    assert held(place) == home.all_rows()
    with opened(place) as catalog:
        parts = catalog.load_table("core.notice").inspect.partitions().to_pylist()
    assert {(row["partition"]["source"], row["partition"]["year"]) for row in parts} == {(FTS, 2026), (CF, 2024)}


def test_a_row_without_portal_or_date_is_kept_too(home: Published, folder_place: Place) -> None:
    with duckdb.connect(str(home.path)) as con:
        fill(con, "core.issue", issue_id="i", level="error", code="unreadable", message="not JSON")
    home.publish("UPDATE core.notice SET published_at = NULL WHERE ocid = 'a'")
    catch_up(home.home, folder_place, quiet)
    assert held(folder_place) == home.all_rows()
    home.publish("DELETE FROM core.issue", "UPDATE core.notice SET published_at = '2026-05-01' WHERE ocid = 'a'")
    catch_up(home.home, folder_place, quiet)
    assert held(folder_place) == home.all_rows()


def test_comments_stand_in_the_lake(home: Published, folder_place: Place) -> None:
    catch_up(home.home, folder_place, quiet)
    with duckdb.connect(str(home.path)) as con:
        said = con.execute(
            "SELECT comment FROM duckdb_columns() WHERE table_name = 'notice' AND column_name = 'title'"
        ).fetchone()
        of_table = con.execute("SELECT comment FROM duckdb_tables() WHERE table_name = 'notice'").fetchone()
    with opened(folder_place) as catalog:
        table = catalog.load_table("core.notice")
        assert (table.schema().find_field("title").doc,) == said
        assert (table.properties["comment"],) == of_table
        assert all(field.doc for name in TABLES for field in catalog.load_table(name).schema().fields)


def test_a_large_part_is_written_in_bundles(
    home: Published, folder_place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.lake.parts._CHUNK_ROWS", 1)
    catch_up(home.home, folder_place, quiet)
    assert held(folder_place) == home.all_rows()


def test_columns_that_come_and_go_and_change_type(home: Published, folder_place: Place) -> None:
    catch_up(home.home, folder_place, quiet)
    before = home.rows("core.notice")
    home.publish(
        "ALTER TABLE core.notice DROP COLUMN language",
        "ALTER TABLE core.notice ALTER COLUMN stage DROP NOT NULL",
        "ALTER TABLE core.notice DROP COLUMN stage",
        "ALTER TABLE core.notice ADD COLUMN colour VARCHAR",
        "COMMENT ON COLUMN core.notice.colour IS 'Its colour.'",
        "ALTER TABLE core.notice ALTER COLUMN lot_count TYPE BIGINT",
        "ALTER TABLE core.notice ALTER COLUMN word_count TYPE VARCHAR",
        "UPDATE core.notice SET colour = 'red', word_count = 'many'",
    )
    catch_up(home.home, folder_place, quiet)
    with opened(folder_place) as catalog:
        table = catalog.load_table("core.notice")
        row = table.scan(row_filter="ocid = 'a'").to_arrow().to_pylist()[0]
        state = table.snapshots()[0].snapshot_id
        assert len(table.scan(snapshot_id=state).to_arrow()) == len(before)
        assert table.schema().find_field("colour").doc == "Its colour."
    assert (row["colour"], row["word_count"], row["language"], row["stage"]) == ("red", "many", None, None)


def test_a_table_that_is_cut_in_another_way_is_written_whole_and_editions_stay(
    home: Published, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = cuts._cuts() | {"out.indicator": replace(cuts._cuts()["out.indicator"], also="")}
    with monkeypatch.context() as earlier:
        earlier.setattr(cuts, "_cuts", lambda: before)
        keep_edition(home.home, "edition-2026-W47")
        catch_up(home.home, place, quiet)
    then = home.all_rows()
    home.publish("UPDATE out.indicator SET cut = 'series' WHERE period = 'a'")
    done = catch_up(home.home, place, quiet)
    assert (done.tables, done.parts) == (2, 4)  # with the facts of the publication: years 2025 and 2026, and the series
    assert held(place) == home.all_rows()
    assert held(place, "edition-2026-W47") == then
    assert catch_up(home.home, place, quiet) == Written()
    with opened(place) as catalog:
        table = catalog.load_table("out.indicator")
        assert [field.name for field in table.spec().fields] == ["year", "cut"]
        erase(catalog, place, Words(["series"]), quiet)
        sweep(catalog, place, quiet)
    assert held(place, "edition-2026-W47") == then
    assert "series" not in str(held(place))


def test_a_change_in_one_cut_of_a_year_leaves_the_others(home: Published, folder_place: Place) -> None:
    home.publish("UPDATE out.indicator SET cut = 'series' WHERE period = 'a'")
    catch_up(home.home, folder_place, quiet)
    home.publish("UPDATE out.indicator SET n = n + 1 WHERE cut = 'series'")
    done = catch_up(home.home, folder_place, quiet)
    assert (done.tables, done.parts) == (2, 2)  # and the facts of the publication
    assert held(folder_place) == home.all_rows()


@pytest.mark.parametrize(
    "table",
    [
        "core.notice",
        *(pytest.param(name, marks=pytest.mark.long) for name in ("out.process", "out.indicator", "core.passage")),
    ],
)
def test_polars_and_duckdb_read_the_same(home: Published, folder_place: Place, table: str) -> None:
    catch_up(home.home, folder_place, quiet)
    home.add("d", title="Later")
    catch_up(home.home, folder_place, quiet)
    with opened(folder_place) as catalog:
        found = catalog.load_table(table)
        want = len(lake_rows(catalog, table))
        frame = pl.scan_iceberg(found).collect()
        tasks = list(found.scan().plan_files())
    assert not any(task.delete_files for task in tasks)
    files = [task.file.file_path.removeprefix("file://") for task in tasks]
    read = duckdb.execute("SELECT * FROM read_parquet($files, hive_partitioning = false)", {"files": files}).fetchall()
    names = [column[0] for column in duckdb.execute(f"DESCRIBE SELECT * FROM read_parquet({files})").fetchall()]
    assert len(frame) == len(read) == want == len(home.rows(table))
    key = "period" if table == "out.indicator" else "ocid"
    assert sorted(frame[key]) == sorted(row[names.index(key)] for row in read)


def test_polars_reads_from_the_bucket(home: Published, bucket_place: Place) -> None:
    catch_up(home.home, bucket_place, quiet)
    with opened(bucket_place) as catalog:
        options = {
            "aws_endpoint_url": bucket_place.endpoint,
            "aws_region": bucket_place.region,
            "aws_allow_http": "true",
        }
        frame = pl.scan_iceberg(catalog.load_table("out.process"), storage_options=options).collect()
    assert sorted(frame["ocid"]) == ["a", "b", "c"]


def test_a_monitor_that_is_not_the_main_one_writes_notices_alone(home: Published, folder_place: Place) -> None:
    catch_up(home.home, replace(folder_place, writer="cf", sources=(CF,)), quiet)
    with opened(folder_place) as catalog:
        assert [row[-1] for row in lake_rows(catalog, "core.notice")] == [2025]
        assert not catalog.table_exists("out.process")
