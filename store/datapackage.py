"""Tables as files: Parquet and CSV, and the datapackage.json that describes them from the comments of the database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from pathlib import Path

    import duckdb

# Types of DuckDB as types of a Frictionless table schema; lists are written into CSV as text.
_FIELD_TYPES = {
    "BIGINT": "integer",
    "INTEGER": "integer",
    "DOUBLE": "number",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "TIMESTAMP WITH TIME ZONE": "datetime",
}


@dataclass(frozen=True)
class Column:
    """A column: its name, DuckDB type and comment."""

    name: str
    type: str
    comment: str


@dataclass(frozen=True)
class PublishedTable:
    """A table of the database with the comments that document it."""

    schema: str
    name: str
    comment: str
    columns: tuple[Column, ...]

    @property
    def file_stem(self) -> str:
        """Name of its files, less the ending: `out_process`."""
        return f"{self.schema}_{self.name}"


def tables_of(con: duckdb.DuckDBPyConnection, schemas: Sequence[str]) -> list[PublishedTable]:
    """The tables of some schemas of the current database, by schema and name, with their comments."""
    tables = con.execute(
        "SELECT schema_name, table_name, coalesce(comment, '') FROM duckdb_tables() "
        "WHERE database_name = current_database() AND schema_name IN (SELECT unnest($schemas)) ORDER BY ALL",
        {"schemas": list(schemas)},
    ).fetchall()
    return [PublishedTable(schema, name, comment, _columns(con, schema, name)) for schema, name, comment in tables]


def _columns(con: duckdb.DuckDBPyConnection, schema: str, table: str) -> tuple[Column, ...]:
    rows = con.execute(
        "SELECT column_name, data_type, coalesce(comment, '') FROM duckdb_columns() "
        "WHERE database_name = current_database() AND schema_name = $schema AND table_name = $table "
        "ORDER BY column_index",
        {"schema": schema, "table": table},
    ).fetchall()
    return tuple(Column(*row) for row in rows)


def write_table(con: duckdb.DuckDBPyConnection, table: PublishedTable, folder: Path) -> None:
    """Write one table to `parquet/` and `csv/` below a folder; the Parquet file carries the comments."""
    metadata = ", ".join(
        f"{_text(name)}: {_text(comment)}"
        for name, comment in [("comment", table.comment), *((c.name, c.comment) for c in table.columns)]
    )
    source = f'"{table.schema}"."{table.name}"'
    parquet = _text(str(folder / "parquet" / f"{table.file_stem}.parquet"))
    con.execute(f"COPY {source} TO {parquet} (FORMAT parquet, COMPRESSION zstd, KV_METADATA {{{metadata}}})")
    con.execute(f"COPY {source} TO {_text(str(folder / 'csv' / f'{table.file_stem}.csv'))} (FORMAT csv, HEADER)")


def write_datapackage(
    tables: Sequence[PublishedTable], path: Path, data_version: str, published_at: dt.datetime
) -> None:
    """Describe the CSV and Parquet files as a Frictionless data package."""
    package = {
        "profile": "data-package",
        "name": "social-value-monitor",
        "title": "Evidence of social value in published UK contract notices",
        "version": data_version,
        "created": f"{published_at:%Y-%m-%dT%H:%M:%SZ}",
        "licenses": [
            {
                "name": "OGL-UK-3.0",
                "title": "Open Government Licence v3.0",
                "path": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
            }
        ],
        "description": "Contains public sector information licensed under the Open Government Licence v3.0.",
        "resources": [_resource(table, kind) for table in tables for kind in ("csv", "parquet")],
    }
    path.write_bytes(orjson.dumps(package, option=orjson.OPT_INDENT_2))


def _resource(table: PublishedTable, kind: str) -> dict[str, Any]:
    fields = [
        {"name": column.name, "type": _FIELD_TYPES.get(column.type, "string"), "description": column.comment}
        for column in table.columns
    ]
    return {
        "name": f"{table.file_stem}_{kind}".lower(),
        "path": f"{kind}/{table.file_stem}.{kind}",
        "profile": "tabular-data-resource" if kind == "csv" else "data-resource",
        "format": kind,
        "mediatype": "text/csv" if kind == "csv" else "application/vnd.apache.parquet",
        "encoding": "utf-8",
        "title": f"{table.schema}.{table.name}",
        "description": table.comment,
        "schema": {"fields": fields},
    }


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
