"""Award criteria of one lot: their weights beside one another, and which of them speak of social value."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from classifier.discourse.described import (
    as_asked,
    as_share_of_row,
    is_cost,
    is_kept_out,
    is_part_of_quality,
    left_out,
    said_of_another,
)
from classifier.discourse.names.letters import is_of_another, is_spelt_otherwise
from classifier.evidence import THEMES, CriterionReading, Weight
from classifier.rules.facts import Decision
from classifier.rules.themes import themes_in
from classifier.text.cleaning import clean, quotable
from classifier.vocabulary.expressions import expression
from classifier.weights.criteria.combined import is_combined, own_part
from classifier.weights.criteria.siblings import normalise_lot, split_share
from classifier.weights.criteria.structured import read_rows
from classifier.weights.criteria.tables import MEASURE
from classifier.weights.score_sheets.names import is_umbrella
from classifier.weights.wholes import WeightFound, quality_around

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from classifier.discourse.pointers import Judged
    from classifier.evidence import Criterion, Evidence
    from classifier.weights.criteria.reading import Row

    Read = Callable[[str], list[Judged]]

_JSON_STRING = re.compile(r'"(?P<words>(?:[^"\\]|\\.)*)"(?P<is_key>\s*:)?')
_SHORT_NAME = re.compile(r"\bSV(?:[./-]?(?=\d{1,2}\b)|\b)")  # in running text it may stand for anything
_OPENS_WITH_NUMBER = re.compile(r"\W*SV-\d{1,2}\b(?!-)")  # `SV-1 Jobs`, where others are goods: `Valves SV-10`
_BESIDE_SHORT = expression("beside_short")
_WELLBEING = expression("wellbeing_name")  # in running text it may be a vision or a power
_OTHER_NAME = expression("criterion_name")
_NOT_SCORED = re.compile(
    r"\W*(?:\d{1,3} ?%? ?[-\u2013,;:(] ?)?(?:n/?a|none|nil|not (?:applicable|scored|evaluated|required|weighted)"
    r"|(?:for )?information only|unscored"
    r"|(?:(?:has been|is|now) )*(?:withdrawn|removed|deleted|dropped|struck out"
    r"|no longer (?:applicable|scored|evaluated|used)))"
    r"(?:\W*$|\s?[-\u2013,;:(])",
    re.IGNORECASE,
)
_THEME = (
    r"(?:(?:local|new|fair|good|youth|inclusive) )?(?:jobs?|employment|work|skills|training|apprentice(?:ship)?s?"
    r"|environment|climate|carbon(?: reduction)?|communit(?:y|ies)|well-?being|health|equality|equity|inclusion"
    r"|diversity|volunteering|education|economy|spend|supply chains?|smes|opportunity|resilience)"
)
_BARE_THEME = re.compile(  # under a heading of social value: `Jobs`, `Skills and training`, `Theme 2`, `MAC 4.1`
    rf"\W*(?:[a-z]?\d{{0,2}}[.)]? )?(?:{_THEME}(?:(?:,| and| &|/) ?{_THEME}){{0,3}}"
    r"|(?:theme|outcome|policy outcome|mac|mission) \d(?:\.\d)?)\W*",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"\W*\d{1,3} ?(?:%|per ?cent)[\s,;(:-]*(?:of which|including|incl?\.?|with|within)\b", re.IGNORECASE
)
_FIRST_NUMBER = re.compile(r"\d{1,3}(?:\.\d+)?")
_AFFIRMS = frozenset({"criterion", "requirement", "mention"})


def judge_criterion(
    criteria: Sequence[Criterion], read: Read
) -> tuple[list[CriterionReading], list[tuple[str, Judged, str]]]:
    """Readings of all criteria, and (path, judgement, words) of those that count. `read` judges a short text."""
    is_other = _are_letters_of_another(criteria)
    names = [_in_full(each, is_other=is_other) for each in criteria]
    apart = [left_out(name) for name in names]
    named = [read(out.rest if out else name) if name else [] for name, out in zip(names, apart, strict=True)]
    described = [read(_described_in_full(each, is_other=is_other)) if each.description else [] for each in criteria]
    is_social = [_is_social_value(*each) for each in zip(named, described, strict=True)]
    is_theme = [
        any(map(_is_theme_name, items)) or _BARE_THEME.fullmatch(each.name or "") is not None
        for each, items in zip(criteria, named, strict=True)
    ]
    own = [
        own_part(each, row) if is_combined(each) else row
        for each, row in zip(criteria, read_rows(criteria), strict=True)
    ]
    rows = normalise_lot(own, is_social, is_theme)
    readings: list[CriterionReading] = []
    counted: list[tuple[str, Judged, str]] = []
    for place, (criterion, row) in enumerate(zip(criteria, rows, strict=True)):
        judged = _judge(row, named[place], described[place])
        out = apart[place]
        if judged is None and out is not None and not any(is_social):
            judged = said_of_another(read(names[place]), out)
        if judged is not None and criterion.type == MEASURE and judged.decision.kind == "criterion":
            judged = replace(judged, decision=Decision("requirement", "requirement.measure", "a measure with a target"))
        readings.append(_reading(criterion, _as_judged(row, judged), is_social_value=is_social[place]))
        if judged is not None:
            counted.append((criterion.path, judged, _text(criterion)))
    return readings, _with_sum(counted, {reading.path for reading in readings if reading.is_social_value})


def with_parts(evidence: Evidence, text: str) -> Evidence:
    """Evidence of a criterion that stands in a text as JSON, with the themes of the parts that are named within it."""
    if evidence.kind != "criterion":
        return evidence
    strings = _JSON_STRING.finditer(text, evidence.start, evidence.end)
    found = themes_in("; ".join(match["words"] for match in strings if match["is_key"] is None), ())
    return replace(evidence, themes=tuple(theme for theme in THEMES if theme in {*found, *evidence.themes}))


def _are_letters_of_another(criteria: Sequence[Criterion]) -> bool:
    """Whether the criteria of a lot, or the words around them, say that SV is something else: `SV = sluice valve`."""
    words = "\n".join(f"{each.name or ''}\n{each.description or ''}" for each in criteria)
    if _SHORT_NAME.search(words) is None:
        return False
    around = {each.around for each in criteria if each.around}
    return is_spelt_otherwise("SV", words) or any(is_of_another("SV", each) for each in around)


def _in_full(criterion: Criterion, *, is_other: bool) -> str:
    """The name of a criterion with social value by its name, where it stands there by another."""
    name = criterion.name or ""
    words = f"{name}\n{criterion.description or ''}"
    if is_other or is_of_another("SV", words, is_of_question=_OPENS_WITH_NUMBER.match(name) is not None):
        return name
    name = _WELLBEING.sub("Social value", _SHORT_NAME.sub(_name_in_full, name))
    return _OTHER_NAME.sub(lambda match: f"Social value {match['code'] or ''}".rstrip(), name)


def _name_in_full(match: re.Match[str]) -> str:
    """`Social value 1` for `SV1`."""
    return "Social value " if match.string[match.end() : match.end() + 1].isdigit() else "Social value"


def _described_in_full(criterion: Criterion, *, is_other: bool) -> str:
    """The description with social value by its name, where it stands there in letters beside price and quality."""
    text = _with_name(criterion)
    is_meant = _SHORT_NAME.search(text) is not None and _BESIDE_SHORT.match(text) is not None
    is_other = is_other or is_of_another("SV", text)
    return _SHORT_NAME.sub("social value", text) if is_meant and not is_other else text


def _with_name(criterion: Criterion) -> str:
    """The description, behind the name of all of quality where it goes on from it: `40%, of which social value 10%`."""
    text, name = criterion.description or "", criterion.name or ""
    return f"{name} {text}" if is_umbrella(name) and _GOES_ON.match(text) is not None else text


def _with_sum(counted: list[tuple[str, Judged, str]], social: set[str]) -> list[tuple[str, Judged, str]]:
    """The evidence, where the heaviest row of social value has the weight of all rows that it is split over."""
    shares = {  # a row said twice counts once
        text: (place, judged.analysis.weight)
        for place, (path, judged, text) in enumerate(counted)
        if path in social and judged.decision.kind == "criterion" and judged.analysis and judged.analysis.weight
    }
    found = [(place, weight) for place, weight in shares.values() if weight.pct and weight.weight.unit == "percent"]
    total = split_share([weight.pct or 0 for _, weight in found])
    if total is None or len({weight.weight.of for _, weight in found}) > 1:
        return counted
    place, most = max(found, key=lambda each: each[1].pct or 0)
    path, judged, text = counted[place]
    value = sum(weight.weight.value for _, weight in found)
    weight = WeightFound(replace(most.weight, value=value), round(total, 4))
    because = f"{judged.decision.because}; its weight is that of {len(found)} rows of social value together"
    decision = replace(judged.decision, because=because)
    analysis = replace(judged.analysis, weight=weight) if judged.analysis is not None else None
    summed = (path, replace(judged, decision=decision, analysis=analysis), text)
    return [*counted[:place], summed, *counted[place + 1 :]]


def _text(criterion: Criterion) -> str:
    return quotable(": ".join(clean(part).text for part in (criterion.name, criterion.description) if part))


def _is_social_value(named: list[Judged], described: list[Judged]) -> bool:
    """Whether the criterion itself is social value: by its name, or by its description when it has no name."""
    return any(_has_concept(item) for item in (named or described[:1]))


def _has_concept(item: Judged) -> bool:
    return item.analysis is not None and item.analysis.has_concept and item.decision.kind != "none"


def _reading(criterion: Criterion, row: Row, *, is_social_value: bool) -> CriterionReading:
    return CriterionReading(
        path=criterion.path,
        name=criterion.name,
        weight_raw=row.raw,
        weight_value=row.value,
        weight_unit=row.unit,
        weight_of=row.of,
        weight_pct=row.pct,
        is_social_value=is_social_value,
    )


def _judge(row: Row, named: list[Judged], described: list[Judged]) -> Judged | None:
    own = next((item for item in named if _has_concept(item)), None)
    if own is None and not named:
        own = next((item for item in described[:1] if _has_concept(item)), None)
    if own is not None:
        return _named(own, row, described)
    inner = next((item for item in described if item.decision.kind in _AFFIRMS and _has_concept(item)), None)
    if inner is not None:
        return _within(inner, row) if not is_kept_out(inner) else None
    denied = next((item for item in described if item.decision.kind == "excluded"), None)
    if denied is not None:
        return denied
    theme = next((item for item in named if _is_theme_name(item)), None)
    if theme is None:
        return next((item for item in described if item.decision.kind == "theme_only"), None)
    return _weighed(theme, row, Decision("theme_only", "theme_only.name", "a criterion named for a theme"))


def _is_theme_name(item: Judged) -> bool:
    """Whether a criterion is named for wider benefits; `Sustainability` alone is enough for a name."""
    return item.analysis is not None and (item.analysis.has_benefit or "environment" in item.analysis.themes)


def _named(own: Judged, row: Row, described: list[Judged]) -> Judged:
    denial = next((item for item in [own, *described] if item.decision.kind == "excluded"), None)
    if denial is not None or _is_not_scored(described):
        because = denial.decision.because if denial is not None else "the entry says it does not apply"
        return _weighed(own, _unweighed(row), Decision("excluded", "excluded.structured", because))
    if row.value == 0 and row.unit != "order":
        return _weighed(own, row, Decision("excluded", "excluded.zero_weight", "the weight stated is 0"))
    scored = Decision("criterion", "criterion.structured", "an award criterion named for it")
    part = next((item for item in described if is_part_of_quality(item)), None)
    if part is not None:
        return replace(_with_themes(as_share_of_row(part, row), described), decision=scored)
    return _weighed(_with_themes(own, described), row, scored)


def _with_themes(own: Judged, described: list[Judged]) -> Judged:
    """The criterion with the themes of its description too, which says what is scored under its name."""
    found = {theme for item in described if item.analysis is not None for theme in item.analysis.themes}
    if own.analysis is None or not found:
        return own
    themes = tuple(theme for theme in THEMES if theme in found or theme in own.analysis.themes)
    return replace(own, analysis=replace(own.analysis, themes=themes))


def _within(inner: Judged, row: Row) -> Judged:
    """The passage of a description that names it, without the weight of the whole criterion as its own."""
    if row.is_price and is_cost(inner):
        return as_asked(inner)
    decision = Decision("criterion", "criterion.described", "the description names it")
    inner = as_share_of_row(inner, row)
    analysis = inner.analysis
    if analysis is not None and analysis.weight is not None and analysis.weight.weight.of == "quality":
        return replace(inner, decision=decision)
    if analysis is None or analysis.weight is None or not row.is_umbrella or analysis.weight.weight.unit != "percent":
        return replace(inner, decision=decision)
    weight, around = analysis.weight.weight, quality_around(inner.passage.clean, "")
    first = _FIRST_NUMBER.search(inner.passage.clean)
    if weight.value == row.value and first is not None and float(first.group()) == row.value:
        return replace(inner, decision=decision, analysis=replace(analysis, weight=None))
    if around is None or f"{weight.value:g}" not in around[1]:
        return replace(inner, decision=decision)
    found = WeightFound(replace(weight, of="quality"), round(weight.value * around[0] / 100, 2))
    return replace(inner, decision=decision, analysis=replace(analysis, weight=found))


def _is_not_scored(described: list[Judged]) -> bool:
    """Whether the description is `N/A`, `Not scored` or `Information only`, with or without a reason."""
    if len(described) != 1:
        return False
    return _NOT_SCORED.match(described[0].passage.clean) is not None


def _as_judged(row: Row, judged: Judged | None) -> Row:
    """The row as it counts: without a share where it is not scored, with its own where it says what part that is."""
    if judged is None:
        return row
    if judged.decision.rule == "excluded.structured" and row.value:
        return _unweighed(row)
    if judged.decision.rule == "criterion.structured" and is_part_of_quality(judged) and row.of != "quality":
        found = judged.analysis.weight if judged.analysis is not None else None
        return replace(row, of="quality", pct=found.pct if found is not None else None)
    return row


def _unweighed(row: Row) -> Row:
    """The row of a criterion that is said not to be scored: it is no part of the score, whatever number it has."""
    return replace(row, of="unknown", pct=None)


def _weighed(item: Judged, row: Row, decision: Decision) -> Judged:
    """The passage with the weight of its row, which beats any weight read from its words."""
    analysis = item.analysis
    if analysis is None or row.value is None or row.unit not in {"percent", "points"}:
        return replace(item, decision=decision)
    if analysis.weight is not None and item.passage.clean.count("%") > 1:  # a list of weights inside one criterion
        return replace(item, decision=decision)
    unit = "percent" if row.unit == "percent" else "points"
    weight = WeightFound(Weight(row.value, unit, row.of, row.out_of), row.pct)  # type: ignore[arg-type]
    return replace(item, decision=decision, analysis=replace(analysis, weight=weight))
