"""One commit to a table of the lake, made of several steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from pyiceberg.table import Transaction
from pyiceberg.table.update import AddSnapshotUpdate

if TYPE_CHECKING:
    from pyiceberg.table.metadata import TableMetadata


class Change(Transaction):
    """A transaction that keeps the description of the table between two steps.

    The library works it out some forty times a commit, each time with a copy of every state that can be read back: with
    a year of editions that alone takes longer than all else.
    """

    _worked_out: tuple[TableMetadata, object, TableMetadata] | None = None

    def __enter__(self) -> Self:
        """Begin the change."""
        return self

    def read_with(self, schema_id: int) -> None:
        """Have the state that the last step made read with columns that the table had before."""
        last = max(number for number, update in enumerate(self._updates) if isinstance(update, AddSnapshotUpdate))
        made = self._updates[last]
        assert isinstance(made, AddSnapshotUpdate)  # noqa: S101 - so it was chosen
        snapshot = made.snapshot.model_copy(update={"schema_id": schema_id})
        renewed = made.model_copy(update={"snapshot": snapshot})
        self._updates = (*self._updates[:last], renewed, *self._updates[last + 1 :])

    @property
    def table_metadata(self) -> TableMetadata:
        """The description of the table with what the steps so far change in it."""
        known = self._worked_out
        if known is None or known[0] is not self._table.metadata or known[1] is not self._updates:
            known = self._table.metadata, self._updates, super().table_metadata
            self._worked_out = known
        return known[2]
