"""The e-mail of an edition and its picture: the words of the edition, safe against what notices hold."""

from pathlib import Path

import html5lib
import orjson
import pytest
from duckdb import DuckDBPyConnection

from reports.errors import ReportError
from reports.pages.edition.digest import FILE, Digest, read_digest
from reports.publisher import Publisher
from reports.run import report
from tests.reports.builders import process, snapshot_of

HOSTILE = '<script>alert(1)</script> "&\u202egnilaeh "'


def snapshot() -> DuckDBPyConnection:
    rows = [process(number, "R3" if number < 8 else "R0") for number in range(20)]
    quote = f"Social value carries 25% of the marks. {HOSTILE}"
    heavy = process(20, "R5+", weight_pct=25.0, title=HOSTILE, best_quote=quote, opened_on=rows[-1]["opened_on"])
    return snapshot_of([*rows, heavy])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = tmp_path_factory.mktemp("digest")
    publisher = Publisher("https://monitor.example/svm", "us@monitor.example")
    return report(snapshot(), site, publisher=publisher).path.parent


@pytest.fixture(scope="module")
def digest(folder: Path) -> Digest:
    found = read_digest(folder)
    assert found is not None
    return found


def test_the_subject_is_the_finding(digest: Digest) -> None:
    assert digest.subject.startswith("43% of procurements within the scope of the Act")


@pytest.mark.parametrize("part", ["text", "html"])
def test_both_parts_say_the_same(digest: Digest, part: str) -> None:
    words = " ".join(getattr(digest, part).split())
    assert "9 of 21 procurements" in words
    assert "Scored: 25% of the total." in words
    assert "https://monitor.example/svm/editions/2026-W47/index.html" in words


def test_headings_come_before_sentences(digest: Digest) -> None:
    assert digest.text.index("NOTICES WORTH A LOOK") < digest.text.index("carries 25%")


def test_words_of_notices_are_no_markup(digest: Digest) -> None:
    assert "<script" not in digest.html
    assert "\u202e" not in digest.html.replace("<bdi>", "") or "<bdi>" in digest.html


def test_the_html_is_valid_and_asks_nothing_of_the_outside(digest: Digest) -> None:
    html5lib.HTMLParser(strict=True).parse(digest.html)
    assert "src=" not in digest.html
    assert "<style" not in digest.html


def test_the_picture_is_a_png_of_its_size(folder: Path) -> None:
    picture = (folder / "card.png").read_bytes()
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    assert (int.from_bytes(picture[16:20]), int.from_bytes(picture[20:24])) == (1200, 630)


def test_the_page_names_its_picture_in_full(folder: Path) -> None:
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert 'property="og:image" content="https://monitor.example/svm/editions/2026-W47/card.png"' in page


def test_a_folder_without_one(tmp_path: Path) -> None:
    assert read_digest(tmp_path) is None


@pytest.mark.parametrize("text", [b"{", orjson.dumps({"week": "2026-W47"})])
def test_a_damaged_one_is_said(tmp_path: Path, text: bytes) -> None:
    (tmp_path / FILE).write_bytes(text)
    with pytest.raises(ReportError, match="is no e-mail of an edition"):
        read_digest(tmp_path)
