"""Questions and answers: no column is lost, no query passed over, no figure refused, and Ctrl-C ends each."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import orjson
import pytest

from store.commands import asking
from store.errors import StoreError
from store.printing import apart, print_csv, print_json, print_lines, print_table
from store.query import NamedQuery, list_queries, run_sql

ROOT = Path(__file__).resolve().parents[2]
ENDLESS = "WITH RECURSIVE t AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM t) SELECT count(*) FROM t"


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        (["a", "b"], ["a", "b"]),
        (["a", "a"], ["a", "a_1"]),
        (["a", "a", "a"], ["a", "a_1", "a_2"]),
        (["a", "a", "a_1"], ["a", "a_2", "a_1"]),
        (["a_1", "a", "a"], ["a_1", "a", "a_2"]),
        (["a", "A"], ["a", "A"]),
        (["", ""], ["", "_1"]),
        (["a", "b", "a", "b"], ["a", "b", "a_1", "b_1"]),
    ],
)
def test_columns_of_one_name_are_told_apart(columns: list[str], expected: list[str]) -> None:
    assert apart(columns) == expected


@pytest.mark.parametrize(
    ("sql", "count"),
    [
        ("SELECT 1; SELECT 2", 2),
        ("SELECT 1;\nSELECT 2;\nSELECT 3;", 3),
        ("SET threads = 1; SELECT 1", 2),
        ("SELECT ';'; SELECT 1", 2),
    ],
)
def test_several_queries_are_refused(sql: str, count: int) -> None:
    with duckdb.connect() as con, pytest.raises(StoreError, match=f"there are {count} queries in this SQL"):
        run_sql(con, sql)


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT 1 AS a",
        "SELECT 1 AS a;",
        "SELECT 1 AS a;;\n",
        "-- one; two\nSELECT 1 AS a; -- three; four",
        "/* ; */ SELECT 1 AS a",
        "FROM (SELECT 1 AS a)",
        "PIVOT (SELECT 'a' AS name, 1 AS value) ON name USING sum(value)",
        "WITH t AS (SELECT 1 AS a) SELECT a FROM t",
    ],
)
def test_one_query_is_one_however_it_is_written(sql: str) -> None:
    with duckdb.connect() as con:
        assert run_sql(con, sql) == (["a"], [(1,)])


@pytest.mark.parametrize("sql", [";", "-- nothing", ""])
def test_nothing_asked_is_told(sql: str) -> None:
    with duckdb.connect() as con, pytest.raises(StoreError, match="there is nothing to ask"):
        run_sql(con, sql)


@pytest.mark.parametrize("sql", ["SELEC 1", "SELECT nothing", "SELECT 1 FROM nowhere", "SELECT 1; SELEC 2"])
def test_wrong_sql_is_one_line(sql: str) -> None:
    with duckdb.connect() as con, pytest.raises(StoreError, match="the query failed") as raised:
        run_sql(con, sql)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("170141183460469231731687303715884105727::HUGEINT", "170141183460469231731687303715884105727"),
        ("-170141183460469231731687303715884105727::HUGEINT", "-170141183460469231731687303715884105727"),
        ("340282366920938463463374607431768211455::UHUGEINT", "340282366920938463463374607431768211455"),
        ("18446744073709551615::UBIGINT", "18446744073709551615"),
        ("[18446744073709551616::HUGEINT, 1]", "[18446744073709551616, 1]"),
        ("{'a': 18446744073709551616::HUGEINT}", '{"a": 18446744073709551616}'),
        ("MAP([18446744073709551616::HUGEINT], [1])", '{"18446744073709551616": 1}'),
        ("'10:00:00+01'::TIMETZ", '"10:00:00+01:00"'),
        ("MAP([1.5::DECIMAL(3, 1)], [1])", '{"1.5": 1}'),
        ("'nan'::DOUBLE", "null"),
        ("DATE '2026-11-18'", '"2026-11-18"'),
        ("INTERVAL 1 DAY", '"1 day, 0:00:00"'),
        ("9223372036854775808::HUGEINT", "9223372036854775808"),
    ],
)
def test_every_figure_is_printed_as_json(sql: str, expected: str, capsys: pytest.CaptureFixture[str]) -> None:
    with duckdb.connect() as con:
        columns, rows = run_sql(con, f"SELECT {sql} AS value, 'é' AS other")
    print_json([dict(zip(columns, row, strict=True)) for row in rows])
    assert json.loads(capsys.readouterr().out) == [{"value": json.loads(expected), "other": "é"}]


def test_a_figure_of_more_than_64_bits_changes_nothing_beside_it(capsys: pytest.CaptureFixture[str]) -> None:
    with duckdb.connect() as con:
        others = "TIMESTAMPTZ '2026-11-18 09:00:00+00', DATE '2026-11-18', 1.5, NULL, TRUE, 'x', 1.50::DECIMAL(4, 2)"
        printed = []
        for number in ("1", "18446744073709551616"):
            print_json(list(run_sql(con, f"SELECT {others}, {number}::HUGEINT")[1][0]))
            printed.append(orjson.loads(capsys.readouterr().out.replace("18446744073709551616", "1")))
    assert printed[0] == printed[1]


@pytest.mark.parametrize(
    "printing",
    [
        lambda: print_table(["a"], [(1,)]),
        lambda: print_csv(["a"], [(1,)]),
        lambda: print_json({}),
        lambda: print_lines(["a"]),
    ],
)
def test_closed_standard_output_is_told(printing: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    assert callable(printing)
    with pytest.raises(StoreError, match="standard output is closed"):
        printing()


@pytest.mark.parametrize("encoding", ["latin-1", "ascii", "utf-16", "cp1252", "utf-8"])
def test_csv_is_in_utf_8_whatever_the_surroundings_say(encoding: str) -> None:
    script = "from store.printing import print_csv, write_anything; write_anything(); print_csv(['a'], [('€ ü 😀',)])"
    environ = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": encoding}
    done = subprocess.run([sys.executable, "-c", script], env=environ, capture_output=True, check=True)
    assert done.stdout.decode("utf-8") == "a\n€ ü 😀\n"


@pytest.mark.parametrize(
    "sql",
    [ENDLESS, f"SELECT * FROM ({ENDLESS})", "SELECT sum(a.range * b.range) FROM range(10000000) a, range(10000000) b"],
)
def test_a_long_query_is_ended_by_ctrl_c(sql: str) -> None:
    script = (
        "import duckdb, signal, sys; from store.query import run_sql\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "con = duckdb.connect(); con.execute('SET memory_limit = \\'1GiB\\''); print('asks', flush=True)\n"
        "try:\n    run_sql(con, sys.argv[1])\nexcept KeyboardInterrupt:\n    print('ended')\n"
    )
    environ = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, "-c", script, sql], env=environ, stdout=subprocess.PIPE, text=True
    ) as asking:
        assert asking.stdout is not None
        asking.stdout.readline()
        time.sleep(1)
        asking.send_signal(signal.SIGINT)
        try:
            assert asking.communicate(timeout=30)[0] == "ended\n"
        finally:
            asking.kill()


@pytest.mark.parametrize(("rows", "is_told"), [(2, False), (3, True)])
def test_a_query_that_leaves_rows_out_says_so(
    rows: int, is_told: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    named = NamedQuery("many", "Many - the first 3 rows", f"-- Many\nFROM range({rows})\nLIMIT 3;")
    monkeypatch.setattr("store.query.list_queries", lambda: [named])
    monkeypatch.setattr("store.commands.asking.snapshot", lambda _: duckdb.connect())
    asking.query("many")
    told = "the first 3 rows: 'svmonitor query many --sql' prints the query; without LIMIT it gives all"
    assert (told in capsys.readouterr().err) == is_told


def test_one_row_that_was_asked_for_is_all() -> None:
    limits = {query.name: query.limit for query in list_queries()}
    assert (limits["headline"], limits["suppliers_of"], limits["by_value"]) == (None, 100, None)
