"""What the classifier says of a passage or a criterion: plain records, and the ladder of levels.

Light on purpose: anything may import it without loading spaCy.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

KINDS = ("criterion", "requirement", "mention", "theme_only", "excluded", "none")
# What the rules say of a mention of which they know no more than that social value is named.
NAMED = "named"
# Ascending strength. R0n beats R1: words on a theme do not undo a stated exclusion.
LEVELS = ("R0", "R1", "R0n", "R2", "R2c", "R2b", "R2a", "R3", "R4", "R5", "R5+")
FLAG_FROM = LEVELS.index("R2")
STANDARDS = (
    "PSSVA",
    "PPN_06_20",
    "PPN_002",
    "PPN_026",
    "SVM",
    "TOMS",
    "SROI",
    "SVP",
    "HACT",
    "WFGA",
    "SPPP",
    "PRSA",
    "NI_PPN_01_21",
    "BUY_SOCIAL",
    "OTHER",
)
THEMES = (
    "jobs_skills",
    "fair_work",
    "local_economy",
    "environment",
    "equality_inclusion",
    "health_wellbeing",
    "community_cohesion",
    "crime_safety",
    "innovation",
    "ethical_supply_chain",
)
# PPN 06/20 and PPN 002 ask for at least 10 % of the total; PPN 026 for 20 % from £5m.
ELSEWHERE = "criterion.elsewhere"  # the rule of a criterion whose name points to the one that scores social value
R5_PCT = 10.0
R5_PLUS_PCT = 20.0

WeightUnit = Literal["percent", "points"]
WeightOf = Literal["total", "quality", "unknown"]


@dataclass(frozen=True, slots=True)
class Weight:
    """A weight as stated: `value` per cent or points, `of` what, and the stated maximum of points."""

    value: float
    unit: WeightUnit
    of: WeightOf
    out_of: float | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """One judged passage. `start` and `end` are character offsets into the text given.

    `weight_pct` is the share of the total score in per cent, where it can be known. `score` is the chance that the
    kind is right, 0 to 1. `trail` says in plain words which cue was found and which rule decided. `second_kind` is the
    kind that the model holds to be likeliest: where it is another, the evidence is disputed.
    """

    start: int
    end: int
    text: str
    kind: str
    level: str
    weight: Weight | None
    weight_pct: float | None
    act_named: bool
    standards: tuple[str, ...]
    themes: tuple[str, ...]
    rule: str
    score: float
    trail: tuple[str, ...]
    second_kind: str | None = None


@dataclass(frozen=True, slots=True)
class Criterion:
    """One award criterion as published. `numbers` holds (number, weight kind) pairs, e.g. `(10, "percentageExact")`.

    `around` holds words of its notice or document that may say what letters in its name stand for; empty without any.
    """

    path: str
    lot: str | None
    type: str | None
    name: str | None
    description: str | None
    numbers: tuple[tuple[float | str | None, str | None], ...] = ()
    around: str = ""


@dataclass(frozen=True, slots=True)
class CriterionReading:
    """A criterion with its weight read beside its neighbours.

    `weight_unit` is `percent`, `points` or `order`; `weight_of` is `total`, `quality` or `unknown`; `weight_pct` the
    share of the total score in per cent, where it can be known.
    """

    path: str
    name: str | None
    weight_raw: str | None
    weight_value: float | None
    weight_unit: str | None
    weight_of: str
    weight_pct: float | None
    is_social_value: bool


def passage_level(
    kind: str, weight: Weight | None, weight_pct: float | None, standards: tuple[str, ...], *, is_wellbeing_only: bool
) -> str:
    """Level of one passage, from its kind, weight and named standards."""
    if kind == "criterion":
        return _criterion_level(weight, weight_pct)
    if kind in {"requirement", "mention"}:
        if "PSSVA" in standards:
            return "R2a"
        if standards:
            return "R2b"
        return "R2c" if is_wellbeing_only else "R2"
    return {"excluded": "R0n", "theme_only": "R1"}.get(kind, "R0")


def _criterion_level(weight: Weight | None, weight_pct: float | None) -> str:
    if weight is None:
        return "R3"
    if weight_pct is None or weight_pct < R5_PCT:
        return "R4"
    return "R5+" if weight_pct >= R5_PLUS_PCT else "R5"


def level_of(evidence: Iterable[Evidence]) -> str:
    """Level of a text or process: that of its strongest passage, `R0` when there is none."""
    return max((item.level for item in evidence), key=LEVELS.index, default="R0")


def is_flag(level: str) -> bool:
    """Whether a level counts as evidence of social value: R2 or above."""
    return LEVELS.index(level) >= FLAG_FROM
