"""Pages, CSVs and feeds of authorities and of their kinds."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from reports.charts.funnel import Funnel
from reports.content import STANDS, Content, Kept, Picture, Slotted
from reports.pages.bodies.known import moved_page
from reports.pages.bodies.own_rows import SHOWN, OwnRows, files_beside, page_of
from reports.pages.bodies.search import findable
from reports.pages.parts.card import authority_card, card_svg
from reports.pages.parts.layout import CARD, Common
from reports.pages.parts.render import csv_table, macros
from reports.pages.parts.slots import mark
from reports.pages.parts.take import Chart, Figure, Told, figure
from reports.pages.sentences import authority as words
from reports.snapshot.authorities import Authority, Detail, Kind, foi_address
from reports.snapshot.rates import LEAST_N, Tally
from reports.snapshot.standing import CHANCE, SPREAD, Comparison
from reports.words.labels import codes
from reports.words.wording import day, plain
from store.reference.tables import reference_rows

MEASURES = (("I1", "k"), ("I2", "act_named"), ("I3", "evaluated"), ("I5", "weight_10"))
STANDING = ("standing_centre", "standing_low", "standing_high", "standing_allows_for")
FUNNEL_SUBTITLE = (
    f"Each dot is an authority of this kind with {LEAST_N} or more procurements in scope in {{period}}: across, how "
    "many; up, the share with evidence. {band}"
)
BANDS = {
    SPREAD: "Shaded: where chance, and how far authorities of this kind differ anyway, leave 998 in 1,000 of them. "
    "Dashed: the average of the authorities",
    CHANCE: "Shaded: where chance alone would leave 998 in 1,000 of them if all had the same practice; how far they "
    "differ anyway cannot be told from so few. Dashed: the share of the whole kind",
}


def index_files(common: Common, kinds: Mapping[str, Kind], until: date) -> Iterator[tuple[str, str]]:
    """The list of all authorities, with its data."""
    groups = [kinds[code] for code in codes("authority_kind") if code in kinds]
    groups += [kind for code, kind in sorted(kinds.items()) if code not in codes("authority_kind")]
    members = [authority for kind in groups for authority in kind.members]
    everyone = findable(members)
    regions = sorted({body.region_name for body in everyone if body.region_name})
    yield (
        "authorities/index.html",
        common.page(
            "authorities.html", 1, "authorities", section_page=True,
            groups=groups, total=len(members), known=len(everyone), regions=regions, until=until,
            kind_codes=[code for code in codes("authority_kind") if any(body.kind == code for body in everyone)],
            postcodes=postcodes(),
        ),
    )  # fmt: skip
    if members:
        yield "authorities/authorities.csv", members_csv(members, kinds, is_sample=common.cut.is_sample)


@dataclass(frozen=True)
class Peers:
    """The kind of an authority, and the plot of it where there is one."""

    kind: Kind
    drawn: Funnel | None

    def plots(self, authority: Authority) -> bool:
        """Whether the authority stands in the plot."""
        return self.drawn is not None and authority.n >= LEAST_N


def authority_key(common: Common, authority: Authority, peers: Peers, detail: Detail) -> str:
    """The key of everything that its page tells but in the slots."""
    year = common.latest.year
    return common.page_key(authority, peers.plots(authority), vars(detail), year.bare, year.to, year.last)


def authority_files(
    common: Common, authority: Authority, peers: Peers, own: OwnRows | None, key: str
) -> Iterator[tuple[str, Content]]:
    """The page of one authority with its place in the plot of its kind, its procurements as CSV, and its feed.

    Without `own` rows the page, which was made with the key, stands but for its slots.
    """
    until = common.latest.last_day
    slots = common.slots(2) | {"until": day(until), "funnel": ""}
    slots["comparison"] = words.comparison(authority, peers.kind, common.latest.year)
    if authority.rate is not None:
        picture = card_svg(authority_card(authority, until, common.latest.year, is_sample=common.cut.is_sample))
        yield f"{authority.folder}/{CARD}", Picture(picture, scale=1)
    if peers.drawn is not None and peers.plots(authority):
        plotted = _funnel(common, authority, peers.drawn)
        yield from plotted.files()
        slots["funnel"] = macros("macros.html").figure(plotted)
    if own is None:
        yield page_of(authority), Kept(slots)
        yield from ((path, STANDS) for path in files_beside(authority))
    else:
        text = _page(common, authority, own, is_plotted=peers.plots(authority))
        yield page_of(authority), Slotted(text, slots, key, own.key)
        yield from own.files
    yield from moved_page(authority)


def _funnel(common: Common, authority: Authority, drawn: Funnel) -> Figure:
    """The plot of its kind, with a ring around it."""
    title, text = plain(f"{authority.name} among its kind"), words.funnel_text(authority, drawn.held_against)
    ringed = drawn.with_ring(authority.dot, title, text)
    subtitle = funnel_subtitle(common, drawn.comparison)
    told = Told(title, subtitle, words.finding(authority, day(common.latest.last_day), common.latest.year))
    return figure(common, authority.folder, Chart("funnel", told, ringed, [], has_png=False))


def funnel_subtitle(common: Common, comparison: Comparison) -> str:
    """What the plot of a kind shows, and what its band allows for."""
    return FUNNEL_SUBTITLE.format(period=common.latest.year.bare, band=BANDS[comparison.basis])


def _page(common: Common, authority: Authority, own: OwnRows, *, is_plotted: bool) -> str:
    """The page with marks in its slots."""
    own_card = (
        {"card": common.publisher.address(f"{authority.folder}/{CARD}", CARD)} if authority.rate is not None else {}
    )
    return common.slotted(
        "authority.html", 2, "authorities",
        a=authority, own=own.parts, funnel=mark("funnel") if is_plotted else "",
        finding=words.finding(authority, mark("until"), common.latest.year),
        habit=words.habit(authority, common.latest.year), comparison=mark("comparison"), measures=measures(authority),
        total=own.detail.total, shown=min(own.detail.total, SHOWN),
        foi=foi_address(authority.authority_id, authority.name), **own_card,
    )  # fmt: skip


def measures(authority: Authority) -> list[dict[str, Any]]:
    """The main indicators of one authority: counts of 12 months and of all years, and the share of all years."""
    told = vars(authority)
    found = []
    for code, name in MEASURES:
        recent = told[name] if name in told else told[f"{name}_12"]
        found.append({"code": code, "k": recent, "all": Tally(told[f"{name}_all"], authority.n_all)})
    return found


def members_csv(members: Sequence[Authority], kinds: Mapping[str, Kind], *, is_sample: bool) -> str:
    """Authorities as CSV: where each stands among its kind, by which limits, and the folder of its page."""
    columns = [*vars(members[0]), "habit", "standing", *STANDING, "page"]
    told = (
        [
            *vars(a).values(),
            a.habit,
            kinds[a.kind].standing(a),
            *held_against(a, kinds[a.kind]),
            f"{a.folder}/index.html",
        ]
        for a in members
    )
    return csv_table(columns, told, is_sample=is_sample)


def held_against(authority: Authority, kind: Kind) -> tuple[Any, ...]:
    """The columns of `STANDING`: the centre and limits that page, plot and league go by, and what they allow for."""
    if kind.comparison is None or authority.n < LEAST_N:
        return (None,) * len(STANDING)
    return kind.comparison.centre, *kind.comparison.limits(authority.n), kind.comparison.basis


def postcodes() -> list[tuple[str, list[str]]]:
    """Postcode areas (and the districts that differ from theirs) by region, for the search."""
    names = {row["region_code"]: row["region_name"] for row in reference_rows("names/regions")}
    areas: dict[str, list[str]] = {name: [] for name in names.values()}
    for row in reference_rows("names/postcode_regions"):
        areas[names[row["region_code"]]].append(row["postcode_prefix"])
    return [(name, found) for name, found in areas.items() if found]
