"""What follows the procurements and awards of one authority alone: parts of its page, its CSV and its feed.

It stays as it was made while these rows are the same, whatever else the page says has changed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from markupsafe import Markup

from reports.content import STANDS, Site, Stands
from reports.pages.bodies.known import moved_feed
from reports.pages.parts.feeds import Entry, atom
from reports.pages.parts.layout import Common
from reports.pages.parts.marked import marked, parts_of
from reports.pages.parts.render import csv_table, macros
from reports.pages.sentences import authority as words
from reports.snapshot.authorities import Authority, Detail
from reports.snapshot.rates import Tally
from reports.words.labels import label
from reports.words.wording import cut as shorten
from reports.words.wording import plain, tidy, web_address
from store.hashes import short_hash
from store.weeks import LONDON

Row = Mapping[str, Any]
SHOWN = 60  # procurements on the page; the CSV holds all
NOT_IN_CSV = ("authority_id", "level_rank")
# Of the authority itself, what these parts tell: of all years, for the last 12 months move with every day.
TOLD = (
    *("authority_id", "name", "last_on", "first_on", "k_all", "weights_all"),
    *("median_weight_all", "least_weight_all", "most_weight_all"),
)


@dataclass(frozen=True)
class OwnRows:
    """Parts of the page by name, the key of the rows they follow, and the files beside the page."""

    detail: Detail
    key: str
    parts: dict[str, Markup]
    files: list[tuple[str, str | bytes | Stands]]


def key_of_rows(common: Common, authority: Authority, detail: Detail) -> str:
    """The key of everything that these parts and files tell."""
    told = [getattr(authority, name) for name in TOLD]
    return short_hash(repr((told, vars(detail), common.publisher, common.cut.is_sample)).encode())


def page_of(authority: Authority) -> str:
    """The path of its page."""
    return f"{authority.folder}/index.html"


def files_beside(authority: Authority) -> list[str]:
    """The paths of its CSV and feed, and of the feed at an address that its page had before."""
    own = [f"{authority.folder}/processes.csv", f"{authority.folder}/feed.xml"]
    return [*own, *filter(None, [moved_feed(authority)])]


def standing_rows(site: Site, authority: Authority, detail: Detail, key: str) -> OwnRows:
    """What was made of the same rows before."""
    files: list[tuple[str, str | bytes | Stands]] = [(path, STANDS) for path in files_beside(authority)]
    return OwnRows(detail, key, parts_of(site.text(page_of(authority))), files)


def made_rows(common: Common, authority: Authority, detail: Detail, processes: Sequence[Row], key: str) -> OwnRows:
    """Made anew."""
    templates = macros("authority_rows.html")
    told = {name: getattr(authority, name) for name in TOLD}
    sentences = words.winners(detail.winners) + words.delivered(detail.delivery)
    parts = {
        "asks": templates.asks(told, detail, processes, "../../"),
        "winners": templates.winners(detail, sentences, "../../"),
        "table": templates.table(processes[:SHOWN]),
        "years": templates.years(list(map(year, detail.years))),
    }
    table, *feeds = files_beside(authority)
    own_feed = feed(common, authority, processes)
    files: list[tuple[str, str | bytes | Stands]] = [(table, processes_csv(processes, is_sample=common.cut.is_sample))]
    return OwnRows(detail, key, marked(parts), [*files, *((path, own_feed) for path in feeds)])


def year(row: Row) -> dict[str, Any]:
    """One financial year of an authority with its share."""
    name = f"{row['year_from']} to {row['year_from'] + 1}"
    return {"name": name, "evaluated": row["evaluated"], "tally": Tally(row["k"], row["n"])}


def processes_csv(processes: Sequence[Row], *, is_sample: bool) -> str:
    """The procurements of one authority as CSV."""
    columns = [name for name in processes[0] if name not in NOT_IN_CSV]
    return csv_table(columns, ([row[name] for name in columns] for row in processes), is_sample=is_sample)


def feed(common: Common, authority: Authority, processes: Sequence[Row]) -> bytes:
    """The latest procurements in scope of one authority as an Atom feed."""
    own = [row for row in processes if row["is_in_scope"]][:20]
    link = common.publisher.address(f"{authority.folder}/index.html", "index.html")
    title = plain(f"{authority.name}: evidence of social value in published notices")
    updated = datetime.combine(authority.last_on, time(), LONDON)
    return atom(f"authority:{authority.authority_id}", title, link, updated, [process_entry(row, link) for row in own])


def process_entry(row: Row, link: str) -> Entry:
    """One procurement as an entry of a feed."""
    level = label(row["level"], "level")
    text = f"{level}. {shorten(tidy(row['best_quote']), 600)}" if row["best_quote"] else f"{level}."
    return Entry(
        key=f"process:{row['ocid']}",
        title=f"{level}: {plain(row['title']) or 'Untitled notice'}",
        link=web_address(row["notice_url"]) or link,
        updated=datetime.combine(row["opened_on"], time(), LONDON),
        text=text,
    )
