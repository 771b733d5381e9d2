"""The data files of store/reference: every row has a source, dates do not overlap, every name leads to one body."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from store.reference.tables import FOLDER, load_reference
from store.sql_files import SQL, run_script
from tests.store.builders import rows, writer

FILES = sorted(FOLDER.rglob("*.csv"))
# What holds words of our own and no facts.
WITHOUT_SOURCE = {"issue_codes", "authority_name_rules", "levels", "name_tokens", "sources", "vocabulary"}


@pytest.fixture(scope="module")
def law() -> Iterator[duckdb.DuckDBPyConnection]:
    with writer() as con:
        load_reference(con)
        run_script(con, "derive/bodies/reference.sql")
        yield con


@pytest.mark.parametrize(
    "path", [path for path in FILES if path.stem not in WITHOUT_SOURCE], ids=lambda path: path.stem
)
def test_every_row_has_a_source(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        assert [row for row in csv.DictReader(file) if not row["source"]] == []


@pytest.mark.parametrize("path", sorted((FOLDER / "law").glob("*.csv")), ids=lambda path: path.stem)
def test_certainty_is_marked(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        marks = {row["certainty"] for row in csv.DictReader(file) if "certainty" in row}
    assert marks <= {"V", "2nd", "K", "unverified"}


def test_every_listed_body_is_central_in_the_classes(law: duckdb.DuckDBPyConnection) -> None:
    """A body that a list names, or whose predecessor it names, is central in that list's days, or marked unverified."""
    sql = """
        SELECT DISTINCT l.body, l.list, c.is_central, c.certainty FROM ref_central_authorities l
        JOIN ref_body_classes c ON c.body = l.body AND c.valid_from <= l.valid_from
            AND coalesce(c.valid_until, l.valid_from) >= l.valid_from
        WHERE NOT coalesce(c.is_central, c.certainty = 'unverified')
    """
    assert rows(law, sql) == []


def test_classes_of_a_body_follow_each_other_without_gap(law: duckdb.DuckDBPyConnection) -> None:
    sql = """
        SELECT body, valid_from FROM ref_body_classes
        QUALIFY valid_from - 1 <> lag(valid_until) OVER (PARTITION BY body ORDER BY valid_from)
    """
    assert rows(law, sql) == []


@pytest.mark.parametrize("table", ["body_classes", "policy_exempt_bodies"])
def test_bodies_named_in_law_are_in_the_lists(law: duckdb.DuckDBPyConnection, table: str) -> None:
    sql = f"SELECT body FROM ref_{table} ANTI JOIN reference_alias ON alias = normalise_name(body)"
    assert rows(law, sql) == []


def test_every_agency_and_arms_length_body_has_a_class(law: duckdb.DuckDBPyConnection) -> None:
    sql = """
        SELECT name FROM ref_bodies WHERE kind = 'arms_length_body' AND name NOT IN (SELECT body FROM ref_body_classes)
    """
    assert rows(law, sql) == []


def test_thresholds_follow_each_other_without_gap(law: duckdb.DuckDBPyConnection) -> None:
    sql = """
        SELECT contract_kind, authority_class, valid_from FROM ref_thresholds
        QUALIFY valid_from - 1
            <> lag(valid_until) OVER (PARTITION BY contract_kind, authority_class ORDER BY valid_from)
    """
    assert rows(law, sql) == []


def test_central_threshold_is_never_above_the_other(law: duckdb.DuckDBPyConnection) -> None:
    sql = """
        SELECT a.valid_from FROM ref_thresholds a JOIN ref_thresholds b USING (contract_kind, valid_from)
        WHERE a.authority_class = 'central' AND b.authority_class = 'sub_central' AND a.amount_gbp >= b.amount_gbp
    """
    assert rows(law, sql) == []


@pytest.mark.parametrize(
    ("day", "central", "sub_central", "is_vat_included"),
    [
        ("2013-01-31", 113_057, 173_934, False),
        ("2015-12-31", 111_676, 172_514, False),
        ("2017-06-01", 106_047, 164_176, False),
        ("2019-06-01", 118_133, 181_302, False),
        ("2021-06-01", 122_976, 189_330, False),
        ("2022-01-01", 138_760, 213_477, True),
        ("2025-12-31", 139_688, 214_904, True),
        ("2026-01-01", 135_018, 207_720, True),
    ],
)
def test_threshold_of_the_day(
    law: duckdb.DuckDBPyConnection, day: str, central: int, sub_central: int, is_vat_included: bool
) -> None:
    sql = """
        SELECT amount_gbp, is_vat_included FROM ref_thresholds
        WHERE contract_kind = 'services' AND ?::DATE BETWEEN valid_from AND valid_until ORDER BY amount_gbp
    """
    assert rows(law, sql, [day]) == [(central, is_vat_included), (sub_central, is_vat_included)]


def test_no_two_bodies_have_one_id(law: duckdb.DuckDBPyConnection) -> None:
    assert rows(law, "SELECT authority_id FROM reference_body GROUP BY ALL HAVING count(*) > 1") == []


def test_no_two_bodies_have_one_official_name(law: duckdb.DuckDBPyConnection) -> None:
    sql = "SELECT normalise_name(name) FROM reference_body GROUP BY ALL HAVING count(*) > 1"
    assert rows(law, sql) == []


def test_every_identifier_leads_to_one_body_we_know(law: duckdb.DuckDBPyConnection) -> None:
    sql = """
        SELECT i.register, i.identifier FROM reference_identifier i LEFT JOIN reference_body b USING (authority_id)
        GROUP BY ALL HAVING count(DISTINCT i.authority_id) > 1 OR count(b.authority_id) = 0
    """
    assert rows(law, sql) == []


def test_every_identifier_has_a_scheme_we_read(law: duckdb.DuckDBPyConnection) -> None:
    sql = "SELECT DISTINCT register FROM reference_identifier ANTI JOIN ref_identifier_schemes USING (register)"
    assert rows(law, sql) == []


def test_every_kind_is_known(law: duckdb.DuckDBPyConnection) -> None:
    assert rows(law, "SELECT DISTINCT kind FROM reference_body ANTI JOIN ref_authority_kinds USING (kind)") == []


def test_every_region_lies_in_the_nation(law: duckdb.DuckDBPyConnection) -> None:
    sql = """
        SELECT b.name FROM reference_body b LEFT JOIN ref_regions r USING (region_code)
        WHERE b.region_code <> 'all' AND r.nation IS DISTINCT FROM b.nation
    """
    assert rows(law, sql) == []


def test_every_successor_and_lead_is_a_body_we_know(law: duckdb.DuckDBPyConnection) -> None:
    assert rows(law, "SELECT authority_id, word FROM reference_tie WHERE tied_id IS NULL") == []


def test_every_body_that_ended_by_reorganisation_has_a_successor(law: duckdb.DuckDBPyConnection) -> None:
    sql = """
        SELECT name FROM reference_body b
        WHERE b.valid_until IS NOT NULL AND b.kind IN ('county', 'unitary', 'district', 'icb')
            AND NOT EXISTS (SELECT 1 FROM reference_tie t WHERE t.authority_id = b.authority_id)
    """
    assert rows(law, sql) == []


def test_successors_begin_when_the_former_body_ends(law: duckdb.DuckDBPyConnection) -> None:
    sql = """
        SELECT b.name, s.name FROM reference_tie t
        JOIN reference_body b USING (authority_id) JOIN reference_body s ON s.authority_id = t.tied_id
        WHERE t.tie = 'successor' AND b.kind IN ('county', 'unitary', 'district') AND s.kind IN ('unitary', 'district')
            AND s.valid_from <> b.valid_until + 1
    """
    assert rows(law, sql) == []


@pytest.mark.parametrize(
    ("kind", "nation", "at_least"),
    [
        ("london_borough", "England", 33),
        ("metropolitan", "England", 36),
        ("unitary", "Wales", 22),
        ("unitary", "Scotland", 32),
        ("district", "Northern Ireland", 11),
        ("police", "England", 39),
        ("police", "Wales", 4),
        ("fire", "England", 44),
        ("icb", "England", 42),
        ("nhs_trust", "England", 200),
        ("university", "England", 120),
        ("housing_association", "England", 150),
    ],
)
def test_how_many_bodies_are_known(law: duckdb.DuckDBPyConnection, kind: str, nation: str, at_least: int) -> None:
    sql = "SELECT count(*) >= ? FROM reference_body WHERE kind = ? AND nation = ?"
    assert rows(law, sql, [at_least, kind, nation]) == [(True,)]


def test_every_level_that_sql_asks_the_rank_of_is_in_the_table(law: duckdb.DuckDBPyConnection) -> None:
    scripts = [path.read_text(encoding="utf-8") for path in SQL.rglob("*.sql")]
    asked = {code for script in scripts for code in re.findall(r"rank_of\('([^']+)'\)", script)}
    assert {"R2", "R3", "R4", "R5"} <= asked
    assert asked <= {level for (level,) in rows(law, "SELECT level FROM ref_levels")}
    assert rows(law, "SELECT level FROM ref_levels WHERE rank IS DISTINCT FROM rank_of(level)") == []
