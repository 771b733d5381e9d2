"""The weekly edition: published snapshot in, static site out."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from duckdb import DuckDBPyConnection

from reports import pages
from reports.load import load_edition
from reports.record import FILE, new_record, read_record
from reports.site import all_records, keep_version, write

Progress = Callable[[str, int, int | None], None]


@dataclass(frozen=True)
class ReportSummary:
    """What was reported: the week, its page, every page of the site now current, and the finding in a sentence."""

    week: str
    path: Path
    pages: list[Path]
    headline: str


def report(
    con: DuckDBPyConnection, site: Path, *, week: str | None = None, progress: Progress | None = None
) -> ReportSummary:
    """Writes the edition of a week (such as 2026-W47; default the last full one) and the front page into `site`.

    Writing the same edition from the same snapshot again leaves the same bytes. When a later snapshot changes any
    figure of a past week, the page that stood is kept as version-<n>.html, and the new one says that it is revised.
    `con` is read only. Raises ReportError on a week that is none or holds no notices, on a snapshot that cannot be
    reported on, and on a folder that cannot be written.
    """
    tell = progress or (lambda _what, _done, _total: None)
    tell("reading the snapshot", 0, 3)
    edition = load_edition(con, week)
    folder = site / "editions" / edition.week.name
    standing = read_record(folder)
    record = new_record(edition, standing)
    tell("drawing the edition", 1, 3)
    files = pages.edition_files(edition, record)
    tell("writing the site", 2, 3)
    write(site / "static" / pages.stylesheet_name(), pages.stylesheet())
    if standing is not None and standing.version != record.version:
        keep_version(folder, standing)
    for name, text in files.items():
        write(folder / name, text)
    # The record comes last: if this run ends early, the next one finds the old record and does the same again.
    write(folder / FILE, record.as_json())
    records = all_records(site)
    write(site / "index.html", pages.home_page(records))
    tell("writing the site", 3, 3)
    kept = [folder / earlier.page for earlier in record.earlier]
    return ReportSummary(
        record.week, folder / "index.html", [site / "index.html", folder / "index.html", *kept], record.sentence
    )
