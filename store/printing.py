"""Data on standard output: tables for people, JSON and CSV for programs."""

import csv
import sys
from collections.abc import Iterable
from typing import Any

import orjson
from rich.console import Console
from rich.table import Table
from rich.text import Text

from crawler.printable import printable


def print_table(columns: list[str], rows: list[tuple[Any, ...]]) -> None:
    """Print rows as a table; whole values when standard output is not a terminal."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(Text(printable(column)), overflow="fold")
    for row in rows:
        # As text, or brackets in it would be taken for markup.
        table.add_row(*(Text("" if value is None else printable(str(value))) for value in row))
    console = Console() if sys.stdout.isatty() else Console(width=4000, highlight=False)
    with console.capture() as captured:
        console.print(table)
    for line in captured.get().splitlines():
        print(line.rstrip())


def print_lines(lines: Iterable[str]) -> None:
    """Print lines for a person; nothing that data hold can steer the terminal."""
    for line in lines:
        print(printable(line))


def print_csv(columns: list[str], rows: list[tuple[Any, ...]]) -> None:
    """Print rows as CSV under a line of column names."""
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(columns)
    out.writerows(rows)


def print_json(value: object) -> None:
    """Print a value as indented JSON."""
    print(orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_NON_STR_KEYS, default=str).decode())


def print_line(value: object) -> None:
    """Print a value as one line of JSON."""
    print(orjson.dumps(value).decode())
