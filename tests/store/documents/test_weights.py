"""Weights as they stand in cells and names: with marks of footnotes, words before them, and numbers as words."""

import pytest

from store.documents.weights import cell_weight, weight_in_name
from tests.store.documents.makers import table_of
from tests.store.documents.reading import judged

TEN_PERCENT = """
10%|10% *|10%**|10%\u00b9|10%\u2020|10%\u2021|10%*\u2020|10%.|10%;|10%#|10%1|10%^1|10% (1)|10% [1]|*10%|(10%)*
circa 10%|c. 10%|c10%|ca. 10%|approx. 10%|approximately 10%|about 10%|~10%|= 10%|\u226510%|> 10%|at least 10%
not less than 10%|Ten percent|ten per cent|ten percent (10%)|10% (ten percent)|10 percent.|10 (%)|10% / 100%|10% of 100%
10%, see note 2|10% (see note 2)|10% note 1|10% (minimum 5%)|10% (pass mark 50%)|Weighting: 10%*|up to 10%
10%\u1d43|10% [a]|10%+|10%^|10% approx.|10pct|10 percentage points
10 (ten) per cent|Ten (10) percent|ten per cent (10%) of total
"""
CELLS = [cell for line in TEN_PERCENT.strip().split("\n") for cell in line.split("|")]


@pytest.mark.parametrize("cell", CELLS, ids=ascii)
def test_ten_per_cent_however_it_is_marked(cell: str) -> None:
    found = cell_weight(cell)
    assert found is not None
    assert (found.value, found.unit, found.raw) == (10, "percent", cell)


@pytest.mark.parametrize(
    ("cell", "value", "unit"),
    [
        ("10 marks*", 10, "points"),
        ("ten marks", 10, "points"),
        ("10*", 10, None),
        ("10\u00b9", 10, None),
        ("Twenty-five per cent", 25, "percent"),
        ("thirty two percent", 32, "percent"),
        ("One hundred percent", 100, "percent"),
        ("x8", 8, None),
        ("4 \u00d7", 4, None),
    ],
)
def test_other_weights(cell: str, value: float, unit: str | None) -> None:
    found = cell_weight(cell)
    assert found is not None
    assert (found.value, found.unit) == (value, unit)


@pytest.mark.parametrize(
    "cell",
    [
        *("5-10%", "10% or 20%", "10% and 20%", "10% / 60%", "10%20%", "<10%", "10%10%", "1.", "Ten", "Two", "10.5.2"),
        *("See note 1", "note 1", "10 pages", "10 days", "Question 10", "page 10", "\u00a310", "10% Social value"),
        *("Weighting 2026", "weight 2025"),
    ],
)
def test_other_cells_are_no_weights(cell: str) -> None:
    assert cell_weight(cell) is None


@pytest.mark.parametrize(
    "name",
    [
        *("Social value (10%)*", "Social value 10%*", "Social value (10%)\u00b9", "Social value - 10%\u2020"),
        *("Social value (circa 10%)", "Social value (10%*)", "Social value: approx. 10%", "Social value 10%."),
    ],
    ids=ascii,
)
def test_marked_weight_at_the_end_of_a_name(name: str) -> None:
    bare, weight = weight_in_name(name)
    assert bare == "Social value"
    assert weight is not None
    assert (weight.value, weight.unit) == (10, "percent")


@pytest.mark.parametrize("name", ["Social value", "ISO 14001", "Question 10", "Response to COVID-19"])
def test_names_without_a_weight_stay(name: str) -> None:
    assert weight_in_name(name) == (name, None)


@pytest.mark.parametrize("cell", ["10%*", "10%\u00b9", "circa 10%", "Ten percent", "10%/100%"], ids=ascii)
def test_marked_cell_of_a_table_counts(cell: str) -> None:
    found = judged(table_of(f"Criterion | Weighting / Price | 60%* / Quality | 30% / Social value | {cell}"))
    assert found.social() == 10
    assert found.shares()["Price"] == 60


@pytest.mark.parametrize(
    ("rows", "share"),
    [
        ("Price | 60% / Method | 40% / Team | 30% / Risk | 20% / Social value | 10%", 4),
        ("Method | 45% / Team | 45% / Social value | 10% / Cost | 50%", 5),
        ("Price | 60 / Method | 60 / Social value | 40", 16),
        ("Price | 60% / Quality | 30% / Social value | 10% / Price | 50% / Quality | 40% / Social value | 10%", 10),
        (
            "Lot 1 / Cost | 60 / Care | 30 / Social value | 10 / Lot 2 / Cost | 50 / Care | 40 / Social value | 10",
            10,
        ),
        ("Price | 60% / Quality | 40% / Social value | 10%", 10),
        ("Price | 60% / Quality | 45% / Social value | 15%", None),
        ("Price | 60% / Method | 40% / Team | 30% / Social value | 25%", None),
    ],
)
def test_tables_that_come_to_more_than_a_hundred(rows: str, share: float | None) -> None:
    found = judged(table_of(f"Criterion | Weighting / {rows}"))
    assert found.shares()["Social value"] == share
