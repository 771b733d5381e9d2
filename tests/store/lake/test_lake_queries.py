"""The named queries stay within the SQL that engines of the lake read too; docs/lake.md says on which they were run."""

import re

import pytest

from store.query import NamedQuery, list_queries

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
