"""The map: councils as hexagons, and panels of counties, combined authorities and care boards beside it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import atan2, hypot, sqrt
from typing import Any

from reports.charts.map import STEPS, Cell, Note, hexagon_map, place, state_of
from reports.content import Picture
from reports.pages.parts.layout import Common
from reports.pages.parts.take import Chart, Figure, Told, figure
from reports.snapshot.authorities import Authority
from reports.snapshot.directory import address_of, listed
from reports.snapshot.rates import LEAST_N
from reports.words.labels import rows
from reports.words.wording import day, number, percent

Files = Iterator[tuple[str, str | Picture]]
# Panel, its heading, and the kinds of authority it holds.
PANELS = (
    ("district", "Districts, unitaries, boroughs", ("district", "unitary", "metropolitan", "london_borough")),
    ("county", "County councils", ("county",)),
    ("combined_authority", "Combined authorities", ("combined_authority",)),
    ("icb", "Integrated care boards", ("icb",)),
)
SUBTITLE = (
    "Each hexagon is an authority, near where it lies. Its colour is the share of its procurements in scope in "
    "{period} that show evidence, drawn towards the share of its kind; hatched under ten procurements"
)


@dataclass(frozen=True)
class Located:
    """One body on a panel, with its figures where it has any."""

    authority_id: str
    name: str
    kind: str
    region: str
    column: int
    row: int
    authority: Authority | None

    @property
    def n(self) -> int:
        """Procurements in scope in 12 months."""
        return self.authority.n if self.authority else 0

    @property
    def rate(self) -> float | None:
        """Share drawn towards that of its kind; None under ten procurements."""
        return self.authority.shrunk_rate if self.authority and self.n >= LEAST_N else None

    @property
    def words(self) -> str:
        """Its figures in words."""
        if self.authority is None or self.n == 0:
            return f"{self.name}: no procurement in scope held"
        counts = f"{number(self.authority.k)} of {number(self.n)}"
        if self.rate is None:
            return f"{self.name}: {counts}, too few for a share"
        span = f"{percent(self.authority.shrunk_low)} to {percent(self.authority.shrunk_high)}"
        return f"{self.name}: {percent(self.rate)} ({span}), {counts}"


def map_files(common: Common, authorities: Sequence[Authority]) -> Files:
    """The page with a picture and a table for each panel."""
    panels: list[dict[str, Any]] = []
    for panel, title, kinds in PANELS:
        bodies = located(panel, kinds, authorities, is_sample=common.cut.is_sample)
        if bodies:
            picture = _figure(common, panel, title, bodies)
            yield from picture.files()
            panels.append(
                {"title": title, "picture": picture, "bodies": sorted(bodies, key=lambda b: b.name.casefold())}
            )
    values: dict[str, Any] = {
        "panels": panels,
        "finding": finding(panels[0]["bodies"], common) if panels else "",
        "kinds": PANELS[0][2],
        "regions": sorted({body.region for panel in panels for body in panel["bodies"] if body.region}),
    }
    card = panels[0]["picture"].card if panels else None
    yield "map/index.html", common.page("map.html", 1, "map", section_page=True, card=card, **values)


def located(panel: str, kinds: Sequence[str], authorities: Sequence[Authority], *, is_sample: bool) -> list[Located]:
    """The bodies of a panel at the places of reports/data/hexagons.csv.

    Invented bodies have no place in the country: they stand on an island of their own in the sea beside it, so that
    nobody takes their figures for those of a real place.
    """
    met = {authority.authority_id: authority for authority in authorities if authority.kind in kinds}
    cells = {
        row["authority_id"]: (int(row["column"]), int(row["row"])) for row in rows("hexagons") if row["panel"] == panel
    }
    found = []
    for authority_id, (column, row) in cells.items():
        body = listed().get(authority_id)
        if body is not None:
            region = body.region_name or ""
            found.append(Located(authority_id, body.name, body.kind, region, column, row, met.get(authority_id)))
    if is_sample:
        found += _island([a for ident, a in met.items() if ident not in cells and a.nation == "England"], found)
    return found


def _island(bodies: Sequence[Authority], country: Sequence[Located]) -> list[Located]:
    """Invented bodies on a round island east of the country, each region a slice of it."""
    ordered = sorted(bodies, key=lambda a: (a.region_name or "", a.name.casefold()))
    reach = 1 + int(sqrt(len(ordered) / 3))
    around = [(column, row) for column in range(-reach, reach + 1) for row in range(-reach, reach + 1)]
    nearest = sorted(around, key=lambda cell: (round(hypot(*place(*cell)), 3), cell))[: len(ordered)]
    slices = sorted(nearest, key=lambda cell: (atan2(*place(*cell)), cell))
    east = max((body.column for body in country), default=0) + reach + 3
    middle = 2 * ((max((body.row for body in country), default=0) // 3 + 1) // 2)  # even, so that odd rows stay odd
    return [
        Located(a.authority_id, a.name, a.kind, a.region_name or "", east + column, middle + row, a)
        for a, (column, row) in zip(ordered, slices, strict=True)
    ]


def _figure(common: Common, panel: str, title: str, bodies: Sequence[Located]) -> Figure:
    cells = [Cell(b.column, b.row, state_of(b.n, b.rate), b.words, b.kind, b.region) for b in bodies]
    notes = []
    invented = [body for body in bodies if body.authority_id not in listed()]
    if invented:
        middle = sum(body.column for body in invented) // len(invented)
        notes = [Note(middle, min(body.row for body in invented), "Sample island")]
    subtitle = SUBTITLE.format(period=common.latest.year.bare)
    told = Told(f"{title}: share that shows evidence", subtitle, panel_finding(title, bodies, common))
    drawings = hexagon_map(cells, notes, told.title, told.finding)
    return figure(common, "map", Chart(panel, told, drawings, [_row(body) for body in bodies]))


def _row(body: Located) -> dict[str, Any]:
    a = body.authority
    return {
        "authority_id": body.authority_id, "name": body.name, "kind": body.kind, "region": body.region,
        "n": body.n, "k": a.k if a else 0, "shrunk_rate": body.rate,
        "shrunk_low": a.shrunk_low if a and body.rate is not None else None,
        "shrunk_high": a.shrunk_high if a and body.rate is not None else None,
        "column": body.column, "row": body.row, "page": f"{address_of(body.authority_id)}/index.html",
    }  # fmt: skip


def panel_finding(title: str, bodies: Sequence[Located], common: Common) -> str:
    """How many of a panel stand in each step, in a sentence that can be quoted alone."""
    told = [body.rate for body in bodies if body.rate is not None]
    when = f"{common.latest.year.to} {day(common.latest.last_day)}"
    if not told:
        return f"{title}: none has {LEAST_N} procurements in scope in {when}."
    high, low = sum(rate >= STEPS[3][0] for rate in told), sum(rate < STEPS[0][0] for rate in told)
    whole = f"of {number(len(told))} with {LEAST_N} procurements or more within the scope of the Act"
    return (
        f"{title}: {whole} in {when}, {number(high) if high else 'none'} "
        f"{'shows' if high == 1 else 'show'} evidence of social value in 80% or more of them, "
        f"{number(low) if low else 'none'} in under 20%."
    )


def finding(bodies: Sequence[Located], common: Common) -> str:
    """The finding of the first panel."""
    return panel_finding("Districts, unitaries and boroughs", bodies, common)
