"""The audit of the classifier by people: a sample to label, labels taken in, and what they say of each process."""

from __future__ import annotations

import contextlib
import csv
import datetime as dt
import io
import re
from collections import Counter
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import orjson

from store.audit.label_files import labels_of, themes
from store.audit.oddities import of_nothing_held, told_twice
from store.audit.page import page
from store.errors import StoreError
from store.kept_labels import ORIGINS, add_labels, load_labels
from store.publish.figures import AuditLabel
from store.snapshot import snapshot_path
from store.sql_files import quoted, read_sql, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import duckdb

FLAGGED_COUNT, SILENT_COUNT = 50, 100  # of a month; two silent ones for each flagged, as misses are rarer than finds
_FLAG_LEVEL = 2
_INITIALS = re.compile(r"[A-Z]{2,4}")


@dataclass(frozen=True)
class Sample:
    """A sample that was drawn: where it lies, and how many processes it holds."""

    folder: Path
    count: int


@dataclass(frozen=True)
class Coder:
    """Who labelled: initials; a sample or a correction of an authority; whether it settles what others disagree on."""

    annotator: str
    origin: str = "sample"
    is_adjudicated: bool = False


@dataclass(frozen=True)
class Imported:
    """What came of taking labels in.

    Attributes:
        labels: processes whose label was taken in. faults: lines that could not be used, one sentence each.
        oddities: what is most likely a slip though it could be used, one sentence each.
        pairs: processes that two people labelled; kappa: how far they agree beyond chance on whether there is
            evidence (Cohen's), None without pairs. disagreed: ocids on whose level they differ.
        readings: of all labels so far, by indicator: what the classifier found, of that right, what it left alone, of
            that missed, and what readers leave open; none when nothing is published.
    """

    labels: int
    faults: list[str]
    pairs: int
    kappa: float | None
    disagreed: list[str]
    readings: list[dict[str, Any]]
    oddities: list[str]


def draw(con: duckdb.DuckDBPyConnection, home: Path, month: str | None) -> Sample | None:
    """Draw a sample and write it to `audit/<name>/`: sample.jsonl, sample.csv and a page to label it with.

    None when no process is left to label.

    Args:
        con: the writer's database; labels given before are in it.
        home: folder of the monitor, with a published database.
        month: such as 2026-10; None draws from all that was ever opened.

    Raises:
        StoreError: nothing is published, `month` is none, or the sample cannot be written.
    """
    load_labels(con, home)
    first, last = span_of_month(month)
    with _snapshot(con, home):
        rows = rows_of(
            con,
            "audit/draw.sql",
            {
                "first_day": first,
                "last_day": last,
                "seed": month or "all",
                "flagged_count": FLAGGED_COUNT,
                "silent_count": SILENT_COUNT,
            },
        )
    if not rows:
        return None
    texts: dict[str, list[dict[str, str]]] = {row["ocid"]: [] for row in rows}
    for ocid, path, text in con.execute(read_sql("audit/text.sql"), [list(texts), list(texts)]).fetchall():
        texts[ocid].append({"path": path, "text": text})
    sample = [{**row, "texts": texts[row["ocid"]]} for row in rows]
    folder = home / "audit" / (month or "all")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "sample.jsonl").write_bytes(b"".join(orjson.dumps(item) + b"\n" for item in sample))
        (folder / "sample.csv").write_text(_csv(rows), encoding="utf-8")
        (folder / "index.html").write_text(page(month or "all", sample, themes()), encoding="utf-8")
    except OSError as error:
        raise StoreError(f"{folder} cannot be written: {error.strerror}") from error
    return Sample(folder, len(sample))


def check_coder(coder: Coder) -> None:
    """Stop where initials or origin are none. Raises StoreError."""
    if not _INITIALS.fullmatch(coder.annotator):
        raise StoreError("give the annotator's initials as two to four capital letters, such as AB")
    if coder.origin not in ORIGINS:
        raise StoreError(f"there is no origin {coder.origin!r}: choose from {', '.join(ORIGINS)}")


def take_in(con: duckdb.DuckDBPyConnection, home: Path, path: Path, coder: Coder) -> Imported:
    """Take labels in from JSON lines or CSV with `ocid` and `label` (0 to 5, or u), and perhaps `themes` and `note`.

    They are added to `audit/labels.jsonl`, from which the table can be made anew, and to core.audit_label.

    Raises:
        StoreError: the file cannot be read, holds no labels, the initials or origin are none, or it cannot be written.
    """
    check_coder(coder)
    faults: list[str] = []
    places: list[str] = []
    versions = _versions(con, home)
    labels = [
        {**asdict(coder), **label, "version": versions.get(label["ocid"], versions.get(""))}
        for label in labels_of(path, faults, places)
    ]
    if not labels and faults:
        more = f" (and {len(faults) - 1:,} more)" if len(faults) > 1 else ""
        raise StoreError(f"{path} holds no labels that can be used: {faults[0]}{more}")
    if not labels:
        raise StoreError(f"{path} holds no labels: each line needs ocid and label (0 to 5, or u)")
    is_published = snapshot_path(home).is_file()
    with _snapshot(con, home) if is_published else contextlib.nullcontext():
        oddities = list(of_nothing_held(con, labels, places, is_published=is_published))
    oddities += told_twice(labels, places)
    add_labels(con, home, labels)
    load_labels(con, home)
    pairs: list[Any] = con.execute(read_sql("audit/pairs.sql")).fetchall()
    found = kappa([(one >= _FLAG_LEVEL, two >= _FLAG_LEVEL) for one, two, _ in pairs])
    disagreed = [ocid for one, two, ocid in pairs if one != two]
    count = len({label["ocid"] for label in labels})
    return Imported(count, faults, len(pairs), found, disagreed, _readings(con, home), oddities)


def settled_labels(con: duckdb.DuckDBPyConnection, home: Path) -> list[AuditLabel]:
    """What people say of each process of the samples; what they leave open is a band."""
    load_labels(con, home)
    return [AuditLabel(**row) for row in rows_of(con, "audit/settled.sql")]


def _readings(con: duckdb.DuckDBPyConnection, home: Path) -> list[dict[str, Any]]:
    if not snapshot_path(home).is_file():
        return []
    con.execute(f"CREATE OR REPLACE TEMP TABLE settled_label AS {read_sql('audit/settled.sql')}")
    with _snapshot(con, home):
        return rows_of(con, "audit/read.sql")


def _versions(con: duckdb.DuckDBPyConnection, home: Path) -> dict[str, str]:
    """The classifier version that each process of the samples was drawn by; under "" that of the published data."""
    found: dict[str, str] = {}
    if snapshot_path(home).is_file():
        with _snapshot(con, home):
            sql = "SELECT value FROM snap.out.publication WHERE name = 'classifier_version' AND value IS NOT NULL"
            found[""] = next((value for (value,) in con.execute(sql).fetchall()), "")
    for path in sorted((home / "audit").glob("*/sample.csv")):
        found |= _drawn_by(path)
    return found


def _drawn_by(path: Path) -> dict[str, str]:
    """The versions in a sample as it was drawn; people fill it in, so that other programs may have saved it since."""
    rows = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig", errors="replace")))
    try:
        return {row["ocid"]: row["version"] for row in rows if row.get("version") and row.get("ocid")}
    except csv.Error as error:
        raise StoreError(f"{path} cannot be read as CSV ({error}): draw that sample again, or move it away") from error


def kappa(pairs: Sequence[tuple[object, object]]) -> float | None:
    """Cohen's kappa of two annotators; None without pairs, 1 when both only ever say the same one thing.

    Cohen, Educational and Psychological Measurement 1960;20:37-46.
    """
    if not pairs:
        return None
    total = len(pairs)
    agreed = sum(one == two for one, two in pairs) / total
    ones, twos = Counter(one for one, _ in pairs), Counter(two for _, two in pairs)
    expected = sum(ones[value] * twos[value] for value in ones) / total**2
    return 1.0 if expected == 1 else (agreed - expected) / (1 - expected)


@contextlib.contextmanager
def _snapshot(con: duckdb.DuckDBPyConnection, home: Path) -> Iterator[None]:
    """The published database, attached as `snap`."""
    path = snapshot_path(home)
    if not path.is_file():
        raise StoreError(f"nothing is published in {home} yet: run `svmonitor publish` first")
    con.execute(f"ATTACH {quoted(path.absolute())} AS snap (READ_ONLY)")
    try:
        yield
    finally:
        con.execute("DETACH snap")


def span_of_month(month: str | None) -> tuple[dt.date, dt.date]:
    """First and last day of a month such as 2026-10; of None all days. Raises StoreError when it is no month."""
    if month is None:
        return dt.date(2000, 1, 1), dt.date(2100, 1, 1)
    try:
        first = dt.date.fromisoformat(f"{month}-01")
    except ValueError:
        raise StoreError(f"{month!r} is not a month: write it as 2026-10") from None
    return first, (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)


def _csv(rows: list[dict[str, Any]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*rows[0], "label", "themes", "note"])
    writer.writerows([*row.values(), "", "", ""] for row in rows)
    return out.getvalue()
