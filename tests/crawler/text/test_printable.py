"""What is shown holds nothing that cannot be seen."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.text.printable import as_cell, in_one_line, printable, shown_name

STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain \u2013 text\u00a0\u00a35", "plain \u2013 text\u00a0\u00a35"),
        ("a\r\nb\rc\x0bd\u2028e", "a\nb\nc\nd\ne"),
        ("tab\tstays", "tab\tstays"),
        ("\x1b[31mred\x1b]0;title\x07", "[31mred]0;title"),
        ("\x9b31m", "31m"),
        ("soc\u200bial \u202evalue\u202c", "social value"),
        ("soft\u00adhyphen\x00", "softhyphen"),
        ("half\ud800", "half"),
        ("\U000e0041tag", "tag"),
    ],
)
def test_only_what_can_be_seen_is_shown(text: str, shown: str) -> None:
    assert printable(text) == shown


@given(st.text(st.characters(exclude_categories=[])))
def test_nothing_that_steers_is_left(text: str) -> None:
    assert not STEERING.search(printable(text))
    assert printable(printable(text)) == printable(text)
    assert "\n" not in in_one_line(text)


def test_name_that_is_no_utf8_is_written_out() -> None:
    assert shown_name("caf\udce9\n.json") == "caf\\xe9 .json"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\uff1d1", "'=1", "''-x"])
def test_formula_is_led_by_one_apostrophe(text: str) -> None:
    assert as_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "'", "'quoted'", "1-2", "a=b", " x", "\u00a35"])
def test_other_text_stays(text: str) -> None:
    assert as_cell(text) == text
