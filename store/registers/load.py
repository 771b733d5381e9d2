"""Files of registers taken in: each register becomes a snapshot of its day, or nothing changes."""

from __future__ import annotations

import csv
import datetime as dt
import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import duckdb

from crawler.text.counts import how_many
from store.errors import StoreError
from store.registers.layouts import LAYOUTS, Header, places_of, read_header, register_of
from store.registers.names import data_rows, keyed
from store.registers.snapshots import Snapshot, folder_of, keep, kept
from store.registers.sources import Table, tables_in, write_clean
from store.sql_files import quoted, read_sql, run_script

if TYPE_CHECKING:
    from pathlib import Path

_WORK = ".work"
_MEMORY = "2GiB"
_TAIL_BYTES = 1 << 16
# A register grows or shrinks by a few in a hundred a year: one that lost more within a year was most likely cut off.
LEAST_KEPT = 0.9
_YEAR = dt.timedelta(days=366)
_LEAST_COMPARED = 100  # of fewer bodies, one in ten is a handful
_MOST_BAD_LINES = 0.001


@dataclass(slots=True)
class Loaded:
    """What was loaded: the snapshots, a line for each file or line left out, and one for each register refused."""

    snapshots: list[Snapshot] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Group:
    """The tables of one register and day: one, or the parts of one."""

    register: str
    header: Header
    tables: list[Table]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is known of a file beside what it says itself.

    Attributes:
        register: which register it is; None tells it from the columns.
        day: day of the snapshot; None takes the register's own, else that in the file's name, else the file's.
        origin: where the file comes from, for the note; None for its name.
        is_loss_allowed: take it in though it holds far fewer bodies than the snapshot before.
    """

    register: str | None = None
    day: dt.date | None = None
    origin: str | None = None
    is_loss_allowed: bool = False


def load(home: Path, path: Path, asked: Asked = Asked()) -> Loaded:
    """Take in a file, an archive, or a folder of them; snapshots go to the `registers/` of the home.

    Raises:
        StoreError: a file of another layout, cut off or empty; what was there before stays.
    """
    loaded = Loaded()
    groups = _groups(tables_in(path), asked.register, loaded, is_folder=path.is_dir())
    if not groups:
        raise StoreError(loaded.left_out[0] if loaded.left_out else f"no register in {path}")
    for group in groups:
        try:
            snapshot = _load_group(home, group, asked, loaded)
        except StoreError as error:
            if len(groups) == 1:
                raise
            loaded.faults.append(str(error))
            continue
        loaded.snapshots.append(snapshot)
    return loaded


def _groups(tables: list[Table], register: str | None, loaded: Loaded, *, is_folder: bool) -> list[_Group]:
    found: dict[tuple[str, dt.date | None, str], _Group] = {}
    for table in tables:
        try:
            header = read_header(table.head(), table.name)
            name = register_of(header, table.name, register)
        except StoreError as error:
            if not (is_folder or len(tables) > 1):
                raise
            loaded.left_out.append(str(error))
            continue
        # Parts of one register stand together; without a part number a table is a whole register.
        key = (name, table.day, "parts" if table.part else table.name)
        group = found.setdefault(key, _Group(name, header, []))
        if group.tables and group.header.columns != header.columns:
            raise StoreError(f"{table.name}: its columns differ from those of {group.tables[0].name}")
        group.tables.append(table)
    return list(found.values())


def _check_parts(group: _Group) -> None:
    parts = {table.part for table in group.tables if table.part}
    if not parts:
        return
    total = max(count for _, count in parts)
    missing = sorted(set(range(1, total + 1)) - {number for number, _ in parts})
    if missing:
        listed = ", ".join(map(str, missing))
        raise StoreError(f"{group.tables[0].name}: part {listed} of {total} is missing: give the folder of all parts")


def _load_group(home: Path, group: _Group, asked: Asked, loaded: Loaded) -> Snapshot:
    _check_parts(group)
    work = folder_of(home) / _WORK
    try:
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir(parents=True)
        files, checksum = write_clean(group.tables, work)
        table = work / "snapshot.parquet"
        with duckdb.connect(config={"autoinstall_known_extensions": False, "autoload_known_extensions": False}) as con:
            con.execute(f"SET memory_limit = '{_MEMORY}'")
            con.execute(f"SET temp_directory = {quoted(work / 'spill')}")
            con.execute("SET enable_progress_bar = false")
            stated = _read_rows(con, group, files, loaded)
            bodies, names = _write_table(con, group.register, table)
        if not bodies:
            raise StoreError(f"{group.tables[0].name}: holds no entry; the last good snapshot stays")
        snapshot = Snapshot(
            register=group.register,
            day=asked.day or stated or group.tables[0].day or _file_day(group.tables[0].path),
            path=table,
            bodies=bodies,
            names=names,
            checksum=checksum,
            origin=asked.origin or group.tables[0].path.name,
            loaded_at=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        )
        if not asked.is_loss_allowed:
            _refuse_loss(home, snapshot, group.tables[0].name)
        snapshot = keep(home, table, snapshot)
    except OSError as error:
        raise StoreError(f"{folder_of(home)} cannot be written: {error.strerror}; the last snapshot stays") from error
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return snapshot


def _file_day(path: Path) -> dt.date:
    return dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC).date()


def _refuse_loss(home: Path, snapshot: Snapshot, name: str) -> None:
    own = [each for each in kept(home) if each.register == snapshot.register]
    near = min(own, key=lambda each: abs(each.day - snapshot.day), default=None)
    if near is None or near.bodies < _LEAST_COMPARED or abs(near.day - snapshot.day) > _YEAR:
        return
    if snapshot.bodies < near.bodies * LEAST_KEPT:
        raise StoreError(
            f"{name}: holds {how_many(snapshot.bodies, 'body', 'bodies')} where the snapshot of {near.day} holds "
            f"{near.bodies:,}: cut off? That snapshot stays; --allow-fewer takes it in all the same"
        )


def _read_rows(con: duckdb.DuckDBPyConnection, group: _Group, files: list[Path], loaded: Loaded) -> dt.date | None:
    """Fill the view `register_rows` with our names for the columns; returns the day that the rows state.

    Raises:
        StoreError: the rows cannot be read, or the file ends within one.
    """
    name = group.tables[0].name
    places = places_of(group.register, group.header)
    for file in files:
        _check_end(file, group.header, name)
    try:
        relation = _json_relation(group, files) if group.header.is_json else _csv_relation(group.header, files)
        columns = ", ".join(
            f"coalesce(trim({_source(group.header, places[column.name])}), '') AS {column.name}"
            if column.name in places
            else f"'' AS {column.name}"
            for column in LAYOUTS[group.register]
        )
        con.execute(f"CREATE TEMP TABLE register_rows AS SELECT {columns} FROM {relation}")  # noqa: S608 - our own names
    except duckdb.Error as error:
        line = str(error).splitlines()[0]
        raise StoreError(f"{name}: cut off or not to be read: {line}; the last good snapshot stays") from error
    if not group.header.is_json:
        _note_bad_lines(con, name, loaded)
    if group.register != "charity_commission":
        return None
    run_script(con, "registers/macros.sql")
    row = con.execute("SELECT max(register_day(date_of_extract)) FROM register_rows").fetchone()
    return row[0] if row else None


def _source(header: Header, place: int) -> str:
    if header.is_json:
        return '"' + header.columns[place].replace('"', '""') + '"'
    return f"c{place}"


def _json_relation(group: _Group, files: list[Path]) -> str:
    places = places_of(group.register, group.header)
    columns = ", ".join(f"{_source(group.header, place)}: 'VARCHAR'" for place in places.values())
    listed = ", ".join(quoted(file) for file in files)
    return f"read_json([{listed}], format = 'auto', columns = {{{columns}}}, maximum_object_size = 16777216)"


def _csv_relation(header: Header, files: list[Path]) -> str:
    """Cells as they stand; tab-separated files quote nothing. Lines that cannot be read are put aside and counted."""
    columns = ", ".join(f"'c{place}': 'VARCHAR'" for place in range(len(header.columns)))
    listed = ", ".join(quoted(file) for file in files)
    quote = "''" if header.delimiter == "\t" else "'\"'"
    return (
        f"read_csv([{listed}], header = false, skip = 1, auto_detect = false, "
        f"delim = {quoted(header.delimiter or ',')}, quote = {quote}, escape = {quote}, "
        f"columns = {{{columns}}}, null_padding = false, store_rejects = true, "
        "rejects_limit = 0, max_line_size = 4194304)"
    )


def _check_end(file: Path, header: Header, name: str) -> None:
    """Refuse a file that ends within a row: a list without its end, or a last line without all its cells.

    Raises:
        StoreError: it does.
    """
    with file.open("rb") as stream:
        start = stream.read(1)
        stream.seek(0, 2)
        stream.seek(max(0, stream.tell() - _TAIL_BYTES))
        tail = stream.read().decode("utf-8", errors="replace")
    if header.is_json:
        is_whole = tail.rstrip().endswith("]" if start == b"[" else "}")
    elif tail.endswith(("\n", "\r")):
        return
    else:
        last = tail.splitlines()[-1]
        is_tabbed = header.delimiter == "\t"
        cells = last.split("\t") if is_tabbed else next(csv.reader([last], delimiter=header.delimiter or ","), [])
        is_whole = len(cells) >= len(header.columns) and (is_tabbed or last.count('"') % 2 == 0)
    if not is_whole:
        raise StoreError(f"{name}: cut off in its last row; the last good snapshot stays")


def _note_bad_lines(con: duckdb.DuckDBPyConnection, name: str, loaded: Loaded) -> None:
    row = con.execute(
        "SELECT (SELECT count(DISTINCT (file_id, line)) FROM reject_errors), (SELECT count(*) FROM register_rows)"
    ).fetchone()
    bad, good = row or (0, 0)
    if not bad:
        return
    if con.execute(
        "SELECT 1 FROM reject_errors WHERE error_type = 'UNQUOTED VALUE' AND csv_line LIKE '%\n'"
    ).fetchone():
        raise StoreError(f"{name}: cut off within a cell; the last good snapshot stays")  # it runs to the very end
    if bad > (bad + good) * _MOST_BAD_LINES and bad > 3:
        raise StoreError(f"{name}: {bad:,} of {bad + good:,} lines cannot be read; the last good snapshot stays")
    loaded.left_out.append(f"{name}: {how_many(bad, 'line')} of {bad + good:,} cannot be read")


def _write_table(con: duckdb.DuckDBPyConnection, register: str, table: Path) -> tuple[int, int]:
    """Write the snapshot; returns the number of bodies and of names."""
    run_script(con, "registers/macros.sql")
    con.create_function("register_key", _both, ["VARCHAR"], "VARCHAR")
    con.execute("CREATE TEMP TABLE register_form (register VARCHAR, form VARCHAR, status VARCHAR)")
    con.executemany(
        "INSERT INTO register_form VALUES (?, ?, ?)",
        [(row["register"], row["form"], row["status"]) for row in data_rows("register_forms.csv")],
    )
    con.execute(f"CREATE TEMP VIEW register_body AS {read_sql(f'registers/{register}.sql')}")
    query = read_sql("registers/snapshot.sql").replace("$register", quoted(register))
    con.execute(f"COPY ({query}) TO {quoted(table)} (FORMAT parquet, COMPRESSION zstd)")
    row = con.execute(
        f"SELECT count(DISTINCT register_id), count(*) FROM read_parquet({quoted(table)})"  # noqa: S608 - a path of ours
    ).fetchone()
    return row or (0, 0)


def _both(name: str) -> str:
    compared = keyed(name)
    return f"{compared.key}\x1f{compared.form or ''}"
