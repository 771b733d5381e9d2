"""Pages of organisations with ten awards or more: what each is, and whose contracts it holds. Persons have none."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from duckdb import DuckDBPyConnection
from markupsafe import Markup

from reports.content import STANDS, Content, Kept, Site, Slotted
from reports.pages.parts.layout import Common
from reports.pages.parts.marked import marked, parts_of
from reports.pages.parts.render import csv_table, csv_text, macros
from reports.snapshot.load import digests, fetch, stream
from reports.words.labels import label
from reports.words.wording import day, folder_name, how_many, number, pounds, registered_name
from store.hashes import short_hash

Row = dict[str, Any]
Files = Iterator[tuple[str, Content]]
LEAST_AWARDS = 10
SHOWN = 40  # awards on the page; the CSV holds all
NOT_IN_CSV = ("supplier_key", "has_page")


def supplier_files(
    con: DuckDBPyConnection, common: Common, suppliers: Mapping[str, Row], with_page: Sequence[str], site: Site
) -> Files:
    """The list, and the page of each with its awards as CSV; `with_page` are the authorities that can be linked to.

    Awards are asked for of those alone of which they have changed.
    """
    listed = sorted(suppliers.values(), key=lambda row: (-row["awards"], row["name"].casefold(), row["supplier_key"]))
    yield (
        "suppliers/index.html",
        common.page("suppliers.html", 1, "suppliers", section_page=True, suppliers=listed, least=LEAST_AWARDS),
    )
    if listed:
        yield "suppliers/suppliers.csv", csv_text(listed, is_sample=common.cut.is_sample)
    asked = {"least_n": LEAST_AWARDS, "with_page": with_page}
    counted = digests(con, "awards/supplier_awards", "supplier_key", supplier_keys=None, **asked)
    own = {key: _Own(suppliers[key], *counted[key], common) for key in sorted(counted) if key in suppliers}
    kept = [each for each in own.values() if site.keeps_rows(each.page, each.rows, [each.table])]
    for each in kept:
        if site.keeps(each.page, each.key):
            yield each.page, Kept(common.slots(2))
        else:
            yield from _page(common, each, parts_of(site.text(each.page)))
        yield each.table, STANDS
    changed = sorted(own.keys() - {each.row["supplier_key"] for each in kept})
    awards = stream(con, "awards/supplier_awards", supplier_keys=changed, **asked)
    for key, found in groupby(awards, key=lambda row: str(row["supplier_key"])):
        rows = list(found)
        table = macros("supplier_rows.html").table(rows[:SHOWN], "../../")
        yield from _page(common, own[key], marked({"table": table}))
        columns = [name for name in rows[0] if name not in NOT_IN_CSV]
        told = ([row[name] for name in columns] for row in rows)
        yield own[key].table, csv_table(columns, told, is_sample=common.cut.is_sample)


def load_suppliers(con: DuckDBPyConnection) -> dict[str, Row]:
    """Those organisations by their key, each with the folder of its page."""
    found = fetch(con, "awards/suppliers", least_n=LEAST_AWARDS)
    return {row["supplier_key"]: row | {"folder": folder_of(row["supplier_key"])} for row in found}


def folder_of(supplier_key: str) -> str:
    """Folder of the page of a supplier in the site."""
    name = folder_name(supplier_key.replace(":", "-", 1))
    return f"suppliers/{name}"


class _Own:
    """What is known of one supplier: its row, how many awards, a key of all that its table and CSV tell, and of all."""

    def __init__(self, row: Row, total: int, digest: str, common: Common) -> None:
        self.row = row
        self.total = total
        self.rows = short_hash(f"{digest} {total} {common.cut.is_sample}".encode())
        self.key = common.page_key(row, total, digest)
        self.page, self.table = f"{row['folder']}/index.html", f"{row['folder']}/awards.csv"


def _page(common: Common, own: _Own, parts: Mapping[str, Markup]) -> Files:
    values: Row = {"s": own.row, "own": parts, "total": own.total, "shown": min(own.total, SHOWN)}
    text = common.slotted("supplier.html", 2, "suppliers", finding=finding(own.row), **values)
    yield own.page, Slotted(text, common.slots(2), own.key, own.rows)


def finding(supplier: Row) -> str:
    """What is known of it, in a sentence that can be quoted alone."""
    known = supplier["awards"] - supplier["unknown"]
    status = label(supplier["status"], "supplier_status").lower()
    worth = f", worth {pounds(supplier['value_gbp'])} without VAT and without frameworks"
    money = worth if supplier["value_gbp"] else ""
    scored = (
        f" Of the {number(known)} whose competition is known, {number(supplier['scored'])} scored social value."
        if known
        else ""
    )
    return (
        f"{registered_name(supplier['name'])} ({status}) won {how_many(supplier['awards'], 'award')} of "
        f"{how_many(supplier['authorities'], 'authority', 'authorities')} from "
        f"{day(supplier['first_on'])} to {day(supplier['last_on'])}{money}.{scored}"
    )
