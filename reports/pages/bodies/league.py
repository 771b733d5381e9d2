"""Authorities of a kind beside each other: shares drawn towards that of the kind, and the ranks each may have."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from reports.charts.funnel import Funnel
from reports.content import Picture
from reports.pages.bodies.authorities import funnel_subtitle, members_csv
from reports.pages.parts.layout import Common
from reports.pages.parts.take import Chart, Told, figure
from reports.pages.sentences import authority as words
from reports.snapshot.authorities import Authority, Kind
from reports.snapshot.rates import LEAST_N
from reports.words.labels import codes, label
from reports.words.spans import Span
from reports.words.wording import by_count, day, folder_name, how_many, number, ordinal

Files = Iterator[tuple[str, str | Picture]]


@dataclass(frozen=True)
class Place:
    """One authority in the league of its kind: between which ranks chance leaves it, of how many."""

    authority: Authority
    best: int
    worst: int
    of: int

    @property
    def words(self) -> str:
        """The ranks as a range, such as 3rd to 41st."""
        return ordinal(self.best) if self.best == self.worst else f"{ordinal(self.best)} to {ordinal(self.worst)}"


def places(members: Sequence[Authority]) -> list[Place]:
    """The authorities that have enough procurements for a share, the highest first.

    One may stand as high as behind those whose whole interval is above its own, and as low as before those whose
    whole interval is below it.
    """
    placed = [
        (a, a.shrunk_low, a.shrunk_high)
        for a in members
        if a.n >= LEAST_N and a.shrunk_low is not None and a.shrunk_high is not None
    ]
    lows, highs = [low for _, low, _ in placed], [high for _, _, high in placed]
    found = []
    for authority, low, high in placed:
        above, below = sum(each > high for each in lows), sum(each < low for each in highs)
        found.append(Place(authority, above + 1, len(placed) - below, len(placed)))
    return sorted(found, key=lambda p: (-(p.authority.shrunk_rate or 0), p.authority.name.casefold()))


def league_files(common: Common, kinds: Mapping[str, Kind], funnels: Mapping[str, Funnel], until: date) -> Files:
    """The list of kinds, and the page of each with its data."""
    ordered = [kinds[code] for code in codes("authority_kind") if code in kinds]
    ordered += [kind for code, kind in sorted(kinds.items()) if code not in codes("authority_kind")]
    rows: list[dict[str, Any]] = [{"kind": kind, "places": places(kind.members)} for kind in ordered]
    yield (
        "kinds/index.html",
        common.page(
            "kinds.html",
            1,
            "kinds",
            section_page=True,
            rows=rows,
            until=until,
            finding=kinds_finding(rows, common.latest.year),
        ),
    )
    for row in rows:
        yield from kind_files(common, row["kind"], funnels.get(row["kind"].kind), row["places"], until)


def kinds_finding(rows: Sequence[dict[str, Any]], year: Span) -> str:
    """How many kinds and authorities can be placed at all."""
    placed = sum(len(row["places"]) for row in rows)
    if not placed:
        return f"No authority has {LEAST_N} procurements in scope in {year.bare}, so none can be placed."
    everyone = sum(len(row["kind"].members) for row in rows)
    return (
        f"{number(placed)} of {how_many(everyone, 'authority', 'authorities')} {by_count(placed, 'has', 'have')} the "
        f"{LEAST_N} procurements in scope in {year.bare} that it takes to be placed among "
        f"{by_count(placed, 'its', 'their')} kind."
    )


def kind_files(common: Common, kind: Kind, drawn: Funnel | None, league: Sequence[Place], until: date) -> Files:
    """The page of one kind of authority, with its data."""
    folder, funnel = f"kinds/{folder_name(kind.kind)}", None
    finding = words.kind_finding(kind, day(until), common.latest.year)
    if drawn:
        subtitle = funnel_subtitle(common, drawn.comparison)
        told = Told(f"{label(kind.kind, 'authority_kind')}: share that shows evidence", subtitle, finding)
        funnel = figure(common, folder, Chart("funnel", told, drawn.drawings, drawn.rows()))
        yield from funnel.files()
    values: dict[str, Any] = {
        "kind": kind,
        "card": funnel and funnel.card,
        "finding": finding,
        "habits": words.kind_habits(kind),
        "outside": words.kind_outside(kind),
        "league": league,
        "few": [authority for authority in kind.members if authority.n < LEAST_N],
    }
    yield f"{folder}/index.html", common.page("kind.html", 2, "kinds", funnel=funnel, until=until, **values)
    yield f"{folder}/authorities.csv", members_csv(kind.members, {kind.kind: kind}, is_sample=common.cut.is_sample)
