"""What is known of one passage when the rules are asked, and what a rule answers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from classifier.rules.themes import benefits_in
from classifier.vocabulary.expressions import expression
from classifier.vocabulary.wordings import MARK, wordings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from spacy.tokens import Doc, Span

    from classifier.vocabulary.wordings import Wording
    from classifier.weights.wholes import WeightFound

    Rule = Callable[["Facts"], "Decision | None"]


GROUPS = ("none", "previous", "policy", "denied", "excluded", "criterion", "optional", "requirement")
_DECIMAL_POINT = re.compile(r"(?<=\d)\.(?=\d)")  # else it would end a clause
_NO_DENIAL = expression("no_denial")


@dataclass(frozen=True)
class Facts:
    """All that is known of one passage: its tokens, the concepts that count, words by label, and its weight."""

    doc: Doc
    text: str
    concepts: list[Span]
    words: dict[str, list[Span]]
    weight: WeightFound | None

    @cached_property
    def worded(self) -> list[tuple[Wording, re.Match[str]]]:
        """The wordings that are found in the marked passage, each at its first place, of all groups in order."""
        return list(wordings(*GROUPS).found(self.marked))

    def found(self, group: str) -> Iterator[tuple[Wording, re.Match[str]]]:
        """Those of one group."""
        return ((wording, match) for wording, match in self.worded if wording.group == group)

    @cached_property
    def marked(self) -> str:
        """The passage with each name of social value written as one sign, without what only looks like a denial."""
        parts, last = [], 0
        for span in self.concepts:
            if span.start_char >= last and span.label_ != "standard_weak":
                parts += [self.text[last : span.start_char], MARK]
                last = span.end_char
        marked = "".join([*parts, self.text[last:]])
        return _NO_DENIAL.sub("~", _DECIMAL_POINT.sub("\u00b7", marked))


@dataclass(frozen=True, slots=True)
class Decision:
    """A kind, the rule that gave it, and the cue it rests on, in plain words."""

    kind: str
    rule: str
    because: str


def facts_of(doc: Doc, text: str, weight: WeightFound | None) -> Facts:
    """Facts of a parsed passage. Weak names of standards do not count without a concept beside them."""
    concepts = list(doc.spans.get("concepts", ()))
    is_founded = any(span.label_ != "standard_weak" or _is_mac(span, text) for span in concepts)
    return Facts(doc, text, concepts if is_founded else [], doc._.words, weight)


def _is_mac(span: Span, text: str) -> bool:
    """Whether a Model Award Criterion stands beside what it asks for: `MAC 4.1 - Fighting climate change`."""
    return span.id_.startswith("svm_mac_0") and bool(benefits_in(text))


def fixed(facts: Facts, label: str, kind: str) -> Decision | None:
    """The answer of a rule for fixed wording: the first span of that label decides."""
    spans = facts.words[label]
    return Decision(kind, f"{kind}.{label}", f"fixed wording {spans[0].text!r}") if spans else None
