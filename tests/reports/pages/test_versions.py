"""Editions are frozen: the same cut gives the same bytes, and a changed figure gives a new version beside the old."""

import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

import orjson
import pytest
from duckdb import DuckDBPyConnection

from reports import run
from reports.errors import ReportError
from reports.run import ReportSummary, report
from reports.writing import REPLACED, REPLACED_MARK
from tests.reports.builders import LAST_WEEK, process, realistic, snapshot_of
from tests.reports.conftest import light_charts, soup_of

FOLDER = "editions/2026-W47"
LIGHT = pytest.mark.usefixtures("_light_charts")


def bytes_of(site: Path) -> dict[str, bytes]:
    """Every file but the database for browsers, of which the same rows make other bytes, and the record of times."""
    left_out = (".duckdb", ".made.json")
    paths = [path for path in sorted(site.rglob("*")) if path.is_file() and not path.name.endswith(left_out)]
    return {str(path.relative_to(site)): path.read_bytes() for path in paths}


def with_evidence(count: int, **facts: Any) -> DuckDBPyConnection:
    return snapshot_of([process(number, "R3" if number < count else "R0") for number in range(20)], **facts)


def test_the_same_cut_gives_the_same_bytes(tmp_path: Path, site: Path) -> None:
    con = realistic(is_sample="true")
    report(con, tmp_path, week="2026-W46")
    report(con, tmp_path)
    assert bytes_of(tmp_path) == bytes_of(site)


@LIGHT
def test_writing_again_touches_no_file(tmp_path: Path) -> None:
    con = with_evidence(5)
    report(con, tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    report(con, tmp_path)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


class Revised(NamedTuple):
    """A site whose edition was revised, and what it was before."""

    site: Path
    first: ReportSummary
    second: ReportSummary
    first_page: str
    first_rates: bytes
    first_record: bytes


@pytest.fixture(scope="module")
def revised(tmp_path_factory: pytest.TempPathFactory) -> Revised:
    """Tests only read it."""
    site = tmp_path_factory.mktemp("revised")
    folder = site / FOLDER
    with light_charts():
        first = report(with_evidence(5), site)
        page, rates = (folder / "index.html").read_text(encoding="utf-8"), (folder / "data/v1/rates.csv").read_bytes()
        record = (folder / "edition.json").read_bytes()
        return Revised(site, first, report(with_evidence(6), site), page, rates, record)


@LIGHT
def test_a_changed_figure_makes_a_new_version(revised: Revised) -> None:
    assert "6 of 20" in revised.second.path.read_text(encoding="utf-8")
    assert "Revised" in revised.second.path.read_text(encoding="utf-8")
    kept = (revised.site / FOLDER / "version-1.html").read_text(encoding="utf-8")
    assert kept.replace(REPLACED, REPLACED_MARK) == revised.first_page


@LIGHT
def test_a_revised_edition_says_what_stood_before(revised: Revised) -> None:
    item = soup_of(revised.second.path).select(".warning li")[0]
    assert revised.first.headline in item.get_text()


@LIGHT
def test_the_data_of_a_kept_version_stay(revised: Revised) -> None:
    assert (revised.site / FOLDER / "data/v1/rates.csv").read_bytes() == revised.first_rates
    assert (revised.site / FOLDER / "data/v2/rates.csv").read_bytes() != revised.first_rates


@LIGHT
@pytest.mark.long("test_the_data_of_a_kept_version_stay")
def test_a_third_version_keeps_both_others(tmp_path: Path) -> None:
    for count in (5, 6, 7):
        found = report(with_evidence(count), tmp_path)
    names = [page.name for page in found.pages]
    assert names == ["index.html", "index.html", "version-1.html", "version-2.html"]
    assert all(page.is_file() for page in found.pages)


@LIGHT
def test_a_later_cut_with_the_same_figures_is_no_revision(tmp_path: Path) -> None:
    report(with_evidence(5), tmp_path)
    found = report(with_evidence(5, data_until="2026-11-24T00:00:00+00:00"), tmp_path)
    text = soup_of(found.path).get_text()
    assert "Revised" not in text
    assert "24 November 2026" in text


@LIGHT
def test_a_run_that_died_before_its_record_is_done_again(revised: Revised, tmp_path: Path) -> None:
    site = Path(shutil.copytree(revised.site, tmp_path / "site"))
    (site / FOLDER / "edition.json").write_bytes(revised.first_record)
    report(with_evidence(6), site)
    assert bytes_of(site) == bytes_of(revised.site)


@LIGHT
def test_an_older_week_does_not_become_the_latest(tmp_path: Path) -> None:
    weeks = (LAST_WEEK, LAST_WEEK - timedelta(weeks=2))
    con = snapshot_of([process(number, "R3", monday) for number, monday in enumerate(weeks)])
    report(con, tmp_path)
    front = (tmp_path / "index.html").read_text(encoding="utf-8")
    report(con, tmp_path, week="2026-W45")
    again = soup_of(tmp_path / "index.html").select(".latest a")[0]
    assert str(again["href"]) == f"{FOLDER}/index.html"
    assert (tmp_path / "index.html").read_text(encoding="utf-8") != front


@LIGHT
def test_a_record_of_another_program_version_is_still_read(tmp_path: Path) -> None:
    report(with_evidence(5), tmp_path)
    path = tmp_path / FOLDER / "edition.json"
    told = orjson.loads(path.read_bytes())
    del told["has_trend"]
    path.write_bytes(orjson.dumps(told | {"later_field": 1}))
    assert "Revised" not in soup_of(report(with_evidence(5), tmp_path).path).get_text()


@LIGHT
def test_a_record_that_is_not_ours_is_named(tmp_path: Path) -> None:
    (tmp_path / FOLDER).mkdir(parents=True)
    (tmp_path / FOLDER / "edition.json").write_text("[]")
    with pytest.raises(ReportError, match="not an edition's record"):
        report(with_evidence(5), tmp_path)


@LIGHT
def test_no_half_written_file_is_left(revised: Revised) -> None:
    assert not [path for path in revised.site.rglob("*") if path.name.startswith(".new-")]


@LIGHT
def test_an_edition_with_nothing_new_is_not_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError

    con = snapshot_of([process(1)])
    first = report(con, tmp_path)
    monkeypatch.setattr(run, "load_edition", refuse)
    monkeypatch.setattr(run, "site_files", refuse)
    assert report(con, tmp_path) == first
