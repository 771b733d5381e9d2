"""Pages of public bodies of which no procurement in scope is held: "known, no notices held" is an answer too."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reports.content import Content, Kept, Site, Slotted
from reports.pages.parts.layout import Common
from reports.pages.parts.render import page
from reports.pages.parts.slots import mark
from reports.pages.sentences import authority as words
from reports.snapshot.authorities import Authority, Kind, foi_address
from reports.snapshot.directory import address_of, listed, old_address_of, predecessors
from store.reference.known_bodies import KnownBody

Files = Iterator[tuple[str, Content]]


def known_files(
    common: Common, kinds: Mapping[str, Kind], told: frozenset[str], held: Mapping[str, int], site: Site
) -> Files:
    """The pages of the bodies of our lists that have none of their own (`told` have)."""
    today = common.cut.data_until.date()
    for authority_id, body in listed().items():
        if authority_id not in told:
            kind, path = kinds.get(body.kind), f"{address_of(authority_id)}/index.html"
            peers = words.known_peers(kind, common.latest.year) if kind else ""
            is_ended = body.valid_until is not None and body.valid_until <= today
            facts = _Facts(held.get(authority_id, 0), kind is not None, bool(peers), is_ended)
            key, slots = common.page_key(body, facts), common.slots(2) | {"peers": peers}
            yield path, Kept(slots) if site.keeps(path, key) else Slotted(_page(common, body, facts), slots, key)


@dataclass(frozen=True)
class _Facts:
    """What is known of a body: how many procurements are held, whether others of its kind are, whether it has ended."""

    held: int
    has_kind: bool
    has_peers: bool
    is_ended: bool


def _page(common: Common, body: KnownBody, facts: _Facts) -> str:
    return common.slotted(
        "authority_known.html", 2, "authorities",
        b=body, has_kind=facts.has_kind, is_ended=facts.is_ended, peers=mark("peers") if facts.has_peers else "",
        finding=words.known_finding(body), meaning=words.known_meaning(body, facts.held),
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
