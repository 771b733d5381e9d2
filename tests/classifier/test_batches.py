"""Texts that are tested together: no row is left out, and each that fails is named."""

import pytest

from classifier.evidence import Evidence, level_of
from tests.classifier.batches import SIZE, batches, check_each, texts_of
from tests.classifier.conftest import Judge, JudgeAll

ROWS = [("R5", "Social value (10%)"), ("R0", "Supply of chairs."), ("R5", "Social value carries 10% of the marks.")]


def is_of_level(evidence: list[Evidence], level: str) -> None:
    assert level_of(evidence) == level


@pytest.mark.parametrize("count", [0, 1, SIZE - 1, SIZE, SIZE + 1, 3 * SIZE + 7])
def test_every_row_is_in_one_batch(count: int) -> None:
    rows = [("R0", f"Text {number}") for number in range(count)]
    made = batches(rows)
    assert [row for each in made for row in each.values[0]] == rows
    assert len({each.id for each in made}) == len(made)


def test_texts_judged_together_are_read_as_each_alone(judge: Judge, judge_all: JudgeAll) -> None:
    texts = texts_of(ROWS)
    assert judge_all(texts) == [judge(text) for text in texts]
    check_each(is_of_level, ROWS, judge_all(texts))


@pytest.mark.parametrize("place", range(len(ROWS)))
def test_a_row_that_fails_is_named_and_no_other(judge_all: JudgeAll, place: int) -> None:
    rows = [("R1", text) if number == place else (level, text) for number, (level, text) in enumerate(ROWS)]
    with pytest.raises(AssertionError, match="1 of 3 rows failed") as told:
        check_each(is_of_level, rows, judge_all(texts_of(rows)))
    assert [text for text in texts_of(rows) if text in str(told.value)] == [rows[place][-1]]


def test_a_text_that_was_not_read_fails() -> None:
    with pytest.raises(ValueError, match="shorter"):
        check_each(is_of_level, ROWS, [[]])
