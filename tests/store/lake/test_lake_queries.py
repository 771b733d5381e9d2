"""The named queries stay within the SQL that engines of the lake read too; docs/lake.md says on which they were run."""

import re

import pytest

from store.query import NamedQuery, list_queries
from svmonitor import main

# What DuckDB reads and Spark 3.5 does not: found by running every query on both.
_FOREIGN = re.compile(
    r"\bQUALIFY\b|\bEXCLUDE\b|\bREPLACE\s*\(|\bunnest\s*\(|\blist_\w+\s*\(|\barg_m(ax|in)\s*\(|::|\bASOF\b|\bILIKE\s+ANY\b",
    re.IGNORECASE,
)
_VIEWS = re.compile(r"\bout\.counted\b")


@pytest.mark.parametrize("query", list_queries(), ids=lambda query: query.name)
def test_a_named_query_can_be_run_on_the_lake(query: NamedQuery) -> None:
    assert not _FOREIGN.findall(query.sql)
    assert not _VIEWS.findall(query.sql), "views are not in the lake"


@pytest.mark.parametrize("sql", ["SELECT 1 QUALIFY true", "SELECT a::INTEGER", "SELECT list_sort(a)"])
def test_what_only_one_engine_reads_is_found(sql: str) -> None:
    assert _FOREIGN.search(sql)


def test_the_sql_of_a_named_query_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query", "headline", "--sql"]) == 0
    assert "FROM out.indicator" in capsys.readouterr().out
    assert main(["query", "SELECT 1", "--sql"]) == 2
    assert "there is no example query 'SELECT 1'" in capsys.readouterr().err
