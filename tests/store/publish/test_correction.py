"""Rates corrected by an audit, worked by hand; and what stands in their place when there is none."""

from collections.abc import Iterator
from datetime import date
from math import sqrt

import duckdb
import pytest
from statsmodels.stats.proportion import proportion_confint

from store.publish.figures import AuditLabel
from tests.store.builders import rows
from tests.store.publish.figure_rows import filled

# Of 400 processes the classifier finds a criterion in 60, places 40 lower, and leaves 300 alone.
LEVELS = ["R3"] * 60 + ["R2"] * 40 + ["R0"] * 300
LETTERS = "abcdefghijklmnopqrst"
PROCESSES = [
    {
        "level": level,
        "authority_id": f"body-{number}",
        "title": f"Care of {LETTERS[number // 20]}{LETTERS[number % 20]}",
    }
    for number, level in enumerate(LEVELS)
]
# Of each group half, a half and a third are read; what the reader says, and how many times.
READ = {0: [(3, 27), (2, 2), (0, 1)], 60: [(3, 3), (2, 15), (0, 2)], 100: [(3, 1), (2, 1), (0, 98)]}


def labels(version: str = "rules-1") -> list[AuditLabel]:
    said = []
    for first, parts in READ.items():
        levels = [level for level, times in parts for _ in range(times)]
        said += [AuditLabel(f"p{first + place}", version, level, level, level) for place, level in enumerate(levels)]
    return said


def figure(con: duckdb.DuckDBPyConnection, indicator: str, columns: str) -> tuple[object, ...]:
    sql = f"SELECT {columns} FROM out.indicator WHERE indicator = ? AND period_kind = 'month' AND cut = 'all'"
    return rows(con, sql, [indicator])[0]


@pytest.fixture(scope="module")
def audited() -> Iterator[duckdb.DuckDBPyConnection]:
    con = filled(PROCESSES, labels())
    yield con
    con.close()


def test_share_of_each_stratum_weighs_as_the_stratum_does(audited: duckdb.DuckDBPyConnection) -> None:
    # Of the flagged 47 of 50 labels are right, of the silent 2 of 100 are missed: (100 * 0.94 + 300 * 0.02) / 400.
    assert figure(audited, "I1", "rate, corrected_rate, correction_basis") == (
        0.25,
        pytest.approx((100 * 47 / 50 + 300 * 2 / 100) / 400),
        "audit",
    )


def test_what_is_placed_lower_is_a_stratum_of_its_own(audited: duckdb.DuckDBPyConnection) -> None:
    # 27 of 30 found, 3 of 20 placed lower, 1 of 100 silent: the labels of the found alone would say 27 / 30 of 60.
    expected = (60 * 27 / 30 + 40 * 3 / 20 + 300 * 1 / 100) / 400
    assert figure(audited, "I3", "rate, corrected_rate") == (0.15, pytest.approx(expected))


def test_interval_joins_those_of_the_strata(audited: duckdb.DuckDBPyConnection) -> None:
    parts = [(0.15, 27, 30), (0.1, 3, 20), (0.75, 1, 100)]
    rate = sum(weight * k / n for weight, k, n in parts)
    ends = [(weight, k / n, *proportion_confint(k, n, method="wilson")) for weight, k, n in parts]
    between = sum(weight * (k / n - rate) ** 2 for weight, k, n in parts) / (rate * (1 - rate))
    low, high = proportion_confint(rate * 400, 400, method="wilson")
    below = sum((weight * (share - end)) ** 2 for weight, share, end, _ in ends) + between * (rate - low) ** 2
    above = sum((weight * (end - share)) ** 2 for weight, share, _, end in ends) + between * (high - rate) ** 2
    found = figure(audited, "I3", "corrected_low, corrected_high")
    # 400 authorities of one process each cost a hair beside no clusters at all.
    assert found == pytest.approx((rate - sqrt(below), rate + sqrt(above)), abs=2e-4)


def test_interval_of_the_corrected_rate_is_wider_than_that_of_the_plain(audited: duckdb.DuckDBPyConnection) -> None:
    assert figure(audited, "I1", "corrected_high - corrected_low > rate_high - rate_low") == (True,)


def test_readers_who_differ_on_the_level_may_agree_on_evidence(audited: duckdb.DuckDBPyConnection) -> None:
    # The 27 that one reads as 3 are 5 for another: evidence and scored for both, though their level stays open.
    said = [AuditLabel(each.ocid, each.version, 3, 5, None) if each.level == 3 else each for each in labels()]
    with filled(PROCESSES, said) as con:
        for indicator in ("I1", "I3"):
            columns = "corrected_rate, corrected_low, corrected_high"
            assert figure(con, indicator, columns) == figure(audited, indicator, columns)
        rate, low, high = figure(con, "I5", "corrected_rate, corrected_low, corrected_high")
        assert rate is None or low <= rate <= high  # type: ignore[operator]


def test_open_labels_are_a_band() -> None:
    said = [*labels()[:-20], *(AuditLabel(f"p{180 + place}", "rules-1", 0, 5, None) for place in range(20))]
    with filled(PROCESSES, said) as con:
        rate, low, high = figure(con, "I1", "corrected_rate, corrected_low, corrected_high")
        # As if all 20 were without evidence, and as if all had it.
        least, most = (100 * 47 / 50 + 300 * 2 / 100) / 400, (100 * 47 / 50 + 300 * 22 / 100) / 400
        assert low < least < rate < most < high  # type: ignore[operator]


@pytest.mark.parametrize(
    "said",
    [
        pytest.param([], id="none", marks=pytest.mark.long),
        pytest.param(labels("rules-0"), id="of another version"),
        pytest.param(labels()[:40], id="too few for the period"),
    ],
)
def test_without_an_audit_nothing_is_corrected(said: list[AuditLabel]) -> None:
    with filled(PROCESSES, said) as con:
        assert figure(con, "I3", "corrected_rate, corrected_low, correction_basis") == (None, None, "not_measured")


def test_audit_of_another_month_corrects_only_its_own() -> None:
    later = [{**process, "opened_on": date(2026, 11, 3)} for process in PROCESSES]
    with filled([*PROCESSES, *later], labels()) as con:
        sql = """
            SELECT period, correction_basis FROM out.indicator
            WHERE indicator = 'I1' AND period_kind = 'month' AND cut = 'all' ORDER BY period
        """
        assert rows(con, sql) == [("2026-10", "audit"), ("2026-11", "not_measured")]


def test_what_an_audit_says_is_published(audited: duckdb.DuckDBPyConnection) -> None:
    sql = """
        SELECT basis, found, hit_rate, left_alone, miss_rate FROM out.reading_error
        WHERE indicator = 'I1' AND is_of_version_in_force
    """
    assert rows(audited, sql) == [("audit", 50, pytest.approx(0.94), 100, pytest.approx(0.02))]


def test_measurement_of_another_version_is_shown_and_corrects_nothing(audited: duckdb.DuckDBPyConnection) -> None:
    sql = "SELECT found, hit_rate, left_alone, miss_rate, is_of_version_in_force FROM out.reading_error WHERE basis = ?"
    assert rows(audited, sql, ["independent_measurement"]) == [(9, 1.0, 51, 0.0, False)]


def test_measurement_of_the_version_in_force_is_a_band_around_i1_alone() -> None:
    with filled(PROCESSES, version="rules-3.1.0+model-1.0.0.39d76aa1") as con:
        # Exact intervals of 9 right of 9 and of 0 missed of 51.
        right, missed = 0.025 ** (1 / 9), 1 - 0.025 ** (1 / 51)
        low, high = figure(con, "I1", "rate_low, rate_high")
        assert figure(con, "I1", "corrected_rate, corrected_low, corrected_high, correction_basis") == (
            None,
            pytest.approx(right * low),
            pytest.approx(high + (1 - high) * missed),  # type: ignore[operator]
            "independent_measurement",
        )
        assert figure(con, "I3", "corrected_low, correction_basis") == (None, "not_measured")
