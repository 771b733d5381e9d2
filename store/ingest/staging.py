"""A batch of mapped notices on its way into the database: files of rows, merged into the tables at once."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import duckdb

from store.ingest.stage_writer import MIN_LINE_BYTES, TABLES, StageWriter
from store.sql_files import read_sql, transaction

if TYPE_CHECKING:
    from pathlib import Path

BATCH_NOTICES = 20_000
BATCH_BYTES = 96 << 20
# What a batch needs with some to spare; beside it stand the processes that map, of about 100 MiB each. More makes the
# merging no faster, and DuckDB would keep up to 80 % of the memory of the machine.
MEMORY = "360MiB"


class Stage:
    """Files of one batch, and their merge into the tables in one transaction."""

    def __init__(self, con: duckdb.DuckDBPyConnection, folder: Path) -> None:
        self._con = con
        self.folder = folder
        self._scripts = [read_sql(f"ingest/{name}.sql") for name in ("stage", "stage_awards", "documents")]
        self._merge_script, self._known_script = (read_sql(f"ingest/{name}.sql") for name in ("merge", "known"))
        self._risen_script = read_sql("ingest/risen.sql")
        self._forget_script = read_sql("ingest/forget.sql")
        self._awards_script = read_sql("ingest/merge_awards.sql")
        shutil.rmtree(folder, ignore_errors=True)  # what a killed run left
        folder.mkdir(parents=True)
        self._batch = 0
        self._usual_memory = con.execute("SELECT current_setting('memory_limit')").fetchall()[0][0]
        con.execute(f"SET memory_limit = '{MEMORY}'")
        self._open()

    def _open(self) -> None:
        self._files: dict[str, list[str]] = {table: [] for table in TABLES}
        self._batch += 1
        self.own = StageWriter(self.folder, f"batch-{self._batch}")
        self._notices = self._documents = self._bytes = 0
        self._longest = MIN_LINE_BYTES

    def close(self) -> None:
        """Throw away what is not merged, and give the database its memory back."""
        self._con.execute(f"SET memory_limit = '{self._usual_memory}'")
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def is_full(self) -> bool:
        """Whether the batch should be merged before more is added."""
        return self._notices >= BATCH_NOTICES or self._bytes >= BATCH_BYTES or self._documents >= BATCH_NOTICES

    def add_files(self, paths: dict[str, str], *, notices: int, documents: int, byte_count: int, longest: int) -> None:
        """Add files that a StageWriter has written; it says their size and longest line."""
        for table, path in paths.items():
            self._files[table].append(path)
        self._notices += notices
        self._documents += documents
        self._bytes += byte_count
        self._longest = max(self._longest, longest)

    def merge(self) -> list[tuple[str, str, int]]:
        """Merge the batch into the tables in one transaction and begin a new one.

        Returns (source, outcome, count) of releases and issues.
        """
        self.add_files(self.own.written(), notices=0, documents=0, byte_count=0, longest=self.own.longest)
        empty = self.folder / "empty.ndjson"
        empty.touch()
        for table, paths in self._files.items():
            self._con.execute(f"SET VARIABLE {table}_files = ?", [paths or [str(empty)]])
        self._con.execute(f"SET VARIABLE line_bytes = {self._longest + 1}")
        try:
            outcomes = self._merge_files()
        except duckdb.OutOfMemoryException:  # the indexes of a very large database, or very long lines
            self._con.execute(f"SET memory_limit = '{self._usual_memory}'")
            outcomes = self._merge_files()
        self._con.execute(self._forget_script)
        for paths in self._files.values():
            for path in paths:
                (self.folder / path).unlink()
        self._open()
        return outcomes

    def _merge_files(self) -> list[tuple[str, str, int]]:
        with transaction(self._con):
            for script in self._scripts:
                self._con.execute(script)
            # What is known first: which content a notice shows rests on when each was received last.
            self._con.execute(self._known_script)
            outcomes = self._con.execute(self._merge_script).fetchall()
            self._con.execute(self._awards_script)
            return outcomes + self._con.execute(self._risen_script).fetchall()
