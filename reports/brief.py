"""A brief of one page on one public body: as HTML that prints well, and as PDF where Chromium is."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from duckdb import DuckDBPyConnection

from reports.errors import ReportError
from reports.find import find_body
from reports.pages.bodies.search import Findable, findable
from reports.pages.parts.render import page
from reports.pages.sentences import authority as words
from reports.pages.sentences.coverage import coverage_words
from reports.pages.sentences.edition import YEAR
from reports.publisher import Publisher
from reports.snapshot.authorities import Authority, Detail, load_authorities, load_details, load_held, load_kinds
from reports.snapshot.directory import address_of, listed
from reports.snapshot.load import load_coverage, load_cut, load_rates
from reports.words.spans import Span
from reports.words.wording import day
from reports.writing import write
from store.weeks import week_to_report

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PDF_SECONDS = 60
QUIET = ("--headless", "--disable-quic", "--disable-background-networking", "--no-pdf-header-footer")
QUOTES = 2


def write_brief(con: DuckDBPyConnection, asked: str, folder: Path, publisher: Publisher) -> Iterator[Path]:
    """Writes the brief of the body asked for into a folder: the HTML, then the PDF where a browser can make it.

    Raises:
        ReportError: no body or several go by that name, or a file cannot be written.
        StoreError: nothing is published.
    """
    authorities = load_authorities(con)
    body = find_body(asked, findable(authorities))
    path = folder / f"brief-{body.folder}-{week_to_report(con, None).name}.html"
    write(path, brief_html(con, body, authorities, publisher))
    yield path.resolve()
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is not None:
        yield print_pdf(browser, path.resolve())


def brief_html(con: DuckDBPyConnection, body: Findable, authorities: list[Authority], publisher: Publisher) -> str:
    """The page: finding, figures, its kind, its own words, and what to ask it."""
    cut = load_cut(con)
    last_week = week_to_report(con, None)
    week = last_week.name
    whole = load_rates(con, "rolling_12_months", week).get("I1")
    year = whole.span(YEAR) if whole else Span(YEAR, 52, 0, 0)
    own = next((each for each in authorities if each.authority_id == body.authority_id), None)
    kind = load_kinds(con, authorities).get(body.kind)
    held = load_held(con).get(body.authority_id, 0) if own is None else 0
    address = f"{address_of(body.authority_id)}/index.html"
    values: dict[str, Any] = {
        "cut": cut, "body": body, "own": own, "week": week, "year": year,
        "address": publisher.address(address, ""), "contact": publisher.contact,
        "coverage": coverage_words(load_coverage(con, last_week.last_day), whole, last_week.last_day),
        "nation": own.nation if own else listed()[body.authority_id].nation,
    }  # fmt: skip
    if own is None or kind is None:
        known = listed()[body.authority_id]
        values |= {"finding": words.known_finding(known), "meaning": words.known_meaning(known, held)}
        values |= {"peers": words.known_peers(kind, year) if kind else "", "detail": None}
    else:
        values |= {
            "finding": words.finding(own, day(last_week.last_day), year),
            "peers": words.comparison(own, kind, year),
        }
        values |= {"habit": words.habit(own, year)}
        values |= {"detail": _detail(con, own), "quotes": QUOTES}
    return page("brief.html", **values)


def _detail(con: DuckDBPyConnection, own: Authority) -> Detail:
    return load_details(con).get(own.authority_id, Detail())


def print_pdf(browser: str, path: Path) -> Path:
    """The page as PDF beside it. Raises ReportError when the browser cannot make it."""
    made = path.with_suffix(".pdf")
    made.unlink(missing_ok=True)
    root = ("--no-sandbox",) if os.geteuid() == 0 else ()
    command = [browser, *QUIET, *root, f"--print-to-pdf={made}", path.as_uri()]
    try:
        subprocess.run(command, capture_output=True, check=True, timeout=PDF_SECONDS)  # noqa: S603 - our own file
    except (OSError, subprocess.SubprocessError) as error:
        raise ReportError(f"{path.name} is written, but {Path(browser).name} made no PDF of it: print it") from error
    if not made.is_file():
        raise ReportError(f"{path.name} is written, but {Path(browser).name} made no PDF of it: print it")
    return made
