"""Measure registers: loading 170,000 charities and 5,000,000 companies, and matching a million awards with them.

All names are made up from syllables. Run: python -m tests.benchmarks.registers [--awards 1000000] [--keep FOLDER]
Prints precision and recall of the matches too, as every supplier is made from a known body or from none.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import duckdb

from store.database import writer
from store.registers.load import load
from store.registers.matching import match_suppliers
from store.registers.names import keyed
from store.sql_files import run_script
from tests.benchmarks.meter import metered

SQL = Path(__file__).parent / "sql" / "synthetic_registers.sql"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--awards", type=int, default=1_000_000)
    parser.add_argument("--suppliers", type=int, default=250_000)
    parser.add_argument("--charities", type=int, default=170_000)
    parser.add_argument("--companies", type=int, default=5_000_000)
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    folder = options.keep or Path(tempfile.mkdtemp(prefix="registers-"))
    home = folder / "home"
    if not (home / "registers").exists():
        make_registers(folder, options.charities, options.companies)
        for name in ("publicextract.charity.txt", "BasicCompanyDataAsOneFile-2026-11-01.csv"):
            with metered() as meter:
                done = load(home, folder / name).snapshots[0]
            print(f"load {done.register}: {done.bodies:,} bodies, {done.names:,} names: {meter}")
    with writer(home) as con:
        make_awards(con, folder, options.awards, options.suppliers)
        with metered() as meter:
            match_suppliers(con, home)
        print(f"match {options.awards:,} awards, {options.suppliers:,} suppliers: {meter}")
        judge(con)
        con.execute("DELETE FROM raw.supplier_looked_up WHERE hash(supplier_id) % 100 = 0")
        con.execute(
            "DELETE FROM raw.supplier_found WHERE supplier_id NOT IN (SELECT supplier_id FROM raw.supplier_looked_up)"
        )
        with metered() as meter:
            match_suppliers(con, home)
        print(f"match again with a hundredth of the suppliers new: {meter}")


def make_registers(folder: Path, charities: int, companies: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with duckdb.connect() as con:
        con.execute("SET memory_limit = '4GB'")
        for name, value in (("charities", charities), ("companies", companies), ("folder", str(folder))):
            con.execute(f"SET VARIABLE {name} = ?", [value])
        con.execute(SQL.read_text(encoding="utf-8"))
        con.execute(
            f"COPY made_charity TO '{folder}/publicextract.charity.txt' (FORMAT csv, HEADER, DELIMITER '\t', QUOTE '')"
        )
        con.execute(
            f"COPY made_company TO '{folder}/BasicCompanyDataAsOneFile-2026-11-01.csv' "
            "(FORMAT csv, HEADER, FORCE_QUOTE *)"
        )
        con.execute(f"COPY made_supplier TO '{folder}/suppliers.parquet' (FORMAT parquet)")


def make_awards(con: duckdb.DuckDBPyConnection, folder: Path, awards: int, suppliers: int) -> None:
    run_script(con, "schema/derived_awards.sql")
    con.execute("DELETE FROM core.supplier")
    con.execute("DELETE FROM raw.supplier_looked_up")
    con.execute("DELETE FROM raw.supplier_found")
    con.create_function("key_of", lambda name: keyed(name).key, ["VARCHAR"], "VARCHAR")
    con.create_function("form_of", lambda name: keyed(name).form or "", ["VARCHAR"], "VARCHAR")
    con.execute(
        f"""INSERT INTO core.supplier BY NAME
        SELECT 's' || number AS supplier_id, name, key_of(name) AS name_key, nullif(form_of(name), '') AS name_form,
            CASE WHEN number % 3 = 0 THEN company_scheme END AS identifier_scheme,
            CASE WHEN number % 3 = 0 THEN company_number END AS identifier,
            [] AS other_identifiers, CASE WHEN number % 8 > 0 THEN district END AS postcode_district,
            false AS is_person, true AS may_be_organisation,
            'find_a_tender' AS source
        FROM '{folder}/suppliers.parquet' WHERE number < {suppliers}"""
    )
    con.execute(
        f"""INSERT INTO core.award BY NAME
        SELECT 'o' || i AS ocid, '1' AS award_id, 'find_a_tender' AS source, 'r' AS release_id, ['r'] AS release_ids,
            '/awards/0' AS path, 'active' AS status, [] AS lots, DATE '2024-01-01' + (i % 900)::INTEGER AS awarded_on,
            'stated' AS awarded_on_basis, 1000.0 AS value_gbp, 'net' AS value_basis, false AS is_framework,
            false AS is_ceiling, 1 AS supplier_count, true AS is_counted, true AS is_sample
        FROM range({awards}) t(i)"""
    )
    con.execute(
        f"""INSERT INTO core.award_supplier BY NAME
        SELECT 'o' || i AS ocid, '1' AS award_id, 's' || (hash(i) % {suppliers}) AS supplier_id
        FROM range({awards}) t(i)"""
    )
    con.execute(
        f"CREATE TEMP TABLE truth AS SELECT 's' || number AS supplier_id, body FROM '{folder}/suppliers.parquet'"
    )


def judge(con: duckdb.DuckDBPyConnection) -> None:
    rows = con.execute(
        """SELECT m.method, count(*), count(*) FILTER (m.register_id = t.body OR m.company_number = t.body)
        FROM core.supplier_match m JOIN truth t USING (supplier_id) GROUP BY ALL ORDER BY ALL"""
    ).fetchall()
    for method, total, right in rows:
        print(f"  {method}: {total:,} matches, {right / total:.4f} right")
    row = con.execute(
        """SELECT count(DISTINCT supplier_id) FILTER (found), count(DISTINCT supplier_id) FROM (
            SELECT t.supplier_id, m.supplier_id IS NOT NULL AS found
            FROM truth t SEMI JOIN core.award_supplier USING (supplier_id)
            LEFT JOIN core.supplier_match m
                ON m.supplier_id = t.supplier_id AND (m.register_id = t.body OR m.company_number = t.body)
            WHERE t.body IS NOT NULL)"""
    ).fetchone()
    assert row
    print(f"  recall of suppliers that are in a register: {row[0] / row[1]:.4f} of {row[1]:,}")
    queue = con.execute("SELECT count(*), count(DISTINCT supplier_id) FROM core.supplier_review").fetchone()
    print(f"  review queue: {queue[0]:,} candidates of {queue[1]:,} suppliers" if queue else "")


if __name__ == "__main__":
    main()
