"""What holds for any input: nothing raises, nothing grows without end, what is packed comes back."""

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from store.documents import marks
from store.documents.content import Block, Content, Part, Table, unpacked
from store.documents.criteria.grid import grid_of
from store.documents.criteria.tables import criteria_of
from store.documents.prepared import prepare
from store.documents.reading import mending
from store.documents.reading.formats import format_of
from store.documents.reading.redaction import redacted_text
from store.documents.reading.zips import clean_name
from store.documents.roles import role_of_title
from store.documents.weights import cell_weight, weight_in_name
from tests.store.documents.hostile import long_words

CELL = st.one_of(
    st.none(),
    st.sampled_from(["", "Social value", "Price", "10%", "60", "0.4", "Pass/Fail", "Total", "1.1", "Lot 2"]),
    st.text(max_size=20),
)
ROWS = st.lists(st.lists(CELL, max_size=5), max_size=8)
MERGED = st.lists(st.tuples(*(st.integers(-1, 9) for _ in range(4))), max_size=5)
QUICK = settings(max_examples=60, deadline=None)


@given(ROWS, MERGED)
@QUICK
def test_any_table_is_read(rows: list[list[str | None]], merged: list[tuple[int, int, int, int]]) -> None:
    table = Table(rows, merged)
    for criteria in criteria_of(grid_of(table)):
        assert criteria.roots
    content = Content("pdf", [Part(1, [Block("Award criteria"), Block(table=table)])], 1)
    assert unpacked(content.packed()) == content
    for found in prepare(content).tables:
        for node in (each for root in found.criteria.roots for each in root.walk()):
            assert node.share_pct is None or 0 <= node.share_pct <= 101.1


@given(st.text(max_size=300))
@QUICK
def test_any_text_is_mended_and_marked(text: str) -> None:
    lines = mending.lines_of(text)
    assert all(line == line.strip() and line for line in lines)
    assert len(mending.unwrapped(lines)) <= 3 * len(text) + len(lines)  # a ligature is up to three letters
    marker = marks.Marker()
    assert {marker.mark(line) for line in lines} <= {"", marks.EXAMPLE, marks.GUIDANCE}
    redacted_text(text)
    role_of_title(text)
    cell_weight(text)
    weight_in_name(text)
    assert ".." not in clean_name(text).split(" / ")
    assert len(clean_name(text)) <= 150


@given(st.binary(max_size=300))
@QUICK
def test_any_bytes_have_a_format(body: bytes) -> None:
    assert format_of(body)


def test_long_words_take_no_time() -> None:
    text = long_words().decode()
    started = time.process_time()
    lines = mending.lines_of(text)
    mending.unwrapped(lines)
    marker = marks.Marker()
    for line in lines:
        marker.mark(line)
        weight_in_name(line[:5000])
    redacted_text(text)
    prepare(Content("txt", [Part(1, [Block(text)])], None))
    assert time.process_time() - started < 30
