"""Who wins, is it delivered, and suppliers, with rows behind them: numbers and bounds are those of the database."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from reports.run import report
from tests.reports.builders import LAST_WEEK, insert, process, snapshot_of
from tests.reports.conftest import soup_of

SPAN = {"period_kind": "all", "period": "all", "period_from": date(2026, 1, 1), "period_until": date(2026, 11, 22)}
WEEKS = {"weeks_wanted": 46, "weeks_covered": 8, "coverage_pct": 17.4}
WHOLE = {"cut": "all", "cut_value": "all", "is_reliable": True}
AWARDS = {"n": 40, "k": 10, "k_declared": 12, "unknown": 8, "excluded": 5}
BOUNDS = {"rate": 0.25, "rate_low": 0.14, "rate_high": 0.4, "bound_low": 0.25, "bound_high": 0.5}


def award(number: int, key: str, name: str, status: str) -> dict[str, object]:
    return {
        "ocid": f"ocds-h6vhtk-{number}", "award_id": "1", "supplier_key": key, "source": "find_a_tender",
        "notice_id": f"{number:06d}-2026", "awarded_on": date(2026, 6, 1 + number % 28), "awarded_on_basis": "stated",
        "value_basis": "missing", "is_framework": False, "supplier_count": 1, "supplier_name": name,
        "supplier_status": status, "status_basis": "none", "evidence_group": "none", "is_vcse_reserved": False,
        "is_sample": False,
    }  # fmt: skip


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    con = snapshot_of([process(number, "R5" if number % 2 else "R0", LAST_WEEK) for number in range(1, 21)])
    for indicator in ("vcse_awards", "vcse_value"):
        insert(
            con,
            "out.winner",
            {"indicator": indicator, "evidence_group": "all", **SPAN, **WHOLE, **AWARDS, **BOUNDS, **WEEKS},
        )
    counts = {"kpis_published": (20, 15, 3), "social_value_kpi": (15, 6, 1)}
    for indicator, (n, k, unknown) in counts.items():
        figures = {"n": n, "k": k, "unknown": unknown, "excluded": 9, "rate": k / n, "rate_low": 0.2, "rate_high": 0.9}
        bounds = {"bound_low": k / (n + unknown), "bound_high": (k + unknown) / (n + unknown)}
        insert(
            con,
            "out.delivery",
            {"indicator": indicator, "as_of": date(2026, 11, 22), **SPAN, **WHOLE, **figures, **bounds, **WEEKS},
        )
    for number in range(12):
        insert(con, "out.award", award(number, "GB-COH:01234567", "ACME WIDGETS LTD", "company"))
        insert(con, "out.award", award(number + 100, "person:1", "an individual", "person"))
    folder = tmp_path_factory.mktemp("filled")
    report(con, folder)
    yield folder
    con.close()


def text_of(path: Path) -> str:
    return " ".join(soup_of(path).get_text(" ").split())


def test_who_wins_says_counts_bounds_and_weeks_of_the_database(filled: Path) -> None:
    told = text_of(filled / "winners" / "index.html")
    assert "Charities and social enterprises won between 25% and 50% of contract awards" in told
    assert "Of 40 awards from 1 January 2026 to 22 November 2026, 10 went to a supplier found to be one" in told
    assert "2 more to one that only the notice calls so and of 8 it cannot be told" in told
    assert "Notices are known to be complete on every portal for 8 of the 46 weeks of this figure." in told


def test_bounds_are_drawn(filled: Path) -> None:
    for folder, name in (("winners", "vcse-awards"), ("delivery", "delivery")):
        drawn = (filled / folder / f"{name}.svg").read_text(encoding="utf-8")
        assert "<path" in drawn
    assert "25% to 50% of 40 awards" in (filled / "winners" / "vcse-awards.svg").read_text(encoding="utf-8")


def test_delivery_says_counts_unknowns_and_weeks_of_the_database(filled: Path) -> None:
    told = text_of(filled / "delivery" / "index.html")
    assert "Of 20 contracts over £5 million that have to publish key performance indicators, 15 publish them" in told
    assert "6 of those have one about social value" in told
    assert "3 more may have to" in told
    assert "Notices are known to be complete on every portal for 8 of the 46 weeks of this figure." in told


def test_suppliers_have_a_page_and_a_person_has_none(filled: Path) -> None:
    told = text_of(filled / "suppliers" / "index.html")
    assert "Acme Widgets Ltd" in told
    assert "an individual" not in told
    pages = [path.parent.name for path in filled.glob("suppliers/*/index.html")]
    assert len(pages) == 1
    assert "Acme Widgets Ltd (company) won 12 awards of" in text_of(filled / "suppliers" / pages[0] / "index.html")


def test_a_share_too_small_to_be_said_is_not_drawn(tmp_path: Path) -> None:
    con = snapshot_of([process(1, "R3")])
    for indicator, n in (("kpis_published", 20), ("social_value_kpi", 10), ("rating_found", 8), ("rating_overdue", 8)):
        row = {"indicator": indicator, "as_of": date(2026, 11, 22), "n": n, "k": 2, "unknown": 2, "excluded": 9}
        rates = {"rate": 2 / n if n >= 10 else None, "bound_low": 2 / (n + 2), "bound_high": 4 / (n + 2)}
        insert(con, "out.delivery", {**SPAN, **WHOLE, **row, **rates, **WEEKS})
    report(con, tmp_path)
    drawn = (tmp_path / "delivery" / "delivery.svg").read_text(encoding="utf-8")
    assert ("2 of 20" in drawn, "2 of 10" in drawn, "2 of 8" in drawn) == (True, True, False)
    told = text_of(tmp_path / "delivery" / "index.html")
    assert told.count("Too few") >= 2
    assert told.count("9 such contracts are held and left out") == 1  # above, and not over every table again
