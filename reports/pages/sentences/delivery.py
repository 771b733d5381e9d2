"""Is it delivered, in words: each figure with its unknowns, its exemptions and the day it reaches to."""

from collections.abc import Mapping, Sequence
from typing import Any

from reports.words.labels import label
from reports.words.spans import complete_words
from reports.words.wording import by_count, day, how_many, number, percent, pounds_with_vat

Row = Mapping[str, Any]
VAT = 1.2  # the standard rate, since before the Act
SAME = 0.005  # of a value: two that differ by less are one, rounded
DAY_OF = {"awarded": "award_day", "contract": "contract_day"}  # steps whose day may be of several kinds
UNSAID = {"stated", "opened", "missing"}  # kinds of day that the step itself says


def page_title(figures: Mapping[str, Row]) -> str:
    """How many contracts measure social value, in one line."""
    row = figures.get("social_value_kpi")
    if row is None or not row["n"]:
        return "No contract over £5 million with published indicators is held yet"
    if row["rate"] is None:
        large = how_many(row["n"], "large contract")
        return f"{number(row['k'])} of {large} {by_count(row['k'], 'measures', 'measure')} social value"
    return f"{percent(row['rate'])} of large contracts with published indicators measure social value"


def finding(figures: Mapping[str, Row]) -> str:
    """Contracts, indicators and social value among them, in a sentence that can be quoted alone."""
    kpis, social = figures.get("kpis_published"), figures.get("social_value_kpi")
    if kpis is None or not kpis["n"]:
        return "The Procurement Act 2023 asks for indicators in contracts over £5 million; none is held yet."
    measured = f"; {_have(social['k'])} one about social value" if social and social["n"] else ""
    contracts = f"{how_many(kpis['n'], 'contract')} over £5 million that {by_count(kpis['n'], 'has', 'have')}"
    return (
        f"Of {contracts} to publish key performance indicators, "
        f"{number(kpis['k'])} {by_count(kpis['k'], 'publishes', 'publish')} them{measured}.{unknown_words(kpis)}"
        f"{complete_words(kpis['weeks_covered'], kpis['weeks_wanted'])}"
    )


def _have(count: int) -> str:
    return f"{number(count)} of those {by_count(count, 'has', 'have')}"


def rating_words(figures: Mapping[str, Row]) -> str:
    """Ratings due, found and not found, and up to which day."""
    due, overdue, found = (figures.get(name) for name in ("rating_due", "rating_overdue", "rating_found"))
    if due is None or not due["k"]:
        return "No contract among them has run for 12 months, so no rating is due yet."
    until = day(due["as_of"])
    which = by_count(due["k"], "has", "have")
    told = [f"A rating of them is due for {number(due['k'])}, which {which} run for 12 months."]
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
        f"due for {how_many(due['k'], 'contract')}, and for {number(missing)} none was found by {day(due['as_of'])} in "
        "the notices held."
    )


def exempt_words(row: Row | None) -> str:
    """Who does not have to, beside every figure."""
    count = row["excluded"] if row else 0
    held = f"{how_many(count, 'such contract is', 'such contracts are')} held and left out." if count else ""
    return (
        "Frameworks, concessions, light-touch contracts (so most health and social care) and those of private "
        f"utilities are exempt, and no contract of £5 million or less has to. {held}"
    ).strip()


def unknown_words(row: Row) -> str:
    """Contracts that may belong to a figure."""
    if not row["unknown"]:
        return ""
    whose = by_count(row["unknown"], "its", "their")
    return f" {number(row['unknown'])} more may have to: {whose} value, start or exemption is not known."


def told_steps(steps: Sequence[Row]) -> list[dict[str, Any]]:
    """The steps of one process with value and day in words, and what a contract is to be held against its award for."""
    awards = {step["award_id"]: step for step in steps if step["step"] == "awarded"}
    return [
        {
            **step,
            "value_words": value_words(step),
            "day_words": day_words(step),
            "notes": contract_notes(step, awards.get(step["award_id"])) if step["step"] == "contract" else [],
        }
        for step in steps
    ]


def value_words(step: Row) -> str:
    """The value with or without VAT, as it was published; empty where none is."""
    if step["value_gbp"] is None:
        return ""
    return pounds_with_vat(step["value_gbp"], step["value_basis"])


def day_words(step: Row) -> str:
    """The day, and of what it is where the step alone does not say."""
    told, kind = day(step["happened_on"]), DAY_OF.get(step["step"])
    if kind is None or step["happened_on"] is None or step["happened_on_basis"] in UNSAID:
        return told
    return f"{label(step['happened_on_basis'], kind)} {told}"


def contract_notes(contract: Row, award: Row | None) -> list[str]:
    """What a contract has to be held against its award for: a value that differs by VAT alone, a day before it."""
    if award is None:
        return []
    notes = []
    if differs_by_vat_alone(contract, award):
        notes.append("The value is that of the award, with VAT at 20%.")
    if contract["happened_on"] and award["happened_on"] and contract["happened_on"] < award["happened_on"]:
        notes.append("This day is before that of the award; both stand as their notices give them.")
    return notes


def differs_by_vat_alone(contract: Row, award: Row) -> bool:
    """A contract with VAT comes to its award without it, and a fifth more."""
    if contract["value_basis"] != "gross" or contract["value_gbp"] is None or award["value_gbp"] is None:
        return False
    with_vat = award["value_gbp"] * VAT
    return bool(abs(contract["value_gbp"] - with_vat) <= SAME * with_vat)
