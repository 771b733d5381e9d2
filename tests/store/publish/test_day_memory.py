"""A day is held to less memory than making everything anew; when that does not do, all is made anew, with all of it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from store.database import MORE_THAN_A_DAY, open_writer
from store.derive import changes
from store.derive.run import derive
from store.errors import StoreError
from store.publish import making, run
from store.publish.awards import renewal
from store.publish.figures import AuditLabel
from store.publish.run import PublishSummary, publish
from store.snapshot import open_snapshot
from tests.store.builders import at, notice
from tests.store.lean import bare

LABEL = AuditLabel("one", "rules-1", 2, 2, 2)


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    with bare():
        yield tmp_path


@pytest.fixture
def con(home: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The writer's database of a home that was published once, and of which another process is to be published."""
    with open_writer(home) as con:
        con.execute("SET memory_limit = '3GiB'")
        notice(con, "one", published_at=at("2026-10-01"))
        derive(con)
        publish(con, home, published_at=at("2026-12-05"))
        notice(con, "two", published_at=at("2026-10-02"))
        yield con


def limit(con: duckdb.DuckDBPyConnection) -> str:
    return str(con.execute("SELECT current_setting('memory_limit')").fetchall()[0][0])


def lacks_memory(*_: object, **__: object) -> None:
    raise duckdb.OutOfMemoryException("Out of Memory Error: failed to pin block of size 256.0 KiB (1.3 GiB used)")


def a_day(con: duckdb.DuckDBPyConnection, home: Path, **values: Any) -> PublishSummary:
    return publish(con, home, published_at=at("2026-12-06"), is_whole=False, **values)


def processes(home: Path) -> list[str]:
    with open_snapshot(home) as con:
        return [ocid for (ocid,) in con.execute("SELECT ocid FROM out.process ORDER BY ocid").fetchall()]


def noted(patched: pytest.MonkeyPatch, module: object, name: str) -> list[str]:
    """The limits under which a function of a module is called."""
    found: list[str] = []
    real: Callable[..., Any] = getattr(module, name)

    def note(con: duckdb.DuckDBPyConnection, *given: Any, **named: Any) -> Any:
        found.append(limit(con))
        return real(con, *given, **named)

    patched.setattr(module, name, note)
    return found


@pytest.mark.parametrize("step", ["renew_core", "renew_out", "check"])
def test_a_day_that_runs_out_of_memory_is_made_anew(
    con: duckdb.DuckDBPyConnection, home: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    changes.derive_changes(con)
    calls = iter([lacks_memory])
    real = getattr(making, step)

    def first_lacks_memory(*given: Any, **named: Any) -> Any:
        return next(calls, real)(*given, **named)

    monkeypatch.setattr(making, step, first_lacks_memory)
    assert a_day(con, home).whole_because == MORE_THAN_A_DAY
    assert processes(home) == ["one", "two"]
    assert limit(con) == "3.0 GiB"


def test_when_the_whole_runs_out_of_memory_the_old_snapshot_stays(
    con: duckdb.DuckDBPyConnection, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    derive(con)
    monkeypatch.setattr(making, "fill_out", lacks_memory)
    with pytest.raises(StoreError, match=r"Out of Memory.*the old snapshot stays") as told:
        publish(con, home, published_at=at("2026-12-06"))
    assert "\n" not in str(told.value)
    assert processes(home) == ["one"]


def test_a_derivation_that_runs_out_of_memory_derives_everything(
    con: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes, "_pair", lacks_memory)
    assert changes.derive_changes(con) == MORE_THAN_A_DAY
    assert con.execute("SELECT ocid FROM core.process ORDER BY ocid").fetchall() == [("one",), ("two",)]
    assert limit(con) == "3.0 GiB"


def test_figures_on_other_ground_are_made_with_all_memory(
    con: duckdb.DuckDBPyConnection, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    changes.derive_changes(con)
    limits = noted(monkeypatch, making, "renew_out")
    a_day(con, home)
    a_day(con, home, labels=[LABEL])
    assert limits == ["1.3 GiB", "3.0 GiB"]


def test_awards_by_another_register_are_made_with_all_memory(
    con: duckdb.DuckDBPyConnection, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    con.execute(
        "INSERT INTO core.register_snapshot BY NAME "
        "SELECT 'charity_commission' AS register, DATE '2024-06-01' AS snapshot, 1 AS bodies, 1 AS names, "
        "'' AS checksum, '' AS origin, TIMESTAMPTZ '2026-01-01' AS loaded_at"
    )
    changes.derive_changes(con)
    limits = noted(monkeypatch, renewal, "make_awards")
    a_day(con, home)
    assert limits == ["3.0 GiB"]


def test_a_killed_day_leaves_what_the_next_one_makes_with_all_memory(
    con: duckdb.DuckDBPyConnection, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    changes.derive_changes(con)
    with monkeypatch.context() as patched:
        patched.setattr(run, "put_in_place", lacks_memory)
        with pytest.raises(StoreError):
            a_day(con, home)
    limits = noted(monkeypatch, making, "renew_out")
    assert a_day(con, home).whole_because is None
    assert limits == ["3.0 GiB"]
