"""Awards, winners and delivery that are brought up to date on a day are those made from all."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from store.publish.awards.figures import AWARDS_KEPT, fill_award_figures
from store.publish.changes import clear_figures
from store.publish.export.datapackage import tables_of
from store.reference.tables import load_reference
from tests.store.publish.figure_rows import prepare
from tests.store.publish.test_renewal import PROCESSES

PUBLISHED = "schema/published.sql"
AWARDS = Path(__file__).with_name("award_days.sql")
# Three processes of an autumn, and the counted one of three that stand on two portals each.
TOUCHED = """
(
    SELECT ocid FROM out.process
    WHERE opened_on BETWEEN '2024-09-01' AND '2024-12-31' AND ocid NOT LIKE 't%' ORDER BY hash(ocid, 'd') LIMIT 3
)
UNION
(
    SELECT ltrim(ocid, 't') FROM out.process WHERE ocid LIKE 't%' AND duplicate_of IS NOT NULL ORDER BY ocid LIMIT 1
)
UNION
(
    SELECT ltrim(ocid, 't') FROM out.process
    WHERE ocid LIKE 't%' AND duplicate_of IS NULL AND source = 'ted' ORDER BY ocid LIMIT 2
)
"""
REGISTER = """
INSERT INTO core.register_snapshot BY NAME
SELECT 'charity_commission' AS register, DATE '2024-06-01' AS snapshot, 1 AS bodies, 1 AS names,
    '' AS checksum, '' AS origin, TIMESTAMPTZ '2026-01-01' AS loaded_at
"""
MATCH = """
INSERT INTO core.supplier_match BY NAME
SELECT
    's7' AS supplier_id, 'charity_commission' AS register, DATE '2024-06-01' AS snapshot, '200007' AS register_id,
    'Invented' AS name, 'charity' AS status, 'exact_name' AS method, 1.0 AS score
"""
# What a day brings: a statement for each process it touches, by `$ocid`, or one for all.
DAYS = {
    "an award is taken back": "UPDATE core.award SET is_counted = false WHERE ocid = $ocid",
    "an award is worth something else": "UPDATE core.award SET value_gbp = 5e8 WHERE ocid = $ocid",
    "an award was made on another day": "UPDATE core.award SET awarded_on = awarded_on + 200 WHERE ocid = $ocid",
    "another supplier": "UPDATE core.award_supplier SET supplier_id = 's1' WHERE ocid = $ocid",
    "a stronger level": "UPDATE out.process SET level = 'R5', level_rank = 9, is_evaluated = true WHERE ocid = $ocid",
    "another body": "UPDATE out.process SET authority_id = 'body 1', authority_kind = 'county' WHERE ocid = $ocid",
    "one process under another": "UPDATE out.process SET duplicate_of = 'p1' WHERE ocid = $ocid",
    "a contract ended": "UPDATE core.contract SET terminated_on = DATE '2026-01-01' WHERE ocid = $ocid",
    "nothing": None,
    "a register knows a supplier": MATCH,
    "the data reach further": "UPDATE data_span SET data_until_on = DATE '2026-06-20'",
    "a week was covered": """
        INSERT INTO out.coverage BY NAME
        SELECT 'contracts_finder' AS source, '2024-W10' AS week, DATE '2024-03-04' AS week_from,
            true AS is_held, true AS is_proven, false AS is_declared""",
}

ONE_OF_EACH = "one of each"
OF_PROCESSES = [statement for statement in DAYS.values() if statement and "$ocid" in statement]
# On a day of one of each nobody would miss these: what else came that day makes the same periods anew.
ALONE = {"an award is worth something else", "another supplier"}


def brought(what: str, touched: list[str]) -> list[tuple[str, dict[str, str] | None]]:
    """The statements of a day with their parameters; on a day of one of each, every process meets another one."""
    if what == ONE_OF_EACH:
        return [(each, {"ocid": touched[number % len(touched)]}) for number, each in enumerate(OF_PROCESSES)]
    statement = DAYS[what]
    if statement is None:
        return []
    return [(statement, {"ocid": ocid}) for ocid in touched] if "$ocid" in statement else [(statement, None)]


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    """The figures on awards of a snapshot in place, attached as `previous`."""
    with duckdb.connect() as con:
        con.execute("SET TimeZone = 'UTC'")
        load_reference(con)
        con.execute(
            "CREATE TEMP TABLE data_span AS "
            "SELECT TIMESTAMPTZ '2026-05-17' AS data_until, DATE '2026-05-17' AS data_until_on"
        )
        con.execute("CREATE TEMP TABLE process_duplicate (ocid VARCHAR, duplicate_of VARCHAR)")
        con.execute("CREATE TEMP TABLE reference_alias (alias VARCHAR, authority_id VARCHAR)")
        con.execute("CREATE TEMP TABLE reference_body (authority_id VARCHAR, kind VARCHAR)")
        for database in ("previous", "renewed", "whole"):
            con.execute(f"ATTACH ':memory:' AS {database}")
        prepare(con, "previous", PUBLISHED)
        con.execute(PROCESSES, {"first": 0, "last": 600})
        con.execute(AWARDS.read_text(encoding="utf-8"))
        con.execute(REGISTER)
        cuts(con)
        fill_award_figures(con)
        yield con


def cuts(con: duckdb.DuckDBPyConnection) -> None:
    """The cuts that coverage is told for, which figures of processes leave."""
    con.execute(
        "CREATE OR REPLACE TEMP TABLE cut AS SELECT 0 AS cut_id, 'all' AS cut, 'all' AS cut_value "
        "UNION ALL SELECT row_number() OVER (), 'source', source FROM (SELECT DISTINCT source FROM out.process)"
    )


def fingerprints(con: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """What the rows of each figure table of awards come to."""
    return {
        table: con.execute(f"SELECT count(*) * 7 + sum(hash(t)::HUGEINT) FROM out.{table} t").fetchall()[0][0]
        for table in (*AWARDS_KEPT, "delivery")
    }


@pytest.mark.parametrize(
    "what",
    [
        ONE_OF_EACH,
        *(what for what in DAYS if what in ALONE or DAYS[what] not in OF_PROCESSES),
        *(
            pytest.param(what, marks=pytest.mark.long)
            for what in DAYS
            if what not in ALONE and DAYS[what] in OF_PROCESSES
        ),
    ],
)
def test_awards_of_a_day_are_those_made_from_all(con: duckdb.DuckDBPyConnection, what: str) -> None:
    con.execute("USE previous")
    before = fingerprints(con)
    tables = [table.full_name for table in tables_of(con, ("core", "out")) if table.name != "setting"]
    touched = [ocid for (ocid,) in con.execute(TOUCHED).fetchall()]
    con.execute("CREATE OR REPLACE TEMP TABLE changed AS SELECT unnest(?::VARCHAR[]) AS ocid", [touched])
    con.execute("UPDATE data_span SET data_until_on = DATE '2026-05-17'")
    prepare(con, "renewed", PUBLISHED)
    for table in tables:
        con.execute(f"INSERT INTO {table} BY NAME FROM previous.{table}")
    for statement, parameters in brought(what, touched):
        con.execute(statement, parameters)
    clear_figures(con, (*AWARDS_KEPT, "coverage"))
    fill_award_figures(con, is_day=True)
    anew = con.execute("SELECT avg(is_anew::INTEGER) FROM period").fetchall()[0][0]
    found = fingerprints(con)
    prepare(con, "whole", PUBLISHED)
    for table in ("out.process", "out.coverage", *(table for table in tables if table.startswith("core."))):
        con.execute(f"INSERT INTO {table} BY NAME FROM renewed.{table}")
    fill_award_figures(con)
    assert found == fingerprints(con)
    assert anew < 0.9
    assert (found == before) == (what == "nothing")


def test_the_twins_of_these_tests_are_told(con: duckdb.DuckDBPyConnection) -> None:
    told = con.execute(
        "SELECT count(*) FROM (SELECT ocid FROM previous.core.award EXCEPT SELECT ocid FROM previous.out.award)"
    )
    assert told.fetchall()[0][0] >= 40
