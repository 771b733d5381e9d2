"""Data on standard output: tables for people, JSON and CSV for programs."""

import codecs
import csv
import datetime as dt
import io
import sys
from collections.abc import Iterable
from typing import Any

import orjson
from rich.console import Console
from rich.table import Table
from rich.text import Text

from crawler.text.printable import printable
from store.errors import StoreError

_LEAST_64_BITS, _MOST_64_BITS = -(2**63), 2**64 - 1
_ESCAPED = "svmonitor.escaped"


def write_anything() -> None:
    """Let standard output and error take every character, whatever their encoding: one they lack is written as in JSON.

    So a terminal or a pipe that knows ASCII alone stops nothing, and JSON stays JSON. CSV is in UTF-8: see `print_csv`.
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


def refuse_closed() -> None:
    """Stop where there is nowhere to print to.

    Raises:
        StoreError: standard output is closed.
    """
    if sys.stdout is None:
        raise StoreError("standard output is closed, so that nothing can be printed: give it a file, such as /dev/null")


def apart(columns: list[str]) -> list[str]:
    """Names of columns that are all different: of those that are the same the later ones get a number, as `a_1`."""
    taken, names = set(columns), []
    for column in columns:
        name, number = column, 0
        while name in names or (number and name in taken):
            number += 1
            name = f"{column}_{number}"
        names.append(name)
    return names


def print_table(columns: list[str], rows: list[tuple[Any, ...]]) -> None:
    """Print rows as a table; whole values when standard output is not a terminal."""
    refuse_closed()
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
    refuse_closed()
    for line in lines:
        print(printable(line))


def print_csv(columns: list[str], rows: list[tuple[Any, ...]]) -> None:
    """Print rows as CSV under a line of column names; in UTF-8, but on a terminal, as CSV knows no escapes."""
    refuse_closed()
    if isinstance(sys.stdout, io.TextIOWrapper) and not sys.stdout.isatty():
        sys.stdout.reconfigure(encoding="utf-8")
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(columns)
    out.writerows(rows)


def print_json(value: object) -> None:
    """Print a value as indented JSON."""
    refuse_closed()
    option = orjson.OPT_INDENT_2 | orjson.OPT_NON_STR_KEYS
    try:
        text = orjson.dumps(value, option=option, default=str)
    except orjson.JSONEncodeError:
        text = orjson.dumps(_plain(value), option=option, default=str)
    print(text.decode())


def _plain(value: Any) -> Any:
    """A value with what orjson refuses written otherwise: numbers of more than 64 bits, times with a zone, keys."""
    if isinstance(value, dict):
        return {_plain_key(key): _plain(held) for key, held in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(held) for held in value]
    if isinstance(value, int) and not _LEAST_64_BITS <= value <= _MOST_64_BITS:
        return orjson.Fragment(str(value))
    if isinstance(value, dt.time) and value.tzinfo is not None:
        return str(value)
    return value


def _plain_key(key: Any) -> Any:
    return key if isinstance(key, str | float | bool | dt.date | None) else str(key)


def print_line(value: object) -> None:
    """Print a value as one line of JSON."""
    refuse_closed()
    print(orjson.dumps(value).decode())
