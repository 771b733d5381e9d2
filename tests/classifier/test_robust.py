"""Odd text: no crash, exact offsets. How its time grows is measured by tests/benchmarks/classify.py."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier.engine import Engine
from classifier.evaluation.statistics import macro_f1
from classifier.evidence import KINDS, LEVELS, Criterion
from classifier.judgements import read_texts
from classifier.text.cleaning import damage, quotable
from classifier.text.masking import mask
from classifier.text.passages import split

PIECES = st.sampled_from(
    [
        "social value",
        "Social Value",
        "community benefits",
        "10%",
        "0 %",
        "not",
        "n/a",
        "scored",
        "must",
        ":",
        ".",
        "\n",
        "\r\n",
        " ",
        "(",
        ")",
        "|",
        "&amp;",
        "&#37;",
        "<p>",
        "</b",
        "\\n",
        "\\u00e9",
        "rn",
        "\x00",
        "\u202e",
        "\U0001f600",
        "\u0130",
        "\u0627\u0644",
        "PPN 06/20",
        "https://a.b/c",
        "- ",
        "\u2022",
        '{"name": "Social Value"',
        "}",
        "1,000",
        "points of",
        "etc.",
    ]
)
SOUP = st.lists(PIECES | st.text(max_size=8), max_size=40).map("".join)


@settings(max_examples=250, deadline=None)
@given(SOUP)
def test_any_text_is_judged(engine: Engine, text: str) -> None:
    [(_, found)] = engine.judge([("x", text)])
    last = 0
    for item in found:
        assert damage(text) or quotable(text[item.start : item.end]) == item.text
        assert quotable(item.text) == item.text
        assert last <= item.start < item.end <= len(text)
        assert item.kind in KINDS
        assert item.level in LEVELS
        last = item.end


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=300) | SOUP)
def test_masking_and_cutting_lose_no_word(text: str) -> None:
    masked = mask(text)
    assert len(masked) == len(text)
    passages = list(split(masked))
    assert sum(len(masked[p.start : p.end].split()) for p in passages) >= len(masked.split())
    assert all(a.end <= b.start for a, b in pairwise(passages))


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.builds(
            Criterion,
            path=st.just("/x"),
            lot=st.none(),
            type=st.sampled_from(["price", "quality", "cost", None, "?"]),
            name=st.none() | SOUP,
            description=st.none() | SOUP,
            numbers=st.lists(
                st.tuples(
                    st.none() | st.floats() | st.text(max_size=5),
                    st.none() | st.sampled_from(["percentageExact", "order", "x"]),
                ),
                max_size=2,
            ).map(tuple),
        ),
        max_size=5,
    )
)
def test_any_criteria_are_read(engine: Engine, rows: list[Criterion]) -> None:
    readings, evidence = engine.judge_criteria(rows)
    assert len(readings) == len(rows)
    for reading in readings:
        assert reading.weight_pct is None or 0 <= reading.weight_pct <= 100
    for _, item in evidence:
        assert (item.start, item.end) == (0, len(item.text))


@pytest.mark.parametrize(
    "unit",
    [
        "social value ",
        "Social value: 10%\nPrice: 90%\n",
        "Social value will be scored. ",
        " ",
        "\n",
        "(",
        "rn",
        "9",
        ".",
        '"',
        "www.",
        "&amp;",
        "<",
        "\\",
        "\x00",
        "| 10 % ",
        "Instead of:\nsocial value 10%\n",
        "Question | Weight\nSocial value | 10%\n",
        "1 | 90% | 10%\n",
        "10 of the 100 marks, ",
        ": - A ",
        "the ",
        "\u2022 a ",
        '{"name":"Social Value","description":"10"},',
        "\u0130",
        "\u202esocial value\u202c ",
        "\U0001f600 social value ",
    ],
)
def test_a_long_run_of_one_thing_is_judged(engine: Engine, unit: str) -> None:
    text = "[social value " + unit * (60_000 // len(unit))
    [(_, found)] = engine.judge([("x", text)])
    assert damage(text) or all(quotable(text[item.start : item.end]) == item.text for item in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


def test_five_megabytes_are_judged(engine: Engine) -> None:
    text = "Supply of paper and ink. " * 200_000 + "Social value will be scored."
    [(_, [found])] = engine.judge([("x", text)])
    assert found.text == "Social value will be scored."


BLANKS = ["\x0b", "\x1c", "\xa0", "\u1680", "\u2002", "\u2009", "\u2028", "\u202f", "\u205f", "\u3000", "\u00c2\xa0"]


@pytest.mark.parametrize("blank", BLANKS, ids=ascii)
def test_a_blank_of_any_width_parts_words(engine: Engine, blank: str) -> None:
    text = f"Bids are scored on price 60%, quality 30% and social{blank}value 10%."
    [(_, [found])] = engine.judge([("x", text)])
    assert (found.kind, found.level) == ("criterion", "R5")


@pytest.mark.parametrize(
    "mark", ["\x1b[31m", "\x1b[1;31m", "\x9b31m", "\x1b]0;title\x07", "\x1b[2J\x1b[H", "\U000e0041"], ids=ascii
)
def test_what_steers_a_terminal_hides_nothing_and_is_not_quoted(engine: Engine, mark: str) -> None:
    text = f"Bids are scored on price 60%, quality 30% and {mark}social value 10%."
    [(_, [found])] = engine.judge([("x", text)])
    assert (found.level, found.text) == ("R5", text.replace(mark, ""))


@pytest.mark.parametrize(
    "text",
    [
        "As an example, a social value question may carry 10% of the marks.",
        "For example, social value may be weighted at 15%.",
        "e.g. a social value criterion worth 20%",
    ],
)
def test_a_weight_given_as_an_example_is_none(engine: Engine, text: str) -> None:
    [(_, found)] = engine.judge([("x", text)])
    assert found
    assert all(item.weight is None for item in found)


def test_a_byte_order_mark_is_no_part_of_the_first_line() -> None:
    bad: list[int] = []
    assert list(read_texts([b'\xef\xbb\xbf{"id": "a", "text": "Price."}\n'], bad)) == [("a", "Price.")]
    assert not bad


def test_labels_of_one_kind_alone_have_a_mean() -> None:
    assert macro_f1({}) == 0.0
