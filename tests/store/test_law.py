"""The dated law: every row has a source, and every reader can find it."""

import csv
from pathlib import Path

import pytest

LAW = Path(__file__).resolve().parents[2] / "store" / "law"


@pytest.mark.parametrize("name", ["thresholds", "regimes", "scope_rules", "series_breaks", "policies"])
def test_every_row_has_a_source(name: str) -> None:
    with (LAW / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows
    assert all(row["source"].strip() for row in rows)
