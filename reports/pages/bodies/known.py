"""Pages of public bodies of which no procurement in scope is held: "known, no notices held" is an answer too."""

from collections.abc import Iterator, Mapping
from datetime import date

from reports.pages.parts.layout import Common
from reports.pages.parts.render import page
from reports.pages.sentences import authority as words
from reports.snapshot.authorities import Authority, Kind, foi_address
from reports.snapshot.directory import address_of, listed, old_address_of, predecessors
from store.reference.known_bodies import KnownBody

Files = Iterator[tuple[str, str]]


def known_files(common: Common, kinds: Mapping[str, Kind], told: frozenset[str], held: Mapping[str, int]) -> Files:
    """The pages of the bodies of our lists that have none of their own (`told` have)."""
    today = common.cut.data_until.date()
    for authority_id, body in listed().items():
        if authority_id not in told:
            yield f"{address_of(authority_id)}/index.html", _page(common, body, kinds.get(body.kind), held, today)


def _page(common: Common, body: KnownBody, kind: Kind | None, held: Mapping[str, int], today: date) -> str:
    return common.page(
        "authority_known.html", 2, "authorities",
        b=body, has_kind=kind is not None, is_ended=body.valid_until is not None and body.valid_until <= today,
        finding=words.known_finding(body), meaning=words.known_meaning(body, held.get(body.authority_id, 0)),
        peers=kind and words.known_peers(kind, common.latest.year),
        successors=[listed()[each] for each in body.successor_ids if each in listed()],
        before=predecessors().get(body.authority_id, []),
        foi=foi_address(body.authority_id, body.name),
    )  # fmt: skip


def moved_page(authority: Authority) -> Files:
    """What stands at the address that an authority's page had before: a way to the new one."""
    old = old_address_of(authority.authority_id)
    if old is not None:
        to = f"../../{authority.folder}/index.html"
        yield f"{old}/index.html", page("moved.html", to=to, name=authority.name)


def moved_feed(authority: Authority) -> str | None:
    """Where its feed stands besides, for those who follow it at that address."""
    old = old_address_of(authority.authority_id)
    return None if old is None else f"{old}/feed.xml"
