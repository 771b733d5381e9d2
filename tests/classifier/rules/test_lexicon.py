"""The data files: every row does what its example says, and the prefilter lets it through."""

from functools import partial
from typing import Any

import pytest

from classifier.assemble import Assembler
from classifier.engine import Engine
from classifier.errors import ClassifierError
from classifier.evidence import STANDARDS, THEMES
from classifier.rules.ruler import RULER
from classifier.text.prefilter import Prefilter
from classifier.vocabulary import lexicon
from classifier.vocabulary.expressions import expression, names
from classifier.vocabulary.lexicon import CONCEPT_LABELS, Cue, Entry, cues, entries, expand

ROWS: list[Entry | Cue] = [*entries(), *cues()]
RULED = [cue for cue in cues() if cue.category != "buying"]  # looked up word by word, not by the ruler


@pytest.fixture(scope="module")
def prefilter() -> Prefilter:
    return Prefilter()


@pytest.mark.parametrize("row", [*entries(), *RULED], ids=lambda row: row.id)
def test_the_example_holds_the_row(engine: Engine, row: Entry | Cue) -> None:
    doc = engine._nlp(row.example)
    assert row.id in {span.id_ for span in doc.spans["words"]}


@pytest.mark.parametrize("row", [row for row in entries() if row.label in CONCEPT_LABELS], ids=lambda r: r.id)
def test_the_gate_lets_the_example_through(prefilter: Prefilter, row: Entry) -> None:
    assert prefilter.opens(row.example)


def test_the_prefilter_stays_shut(prefilter: Prefilter) -> None:
    assert not prefilter.opens("Supply and delivery of office furniture and social media services to the town hall")


def test_every_row_has_a_source() -> None:
    assert all(row.source and row.example for row in ROWS)


def test_ids_are_unique() -> None:
    ids = [row.id for row in ROWS]
    assert len(ids) == len(set(ids))


def test_values_are_of_the_vocabularies() -> None:
    values = {row.value for row in entries()} - {""}
    assert values <= {*STANDARDS, *THEMES}
    assert values >= {*STANDARDS}


@pytest.mark.parametrize(
    ("pattern", "phrases"),
    [
        ("a|b c", ["a c", "b c"]),
        ("a b? c", ["a b c", "a c"]),
        ("a|b_c d", ["a d", "b c d"]),
        ("? no", ["? no"]),
    ],
)
def test_expand(pattern: str, phrases: list[str]) -> None:
    assert expand(pattern) == phrases


def test_a_pattern_too_wide_is_refused() -> None:
    with pytest.raises(ClassifierError, match="split it"):
        expand(" ".join(["a|b|c|d|e|f|g|h|i|j"] * 5))


def test_an_unknown_label_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    row = {"id": "x", "label": "nonsense", "value": "", "pattern": "x", "source": "s", "example": "x"}
    monkeypatch.setattr(lexicon, "read_rows", lambda _: [row])
    entries.cache_clear()
    with pytest.raises(ClassifierError, match="row x has the unknown label 'nonsense'"):
        entries()
    entries.cache_clear()


@pytest.mark.parametrize(("field", "value"), [("category", "nonsense"), ("direction", "up"), ("scope", "far")])
def test_a_context_row_that_makes_no_sense_is_refused(monkeypatch: pytest.MonkeyPatch, field: str, value: str) -> None:
    row = {
        "id": "x",
        "category": "scored",
        "direction": "both",
        "scope": "4",
        "pattern": "x",
        "source": "s",
        "example": "x",
    }
    monkeypatch.setattr(lexicon, "read_rows", lambda _: [row | {field: value}])
    cues.cache_clear()
    with pytest.raises(ClassifierError, match="row x"):
        cues()
    cues.cache_clear()


@pytest.mark.parametrize("name", names())
def test_expressions_compile(name: str) -> None:
    assert expression(name).pattern


def test_an_unknown_expression_is_refused() -> None:
    with pytest.raises(ClassifierError, match="no expression 'nonsense'"):
        expression("nonsense")


def test_the_gate_knows_letters_whose_lower_case_is_longer(prefilter: Prefilter) -> None:
    assert list(prefilter.hits("\u0130 Social Value")) == [2]


def test_scores_fall_back_to_the_kind() -> None:
    score = partial(Assembler(None).score, "criterion", opinion=None)
    assert score("criterion.score_marks") == score("criterion.anything")
    assert score("criterion.weight") > score("criterion.anything")


def test_words_taken_whole_are_those_that_the_tokeniser_leaves_whole(engine: Engine) -> None:
    ruler: Any = engine._nlp.get_pipe(RULER)
    chunks = {chunk for row in ROWS for phrase in expand(row.pattern) for chunk in phrase.split()} | {"cannot", "Gonna"}
    cut = {chunk: [token.lower_ for token in engine._nlp.make_doc(chunk)] for chunk in chunks}
    assert {chunk: ruler._tokens_of(chunk) for chunk in chunks} == cut
