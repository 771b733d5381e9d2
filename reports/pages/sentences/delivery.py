"""Is it delivered, in words: each figure with its unknowns, its exemptions and the day it reaches to."""

from collections.abc import Mapping
from typing import Any

from reports.words.spans import complete_words
from reports.words.wording import day, number, percent

Row = Mapping[str, Any]


def page_title(figures: Mapping[str, Row]) -> str:
    """How many contracts measure social value, in one line."""
    row = figures.get("social_value_kpi")
    if row is None or not row["n"]:
        return "No contract over £5 million with published indicators is held yet"
    if row["rate"] is None:
        return f"{number(row['k'])} of {number(row['n'])} large contracts measure social value"
    return f"{percent(row['rate'])} of large contracts with published indicators measure social value"


def finding(figures: Mapping[str, Row]) -> str:
    """Contracts, indicators and social value among them, in a sentence that can be quoted alone."""
    kpis, social = figures.get("kpis_published"), figures.get("social_value_kpi")
    if kpis is None or not kpis["n"]:
        return "The Procurement Act 2023 asks for indicators in contracts over £5 million; none is held yet."
    measured = f"; {number(social['k'])} of those have one about social value" if social and social["n"] else ""
    return (
        f"Of {number(kpis['n'])} contracts over £5 million that have to publish key performance indicators, "
        f"{number(kpis['k'])} publish them{measured}.{unknown_words(kpis)}"
        f"{complete_words(kpis['weeks_covered'], kpis['weeks_wanted'])}"
    )


def rating_words(figures: Mapping[str, Row]) -> str:
    """Ratings due, found and not found, and up to which day."""
    due, overdue, found = (figures.get(name) for name in ("rating_due", "rating_overdue", "rating_found"))
    if due is None or not due["k"]:
        return "No contract among them has run for 12 months, so no rating is due yet."
    until = day(due["as_of"])
    told = [f"A rating of them is due for {number(due['k'])}, which have run for 12 months."]
    if found and found["k"]:
        told.append(f"For {number(found['k'])} one was found.")
    if overdue and overdue["k"]:
        told.append(f"For {number(overdue['k'])} no rating was found by {until} in the notices held.")
    if overdue and overdue["unknown"]:
        told.append(
            f"For {number(overdue['unknown'])} it cannot be told, as the notices since are not proven complete."
        )
    return " ".join(told)


def later_words(figures: Mapping[str, Row]) -> str:
    """The reading from the day that the duty to rate came into force."""
    due, overdue = figures.get("rating_due_2026"), figures.get("rating_overdue_2026")
    if due is None or not due["k"]:
        return (
            "The duty to publish ratings (section 71) came into force on 1 January 2026. Counted from that day, no "
            "rating is due yet."
        )
    missing = overdue["k"] if overdue else 0
    return (
        f"The duty to publish ratings (section 71) came into force on 1 January 2026. Counted from that day, one is "
        f"due for {number(due['k'])} contracts, and for {number(missing)} none was found by {day(due['as_of'])} in "
        "the notices held."
    )


def exempt_words(row: Row | None) -> str:
    """Who does not have to, beside every figure."""
    count = row["excluded"] if row else 0
    held = (
        f"{number(count)} such {'contract is' if count == 1 else 'contracts are'} held and left out." if count else ""
    )
    return (
        "Frameworks, concessions, light-touch contracts (so most health and social care) and those of private "
        f"utilities are exempt, and no contract of £5 million or less has to. {held}"
    ).strip()


def unknown_words(row: Row) -> str:
    """Contracts that may belong to a figure."""
    if not row["unknown"]:
        return ""
    return f" {number(row['unknown'])} more may have to: their value, start or exemption is not known."
