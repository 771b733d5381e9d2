"""Long lists of expressions find what each of them finds, at the same places, though few of them are asked."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from classifier.errors import ClassifierError
from classifier.rules.themes import asked
from classifier.vocabulary.choices import Choices
from classifier.vocabulary.openings import Opening, openings

LETTERS = "ab1 .()-[]%\n\u00a3\u00e9\u00a0\u2013\u2019\u25c6\u0175ABnor"
SOURCES = (
    r"\bab\b",
    r"\b(?:a|b)b",
    r"\b(?:a |b )?(?:ba|ab)(?!1)",
    r"(?<!b )a\w*b",
    r"\b(?:\w+ ){0,3}ab",
    r"\u25c6[^.;]{0,20}\bab",
    r"\[(?:a|b)\b[^\]]{0,9}",
    r"^(?!.*b)a|\(a\)",
    r"\bb+\b(?= )",
    r"(?:(?:ab|ba)|\bno\b|\b(?:or|nor) (?:a|b))",
    r"a.{0,3}b|\u00e9a",
    r"\d ?%",
)
lists = st.lists(st.sampled_from(SOURCES), min_size=1, max_size=4)


@example("[ab \u25c6", [[r"\[(?:a|b)\b[^\]]{0,9}"], [r"\bab\b"]])
@example("nor a", [[r"\b(?:or|nor) (?:a|b)"]])
@example("b-ab.", [[r"\bab\b"], [r"(?:a|b)b"]])
@settings(deadline=None)
@given(st.text(alphabet=LETTERS, max_size=40), st.lists(lists, min_size=1, max_size=3))
def test_they_find_what_the_expressions_find(text: str, sources: list[list[str]]) -> None:
    choices = Choices(sources)
    whole = [re.compile("|".join(f"(?:{each})" for each in some), re.IGNORECASE) for some in sources]
    for number, pattern in enumerate(whole):
        found = [match.span() for match in choices.finditer(text, number)]
        assert found == [match.span() for match in pattern.finditer(text)]
    first = {number: match.span() for number, pattern in enumerate(whole) if (match := pattern.search(text))}
    assert {number: match.span() for number, match in choices.firsts(text)} == first
    assert choices.found(text) == set(first)
    assert choices.may_match(text) or not first


@pytest.mark.parametrize(
    ("source", "words", "inside"),
    [
        (r"\b(?:new|far more) homes?\b", {"new home", "far more home"}, set()),
        (r"\bapprentic\w*", {"apprentic"}, set()),
        (r"\bcv[ -]?talks", {"cv talks", "cv-talks", "cvtalks"}, set()),
        (r"\bvans?\b.{0,30}\bhybrid", {"van"}, {"hybrid"}),
        (r"\b(?:will|must) (?:\w+ )?lend", set(), {"lend"}),  # what most notices hold is not looked for
        (r"(?<!no )jobs(?! lost)", {"jobs"}, set()),
        (r"\w+ \d", set(), set()),
        (r"(?:\u25c6|\u00e9)\.{0,3}", set(), set()),
    ],
)
def test_words_that_an_expression_opens_with(source: str, words: set[str], inside: set[str]) -> None:
    (opening,) = openings(source)
    assert (set(opening.words), set(opening.inside)) == (words, inside)


def test_alternatives_are_taken_apart_in_their_order() -> None:
    found = [each.source for each in openings(r"(?:a|(?:b|c[|)]))|(?:d|e)f|\)|(?P<g>h)")]
    assert found == ["a", "b", "c[|)]", "(?:d|e)f", r"\)", "(?P<g>h)"]


def test_all_that_may_be_asked_of_every_text_has_words_to_look_for() -> None:
    assert not asked()._always


@pytest.mark.parametrize("source", ["ab(", "ab(?"])
def test_one_that_cannot_be_read_is_named(source: str) -> None:
    with pytest.raises(ClassifierError, match=re.escape(source)):
        list(Choices([[source]]).firsts("ab"))


def test_an_opening_tells_edges_of_words() -> None:
    assert list(openings(r"\bab\b")) == [Opening(r"\bab\b", frozenset({"ab"}), True, True, frozenset())]
    assert list(openings(r"ab\w")) == [Opening(r"ab\w", frozenset({"ab"}), False, False, frozenset())]
