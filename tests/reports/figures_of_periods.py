"""Figures of several periods, each with numbers of its own, so that a query of another period than the page is seen."""

from datetime import date
from typing import Any

from duckdb import DuckDBPyConnection

from tests.reports.builders import insert

YEAR = {"period_kind": "rolling_12_months", "period": "2026-W47"}
BEFORE = {"period_kind": "rolling_12_months", "period": "2026-W46"}
QUARTER = {"period_kind": "rolling_13_weeks", "period": "2026-W47"}
EVER = {"period_kind": "all", "period": "all"}
PERIODS = (YEAR, BEFORE, QUARTER, EVER)
SPAN = {"period_from": date(2025, 11, 24), "period_until": date(2026, 11, 22)}
KINDS = ("unitary", "county")
Row = dict[str, Any]


def add_figures(con: DuckDBPyConnection) -> None:
    for size, period in enumerate(PERIODS):
        for extra, kind in enumerate(("all", *KINDS)):
            grown = 10 * size + extra
            add_spread(con, period | {"authority_kind": kind}, grown)
            counts = {"n": 60 + grown, "jobs_skills": 30 + grown, "community_cohesion": 20 + extra, "both_themes": size}
            insert(con, "out.theme_ratio", period | {"authority_kind": kind, "ratio_basis": "none"} | counts)
        add_winners(con, period, size)
    for year, n in (("2024-25", 41), ("2025-26", 52)):
        named = {"n": n, "mentions": n - 9, "top_standard": "TOMS", "top_share": 0.5, "effective_standards": 2.5}
        where = {"period_kind": "financial_year", "period": year, "authority_kind": "all"}
        insert(con, "out.standard_concentration", where | named)
    add_effects(con)


def add_spread(con: DuckDBPyConnection, where: Row, grown: int) -> None:
    for least, indicator in enumerate(("I1", "I3")):
        rates = {
            name: (place + grown + least) / 100 for name, place in (("rate_p10", 8), ("rate_p50", 30), ("rate_p90", 55))
        }
        habits = {"none_count": 3 + grown, "some_count": 9 + least, "all_count": 2}
        row = where | {"indicator": indicator, "authorities": 14 + grown + least, "n": 200, "k": 90}
        insert(con, "out.dispersion", row | rates | habits | {"between_sd": 0.2})


def add_winners(con: DuckDBPyConnection, period: Row, size: int) -> None:
    for indicator in ("vcse_awards", "vcse_value", "sme_awards", "sme_value"):
        for extra, group in enumerate(("all", "scored", "none")):
            n = 100 + 50 * size + extra
            figures = {"n": n, "k": 12 + extra, "k_declared": 15 + extra, "unknown": 4 + size, "excluded": 0}
            bounds = {"bound_low": (12 + extra) / n, "bound_high": (16 + extra + size) / n, "known_rate": 0.1}
            whole = {
                "indicator": indicator,
                "evidence_group": group,
                "cut": "all",
                "cut_value": "all",
                "is_reliable": True,
            }
            insert(con, "out.winner", period | SPAN | whole | figures | bounds)


def add_effects(con: DuckDBPyConnection) -> None:
    for indicator in ("I1", "I3"):
        shares = {"n_before": 200, "k_before": 40, "n_after": 100, "k_after": 31}
        shares |= {"control_n_before": 400, "control_k_before": 60, "control_n_after": 300, "control_k_after": 63}
        told = {"effect": 0.11, "effect_low": 0.02, "effect_high": 0.2, "months_before": 24, "months_after": 12}
        what = {"comparison": "ppn", "indicator": indicator, "on_date": date(2025, 2, 24), "title": "PPN 002"}
        insert(
            con,
            "out.policy_effect",
            {"is_placebo": False, "population": "central", "certainty": "read"} | what | shares | told,
        )


def add_awards(con: DuckDBPyConnection) -> None:
    """Forty awards; three to the voluntary sector, and four of whose opening notice nothing is known."""
    for number_ in range(40):
        row = {
            "ocid": f"ocds-award-{number_:03}", "award_id": "1", "supplier_key": f"s{number_}", "notice_id": "1-2026",
            "source": "find_a_tender", "awarded_on_basis": "stated", "value_basis": "missing", "is_framework": False,
            "supplier_count": 1, "supplier_status": "company", "status_basis": "none", "is_sample": False,
            "is_vcse_reserved": False, "is_vcse_matched": number_ < 3,
            "evidence_group": "scored" if number_ % 2 else "none",
            "days_to_award": None if number_ > 35 else 60 + number_,
        }  # fmt: skip
        insert(con, "out.award", row)


def add_delivery(con: DuckDBPyConnection) -> None:
    for size, period in enumerate((EVER, {"period_kind": "financial_year", "period": "2025-26"})):
        for extra, indicator in enumerate(
            ("kpis_published", "social_value_kpi", "rating_due", "rating_found", "rating_overdue")
        ):
            n, k = 90 - 40 * size - extra, 40 - 20 * size - 3 * extra
            row = {"indicator": indicator, "n": n, "k": k, "unknown": extra, "excluded": 5, "rate": k / n}
            bounds = {
                "bound_low": k / n,
                "bound_high": (k + extra) / n,
                "is_reliable": True,
                "as_of": date(2026, 11, 22),
            }
            insert(con, "out.delivery", period | SPAN | {"cut": "all", "cut_value": "all"} | row | bounds)
    for ocid in ("ocds-test-000001", "ocds-test-000002"):
        steps = [("promised", ocid.endswith("1")), ("kpi", True), ("rating", True)]
        for place, (step, is_social_value) in enumerate(steps, 1):
            row = {
                "ocid": ocid,
                "step_number": place,
                "step": step,
                "is_social_value": is_social_value,
                "suppliers": [],
            }
            row |= {"happened_on": date(2026, 3, place), "happened_on_basis": "published", "is_sample": False}
            insert(con, "out.delivery_chain", row | {"level": "R3", "kpi_id": "1", "notice_id": f"{place}-2026"})
