"""The engine: texts and award criteria in, evidence out."""

from __future__ import annotations

import gc
from dataclasses import replace
from itertools import groupby, islice
from operator import attrgetter
from typing import TYPE_CHECKING

from classifier.assemble import Assembler
from classifier.criterion_text import judge_criterion, with_parts
from classifier.discourse.duty_lists import with_duty_lists
from classifier.discourse.frames import read_frames
from classifier.discourse.funds import without_fund_titles
from classifier.discourse.indicators import with_indicators
from classifier.discourse.law_lists import without_listed_laws
from classifier.discourse.open_lists import MAX_ITEMS
from classifier.discourse.pointers import Judged
from classifier.discourse.studies import without_skill
from classifier.discourse.subject import is_beside, without_subject
from classifier.discourse.tools import without_tools
from classifier.discourse.undertakings import with_undertakings
from classifier.model.features import features_of
from classifier.model.opinion import BESIDE, SILENT, are_mute, is_heard, left_by, may_be_on_themes, said_by, settled
from classifier.model.textcat import load_model
from classifier.passage_reading import analysis_of, theme_analysis_of
from classifier.planning import plans_of
from classifier.rules.kinds import NO_ANALYSIS, PassageAnalysis, make_ready
from classifier.rules.pipeline import build
from classifier.rules.themes import themes_in
from classifier.surroundings import in_place
from classifier.text.cleaning import Cleaned, clean, quotable
from classifier.text.masking import mask
from classifier.text.passages import Passage, split
from classifier.text.prefilter import the_prefilter
from classifier.weights.score_sheets.sheets import may_weigh, settle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from classifier.evidence import Criterion, CriterionReading, Evidence
    from classifier.model.opinion import Model, Opinion
    from classifier.planning import Key, Plan

    Progress = Callable[[str, int, int | None], None]
    Said = tuple[Judged, tuple[str, ...]]  # a passage, and the words by which a second opinion is asked

RULES_VERSION = "4.16.0"
BATCH_TEXTS = 1000
MAX_ANALYSES = 20_000  # about 30 MB
MAX_HEARD = 5_000  # about 6 MB
MAX_IDLE = 40_000  # about 10 MB
SHORT = 200
GARBAGE_AFTER = 20_000  # objects


class Engine:
    """Judges texts and criteria by rules, and asks a model how likely they are right. Loading takes a second.

    One that `is_for_many` texts has all that they are read with at hand from the first on; else it is made when needed.
    """

    def __init__(self, model: Model | None = None, *, is_for_many: bool = True) -> None:
        self.version = f"rules-{RULES_VERSION}+model-{model.version if model is not None else 'none'}"
        self._model = model
        self._prefilter = the_prefilter()
        if is_for_many:
            make_ready()
        self._nlp = build()
        self._overrules = model.overrules if model is not None else {}
        self._overruled = {said for said, _ in self._overrules}
        self._assembler = Assembler(model.calibration if model is not None else None)
        self._analyses: dict[Key, PassageAnalysis | None] = {}
        self._heard: dict[str, Opinion] = {}
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
        readings, counted = judge_criterion(criteria, self._read)
        opinions = self._opinions([features_of([judged], 0) for _, judged, _ in counted])
        return readings, [
            (path, self._assembler.evidence(judged, 0, len(text), text, opinion))
            for (path, judged, text), opinion in zip(counted, opinions, strict=True)
        ]

    def lessons(self, text: str) -> Iterator[tuple[int, int, str, str, tuple[str, ...]]]:
        """What the rules say of the passages and criteria of a text, for a model to learn from.

        Yields offsets in the text, what was said (as `said_by` puts it), what would be said if no rule on themes had
        answered, and the words by which a second opinion is asked.
        """
        plan = plans_of([text]).get(text)
        if plan is None:
            return
        if plan.criteria:
            for path, judged, _ in judge_criterion(_named_by_place(plan), self._read)[1]:
                start, end, _ = plan.criteria[int(path)]
                yield *plan.text.span(start, end), said_by(judged), left_by(judged), features_of([judged], 0)
        self._learn(plan.wanted.values())
        items = self._judged(plan)
        for place, item in enumerate(items):
            if item.decision.kind != "none" or item.analysis is not None:
                start, end = plan.text.span(item.passage.start, item.passage.end)
                said = said_by(item)
                is_asked = said not in BESIDE or is_beside(item, plan.passages)
                yield start, end, said if is_asked else SILENT, left_by(item), features_of(items, place)

    def _judge_batch(self, batch: list[tuple[str, str]]) -> Iterator[tuple[str, list[Evidence]]]:
        # A notice says much twice, as a lot's description and its tender's; each wording is judged once a batch.
        texts = dict.fromkeys(text for _, text in batch if text not in self._idle)
        plans = plans_of(texts)
        self._idle.update(text for text in texts if text not in plans and len(text) <= SHORT)
        self._learn({key for plan in plans.values() for key in plan.wanted.values()})
        said = {text: self._said(plan) for text, plan in plans.items()}
        opinions = iter(self._opinions([words for each in said.values() for _, words in each]))
        found = {
            text: self._evidence(plan, [(item, next(opinions)) for item, _ in said[text]])
            for text, plan in plans.items()
        }
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
            fresh = {key: analysis_of(doc, *key) for key, doc in zip(named, docs, strict=True)}
        themed = {key: theme_analysis_of(*key) for key in new if key not in fresh}
        fresh |= {key: analysis for key, analysis in themed.items() if analysis is not None}
        self._analyses.update(dict.fromkeys(new))
        self._analyses.update(fresh)
        if self._model is not None:
            unnamed = [key for key, found in fresh.items() if not found.themes and may_be_on_themes(found.decision)]
            for key, themes in zip(unnamed, self._model.themes([text for text, _ in unnamed]), strict=True):
                self._analyses[key] = replace(fresh[key], themes=themes)

    def _opinions(self, passages: Sequence[tuple[str, ...]]) -> Sequence[Opinion | None]:
        """An opinion of each passage; those of passages in the same words and surroundings are remembered."""
        if self._model is None:
            return [None] * len(passages)
        keys = [" ".join(words) for words in passages]
        if len(self._heard) > MAX_HEARD:
            self._heard.clear()
        new = {key: words for key, words in zip(keys, passages, strict=True) if key not in self._heard}
        self._heard.update(zip(new, self._model.opinions(list(new.values())), strict=True))
        return [self._heard[key] for key in keys]

    def _judged(self, plan: Plan) -> list[Judged]:
        """The passages of a text that could matter, each with the kind that its words and its frame give it."""
        if not plan.wanted:
            return []
        first, last = max(0, min(plan.wanted) - MAX_ITEMS), max(plan.wanted) + MAX_ITEMS  # no frame reaches further
        judged = [
            _judged(passage, self._analyses[plan.wanted[index]] if index in plan.wanted else None)
            for index, passage in enumerate(plan.passages[first : last + 1], first)
        ]
        are_themes_known = self._model is not None
        judged = without_fund_titles(judged, plan.passages)
        framed = without_tools(without_skill(list(read_frames(judged)), plan.passages), plan.passages)
        framed = with_indicators(list(with_undertakings(with_duty_lists(without_listed_laws(framed)))), plan.passages)
        return without_subject(framed, plan.passages, are_themes_known=are_themes_known)

    def _said(self, plan: Plan) -> list[Said]:
        """The passages of a text that are evidence by the rules, or could be by a second opinion."""
        if self._is_mute(plan):
            return []
        items = self._judged(plan)
        return [
            (item, features_of(items, place) if self._model is not None else ())
            for place, item in enumerate(items)
            if is_heard(item, self._overruled)
        ]

    def _is_mute(self, plan: Plan) -> bool:
        """Whether nothing in a text can be evidence, whatever stands beside it."""
        found = (self._analyses[key] for key in plan.wanted.values())
        return are_mute(found) and not any(self._prefilter.opens(text) for text, _ in plan.wanted.values())

    def _evidence(self, plan: Plan, said: list[tuple[Judged, Opinion | None]]) -> list[Evidence]:
        criteria = self._criteria(plan) if plan.criteria else []
        final = [
            (settled(item, opinion, self._overrules) if opinion is not None else item, opinion)
            for item, opinion in said
        ]
        evidence = [
            self._assembler.evidence(item, item.passage.start, item.passage.end, "", opinion)
            for (item, opinion), (before, _) in zip(final, said, strict=True)
            if item.decision.kind != "none" and (said_by(before) not in BESIDE or is_beside(item, plan.passages))
        ]
        if evidence and may_weigh(plan.text.text):
            opinions = {item.passage.start: opinion for item, opinion in final}
            evidence = self._assembler.settled(evidence, settle(evidence, plan.passages, themes_in), opinions)
        found = [*criteria, *(_as_published(item, plan.text) for item in in_place(evidence, plan.passages))]
        return sorted(found, key=attrgetter("start")) if criteria else found

    def _read(self, text: str) -> list[Judged]:
        """Judge all passages of a short text."""
        passages = list(split(mask(clean(text).text)))
        self._learn({(passage.clean, "") for passage in passages})
        return list(read_frames(_judged(passage, self._analyses[passage.clean, ""]) for passage in passages))

    def _criteria(self, plan: Plan) -> list[Evidence]:
        """Evidence of the award criteria that stand in a text as JSON."""
        places = {str(number): (start, end) for number, (start, end, _) in enumerate(plan.criteria)}
        judged = (self.judge_criteria(list(lot))[1] for _, lot in groupby(_named_by_place(plan), attrgetter("lot")))
        placed = (replace(each, start=places[path][0], end=places[path][1]) for lot in judged for path, each in lot)
        return [_as_published(with_parts(each, plan.text.text), plan.text) for each in placed]


def load_engine(*, is_for_many: bool = True) -> Engine:
    """The engine that every command uses: the packaged rules and the packaged model; sooner there for a single text."""
    engine = Engine(load_model(), is_for_many=is_for_many)
    gc.freeze()  # what was loaded stays in use: no search for garbage need walk through it
    gc.set_threshold(GARBAGE_AFTER)  # what is made while judging seldom points at itself: little need be searched for
    return engine


def _named_by_place(plan: Plan) -> list[Criterion]:
    """The criteria of a text in JSON, each with its number for a path."""
    return [replace(criterion, path=str(number)) for number, (_, _, criterion) in enumerate(plan.criteria)]


def _as_published(evidence: Evidence, cleaned: Cleaned) -> Evidence:
    """Evidence with its offsets in the text as published, and its words as they may be quoted."""
    start, end = cleaned.span(evidence.start, evidence.end)
    return replace(evidence, start=start, end=end, text=quotable(cleaned.text[evidence.start : evidence.end]))


def _judged(passage: Passage, analysis: PassageAnalysis | None) -> Judged:
    return Judged(passage, analysis, (analysis or NO_ANALYSIS).decision)
