"""Labelled passages judged by an engine, alone or in the paragraph they stand in, and the figures that follow."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson

from classifier.errors import ClassifierError
from classifier.evaluation.statistics import Share, by_name, confusion, macro_f1, micro, scores, share
from classifier.evidence import KINDS, STANDARDS, THEMES, Evidence, Weight
from classifier.model.crossfit import reliability
from classifier.model.lessons import STRENGTH, groups_of, lies_over

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from classifier.engine import Engine
    from classifier.labels.reading import Label

FLAGGED = frozenset({"criterion", "requirement", "mention"})


@dataclass(frozen=True, slots=True)
class Example:
    """A labelled passage. `group` keeps what belongs together in one fold; `second_kind` is another reader's label.

    `is_cut_off` says that a context was given that does not hold the passage, which is therefore judged alone;
    `first_kind` is what the rules said of it before they had seen it.
    """

    id: str
    passage: str
    context: str
    kind: str
    weight: Weight | None
    standards: frozenset[str]
    themes: frozenset[str]
    source: str
    era: str
    group: str
    is_hard: bool = False
    second_kind: str | None = None
    is_cut_off: bool = False
    first_kind: str | None = None


@dataclass(frozen=True, slots=True)
class Prediction:
    """What a classifier says of a passage; `rule` is None when it says none.

    `score` is the chance it gives its kind, and `is_disputed` says that its second opinion is another; None where it
    has none.
    """

    kind: str
    weight: Weight | None
    standards: frozenset[str]
    themes: frozenset[str]
    rule: str | None
    score: float | None = None
    is_disputed: bool | None = None


Pair = tuple[Example, Prediction]


def read_gold(path: Path, loads: Callable[[bytes], Any] = orjson.loads) -> list[Example]:
    """Passages of a gold file in JSON lines, of which `loads` reads each; docs/classifier.md has the format.

    A passage that its context does not hold, letter for letter, is judged alone. Raises ClassifierError, naming the
    line, when the file is missing or a line is no label or uses a word that is not known.
    """
    try:
        body = path.read_bytes()
    except FileNotFoundError as error:
        raise ClassifierError(f"there is no file {path} of labelled passages") from error
    except OSError as error:
        raise ClassifierError(f"cannot read {path}: {error.strerror}") from error
    items = [
        _gold(line, f"{path} line {number}", loads)
        for number, line in enumerate(body.removeprefix(BOM_UTF8).splitlines(), 1)
        if line.strip()
    ]
    if not items:
        raise ClassifierError(f"{path} holds no labelled passages")
    return items


def _gold(line: bytes, where: str, loads: Callable[[bytes], Any]) -> Example:
    try:
        row = loads(line)
    except orjson.JSONDecodeError as error:
        raise ClassifierError(f"{where} is not JSON: {error}") from error
    except ValueError as error:
        raise ClassifierError(f"{where} is no label: {error}") from error
    try:
        item = _example(row)
    except KeyError as error:
        raise ClassifierError(f"{where} is no label: it has no {error}") from error
    except (ValueError, TypeError, AttributeError) as error:
        raise ClassifierError(f"{where} is no label: {error}") from error
    unknown = ({item.kind} - {*KINDS}) | (item.standards - {*STANDARDS}) | (item.themes - {*THEMES})
    if unknown:
        raise ClassifierError(f"{where} has words that are not known: {', '.join(sorted(map(str, unknown)))}")
    if not item.passage.strip():
        raise ClassifierError(f"{where} is no label: its passage is empty")
    return item


def _example(row: dict[str, Any]) -> Example:
    context = row.get("context") or ""
    weight = row.get("weight")
    return Example(
        id=row["id"],
        passage=row["passage"],
        context=context if row["passage"] in context else row["passage"],
        kind=row["kind"],
        weight=Weight(**weight) if weight else None,
        standards=frozenset(row["standards"]),
        themes=frozenset(row["themes"]),
        source=row["source"],
        era="",
        group=row["notice"],
        is_hard=row.get("hard", False),
        second_kind=row.get("second_kind"),
        is_cut_off=bool(context) and row["passage"] not in context,
    )


def items_of(labels: Sequence[Label]) -> list[Example]:
    """Our own labels as items; neighbours, written one after another, stay in one fold."""
    return [
        Example(
            id=label.id,
            passage=label.passage,
            context=label.context,
            kind=label.kind,
            weight=label.weight,
            standards=frozenset(label.standards),
            themes=frozenset(label.themes),
            source=label.manner,
            era=label.era,
            group=group,
            first_kind=label.first_kind,
        )
        for label, group in zip(labels, groups_of(labels), strict=True)
    ]


def judge(engine: Engine, items: Sequence[Example], *, in_context: bool) -> list[Prediction]:
    """What the engine says of each passage, from the evidence that lies over it."""
    texts = [(str(number), item.context if in_context else item.passage) for number, item in enumerate(items)]
    judged = (evidence for _, evidence in engine.judge(texts))
    return [said_of(item, text, found) for item, (_, text), found in zip(items, texts, judged, strict=True)]


def said_of(item: Example, text: str, evidence: Iterable[Evidence]) -> Prediction:
    """The judgement of a passage: that of its strongest evidence, with the names found anywhere in it."""
    start = text.index(item.passage)
    place = (start, start + len(item.passage))
    over = [found for found in evidence if lies_over((found.start, found.end), place)]
    strongest = max(over, key=lambda found: STRENGTH.index(found.kind), default=None)
    return Prediction(
        kind=strongest.kind if strongest else "none",
        weight=next((found.weight for found in over if found.weight is not None), None),
        standards=frozenset(name for found in over for name in found.standards),
        themes=frozenset(name for found in over for name in found.themes),
        rule=strongest.rule if strongest else None,
        score=strongest.score if strongest else None,
        is_disputed=strongest.second_kind not in {None, strongest.kind} if strongest else None,
    )


def figures(pairs: Sequence[Pair]) -> dict[str, Any]:
    """All figures of one way of judging one set of passages."""
    kinds = [(item.kind, said.kind) for item, said in pairs]
    table = by_name(kinds, KINDS)
    return {
        "passages": len(pairs),
        "flag": flag_figures(pairs),
        "kinds": table,
        "kind_macro_f1": macro_f1(table),
        "kind_right": share(sum(gold == said for gold, said in kinds), len(kinds)),
        "confusion": confusion(kinds, KINDS),
        "weight": weight_figures(pairs),
        "standards": micro((item.standards, said.standards) for item, said in pairs),
        "themes": micro((item.themes, said.themes) for item, said in pairs),
        "rules": rule_figures(pairs),
        "reliability": reliability(
            (said.score, item.kind == said.kind) for item, said in pairs if said.score is not None
        ),
        "disputed": {
            name: share(sum(item.kind == said.kind for item, said in found), len(found))
            for name, is_disputed in (("agreed", False), ("disputed", True))
            for found in [[(item, said) for item, said in pairs if said.is_disputed is is_disputed]]
        },
    }


def flag_figures(pairs: Iterable[Pair]) -> dict[str, Any]:
    """Evidence of social value (criterion, requirement or mention) against the rest."""
    counts = Counter((item.kind in FLAGGED, said.kind in FLAGGED) for item, said in pairs)
    right, missed, wrong, left = counts[True, True], counts[True, False], counts[False, True], counts[False, False]
    return {
        **scores(right, right + wrong, right + missed),
        "sensitivity": share(right, right + missed),
        "specificity": share(left, left + wrong),
    }


def false_alarms(pairs: Iterable[Pair]) -> Share:
    """Passages that are not social value at all but are counted as evidence of it."""
    said = [said.kind in FLAGGED for item, said in pairs if item.kind == "none"]
    return share(sum(said), len(said))


def weight_figures(pairs: Iterable[Pair]) -> dict[str, Share]:
    """Stated weights: value and unit exact, and what they are a share of."""
    weighed = [(item.weight, said.weight) for item, said in pairs if item.weight is not None]
    exact = [gold for gold, said in weighed if said and (gold.value, gold.unit) == (said.value, said.unit)]
    of = [gold for gold, said in weighed if said and gold.of == said.of and gold.value == said.value]
    return {"value_and_unit": share(len(exact), len(weighed)), "share_of": share(len(of), len(weighed))}


def rule_figures(pairs: Iterable[Pair]) -> dict[str, Share]:
    """How often each rule was right about the kind where it decided, by rule."""
    fired: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for item, said in pairs:
        if said.rule is not None:
            fired[said.rule] += 1
            right[said.rule] += item.kind == said.kind
    return {rule: share(right[rule], fired[rule]) for rule in sorted(fired)}


def by_part(pairs: Iterable[Pair], part: Callable[[Example], str]) -> dict[str, dict[str, Any]]:
    """Flag figures and the share of right kinds for every part, such as a source or an era."""
    groups: defaultdict[str, list[Pair]] = defaultdict(list)
    for item, said in pairs:
        groups[part(item)].append((item, said))
    return {
        name: {
            "passages": len(found),
            "flag": flag_figures(found),
            "kind_right": share(sum(item.kind == said.kind for item, said in found), len(found)),
        }
        for name, found in sorted(groups.items())
    }
