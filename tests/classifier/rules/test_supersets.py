"""Quick expressions find at least what the slow ones find, at the same places, whatever the alphabet."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from classifier.vocabulary.expressions import expression
from classifier.vocabulary.supersets import Quick, Verified, verified

LETTERS = "ab1 .()-\n\u00a3\u00e9\u00a0\u2013\u2019\u2022\u25cf\u2003\u0175\U0001f600\x85\x1f"
PATTERNS = (
    r"\bab\b",
    r"a\s+b",
    r"(?:\w+ ){0,3}b",
    r"(?<=a )b(?!1)",
    r"[\s\u2013-]b",
    r"\u25cf ?a",
    r"[^\W\d]+\u2019b",
    r"a\w{0,30}b",
    r"[^\s]b",
    r"[^\w]b",
    r"[\W]b",
    r"[\S]b",
    r"[^\S]b",
    r"[^\u25cf\n]b",
    r"[^\u25cf]b",
    r"[^\W_]\u2019?b",
    r"a\w+\b",
    r"\b\w+b",
    r"(?:\w+|1)\b ",
    r"a(?:b|\w+)?\b",
    r"\b[^\W\d]b",
    r"(?:a|b)\b",
    r"\(a\)\b\u00e9|a\)\b",
)


@example("a\u00e9", r"a\w+\b")
@example("\u00e9 ", r"(?:\w+|1)\b ")
@example("\u00e9b", r"\b\w+b")
@example("\u00e9b", r"\b[^\W\d]b")
@example("a)\u00e9", r"\(a\)\b\u00e9|a\)\b")
@example("\u00e9\u2019b", r"[^\W\d]+\u2019b")
@example("\U0001f600b", r"[^\u25cf\n]b")
@settings(deadline=None)
@given(st.text(alphabet=LETTERS, max_size=40), st.sampled_from(PATTERNS))
def test_what_the_slow_one_finds_the_quick_one_finds(text: str, source: str) -> None:
    places = [match.start() for match in re.finditer(source, text, re.IGNORECASE)]
    quick = Quick(source)
    assert set(places) <= set(quick.starts(text))
    assert quick.may_match(text) or not places


@settings(deadline=None)
@given(st.text(alphabet=LETTERS, max_size=40), st.sampled_from(PATTERNS))
def test_a_verified_one_finds_the_same(text: str, source: str) -> None:
    slow = re.compile(source, re.IGNORECASE)
    assert Verified(slow).spans(text) == Verified(source).spans(text) == [match.span() for match in slow.finditer(text)]


@pytest.mark.parametrize(("text", "is_found"), [("socialValue", True), ("SOCIALVALUE", False)])
def test_one_that_minds_the_case_keeps_minding_it(text: str, is_found: bool) -> None:
    assert Verified(re.compile("lV")).may_match(text) is is_found


@settings(deadline=None)
@given(st.text(alphabet=LETTERS, max_size=40), st.sampled_from(PATTERNS))
def test_a_verified_one_puts_the_same_in_place(text: str, source: str) -> None:
    slow, both = re.compile(source, re.IGNORECASE), Verified(source)
    assert both.sub("~", text) == slow.sub("~", text)
    assert both.sub("~", text, is_filled=True) == slow.sub(lambda match: "~" * len(match.group()), text)


@pytest.mark.parametrize("name", ["item", "of_the_work"])
def test_one_that_is_named_is_that_of_the_data_file(name: str) -> None:
    assert verified(name) is verified(name)
    assert verified(name).pattern is expression(name)
    assert verified(name)._is_cased is not bool(expression(name).flags & re.IGNORECASE)
