"""What is known of each authority, read in one grouped query per part and joined as it streams past."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cache, cached_property
from itertools import groupby
from typing import Any
from urllib.parse import quote

from duckdb import DuckDBPyConnection

from reports.snapshot.directory import address_of
from reports.snapshot.load import digests, fetch, stream
from reports.snapshot.rates import LEAST_N, wilson
from reports.snapshot.standing import CHANCE, SPREAD, Comparison, Dot
from reports.words.wording import tidy
from store.reference.tables import reference_rows
from store.weeks import week_to_report

Row = dict[str, Any]
LEAST_HABIT = 5  # indicators I7 and I8: an authority's habit is told from five procurements on


@dataclass(frozen=True)
class Authority:
    """One public body: counts of the last 12 months (out.authority), and of all years that the data hold (`_all`)."""

    authority_id: str
    name: str
    kind: str
    kind_basis: str
    nation: str | None
    region_name: str | None
    n: int
    k: int
    evaluated: int
    unknown: int
    rate: float | None
    rate_low: float | None
    rate_high: float | None
    median_weight_pct: float | None
    first_on: date
    last_on: date
    act_named_12: int
    weight_10_12: int
    outside_12: int
    n_all: int
    k_all: int
    evaluated_all: int
    act_named_all: int
    weight_10_all: int
    unknown_all: int
    weights_all: int
    median_weight_all: float | None
    least_weight_all: float | None
    most_weight_all: float | None
    shrunk_rate: float | None = None
    shrunk_low: float | None = None
    shrunk_high: float | None = None
    peers: str | None = None
    peer_mean: float | None = None
    funnel_low: float | None = None
    funnel_high: float | None = None
    funnel_position: str | None = None
    ended_on: date | None = None

    @property
    def folder(self) -> str:
        """Folder of its page in the site."""
        return address_of(self.authority_id)

    @property
    def dot(self) -> Dot:
        """Its place in the funnel plot of its kind."""
        return Dot(self.authority_id, self.name, self.n, self.k)

    @property
    def habit(self) -> str:
        """How often it scores social value: `always`, `sometimes`, `never`, or `few` to say so."""
        n, evaluated = (self.n, self.evaluated) if self.n >= LEAST_HABIT else (self.n_all, self.evaluated_all)
        if n < LEAST_HABIT:
            return "few"
        return "always" if evaluated == n else "never" if evaluated == 0 else "sometimes"

    @property
    def habit_counts(self) -> tuple[int, int, bool]:
        """What `habit` rests on: scored, procurements, and whether these are of the last 12 months alone."""
        is_recent = self.n >= LEAST_HABIT
        return (self.evaluated, self.n, True) if is_recent else (self.evaluated_all, self.n_all, False)


@dataclass
class Detail:
    """The parts of one authority's page that come from other queries; of its procurements how many, and a digest."""

    years: list[dict[str, Any]] = field(default_factory=list)
    themes: list[dict[str, Any]] = field(default_factory=list)
    standards: list[dict[str, Any]] = field(default_factory=list)
    clauses: list[dict[str, Any]] = field(default_factory=list)
    winners: list[dict[str, Any]] = field(default_factory=list)
    suppliers: list[dict[str, Any]] = field(default_factory=list)
    delivery: list[dict[str, Any]] = field(default_factory=list)
    total: int = 0
    digest: str = ""


@dataclass(frozen=True)
class Kind:
    """One kind of authority over the last 12 months: sums, habits of its authorities, and its members by name."""

    kind: str
    n: int
    k: int
    evaluated: int
    unknown: int
    authorities: int
    placed: int
    always: int
    sometimes: int
    never: int
    members: list[Authority]

    @property
    def rate(self) -> float | None:
        """Share with evidence; None under ten procurements."""
        return self.k / self.n if self.n >= LEAST_N else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Its 95 % interval."""
        return wilson(self.k, self.n) if self.n >= LEAST_N else None

    @cached_property
    def comparison(self) -> Comparison | None:
        """What its authorities are held against; None where none can be placed, or the kind has no share.

        The limits of out.authority where it set every one of them beside its kind, and not beside all authorities.
        """
        placed = [each for each in self.members if each.n >= LEAST_N]
        if self.rate is None or not placed:
            return None
        mean = placed[0].peer_mean
        known = {
            each.n: (each.funnel_low, each.funnel_high)
            for each in placed
            if each.peers == self.kind and each.funnel_low is not None and each.funnel_high is not None
        }
        if mean is not None and all(each.n in known for each in placed):
            return Comparison(SPREAD, mean, known)
        return Comparison(CHANCE, self.rate)

    def standing(self, authority: Authority) -> str:
        """Where an authority stands among its kind: `above`, `below`, `within`, or `few` to say."""
        return "few" if self.comparison is None else self.comparison.verdict(authority.dot)

    @property
    def is_drawn_to_kind(self) -> bool:
        """Its authorities' shares are drawn towards that of the kind; those of small kinds are towards that of all."""
        return all(each.peers == self.kind for each in self.members if each.shrunk_rate is not None)


def load_authorities(con: DuckDBPyConnection) -> list[Authority]:
    """Every authority with a procurement in scope, in the order of its id."""
    found = fetch(con, "bodies/authorities", until=year_until(con))
    known = {each.name for each in fields(Authority)}
    return [Authority(**{name: value for name, value in row.items() if name in known}) for row in found]


def year_until(con: DuckDBPyConnection) -> date:
    """Last day of the 12 months that out.authority covers (store/sql/out/bodies/last_year.sql)."""
    return week_to_report(con, None).last_day


def load_kinds(con: DuckDBPyConnection, authorities: Sequence[Authority]) -> dict[str, Kind]:
    """Every kind that has such an authority, with its members by name."""
    members: dict[str, list[Authority]] = defaultdict(list)
    for authority in sorted(authorities, key=lambda each: (each.name.casefold(), each.authority_id)):
        members[authority.kind].append(authority)
    kinds = {}
    for row in fetch(con, "bodies/kind_totals", least_n=LEAST_HABIT):
        own = members.get(row["kind"])
        if own:
            kinds[row["kind"]] = Kind(**row, members=own)
    return kinds


def load_details(con: DuckDBPyConnection) -> dict[str, Detail]:
    """The details of every authority with a procurement in scope or of unknown scope, by its id."""
    counted = digests(con, "bodies/authority_processes", "authority_id", authority_ids=None)
    details = {ident: Detail(total=total, digest=digest) for ident, (total, digest) in counted.items()}
    for name in ("years", "themes", "standards", "clauses", "winners", "suppliers", "delivery"):
        for row in fetch(con, f"bodies/authority_{name}"):
            if row["authority_id"] in details:
                getattr(details[row["authority_id"]], name).append(row)
    return details


def load_processes(con: DuckDBPyConnection, authority_ids: Sequence[str]) -> Iterator[tuple[str, list[Row]]]:
    """The procurements of some authorities, newest first, in the order of their ids."""
    streamed = stream(con, "bodies/authority_processes", authority_ids=list(authority_ids))
    for authority_id, processes in groupby(streamed, key=lambda row: str(row["authority_id"])):
        yield authority_id, list(processes)


def load_held(con: DuckDBPyConnection) -> dict[str, int]:
    """How many procurements the data hold of every authority met, in scope or not."""
    return {row["authority_id"]: row["held"] for row in fetch(con, "bodies/authority_held")}


def foi_address(authority_id: str, name: str) -> tuple[str, bool]:
    """Where to ask this body by freedom of information, and whether that is its own page or a search for its name.

    Councils have a number at WhatDoTheyKnow (store/reference/registers/local_authorities.csv); others are looked up
    by name.
    """
    number = foi_numbers().get(authority_id)
    if number:
        return f"https://www.whatdotheyknow.com/new/{number}", True
    return f"https://www.whatdotheyknow.com/search/{quote(tidy(name), safe='')}/bodies", False


@cache
def foi_numbers() -> dict[str, str]:
    """Numbers of councils at WhatDoTheyKnow by authority id."""
    return {
        row["authority_id"]: row["foi_id"] for row in reference_rows("registers/local_authorities") if row["foi_id"]
    }
