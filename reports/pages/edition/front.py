"""The front pages: home, the archive of editions and their feed."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from reports.pages.parts.feeds import Entry, atom
from reports.pages.parts.layout import Common
from reports.pages.parts.record import Record

Files = Iterator[tuple[str, str | bytes]]


def front_files(common: Common, records: Sequence[Record]) -> Files:
    """The front page, the archive of editions and their feed."""
    latest = records[0]
    yield "index.html", common.page("home.html", 0, "home", records=records[:8], total=len(records), latest=latest)
    yield "editions/index.html", common.page("archive.html", 1, "editions", section_page=True, records=records)
    entries = [edition_entry(common, record) for record in records[:20]]
    link = common.publisher.address("index.html", "index.html")
    title = "Social Value Monitor: weekly editions"
    yield "feed.xml", atom("editions", title, link, max(entry.updated for entry in entries), entries)


def edition_entry(common: Common, record: Record) -> Entry:
    """One edition as an entry of the feed; a revised one comes up again."""
    path = f"{record.folder}/index.html"
    revised = f" Revised: version {record.version}." if record.version > 1 else ""
    return Entry(
        key=f"edition:{record.week}:{record.version}",
        title=f"{record.week}: {record.title}",
        link=common.publisher.address(path, path),
        updated=datetime.fromisoformat(record.data_until),
        text=" ".join(filter(None, (record.sentence, record.coverage_cited))) + revised,
    )
