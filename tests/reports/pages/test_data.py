"""The Data page: the published files stand beside it, and it says how to cite them."""

from pathlib import Path

import pytest

from reports.content import FromFile
from reports.publisher import Publisher
from reports.run import report
from reports.writing import place
from tests.reports.builders import process, snapshot_of
from tests.reports.conftest import soup_of


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    published = tmp_path_factory.mktemp("published")
    (published / "parquet").mkdir()
    (published / "parquet" / "out_process.parquet").write_bytes(b"columns")
    con = snapshot_of([process(1)], published / "monitor.duckdb")
    report(con, published / "site", publisher=Publisher("https://monitor.example/svm"))
    return published / "site" / "data"


def test_the_database_and_its_tables_are_linked_and_there(data: Path) -> None:
    links = {str(link["href"]) for link in soup_of(data / "index.html").select("main a[href]")}
    assert {"monitor.duckdb", "parquet/out_process.parquet", "CITATION.cff", "../query/web.duckdb"} <= links
    assert (data / "monitor.duckdb").samefile(data.parent.parent / "monitor.duckdb")
    assert (data / "parquet" / "out_process.parquet").read_bytes() == b"columns"


def test_the_citation_names_version_licence_and_address(data: Path) -> None:
    told = dict(line.split(": ", 1) for line in (data / "CITATION.cff").read_text().splitlines() if ": " in line)
    assert told["cff-version"] == "1.2.0"
    assert told["version"] == '"2026.11.1+2026-W47"'
    assert told["license"] == "OGL-UK-3.0"
    assert told["url"] == '"https://monitor.example/svm/data/index.html"'


def test_a_file_that_cannot_be_linked_is_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    source = tmp_path / "source"
    source.write_bytes(b"columns")
    monkeypatch.setattr(Path, "hardlink_to", refuse)
    place(tmp_path / "site" / "copy", FromFile(source, is_linked=True))
    assert (tmp_path / "site" / "copy").read_bytes() == b"columns"
    assert not (tmp_path / "site" / "copy").samefile(source)
