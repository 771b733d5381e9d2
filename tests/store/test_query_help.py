"""Help about an example query: what it answers, its columns and sources, whatever stands beside its name."""

import re

import pytest

from store.commands.query_help import columns_of, help_lines, tables_in
from store.query import NamedQuery, list_queries
from svmonitor import main

NAMED = {query.name: query for query in list_queries()}
USAGE = "Usage: svmonitor query [OPTIONS] [SQL]"


@pytest.mark.parametrize("query", NAMED.values(), ids=lambda query: query.name)
def test_every_query_is_told(query: NamedQuery) -> None:
    lines = "\n".join(help_lines(query.name)).splitlines()
    assert f"{query.title}." in lines
    told = {line.split()[0] for line in lines if line.startswith("  ")}
    assert told == {name for name, _ in columns_of(query)} | set(tables_in(query))
    assert set(tables_in(query)) == set(re.findall(r"\b(?:out|core)\.\w+", query.sql))


@pytest.mark.parametrize(
    "words",
    [
        ["themes", "--help"],
        ["--help", "themes"],
        ["-h", "themes"],
        ["themes", "--csv", "-h"],
        ["--json", "themes", "--help"],
        ["--home", "standards", "themes", "--help"],
    ],
)
def test_help_beside_a_name_is_about_the_query(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query", *words]) == 0
    out = capsys.readouterr().out
    assert out.startswith("svmonitor query themes\n")
    assert USAGE not in out


@pytest.mark.parametrize(
    "words", [["--help"], ["-h"], ["SELECT 1", "--help"], ["--csv", "-h"], ["--home", "themes", "-h"], ["", "-h"]]
)
def test_help_without_a_name_is_about_the_command(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query", *words]) == 0
    assert USAGE in capsys.readouterr().out


def test_a_name_that_is_none_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query", "theme", "--help"]) == 2
    assert "there is no example query 'theme': svmonitor query --list shows them" in capsys.readouterr().err
