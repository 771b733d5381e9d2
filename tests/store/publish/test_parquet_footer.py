"""Parquet files joined end to end read like one file, whichever library reads them."""

import io
from datetime import UTC
from pathlib import Path

import duckdb
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.publish.export.parquet_footer import MAGIC, RowGroup, footer_bytes, moved, read_footer

ROW = st.tuples(
    st.none() | st.text(max_size=20),
    st.lists(st.none() | st.text(max_size=5), max_size=3),
    st.none() | st.integers(-(2**63), 2**63 - 1),
    st.none() | st.floats(allow_nan=False),
    st.none() | st.booleans(),
    st.none() | st.dates(),
    st.none() | st.datetimes(timezones=st.just(UTC)),
)
SCHEMA = pa.schema(
    [
        ("text", pa.string()),
        ("items", pa.list_(pa.string())),
        ("number", pa.int64()),
        ("share", pa.float64()),
        ("is_so", pa.bool_()),
        ("on", pa.date32()),
        ("at", pa.timestamp("us", "UTC")),
    ]
)


def joined(files: list[bytes]) -> bytes:
    """These files as one."""
    made, shells = bytearray(MAGIC), []
    groups: list[RowGroup] = []
    for content in files:
        footer = read_footer(io.BytesIO(content))
        by = len(made) - len(MAGIC)
        groups += [moved(group, by, len(groups) + number) for number, group in enumerate(footer.groups)]
        made += content[len(MAGIC) : footer.body_end]
        shells.append(footer.shell)
    assert all(shell == shells[0] for shell in shells)
    return bytes(made) + footer_bytes(shells[0], groups)


def written(table: pa.Table, path: Path, options: str = "") -> bytes:
    """A table as DuckDB writes it, which is how ours are written."""
    with duckdb.connect() as con:
        con.register("rows", table)
        con.execute(
            f"COPY (SELECT * FROM rows) TO '{path}' (FORMAT parquet, COMPRESSION zstd, KV_METADATA {{a: 'b'}}{options})"
        )
    return path.read_bytes()


def check(parts: list[pa.Table], files: list[bytes], path: Path) -> None:
    """The joined file has the rows of the parts, in their order, for every reader."""
    path.write_bytes(joined(files))
    whole = pa.concat_tables(parts)
    read = pq.read_table(path)
    assert read.cast(SCHEMA).equals(whole)
    assert pq.ParquetFile(path).metadata.num_rows == whole.num_rows
    assert pq.ParquetFile(path).metadata.metadata[b"a"] == b"b"
    assert pl.read_parquet(path).equals(pl.DataFrame(pl.from_arrow(whole)))
    with duckdb.connect() as con:
        con.execute("SET TimeZone = 'UTC'")
        con.register("rows", whole)
        assert con.execute(f"FROM '{path}'").fetchall() == con.execute("FROM rows").fetchall()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(ROW, max_size=12), min_size=1, max_size=4))
def test_any_rows(tmp_path: Path, parts: list[list[tuple[object, ...]]]) -> None:
    tables = [
        pa.table([pa.array([row[at] for row in part], field.type) for at, field in enumerate(SCHEMA)], schema=SCHEMA)
        for part in parts
    ]
    files = [written(table, tmp_path / "part.parquet") for table in tables]
    check(tables, files, tmp_path / "whole.parquet")


def numbers(start: int, end: int) -> pa.Table:
    with duckdb.connect() as con:
        found = con.sql(
            "SELECT 'text ' || i AS text, [i::VARCHAR] AS items, i AS number, i / 7 AS share, i % 2 = 0 AS is_so, "
            "DATE '2020-01-01' + (i % 999)::INT AS on, make_timestamptz(i * 1000000) AS at FROM range(?, ?) AS t (i)",
            params=[start, end],
        ).to_arrow_table()
    return found.cast(SCHEMA)


def test_many_row_groups_and_their_places(tmp_path: Path) -> None:
    parts = [numbers(0, 9_000), numbers(9_000, 9_100), numbers(9_100, 30_000)]
    files = [written(part, tmp_path / "part.parquet", ", ROW_GROUP_SIZE 2048") for part in parts]
    path = tmp_path / "whole.parquet"
    check(parts, files, path)
    metadata = pq.ParquetFile(path).metadata
    assert metadata.num_row_groups == 5 + 1 + 11
    places = [metadata.row_group(number).column(0).data_page_offset for number in range(metadata.num_row_groups)]
    assert places == sorted(set(places))
    with duckdb.connect() as con:  # by statistics, and by the filter that tells which values may be in a group
        for value in (0, 9_050, 29_999):
            found = con.execute(f"SELECT number FROM '{path}' WHERE text = 'text {value}'").fetchall()
            assert found == [(value,)]
        probed = con.execute(
            f"SELECT bool_or(NOT bloom_filter_excludes) FROM parquet_bloom_probe('{path}', 'text', 'text 29999')"
        ).fetchall()
    assert probed == [(True,)]


def test_files_of_another_writer_with_indexes_of_pages(tmp_path: Path) -> None:
    parts = [numbers(0, 500), numbers(500, 900)]
    files = []
    for part in parts:
        pq.write_table(part, tmp_path / "part.parquet", write_page_index=True, row_group_size=100)
        files.append((tmp_path / "part.parquet").read_bytes())
    (tmp_path / "whole.parquet").write_bytes(joined(files))
    assert pq.read_table(tmp_path / "whole.parquet").equals(pa.concat_tables(parts))
    assert pl.scan_parquet(tmp_path / "whole.parquet").filter(pl.col("number") == 777).collect().height == 1


def test_a_joined_file_can_be_joined_again(tmp_path: Path) -> None:
    parts = [numbers(0, 10), numbers(10, 20), numbers(20, 30)]
    files = [written(part, tmp_path / "part.parquet") for part in parts]
    check(parts, [joined(files[:2]), files[2]], tmp_path / "whole.parquet")


@pytest.mark.parametrize("kept", [0, 3, 8, 11, -1, -5, -9])
def test_a_file_that_is_cut_off_is_told(tmp_path: Path, kept: int) -> None:
    content = written(numbers(0, 100), tmp_path / "part.parquet")
    with pytest.raises(ValueError, match="not a Parquet file"):
        read_footer(io.BytesIO(content[:kept]))
