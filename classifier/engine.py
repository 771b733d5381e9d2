"""The engine: texts and award criteria in, evidence out."""

from __future__ import annotations

import gc
import re
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from classifier.assemble import Assembler
from classifier.criterion_text import judge_criterion
from classifier.model.candidates import candidate_of
from classifier.model.candidates import settle as settle_by_model
from classifier.model.textcat import load_model
from classifier.planning import plan_of
from classifier.rules.facts import facts_of
from classifier.rules.frames import MAX_ITEMS, read_frames
from classifier.rules.kinds import NO_ANALYSIS, PassageAnalysis, analyse, analyse_themes
from classifier.rules.pipeline import build
from classifier.rules.pointers import Judged
from classifier.rules.themes import benefits_in
from classifier.text.cleaning import Cleaned, clean, quotable
from classifier.text.masking import mask
from classifier.text.passages import Passage, split
from classifier.text.prefilter import the_prefilter
from classifier.vocabulary.expressions import expression
from classifier.weights.prose import find_weight
from classifier.weights.sheets import may_weigh, settle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from spacy.tokens import Doc

    from classifier.evidence import Criterion, CriterionReading, Evidence
    from classifier.model.candidates import Candidate, Model
    from classifier.planning import Key, Plan
    from classifier.text.cleaning import Cleaned
    from classifier.text.passages import Passage
    from classifier.weights.prose import WeightFound

    Progress = Callable[[str, int, int | None], None]

_DIGIT = re.compile(r"\d")
_WEIGHS_IT = expression("weighs_it")
RULES_VERSION = "4.1.0"
BATCH_TEXTS = 1000
MAX_ANALYSES = 20_000  # about 30 MB
MAX_IDLE = 40_000  # about 10 MB
SHORT = 200


class Engine:
    """Judges texts and criteria, by rules, and by a model where rules are unsure. Loading takes a second; reusable."""

    def __init__(self, model: Model | None = None) -> None:
        self.version = f"rules-{RULES_VERSION}+model-{model.version if model is not None else 'none'}"
        self._model = model
        self._prefilter = the_prefilter()
        self._nlp = build()
        self._assembler = Assembler()
        self._analyses: dict[Key, PassageAnalysis | None] = {}
        self._idle: set[str] = set()  # short texts without evidence: titles and phrases that come again and again

    def judge(
        self, texts: Iterable[tuple[str, str]], *, progress: Progress | None = None
    ) -> Iterator[tuple[str, list[Evidence]]]:
        """Evidence for every (id, text), streamed in order; offsets are characters of the text given.

        A text without evidence gives an empty list. `progress` is called once a batch with the count of texts done.
        """
        stream = iter(texts)
        done = 0
        while batch := list(islice(stream, BATCH_TEXTS)):
            yield from self._judge_batch(batch)
            done += len(batch)
            if progress is not None:
                progress("texts judged", done, None)

    def judge_criteria(
        self, criteria: Sequence[Criterion]
    ) -> tuple[list[CriterionReading], list[tuple[str, Evidence]]]:
        """Read all award criteria of one lot or tender together, since a weight is only clear beside its neighbours.

        Returns one reading for each criterion, and (path, evidence) for those that speak of social value or a theme.
        """
        return judge_criterion(criteria, self._read, self._assembler)

    def candidates(self, passages: Iterable[str]) -> list[Candidate | None]:
        """What the rules alone say of each passage by itself; None for one without words that matter."""
        texts = [mask(clean(text).text) for text in passages]
        docs = self._nlp.pipe([" ".join(text.split()) for text in texts], batch_size=128)
        return [self._candidate(doc.text, _analysis(doc, doc.text, "")) for doc in docs]

    def _judge_batch(self, batch: list[tuple[str, str]]) -> Iterator[tuple[str, list[Evidence]]]:
        # A notice says much twice, as a lot's description and its tender's; each wording is judged once a batch.
        plans: dict[str, Plan] = {}
        for text in dict.fromkeys(text for _, text in batch if text not in self._idle):
            plan = plan_of(clean(text))
            if plan is not None:
                plans[text] = plan
            elif len(text) <= SHORT:
                self._idle.add(text)
        self._learn({key for plan in plans.values() for key in plan.wanted.values()})
        found = {text: self._evidence(plan) for text, plan in plans.items()}
        for text_id, text in batch:
            yield text_id, list(found.get(text, ()))

    def _learn(self, keys: Iterable[Key]) -> None:
        """Read what has not been read before: the wording of templates recurs in a great many notices."""
        if len(self._analyses) > MAX_ANALYSES:
            self._analyses.clear()
        if len(self._idle) > MAX_IDLE:
            self._idle.clear()
        new = [key for key in keys if key not in self._analyses]
        named = [key for key in new if self._prefilter.opens(key[0])]
        with self._nlp.memory_zone():  # else spaCy would keep every word it ever saw
            docs = self._nlp.pipe([text for text, _ in named], batch_size=128)
            fresh = {key: _analysis(doc, *key) for key, doc in zip(named, docs, strict=True)}
        themed = {key: _theme_analysis(*key) for key in new if key not in fresh}
        fresh |= {key: analysis for key, analysis in themed.items() if analysis is not None}
        self._analyses.update(dict.fromkeys(new))
        self._analyses.update(fresh if self._model is None else self._settled(fresh, self._model))

    def _settled(self, analyses: dict[Key, PassageAnalysis], model: Model) -> dict[Key, PassageAnalysis]:
        """The same analyses, with those that the rules leave in doubt settled by the model."""
        found = {key: self._candidate(key[0], analysis) for key, analysis in analyses.items()}
        asked = {key: candidate for key, candidate in found.items() if candidate is not None and candidate.is_in_doubt}
        opinions = model.opinions(list(asked.values()))
        settled = {
            key: settle_by_model(analyses[key], candidate, opinion)
            for (key, candidate), opinion in zip(asked.items(), opinions, strict=True)
        }
        return analyses | settled

    def _candidate(self, text: str, analysis: PassageAnalysis) -> Candidate | None:
        return candidate_of(text, analysis, self._assembler.score(analysis.decision.rule))

    def _evidence(self, plan: Plan) -> list[Evidence]:
        if plan.criteria:
            return self._criteria(plan)
        if not plan.wanted:
            return []
        first, last = max(0, min(plan.wanted) - MAX_ITEMS), max(plan.wanted) + MAX_ITEMS  # no frame reaches further
        judged = [
            _judged(passage, self._analyses[plan.wanted[index]] if index in plan.wanted else None)
            for index, passage in enumerate(plan.passages[first : last + 1], first)
        ]
        evidence = [
            self._assembler.evidence(item, item.passage.start, item.passage.end, "")
            for item in read_frames(judged)
            if item.decision.kind != "none"
        ]
        if evidence and may_weigh(plan.text.text):
            evidence = settle(evidence, plan.passages)
        return [_as_published(item, plan.text) for item in evidence]

    def _read(self, text: str) -> list[Judged]:
        """Judge all passages of a short text."""
        passages = list(split(mask(clean(text).text)))
        self._learn({(passage.clean, "") for passage in passages})
        return list(read_frames(_judged(passage, self._analyses[passage.clean, ""]) for passage in passages))

    def _criteria(self, plan: Plan) -> list[Evidence]:
        """Evidence of a text that is itself award criteria in JSON."""
        places = {str(number): (start, end) for number, (start, end, _) in enumerate(plan.criteria)}
        named = [replace(criterion, path=str(number)) for number, (_, _, criterion) in enumerate(plan.criteria)]
        return [
            _as_published(replace(evidence, start=places[path][0], end=places[path][1]), plan.text)
            for path, evidence in self.judge_criteria(named)[1]
        ]


def load_engine() -> Engine:
    """The engine that every command uses: the packaged rules and the packaged model."""
    engine = Engine(load_model())
    gc.freeze()  # what was loaded stays in use: no search for garbage need walk through it
    return engine


def _analysis(doc: Doc, text: str, weighting: str) -> PassageAnalysis:
    named = [(span.start_char, span.end_char) for span in doc.spans["concepts"]]
    weight = find_weight(text, named, weighting) if named else _theme_weight(text, weighting, benefits_in(text))
    return analyse(facts_of(doc, text, weight))


def _theme_analysis(text: str, weighting: str) -> PassageAnalysis | None:
    benefits = benefits_in(text)
    return analyse_themes(text, benefits, _theme_weight(text, weighting, benefits))


def _theme_weight(text: str, weighting: str, benefits: list[tuple[int, int]]) -> WeightFound | None:
    """The weight of a theme, or of what a passage points back to."""
    if not weighting and _DIGIT.search(text) is None:
        return None
    subject = _WEIGHS_IT.match(text)
    named = [subject.span("subject")] if subject is not None else benefits
    return find_weight(text, named, weighting) if named else None


def _as_published(evidence: Evidence, cleaned: Cleaned) -> Evidence:
    """Evidence with its offsets in the text as published, and its words as they may be quoted."""
    start, end = cleaned.span(evidence.start, evidence.end)
    return replace(evidence, start=start, end=end, text=quotable(cleaned.text[evidence.start : evidence.end]))


def _judged(passage: Passage, analysis: PassageAnalysis | None) -> Judged:
    return Judged(passage, analysis, (analysis or NO_ANALYSIS).decision)
