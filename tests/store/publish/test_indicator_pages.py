"""Every indicator has a method page, and the demonstration on it gives the figures printed there."""

import csv
import io
import re
from pathlib import Path
from typing import Any

import pytest

from store.publish.figures import indicator_scripts
from store.reference.tables import reference_rows
from tests.store.publish.figure_rows import filled

PAGES = Path(__file__).resolve().parents[3] / "docs" / "indicators"
HEADINGS = ["What it says", "Formula", "Worked example", "Why", "Exclusions", "Biases", "Demonstration"]
NAMES = sorted(path.stem for path in PAGES.glob("I*.md"))


def blocks(page: str) -> dict[str, str]:
    """The fenced blocks of the demonstration, by what they hold."""
    found = re.findall(r"^```(\w+) ?(\w*)\n(.*?)^```", page.partition("## Demonstration")[2], re.DOTALL | re.MULTILINE)
    return {mark or language: text for language, mark, text in found}


def read_cell(column: str, text: str) -> Any:
    if column in ("standards", "themes"):
        return text.split()
    if text in ("true", "false", ""):
        return {"true": True, "false": False, "": None}[text]
    return float(text) if column in ("value_gbp", "weight_pct") else text


def processes(text: str) -> list[dict[str, Any]]:
    """Rows of out.process: each line as many times as it says, of the authority that it names if it does."""
    rows: list[dict[str, Any]] = []
    for line in csv.DictReader(io.StringIO(text)):
        times = int(line.pop("times"))
        rows += [{column: read_cell(column, cell) for column, cell in line.items()} for _ in range(times)]
    return rows


def registry() -> list[dict[str, str]]:
    return reference_rows("codes/indicators")


@pytest.mark.parametrize("name", NAMES)
def test_demonstration_gives_what_the_page_prints(name: str) -> None:
    parts = blocks((PAGES / f"{name}.md").read_text(encoding="utf-8"))
    with filled(processes(parts["input"])) as con:
        result = con.execute(parts["sql"])
        columns = [column[0] for column in result.description or []]
        found = [[("" if value is None else str(value)) for value in row] for row in result.fetchall()]
    assert [columns, *found] == list(csv.reader(io.StringIO(parts["output"])))


@pytest.mark.parametrize("name", NAMES)
def test_page_has_every_part(name: str) -> None:
    page = (PAGES / f"{name}.md").read_text(encoding="utf-8")
    assert re.findall(r"^## (.+)$", page, re.MULTILINE) == HEADINGS


def test_every_indicator_is_registered_with_a_page_and_a_script() -> None:
    assert sorted(row["indicator"] for row in registry()) == indicator_scripts()


def test_pages_of_the_register_are_there() -> None:
    assert {row["page"] for row in registry()} == {f"{name}.md" for name in NAMES}


@pytest.mark.parametrize("row", registry(), ids=lambda row: row["indicator"])
def test_page_names_its_indicator(row: dict[str, str]) -> None:
    assert f"`{row['indicator']}`" in (PAGES / row["page"]).read_text(encoding="utf-8")


@pytest.mark.parametrize("row", registry(), ids=lambda row: row["indicator"])
def test_list_of_indicators_links_to_the_page(row: dict[str, str]) -> None:
    listed = (PAGES / "README.md").read_text(encoding="utf-8")
    assert (
        f"| `{row['indicator']}` | {row['title']} | {row['numerator']} | {row['denominator']} | [{row['page']}]"
        in listed
    )
