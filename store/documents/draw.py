"""Which documents are asked for: processes drawn at random in each stratum, up to the allowances of the settings."""

from __future__ import annotations

from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

import orjson

from classifier.evidence import LEVELS
from store.sql_files import read_sql

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import duckdb

DEFAULT_SEED = "social-value-monitor"


@dataclass(frozen=True, slots=True)
class Allowance:
    """What is asked for.

    Attributes:
        seed: what the random numbers are made from.
        shares: pattern of strata (`*/*/out_of_scope/*`) to the share of their processes, the first that fits.
        per_day: source to the most documents a day; without one there is no limit.
    """

    seed: str = DEFAULT_SEED
    shares: Mapping[str, float] = field(default_factory=dict)
    per_day: Mapping[str, int] = field(default_factory=dict)

    def share_of(self, stratum: str) -> float:
        """The share of the processes of a stratum whose documents are asked for."""
        return next((share for pattern, share in self.shares.items() if fnmatchcase(stratum, pattern)), 1.0)


@dataclass(frozen=True, slots=True)
class Due:
    """A document to be asked for."""

    source: str
    url: str
    edition: str
    stated_format: str | None


def draw(con: duckdb.DuckDBPyConnection, allowance: Allowance) -> None:
    """Draw processes with documents, by strata; the derived tables and the evidence of notices are up to date."""
    con.execute(read_sql("documents/draw.sql"), {"levels": list(LEVELS), "seed": allowance.seed})
    strata = [name for (name,) in con.execute("SELECT DISTINCT stratum FROM document_frame ORDER BY ALL").fetchall()]
    shares = [{"stratum": stratum, "share": allowance.share_of(stratum)} for stratum in strata]
    con.execute(read_sql("documents/drawn.sql"), [orjson.dumps(shares).decode()])


def due(con: duckdb.DuckDBPyConnection, sources: Sequence[str], allowance: Allowance) -> dict[str, list[Due]]:
    """What is to be asked of each source now, in order, within what the day allows."""
    found: dict[str, list[Due]] = {source: [] for source in sources}
    for source, url, edition, stated_format in con.execute(read_sql("documents/due.sql")).fetchall():
        if source in found:
            found[source].append(Due(source, url, edition, stated_format))
    today = dict(
        con.execute(
            "SELECT source, count(*) FROM raw.document_asked WHERE asked_at::DATE = current_date GROUP BY source"
        ).fetchall()
    )
    for source, documents in found.items():
        if source in allowance.per_day:
            del documents[max(allowance.per_day[source] - today.get(source, 0), 0) :]
    return found
