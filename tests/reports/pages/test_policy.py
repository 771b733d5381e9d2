"""Did the policy change anything: verdicts that claim no more than the interval does, and figures of the database."""

from pathlib import Path
from typing import Any

import pytest

from reports.pages.findings.policy import doubt, policy_finding, verdict
from reports.run import report
from tests.reports.builders import insert, process, snapshot_of
from tests.reports.conftest import soup_of

ROW: dict[str, Any] = {
    "comparison": "ppn_06_20_central_local", "indicator": "I3", "on_date": "2021-01-01", "is_placebo": False,
    "title": "PPN 06/20: central departments against councils", "population": "in_scope", "effect": 0.12,
    "effect_low": 0.04, "effect_high": 0.2, "p_value": 0.003, "pre_trend": 0.001, "pre_trend_low": -0.02,
    "pre_trend_high": 0.02, "months_before": 24, "months_after": 20, "n_before": 300, "k_before": 60, "n_after": 250,
    "k_after": 80, "control_n_before": 900, "control_k_before": 180, "control_n_after": 800, "control_k_after": 160,
    "reason": None, "note": "On the same day notices moved to Find a Tender.", "certainty": "V",
}  # fmt: skip
COUNTS = {"placebos": 8, "as_large": 0}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "Up by 12 (+4 to +20)"),
        ({"effect": -0.12, "effect_low": -0.2, "effect_high": -0.04}, "Down by 12 (−20 to −4)"),
        ({"effect_low": -0.01}, "No clear change (−1 to +20)"),
        ({"effect_low": 0.0}, "No clear change (0 to +20)"),
        ({"effect": None, "effect_low": None, "effect_high": None}, "Too few to say"),
    ],
)
def test_a_step_is_called_clear_only_when_its_interval_leaves_out_nought(changes: dict[str, Any], said: str) -> None:
    assert verdict(ROW | changes) == said


def test_groups_that_moved_apart_before_and_placebos_are_told() -> None:
    drifting = ROW | COUNTS | {"pre_trend": 0.05, "pre_trend_low": 0.02, "pre_trend_high": 0.08, "as_large": 3}
    assert doubt(drifting) == (
        "The two drifted apart before it: +5 points a year (+2 to +8). "
        "Of 8 dates without a policy, 3 show a step as large."
    )
    assert doubt(ROW | {"placebos": 2, "as_large": 0}) == (
        "Before it the two show no clear drift apart: +0.1 points a year (−2 to +2). "
        "Of 2 dates without a policy, none show a step as large, too few to lean on."
    )
    untold = doubt(ROW | {"placebos": 0, "as_large": 0, "pre_trend_low": None})
    assert untold.endswith("cannot be told. No date without a policy holds enough to try the same there.")


def test_the_finding_counts_what_can_be_told() -> None:
    assert policy_finding([]).startswith("Too few")
    quiet = ROW | {"effect_low": -0.1}
    assert policy_finding([quiet, ROW | {"indicator": "I1"}]).startswith("In 1 of 1 comparisons")
    assert "; none shows a clear step" in policy_finding([quiet])
    assert "1 shows a clear step" in policy_finding([ROW, quiet])


def test_the_page_shows_the_counts_of_the_database(tmp_path: Path) -> None:
    con = snapshot_of([process(1)])
    insert(con, "out.policy_effect", ROW)
    for month in range(1, 7):
        placebo = ROW | {"is_placebo": True, "on_date": f"2019-{month:02}-01", "effect": 0.05 + 0.02 * month}
        insert(con, "out.policy_effect", placebo)
    report(con, tmp_path)
    page = soup_of(tmp_path / "policy" / "index.html")
    cells = [" ".join(cell.get_text().split()) for cell in page.select("tbody td")]
    assert cells == ["20% of 300", "32% of 250", "20% of 900", "20% of 800", "Up by 12 (+4 to +20)"]
    assert "Of 6 dates without a policy, 3 show a step as large." in page.get_text()
    assert page.select("#chart-effects svg")
    assert (tmp_path / "policy" / "effects.csv").is_file()
