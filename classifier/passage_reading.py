"""What the words of one passage say, and its weight: from its tokens where it names social value."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from classifier.rules.facts import facts_of
from classifier.rules.kinds import PassageAnalysis, analyse, analyse_themes
from classifier.rules.themes import benefits_in
from classifier.vocabulary.expressions import expression
from classifier.weights.prose import find_weight

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from classifier.weights.wholes import WeightFound

_DIGIT = re.compile(r"\d")
_SHARE = expression("share_with_its_word")
_WEIGHS_IT = expression("weighs_it")


def analysis_of(doc: Doc, text: str, weighting: str) -> PassageAnalysis:
    """What a passage says that names social value; `weighting` is the weighting that follows it."""
    named = [(span.start_char, span.end_char) for span in doc.spans["concepts"]]
    weight = find_weight(text, named, weighting) if named else _theme_weight(text, weighting, benefits_in(text))
    return analyse(facts_of(doc, text, weight))


def theme_analysis_of(text: str, weighting: str) -> PassageAnalysis | None:
    """What any other passage says; None when it speaks of no theme."""
    benefits = benefits_in(text)
    return analyse_themes(text, benefits, _theme_weight(text, weighting, benefits))


def _theme_weight(text: str, weighting: str, benefits: list[tuple[int, int]]) -> WeightFound | None:
    """The weight of a theme, or of what a passage points back to."""
    if not weighting and _DIGIT.search(text) is None:
        return None
    subject = _WEIGHS_IT.match(text)
    named = [subject.span("subject")] if subject is not None else benefits
    is_other = subject is None and not weighting and _is_no_weight(text)
    return find_weight(text, named, weighting) if named and not is_other else None


def _is_no_weight(text: str) -> bool:
    """Whether each share that a passage states is one of something else: `80% diverted from landfill`."""
    shares = list(_SHARE.finditer(text))
    return bool(shares) and all(share["of_else"] for share in shares)
