"""The engine: texts and award criteria in, evidence out."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from classifier.assemble import Assembler
from classifier.criterion_text import judge_criterion
from classifier.evidence import is_flag, level_of
from classifier.frames import Judged, read_frames
from classifier.gate import Gate, lower
from classifier.kinds import Decision, decide, facts_of
from classifier.masking import mask
from classifier.passages import Passage, split
from classifier.pipeline import build
from classifier.rows import criteria_in, settle
from classifier.weights import find_weight

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from spacy.tokens import Doc

    from classifier.evidence import Criterion, CriterionReading, Evidence

    Progress = Callable[[str, int, int | None], None]

RULES_VERSION = "1.0.0"
BATCH_TEXTS = 256
FOLLOWERS = 14  # passages read after one that names social value: its list items, and what points back to it
_DAMAGE = ("&", "<", "\\")
_NOTHING = Decision("none", "none.no_words", "holds no word of the lexicon")


@dataclass(frozen=True, slots=True)
class _Plan:
    """A text cut into passages, and which of them must be read; or the criteria, where the text is JSON."""

    id: str
    text: str
    passages: list[Passage] = field(default_factory=list)
    wanted: list[int] = field(default_factory=list)
    criteria: list[tuple[int, int, Criterion]] = field(default_factory=list)


class Engine:
    """Judges texts and criteria. Loading takes under a second and a half; the instance is reusable and holds no state."""

    version = f"rules-{RULES_VERSION}+model-none"

    def __init__(self) -> None:
        self._gate = Gate()
        self._nlp = build()
        self._assembler = Assembler()

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

    def _judge_batch(self, batch: list[tuple[str, str]]) -> Iterator[tuple[str, list[Evidence]]]:
        plans = [self._plan(text_id, text) for text_id, text in batch]
        wanted = (plan.passages[index].clean for plan in plans for index in plan.wanted)
        docs = self._nlp.pipe(wanted, batch_size=128)
        for plan in plans:
            yield plan.id, self._criteria(plan) if plan.criteria else self._evidence(plan, docs)

    def _plan(self, text_id: str, text: str) -> _Plan:
        masked = mask(text) if any(mark in text for mark in _DAMAGE) else text
        if not self._gate.opens(lower(masked)):
            return _Plan(text_id, text)
        criteria = criteria_in(text)
        if criteria:
            return _Plan(text_id, text, criteria=criteria)
        masked = mask(text)
        passages = list(split(masked))
        return _Plan(text_id, text, passages, self._wanted(lower(masked), passages))

    def _wanted(self, lowered: str, passages: list[Passage]) -> list[int]:
        hits = self._gate.hits(lowered)
        hit = next(hits, None)
        wanted: list[int] = []
        reads_until = -1
        for index, passage in enumerate(passages):
            is_hit = False
            while hit is not None and hit < passage.end:
                is_hit = True
                hit = next(hits, None)
            if is_hit and self._gate.is_strong(lowered, passage.start, passage.end):
                reads_until = index + FOLLOWERS
            if is_hit or index <= reads_until:
                wanted.append(index)
        return wanted

    def _evidence(self, plan: _Plan, docs: Iterator[Doc]) -> list[Evidence]:
        read = {index: next(docs) for index in plan.wanted}
        judged = [
            _judge(passage, read[index], _weighting_after(plan.passages, index)) if index in read else _unread(passage)
            for index, passage in enumerate(plan.passages)
        ]
        evidence = [
            self._assembler.evidence(item, item.passage.start, item.passage.end, plan.text[item.passage.start : item.passage.end])
            for item in read_frames(judged)
            if item.decision.kind != "none"
        ]
        return settle(evidence, plan.passages)

    def _read(self, text: str) -> list[Judged]:
        """Judge the passages of a short text at once."""
        passages = list(split(mask(text)))
        docs = self._nlp.pipe([passage.clean for passage in passages])
        return list(read_frames(_judge(passage, doc, "") for passage, doc in zip(passages, docs, strict=True)))

    def _criteria(self, plan: _Plan) -> list[Evidence]:
        """Evidence of a text that is itself award criteria in JSON."""
        places = {str(number): (start, end) for number, (start, end, _) in enumerate(plan.criteria)}
        named = [replace(criterion, path=str(number)) for number, (_, _, criterion) in enumerate(plan.criteria)]
        return [
            replace(evidence, start=places[path][0], end=places[path][1], text=plan.text[slice(*places[path])])
            for path, evidence in self.judge_criteria(named)[1]
        ]


def _judge(passage: Passage, doc: Doc, weighting: str) -> Judged:
    spans = doc.spans["concepts"] or doc._.words["benefit"]
    weight = find_weight(passage.clean, [(span.start_char, span.end_char) for span in spans], weighting) if spans else None
    facts = facts_of(doc, weight)
    return Judged(passage, facts, decide(facts))


def _unread(passage: Passage) -> Judged:
    return Judged(passage, None, _NOTHING)


def _weighting_after(passages: list[Passage], index: int) -> str:
    """The next passage, when it is nothing but a weighting."""
    following = passages[index + 1].clean if index + 1 < len(passages) else ""
    return following[:60] if following[:10].lower().lstrip("( ").startswith("weight") else ""


def judgement(id: str, evidence: list[Evidence], version: str) -> dict[str, Any]:  # noqa: A002
    """The JSON object that `judge --jsonl` writes for one text."""
    level = level_of(evidence)
    spans = [_span(item) for item in evidence]
    return {"id": id, "level": level, "flag": is_flag(level), "spans": spans, "version": version}


def _span(item: Evidence) -> dict[str, Any]:
    weight = item.weight
    return {
        "start": item.start,
        "end": item.end,
        "text": item.text,
        "kind": item.kind,
        "weight": {"value": weight.value, "unit": weight.unit, "of": weight.of} if weight is not None else None,
        "act_named": item.act_named,
        "standards": list(item.standards),
        "themes": list(item.themes),
        "rule": item.rule,
        "score": item.score,
    }
