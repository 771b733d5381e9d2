"""Evidence as columns of a table, of notices and of documents alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from classifier.evidence import Evidence


def evidence_columns(item: Evidence) -> dict[str, Any]:
    """The columns that say what was judged, common to every table of evidence."""
    return {
        "kind": item.kind,
        "level": item.level,
        "weight_value": item.weight.value if item.weight else None,
        "weight_unit": item.weight.unit if item.weight else None,
        "weight_of": item.weight.of if item.weight else None,
        "weight_pct": item.weight_pct,
        "is_act_named": item.act_named,
        "standards": item.standards,
        "themes": item.themes,
        "rule": item.rule,
        "score": item.score,
        "trail": item.trail,
        "second_kind": item.second_kind,
    }
