"""Data on standard output: tables for people, JSON and CSV for programs."""

import codecs
import csv
import io
import sys
from collections.abc import Iterable
from typing import Any

import orjson
from rich.console import Console
from rich.table import Table
from rich.text import Text

from crawler.text.printable import printable

_ESCAPED = "svmonitor.escaped"


def write_anything() -> None:
    """Let standard output and error take every character, whatever their encoding: one they lack is written as in JSON.

    So a terminal or a pipe that knows ASCII alone stops nothing, and JSON stays JSON.
    """
    codecs.register_error(_ESCAPED, _escape)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=_ESCAPED)


def _escape(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    units = error.object[error.start : error.end].encode("utf-16-be", "surrogatepass")
    pairs = (units[place : place + 2] for place in range(0, len(units), 2))
    return "".join(f"\\u{pair.hex()}" for pair in pairs), error.end


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
