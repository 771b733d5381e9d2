"""Tables that the database writes are those that we write cell by cell; it puts a text that begins with # in quotes."""

import csv
import io
from datetime import date

from reports.pages.parts.render import csv_text
from reports.snapshot.csv_tables import csv_of_query
from reports.snapshot.load import fetch
from tests.reports.builders import add_indicators, insert, new_snapshot, process

QUERY = "reference/download_series_breaks"
HOSTILE = ("=1+1", "'=1", "-", "a,b", 'say "so"', "two\nlines", "", " led by a blank", "naïve £", "#a")


def rows_of(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def test_text_that_a_spreadsheet_would_run_or_that_breaks_a_line() -> None:
    con = new_snapshot()
    for number, text in enumerate(HOSTILE):
        row = {"break_on": date(2020, 1, 1 + number), "title": f"{number}", "effect": text, "law_source": text}
        insert(con, "out.series_break", row)
    count, table = csv_of_query(con, QUERY, is_sample=True)
    assert count == len(HOSTILE)
    assert rows_of(table.decode()) == rows_of(csv_text(fetch(con, QUERY), is_sample=True))


def test_figures_with_all_their_digits() -> None:
    con = new_snapshot()
    add_indicators(con, [process(number, "R3" if number % 3 else "R0") for number in range(40)], 20)
    query = "reference/download_indicators"
    count, table = csv_of_query(con, query, is_sample=False)
    assert count > 10
    assert table.decode() == csv_text(fetch(con, query), is_sample=False)


def test_a_table_without_rows_is_its_header() -> None:
    count, table = csv_of_query(new_snapshot(), QUERY, is_sample=False)
    assert count == 0
    assert table.decode().endswith(",is_sample\n")
