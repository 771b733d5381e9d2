"""Names that a notice gives to social value: `community benefits (CBs)`, `the impact menu (our name for social value)`.

Where a notice has said what a name stands for, its other passages are read as though the full name stood there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from classifier.discourse.names.defined_terms import terms_of, with_term
from classifier.discourse.names.letters import NOT_OF_SALE, is_of_another
from classifier.discourse.names.row_labels import (
    QUESTION,
    labels_in,
    may_name_row,
    named_by_half,
    named_later,
    names_in,
    numbered,
    with_last,
)
from classifier.discourse.names.weighed_names import weighed_names
from classifier.vocabulary.expressions import expression
from classifier.vocabulary.supersets import verified

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from classifier.text.passages import Passage

    Name = tuple[re.Pattern[str], str, bool]  # what stands for which words, and whether it ends in a number

_COMMON = expression("common_name")
_COMMUNITY_BENEFIT = expression("community_benefit_name")
_DEFINES = expression("defines")
_BY_INITIALS = expression("named_by_initials")
_HAS_SHORT = re.compile(r"\b(?:SVM?|CBs?)\b")
_MAY_DEFINE = verified("may_define")
_NAMED_AFTER = tuple(map(expression, ("named_in_brackets", "named_by_verb", "named_of_it")))
_NAMED_BEFORE = tuple(
    map(
        expression,
        (
            "name_explained",
            "name_beside",
            "name_means",
            "name_in_brackets",
            "name_of_menu",
            "name_of_document",
            "name_sets_out",
            "coined_after",
            "coined_before",
            "coined_in_commas",
            "named_by_number",
        ),
    )
)
_COMMON_NAMES = expression("concept_name")
_OF_ANOTHER = r"(?! of (?:the|our|its|an?) (?!(?:itt|tender|invitation|questionnaire|award|quality|bid)\b))"
_OPENING = re.compile(r"\(['\"\u2018\u201c]?$")
_CLOSING = re.compile(r"['\"\u2019\u201d]?\)")
_NUMBERED = re.compile(r"\d\w?$")  # a name that ends in a number: `Question 6`, `Form 2A`
MIN_LENGTH = 2
MAX_NAMES = 40  # each is looked for in every passage; no notice gives so many


def with_aliases(masked: str, passages: Sequence[Passage], strong: set[int]) -> tuple[list[Passage], set[int]]:
    """The passages with names that stand for social value written out, and the places of those that hold one.

    `strong` holds the places of the passages that name social value in full.
    """
    has_short = ("SV" in masked or "CB" in masked) and _HAS_SHORT.search(masked) is not None
    names = [*labels_in(passages, strong), *(names_in(passages) if may_name_row(masked) else ())]
    given: dict[str, str] = {}
    if has_short or _MAY_DEFINE.may_match(masked):
        given = _given([passages[index] for index in sorted(strong)], masked, has_short=has_short)
    given |= weighed_names(passages, strong) if "%" in masked else {}
    names = [*names, *_patterns(given)][:MAX_NAMES]
    terms = list(terms_of(passages, strong, given))
    lasts = with_last(passages, strong) | named_later(passages, strong)
    if may_name_row(masked):
        lasts |= named_by_half(passages) | numbered(passages)
    if not names and not lasts and not terms:
        return list(passages), set()
    found: set[int] = set(lasts)
    out = []
    for index, passage in enumerate(passages):
        if index in lasts:
            out.append(lasts[index])
            continue
        clean = _written_out(passage, names, is_strong=index in strong)
        if terms and clean == passage.clean and index not in strong:
            clean = with_term(clean, terms)
        if clean != passage.clean:
            found.add(index)
            passage = passage.reworded(clean)  # noqa: PLW2901
        out.append(passage)
    return out, found


def _written_out(passage: Passage, names: Sequence[Name], *, is_strong: bool) -> str:
    """The words of a passage with the names written out, but where it says what they stand for."""
    if not any(pattern.search(passage.words) or pattern.search(passage.clean) for pattern, _, _ in names):
        return passage.clean
    clean = passage.clean
    for pattern, full, is_numbered in names:
        if full == QUESTION and is_strong:  # the row itself
            continue
        if full not in clean.lower() or not (is_numbered or _DEFINES.search(clean)):
            clean = pattern.sub(full, clean)
        elif (defined := _defined_by(pattern, clean)) is not None:  # `community benefits (CBs); CBs are not sought`
            clean = clean[:defined] + pattern.sub(full, clean[defined:])
    return clean


def _defined_by(pattern: re.Pattern[str], text: str) -> int | None:
    """Where the brackets end in which a passage first says a name for short; None where it says none there."""
    name = pattern.search(text)
    if name is None or _OPENING.search(text, 0, name.start()) is None:
        return None
    closing = _CLOSING.match(text, name.end())
    return closing.end() if closing is not None else None


def _given(strong: Sequence[Passage], masked: str, *, has_short: bool) -> dict[str, str]:
    """The names defined, with what each stands for."""
    names: dict[str, str] = {}
    for passage in strong:
        text = passage.clean
        if not _MAY_DEFINE.may_match(text):
            continue
        for pattern in (*_NAMED_AFTER, *_NAMED_BEFORE):
            for match in pattern.finditer(text):
                name = match["name"].strip(" '\"\u2018\u2019\u201c\u201d")
                if len(name) >= MIN_LENGTH and not _COMMON.fullmatch(name):
                    names[name] = _full(match.group())
        names |= dict(_by_initials(text))
    if has_short:
        names |= _short_names(strong, masked)
    for name in [each for each in names if " " in each]:  # `the Wellbeing Impact Menu (WIM)`
        short = re.search(rf"{re.escape(name)} \(([A-Z]{{2,6}})\)", masked)
        if short is not None:
            names.setdefault(short.group(1), names[name])
    return names


def _patterns(names: dict[str, str]) -> list[Name]:
    """Patterns of names, with what each stands for and whether it ends in a number; longer ones first."""
    ordered = sorted(names.items(), key=lambda item: -len(item[0]))
    return [(_pattern(name), full, _NUMBERED.search(name) is not None) for name, full in ordered]


def _by_initials(text: str) -> Iterator[tuple[str, str]]:
    """`SVDP` of `a Social Value Delivery Plan (SVDP)`, which stands for all of it."""
    for match in _BY_INITIALS.finditer(text):
        name, words = match["name"], match["words"]
        initials = "".join(word[0] for word in re.findall(r"[^\W\d_]+", words)).upper()
        if name.rstrip("s") == initials and not _COMMON.fullmatch(name):
            yield name, words.lower()


def _short_names(passages: Sequence[Passage], masked: str) -> dict[str, str]:
    """`SV` and `CBs` in a text that has the full name somewhere."""
    whole = " ".join(passage.clean for passage in passages).lower()
    found = {"SV": "social value"} if "social value" in whole else {}
    found |= {"SVM": "social value model"} if "social value" in whole or "ppn 0" in whole else {}
    found |= {"CBs": "community benefits", "CB": "community benefit"} if "community benefit" in whole else {}
    return {name: full for name, full in found.items() if not is_of_another(name, masked)}


def _full(definition: str) -> str:
    return "community benefits" if _COMMUNITY_BENEFIT.search(definition) else "social value"


def _pattern(name: str) -> re.Pattern[str]:
    if _NUMBERED.search(name) is not None:  # `Question 4`, and not `Question 4 of the grant form`
        return re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-]){_OF_ANOTHER}", re.IGNORECASE)
    if name == "SV":  # and not the sailing vessel `SV Tamara`
        return re.compile(rf"(?<![\w-])SV(?![\w-]| [A-Z][a-z]+ (?:must|shall|will|is|was)\b){NOT_OF_SALE}")
    case = 0 if name.isupper() or name[:-1].isupper() else re.IGNORECASE
    written = rf"{re.escape(name[:-1])}(?:['\u2019]?s)?" if case == 0 and name.endswith("s") else re.escape(name)
    return re.compile(rf"(?<![\w-]){written}(?![\w-])", case)
