"""Every principal council of today under the spellings that buyers use: none is lost, none is taken for another."""

from collections.abc import Iterator

import duckdb
import pytest

from store.derive.run import derive
from store.reference.tables import reference_rows
from tests.store.builders import rows, writer

TIERS = (
    ("Metropolitan Borough Council", "MBC"),
    ("Metropolitan District Council", "MDC"),
    ("County Borough Council", "CBC"),
    ("Borough Council", "BC"),
    ("District Council", "DC"),
    ("County Council", "CC"),
    ("City Council", "CC"),
    ("Metropolitan Borough Council", "Council"),
    ("Borough Council", "Council"),
    ("District Council", "Council"),
    ("City Council", "Council"),
    ("London Borough of ", "LB "),
    ("London Borough of ", "LBC "),
)


def spellings(name: str) -> set[str]:
    """The ways a council's official name is written by its own staff."""
    found = {
        name.upper(),
        f"The {name}",
        f"{name} (Housing)",
        f"{name} - Adult Social Care",
        f"Procurement, {name}",
        f"{name} Highways",
        name.replace(" and ", " & "),
        name.replace("-", " "),
    }
    found |= {name.replace(tier, short) for tier, short in TIERS}
    if name.startswith("London Borough of "):
        place = name.removeprefix("London Borough of ")
        found |= {f"{place} Council", f"{place} LBC", f"{place} London Borough Council", f"{place} Borough Council"}
    return found


@pytest.fixture(scope="module")
def derived() -> Iterator[duckdb.DuckDBPyConnection]:
    listed = reference_rows("registers/local_authorities")
    today = [row for row in listed if not row["valid_until"] or row["valid_until"] > "2026-12-31"]
    expected = [(spelling, row["authority_id"]) for row in today for spelling in spellings(row["name"])]
    columns = [list(column) for column in zip(*expected, strict=True)]
    with writer() as con:
        con.execute("CREATE TEMP TABLE expected AS SELECT unnest(?) AS name, unnest(?) AS authority_id", columns)
        con.execute(
            "INSERT INTO core.buyer (buyer_id, name, source) SELECT DISTINCT md5(name), name, 'ted' FROM expected"
        )
        derive(con)
        yield con


def test_none_is_taken_for_another(derived: duckdb.DuckDBPyConnection) -> None:
    sql = """
        SELECT e.name, e.authority_id, m.authority_id FROM expected e
        JOIN core.buyer b USING (name) JOIN core.buyer_match m USING (buyer_id)
        WHERE m.authority_id <> e.authority_id AND m.method <> 'own_name'
    """
    assert rows(derived, sql) == []


def test_none_is_lost(derived: duckdb.DuckDBPyConnection) -> None:
    sql = """
        SELECT e.name FROM expected e
        JOIN core.buyer b USING (name) JOIN core.buyer_match m USING (buyer_id) WHERE m.method = 'own_name'
    """
    assert rows(derived, sql) == []


def test_many_spellings_were_tried(derived: duckdb.DuckDBPyConnection) -> None:
    assert rows(derived, "SELECT count(*) > 3000 FROM expected") == [(True,)]
