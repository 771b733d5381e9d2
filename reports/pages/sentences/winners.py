"""Who wins, in words: bounds as sentences that can be quoted alone."""

from collections.abc import Mapping
from typing import Any

from reports.words.spans import complete_words
from reports.words.wording import by_count, day, how_many, number, percent, round_half_up

Row = Mapping[str, Any]


def between(row: Row) -> str:
    """The bounds of a share in words: one figure where they meet."""
    low, high = percent(row["bound_low"]), percent(row["bound_high"])
    return low if low == high else f"between {low} and {high}"


def range_words(row: Row | None) -> str:
    """The same for a table: 17% to 19%."""
    if row is None or row["bound_low"] is None:
        return "Too few to say"
    low, high = percent(row["bound_low"]), percent(row["bound_high"])
    return low if low == high else f"{low} to {high}"


def page_title(row: Row | None) -> str:
    """The share of the voluntary sector, in one line."""
    if row is None or row["bound_low"] is None:
        return "Too few awards to say who wins"
    return f"Charities and social enterprises won {between(row)} of contract awards"


def finding(row: Row | None, value: Row | None) -> str:
    """The same with its counts and days, and by value."""
    if row is None or row["bound_low"] is None:
        return "No share is given for fewer than 10 awards."
    when = f"{day(row['period_from'])} to {day(row['period_until'])}"
    found = f"{number(row['k'])} went to a supplier found to be one"
    declared = row["k_declared"] - row["k"]
    others = []
    if declared:
        others.append(f"{number(declared)} more to one that only the notice calls so")
    if row["unknown"]:
        others.append(f"of {number(row['unknown'])} it cannot be told")
    beside = f", {' and '.join(others)}" if others else ""
    by_value = f" By value the share is {between(value)}." if value and value["bound_low"] is not None else ""
    complete = complete_words(row["weeks_covered"], row["weeks_wanted"])
    return f"Of {number(row['n'])} awards from {when}, {found}{beside}.{by_value}{complete}"


def crossed(scored: Row | None, none: Row | None) -> str:
    """Whether more is won where social value is scored: said only where bounds and intervals are apart."""
    if any(row is None or row["bound_low"] is None for row in (scored, none)):
        return "Too few awards with a known competition to say whether scoring social value goes with who wins."
    assert scored is not None  # noqa: S101 - for the type checker
    assert none is not None  # noqa: S101
    told = (
        f"Where social value was scored, they won {between(scored)} of {number(scored['n'])} awards; where the "
        f"notice was silent, {between(none)} of {number(none['n'])}."
    )
    reach_scored, reach_none = _reach(scored), _reach(none)
    if reach_scored[0] > reach_none[1]:
        verdict = "They win more often where it is scored, beyond what chance and the unknown can explain."
    elif reach_none[0] > reach_scored[1]:
        verdict = "They win less often where it is scored, beyond what chance and the unknown can explain."
    else:
        verdict = "Chance, or the suppliers that are not known, could explain the difference."
    return f"{told} {verdict} It does not show that one causes the other."


def _reach(row: Row) -> tuple[float, float]:
    """Bounds with the room that chance leaves around them."""
    return (
        min(row["bound_low"], row["rate_low"] if row["rate_low"] is not None else row["bound_low"]),
        max(row["bound_high"], row["rate_high"] if row["rate_high"] is not None else row["bound_high"]),
    )


def registers_words(registers: list[Row]) -> str:
    """What suppliers were looked up in."""
    if not registers:
        return (
            "No register of charities or companies is held here. What a supplier is, is read from the words of its "
            "name and its number alone, so the bounds are wide: svmonitor registers fetch narrows them."
        )
    return ""


def authority_words(own: Mapping[str, Row]) -> str:
    """Who wins the contracts of one authority."""
    row = own.get("vcse_awards")
    if row is None:
        return ""
    told = f"{how_many(row['n'], 'award')} of its contracts {by_count(row['n'], 'is', 'are')} held."
    if row["bound_low"] is None:
        unknown = f", and of {number(row['unknown'])} it cannot be told" if row["unknown"] else ""
        return f"{told} {number(row['k'])} went to a charity or social enterprise{unknown}: too few for a share."
    return f"{told} Charities and social enterprises won {between(row)} of them."


def days_words(row: Row) -> str:
    """Median days to an award, with the span of the middle four fifths."""
    median, low, high = (round_half_up(row[name]) for name in ("median_days", "p10_days", "p90_days"))
    return f"{how_many(median, 'day')} (four in five: {number(low)} to {number(high)})"
