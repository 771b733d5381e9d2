"""The weekly edition and the site around it: published snapshot in, static site out."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from duckdb import DuckDBPyConnection

from reports.pages import editions as pages
from reports.pages.all_pages import site_files
from reports.pages.layout import Common
from reports.pages.record import FILE, Record, new_record, read_record
from reports.pages.render import page, static_files
from reports.pages.site import front_files
from reports.publisher import Publisher
from reports.snapshot.load import load_cut, load_edition
from reports.writing import all_records, keep_version, write
from store.quality.gate import Gate, Hold, read_gate_file

Progress = Callable[[str, int, int | None], None]


@dataclass(frozen=True)
class ReportSummary:
    """What was reported: the week, its page, every version of it, and the finding in a sentence."""

    week: str
    path: Path
    pages: list[Path]
    headline: str


def report(
    con: DuckDBPyConnection,
    site: Path,
    *,
    week: str | None = None,
    publisher: Publisher | None = None,
    progress: Progress | None = None,
) -> ReportSummary:
    """Writes the edition of a week (such as 2026-W47; default the last full one) and the site around it into `site`.

    Writing the same edition from the same snapshot again leaves the same bytes, and no file is rewritten that would
    stay the same. When a later snapshot changes any figure of a past week, the page that stood is kept as
    version-<n>.html, and the new one says that it is revised. `con` is read only. Raises ReportError on a week that is
    none or holds no notices, on a snapshot that cannot be reported on, and on a folder that cannot be written.
    """
    tell = progress or (lambda _what, _done, _total: None)
    who = publisher or Publisher()
    tell("the edition", 0, 1)
    record = write_edition(con, site, week, who)
    tell("the edition", 1, 1)
    common = Common(load_cut(con), who, tuple(_gate(site).holds))
    for path, content in site_files(con, common, all_records(site), tell):
        write(site / path, content)
    folder = site / record.folder
    kept = [folder / earlier.page for earlier in record.earlier]
    return ReportSummary(
        record.week, folder / "index.html", [site / "index.html", folder / "index.html", *kept], record.sentence
    )


def show_held(con: DuckDBPyConnection, site: Path, publisher: Publisher | None = None) -> None:
    """Rewrites the front page alone, so that it says which editions are held back, even where none is out yet.

    Raises ReportError as `report` does.
    """
    records = all_records(site)
    held = tuple(_gate(site).holds)
    # Before the first edition the snapshot may be empty: nothing else can be said.
    files = (
        front_files(Common(load_cut(con), publisher or Publisher(), held), records) if records else first_files(held)
    )
    for path, content in files:
        write(site / path, content)


def first_files(held: tuple[Hold, ...]) -> Iterator[tuple[str, str]]:
    """The front page of a site whose first edition is held back."""
    if held:
        yield "index.html", page("waiting.html", held=held)
        yield from static_files().items()


def _gate(site: Path) -> Gate:
    return read_gate_file(site.parent / "hold.json")


def write_edition(con: DuckDBPyConnection, site: Path, week: str | None, publisher: Publisher) -> Record:
    """Writes the folder of one edition and returns its record."""
    edition = load_edition(con, week)
    folder = site / "editions" / edition.week.name
    standing = read_record(folder)
    record = replace(new_record(edition, standing), released=_gate(site).statement(edition.week.name))
    files = pages.edition_files(edition, record, publisher)
    if standing is not None and standing.version != record.version:
        keep_version(folder, standing)
    for name, text in files.items():
        write(folder / name, text)
    # The record comes last: if this run ends early, the next one finds the old record and does the same again.
    write(folder / FILE, record.as_json())
    return record
