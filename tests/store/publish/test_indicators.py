"""Indicators: what is counted in each, and when a rate is given."""

from collections.abc import Iterator

import duckdb
import pytest
from scipy.stats import norm
from scipy.stats import t as student
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from store.derive.run import derive
from store.publish.run import publish
from store.snapshot import open_snapshot
from store.sql_files import run_script
from tests.store.builders import IN_SCOPE, at, buyer, criterion, evidence, notice, rows, writer

pytestmark = pytest.mark.usefixtures("_bare_tables")

LEVELS = ("R5+", "R5", "R4", "R3", "R2a", "R2", "R1", "R0n")  # of eight processes; four more are silent
IN_SCOPE_COUNT = 12


def fill(con: duckdb.DuckDBPyConnection) -> None:
    """Twelve processes in scope in one week, two that cannot be told, three outside, and one award."""
    for number in range(IN_SCOPE_COUNT):
        # Two notices are too short to be read.
        words = 10 if number >= 10 else 120
        notice(con, f"in-{number}", **{**IN_SCOPE, "word_count": words})
    for number, level in enumerate(LEVELS):
        evidence(con, level, ocid=f"in-{number}", is_act_named=level == "R2a")
    # Weights in three processes, criteria without weights in a fourth.
    for number in range(3):
        criterion(con, "Social value", (25.0, 10.0, 5.0)[number], ocid=f"in-{number}")
    criterion(con, "Social value", ocid="in-3")
    for number in range(2):
        notice(con, f"unknown-{number}", **{**IN_SCOPE, "value_amount_gross": None})
    criterion(con, "Quality", 60.0, ocid="unknown-0")
    for number in range(3):
        notice(con, f"out-{number}", **{**IN_SCOPE, "main_category": "works"})
    evidence(con, "R5+", ocid="out-0")
    notice(con, "awarded", **{**IN_SCOPE, "stage": "award"})
    notice(con, "elsewhere", **IN_SCOPE, buyer_id=buyer(con, "Surrey County Council"), published_at=at("2026-08-03"))


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    home = tmp_path_factory.mktemp("indicators")
    with writer() as con:
        fill(con)
        derive(con)
        publish(con, home, published_at=at("2026-12-01"))
    with open_snapshot(home) as opened:
        yield opened


def figure(con: duckdb.DuckDBPyConnection, indicator: str, columns: str, period: str = "2026-10") -> tuple[object, ...]:
    sql = f"SELECT {columns} FROM out.indicator WHERE indicator = ? AND period = ? AND cut = 'all'"
    return rows(con, f"{sql} AND period_kind IN ('month', 'week')", [indicator, period])[0]


@pytest.mark.parametrize(
    ("indicator", "k", "n", "unknown", "excluded"),
    [
        ("I1", 6, 12, 2, 3),
        ("I2", 1, 12, 2, 3),
        ("I3", 4, 12, 2, 3),
        ("I3b", 4, 4, 1, 12),
        ("I4", 3, 12, 2, 3),
        ("I4b", 3, 3, 1, 13),
        ("I5", 2, 12, 2, 3),
        ("I5b", 2, 3, 1, 13),
        ("I10a", 10, 12, 2, 3),
        ("I10b", 4, 12, 2, 3),
        ("I10c", 3, 12, 2, 3),
    ],
)
def test_counts(
    snapshot: duckdb.DuckDBPyConnection, indicator: str, k: int, n: int, unknown: int, excluded: int
) -> None:
    assert figure(snapshot, indicator, "k, n, unknown, excluded") == (k, n, unknown, excluded)


def test_week_has_counts(snapshot: duckdb.DuckDBPyConnection) -> None:
    assert figure(snapshot, "I1", "k, n", "2026-W41") == (6, 12)


def test_week_has_no_rate(snapshot: duckdb.DuckDBPyConnection) -> None:
    assert figure(snapshot, "I1", "rate, rate_low, rate_high", "2026-W41") == (None, None, None)


def test_month_of_ten_or_more_has_a_rate(snapshot: duckdb.DuckDBPyConnection) -> None:
    assert figure(snapshot, "I1", "rate") == (0.5,)


def test_month_of_fewer_than_ten_has_no_rate(snapshot: duckdb.DuckDBPyConnection) -> None:
    assert figure(snapshot, "I1", "n, rate, rate_low, rate_high", "2026-08") == (1, None, None, None)


def test_fewer_than_thirty_is_not_reliable(snapshot: duckdb.DuckDBPyConnection) -> None:
    assert figure(snapshot, "I1", "is_reliable") == (False,)


def test_interval_of_a_published_rate(snapshot: duckdb.DuckDBPyConnection) -> None:
    expected = proportion_confint(6, 12, method="wilson")
    assert figure(snapshot, "I1", "rate_low, rate_high") == pytest.approx(expected)


@pytest.mark.parametrize(("k", "n"), [(0, 1), (1, 1), (0, 10), (3, 10), (10, 10), (17, 403), (9_999, 10_000)])
def test_wilson_interval(k: int, n: int) -> None:
    with duckdb.connect() as con:
        con.execute("CREATE SCHEMA out")
        run_script(con, "macros/statistics.sql")
        found = rows(con, "SELECT out.wilson_low(?, ?), out.wilson_high(?, ?)", [k, n, k, n])[0]
    assert found == pytest.approx(proportion_confint(k, n, method="wilson"), abs=1e-12)


@pytest.fixture(scope="module")
def macros() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as con:
        con.execute("CREATE SCHEMA out")
        run_script(con, "macros/statistics.sql")
        yield con


@pytest.mark.parametrize(
    ("k", "n", "k0", "n0"),
    [(41, 98, 30, 102), (0, 20, 5, 20), (10, 10, 9, 30), (700, 1900, 610, 1800), (56, 70, 48, 80), (5, 56, 0, 29)],
)
def test_newcombe_interval(macros: duckdb.DuckDBPyConnection, k: int, n: int, k0: int, n0: int) -> None:
    sql = """
        SELECT out.newcombe_low(a, wilson_low(k, n), b, wilson_high(k0, n0)),
            out.newcombe_high(a, wilson_high(k, n), b, wilson_low(k0, n0))
        FROM (SELECT ?::INT AS k, ?::INT AS n, ?::INT AS k0, ?::INT AS n0, k / n AS a, k0 / n0 AS b)
    """.replace("wilson", "out.wilson")
    expected = confint_proportions_2indep(k, n, k0, n0, compare="diff", method="newcomb")
    assert rows(macros, sql, [k, n, k0, n0])[0] == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("z", [0.0, 0.5, 1.0, 1.96, -2.576, 4.0])
def test_chance_of_a_normal(macros: duckdb.DuckDBPyConnection, z: float) -> None:
    assert rows(macros, "SELECT out.two_sided_p(?)", [z])[0][0] == pytest.approx(2 * norm.sf(abs(z)), abs=2e-7)


@pytest.mark.parametrize("clusters", [4, 10, 30, 400])
def test_few_clusters_cost_what_the_t_distribution_says(macros: duckdb.DuckDBPyConnection, clusters: int) -> None:
    expected = (norm.ppf(0.975) / student.ppf(0.975, clusters - 1)) ** 2
    assert rows(macros, "SELECT out.student_factor(?)", [clusters])[0][0] == pytest.approx(expected, rel=0.02)


def test_cluster_variance_by_hand(macros: duckdb.DuckDBPyConnection) -> None:
    # Three authorities with 4 of 4, 0 of 4 and 2 of 4: deviations 2, -2 and 0 from the half; 3/2 * 8 / 12 squared.
    sql = "SELECT out.cluster_variance(0.5, 12, 3, 16 + 0 + 4, 16 + 0 + 8, 48)"
    assert rows(macros, sql)[0][0] == pytest.approx(1.5 * 8 / 144)


def test_no_evidence_at_all_has_no_lower_end_but_zero(macros: duckdb.DuckDBPyConnection) -> None:
    assert rows(macros, "SELECT out.wilson_low(0, 17), out.wilson_high(17, 17)") == [(0.0, 1.0)]


def test_cut_by_authority_kind_adds_up(snapshot: duckdb.DuckDBPyConnection) -> None:
    sql = "SELECT sum(n) FROM out.indicator WHERE indicator = 'I1' AND period_kind = 'all' AND cut = ?"
    assert rows(snapshot, sql, ["authority_kind"]) == rows(snapshot, sql, ["all"])


def test_theme_share_is_of_flagged_processes(snapshot: duckdb.DuckDBPyConnection) -> None:
    sql = "SELECT DISTINCT n FROM out.theme WHERE period_kind = 'all' AND authority_kind = 'all'"
    assert rows(snapshot, sql) == [(6,)]
