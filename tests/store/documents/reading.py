"""What the program makes of a document, for tests: read, prepared, judged, held to its role."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from classifier.engine import Engine, load_engine
from classifier.text.prefilter import the_prefilter
from store.documents.evidence import criterion_groups, table_evidence, text_evidence
from store.documents.prepared import prepare
from store.documents.reading.document import Opened
from store.documents.reading.pdf.pages import gate_of

if TYPE_CHECKING:
    from store.documents.content import Content
    from store.documents.evidence import CriterionRow, Found
    from store.documents.prepared import Prepared

NO_LOTS: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Judged:
    """All that came of a document."""

    content: Content
    prepared: Prepared
    found: list[Found]
    criteria: list[CriterionRow]

    def levels(self) -> list[str]:
        """Levels of its evidence at R2 or above, strongest first."""
        return sorted((each.evidence.level for each in self.found if each.evidence.level >= "R2"), reverse=True)

    def shares(self) -> dict[str, float | None]:
        """Share of the total of each criterion, by name."""
        return {row.name: row.weight_pct for row in self.criteria}

    def social(self) -> float:
        """The largest weight of social value in one table and lot."""
        sums: dict[int, float] = {}
        for row in self.criteria:
            if row.is_social_value and row.is_counted and row.weight_pct is not None:
                sums[row.table_number] = sums.get(row.table_number, 0) + row.weight_pct
        return round(max(sums.values(), default=0.0), 4)


@cache
def the_engine() -> Engine:
    """One engine for all tests."""
    return load_engine()


def read(body: bytes) -> Content:
    """The content of a document, with the gate of the program."""
    return Opened(body).content(gate_of(the_prefilter().strong_words))


def judged(body: bytes, role: str = "itt", own_lots: frozenset[str] = NO_LOTS) -> Judged:
    """A document judged in a role."""
    content = read(body)
    prepared = prepare(content)
    engine = the_engine()
    texts = [(str(at), stretch.text) for at, stretch in enumerate(prepared.stretches)]
    of_text = text_evidence(prepared, [evidence for _, evidence in engine.judge(texts)], role, own_lots)
    said = {
        number: [item for path, item in engine.judge_criteria(group)[1] if path == "own"]
        for number, group in criterion_groups(prepared)
    }
    of_tables, criteria = table_evidence(prepared, said, role, own_lots)
    return Judged(content, prepared, [*of_tables, *of_text], criteria)


def words(content: Content) -> str:
    """All text outside tables."""
    return "\n".join(block.text for part in content.parts for block in part.blocks if block.table is None)
