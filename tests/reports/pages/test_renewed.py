"""A site brought up to date is the site made anew, byte for byte; what stands is not asked for again.

The long run is `python -m tests.benchmarks.random_days --minutes 20`.
"""

import random
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from duckdb import DuckDBPyConnection

from reports import made, run
from reports.charts.canvas import Canvas
from reports.made import FILE
from reports.pages import all_pages
from reports.pages.bodies import funnels
from reports.pages.bodies import suppliers as supplier_pages
from reports.pages.parts.layout import Common
from reports.publisher import Publisher
from reports.run import report
from reports.snapshot.authorities import load_processes
from reports.snapshot.load import stream
from tests.reports.builders import BODIES, LAST_WEEK, QUOTES, insert, process, snapshot_of
from tests.reports.conftest import light_charts
from tests.reports.pages.test_filled import award
from tests.reports.pages.test_versions import bytes_of

Rows = list[dict[str, Any]]
PAGE = "authorities/{}/index.html"
DRAWN = Canvas.svg


pytestmark = pytest.mark.usefixtures("_light_charts")


def row_of(number: int, chance: random.Random) -> dict[str, Any]:
    """An invented procurement."""
    name, kind, nation = chance.choice(BODIES)
    level = chance.choice(("R0", "R0", *QUOTES))
    return process(
        number,
        level,
        LAST_WEEK - timedelta(weeks=chance.randrange(40)),
        title=chance.choice(("Cleaning", "Legal advice <b>", "<!-- rows end --><!-- rows: asks -->")),
        authority_id=name.lower().replace(" ", "-"),
        authority_name=name,
        authority_kind=kind,
        nation=nation,
        is_in_scope=chance.choice((True, True, True, None, False)),
        best_quote=QUOTES.get(level),
        themes=["jobs_skills"] if level in QUOTES else [],
    )


def changed(rows: Rows, chance: random.Random) -> Rows:
    """The rows a day later: some new, some other, some gone."""
    kept = [row for row in rows if chance.random() > 0.03]
    after = [row | {"value_gbp": 1e6} if chance.random() < 0.03 else row for row in kept]
    next_number = max(int(row["ocid"][-6:]) for row in rows) + 1
    return after + [row_of(next_number + each, chance) for each in range(chance.randrange(3))]


def days(seed: int, count: int) -> list[tuple[Rows, str]]:
    """What is published on some days: so many rows and changes of them, and until when the data reach."""
    chance = random.Random(seed)
    rows = [row_of(number, chance) for number in range(count)]
    found = []
    for day in range(3):
        found.append((rows, f"2026-11-{23 + day}T00:00:00+00:00"))
        rows = changed(rows, chance) if day else rows
    return found


def is_same_each_day(folder: Path, seed: int, count: int = 60) -> Iterator[bool]:
    """Whether the site of each day, brought up to date, is the one made anew."""
    for rows, data_until in days(seed, count):
        con = snapshot_of(rows, data_until=data_until)
        report(con, folder / "renewed")
        (folder / "anew" / FILE).unlink(missing_ok=True)
        report(con, folder / "anew")
        con.close()
        yield bytes_of(folder / "renewed") == bytes_of(folder / "anew")


# With seed 3 one row of thirty goes, one comes and one is another.
@pytest.mark.parametrize(("seed", "count"), [(3, 30), pytest.param(0, 60, marks=pytest.mark.long)])
def test_a_site_brought_up_to_date_is_the_site_made_anew(tmp_path: Path, seed: int, count: int) -> None:
    assert list(is_same_each_day(tmp_path, seed, count)) == [True, True, True]


def plotted(flagged: int, day: int) -> DuckDBPyConnection:
    """Four councils in one plot, the first of which has so many procurements with evidence."""
    rows = [
        process(number, "R3" if number % 40 < flagged + number // 12 else "R0", authority_id=f"council-{number // 12}")
        for number in range(48)
    ]
    rows = [row | {"authority_name": f"Council {row['authority_id'][-1]}"} for row in rows]
    return snapshot_of(rows, data_until=f"2026-11-{day}T00:00:00+00:00", data_version=f"2026.11.{day}")


def test_a_plot_that_changes_is_drawn_into_pages_that_stand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked_pages: list[str]
) -> None:
    monkeypatch.setattr(all_pages, "draw_funnels", funnels.draw_funnels)
    monkeypatch.setattr(Canvas, "svg", DRAWN)
    report(plotted(3, 23), tmp_path / "renewed")
    asked_pages.clear()
    report(plotted(6, 24), tmp_path / "renewed")
    assert len(asked_pages) < 4
    report(plotted(6, 24), tmp_path / "anew")
    assert bytes_of(tmp_path / "renewed/authorities") == bytes_of(tmp_path / "anew/authorities")
    page = (tmp_path / "renewed" / PAGE.format("council-3")).read_text(encoding="utf-8")
    assert set(re.findall(r"(?:weeks|months) to (\d+ \w+ \d+)", page)) == {"22 November 2026"}
    assert 'id="chart-funnel"' in page
    assert "2026.11.24" in page
    assert "slot-" not in page


@pytest.fixture
def asked_pages(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The templates of pages that are made with slots from here on."""
    found: list[str] = []
    slotted = Common.slotted

    def counted(self: Common, template: str, *told: Any, **values: Any) -> str:
        found.append(template)
        return slotted(self, template, *told, **values)

    monkeypatch.setattr(Common, "slotted", counted)
    return found


def test_a_day_without_other_rows_makes_no_page_of_a_body(tmp_path: Path, asked_pages: list[str]) -> None:
    report(snapshot_of(TWO), tmp_path)
    assert {"authority.html", "authority_known.html"} <= set(asked_pages)
    asked_pages.clear()
    report(snapshot_of(TWO, data_until=LATER), tmp_path)
    assert asked_pages == []
    for ident in ("sandmere-council", "other"):
        assert "Data until 24 November 2026, 00:00" in (tmp_path / PAGE.format(ident)).read_text(encoding="utf-8")


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The authorities whose procurements are asked for from here on."""
    found: list[str] = []

    def load(con: DuckDBPyConnection, authority_ids: Sequence[str]) -> Any:
        found.extend(authority_ids)
        return load_processes(con, authority_ids)

    monkeypatch.setattr(all_pages, "load_processes", load)
    return found


TWO = [
    *(process(number, "R3") for number in range(12)),
    *(process(number, authority_id="other", authority_name="Other") for number in range(20, 32)),
]
LATER = "2026-11-24T00:00:00+00:00"


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of these; tests copy it."""
    site = tmp_path_factory.mktemp("two")
    with light_charts():
        report(snapshot_of(TWO), site)
    return site


@pytest.fixture
def site(two: Path, tmp_path: Path) -> Path:
    """A copy of it, which a report takes for its own."""
    return Path(shutil.copytree(two, tmp_path / "two"))


def with_one_more() -> DuckDBPyConnection:
    return snapshot_of([*TWO, process(40, authority_id="other", authority_name="Other")], data_until=LATER)


def test_procurements_are_asked_for_of_those_alone_that_have_others(site: Path, asked: list[str]) -> None:
    report(with_one_more(), site)
    assert asked == ["other"]


def spoil(site: Path) -> None:
    (site / PAGE.format("sandmere-council")).write_text("changed by hand", encoding="utf-8")


def remove_table(site: Path) -> None:
    (site / "authorities/sandmere-council/processes.csv").unlink()


@pytest.mark.parametrize("damage", [spoil, remove_table])
def test_what_was_changed_by_hand_is_made_again(
    two: Path, site: Path, asked: list[str], damage: Callable[[Path], None]
) -> None:
    damage(site)
    report(snapshot_of(TWO), site)
    assert bytes_of(site) == bytes_of(two)
    assert asked == ["sandmere-council"]
    assert asked == ["sandmere-council"]


@pytest.mark.parametrize("path", ["editions/2026-W47/index.html", "editions/2026-W47/card.png", "kinds/index.html"])
def test_any_file_of_the_site_is_made_again(two: Path, site: Path, path: str) -> None:
    (site / path).write_text("changed by hand", encoding="utf-8")
    report(snapshot_of(TWO), site)
    assert bytes_of(site) == bytes_of(two)


def test_another_program_makes_all_anew(site: Path, asked: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    report(snapshot_of(TWO), site)
    assert asked == []
    monkeypatch.setattr(made, "program_key", lambda: "another")
    report(snapshot_of(TWO), site)
    assert sorted(asked) == ["other", "sandmere-council"]


def test_another_address_of_the_site_makes_all_anew(site: Path, asked: list[str]) -> None:
    report(snapshot_of(TWO), site, publisher=Publisher(url="https://example.org/sv"))
    assert sorted(asked) == ["other", "sandmere-council"]


@pytest.mark.parametrize("moments", [(40,), pytest.param((5, 40, 90, 110), marks=pytest.mark.long)])
def test_a_report_that_was_killed_is_completed_by_the_next(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moments: tuple[int, ...]
) -> None:
    class Killed(BaseException):
        pass

    shutil.copytree(site, tmp_path / "calm")
    report(with_one_more(), tmp_path / "calm")
    put, count = run.Writing.put, 0
    for last in moments:
        count = 0

        def killed(self: run.Writing, path: str, content: Any, last: int = last) -> None:
            nonlocal count
            count += 1
            if count > last:
                raise Killed
            put(self, path, content)

        monkeypatch.setattr(run.Writing, "put", killed)
        with pytest.raises(Killed):
            report(with_one_more(), site)
    monkeypatch.setattr(run.Writing, "put", put)
    report(with_one_more(), site)
    assert bytes_of(site) == bytes_of(tmp_path / "calm")


def with_awards(count: int, processes: Rows) -> DuckDBPyConnection:
    """Two suppliers with a page, the second with so many awards, of an authority that has a page when it buys."""
    con = snapshot_of(processes, data_until=f"2026-11-{count}T00:00:00+00:00")
    for number in range(12 + count):
        who = ("GB-COH:01234567", "ONE LTD") if number < 12 else ("GB-COH:07654321", "OTHER LTD")
        insert(con, "out.award", award(number, *who, "company") | {"authority_id": who[1], "authority_name": who[1]})
    return con


def test_awards_are_asked_for_of_those_alone_that_have_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    report(with_awards(12, TWO), tmp_path)
    found: list[Any] = []

    def asked(con: DuckDBPyConnection, query: str, **parameters: Any) -> Any:
        found.append(parameters["supplier_keys"])
        return stream(con, query, **parameters)

    monkeypatch.setattr(supplier_pages, "stream", asked)
    report(with_awards(13, TWO), tmp_path)
    report(with_awards(13, [*TWO, process(99, authority_id="ONE LTD")]), tmp_path)  # its page can be linked to now
    assert found == [["GB-COH:07654321"], ["GB-COH:01234567"]]
    (tmp_path / FILE).unlink()
    before = bytes_of(tmp_path)
    report(with_awards(13, [*TWO, process(99, authority_id="ONE LTD")]), tmp_path)
    assert bytes_of(tmp_path) == before
