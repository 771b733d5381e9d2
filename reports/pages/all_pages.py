"""Every page of the site that follows the data from week to week: all but the frozen editions."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from duckdb import DuckDBPyConnection

from reports.charts.funnel import Funnel
from reports.content import Content, Site
from reports.errors import ReportError
from reports.pages import reference
from reports.pages.bodies import authorities as authority_pages
from reports.pages.bodies.compare import compare_files
from reports.pages.bodies.funnels import draw_funnels
from reports.pages.bodies.known import known_files
from reports.pages.bodies.league import league_files
from reports.pages.bodies.map import map_files
from reports.pages.bodies.own_rows import files_beside, key_of_rows, made_rows, page_of, standing_rows
from reports.pages.bodies.search import search_files
from reports.pages.bodies.suppliers import load_suppliers, supplier_files
from reports.pages.edition.front import front_files
from reports.pages.findings import topics
from reports.pages.findings.clauses import clause_files, load_clauses, training_files
from reports.pages.findings.delivery import delivery_files
from reports.pages.findings.documents import document_files
from reports.pages.findings.evidence import evidence_files
from reports.pages.findings.patchy import patchy_files
from reports.pages.findings.policy import policy_files
from reports.pages.findings.series import series_files
from reports.pages.findings.winners import winner_files
from reports.pages.method import method_files
from reports.pages.parts.layout import Common
from reports.pages.parts.record import Record
from reports.pages.parts.render import static_files
from reports.pages.query import query_files, web_database
from reports.pages.sentences.coverage import coverage_cited, coverage_words
from reports.pages.sentences.edition import YEAR
from reports.snapshot.authorities import (
    Authority,
    Kind,
    load_authorities,
    load_details,
    load_held,
    load_kinds,
    load_processes,
)
from reports.snapshot.load import load_coverage, load_rates
from reports.words.spans import Span
from store.weeks import week_to_report

Progress = Callable[[str, int, int | None], None]
Suppliers = Mapping[str, dict[str, Any]]
Files = Iterator[tuple[str, Content]]


def site_files(con: DuckDBPyConnection, common: Common, records: Sequence[Record], site: Site, tell: Progress) -> Files:
    """Paths in the site and their content, one after the other, so that never all of them are held at once.

    Of the `site` as it stands, what rests on rows that are still the same is taken over.
    """
    with web_database(con, common) as web:
        yield from page_files(con, common, records, site, tell)
        yield from query_files(con, common, web)


def page_files(con: DuckDBPyConnection, common: Common, records: Sequence[Record], site: Site, tell: Progress) -> Files:
    """All but the page that asks the data."""
    latest, clauses = records[0], load_clauses(con)
    authorities, suppliers = load_authorities(con), load_suppliers(con)
    newest = of_newest_week(con, common)
    yield from static_files().items()
    yield from front_files(common, records)
    yield from series_files(con, common, latest)
    yield from policy_files(con, common)
    yield from patchy_files(con, common)
    yield from award_files(con, common, [authority.authority_id for authority in authorities], suppliers, site)
    yield from document_files(con, common, latest)
    yield from map_files(newest, authorities)
    yield from compare_files(con, common, authorities)
    yield from clause_files(con, common, clauses)
    yield from training_files(common, clauses)
    yield from evidence_files(con, common, clauses)
    yield from method_files(con, common, records)
    yield from reference.data_files(con, common)
    for group in topics.GROUPS:
        yield from topics.topic_files(con, common, latest, group, clauses)
    yield from topics.region_files(con, common, latest, authorities)
    kinds = load_kinds(con, authorities)
    bodies = Bodies(authorities, kinds, draw_funnels(kinds), suppliers)
    yield from body_files(con, newest, bodies, site)
    yield from authority_files(con, newest, bodies, site, tell)


def award_files(
    con: DuckDBPyConnection, common: Common, with_page: Sequence[str], suppliers: Suppliers, site: Site
) -> Files:
    """Who wins, whether it is delivered, and who the suppliers are."""
    yield from winner_files(con, common)
    yield from delivery_files(con, common, frozenset(with_page))
    yield from supplier_files(con, common, suppliers, with_page, site)


def of_newest_week(con: DuckDBPyConnection, common: Common) -> Common:
    """What pages of bodies share: out.authority is of the newest week, of which the edition may be held back."""
    week = week_to_report(con, None)
    if week.last_day == common.latest.last_day:
        return common
    whole = load_rates(con, "rolling_12_months", week.name).get("I1")
    year = whole.span(YEAR) if whole else Span(YEAR, 52, 0, 0)
    portals = load_coverage(con, week.last_day)
    latest = replace(
        common.latest,
        last_day=week.last_day,
        year_weeks=[year.wanted, year.covered, year.held],
        coverage=coverage_words(portals, whole, week.last_day),
        coverage_cited=coverage_cited(portals, whole),
    )
    return replace(common, latest=latest)


@dataclass(frozen=True)
class Bodies:
    """The authorities with pages of their own, their kinds and the drawing of each, and suppliers with a page."""

    authorities: Sequence[Authority]
    kinds: Mapping[str, Kind]
    funnels: Mapping[str, Funnel]
    suppliers: Suppliers


def body_files(con: DuckDBPyConnection, common: Common, bodies: Bodies, site: Site) -> Files:
    """The lists of authorities and of their kinds, and the bodies of which nothing in scope is held."""
    until = common.latest.last_day
    yield from authority_pages.index_files(common, bodies.kinds, until)
    yield from search_files(common, bodies.authorities)
    told = frozenset(authority.authority_id for authority in bodies.authorities)
    yield from known_files(common, bodies.kinds, told, load_held(con), site)
    yield from league_files(common, bodies.kinds, bodies.funnels, until)


def authority_files(con: DuckDBPyConnection, common: Common, bodies: Bodies, site: Site, tell: Progress) -> Files:
    """The pages of authorities; procurements are asked for of those alone of which they have changed."""
    details = load_details(con)
    for detail in details.values():
        for row in detail.suppliers:
            row["folder"] = bodies.suppliers.get(row["supplier_key"], {}).get("folder")
    keys = {each.authority_id: key_of_rows(common, each, details[each.authority_id]) for each in bodies.authorities}
    changed = {
        each.authority_id
        for each in bodies.authorities
        if not site.keeps_rows(page_of(each), keys[each.authority_id], files_beside(each))
    }
    processes = load_processes(con, sorted(changed))
    for done, authority in enumerate(bodies.authorities, start=1):
        key, detail = keys[authority.authority_id], details[authority.authority_id]
        peers = authority_pages.Peers(bodies.kinds[authority.kind], bodies.funnels.get(authority.kind))
        page_key, own = authority_pages.authority_key(common, authority, peers, detail), None
        if authority.authority_id in changed:
            own = made_rows(common, authority, detail, _next_of(processes, authority.authority_id), key)
        elif not site.keeps(page_of(authority), page_key):
            own = standing_rows(site, authority, detail, key)
        yield from authority_pages.authority_files(common, authority, peers, own, page_key)
        tell("pages of authorities", done, len(bodies.authorities))


def _next_of(processes: Iterator[tuple[str, list[dict[str, Any]]]], authority_id: str) -> list[dict[str, Any]]:
    """The procurements of the authority that is next."""
    found, rows = next(processes)
    if found != authority_id:
        raise ReportError(f"procurements of {found} came in the place of those of {authority_id}")
    return rows
