"""Turns data into HTML and CSV text: the templates, the static files and the guard against formulas."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cache
from hashlib import sha256
from importlib.resources import files
from types import NoneType
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from crawler.text.printable import BYTE_ORDER_MARK, as_cell
from reports.pages.sentences import edition as findings
from reports.snapshot.directory import EXCEPTIONS, address_of, listed
from reports.snapshot.rates import LEAST_N
from reports.words import labels, wording

AS_THEY_ARE = frozenset({int, float, date, NoneType})  # of these the CSV writer makes what `cell` would
STATIC = ("site.css", "page.js", "search.js", "clauses.js", "map.js", "query.js")
FILTERS: tuple[Callable[..., Any], ...] = (
    wording.how_many, wording.by_count, wording.pounds_in_parts, wording.pounds_with_vat,
    wording.percent, wording.points, wording.number, wording.weight, wording.pounds, wording.day, wording.days,
    wording.moment, wording.plain, wording.quote_parts, wording.web_address, wording.folder_name, labels.label,
    wording.registered_name, labels.meaning, labels.label_within, findings.interval, findings.change_words,
)  # fmt: skip


@cache
def environment() -> Environment:
    """The templates, with autoescape on and every unknown name an error."""
    env = Environment(
        loader=PackageLoader("reports", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters.update({function.__name__: function for function in FILTERS})
    env.filters["address"] = address_of
    pages = labels.rows("site_pages")
    groups = [
        (group, [page for page in pages if page["group"] == group])
        for group in dict.fromkeys(p["group"] for p in pages)
    ]
    env.globals.update({"site_pages": pages, "site_groups": groups, "listed": listed(), "exceptions": EXCEPTIONS})
    env.globals.update({"static": static_name, "least_n": LEAST_N, "codes": labels.codes, "navigation": navigation})
    return env


def page(template: str, **values: Any) -> str:
    """The text of a page; `root` is the way from it to the top of the site, such as ../../."""
    return environment().get_template(template).render(**values)


def macros(template: str) -> Any:
    """The macros of a template, to be called from here."""
    return environment().get_template(template).module


@cache
def navigation(part: str, *values: str | bool) -> Markup:
    """A part of templates/navigation.html, for the way to the top of the site and the section."""
    return Markup(getattr(macros("navigation.html"), part)(*values))  # noqa: S704 - made by a template


def drawing(svg: str) -> Markup:
    """An SVG drawn by this program, which escapes every text in it, as markup that templates leave alone."""
    return Markup(svg)  # noqa: S704 - drawn by the modules of reports/charts alone


@cache
def static_text(name: str) -> str:
    """Text of reports/static/<name>."""
    return files("reports").joinpath("static", name).read_text(encoding="utf-8")


@cache
def static_name(name: str) -> str:
    """File name of a static file in the site, by content: a kept edition keeps the look it was made with."""
    stem, _, suffix = name.rpartition(".")
    return f"{stem}-{sha256(static_text(name).encode()).hexdigest()[:8]}.{suffix}"


def static_files() -> dict[str, str]:
    """Every static file of the site by its path."""
    return {f"static/{static_name(name)}": static_text(name) for name in STATIC}


def chart_colours() -> str:
    """The part of the style sheet that gives charts their colours."""
    return static_text("site.css").split("/* chart colours */")[1]


def csv_text(rows: Sequence[dict[str, Any]], *, is_sample: bool) -> str:
    """Rows as CSV with a header; sample data say so in every row."""
    return csv_table(list(rows[0]), (row.values() for row in rows), is_sample=is_sample)


def csv_table(columns: Sequence[str], rows: Iterable[Iterable[Any]], *, is_sample: bool) -> str:
    """Columns and rows as CSV with a header; sample data say so in every row."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    mark = str(is_sample).lower()
    out.write(BYTE_ORDER_MARK)
    writer.writerow([*columns, "is_sample"])
    # Numbers and dates go as they are: a table of a million cells takes half the time.
    writer.writerows([*(each if type(each) in AS_THEY_ARE else cell(each) for each in row), mark] for row in rows)
    return out.getvalue()


def cell(value: Any) -> str:
    """One value as CSV text. Text that a spreadsheet would run as a formula is led by an apostrophe."""
    if isinstance(value, str):
        return as_cell(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return as_cell(";".join(value))
    return str(value)
