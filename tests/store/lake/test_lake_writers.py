"""Several monitors write one lake: each its own portals, none another's; who is stale, or killed, does no harm."""

import multiprocessing
import os
import random
import shutil
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from multiprocessing.synchronize import Event
from pathlib import Path

import duckdb
import pytest
import time_machine

from store.lake.catalog import Place, opened
from store.lake.claims import claims
from store.lake.errors import LakeError
from store.lake.run import catch_up
from store.lake.state import read_state
from store.lake.status import lake_status
from store.lake.sweeping import sweep
from store.lake.writing import Session, write_tables
from tests.store.lake.made import CF, FTS, TABLES, Published, held, quiet
from tests.store.lake.servers import KEYS

NOTICE_TABLES = ("core.notice", "core.passage", "core.buyer")
_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["store.lake.run", "tests.store.lake.made"])


def of(place: Place, writer: str, *sources: str) -> Place:
    """The same lake as another monitor is set to write it."""
    return replace(place, writer=writer, main="fts", sources=sources)


def write_often(home: Path, place: Place, source: str, rounds: int) -> None:
    """Publish and write so many times."""
    os.environ.update(KEYS)  # a server of forks started by other tests has not these
    published = Published.again(home)
    for number in range(rounds):
        published.add(f"{source}-{number}", source=source)
        catch_up(home, place, quiet)


def test_two_monitors_at_once_each_write_what_is_theirs(tmp_path: Path, small: bytes, place: Place) -> None:
    homes = [Published(tmp_path / "fts", small), Published(tmp_path / "cf", small)]
    asked = [(homes[0].home, of(place, "fts", FTS), FTS, 2), (homes[1].home, of(place, "cf", CF), CF, 2)]
    work = [_CONTEXT.Process(target=write_often, args=each) for each in asked]
    for process in work:
        process.start()
    for process in work:
        process.join()
    assert [process.exitcode for process in work] == [0, 0]
    found = held(place)
    fts, cf = (Published.again(home.home).all_rows() for home in homes)
    for name in NOTICE_TABLES:
        want = [row for row in fts[name] if FTS in row] + [row for row in cf[name] if CF in row]
        assert found[name] == sorted(want, key=repr), name
    for name in set(TABLES) - {*NOTICE_TABLES, "core.issue"}:
        assert found[name] == fts[name], name
    with opened(place) as catalog:
        assert [(row.writer, row.is_main, row.sources) for row in claims(catalog)] == [
            ("cf", False, (CF,)),
            ("fts", True, (FTS,)),
        ]


@pytest.mark.parametrize(
    ("other", "said"),
    [
        (("cf", ()), "all portals: both 'cf' and 'fts' would write their notices"),
        (("cf", (CF, FTS)), "find_a_tender: both 'cf' and 'fts' would write their notices"),
    ],
)
def test_a_portal_has_one_writer(
    home: Published, folder_place: Place, other: tuple[str, tuple[str, ...]], said: str
) -> None:
    catch_up(home.home, of(folder_place, "fts", FTS), quiet)
    second = Published(home.home.parent / "second", home.path.read_bytes())
    with pytest.raises(LakeError, match=said):
        catch_up(second.home, of(folder_place, other[0], *other[1]), quiet)


def test_figures_have_one_writer(home: Published, folder_place: Place) -> None:
    catch_up(home.home, of(folder_place, "fts", FTS), quiet)
    second = Published(home.home.parent / "second", home.path.read_bytes())
    with pytest.raises(LakeError, match="processes and figures of this lake are written by 'fts'"):
        catch_up(second.home, replace(folder_place, writer="cf", main="cf", sources=(CF,)), quiet)


def test_sample_and_real_data_never_meet(home: Published, folder_place: Place) -> None:
    catch_up(home.home, of(folder_place, "fts", FTS), quiet)
    second = Published(home.home.parent / "second", home.path.read_bytes())
    with duckdb.connect(str(second.path)) as con:
        con.execute("UPDATE out.publication SET value = 'true' WHERE name = 'is_sample'")
    with pytest.raises(LakeError, match="the lake holds real data of 'fts'"):
        catch_up(second.home, of(folder_place, "cf", CF), quiet)


def test_a_home_restored_from_a_backup_is_refused_until_it_takes_over(home: Published, folder_place: Place) -> None:
    catch_up(home.home, folder_place, quiet)
    backup = home.home.parent / "backup"
    shutil.copytree(home.home, backup)
    home.add("d")
    catch_up(home.home, folder_place, quiet)
    newer = held(folder_place)
    with pytest.raises(LakeError, match="another home wrote this lake as 'fts'"):
        catch_up(backup, folder_place, quiet)
    assert held(folder_place) == newer
    catch_up(backup, folder_place, quiet, is_taken_over=True)
    assert held(folder_place) == Published.again(backup).all_rows()
    with pytest.raises(LakeError, match="another home wrote this lake"):
        catch_up(home.home, folder_place, quiet)


def test_a_copy_is_refused_though_nothing_was_written_since_and_a_home_that_moved_is_not(
    home: Published, folder_place: Place
) -> None:
    catch_up(home.home, folder_place, quiet)
    copied = home.home.parent / "copied"
    shutil.copytree(home.home, copied)
    for _ in range(2):
        with pytest.raises(LakeError, match="another home wrote this lake as 'fts'"):
            catch_up(copied, folder_place, quiet)
    assert lake_status(copied, folder_place)["lag"].startswith("Another home wrote it as 'fts', last at ")
    assert lake_status(home.home, folder_place)["lag"] == ""
    moved = home.home.rename(home.home.parent / "moved")
    Published.again(moved).add("d")
    catch_up(moved, folder_place, quiet)
    catch_up(copied, folder_place, quiet, is_taken_over=True)
    catch_up(copied, folder_place, quiet)
    with pytest.raises(LakeError, match="another home wrote this lake"):
        catch_up(moved, folder_place, quiet)


def test_a_home_whose_file_system_numbers_folders_anew_is_no_copy(home: Published, folder_place: Place) -> None:
    catch_up(home.home, folder_place, quiet)
    (home.home / "lake").rename(home.home / "aside")
    shutil.copytree(home.home / "aside", home.home / "lake")
    home.add("d")
    assert catch_up(home.home, folder_place, quiet).rows > 0


def test_a_writer_that_slept_while_another_took_over_writes_nothing_more(home: Published, folder_place: Place) -> None:
    catch_up(home.home, folder_place, quiet)
    with opened(folder_place) as catalog, duckdb.connect(str(home.path), read_only=True) as con:
        (own,) = claims(catalog)
        second = Published(home.home.parent / "second", home.path.read_bytes())
        second.publish("UPDATE core.notice SET title = 'Newer'")
        catch_up(second.home, folder_place, quiet, is_taken_over=True)
        with pytest.raises(LakeError, match="another home has taken over the name 'fts'"):
            write_tables(Session(catalog, con, folder_place, own), quiet)
    assert held(folder_place) == second.all_rows()


def test_sweeping_beside_a_writer_takes_nothing_from_it(home: Published, place: Place) -> None:
    catch_up(home.home, place, quiet)
    is_over, swept = threading.Event(), []

    def sweep_often() -> None:
        with opened(place) as catalog:
            while not is_over.is_set():
                swept.append(sweep(catalog, replace(place, keep_days=-1), quiet).states)

    with ThreadPoolExecutor(1) as beside:
        work = beside.submit(sweep_often)
        try:
            for number in range(2):
                home.add(f"later-{number}")
                catch_up(home.home, place, quiet)
        finally:
            is_over.set()
        work.result()
    assert sum(swept) > 0
    assert held(place) == home.all_rows()


def test_a_clock_that_runs_ahead_sweeps_no_young_file(home: Published, folder_place: Place) -> None:
    catch_up(home.home, folder_place, quiet)
    with opened(folder_place) as catalog:
        table = catalog.load_table("core.notice")
        writer = table.transaction()
        writer.append(table.scan(row_filter="ocid = 'a'").to_arrow())
        with time_machine.travel(datetime.now(UTC) + timedelta(days=400), tick=True):
            assert sweep(catalog, folder_place, quiet).files == 0
        writer.commit_transaction()
        assert len(catalog.load_table("core.notice").scan().to_arrow()) == 4


def work_until_killed(home: Path, place: Place, begun: Event) -> None:
    """Write, and say when it has begun."""
    os.environ.update(KEYS)

    def tell(*_: object) -> None:
        begun.set()

    catch_up(home, place, tell)
    os._exit(0)


def test_a_kill_in_the_middle_leaves_a_lake_that_can_be_read_and_is_caught_up(
    home: Published, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    catch_up(home.home, place, quiet)
    chance = random.Random(20)
    killed, states = 0, [home.all_rows()]
    for number in range(3):
        home.publish(
            *(f"UPDATE {name} SET title = 'Round {number}'" for name in ("core.notice", "core.process", "out.process"))
        )
        states.append(home.all_rows())
        begun = _CONTEXT.Event()
        process = _CONTEXT.Process(target=work_until_killed, args=(home.home, place, begun))
        process.start()
        begun.wait(60)
        time.sleep(chance.uniform(0, 0.8) if number else 0)  # the first at once: a write may take less
        process.kill()
        process.join()
        killed += process.exitcode != 0
        now = held(place)
        assert all(now[name] in [state[name] for state in states] for name in TABLES)
        if process.exitcode != 0:
            assert read_state(home.home).behind_since is not None
    assert killed
    catch_up(home.home, place, quiet)
    assert held(place) == home.all_rows()
    assert read_state(home.home).lag == ""
    monkeypatch.setattr("store.lake.sweeping.GRACE", timedelta(days=-1))
    with opened(place) as catalog:
        sweep(catalog, replace(place, keep_days=-1), quiet)
    assert held(place) == home.all_rows()
