"""Knowsley, Durham and Lambeth, which were called exceptions in 2014, beside their peers since 2013."""

from collections.abc import Iterator, Sequence
from typing import Any

from duckdb import DuckDBPyConnection

from reports.charts.canvas import FLAGGED, QUIET
from reports.charts.multiples import Mark, multiples
from reports.charts.trends import Line
from reports.content import Picture
from reports.pages.parts.layout import Common
from reports.pages.parts.take import Chart, Told, figure
from reports.snapshot.authorities import Authority
from reports.snapshot.directory import EXCEPTIONS, address_of, listed
from reports.snapshot.load import fetch
from reports.snapshot.rates import Tally
from reports.words.labels import label_within
from reports.words.wording import how_many, number, percent

Row = dict[str, Any]
Files = Iterator[tuple[str, str | Picture]]
STAND_INS = ("metropolitan", "unitary", "london_borough")  # their kinds
LINES = (Line("own", "The council", FLAGGED), Line("peers", "Others of its kind", QUIET))
START = "Share of procurements in scope since 2013 that show evidence of social value."
YEARS = 3  # that a point of the picture covers: one year of one council is mostly too few
SUBTITLE = (
    "Share of procurements within the scope of the Act that show evidence, in the three financial years to the one "
    "shown, with 95% intervals; no point where they hold fewer than ten"
)


def compare_files(con: DuckDBPyConnection, common: Common, authorities: Sequence[Authority]) -> Files:
    """The page with its picture and table."""
    chosen, is_stand_in = chosen_ids(authorities, is_sample=common.cut.is_sample)
    met = {authority.authority_id: authority for authority in authorities}
    kinds = [met[each].kind if each in met else listed()[each].kind for each in chosen]
    years = fetch(con, "bodies/compared_years", authority_ids=chosen, kinds=kinds)
    bodies = [_body(ident, kind, years, met) for ident, kind in zip(chosen, kinds, strict=True)]
    marks = [mark for body in bodies for mark in _marks(body)]
    finding, chart = compare_finding(bodies), None
    if any(mark.rate is not None for mark in marks):
        title = "Each council beside the others of its kind, year by year"
        told = Told(title, SUBTITLE, finding)
        chart = figure(common, "compare", Chart("years", told, multiples(marks, LINES, title, finding), years))
        yield from chart.files()
    values: dict[str, Any] = {"bodies": bodies, "chart": chart, "finding": finding, "is_stand_in": is_stand_in}
    values |= {"start": START, "sentences": council_sentences(bodies)}
    values["card"] = chart and chart.card
    values["named"] = [listed()[each] for each in EXCEPTIONS if each in listed()]
    yield "compare/index.html", common.page("compare.html", 1, "compare", section_page=True, **values)


def chosen_ids(authorities: Sequence[Authority], *, is_sample: bool) -> tuple[list[str], bool]:
    """The three councils; of sample data, which hold none of them, one invented council of each of their kinds."""
    if not is_sample:
        return [each for each in EXCEPTIONS if each in listed()], False
    found = []
    for kind in STAND_INS:
        own = [authority for authority in authorities if authority.kind == kind]
        if own:
            found.append(max(own, key=lambda a: (a.n_all, a.authority_id)).authority_id)
    return found, True


def _body(ident: str, kind: str, years: Sequence[Row], met: dict[str, Authority]) -> Row:
    """One council with its years, those of its peers, and both since 2013 together."""
    name = met[ident].name if ident in met else listed()[ident].name
    own = [row for row in years if row["who"] == ident]
    peers = [row for row in years if row["who"] == "peers" and row["kind"] == kind]
    by_year = {row["year_from"]: row for row in peers}
    return {
        "authority_id": ident, "name": name, "kind": kind, "folder": address_of(ident),
        "years": [(row, by_year.get(row["year_from"])) for row in own], "own": own, "peers": peers,
        "all": total(own), "peers_all": total(peers),
        "scored": total(own, "evaluated"), "peers_scored": total(peers, "evaluated"),
    }  # fmt: skip


def total(years: Sequence[Row], what: str = "k") -> Tally:
    """Several years of one line together."""
    return Tally(sum(row[what] for row in years), sum(row["n"] for row in years))


def _marks(body: Row) -> Iterator[Mark]:
    for line, years in (("own", body["own"]), ("peers", body["peers"])):
        for row in years:
            year = row["year_from"]
            tally = total([each for each in years if year - YEARS < each["year_from"] <= year])
            yield Mark(body["name"], line, year, tally.rate, tally.rate_low, tally.rate_high)


def council_sentences(bodies: Sequence[Row]) -> list[str]:
    """Each council since 2013 beside its peers."""
    told = []
    for body in bodies:
        own, peers = body["all"], body["peers_all"]
        kind = label_within(body["kind"], "authority_kind")
        if own.rate is None:
            held = how_many(own.n, "procurement")
            told.append(f"{body['name']}: {held} in scope held since 2013, too few for a share")
        else:
            span = f"{percent(own.rate_low)} to {percent(own.rate_high)}"
            beside = (
                f"{percent(peers.rate)} of others ({kind})" if peers.rate is not None else "too few others to compare"
            )
            told.append(f"{body['name']}: {percent(own.rate)} ({span}) of {number(own.n)}, {beside}")
    return told


def compare_finding(bodies: Sequence[Row]) -> str:
    """The same in words that can be quoted alone."""
    return f"{START} {'; '.join(council_sentences(bodies))}."
