"""Judging in several processes gives what one engine gives, in the same order."""

import pytest

from classifier.evidence import Criterion
from classifier.pool import ALONE_UNDER, EnginePool, processes_for

BATCHES = [
    [(f"{number}/{place}", f"Lot {place}. Social value carries {number}% of the total marks.") for place in range(5)]
    for number in range(1, 8)
]
GROUPS = [
    [
        (
            number,
            [Criterion("/0", None, "quality", "Social Value", str(number)), Criterion("/1", None, "price", None, "70")],
        )
    ]
    for number in range(1, 8)
]


@pytest.fixture(scope="module")
def one() -> EnginePool:
    return EnginePool()


@pytest.fixture(scope="module")
def two() -> EnginePool:
    pool = EnginePool()
    pool.grow(2)
    return pool


def test_texts_are_judged_alike(one: EnginePool, two: EnginePool) -> None:
    with two:
        assert list(two.judge(BATCHES)) == list(one.judge(BATCHES))
        assert list(two.judge_criteria(GROUPS)) == list(one.judge_criteria(GROUPS))


def test_the_version_is_that_of_the_engine(one: EnginePool) -> None:
    assert one.version.startswith("rules-")


def test_little_work_is_done_alone() -> None:
    assert processes_for(ALONE_UNDER - 1) == 1
