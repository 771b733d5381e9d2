"""The help of an example query: `svmonitor query NAME --help` says what it answers, its columns and their sources."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from typer.core import TyperCommand

from store.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.publish.export.datapackage import PublishedTable
    from store.query import NamedQuery

_TABLE = re.compile(r"\b(?:FROM|JOIN)\s+((?:out|core)\.\w+)")
_SENTENCE = re.compile(r"(?<=\.)\s")
_HELP = frozenset({"-h", "--help"})
_ASKED = "store.commands.query_help"


class QueryCommand(TyperCommand):
    """`svmonitor query`: help asked beside the name of an example query is help about that query."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Keep the name beside which help is asked, before the options are read."""
        if _HELP & set(args):
            ctx.meta[_ASKED] = _name_in(args)
        return super().parse_args(ctx, args)

    def get_help(self, ctx: Any) -> str:
        """Help about the query that was named, else about the command."""
        name = ctx.meta.get(_ASKED)
        return "\n".join(help_lines(name)) if name else super().get_help(ctx)


def _name_in(args: list[str]) -> str | None:
    """The first word that is neither an option nor the value of one, if it could be the name of a query."""
    for before, word in zip(["", *args], args, strict=False):
        if not word.startswith("-") and before != "--home":
            return word if word.isidentifier() else None
    return None


def help_lines(name: str) -> Iterator[str]:
    """What an example query answers, its columns with their types, and the tables that it reads.

    Raises:
        StoreError: there is no example query of that name.
    """
    from store.publish.datadocs import schema_tables
    from store.query import list_queries

    query = next((item for item in list_queries() if item.name == name), None)
    if query is None:
        raise StoreError(f"there is no example query '{name}': svmonitor query --list shows them")
    tables = {table.full_name: table for table in schema_tables()}
    sources = [tables[name] for name in tables_in(query)]
    yield f"svmonitor query {name}"
    yield f"\n{query.title}.\n\nColumns:"
    yield from _in_columns([(name, kind, meaning_of(name, sources)) for name, kind in columns_of(query)])
    yield "\nSource:"
    yield from _in_columns([(table.full_name, _first_sentence(table.comment)) for table in sources])
    yield (
        f"\n'svmonitor query {name}' asks it, with --csv or --json for other programs; --sql prints it."
        " docs/data.md says what each column of a table means."
    )


def columns_of(query: NamedQuery) -> list[tuple[str, str]]:
    """The columns that a query gives and their types, as an empty snapshot has them."""
    from store.publish.datadocs import empty_database

    with empty_database() as con:
        described = con.execute(f"DESCRIBE {query.sql}").fetchall()
    return [(column, kind) for column, kind, *_ in described]


def tables_in(query: NamedQuery) -> list[str]:
    """The tables of the snapshot that a query reads, each once, the facts of the snapshot last."""
    found = dict.fromkeys(_TABLE.findall(query.sql))
    return sorted(found, key=lambda table: table == "out.publication")


def meaning_of(column: str, sources: list[PublishedTable]) -> str:
    """What a column means that a query takes as it is: nothing where the query has named it, or two tables differ."""
    told = {_first_sentence(own.comment) for table in sources for own in table.columns if own.name == column}
    return told.pop() if len(told) == 1 else ""


def _first_sentence(text: str) -> str:
    return _SENTENCE.split(text)[0]


def _in_columns(rows: list[tuple[str, ...]]) -> Iterator[str]:
    widths = [max(map(len, cells)) for cells in zip(*rows, strict=True)]
    for row in rows:
        yield "  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
