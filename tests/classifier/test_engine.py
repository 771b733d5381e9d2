"""The engine's contract: streams in order, exact offsets, the judgement as JSON."""

import subprocess
import sys
from collections.abc import Sequence

import orjson
import pytest

from classifier.engine import BATCH_TEXTS, Engine, load_engine
from classifier.evidence import LEVELS, Evidence, is_flag, level_of
from classifier.judgements import judgement
from classifier.labels.reading import read_labels
from classifier.model.opinion import Opinion, is_heard
from classifier.planning import plans_of
from tests.classifier.conftest import Judge


def test_evidence_can_be_imported_without_spacy() -> None:
    code = "import sys, classifier.evidence; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_streams_in_order_over_batches(engine: Engine) -> None:
    texts = [
        (str(number), "Social value is scored." if number % 3 else "Paper.") for number in range(BATCH_TEXTS * 2 + 5)
    ]
    judged = list(engine.judge(texts))
    assert [identifier for identifier, _ in judged] == [identifier for identifier, _ in texts]
    assert [bool(evidence) for _, evidence in judged] == [number % 3 != 0 for number in range(len(texts))]


def test_is_lazy(engine: Engine) -> None:
    def texts() -> object:
        for number in range(BATCH_TEXTS + 1):
            yield str(number), "Paper."
        raise AssertionError("read too far")

    stream = engine.judge(texts())  # type: ignore[arg-type]
    assert next(stream) == ("0", [])


def test_progress_counts_texts(engine: Engine) -> None:
    calls: list[tuple[str, int, int | None]] = []
    list(engine.judge([("1", "Paper."), ("2", "Ink.")], progress=lambda *call: calls.append(call)))
    assert calls == [("texts judged", 2, None)]


@pytest.mark.parametrize(
    "text",
    [
        "  Intro.\r\n\r\n  Social value &amp; jobs will be scored (10&#37;).\r\n",
        "<p>Intro</p><ul><li>Social&nbsp;value: <b>10%</b></li></ul>",
        "Noticern Community benefitsrn are included in this requirement.rn",
        "Intro\\nSocial value must be \\u2018delivered\\u2019.",
    ],
)
def test_offsets_are_those_of_the_text_given(judge: Judge, text: str) -> None:
    found = judge(text)
    assert found
    for item in found:
        assert text[item.start : item.end] == item.text
        assert item.text == item.text.strip()


def test_trail_tells_word_cue_and_rule(judge: Judge) -> None:
    [found] = judge("Social value will not be evaluated.")
    assert found.trail == (
        "'Social value' is a concept word (social_value)",
        "'Social value' is denied by 'will not be evaluated'",
        "rule excluded.neg_will_not",
    )


def test_judgement_is_json(engine: Engine, judge: Judge) -> None:
    result = judgement("7", judge("Social Value (10%)"), engine.version)
    assert orjson.loads(orjson.dumps(result)) == {
        "id": "7",
        "level": "R5",
        "flag": True,
        "spans": [
            {
                "start": 0,
                "end": 18,
                "text": "Social Value (10%)",
                "kind": "criterion",
                "weight": {"value": 10.0, "unit": "percent", "of": "unknown"},
                "weight_pct": 10.0,
                "act_named": False,
                "standards": [],
                "themes": [],
                "rule": "criterion.weight",
                "score": 0.98,
                "trail": [
                    "'Social Value' is a concept word (social_value)",
                    "weight 10 percent",
                    "rule criterion.weight",
                ],
                "second_kind": None,
            }
        ],
        "version": engine.version,
    }


def test_nothing_found(engine: Engine) -> None:
    assert judgement("x", [], engine.version) == {
        "id": "x", "level": "R0", "flag": False, "spans": [], "version": engine.version,
    }  # fmt: skip


def test_same_answer_twice(engine: Engine) -> None:
    texts = [("a", "Social value will be scored."), ("b", "Social value: N/A")]
    assert list(engine.judge(texts)) == list(engine.judge(texts))


def test_readings_kept_are_bounded(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("classifier.engine.MAX_ANALYSES", 3)
    for number in range(8):
        list(engine.judge([("x", f"Social value must be delivered at site {number}.")]))
    assert len(engine._analyses) <= 4


def test_an_opinion_is_asked_once_of_the_same_words(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = load_engine()
    asked: list[int] = []
    assert engine._model is not None
    opinions = engine._model.opinions

    def counted(passages: Sequence[tuple[str, ...]]) -> Sequence[Opinion]:
        asked.append(len(passages))
        return opinions(passages)

    monkeypatch.setattr(engine._model, "opinions", counted)
    monkeypatch.setattr("classifier.engine.MAX_HEARD", 2)
    text = "Social value will be evaluated. Community benefits are welcome."
    first = list(engine.judge([("x", text)]))
    assert list(engine.judge([("x", text)])) == first
    list(engine.judge([("y", "Social value is scored.")]))
    assert list(engine.judge([("x", text)])) == first
    assert asked == [2, 0, 1, 2]


@pytest.mark.parametrize("every", [16, pytest.param(4, marks=pytest.mark.long)])
def test_a_text_left_early_says_nothing_when_it_is_read_in_full(every: int) -> None:
    engine = load_engine()
    texts = [label.context for label in read_labels()[::every]]
    plans = {text: plan for text, plan in plans_of(dict.fromkeys(texts)).items() if not plan.criteria}
    engine._learn({key for plan in plans.values() for key in plan.wanted.values()})
    mute = [plan for plan in plans.values() if plan.wanted and engine._is_mute(plan)]
    assert len(mute) > 10
    assert not any(is_heard(item, engine._overruled) for plan in mute for item in engine._judged(plan))


@pytest.mark.parametrize(("level", "flag"), [("R1", False), ("R0n", False), ("R2", True), ("R2c", True), ("R5+", True)])
def test_flag(level: str, flag: bool) -> None:
    assert is_flag(level) is flag


def evidence(level: str) -> Evidence:
    return Evidence(
        0, 0, "", "mention", level, None, None, act_named=False, standards=(), themes=(), rule="", score=0, trail=()
    )


def test_level_of_a_text_is_that_of_its_strongest_passage() -> None:
    assert level_of(map(evidence, ["R1", "R0n"])) == "R0n"
    assert level_of(map(evidence, reversed(LEVELS))) == "R5+"
    assert level_of([]) == "R0"
