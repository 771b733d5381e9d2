"""The sentences of an authority's page and of its kind's."""

from collections.abc import Mapping, Sequence
from typing import Any

from reports.pages.sentences.delivery import exempt_words, rating_words
from reports.pages.sentences.winners import authority_words, between
from reports.snapshot.authorities import Authority, Kind
from reports.snapshot.rates import LEAST_N
from reports.snapshot.standing import SPREAD, Comparison
from reports.words.labels import label
from reports.words.spans import Span
from reports.words.wording import by_count, day, how_many, number, percent, plain, pounds
from store.reference.known_bodies import KnownBody

NO_LIMIT = 0.005  # limits so near to nothing and all that they are no limits
RESERVED_IN_WALES = {
    "police",
    "central_department",
    "arms_length_body",
}  # as in store/reference/law/scope_rules.csv, D1
EVIDENCE = "evidence of social value in published notices"
HABITS = {
    "always": "Always:",
    "sometimes": "Sometimes:",
    "never": "Never so far:",
    "few": "Too few to say whether it always, sometimes or never scores social value:",
}


def finding(authority: Authority, until: str, year: Span) -> str:
    """The main finding in a sentence that can be quoted alone."""
    name, n, k = plain(authority.name), authority.n, authority.k
    start = f"In {year.to} {until}, {name} opened"
    if n == 0:
        since = f"its last one was on {day(authority.last_on)}"
        return f"{start} no procurement within the scope of the Public Services (Social Value) Act 2012; {since}."
    what = how_many(n, "procurement")
    scope = "within the scope of the Public Services (Social Value) Act 2012"
    if authority.rate is None:
        none_or_all = "it" if n == 1 else f"{number(k)} of them"
        showed = f"{none_or_all} showed {EVIDENCE}" if k or n > 1 else f"it showed no {EVIDENCE}"
        return f"{start} {what} {scope}; {showed}: too few to give a share."
    span = f"95% interval {percent(authority.rate_low)} to {percent(authority.rate_high)}"
    return f"{start} {what} {scope}; {number(k)} of them ({percent(authority.rate)}, {span}) showed {EVIDENCE}."


def habit(authority: Authority, year: Span) -> tuple[str, str]:
    """Whether it always, sometimes or never scores social value: the word, and what it rests on."""
    scored, n, is_recent = authority.habit_counts
    when = f"in {year.last}" if is_recent else f"since {day(authority.first_on)}"
    verb = by_count(scored, "scores", "score")
    counts = f"{number(scored)} of its {how_many(n, 'procurement')} in scope {when} {verb} social value."
    if authority.habit == "few":
        counts = f"{number(scored)} of {number(n)} since {day(authority.first_on)} {by_count(scored, 'does', 'do')}."
    return HABITS[authority.habit], counts


def comparison(authority: Authority, kind: Kind, year: Span) -> str:
    """Where it stands among its kind, without ranks."""
    name = label(kind.kind, "authority_kind")
    whole = (
        f"{number(kind.authorities)} of its kind ({name}) opened {how_many(kind.n, 'procurement')} in scope in "
        f"{year.bare}"
    )
    if kind.authorities < 2:
        return f"There is no other authority of its kind ({name}) with a procurement in scope in {year.bare}."
    if kind.rate is None:
        return f"Too few to say: the {whole}."
    of_whole = f"The {whole}, of which {percent(kind.rate)} showed evidence."
    standing = kind.standing(authority)
    if standing == "few" or kind.comparison is None:
        few = f"With {number(authority.n)}, this authority has too few to be placed among them"
        return f"{of_whole} {few}; that takes {LEAST_N}."
    return f"{of_whole} {limits_words(authority, kind.comparison, standing)}"


def limits_words(authority: Authority, comparison: Comparison, standing: str) -> str:
    """Where an authority stands, between which limits, and what these allow for."""
    place = {"above": "stands above", "below": "stands below", "within": "is within"}[standing]
    low, high = comparison.limits(authority.n)
    between = f"{percent(low)} to {percent(high)} for as many procurements as it has"
    if comparison.basis == SPREAD and low < NO_LIMIT and high > 1 - NO_LIMIT:
        return (
            f"Authorities of this kind differ so much that none with {number(authority.n)} procurements can stand out: "
            f"the limits that allow for chance and for that difference reach from {percent(low)} to {percent(high)}. "
            f"This authority is at {percent(authority.rate)}; taken authority by authority, the average is "
            f"{percent(comparison.centre)}."
        )
    if comparison.basis == SPREAD:
        return (
            f"Taken authority by authority, the average is {percent(comparison.centre)}. This authority, at "
            f"{percent(authority.rate)}, {place} the limits around that average, {between}. They allow for chance and "
            "for how far authorities of this kind differ anyway."
        )
    return (
        f"This authority, at {percent(authority.rate)}, {place} the limits that chance alone sets around that share, "
        f"{between}. How far authorities of this kind differ anyway cannot be told from so few."
    )


def kind_finding(kind: Kind, until: str, year: Span) -> str:
    """The main finding about a kind of authority."""
    start = f"In {year.to} {until}, {number(kind.k)} of {how_many(kind.n, 'procurement')} in scope"
    if kind.rate is None or kind.interval is None:
        return f"{start} showed {EVIDENCE}: too few to give a share."
    low, high = kind.interval
    return f"{start} ({percent(kind.rate)}, 95% interval {percent(low)} to {percent(high)}) showed {EVIDENCE}."


def kind_habits(kind: Kind) -> str:
    """How many of a kind always, sometimes and never score social value."""
    if not kind.placed:
        none = "No authority of this kind has five procurements in scope"
        return f"{none}, so none can be called one that always, sometimes or never scores social value."
    return (
        f"Of {number(kind.placed)} with five procurements or more, {number(kind.always)} always "
        f"{by_count(kind.always, 'scores', 'score')} social value, {number(kind.sometimes)} sometimes, "
        f"{number(kind.never)} never."
    )


def kind_outside(kind: Kind) -> str:
    """How many of a kind stand outside the limits, and what these allow for; empty where none can be placed."""
    if kind.comparison is None:
        return ""
    stands = [kind.standing(each) for each in kind.members if each.n >= LEAST_N]
    above, below = stands.count("above"), stands.count("below")
    found = (
        f"{number(above) if above else 'none'} {_stands(above)} above and {number(below) if below else 'none'} below"
        if above or below
        else "none stands outside"
    )
    start = f"Of {number(len(stands))} with {LEAST_N} procurements or more, {found}"
    if kind.comparison.basis == SPREAD:
        return f"{start} the limits that allow for chance and for how far authorities of this kind differ anyway."
    return f"{start} the limits of chance alone; how far such authorities differ anyway cannot be told from so few."


def _stands(count: int) -> str:
    return "stands" if count < 2 else "stand"


def funnel_text(authority: Authority, held_against: str) -> str:
    """The funnel plot in words, for those who cannot see it."""
    return (
        "Scatter plot of authorities by number of procurements in scope and share with evidence. "
        f"{plain(authority.name)}: {number(authority.n)} procurements, {percent(authority.rate)}. {held_against}"
    )


def known_finding(body: KnownBody) -> str:
    """What is said of a body of which no procurement in scope is held."""
    scope = "within the scope of the Public Services (Social Value) Act 2012"
    return f"{plain(body.name)} is known to this monitor, and no procurement of it {scope} is held in these data."


def known_meaning(body: KnownBody, held: int) -> list[str]:
    """What that may mean: other procurements that are held, the end of the body, and what the data leave out."""
    told = []
    if held:
        was = how_many(held, "procurement of it is held that is", "procurements of it are held that are")
        told.append(f"{was} outside the scope, or of which it cannot be told.")
    if body.nation in {"Scotland", "Wales", "Northern Ireland"} and not is_reserved(body):
        told.append(f"Bodies in {body.nation} mostly buy under rules of their own, to which the Act does not apply.")
    if body.valid_until:
        told.append(f"It ended on {day(body.valid_until)}.")
    told.append(
        "That may mean that it opened none, that it buys through a framework or another body, or that its notices are "
        "not in the data yet. It is no finding about the body."
    )
    return told


def is_reserved(body: KnownBody) -> bool:
    """A body in Wales whose work is not devolved, so that the Act applies to it."""
    return body.nation == "Wales" and body.kind in RESERVED_IN_WALES


def known_peers(kind: Kind, year: Span) -> str:
    """How the others of its kind fare."""
    if kind.rate is None:
        return ""
    name = label(kind.kind, "authority_kind")
    return (
        f"Of {number(kind.n)} procurements in scope that others of its kind ({name}) opened in {year.bare}, "
        f"{percent(kind.rate)} showed {EVIDENCE}."
    )


def winners(figures: Sequence[Mapping[str, Any]]) -> list[str]:
    """Who wins the contracts of an authority, and what that is worth."""
    own = {row["indicator"]: row for row in figures}
    told = [authority_words(own)]
    value = own.get("vcse_value")
    if value and value["value_gbp"]:
        share = f"; by value they won {between(value)}" if value["bound_low"] is not None else ""
        told.append(
            f"Awards with a published value come to {pounds(value['value_gbp'])} without VAT "
            f"and without frameworks{share}."
        )
    return [sentence for sentence in told if sentence]


def delivered(figures: Sequence[Mapping[str, Any]]) -> list[str]:
    """What its contracts over five million pounds measure, and which ratings are found."""
    own = {row["indicator"]: row for row in figures}
    kpis, social = own.get("kpis_published"), own.get("social_value_kpi")
    if kpis is None:
        return []
    told = [exempt_words(kpis)]
    if kpis["n"]:
        measured = f", {number(social['k'])} of them with one about social value" if social else ""
        told.insert(
            0,
            f"Contracts over £5 million that have to publish indicators: {number(kpis['n'])}; "
            f"{number(kpis['k'])} {by_count(kpis['k'], 'publishes', 'publish')} them{measured}. {rating_words(own)}",
        )
    return told
