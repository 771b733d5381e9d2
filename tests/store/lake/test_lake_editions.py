"""Editions are tags: read back figure for figure whatever was written since, also when the lake was down meanwhile."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
from pyiceberg.catalog.sql import SqlCatalog

from store.lake.catalog import Place, opened
from store.lake.claims import claims
from store.lake.editions import put_tags
from store.lake.errors import LakeError
from store.lake.run import catch_up
from store.lake.state import keep_edition, kept_editions, read_state, tag_of
from store.lake.sweeping import GRACE, sweep
from store.lake.writing import Session, write_tables
from tests.store.lake.made import TABLES, Published, held, quiet

EDITION = "edition-2026-W47"
REVISED = "edition-2026-W47-version-3"


def no_grace(monkeypatch: pytest.MonkeyPatch) -> None:
    """States are past their time at once, and so are files."""
    monkeypatch.setattr("store.lake.sweeping.GRACE", GRACE * -1)


@pytest.mark.parametrize("commits", [5, pytest.param(50, marks=pytest.mark.long)])
def test_an_edition_is_read_back_after_later_commits(
    home: Published, folder_place: Place, monkeypatch: pytest.MonkeyPatch, commits: int
) -> None:
    no_grace(monkeypatch)
    keep_edition(home.home, EDITION)
    catch_up(home.home, folder_place, quiet)
    then = home.all_rows()
    with opened(folder_place) as catalog, duckdb.connect(str(home.path)) as con:
        (own,) = claims(catalog)
        for name in set(TABLES) - {"core.process", "out.process"}:
            con.execute(f"DROP TABLE {name}")
        for number in range(commits):
            con.execute("UPDATE out.process SET weight_pct = ? WHERE ocid = 'a'", [number])
            write_tables(Session(catalog, con, folder_place, own), quiet)
        swept = sweep(catalog, replace(folder_place, keep_days=-1), quiet)
    assert swept.states >= 2 * commits - 1
    assert held(folder_place, EDITION) == then
    assert held(folder_place, None, ["out.process"])["out.process"] == home.rows("out.process") != then["out.process"]


def test_a_tag_stays_where_it_is(home: Published, folder_place: Place) -> None:
    keep_edition(home.home, EDITION)
    catch_up(home.home, folder_place, quiet)
    then = home.all_rows()
    home.add("d")
    assert not keep_edition(home.home, EDITION)
    catch_up(home.home, folder_place, quiet)
    assert held(folder_place, EDITION) == then


def test_a_revised_edition_has_its_version_in_its_tag() -> None:
    assert (tag_of("2026-W47", 1), tag_of("2026-W47", 3)) == (EDITION, REVISED)


def test_a_revised_edition_leaves_the_plain_tag_where_it_is(home: Published, folder_place: Place) -> None:
    keep_edition(home.home, EDITION)
    catch_up(home.home, folder_place, quiet)
    then = home.all_rows()
    home.add("d")
    keep_edition(home.home, REVISED)
    catch_up(home.home, folder_place, quiet)
    assert held(folder_place, EDITION) == then
    assert held(folder_place, REVISED) == home.all_rows() != then


def test_the_first_version_that_the_lake_gets_has_the_plain_tag_too(home: Published, folder_place: Place) -> None:
    keep_edition(home.home, REVISED)
    catch_up(home.home, folder_place, quiet)
    then = home.all_rows()
    home.add("d")
    keep_edition(home.home, tag_of("2026-W47", 4))
    catch_up(home.home, folder_place, quiet)
    assert held(folder_place, EDITION) == held(folder_place, REVISED) == then


def test_the_plain_tag_is_whole_though_tagging_was_broken_off(
    home: Published, folder_place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_edition(home.home, REVISED)
    with monkeypatch.context() as broken:
        broken.setattr("store.lake.run.put_tags", _some_tags)
        with pytest.raises(LakeError):
            catch_up(home.home, folder_place, quiet)
    then = home.all_rows()
    home.add("d")
    catch_up(home.home, folder_place, quiet)
    assert held(folder_place, EDITION) == held(folder_place, REVISED) == then


def _some_tags(catalog: SqlCatalog, place: Place, tables: Sequence[str], tag: str) -> None:
    """Tag some tables, and lose the lake."""
    put_tags(catalog, place, [name for name in tables if name < "out.process"], tag)
    raise LakeError("gone")


def test_an_edition_made_while_the_lake_was_down_gets_its_own_data_later(home: Published, folder_place: Place) -> None:
    catch_up(home.home, folder_place, quiet)
    down = replace(folder_place, catalog="sqlite:////nowhere/at/all/catalog.db")
    home.add("d")
    then = home.all_rows()
    keep_edition(home.home, EDITION)
    with pytest.raises(LakeError):
        catch_up(home.home, down, quiet)
    home.add("e")
    with pytest.raises(LakeError):
        catch_up(home.home, down, quiet)
    assert [tag for tag, _ in kept_editions(home.home)] == [EDITION]
    catch_up(home.home, folder_place, quiet)
    assert held(folder_place, EDITION) == then
    assert held(folder_place) == home.all_rows()
    assert kept_editions(home.home) == []
    assert read_state(home.home).editions == (EDITION,)


def test_the_data_of_an_edition_take_no_room_while_they_are_published(home: Published) -> None:
    keep_edition(home.home, EDITION)
    (_, kept) = kept_editions(home.home)[0]
    assert kept.samefile(home.path)


def test_sweeping_leaves_what_is_young_and_what_is_needed(home: Published, folder_place: Place) -> None:
    catch_up(home.home, folder_place, quiet)
    home.add("d")
    catch_up(home.home, folder_place, quiet)
    with opened(folder_place) as catalog:
        assert sweep(catalog, folder_place, quiet).files == 0
    assert held(folder_place) == home.all_rows()


def test_what_a_killed_writer_left_is_swept(
    home: Published, folder_place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    catch_up(home.home, folder_place, quiet)
    with opened(folder_place) as catalog:
        where = catalog.load_table("core.notice").location().removeprefix("file://")
    stray = Path(where) / "data" / "stray.parquet"
    stray.write_bytes(b"PAR1")
    no_grace(monkeypatch)
    with opened(folder_place) as catalog:
        assert sweep(catalog, folder_place, quiet).files == 1
    assert held(folder_place) == home.all_rows()
    assert not stray.exists()
