"""Every page of the site that follows the data from week to week: all but the frozen editions."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from duckdb import DuckDBPyConnection

from reports.content import FromFile, Picture
from reports.pages import reference
from reports.pages.bodies import authorities as authority_pages
from reports.pages.bodies.compare import compare_files
from reports.pages.bodies.funnels import draw_funnels
from reports.pages.bodies.known import known_files
from reports.pages.bodies.league import league_files
from reports.pages.bodies.map import map_files
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
from reports.pages.parts.layout import Common
from reports.pages.parts.record import Record
from reports.pages.parts.render import static_files
from reports.pages.query import query_files
from reports.snapshot.authorities import Authority, load_authorities, load_details, load_held, load_kinds, year_until

Progress = Callable[[str, int, int | None], None]
Suppliers = Mapping[str, dict[str, Any]]
Files = Iterator[tuple[str, str | bytes | Picture | FromFile]]


def site_files(con: DuckDBPyConnection, common: Common, records: Sequence[Record], tell: Progress) -> Files:
    """Paths in the site and their content, one after the other, so that never all of them are held at once."""
    latest, clauses = records[0], load_clauses(con)
    authorities, suppliers = load_authorities(con, common.cut), load_suppliers(con)
    yield from static_files().items()
    yield from front_files(common, records)
    yield from series_files(con, common, latest)
    yield from policy_files(con, common)
    yield from patchy_files(con, common)
    yield from award_files(con, common, frozenset(authority.authority_id for authority in authorities), suppliers)
    yield from document_files(con, common, latest)
    yield from map_files(common, authorities)
    yield from compare_files(con, common, authorities)
    yield from query_files(con, common)
    yield from clause_files(con, common, clauses)
    yield from training_files(common, clauses)
    yield from evidence_files(con, common, clauses)
    yield from reference.method_files(con, common, records)
    yield from reference.data_files(con, common)
    for group in topics.GROUPS:
        yield from topics.topic_files(con, common, latest, group, clauses)
    yield from topics.region_files(con, common, latest, authorities)
    yield from body_files(con, common, authorities, suppliers, tell)


def award_files(con: DuckDBPyConnection, common: Common, has_page: frozenset[str], suppliers: Suppliers) -> Files:
    """Who wins, whether it is delivered, and who the suppliers are."""
    yield from winner_files(con, common)
    yield from delivery_files(con, common, has_page)
    yield from supplier_files(con, common, suppliers, has_page)


def body_files(
    con: DuckDBPyConnection, common: Common, authorities: Sequence[Authority], suppliers: Suppliers, tell: Progress
) -> Files:
    """Authorities and their kinds."""
    kinds = load_kinds(con, authorities)
    funnels = draw_funnels(kinds)
    until = year_until(common.cut)
    yield from authority_pages.index_files(common, kinds, until)
    yield from search_files(common, authorities)
    told = frozenset(authority.authority_id for authority in authorities)
    yield from known_files(common, kinds, told, load_held(con))
    yield from league_files(common, kinds, funnels, until)
    left = {authority.authority_id: authority for authority in authorities}
    for authority_id, detail in load_details(con):
        if authority_id in left:
            authority = left.pop(authority_id)
            for row in detail.suppliers:
                row["folder"] = suppliers[row["supplier_key"]]["folder"] if row["supplier_key"] in suppliers else None
            kind, funnel = kinds[authority.kind], funnels.get(authority.kind)
            yield from authority_pages.authority_files(common, authority, kind, funnel, detail)
            tell("pages of authorities", len(authorities) - len(left), len(authorities))
