"""Why shows of hidden text of tender documents that it is there, and nothing of it; all else as ever."""

from collections.abc import Iterator
from typing import Any

import duckdb
import orjson
import pytest

from store.sql_files import rows_of
from store.why import _document_lines
from tests.store.builders import evidence, writer

HIDDEN = "hidden from who opens the document: gives nothing (else R5)"
SECRET = "Social value 12345 per cent for Jane Doe"
# What else gives nothing is shown, with the reason: anybody who opens the document sees it.
OTHERS = (
    "part of an example: gives nothing (else R3)",
    "guidance left in from a template: gives nothing (else R3)",
    "criteria of another lot: gives nothing (else R3)",
    "a pricing document gives at most R2",
)


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with writer() as con:
        con.execute("CREATE SCHEMA IF NOT EXISTS out; CREATE TABLE out.process (ocid VARCHAR, duplicate_of VARCHAR)")
        con.execute("INSERT INTO out.process VALUES ('p', NULL), ('twin', 'p')")
        yield con


def passages(con: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    return rows_of(con, "why/document_evidence.sql", {"ocid": "p"})


def lines(con: duckdb.DuckDBPyConnection) -> str:
    document = dict.fromkeys(("title", "file_name", "reason", "replaced_by", "sha256", "url", "parent_document_id"))
    told = {**document, "role": "itt", "role_basis": "title", "status": "read"}
    return "\n".join(_document_lines(told, passages(con)))


def add(con: duckdb.DuckDBPyConnection, trail: list[str], ocid: str = "p", text: str = SECRET) -> None:
    weight: dict[str, Any] = {
        "weight_value": 12345.0,
        "weight_unit": "percent",
        "weight_of": "total",
        "weight_pct": 100.0,
    }
    words: dict[str, Any] = {"standards": ["national_toms"], "themes": ["jobs_skills"]}
    evidence(con, "R0", ocid=ocid, text=text, trail=trail, document_id="d", **weight, **words)
    con.execute("UPDATE core.passage SET sheet = 'Weights'")


@pytest.mark.parametrize("ocid", ["p", "twin"])
@pytest.mark.parametrize("trail", [[f"'{SECRET}' is a criterion", HIDDEN], [HIDDEN], [HIDDEN, f"after it: {SECRET}"]])
def test_hidden_text_is_not_shown(con: duckdb.DuckDBPyConnection, trail: list[str], ocid: str) -> None:
    add(con, trail, ocid)
    for told in (lines(con), orjson.dumps(passages(con)).decode()):
        assert not [word for word in ("12345", "Jane", "toms", "jobs_skills") if word in told]
        assert HIDDEN in told
    assert "R0 requirement, sheet Weights: (hidden text: not shown)" in lines(con)


@pytest.mark.parametrize("reason", OTHERS)
def test_what_anybody_sees_is_shown_with_its_reason(con: duckdb.DuckDBPyConnection, reason: str) -> None:
    add(con, ["a cue was found", reason])
    told = lines(con)
    assert f"R0 requirement, sheet Weights: {SECRET}" in told
    assert "weight 12345 percent of total" in told
    assert reason in told


def test_a_text_that_speaks_of_hiding_is_shown(con: duckdb.DuckDBPyConnection) -> None:
    add(con, ["a cue was found"], text="Social value must not be hidden from who opens the document: gives nothing")
    assert "must not be hidden" in lines(con)
