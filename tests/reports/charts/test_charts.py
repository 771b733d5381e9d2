"""Charts as SVG that a page and a screen reader can use."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from altair.utils import schemapi
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from reports.charts import svg
from reports.charts import trends as charts
from reports.charts.canvas import NARROW, WIDE
from reports.snapshot.edition import SeriesBreak, SeriesPoint, WeekCount

SVG = "{http://www.w3.org/2000/svg}"
START = date(2026, 1, 4)
STORY = charts.Story("t", "d")


def series(length: int, *, gap: int | None = None) -> list[SeriesPoint]:
    points = []
    for indicator, share in (("I1", 0.6), ("I3", 0.3)):
        for number in range(length):
            rate = None if number == gap else share
            low, high = (None, None) if rate is None else (share - 0.05, share + 0.05)
            day = START + timedelta(weeks=number)
            points.append(SeriesPoint(indicator, f"w{number}", day, 100, 60, 3, rate, low, high, 52, 52, 52))
    return points


def drawn(points: list[SeriesPoint], breaks: list[SeriesBreak] | None = None) -> etree._Element:
    story = charts.Story("The <title>", "The description")
    return etree.fromstring(charts.trend(charts.Series(points, breaks or []), WIDE, story))


@pytest.mark.parametrize("length", [10, 30])
def test_altair_finds_no_fault_with_a_chart_that_it_is_asked_to_check(
    monkeypatch: pytest.MonkeyPatch, length: int
) -> None:
    unchecked = etree.tostring(drawn(series(length)))
    monkeypatch.setattr(schemapi, "DEBUG_MODE", True)
    assert etree.tostring(drawn(series(length))) == unchecked


def words_of(root: etree._Element) -> str:
    return " ".join(str(text) for text in root.itertext())


def test_a_chart_is_an_image_with_a_title_and_a_description() -> None:
    root = drawn(series(30))
    assert root.get("role") == "img"
    named = str(root.get("aria-labelledby")).split()
    assert [element.text for element in root if element.get("id") in named] == ["The <title>", "The description"]


def test_nothing_in_a_chart_speaks_but_the_chart() -> None:
    inner = [
        element for element in drawn(series(30)).iterdescendants() if element.get("role") or element.get("aria-label")
    ]
    assert inner == []


def test_a_chart_has_no_style_and_no_script() -> None:
    root = drawn(series(30))
    assert not list(root.iter(f"{SVG}style", f"{SVG}script"))
    assert not [element for element in root.iter() if element.get("style")]


def test_each_line_carries_its_name_and_last_value() -> None:
    text = words_of(drawn(series(30)))
    assert all(words in text for words in ("Any evidence", "60%", "Scored", "30%"))


@pytest.mark.parametrize("length", [0, 1, 2, 8, 30, 104])
def test_series_of_every_length_can_be_drawn(length: int) -> None:
    assert drawn(series(length)).tag == f"{SVG}svg"


def test_a_gap_breaks_the_line() -> None:
    whole, broken = (charts.trend(charts.Series(series(30, gap=gap), []), WIDE, STORY) for gap in (None, 10))
    assert broken.count("M") > whole.count("M")


def test_a_break_inside_the_series_is_drawn_with_its_letter() -> None:
    inside = SeriesBreak(START + timedelta(weeks=5), "Inside", "", "")
    outside = SeriesBreak(START - timedelta(weeks=5), "Outside", "", "")
    assert charts.Series(series(30), [outside, inside]).shown_breaks == [("A", inside)]
    assert "A" in list(drawn(series(30), [outside, inside]).itertext())


def test_two_drawings_on_a_page_share_no_id() -> None:
    ids = []
    for size in (WIDE, NARROW):
        root = etree.fromstring(charts.trend(charts.Series(series(30), []), size, STORY))
        ids += [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))


def test_weekly_counts_are_drawn() -> None:
    weeks = [WeekCount("w", START + timedelta(weeks=number), 10, 4, 1, 2) for number in range(20)]
    text = words_of(etree.fromstring(charts.weekly(weeks, NARROW, STORY)))
    assert "With evidence" in text


def test_a_drawing_of_its_own_brings_its_colours() -> None:
    text = svg.standalone(charts.trend(charts.Series(series(30), []), WIDE, STORY), ":root { --x: red }")
    assert "<style>:root { --x: red }</style>" in text
    etree.fromstring(text)


def test_a_long_series_starts_where_it_is_told() -> None:
    text = words_of(etree.fromstring(charts.trend(charts.Series(series(30), [], since=date(2013, 1, 31)), WIDE, STORY)))
    assert "2014" in text.split()


def test_breaks_of_one_title_have_letters_of_their_own() -> None:
    first, second = (SeriesBreak(START + timedelta(weeks=week), "New thresholds", "", "") for week in (5, 9))
    assert charts.Series(series(30), [first, second]).letter_of == {first: "A", second: "B"}


def test_breaks_before_the_data_are_drawn_in_a_long_series() -> None:
    before = SeriesBreak(date(2021, 1, 1), "Before", "", "")
    assert charts.Series(series(30), [before], since=date(2013, 1, 31)).shown_breaks == [("A", before)]


def test_a_line_of_context_is_dashed_and_has_no_interval() -> None:
    """Criteria published stand beside the headline: a thin dashed line with its name."""
    points = series(30)
    context = [replace(point, indicator="I10b", rate=0.45) for point in points if point.indicator == "I1"]
    lines = (*charts.MAIN_LINES, charts.Line("I10b", "Criteria published", "#505a5f", is_context=True))
    without = charts.trend(charts.Series(points, []), WIDE, STORY)
    root = charts.trend(charts.Series([*points, *context], [], lines), WIDE, STORY)
    assert "Criteria published" in words_of(etree.fromstring(root))
    assert root.count("stroke-dasharray") == without.count("stroke-dasharray") + 1
    assert root.count("mark-area") == without.count("mark-area")


@given(st.dictionaries(st.sampled_from("abcdef"), st.floats(0, 1), min_size=1), st.floats(0.01, 0.3))
def test_labels_never_touch_and_keep_their_order(height: dict[str, float], room: float) -> None:
    moved = charts.moved_apart(height, room)
    inner = sorted(moved.values())
    assert all(after - before >= room - 1e-9 for before, after in pairwise(inner))
    assert min(inner) >= -1e-9
    assert sorted(height, key=height.__getitem__) == sorted(moved, key=moved.__getitem__)


def test_labels_with_room_stay_where_they_are() -> None:
    assert charts.moved_apart({"a": 0.1, "b": 0.5}, 0.1) == {"a": 0.1, "b": 0.5}


def test_events_are_no_dashed_lines_as_context_is() -> None:
    """Dashes mean one thing: what stands beside."""
    points = series(30)
    marked = [
        SeriesBreak(points[3].period_until, "A law", "", ""),
        SeriesBreak(points[9].period_until, "A form", "", ""),
    ]
    drawn = charts.trend(charts.Series(points, marked), WIDE, STORY)
    assert drawn.count("stroke-dasharray") == charts.trend(charts.Series(points, []), WIDE, STORY).count(
        "stroke-dasharray"
    )
