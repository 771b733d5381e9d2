"""The page "What notices leave out": what tender documents say beside silent notices, with its data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reports.pages.parts.render import csv_text
from reports.pages.sentences.edition import YEAR, interval
from reports.snapshot.documents import SAID, load_left_out
from reports.snapshot.load import fetch
from reports.snapshot.rates import LEAST_N
from reports.words.wording import day, how_many, number, percent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from duckdb import DuckDBPyConnection

    from reports.pages.parts.layout import Common
    from reports.pages.parts.record import Record
    from reports.snapshot.documents import HiddenShare, LeftOut

SHOWN_FOUND = 12
SHOWN_CONTRADICTIONS = 12


def document_files(con: DuckDBPyConnection, common: Common, latest: Record) -> Iterator[tuple[str, str | bytes]]:
    """The page and its data."""
    left_out = load_left_out(con, latest.week)
    head = left_out.headline
    values: dict[str, Any] = {
        "latest": latest,
        "left_out": left_out,
        "head": head,
        "finding": finding(head),
        "rest": bounds(head),
        "agreed": agreed(left_out),
        "said": SAID,
        "coverage": [(cut, [row for row in left_out.coverage if row["cut"] == cut]) for cut in cuts(left_out)],
        "found": left_out.found[:SHOWN_FOUND],
        "contradictions": left_out.contradictions[:SHOWN_CONTRADICTIONS],
    }
    yield "documents/index.html", common.page("documents.html", 1, "documents", section_page=True, **values)
    tables: dict[str, list[dict[str, Any]]] = {
        "hidden-share": fetch(con, "documents/download_hidden_share"),
        "who-is-missing": left_out.coverage,
        "found": left_out.found,
        "contradictions": left_out.contradictions,
        "what-came-of-them": left_out.statuses,
    }
    for name, rows in tables.items():
        if rows:
            yield f"documents/{name}.csv", csv_text(rows, is_sample=common.cut.is_sample)


def cuts(left_out: LeftOut) -> list[str]:
    """By what the procurements with and without open documents are told apart, in order."""
    return list(dict.fromkeys(row["cut"] for row in left_out.coverage if row["cut"] != "all"))


def finding(head: HiddenShare | None) -> str:
    """What is known of silent notices, in a sentence that can be quoted alone."""
    if head is None or not head.n:
        return "No procurement within the scope of the Act with a silent notice was opened in the last 12 months."
    silent = f"In {head.span(YEAR).to} {day(head.period_until)}, {how_many(head.n, 'procurement')}"
    silent += " within the scope of the Act had notices that say nothing of social value."
    if head.rate is None:
        return f"{silent} The invitation to tender could be read for {number(head.read)}: too few to give a share."
    few = "" if head.is_reliable else ", too few to be sure of"
    return (
        f"Where a notice says nothing of social value and its invitation to tender stands open, {percent(head.rate)} "
        f"score social value in it (95% interval {interval(head)}; {number(head.read)} read{few}). {silent}"
    )


def bounds(head: HiddenShare | None) -> str:
    """What that leaves open for procurements without open documents."""
    if head is None or head.rate is None:
        return f"A share needs at least {LEAST_N} procurements whose invitation to tender was read."
    if not head.without:
        return "All of them have documents on the portal itself."
    none, every = ("it does not", "it does") if head.without == 1 else ("none of them", "all of them do")
    return (
        f"Of the {number(head.without)} without open documents nothing more is known. If {none} score social "
        f"value, the share of all silent notices is {percent(head.bound_low)}; if {every}, "
        f"{percent(head.bound_high)}. With both intervals the truth lies between {percent(head.interval_low)} and "
        f"{percent(head.interval_high)}."
    )


def agreed(left_out: LeftOut) -> str:
    """How often notice and documents say the same, where both speak."""
    if not left_out.speaking:
        return "There is no procurement yet of which notice and documents both say something of social value."
    return (
        f"Both say something of social value for {number(left_out.speaking)} of the "
        f"{how_many(left_out.compared, 'procurement')} whose invitation was read; for {number(left_out.agreeing)} of "
        "those they say the same."
    )
