"""Tables of the lake: made from the published ones with their comments, and kept up with them as versions change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyiceberg.exceptions import NoSuchTableError
from pyiceberg.partitioning import PartitionField, PartitionSpec
from pyiceberg.schema import Schema
from pyiceberg.transforms import IdentityTransform
from pyiceberg.types import (
    BooleanType,
    DateType,
    DoubleType,
    IcebergType,
    IntegerType,
    ListType,
    LongType,
    NestedField,
    StringType,
    TimestamptzType,
)

from store.lake.errors import LakeError
from store.lake.parts import PROPERTY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pyiceberg.catalog.sql import SqlCatalog
    from pyiceberg.table import Table, Transaction

    from store.lake.cuts import LakeTable
    from store.publish.export.datapackage import Column

_TYPES: dict[str, IcebergType] = {
    "VARCHAR": StringType(),
    "BOOLEAN": BooleanType(),
    "SMALLINT": IntegerType(),
    "INTEGER": IntegerType(),
    "BIGINT": LongType(),
    "DOUBLE": DoubleType(),
    "DATE": DateType(),
    "TIMESTAMP WITH TIME ZONE": TimestamptzType(),
}
_PARTITION_IDS = 1000
_ELEMENT_IDS = 10_000
# A commit is refused when anything was written since the table was read, and whoever writes looks again: what this
# library would try again by itself was made from the older state. Old descriptions of a table go with each commit.
_PROPERTIES = {
    "commit.retry.num-retries": "0",
    "write.metadata.delete-after-commit.enabled": "true",
    "write.metadata.previous-versions-max": "20",
    "write.parquet.compression-codec": "zstd",
}


def type_of(column: Column, element_id: int) -> IcebergType:
    """The type of a column in the lake.

    Raises:
        LakeError: the lake has no such type.
    """
    name = column.type.removesuffix("[]")
    if name not in _TYPES:
        raise LakeError(f"column {column.name}: the lake has no type for {column.type}")
    return ListType(element_id, _TYPES[name], element_required=False) if column.is_list else _TYPES[name]


def schema_of(columns: Sequence[Column]) -> Schema:
    """Columns as a schema of the lake, with their comments."""
    return Schema(*(_field(number, column) for number, column in enumerate(columns, start=1)))


def _field(number: int, column: Column) -> NestedField:
    kind = type_of(column, _ELEMENT_IDS + number)
    return NestedField(number, column.name, kind, required=column.is_required, doc=column.comment)


def spec_of(schema: Schema, keys: Sequence[str]) -> PartitionSpec:
    """A table cut by some of its columns as they are."""
    return PartitionSpec(
        *(
            PartitionField(schema.find_field(key).field_id, _PARTITION_IDS + number, IdentityTransform(), key)
            for number, key in enumerate(keys)
        )
    )


def loaded(catalog: SqlCatalog, table: LakeTable) -> Table:
    """A table of the lake, made when it is not there and given the columns it does not have yet."""
    try:
        found = catalog.load_table(table.name)
    except NoSuchTableError:
        schema = schema_of(table.columns)
        comment = {"comment": table.published.comment}
        return catalog.create_table(
            table.name, schema, partition_spec=spec_of(schema, table.cut.keys), properties=_PROPERTIES | comment
        )
    if _differs(found, table):
        _keep_up(found, table)
    return found


def _differs(found: Table, table: LakeTable) -> bool:
    schema = found.schema()
    known = {field.name: field for field in schema.fields}
    wanted = {column.name: column for column in table.columns}
    return (
        found.properties.get("comment") != table.published.comment
        or _keys_of(found) != set(table.cut.keys)
        or any(name not in known or known[name].doc != column.comment for name, column in wanted.items())
        or any(_changes(known[name], column) for name, column in wanted.items() if name in known)
        or any(field.required and not _is_required(wanted, name) for name, field in known.items())
    )


def _keys_of(found: Table) -> set[str]:
    """The columns that a table of the lake is cut by."""
    return {field.name for field in found.spec().fields}


def _is_required(wanted: dict[str, Column], name: str) -> bool:
    return name in wanted and wanted[name].is_required


def _changes(field: NestedField, column: Column) -> bool:
    """Whether the type of a column in the lake is not one that holds what is published now."""
    old, new = str(field.field_type), str(type_of(column, 0))
    return old != new and (old, new) != ("long", "int")


def _widens(field: NestedField, column: Column) -> bool:
    """Whether it can be made one that does, with what stands in it."""
    return (str(field.field_type), str(type_of(column, 0))) == ("int", "long")


def _keep_up(found: Table, table: LakeTable) -> None:
    """Give a table of an earlier version what the present one has.

    Columns that are published no longer stay, and are empty from now on: editions that have them can be read as they
    were. A column of another type that cannot hold the old one is added anew, and the old one renamed. A table that is
    cut in another way is written whole next.
    """
    known = {field.name: field for field in found.schema().fields}
    wanted = {column.name: column for column in table.columns}
    with found.transaction() as change:
        with change.update_schema(allow_incompatible_changes=True) as update:
            for name, field in known.items():
                if field.required and not _is_required(wanted, name):
                    update.make_column_optional(name)
        with change.update_schema(allow_incompatible_changes=True) as update:
            for name, column in wanted.items():
                if name in known and _changes(known[name], column) and not _widens(known[name], column):
                    update.rename_column(name, f"{name}_before_{len(found.schemas())}")
                    del known[name]
        with change.update_schema(allow_incompatible_changes=True) as update:
            for name, column in wanted.items():
                if name not in known:
                    update.add_column(name, type_of(column, 0), doc=column.comment)
                elif _widens(known[name], column):
                    update.update_column(name, type_of(column, 0), doc=column.comment)
                elif known[name].doc != column.comment:
                    update.update_column(name, doc=column.comment)
        change.set_properties({"comment": table.published.comment})
        _cut_anew(change, found, table)


def _cut_anew(change: Transaction, found: Table, table: LakeTable) -> None:
    """Have a table cut by other columns; what its parts came to is forgotten, so that all of it is written next."""
    cut, wanted = _keys_of(found), set(table.cut.keys)
    if cut == wanted:
        return
    with change.update_spec() as spec:
        for key in sorted(cut - wanted):
            spec.remove_field(key)
        for key in sorted(wanted - cut):
            spec.add_identity(key)
    change.remove_properties(*(name for name in found.properties if name.startswith(PROPERTY)))
