"""What a passage is: named labelling functions over its concepts and cues, asked in turn; the first answer stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from spacy.lang.en.stop_words import STOP_WORDS

from classifier.evidence import STANDARDS, THEMES
from classifier.expressions import expression
from classifier.lexicon import cues, entries, expand

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

    from classifier.weights import WeightFound

# Duties which name the supplier: they count even where social value is the thing bought.
_MAY_ASK = expression("may_ask")
_SUPPLIER_DUTY = frozenset({"req_supplier_will", "req_supplier_plural", "req_please", "req_should"})
# Cues strong enough to make bare theme words an ask.
_ASK = frozenset(
    {
        "req_must",
        "req_supplier_will",
        "req_supplier_plural",
        "req_please",
        "req_should",
        "req_asked",
        "req_be_requested",
        "req_minimum",
        "req_expect",
    }
)
_SCORE = frozenset({"score_participle", "score_weighting", "score_pass_fail", "score_scored_question", "score_marks"})
_NOT_COUNTED = frozenset({"neg_information_only", "neg_information_purposes_only", "neg_not_part_of"})
_FIRM = frozenset({"must", "shall", "required to", "mandatory", "will be required to", "are required", "is required"})


@dataclass(frozen=True, slots=True)
class Facts:
    """All that is known of one passage: its tokens, the concepts that count, words by label, and its weight."""

    doc: Doc
    concepts: list[Span]
    words: dict[str, list[Span]]
    weight: WeightFound | None


@dataclass(frozen=True, slots=True)
class Decision:
    """A kind, the rule that gave it, and the cue it rests on, in plain words."""

    kind: str
    rule: str
    because: str


# Single words that show something is being bought; looked up only beside the well-being wording.
_BUYING = frozenset(word for cue in cues() if cue.category == "buying" for word in expand(cue.pattern))
_NAME_WORDS = frozenset({"etc", "practices", "sustainable", "procurement"})
_NAMING = ("act", "standard", "standard_weak")
_VALUES = {entry.id: entry.value for entry in entries()}
SHOWN_WORDS = 4
NAME_CHARS = 120
LIST_LENGTH = 3


@dataclass(frozen=True, slots=True)
class Reading:
    """What the words of a passage say by themselves, free of spaCy: small enough to keep for passages that recur."""

    decision: Decision
    weight: WeightFound | None = None
    standards: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    has_concept: bool = False
    has_benefit: bool = False
    has_theme: bool = False
    is_wellbeing_only: bool = False
    words: tuple[str, ...] = ()


NO_READING = Reading(Decision("none", "none.no_words", "holds no word of the lexicon"))


def read(facts: Facts) -> Reading:
    """Reading of a parsed passage."""
    words = facts.words
    naming = [span for label in _NAMING for span in words[label]] if facts.concepts else []
    standards = {_VALUES[span.id_] for span in naming}
    themes = {_VALUES[span.id_] for label in ("theme", "benefit") for span in words[label]}
    shown = (facts.concepts or words["benefit"])[:SHOWN_WORDS]
    return Reading(
        decision=decide(facts),
        weight=facts.weight,
        standards=tuple(name for name in STANDARDS if name in standards),
        themes=tuple(name for name in THEMES if name in themes),
        has_concept=bool(facts.concepts),
        has_benefit=bool(words["benefit"]),
        has_theme=bool(words["theme"] or words["benefit"]),
        is_wellbeing_only=bool(facts.concepts) and all(span.label_ == "wellbeing" for span in facts.concepts),
        words=tuple(f"{span.text!r} is a {span.label_} word ({span.id_})" for span in shown),
    )


Rule = Callable[[Facts], Decision | None]


def may_ask(text: str) -> bool:
    """Whether a passage with theme words only could be theme_only: it asks, lists, or is a mere name."""
    return (
        len(text) < NAME_CHARS
        or text.count(",") + text.count(";") >= LIST_LENGTH - 1
        or _MAY_ASK.search(text) is not None
    )


def facts_of(doc: Doc, weight: WeightFound | None) -> Facts:
    """Facts of a parsed passage. Weak names of standards do not count without a concept beside them."""
    concepts = list(doc.spans.get("concepts", ()))
    is_founded = any(span.label_ != "standard_weak" for span in concepts)
    return Facts(doc, concepts if is_founded else [], doc._.words, weight)


def decide(facts: Facts) -> Decision:
    """Kind of a passage on its own; `none` when no rule answers."""
    for rule in _CONCEPT_RULES if facts.concepts else _THEME_RULES:
        decision = rule(facts)
        if decision is not None:
            return decision
    return Decision("none", "none.no_rule", "no rule answers")


def _template_excluded(facts: Facts) -> Decision | None:
    return _fixed(facts, "template_excluded", "excluded")


def _template_required(facts: Facts) -> Decision | None:
    if any("negated" in span._.cues for span in facts.concepts):
        return None
    return _fixed(facts, "template_required", "requirement")


def _template_mention(facts: Facts) -> Decision | None:
    return _fixed(facts, "template_mention", "mention")


def _template_theme(facts: Facts) -> Decision | None:
    if not any(span.id_.startswith(("regeneration", "objectives")) for span in facts.words["benefit"]):
        return None
    return _fixed(facts, "template_theme", "theme_only")


def _fixed(facts: Facts, label: str, kind: str) -> Decision | None:
    spans = facts.words[label]
    return Decision(kind, f"{kind}.{label}", f"fixed wording {spans[0].text!r}") if spans else None


def _excluded_zero(facts: Facts) -> Decision | None:
    if facts.weight is None or facts.weight.weight.value:
        return None
    return Decision("excluded", "excluded.zero_weight", "the weight stated is 0")


def _criterion_weight(facts: Facts) -> Decision | None:
    if facts.weight is None or _is_minimum_points(facts):
        return None
    return Decision("criterion", "criterion.weight", f"weight {facts.weight.weight.value:g} {facts.weight.weight.unit}")


def _is_minimum_points(facts: Facts) -> bool:
    """A minimum of community-benefit points is asked for, not a weight."""
    weight = facts.weight
    return (
        weight is not None and weight.weight.unit == "points" and not weight.weight.out_of and not facts.words["scored"]
    )


def _excluded_negated(facts: Facts) -> Decision | None:
    for concept in facts.concepts:
        cue = concept._.cues.get("negated")
        if cue is not None:
            return Decision("excluded", f"excluded.{cue.id_}", f"{concept.text!r} is denied by {cue.text!r}")
    return None


def _subject(facts: Facts) -> Decision | None:
    """Social value as the thing bought, or part of a name, and nobody asked or scored on it."""
    subjects = facts.words["subject"]
    if not subjects:
        return None
    for concept in facts.concepts:
        if concept.label_ == "standard_weak":
            continue
        duty = concept._.cues.get("required")
        scored = concept._.cues.get("scored")
        if (duty is not None and duty.id_ in _SUPPLIER_DUTY) or (scored is not None and scored.id_ in _SCORE):
            return None
        if not any(span.start <= concept.start + 1 and concept.start <= span.end + 30 for span in subjects):
            return None
    return Decision("none", "none.subject", f"{subjects[0].text!r} is a product, a task or a name")


def _wellbeing_elsewhere(facts: Facts) -> Decision | None:
    """The well-being wording where nothing is being bought: visions, powers, strategies."""
    if any(span.label_ != "wellbeing" or span.id_.startswith("act_recital") for span in facts.concepts):
        return None
    if facts.words["policy"] or any(token.lower_ in _BUYING for token in facts.doc):
        return None
    return Decision("none", "none.wellbeing_elsewhere", f"{facts.concepts[0].text!r} without a word on buying")


def _criterion_scored(facts: Facts) -> Decision | None:
    for concept in facts.concepts:
        cue = concept._.cues.get("scored")
        if cue is not None and concept.label_ != "standard_weak":
            return Decision("criterion", f"criterion.{cue.id_}", f"{concept.text!r} is scored by {cue.text!r}")
    return None


def _mention_optional(facts: Facts) -> Decision | None:
    for concept in facts.concepts:
        cue = concept._.cues.get("optional")
        duty = concept._.cues.get("required")
        if cue is not None and (duty is None or duty.text.lower() not in _FIRM):
            return Decision("mention", f"mention.{cue.id_}", f"{concept.text!r} is only offered: {cue.text!r}")
    return None


def _requirement(facts: Facts) -> Decision | None:
    for concept in facts.concepts:
        cue = concept._.cues.get("required")
        if cue is None or concept.label_ == "standard_weak":
            continue
        if "pointer" in concept._.cues and cue.id_ in {"req_clause", "req_condition", "req_included"}:
            continue
        return Decision("requirement", f"requirement.{cue.id_}", f"{concept.text!r} is asked for by {cue.text!r}")
    return None


def _mention_policy(facts: Facts) -> Decision | None:
    spans = facts.words["policy"]
    return (
        Decision("mention", f"mention.{spans[0].id_}", f"duty or policy of the buyer: {spans[0].text!r}")
        if spans
        else None
    )


def _mention_plain(facts: Facts) -> Decision | None:
    concept = next(span for span in facts.concepts if span.label_ != "standard_weak")
    return Decision("mention", f"mention.{concept.label_}", f"names {concept.text!r}")


def _theme_weighted(facts: Facts) -> Decision | None:
    if facts.weight is None or not facts.words["benefit"]:
        return None
    return Decision("theme_only", "theme_only.weight", f"{facts.words['benefit'][0].text!r} carries a weight")


def _theme_asked(facts: Facts) -> Decision | None:
    benefits = facts.words["benefit"]
    asks = [span for span in facts.words["required"] if span.id_ in _ASK]
    asks += [span for span in facts.words["scored"] if span.id_ in _SCORE]
    if not benefits or not asks or facts.words["subject"]:
        return None
    return Decision("theme_only", "theme_only.asked", f"{benefits[0].text!r} is asked for by {asks[0].text!r}")


def _theme_not_scored(facts: Facts) -> Decision | None:
    """Fair work is asked for, but said not to count: reads as excluded."""
    benefits = [span for span in facts.words["benefit"] if _VALUES[span.id_] == "fair_work"]
    denials = [span for span in facts.words["negated"] if span.id_ in _NOT_COUNTED]
    if not benefits or not denials or benefits[0].start > denials[0].start:
        return None
    return Decision(
        "excluded", f"excluded.{denials[0].id_}", f"{benefits[0].text!r} is asked for, but {denials[0].text!r}"
    )


def _theme_list(facts: Facts) -> Decision | None:
    """A list of several benefits of different kinds is about wider benefits even without a word of asking."""
    benefits = facts.words["benefit"]
    if len({span.start for span in benefits}) < 3 or len({span.id_ for span in benefits}) < 3 or facts.words["subject"]:
        return None
    return Decision(
        "theme_only", "theme_only.list", f"lists {benefits[0].text!r}, {benefits[1].text!r}, {benefits[2].text!r}"
    )


def _theme_name(facts: Facts) -> Decision | None:
    """A bare heading or criterion name made of nothing but theme words."""
    if not facts.words["benefit"] or len(facts.doc) > 10:
        return None
    spans = [span for label in ("benefit", "theme") for span in facts.words[label]]
    covered = {index for span in spans for index in range(span.start, span.end)}
    others = [token.lower_ for token in facts.doc if token.text.isalpha() and token.i not in covered]
    if any(word not in STOP_WORDS and word not in _NAME_WORDS for word in others):
        return None
    return Decision("theme_only", "theme_only.name", f"a name made of theme words: {facts.words['benefit'][0].text!r}")


_CONCEPT_RULES: tuple[Rule, ...] = (
    _template_excluded,
    _excluded_zero,
    _criterion_weight,
    _excluded_negated,
    _subject,
    _criterion_scored,
    _template_required,
    _wellbeing_elsewhere,
    _mention_optional,
    _requirement,
    _template_mention,
    _mention_policy,
    _mention_plain,
)
_THEME_RULES: tuple[Rule, ...] = (
    _template_excluded,
    _template_mention,
    _template_theme,
    _theme_not_scored,
    _theme_weighted,
    _theme_asked,
    _theme_list,
    _theme_name,
)
