"""Tables as files: Parquet and CSV, and the datapackage.json that describes them from the comments of the database."""

from __future__ import annotations

import csv
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson

from crawler.text.printable import BYTE_ORDER_MARK, FORMULA_START
from store.publish.keys import keys_without_index
from store.sql_files import quoted, read_sql

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import duckdb

# Types of DuckDB as types of a Frictionless table schema.
_FIELD_TYPES = {
    "BIGINT": "integer",
    "INTEGER": "integer",
    "DOUBLE": "number",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "TIMESTAMP WITH TIME ZONE": "datetime",
}
_LIST_NOTE = " In CSV the items stand in one cell, parted by a semicolon and a space."
_CSV_NOTE = (
    " For spreadsheets: the file begins with a byte order mark, and a text that would run as a formula (it begins with "
    "=, +, -, @, a tab or a line end) is led by one apostrophe; numbers are as they are. Parquet files have texts raw."
)
_DICTIONARY_FIELDS = {
    "table": "Schema and name of the table.",
    "column": "Name of the column.",
    "type": "Type in the DuckDB file.",
    "meaning": "What the column says.",
}


@dataclass(frozen=True)
class PackageFacts:
    """What a data package says of itself; `known` holds the hash of each file of a table, by path."""

    data_version: str
    published_at: dt.datetime
    known: Mapping[str, str]


@dataclass(frozen=True)
class Column:
    """A column: its name, DuckDB type, comment, and whether each row has a value."""

    name: str
    type: str
    comment: str
    is_required: bool = False

    @property
    def is_list(self) -> bool:
        """Whether each value is a list."""
        return self.type.endswith("[]")


@dataclass(frozen=True)
class PublishedTable:
    """A table of the database with the comments that document it and the columns that tell its rows apart."""

    schema: str
    name: str
    comment: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()

    @property
    def names(self) -> list[str]:
        """Names of its columns."""
        return [column.name for column in self.columns]

    @property
    def full_name(self) -> str:
        """Schema and name: `out.process`."""
        return f"{self.schema}.{self.name}"

    @property
    def file_stem(self) -> str:
        """Name of its files, less the ending: `out_process`."""
        return f"{self.schema}_{self.name}"


def tables_of(con: duckdb.DuckDBPyConnection, schemas: Sequence[str]) -> list[PublishedTable]:
    """The tables of some schemas of the current database, by schema and name, with their comments and keys."""
    wanted = {"schemas": list(schemas)}
    columns: dict[tuple[str, str], list[Column]] = {}
    for schema, name, *column in con.execute(read_sql("catalogue/columns.sql"), wanted).fetchall():
        columns.setdefault((schema, name), []).append(Column(*column))
    keys = keys_without_index() | {
        (schema, name): tuple(key)
        for schema, name, key in con.execute(read_sql("catalogue/keys.sql"), wanted).fetchall()
    }
    tables = con.execute(read_sql("catalogue/tables.sql"), wanted).fetchall()
    return [
        PublishedTable(schema, name, comment, tuple(columns.get((schema, name), ())), keys.get((schema, name), ()))
        for schema, name, comment in tables
    ]


def metadata_of(table: PublishedTable) -> str:
    """The comments of a table and its columns, as COPY takes them for a Parquet file."""
    pairs = [("comment", table.comment), *((c.name, c.comment) for c in table.columns)]
    return "{" + ", ".join(f"{quoted(name)}: {quoted(comment)}" for name, comment in pairs) + "}"


def write_rows(con: duckdb.DuckDBPyConnection, table: PublishedTable, rows: str, path: Path) -> None:
    """Write rows of a table, of which the SQL of a FROM clause is given, as Parquet or as CSV without its first line.

    A Parquet file carries the comments. In CSV instants are ISO 8601 in UTC, the items of a list stand in one cell,
    parted by `; `, and texts that a spreadsheet would run are led by an apostrophe.
    """
    if path.suffix == ".parquet":
        cells = ", ".join(f't."{name}"' for name in table.names)
        options = f"FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, KV_METADATA {metadata_of(table)}"
    else:
        cells = ", ".join(f'{_cell(column)} AS "{column.name}"' for column in table.columns)
        options = "FORMAT csv, HEADER false, TIMESTAMPFORMAT '%Y-%m-%dT%H:%M:%SZ'"
    con.execute(f"COPY (SELECT {cells} FROM {rows}) TO {quoted(str(path))} ({options})")  # noqa: S608 - names of our own catalogue


def csv_header(table: PublishedTable) -> bytes:
    """The first line of the CSV file of a table, with its byte order mark."""
    return f"{BYTE_ORDER_MARK}{','.join(table.names)}\n".encode()


def _cell(column: Column) -> str:
    """A column as an expression of what stands in its cells."""
    name = f't."{column.name}"'
    if column.is_list:
        name = f"array_to_string({name}, '; ')"
    elif column.type != "VARCHAR":
        return name
    return f"CASE WHEN regexp_matches({name}, {quoted(FORMULA_START)}) THEN chr(39) || {name} ELSE {name} END"


def write_columns(tables: Sequence[PublishedTable], path: Path) -> None:
    """Write the dictionary of all columns, for readers of CSV, whose files cannot hold comments."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(_DICTIONARY_FIELDS)
        for table in tables:
            out.writerows((f"{table.schema}.{table.name}", c.name, c.type, c.comment) for c in table.columns)


def write_datapackage(
    con: duckdb.DuckDBPyConnection,
    tables: Sequence[PublishedTable],
    folder: Path,
    facts: PackageFacts,
) -> None:
    """Describe the CSV and Parquet files below a folder as a Frictionless data package in its `datapackage.json`."""
    data_version, published_at = facts.data_version, facts.published_at
    package = {
        "profile": "data-package",
        "name": "social-value-monitor",
        "id": f"social-value-monitor-{data_version}",
        "title": "Evidence of social value in published UK contract notices",
        "description": "Evidence of social value in published notices: a floor, as most tender documents are not in "
        "the notice. Contains public sector information licensed under the Open Government Licence v3.0.",
        "version": data_version,
        "created": f"{published_at:%Y-%m-%dT%H:%M:%SZ}",
        "keywords": ["social value", "public procurement", "OCDS", "United Kingdom"],
        "licenses": [
            {
                "name": "OGL-UK-3.0",
                "title": "Open Government Licence v3.0",
                "path": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
            }
        ],
        "sources": _sources(con),
        "resources": [
            *(_resource(table, kind, folder, facts.known) for table in tables for kind in ("csv", "parquet")),
            _dictionary(folder),
        ],
    }
    (folder / "datapackage.json").write_bytes(orjson.dumps(package, option=orjson.OPT_INDENT_2))


def _sources(con: duckdb.DuckDBPyConnection) -> list[dict[str, str]]:
    rows = con.execute("SELECT title, url FROM out.source WHERE url IS NOT NULL ORDER BY source").fetchall()
    return [{"title": title, "path": url} for title, url in rows]


def _resource(table: PublishedTable, kind: str, folder: Path, known: Mapping[str, str]) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(column, kind) for column in table.columns]}
    if kind == "csv":
        schema["missingValues"] = [""]
    if table.key:
        schema["primaryKey"] = list(table.key)
    return {
        "name": f"{table.file_stem}_{kind}".lower(),
        **_file(folder, f"{kind}/{table.file_stem}.{kind}", known),
        "profile": "tabular-data-resource" if kind == "csv" else "data-resource",
        "format": kind,
        "mediatype": "text/csv" if kind == "csv" else "application/vnd.apache.parquet",
        "title": f"{table.schema}.{table.name}",
        "description": table.comment + (_CSV_NOTE if kind == "csv" else ""),
        "schema": schema,
    }


def _dictionary(folder: Path) -> dict[str, Any]:
    return {
        "name": "columns_csv",
        **_file(folder, "csv/columns.csv", {}),
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "title": "Dictionary",
        "description": "Every column of every table, with its meaning." + _CSV_NOTE,
        "schema": {
            "fields": [
                {"name": name, "type": "string", "description": text} for name, text in _DICTIONARY_FIELDS.items()
            ],
            "primaryKey": ["table", "column"],
        },
    }


def _file(folder: Path, path: str, known: Mapping[str, str]) -> dict[str, Any]:
    digest = known.get(path)
    if digest is None:
        with (folder / path).open("rb") as file:
            digest = f"sha256:{hashlib.file_digest(file, 'sha256').hexdigest()}"
    return {"path": path, "hash": digest, "bytes": (folder / path).stat().st_size, "encoding": "utf-8"}


def hashes_of(folder: Path) -> dict[str, str]:
    """The hash of each file that the data package of a folder describes; none when it cannot be read."""
    try:
        told = orjson.loads((folder / "datapackage.json").read_bytes())
        return {resource["path"]: resource["hash"] for resource in told["resources"]}
    except (OSError, orjson.JSONDecodeError, KeyError, TypeError):
        return {}


def _field(column: Column, kind: str) -> dict[str, Any]:
    is_cell = column.is_list and kind == "csv"
    field: dict[str, Any] = {
        "name": column.name,
        "type": "array" if column.is_list and kind == "parquet" else _FIELD_TYPES.get(column.type, "string"),
        "description": column.comment + (_LIST_NOTE if is_cell else ""),
    }
    # An empty list, and an empty text, is an empty cell, which a reader of CSV cannot tell from a missing one.
    is_text = column.type == "VARCHAR" or column.is_list
    if column.is_required and not (kind == "csv" and is_text):
        field["constraints"] = {"required": True}
    return field
