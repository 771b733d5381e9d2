"""The weekly edition and the site around it: published snapshot in, static site out."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from duckdb import DuckDBPyConnection

from reports.content import Content, FromFile, Kept, Picture, Slotted, Stands
from reports.drawing import Drawer
from reports.made import Made, key_of
from reports.pages.all_pages import site_files
from reports.pages.edition import editions as pages
from reports.pages.edition.front import front_files
from reports.pages.parts.layout import Common
from reports.pages.parts.record import FILE, Record, new_record, read_record
from reports.pages.parts.render import page, static_files
from reports.publisher import Publisher
from reports.snapshot.load import fetch, load_cut, load_edition
from reports.writing import all_records, keep_version, place, write
from store.quality.gate import Gate, Hold, read_gate_file
from store.weeks import week_to_report

Progress = Callable[[str, int, int | None], None]


@dataclass(frozen=True)
class ReportSummary:
    """What was reported: the week, its page, every version of it, the finding in a sentence, its version."""

    week: str
    path: Path
    pages: list[Path]
    headline: str
    version: int


@dataclass
class Writing:
    """What a site is written with: the record of what was made, and who draws the pictures."""

    made: Made
    drawer: Drawer

    def put(self, path: str, content: Content) -> None:
        """Writes one file of the site; a picture waits, and stands when `draw_pictures` is done."""
        if isinstance(content, Picture):
            if self.made.wants(path, content):
                self.drawer.add(path, content)
            return
        if isinstance(content, FromFile):
            place(self.made.site / path, content)
        elif isinstance(content, Slotted | Kept):
            write(self.made.site / path, self.made.filled(path, content))
        elif not isinstance(content, Stands):
            write(self.made.site / path, content)
        self.made.note(path, content)

    def draw_pictures(self, tell: Progress) -> None:
        """Sees to it that every picture stands that is not there or has changed."""
        for done, (path, picture) in enumerate(self.drawer.drawn(), start=1):
            self.made.note_picture(path, picture)
            tell("pictures", done, len(self.drawer))


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
    made = Made.read(site)
    tell("the edition", 0, 1)
    with closing(Drawer(site)) as drawer:
        writing = Writing(made, drawer)
        record = write_edition(con, writing, week, who)
        tell("the edition", 1, 1)
        write_pages(con, writing, who, tell)
        writing.draw_pictures(tell)
    made.save()
    folder = site / record.folder
    kept = [folder / earlier.page for earlier in record.earlier]
    return ReportSummary(
        record.week,
        folder / "index.html",
        [site / "index.html", folder / "index.html", *kept],
        record.sentence,
        record.version,
    )


def show_held(con: DuckDBPyConnection, site: Path, publisher: Publisher | None = None) -> None:
    """Rewrites the front page alone, so that it says which editions are held back, even where none is out yet.

    Raises ReportError as `report` does.
    """
    records = all_records(site)
    held = tuple(_gate(site).holds)
    # Before the first edition the snapshot may be empty: nothing else can be said.
    files = (
        front_files(Common(load_cut(con), publisher or Publisher(), records[0], held), records)
        if records
        else first_files(held)
    )
    for path, content in files:
        write(site / path, content)
    made = Made.read(site)
    if made.keys.pop("pages", None):  # the front page is another than the data make it
        made.save()


def first_files(held: tuple[Hold, ...]) -> Iterator[tuple[str, str]]:
    """The front page of a site whose first edition is held back."""
    if held:
        yield "index.html", page("waiting.html", held=held)
        yield from static_files().items()


def _gate(site: Path) -> Gate:
    return read_gate_file(site.parent / "hold.json")


def write_pages(con: DuckDBPyConnection, writing: Writing, publisher: Publisher, tell: Progress) -> None:
    """Writes every page but those of editions; nothing when all stand as these data make them."""
    site, made = writing.made.site, writing.made
    cut, records, held = load_cut(con), all_records(site), tuple(_gate(site).holds)
    key = key_of(data_key(con), publisher, records, held)
    if made.is_standing("pages", key):
        return
    paths = []
    for path, content in site_files(con, Common(cut, publisher, records[0], held), records, made, tell):
        paths.append(path)
        writing.put(path, content)
    made.note_pages(key, paths)


def data_key(con: DuckDBPyConnection) -> str:
    """What tells one cut of the data from another: a fingerprint of all rows, and how far they reach."""
    facts = {row["name"]: row["value"] for row in fetch(con, "edition/publication")}
    return (
        f"{facts.get('fingerprint', facts.get('published_at'))} {facts.get('data_until')} {facts.get('data_version')}"
    )


def write_edition(con: DuckDBPyConnection, writing: Writing, week: str | None, publisher: Publisher) -> Record:
    """Writes the folder of one edition and returns its record; nothing when it stands as these data make it."""
    site, made, data = writing.made.site, writing.made, data_key(con)
    name = week_to_report(con, week).name
    folder = site / "editions" / name
    standing = read_record(folder)
    made_of = (data, publisher, _gate(site).statement(name))
    if standing is not None and made.is_standing(f"editions/{name}", key_of(*made_of, standing.as_json())):
        return standing
    edition = load_edition(con, name)
    record = replace(new_record(edition, standing), released=_gate(site).statement(edition.week.name))
    files = pages.edition_files(edition, record, publisher)
    if standing is not None and standing.version != record.version:
        keep_version(folder, standing)
    for path, content in files.items():
        writing.put(f"{record.folder}/{path}", content)
    # The record comes last: if this run ends early, the next one finds the old record and does the same again.
    writing.put(f"{record.folder}/{FILE}", record.as_json())
    made.keys[f"editions/{name}"] = key_of(*made_of, record.as_json())
    return record
