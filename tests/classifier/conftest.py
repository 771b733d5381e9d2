"""One engine for all tests of the classifier: it takes a second to load."""

from collections.abc import Callable, Sequence

import pytest

from classifier.engine import Engine
from classifier.evidence import Evidence

Judge = Callable[[str], list[Evidence]]
JudgeAll = Callable[[Sequence[str]], list[list[Evidence]]]
# Where a text holds several kinds, a denial and a criterion weigh more than a general word.
STRENGTH = ("none", "theme_only", "mention", "requirement", "excluded", "criterion")


@pytest.fixture(scope="session")
def engine() -> Engine:
    return Engine()


@pytest.fixture(scope="session")
def judge(engine: Engine) -> Judge:
    def judge_one(text: str) -> list[Evidence]:
        [(_, evidence)] = engine.judge([("text", text)])
        return evidence

    return judge_one


@pytest.fixture(scope="session")
def judge_all(engine: Engine) -> JudgeAll:
    def judge_together(texts: Sequence[str]) -> list[list[Evidence]]:
        return [evidence for _, evidence in engine.judge([("text", text) for text in texts])]

    return judge_together


def strongest(evidence: list[Evidence]) -> Evidence | None:
    """The passage that decides a short text."""
    return max(evidence, key=lambda item: STRENGTH.index(item.kind), default=None)
