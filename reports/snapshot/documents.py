"""What is published of tender documents: the hidden share, who is missing from it, and what documents say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reports.snapshot.load import fetch
from reports.snapshot.rates import Rate

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SAID = ("nothing", "excluded", "affirmed", "scored")


@dataclass(frozen=True, kw_only=True)
class HiddenShare(Rate):
    """One row of out.hidden_share for the whole: a rate of those read, and bounds for all."""

    period_kind: str
    with_documents: int
    read: int
    scored: int
    bound_low: float | None
    bound_high: float | None
    interval_low: float | None
    interval_high: float | None

    @property
    def period_words(self) -> str:
        """The period, or the weeks of it that the figure rests on."""
        name = {"rolling_12_months": "12 months", "rolling_13_weeks": "13 weeks"}.get(self.period_kind)
        return self.span(name).bare if name else "All data"

    @property
    def without(self) -> int:
        """Procurements of which nothing is known but what their notices say."""
        return self.n - self.with_documents


@dataclass(frozen=True)
class LeftOut:
    """Everything that the page on documents shows."""

    shares: list[HiddenShare]
    kinds: list[dict[str, Any]]
    coverage: list[dict[str, Any]]
    agreement: dict[tuple[str, str], int]
    out_of_scope: dict[tuple[str, str], int]  # of the same
    contradictions: list[dict[str, Any]]
    statuses: list[dict[str, Any]]
    found: list[dict[str, Any]]

    @property
    def headline(self) -> HiddenShare | None:
        """The share of silent notices over 12 months."""
        return next(
            (row for row in self.shares if (row.indicator, row.period_kind) == ("H1", "rolling_12_months")), None
        )

    @property
    def documents(self) -> int:
        """How many documents the notices list."""
        return sum(row["documents"] for row in self.statuses)

    @property
    def compared(self) -> int:
        """Procurements whose invitation was read."""
        return sum(self.agreement.values())

    @property
    def agreeing(self) -> int:
        """Of those whose notice says something of social value, the ones whose documents say the same."""
        return sum(n for (notice, documents), n in self.agreement.items() if notice == documents != "nothing")

    @property
    def speaking(self) -> int:
        """Procurements of which notice and documents both say something of social value."""
        return sum(n for said, n in self.agreement.items() if "nothing" not in said)


def load_left_out(con: DuckDBPyConnection, week: str) -> LeftOut:
    """What is known at the end of a week."""
    compared = fetch(con, "documents/document_agreement")
    return LeftOut(
        shares=[HiddenShare(**row) for row in fetch(con, "documents/hidden_share", period=week)],
        kinds=fetch(con, "documents/hidden_share_kinds", period=week),
        coverage=fetch(con, "documents/document_coverage"),
        agreement={(row["notice_says"], row["documents_say"]): row["n"] for row in compared},
        out_of_scope={(row["notice_says"], row["documents_say"]): row["n"] - row["in_scope"] for row in compared},
        contradictions=fetch(con, "documents/document_contradictions"),
        statuses=fetch(con, "documents/document_statuses"),
        found=fetch(con, "documents/documents_found"),
    )
