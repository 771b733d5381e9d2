"""Large tables as folders of Parquet, a folder for each source and year; what has not changed keeps its files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.publish.export.datapackage import metadata_of
from store.publish.export.file_notes import FileNote
from store.publish.export.prints import PARTED, UNDATED
from store.sql_files import quoted

if TYPE_CHECKING:
    from store.publish.export.job import Job

FOLDER = "parts"


def write_parts(job: Job) -> None:
    """Write the parts of a table below `parts/` of the new snapshot and note them; what has not changed is linked."""
    folder = f"{FOLDER}/{job.table.file_stem}"
    (job.new / folder).mkdir(parents=True)
    known, now = (prints.parts.get(job.table.full_name, {}) for prints in (job.before, job.now))
    standing = []
    for part in (part for part, printed in now.items() if known.get(part) == printed):
        files = [path for path in job.before.files if path.startswith(f"{folder}/{part}/")]
        if files and all(job.keeps(path) for path in files):
            (job.new / folder / part).mkdir(parents=True)
            for path in files:
                job.link(path)
            standing.append(part)
    if len(standing) < len(now):
        _write_others(job, standing, {part.rpartition("=")[2] for part in now if part not in standing})
        for written in (job.new / folder).rglob("*.parquet"):
            path = written.relative_to(job.new).as_posix()
            if path not in job.now.files:
                job.now.files[path] = FileNote.of(written)


def _write_others(job: Job, standing: list[str], years: set[str]) -> None:
    """Write the parts that do not stand yet, which are all of these years; other years need not be looked at."""
    rows, year = PARTED[job.table.full_name]
    columns = "t.*" if year == "t.year" else f"t.*, {year} AS year"
    job.con.execute("CREATE OR REPLACE TEMP TABLE part_standing AS SELECT unnest(?::VARCHAR[]) AS part", [standing])
    place = f"'source=' || t.source || '/year=' || coalesce({year}::VARCHAR, {quoted(UNDATED)})"
    dated = ", ".join(sorted(years - {UNDATED})) or "NULL"
    of_years = f"({year} IN ({dated}){f' OR {year} IS NULL' if UNDATED in years else ''})"
    job.con.execute(
        f"COPY (SELECT {columns} FROM {rows} WHERE {of_years} AND {place} NOT IN (SELECT part FROM part_standing)) "  # noqa: S608 - names of our own
        f"TO {quoted(job.new / FOLDER / job.table.file_stem)} (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, "
        "PARTITION_BY (source, year), WRITE_PARTITION_COLUMNS true, OVERWRITE_OR_IGNORE true, "
        f"KV_METADATA {metadata_of(job.table)})"
    )
