"""The work that a text costs grows with its length alone: it is counted, not timed, so that no busy machine matters."""

import sys
from typing import Any

import pytest

from classifier.engine import Engine

# Twice the length costs twice the work; to compare each passage with each would cost four times.
SHORT, MOST_TIMES = 8_000, 2.5
ONE_LINE = [
    "Social value is worth 10% of the total score. ",
    "Quality is 40% and social value 25% of the quality marks. ",
    "The contractor shall recruit two apprentices from the borough. ",
    "Q1 Social value: what will you do? 10 ",
    "Price 60, quality 30, social value 10. ",
]
LINES = [
    "Social value will be scored",
    "Social value\t10",
    "1. Social value. How will you create jobs? 10",
    "- local jobs",
]


def calls(engine: Engine, text: str) -> int:
    """How many functions are called, or generators resumed, to judge a text."""
    count = 0

    def counted(_frame: object, event: str, _arg: Any) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(counted)
    try:
        list(engine.judge([("x", text)]))
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("unit", [*ONE_LINE, *(f"{line}\n" for line in LINES)])
def test_twice_the_text_is_twice_the_work(engine: Engine, unit: str) -> None:
    list(engine.judge([("x", unit * 20)]))  # what is compiled once is compiled
    times = SHORT // len(unit)
    assert calls(engine, unit * 2 * times) < MOST_TIMES * calls(engine, unit * times)
