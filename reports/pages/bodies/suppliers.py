"""Pages of organisations with ten awards or more: what each is, and whose contracts it holds. Persons have none."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from duckdb import DuckDBPyConnection

from reports.pages.parts.layout import Common
from reports.pages.parts.render import csv_table, csv_text
from reports.snapshot.load import fetch, stream
from reports.words.labels import label
from reports.words.wording import day, folder_name, number, pounds, registered_name

Row = dict[str, Any]
Files = Iterator[tuple[str, str]]
LEAST_AWARDS = 10
SHOWN = 40  # awards on the page; the CSV holds all


def supplier_files(
    con: DuckDBPyConnection, common: Common, suppliers: Mapping[str, Row], has_page: frozenset[str]
) -> Files:
    """The list, and the page of each with its awards as CSV; `has_page` are the authorities that can be linked to."""
    listed = sorted(suppliers.values(), key=lambda row: (-row["awards"], row["name"].casefold(), row["supplier_key"]))
    yield (
        "suppliers/index.html",
        common.page("suppliers.html", 1, "suppliers", section_page=True, suppliers=listed, least=LEAST_AWARDS),
    )
    if listed:
        yield "suppliers/suppliers.csv", csv_text(listed, is_sample=common.cut.is_sample)
    awards = stream(con, "awards/supplier_awards", least_n=LEAST_AWARDS)
    for key, own in groupby(awards, key=lambda row: str(row["supplier_key"])):
        if key in suppliers:
            yield from _page(common, suppliers[key], list(own), has_page)


def load_suppliers(con: DuckDBPyConnection) -> dict[str, Row]:
    """Those organisations by their key, each with the folder of its page."""
    found = fetch(con, "awards/suppliers", least_n=LEAST_AWARDS)
    return {row["supplier_key"]: row | {"folder": folder_of(row["supplier_key"])} for row in found}


def folder_of(supplier_key: str) -> str:
    """Folder of the page of a supplier in the site."""
    name = folder_name(supplier_key.replace(":", "-", 1))
    return f"suppliers/{name}"


def _page(common: Common, supplier: Row, awards: Sequence[Row], has_page: frozenset[str]) -> Files:
    yield (
        f"{supplier['folder']}/index.html",
        common.page(
            "supplier.html",
            2,
            "suppliers",
            s=supplier,
            awards=awards[:SHOWN],
            total=len(awards),
            finding=finding(supplier),
            has_page=has_page,
        ),
    )
    columns = [name for name in awards[0] if name != "supplier_key"]
    told = ([row[name] for name in columns] for row in awards)
    yield f"{supplier['folder']}/awards.csv", csv_table(columns, told, is_sample=common.cut.is_sample)


def finding(supplier: Row) -> str:
    """What is known of it, in a sentence that can be quoted alone."""
    known = supplier["awards"] - supplier["unknown"]
    status = label(supplier["status"], "supplier_status").lower()
    money = f", worth {pounds(supplier['value_gbp'])} without frameworks" if supplier["value_gbp"] else ""
    scored = (
        f" Of the {number(known)} whose competition is known, {number(supplier['scored'])} scored social value."
        if known
        else ""
    )
    return (
        f"{registered_name(supplier['name'])} ({status}) won {number(supplier['awards'])} awards of "
        f"{number(supplier['authorities'])} {'authority' if supplier['authorities'] == 1 else 'authorities'} from "
        f"{day(supplier['first_on'])} to {day(supplier['last_on'])}{money}.{scored}"
    )
