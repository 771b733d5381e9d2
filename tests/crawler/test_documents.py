"""Fetching tender documents: each until it is settled, at the pace of pages, from the portal alone."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import orjson
import pytest

from crawler.attachments import asked_url, place_of, tidy
from crawler.base_spiders.documents import file_name
from crawler.completeness.verdict import Verdict
from crawler.documents import DocumentFetch
from crawler.formats.document_ledger import document_path
from crawler.formats.landing import read_landed_page
from crawler.home.files import read_json_lines
from crawler.sample.packs import Served
from crawler.sample.portal import SamplePortal
from crawler.text.login_pages import is_html, page_in_place
from store.documents.draw import Due

PDF = b"%PDF-1.4 the invitation"
LOGIN = b"<!DOCTYPE html><html><body><form><input type=password></form></body></html>"
FTS = "https://www.find-tender.service.gov.uk"
PATHS = {
    "pdf": Served(PDF, "application/pdf", file_name="ITT final.pdf"),
    "same": Served(PDF, "text/html"),
    "login": Served(LOGIN, "application/pdf"),
    "gone": Served(b"nothing", "text/html", status=404),
    "forbidden": Served(b"no", "text/html", status=403),
    "unauthorised": Served(b"no", "text/html", status=401),
    "large": Served(bytes(30_000), "application/pdf"),
    "broken": Served(b"oops", "text/plain", status=500),
    "away": Served(b"", "text/html", status=302, headers=(("Location", "http://elsewhere.example/x"),)),
    "signin": Served(b"", "text/html", status=302, headers=(("Location", "http://elsewhere.example/account/login"),)),
    "moved": Served(b"", "text/html", status=302, headers=(("Location", "/Notice/Attachment/A-pdf"),)),
    "empty": Served(b"", "application/pdf"),
    "page": Served(b"<html><body>Something else</body></html>", "text/html"),
}


def due(name: str, edition: str = "", stated: str = "application/pdf") -> Due:
    return Due("find_a_tender", f"{FTS}/Notice/Attachment/A-{name}", edition, stated)


@dataclass
class Fetched:
    """A home after fetches, with what the portal was asked."""

    home: Path
    portal: SamplePortal
    verdicts: list[Verdict]

    def outcomes(self, source: str = "find_a_tender") -> dict[str, str]:
        lines = read_json_lines(self.home / "landing" / source / "documents.jsonl")
        return {line["url"].rpartition("/")[2].removeprefix("A-"): line["outcome"] for line in lines}

    def asked(self) -> list[str]:
        return [asked.path for asked in self.portal.requests]


def fetch(home: Path, portal: SamplePortal, documents: dict[str, list[Due]], **environ: str) -> list[Verdict]:
    own = {**portal.environ(), "SVMONITOR_CRAWLER__RETRIES": "1", **environ}
    options = {"config_path": None, "environ": own, "is_sample": True}
    fetching = DocumentFetch(home, "run-1", options)
    for _ in fetching.batches(documents):
        pass
    return list(fetching.verdicts.values())


@pytest.fixture(scope="module")
def fetched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fetched]:
    home = tmp_path_factory.mktemp("documents")
    served = {f"/Notice/Attachment/A-{name}": answer for name, answer in PATHS.items()}
    rules = "User-agent: *\nDisallow: /Notice/Attachment/A-robots\n"
    with SamplePortal({"find_a_tender": []}, documents={"find_a_tender": served}, robots=rules) as portal:
        wanted = [due(name) for name in (*PATHS, "robots")]
        environ = {"SVMONITOR_DOCUMENTS__MAX_BYTES": "20000", "SVMONITOR_CRAWLER__FAILURES_IN_A_ROW": "3"}
        verdicts = fetch(home, portal, {"find_a_tender": wanted}, **environ)
        yield Fetched(home, portal, verdicts)


def test_every_document_is_settled_or_asked_again(fetched: Fetched) -> None:
    assert fetched.outcomes() == {
        "pdf": "got",
        "same": "got",
        "login": "login",
        "gone": "missing",
        "forbidden": "refused",
        "unauthorised": "login",
        "large": "too_large",
        "broken": "failed",
        "away": "off_host",
        "signin": "login",
        "moved": "got",
        "empty": "failed",
        "page": "refused",
        "robots": "refused",
    }
    (verdict,) = fetched.verdicts
    assert verdict.is_ok
    assert verdict.documents == {
        "got": 3,
        "login": 3,
        "missing": 1,
        "refused": 3,
        "too_large": 1,
        "failed": 2,
        "off_host": 1,
    }
    assert "14" not in verdict.sentence()


def test_a_document_is_landed_once_by_its_checksum(fetched: Fetched) -> None:
    digest = hashlib.sha256(PDF).hexdigest()
    files = list((fetched.home / "landing" / "find_a_tender" / "documents").glob("*/*"))
    assert files == [document_path(fetched.home / "landing" / "find_a_tender", digest)]
    page = read_landed_page(files[0])
    assert (page.body, page.is_sample) == (PDF, True)


def test_ledger_keeps_the_name_and_no_content_type_is_trusted(fetched: Fetched) -> None:
    lines = {line["url"]: line for line in read_json_lines(fetched.home / "landing/find_a_tender/documents.jsonl")}
    assert lines[f"{FTS}/Notice/Attachment/A-pdf"]["file_name"] == "ITT final.pdf"
    assert lines[f"{FTS}/Notice/Attachment/A-same"]["sha256"] == hashlib.sha256(PDF).hexdigest()
    assert lines[f"{FTS}/Notice/Attachment/A-gone"]["detail"] == "gone (404)"


def test_settled_documents_are_not_asked_again_and_amended_ones_are(fetched: Fetched) -> None:
    before = len(fetched.portal.requests)
    wanted = [due("pdf"), due("gone"), due("broken"), due("pdf", "2026-11-02T09:00:00Z")]
    fetch(fetched.home, fetched.portal, {"find_a_tender": wanted})
    asked = [path.rpartition("-")[2] for path in fetched.asked()[before:] if "Attachment" in path]
    assert sorted(set(asked)) == ["broken", "pdf"]
    assert asked.count("pdf") == 1


def test_one_request_at_a_time(fetched: Fetched) -> None:
    assert fetched.portal.most_at_once == 1


def test_contracts_finder_says_403_when_asked_too_often(tmp_path: Path) -> None:
    path = "/Notice/Attachment/{}"
    served = {
        path.format("a"): Served(b"no", "text/html", status=403),
        path.format("b"): Served(PDF, "application/pdf"),
    }
    site = "https://www.contractsfinder.service.gov.uk/Notice/Attachment/"
    with SamplePortal({"contracts_finder": []}, documents={"contracts_finder": served}) as portal:
        wanted = [Due("contracts_finder", f"{site}{name}", "", None) for name in "ab"]
        (verdict,) = fetch(tmp_path, portal, {"contracts_finder": wanted})
        assert verdict.documents == {"refused": 1, "got": 1}
        assert [asked.path[-1] for asked in portal.requests if "Attachment" in asked.path] == ["a", "a", "b"]


def test_portal_that_refuses_everything_is_left_and_nothing_is_believed(tmp_path: Path) -> None:
    served = {f"/Notice/Attachment/{at}": Served(b"no", "text/html", status=403) for at in range(8)}
    site = "https://www.contractsfinder.service.gov.uk/Notice/Attachment/"
    with SamplePortal({"contracts_finder": []}, documents={"contracts_finder": served}) as portal:
        wanted = [Due("contracts_finder", f"{site}{at}", "", None) for at in range(8)]
        (verdict,) = fetch(tmp_path, portal, {"contracts_finder": wanted}, SVMONITOR_CRAWLER__FAILURES_IN_A_ROW="3")
    assert (verdict.is_ok, verdict.finish_reason) == (False, "portal_closed")
    assert not (tmp_path / "landing/contracts_finder/documents.jsonl").exists()


def test_slow_drip_ends_at_the_time_limit(tmp_path: Path) -> None:
    served = {"/Notice/Attachment/A-slow": Served(PDF * 100, "application/pdf", seconds=20)}
    with SamplePortal({"find_a_tender": []}, documents={"find_a_tender": served}) as portal:
        (verdict,) = fetch(tmp_path, portal, {"find_a_tender": [due("slow")]}, SVMONITOR_CRAWLER__TIMEOUT="0.5")
    assert verdict.documents == {"failed": 1}
    assert (verdict.ended_at - verdict.started_at).total_seconds() < 10


PLACES = [
    ("find_a_tender", f"{FTS}/Notice/Attachment/A-14581", "attachment"),
    ("find_a_tender", f"{FTS}/Notice/032703-2026", "page"),
    ("find_a_tender", "https://example.org/a.pdf", "off_host"),
    ("contracts_finder", "https://www.contractsfinder.service.gov.uk/Notice/Attachment/5e5d08be", "attachment"),
    (
        "public_contracts_scotland",
        "https://www.publiccontractsscotland.gov.uk/NoticeDownload/DownloadDocument.aspx?id=APR352257&idx=1",
        "attachment",
    ),
    ("public_contracts_scotland", "https://www.publiccontractsscotland.gov.uk/search/search_view.aspx?ID=APR1", "page"),
    ("ted", "https://ted.europa.eu/docs/attachments/a.pdf", "attachment"),
    ("find_a_tender", None, "none"),
    ("find_a_tender", "http://[::1", "none"),
]


@pytest.mark.parametrize(("source", "url", "place"), PLACES)
def test_place_of_an_address(source: str, url: str | None, place: str) -> None:
    assert place_of(source, tidy(url, source)) == place


def test_addresses_are_asked_at_the_configured_site() -> None:
    base = "http://127.0.0.1:8901"
    assert asked_url("find_a_tender", f"{FTS}/Notice/Attachment/A-1#x", base) == f"{base}/Notice/Attachment/A-1"
    assert asked_url("find_a_tender", f"{base}/Notice/Attachment/A-1", base) == f"{base}/Notice/Attachment/A-1"
    assert place_of("find_a_tender", f"{base}/Notice/Attachment/A-1", base) == "attachment"
    assert tidy("/Notice/Attachment/A-1", "find_a_tender") == f"{FTS}/Notice/Attachment/A-1"
    assert tidy("buyer@example.org", "find_a_tender") is None


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ('attachment; filename="ITT.pdf"', "ITT.pdf"),
        ("attachment; filename*=UTF-8''ITT%20v2.pdf", "ITT v2.pdf"),
        ('attachment; filename="../../etc/passwd"', "passwd"),
        ("inline", None),
        ("", None),
    ],
)
def test_file_name_of_a_header(header: str, name: str | None) -> None:
    assert file_name(header) == name


def test_pages_in_place_of_documents() -> None:
    assert page_in_place(LOGIN) == ("login", "a page to log in on in place of the document")
    assert page_in_place(b"<html><body>The file could not be found.</body></html>") is not None
    long = b"<html><body>" + b"Tenders are evaluated on quality. " * 200 + b"Please sign in by noon.</body></html>"
    assert page_in_place(long) is None
    assert is_html(b"\xef\xbb\xbf <!DOCTYPE html><html>")
    assert not is_html(PDF)
    assert not is_html(orjson.dumps({"a": "<html>"}))
