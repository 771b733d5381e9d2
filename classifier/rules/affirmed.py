"""What stands beside a denial and shows that social value is scored all the same: once, or again."""

from __future__ import annotations

import re

from classifier.vocabulary.wordings import MARK

_SCORING = r"(?:scored|evaluated|assessed|marked|weighted)"
_SCORED_ONCE = re.compile(  # `It is scored at tender stage but not scored again at call-off`
    rf"{MARK}[^.;]{{0,40}}\b(?:is|are|will be|shall be) (?:\w+ )?{_SCORING}\b[^.]{{0,80}}"
    rf"(?:\b(?:but|and|although|while)\b|[;,])[^.]{{0,20}}"
    rf"\b(?:not|never)\b (?:be |been |being )?(?:re-?)?(?:{_SCORING}|considered|used)\b"
    r"(?:[^.;]{0,20}\bagain\b|[^.;]{0,40}\b(?:call[ -]?offs?|mini[ -]?competitions?|further competitions?|orders?)\b)",
    re.IGNORECASE,
)
_RESTORED = re.compile(  # `was dropped, then brought back at 10%`
    r"\b(?:withdrawn|dropped|removed|deleted|struck out|taken out|left out|omitted|suspended|cancelled)\b[^.]{0,100}"
    r"\b(?:reinstated|restored|re-?introduced|re-?inserted|brought back|put back)\b(?! (?:buildings?|homes?|land))",
    re.IGNORECASE,
)
_NOT_RESTORED = re.compile(
    r"\b(?:not|never|nor)\b[^.;]{0,20}\b(?:reinstated|restored|re-?introduced|brought back|put back)", re.IGNORECASE
)


def is_scored_once(marked: str) -> bool:
    """Whether a passage with marked names says that it is scored here, and denies no more than a second time."""
    return _SCORED_ONCE.search(marked) is not None


def is_restored(marked: str) -> bool:
    """Whether a passage with marked names says that what was taken back is in force again."""
    return _RESTORED.search(marked) is not None and _NOT_RESTORED.search(marked) is None
