"""Whatever is wrong with catalogue or warehouse is one line; what is published stays, and the next run catches up."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine

from crawler.server.alarms.health import alarms
from crawler.server.settings import Health
from store.commands.lake import lake_stage
from store.database import open_writer
from store.lake.catalog import Place
from store.lake.errors import LakeError
from store.lake.run import catch_up
from store.lake.state import read_state
from svmonitor import main
from tests.store.builders import notice
from tests.store.lake.made import Published, held, quiet
from tests.store.lake.servers import free_port

FAULTS: dict[str, tuple[dict[str, Any], str]] = {
    "the catalogue is down": (
        {"catalog": f"postgresql://lake@127.0.0.1:{free_port()}/lake"},
        "the catalogue of the lake",
    ),
    "its folder is not there": ({"catalog": "sqlite:////nowhere/at/all/catalog.db"}, "the catalogue of the lake"),
    "nobody answers for the bucket": ({"endpoint": f"http://127.0.0.1:{free_port()}"}, "the warehouse s3://lake/"),
    "the bucket is not there": ({"warehouse": "s3://no-such-bucket/lake"}, "the warehouse s3://no-such-bucket"),
}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        pytest.param(
            *fault,
            id=name,
            marks=[] if name in {"the catalogue is down", "the bucket is not there"} else pytest.mark.long,
        )
        for name, fault in FAULTS.items()
    ],
)
def test_a_fault_is_one_line_and_is_made_good_by_the_next_run(
    home: Published, bucket_place: Place, wrong: dict[str, Any], said: str
) -> None:
    content = home.path.read_bytes()
    with pytest.raises(LakeError, match=said) as told:
        catch_up(home.home, replace(replace(bucket_place, **wrong), password="sesame"), quiet)
    assert "\n" not in str(told.value)
    assert "sesame" not in str(told.value)
    assert home.path.read_bytes() == content
    assert read_state(home.home).lag.startswith("The lake lacks what was published since 2026-11-21 05:00 UTC: the ")
    catch_up(home.home, bucket_place, quiet)
    assert read_state(home.home).lag == ""


def test_a_wrong_user_is_a_fault_of_the_catalogue(home: Published, bucket_place: Place) -> None:
    wrong = bucket_place.catalog.replace("//lake@", "//nobody-of-this-name@")
    with pytest.raises(LakeError, match=r"the catalogue of the lake cannot be used: .*nobody-of-this-name"):
        catch_up(home.home, replace(bucket_place, catalog=wrong), quiet)


def test_the_lag_is_told_from_the_first_publish_that_is_missing(home: Published, folder_place: Place) -> None:
    down = replace(folder_place, catalog="sqlite:////nowhere/catalog.db")
    for ocid in ("d", "e"):
        home.add(ocid)
        with pytest.raises(LakeError):
            catch_up(home.home, down, quiet)
    assert read_state(home.home).behind_since == datetime(2026, 11, 22, 5, tzinfo=UTC)


def test_a_lake_that_lags_for_long_is_an_alarm(home: Published, folder_place: Place) -> None:
    with pytest.raises(LakeError):
        catch_up(home.home, replace(folder_place, catalog="sqlite:////nowhere/catalog.db"), quiet)
    soon, late = (home.at + timedelta(hours=hours) for hours in (30, 40))
    settings = Health(disk_free_gb=0)
    assert "lake_behind" not in {alarm.kind for alarm in alarms(home.home, settings, soon)}
    assert "lake_behind" in {alarm.kind for alarm in alarms(home.home, settings, late)}


def test_a_clock_that_goes_back_stops_nothing(home: Published, folder_place: Place) -> None:
    with time_machine.travel(datetime.now(UTC) + timedelta(days=2), tick=True):
        catch_up(home.home, folder_place, quiet)
    home.add("d")
    catch_up(home.home, folder_place, quiet)
    assert held(folder_place) == home.all_rows()


def test_a_damaged_record_of_the_home_is_no_right_to_write(home: Published, folder_place: Place) -> None:
    catch_up(home.home, folder_place, quiet)
    (home.home / "lake" / "state.json").write_bytes(b"{")
    with pytest.raises(LakeError, match="another home wrote this lake as 'fts'"):
        catch_up(home.home, folder_place, quiet)
    catch_up(home.home, folder_place, quiet, is_taken_over=True)


def test_publish_goes_through_while_the_lake_is_down(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SVMONITOR_LAKE__CATALOG", "sqlite:////nowhere/catalog.db")
    monkeypatch.setenv("SVMONITOR_LAKE__WAREHOUSE", "/nowhere/files")
    with open_writer(tmp_path) as con:
        notice(con)
    assert main(["publish", "--home", str(tmp_path)]) == 0
    told = capsys.readouterr()
    assert "what is published here stays, and the next run catches up" in told.err
    assert (tmp_path / "published" / "monitor.duckdb").is_file()
    main(["status", "--home", str(tmp_path)])
    assert "The lake lacks what was published since" in capsys.readouterr().out
    monkeypatch.delenv("SVMONITOR_LAKE__CATALOG")
    monkeypatch.delenv("SVMONITOR_LAKE__WAREHOUSE")
    lake_stage(tmp_path, None)
    assert read_state(tmp_path).lag == ""


def test_commands_of_the_lake(
    home: Published, folder_place: Place, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ["--home", str(home.home)]
    assert main(["lake", "status", *where]) == 2
    assert "no lake is set" in capsys.readouterr().err
    monkeypatch.setenv("SVMONITOR_LAKE__CATALOG", folder_place.catalog)
    monkeypatch.setenv("SVMONITOR_LAKE__WAREHOUSE", folder_place.warehouse)
    assert main(["lake", "write", *where]) == 0
    assert main(["lake", "status", *where]) == 0
    assert "monitor writes processes, figures and notices of all portals" in capsys.readouterr().out
    assert main(["lake", "sweep", *where]) == 0
    assert main(["lake", "erase", *where]) == 2
    assert main(["lake", "erase", "Body a", *where]) == 1
    told = capsys.readouterr()
    assert "still holds them, and would bring them back: core.buyer (1 row)" in told.err
    words = home.home / "words.txt"
    words.write_text("Nobody Of This Name\n", encoding="utf-8")
    assert main(["lake", "erase", "--file", str(words), *where]) == 0


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("CATALOG", "mysql://host/db", "write postgresql://user@host/database or sqlite:////folder/catalog.db"),
        ("CATALOG", "postgresql://lake:sesame@host/db", "a password stands in it"),
        ("WAREHOUSE", "files", "write s3://bucket/folder or the whole path of a folder"),
        ("WAREHOUSE", "/files", "a lake needs both catalog and warehouse"),
        ("SOURCES", '["nowhere"]', "is not a source"),
        ("WRITER", "Two words", "String should match pattern"),
    ],
)
def test_settings_that_cannot_be_are_refused(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    name: str,
    value: str,
    said: str,
) -> None:
    monkeypatch.setenv(f"SVMONITOR_LAKE__{name}", value)
    assert main(["lake", "status", "--home", str(tmp_path)]) == 2
    assert said in capsys.readouterr().err
