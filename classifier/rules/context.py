"""spaCy component: which cues act on which concept.

Reads `doc.spans["words"]`, written by `classifier.rules.ruler` from the lexicon and the context rules, and writes
`doc.spans["concepts"]`: the concepts that count. Each concept span carries `span._.cues`, a dict from cue category to
the text of the nearest cue that reaches it. `doc._.words` maps every label to the spans found.

A cue reaches a concept when it stands on the right side (direction), near enough (scope), and no word that ends a
clause stands between.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Doc, Span

from classifier.rules.ruler import WORDS
from classifier.vocabulary.lexicon import CONCEPT_LABELS, Cue, cues

if TYPE_CHECKING:
    from collections.abc import Iterable

FACTORY = "social_value_context"

CONCEPTS = "concepts"
# A label on the left is struck out where it lies inside a span of a label on the right.
_STRUCK_BY = {
    "concept": {"pseudo_word", "act", "standard"},
    "wellbeing": {"pseudo_word"},
    "standard": {"pseudo_word"},
    "negated": {"pseudo"},
    "scored": {"pseudo"},
    "optional": {"pseudo"},
    "required": {"pseudo", "policy", "pointer", "template_mention"},
}

Doc.set_extension("words", default=None, force=True)
Span.set_extension("cues", default=None, force=True)


class SocialValueContext:
    """Attaches cues to concepts. Callable on a Doc, as spaCy wants its components."""

    def __init__(self, rules: Iterable[Cue]) -> None:
        self._rules = {rule.id: rule for rule in rules}

    def __call__(self, doc: Doc) -> Doc:
        """Fill `doc._.words`, `doc.spans["concepts"]` and `span._.cues`."""
        words = _by_label(doc.spans.get(WORDS, ()))
        doc._.words = words
        concepts = [span for label in CONCEPT_LABELS for span in words[label]]
        concepts = _longest(concepts)
        # `measures` asks for nothing inside `Themes, Outcomes and Measures`.
        words["required"] = [cue for cue in words["required"] if not any(_lies_within(cue, each) for each in concepts)]
        for concept in concepts:
            concept._.cues = self._cues_on(concept, words)
        doc.spans[CONCEPTS] = concepts
        return doc

    def _cues_on(self, concept: Span, words: dict[str, list[Span]]) -> dict[str, Span]:
        found: dict[str, Span] = {}
        nearest: dict[str, int] = {}
        ends = [span.start for span in words["stop"]]
        list_ends = [span.start for span in words["stop_list"]]
        for category in ("negated", "scored", "required", "optional", "pointer"):
            stops = ends if category == "scored" else ends + list_ends  # one scored list may hold many parts
            for cue in words[category]:
                distance = _distance(cue, concept, self._rules[cue.id_], stops)
                if distance is not None and distance < nearest.get(category, 1000):
                    nearest[category] = distance
                    found[category] = cue
        return found


def _distance(cue: Span, concept: Span, rule: Cue, stops: list[int]) -> int | None:
    """Tokens between cue and concept, or None when the cue does not reach it."""
    if cue.end <= concept.start:
        side, gap, left, right = "forward", concept.start - cue.end, cue.end, concept.start
    elif cue.start >= concept.end:
        side, gap, left, right = "backward", cue.start - concept.end, concept.end, cue.start
    else:
        return 0 if rule.direction == "both" or rule.category != "negated" else None
    if rule.direction not in {side, "both"} or gap > rule.scope:
        return None
    if any(left <= stop < right for stop in stops):
        return None
    return gap


def _by_label(spans: Iterable[Span]) -> dict[str, list[Span]]:
    words: dict[str, list[Span]] = defaultdict(list)
    for span in spans:
        words[span.label_].append(span)
    for label, strikers in _STRUCK_BY.items():
        over = [span for striker in strikers for span in words[striker]]
        if over:
            words[label] = [span for span in words[label] if not _is_inside(span, over)]
    names = words["pseudo_word"]
    if names:
        words["concept"] = [span for span in words["concept"] if not _runs_into(span, names)]
    return words


def _is_inside(span: Span, others: list[Span]) -> bool:
    return any(other.start <= span.start and span.end <= other.end for other in others)


def _runs_into(span: Span, others: list[Span]) -> bool:
    """Whether another begins inside and ends no earlier: `social and economic value of the woodland`."""
    return any(span.start <= other.start < span.end <= other.end for other in others)


def _longest(spans: list[Span]) -> list[Span]:
    """Spans that do not lie inside another, in order of the text."""
    unique = {(span.start, span.end, span.label_): span for span in spans}.values()
    kept = [span for span in unique if not any(_lies_within(span, other) for other in unique)]
    return sorted(kept, key=lambda span: (span.start, span.end))


def _lies_within(span: Span, other: Span) -> bool:
    is_shorter = other.end - other.start > span.end - span.start
    return is_shorter and other.start <= span.start and span.end <= other.end


@Language.factory(FACTORY, requires=["doc.spans"], assigns=["doc.spans", "doc._.words", "span._.cues"])
def create_context(nlp: Language, name: str) -> SocialValueContext:
    """Component made from the packaged context rules."""
    del nlp, name
    return SocialValueContext(cues())
