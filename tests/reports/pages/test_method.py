"""The method page: short enough to read, the version in force first, and no measurement lost."""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from reports.run import report
from tests.reports.builders import insert, process, snapshot_of
from tests.reports.conftest import soup_of

NOW, BEFORE, LONG_AGO = "rules-4.10.0+model-3.0.0.a", "rules-4.9.0+model-3.0.0.a", "rules-4.8.0+model-2.0.0.b"
FLAGGED = {"measure": "flag_precision", "cut": "all", "cut_value": "all", "n": 40, "k": 30, "value": 0.75}


def measured(version: str, material: str, **changes: object) -> dict[str, object]:
    """One row of out.accuracy, of texts that were not in view, unless changed."""
    row: dict[str, object] = {
        "version": version, "is_in_force": version == NOW, "material": material, "is_tuned_on": False,
        "unit": "passage", "measured_on": date(2026, 11, 30), "low": 0.6, "high": 0.86,
    }  # fmt: skip
    return row | FLAGGED | changes


ROWS = [
    measured(NOW, "invented texts"),
    measured(NOW, "invented texts", measure="flag_recall", k=20, value=0.5),
    measured(NOW, "invented texts", measure="themes_f1", k=None, value=0.821, low=None, high=None),
    measured(NOW, "invented texts", unit="process", measure="level_right", k=36, value=0.9),
    measured(NOW, "invented texts", measure="precision", cut="kind", cut_value="requirement", n=9, k=8, value=0.889),
    measured(NOW, "invented texts", measure="kind_right", cut="score", cut_value="0.9 to 1", n=9, k=8, value=0.889),
    measured(NOW, "texts in view", is_tuned_on=True, n=41, k=41, value=1.0),
    measured(BEFORE, "real notices", n=77),
    measured(LONG_AGO, "real notices", n=66, k=None, low=None, high=None),
    measured(LONG_AGO, "real notices", n=55, measure="recall", cut="kind", cut_value="mention"),
    measured(BEFORE, "one odd list", n=44, measure="flag_recall", cut="source", cut_value="ted"),
]


@pytest.fixture(scope="module")
def measured_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("measured")
    con = snapshot_of([process(1, "R3")])
    for row in ROWS:
        insert(con, "out.accuracy", row)
    report(con, folder)
    yield folder
    con.close()


def text_of(path: Path) -> str:
    return " ".join(soup_of(path).get_text(" ").split())


def test_its_contents_lead_to_every_section(measured_site: Path) -> None:
    page = soup_of(measured_site / "method" / "index.html")
    wanted = [str(head["id"]) for head in page.select("main h2[id]")]
    assert [str(link["href"]) for link in page.select("nav.contents a")] == [f"#{name}" for name in wanted]
    assert {"law", "biases", "corrections", "changelog"} <= set(wanted)


def test_the_version_in_force_stands_there_on_unseen_texts_alone(measured_site: Path) -> None:
    told = " ".join(table.get_text(" ") for table in soup_of(measured_site / "method" / "index.html").select("table"))
    told = " ".join(told.split())
    rightly = "Passages: shown as evidence, rightly (of those the program takes for evidence)"
    assert f"{rightly} 75% 60% to 86% 30 of 40" in told
    assert "Passages: evidence that was found (of those a reader takes for evidence) 50% 60% to 86% 20 of 40" in told
    assert "Passages: themes (F1) 0.82 40" in told
    assert "Whole texts: level right" in told
    assert "Requirement Passages: called so, rightly 89%" in told
    assert "41 of 41" not in told  # in view when rules were written
    for n in (77, 66, 55, 44):  # of earlier versions
        assert f" of {n}" not in told


def test_what_is_folded_away_stays_folded_in_print(measured_site: Path) -> None:
    page = soup_of(measured_site / "method" / "index.html")
    assert [fold.select("summary")[0].get_text() for fold in page.select("details.folded")][:1] == [
        "By kind of passage and by level"
    ]
    style = next((measured_site / "static").glob("site-*.css")).read_text(encoding="utf-8")
    assert "details:not(.folded)::details-content" in style[style.index("@media print") :]


def test_earlier_versions_have_a_page_the_latest_first(measured_site: Path) -> None:
    page = soup_of(measured_site / "method" / "accuracy" / "index.html")
    assert [code.get_text() for code in page.select("caption code")] == [NOW, BEFORE, LONG_AGO]
    told = text_of(measured_site / "method" / "accuracy" / "index.html")
    assert "30 of 77 60% to 86%" in told
    assert "75% 66" in told  # of this one no count was given
    assert "texts in view" not in told


def test_no_measurement_is_lost(measured_site: Path) -> None:
    text = (measured_site / "data" / "accuracy.csv").read_text(encoding="utf-8-sig")
    assert len(list(csv.DictReader(text.splitlines()))) == len(ROWS)
    links = {str(link["href"]) for link in soup_of(measured_site / "method" / "index.html").select("#checks ~ p a")}
    assert {"../data/accuracy.csv", "accuracy/index.html"} <= links


def test_a_version_not_measured_is_said_to_be_so(tmp_path: Path) -> None:
    con = snapshot_of([process(1, "R3")])
    insert(con, "out.accuracy", measured(BEFORE, "real notices"))
    report(con, tmp_path)
    told = text_of(tmp_path / "method" / "index.html")
    assert "The version in force has not been measured on unseen texts; earlier versions have." in told


def test_nothing_measured_leads_nowhere(tmp_path: Path) -> None:
    report(snapshot_of([process(1, "R3")]), tmp_path)
    told = text_of(tmp_path / "method" / "index.html")
    assert "The version in force has not been measured on unseen texts." in told
    assert "Every version on unseen texts" not in told
    assert not (tmp_path / "data" / "accuracy.csv").exists()
