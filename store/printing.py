"""Data on standard output: tables for people, JSON and CSV for programs."""

import csv
import sys
from typing import Any

import orjson
from rich.console import Console
from rich.table import Table


def print_table(columns: list[str], rows: list[tuple[Any, ...]]) -> None:
    """Print rows as a table; whole values when standard output is not a terminal."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*("" if value is None else str(value) for value in row))
    console = Console() if sys.stdout.isatty() else Console(width=4000, highlight=False)
    with console.capture() as captured:
        console.print(table)
    for line in captured.get().splitlines():
        print(line.rstrip())


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
