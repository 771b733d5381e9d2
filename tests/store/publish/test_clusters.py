"""Sums over authorities, held against the same sums taken one authority and period at a time."""

import random
from collections import Counter
from collections.abc import Iterator

import duckdb
import pytest

from store.publish import clusters
from store.publish.clusters import count_authorities
from store.reference.tables import load_reference
from store.sql_files import run_script

SEGMENTS, AUTHORITIES, SERIES = 12, 9, 5
KINDS, NATIONS, REGIONS = (1, 2), (3,), (4, 6)
PERIODS = {1: (1, 12, 1), 2: (1, 4, 3), 3: (4, 9, 4), 4: (12, 12, 12)}  # first and last segment, first of the series


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    """Temporary tables as the frame of the figures has them, of random processes."""
    with duckdb.connect() as con:
        load_reference(con)
        run_script(con, "schema/kept.sql")
        con.execute(
            "CREATE TABLE cut AS SELECT range::INTEGER AS cut_id, 'kind' AS cut, range::TEXT AS cut_value FROM range(7)"
        )
        con.execute(
            "CREATE TABLE period (period_id INTEGER, period_kind VARCHAR, period VARCHAR, first_segment INTEGER, "
            "last_segment INTEGER, series_first_segment INTEGER, is_anew BOOLEAN)"
        )
        periods = [(key, str(key), *value) for key, value in PERIODS.items()]
        con.executemany("INSERT INTO period VALUES (?, 'all', ?, ?, ?, ?, true)", periods)
        con.execute("INSERT INTO period VALUES (5, 'week', '5', 1, 1, 1, true), (6, 'all', '6', 2, 3, 2, false)")
        con.execute(
            "CREATE TABLE authority AS SELECT range::INTEGER AS authority_number, 1 + range % 2 AS kind_id, "
            f"3 AS nation_id, 4 + 2 * (range % 2) AS region_id FROM range(1, {AUTHORITIES + 1})"
        )
        con.execute(
            "CREATE TABLE frame (segment INTEGER, authority_number INTEGER, series_id INTEGER, is_in_scope BOOLEAN, "
            "level_rank INTEGER, is_act_named BOOLEAN, is_observable BOOLEAN, has_criteria BOOLEAN, "
            "has_weights BOOLEAN)"
        )
        yield con


def drawn(con: duckdb.DuckDBPyConnection, seed: int) -> list[dict[str, object]]:
    """Random processes, put into the frame."""
    one = random.Random(seed)
    rows = [
        (
            one.randint(1, SEGMENTS),
            one.choice([None, *range(1, AUTHORITIES + 1)]),
            one.choice((-1, SERIES)),
            one.choice((True, True, False, None)),
            one.randint(0, 10),
            *(one.random() < 0.6 for _ in range(4)),
        )
        for _ in range(150)
    ]
    con.executemany("INSERT INTO frame VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    result = con.execute("FROM frame")
    names = [column[0] for column in result.description or []]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def told(row: dict[str, object], ranks: dict[str, int]) -> dict[str, bool]:
    """What a process in scope counts as."""
    rank = int(str(row["level_rank"]))
    return {
        "in_scope": True,
        "flagged": rank >= ranks["R2"],
        "act_named": rank >= ranks["R2"] and bool(row["is_act_named"]),
        "evaluated": rank >= ranks["R3"],
        "weighed": rank >= ranks["R4"],
        "ten": rank >= ranks["R5"],
        "observable": bool(row["is_observable"]),
        "criteria": bool(row["is_observable"] and row["has_criteria"]),
        "weights": bool(row["is_observable"] and row["has_weights"]),
    }


def cuts_of(number: int) -> list[int]:
    return [0, KINDS[number % 2], NATIONS[0], REGIONS[number % 2]]


@pytest.mark.parametrize("at_once", [2, 512])
@pytest.mark.parametrize("seed", [1, 2])
def test_sums_are_those_taken_one_by_one(
    con: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch, seed: int, at_once: int
) -> None:
    monkeypatch.setattr(clusters, "_AUTHORITIES_AT_ONCE", at_once)
    rows = [row for row in drawn(con, seed) if row["authority_number"] and row["is_in_scope"] is not False]
    ranks = dict(con.execute("SELECT level, rank FROM ref_levels").fetchall())
    count_authorities(con)
    members: dict[tuple[int, int, int], Counter[str]] = {}
    for row in rows:
        number, segment = int(str(row["authority_number"])), int(str(row["segment"]))
        counts = told(row, ranks) if row["is_in_scope"] else {"unknown": True}
        for period, (first, last, series_first) in PERIODS.items():
            cuts = cuts_of(number) if first <= segment <= last else []
            cuts += [SERIES] if row["series_id"] == SERIES and series_first <= segment <= last else []
            for cut in cuts:
                members.setdefault((period, cut, number), Counter()).update(counts)
    clustered = [(period, cut, found) for (period, cut, _), found in members.items()]
    wanted = set()
    for indicator, (k, n) in clusters._COUNTS.items():
        for period, cut in {(period, cut) for period, cut, _ in clustered}:
            these = [found for at, which, found in clustered if (at, which) == (period, cut)]
            size = sum(found[n] > 0 for found in these)
            if size > 1:
                sums = (sum(f[one] * f[other] for f in these) for one, other in ((k, k), (k, n), (n, n)))
                wanted.add((period, cut, indicator, size, *sums))
    assert set(con.execute("FROM cluster").fetchall()) == wanted
    many = {
        (period, number, cut, found["in_scope"], found["flagged"], found["evaluated"], found["unknown"])
        for (period, cut, number), found in members.items()
        if cut != SERIES and found["in_scope"] + found["unknown"] >= 5
    }
    assert many
    names = "period_id, authority_number, cut_id, in_scope, flagged, evaluated, unknown"
    assert set(con.execute(f"SELECT {names} FROM authority_count").fetchall()) == many
    few = Counter(
        (period, cut) for period, cut, found in clustered if cut != SERIES and found["in_scope"] + found["unknown"] < 5
    )
    assert {(a, b): n for a, b, n in con.execute("FROM few_authorities").fetchall()} == few


def test_without_processes_there_is_nothing(con: duckdb.DuckDBPyConnection) -> None:
    count_authorities(con)
    for table in ("authority_count", "few_authorities", "cluster"):
        assert con.execute(f"FROM {table}").fetchall() == []
