"""Quick expressions find at least what the slow ones find, at the same places, whatever the alphabet."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from classifier.vocabulary.heads import head
from classifier.vocabulary.supersets import Finder, Quick, Verified

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
@given(st.text(alphabet=LETTERS, max_size=40), st.sampled_from(PATTERNS))
def test_what_the_slow_one_finds_the_quick_one_finds(text: str, source: str) -> None:
    places = [match.start() for match in re.finditer(source, text, re.IGNORECASE)]
    quick = Quick(source)
    assert set(places) <= set(quick.starts(text))
    assert quick.may_match(text) or not places
    assert Finder([source, "z"]).places(text) or not places


@given(st.text(alphabet=LETTERS, max_size=40), st.sampled_from(PATTERNS))
def test_a_verified_one_finds_the_same(text: str, source: str) -> None:
    slow = re.compile(source, re.IGNORECASE)
    assert Verified(slow).spans(text) == Verified(source).spans(text) == [match.span() for match in slow.finditer(text)]


@pytest.mark.parametrize(("text", "is_found"), [("socialValue", True), ("SOCIALVALUE", False)])
def test_one_that_minds_the_case_keeps_minding_it(text: str, is_found: bool) -> None:
    assert Verified(re.compile("lV")).may_match(text) is is_found


@pytest.mark.parametrize(
    ("source", "short"),
    [
        (r"\bpeople\b.{0,30}\bjobs?|\bcarbon", r"\bcarbon|\bpeople\b"),
        (r"advert\w*[^.;]{0,60}\bwork|a(?:local .{0,30}jobs) here", r"a(?:local .{0,30}jobs) here|advert\w*"),
        (r".{0,30}\bjobs", r".{0,30}\bjobs"),  # nothing before the gap to look for
        (r"lend .{0,3}kit|[|.]{1,20}abc|\|", r"[|.]{1,20}abc|\||lend .{0,3}kit"),
        (r"\b(?:new|(?:far )?more) jobs|\bnew homes", r"\bfar more jobs|\bmore jobs|\bnew homes|\bnew jobs"),
        (r"(?:new )+jobs|(?<!no )jobs", r"(?:new )+jobs|(?<!no )jobs"),
    ],
)
def test_the_head_of_an_expression_ends_at_its_first_wide_gap_and_is_sorted(source: str, short: str) -> None:
    assert head(source) == short


@given(
    st.text(alphabet="ab .\n\u00e9", max_size=30), st.sampled_from((r"\bab.{0,12}b|a(?:b|a)? a", r"(?:a|\bb)b|\u00e9"))
)
def test_a_head_is_found_wherever_the_whole_is(text: str, source: str) -> None:
    assert re.search(source, text) is None or re.search(head(source), text) is not None
