"""What the classifier was measured to get right, from the data files that are shipped with it."""

from __future__ import annotations

from importlib.resources import as_file, files
from typing import TYPE_CHECKING

from store.sql_files import read_sql

if TYPE_CHECKING:
    import duckdb


def fill_accuracy(con: duckdb.DuckDBPyConnection) -> None:
    """Fill `out.accuracy` and `out.typical_mistake` of the current database."""
    with as_file(files("classifier").joinpath("evaluation", "figures")) as folder:
        for name in ("accuracy", "typical_mistake"):
            con.execute(
                f"INSERT INTO out.{name} BY NAME\n{read_sql(f'out/accuracy/{name}.sql')}", {"folder": str(folder)}
            )


def measured() -> bytes:
    """What the data files on its accuracy say, as bytes to compare."""
    folder = files("classifier").joinpath("evaluation", "figures")
    return b"".join(
        file.read_bytes() for file in sorted(folder.iterdir(), key=lambda file: file.name) if file.is_file()
    )
