"""The audit of the classifier by people: a sample to label, labels taken in, and the error counts that follow."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections import Counter
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import orjson

from crawler.redact import redact
from store.audit.page import page
from store.errors import StoreError
from store.publish.figures import ErrorCount
from store.snapshot import snapshot_path
from store.sql_files import quoted, read_sql, rows_of, run_script

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import duckdb

ORIGINS = ("sample", "authority")
FLAGGED_COUNT, SILENT_COUNT = 50, 100  # of a month; two silent ones for each flagged, as misses are rarer than finds
_FLAG_LEVEL = 2
_UNSURE = {"u", "unsure"}
_LEVELS = {str(level): level for level in range(6)}
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
        labels: labels read. faults: lines that could not be used, one sentence each.
        pairs: processes that two people labelled; kappa: how far they agree beyond chance on whether there is
            evidence (Cohen's), None without pairs. disagreed: ocids on whose level they differ.
        error_counts: what the classifier gets right by all labels so far.
    """

    labels: int
    faults: list[str]
    pairs: int
    kappa: float | None
    disagreed: list[str]
    error_counts: list[ErrorCount]


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
    first, last = _span(month)
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
        (folder / "index.html").write_text(page(month or "all", sample), encoding="utf-8")
    except OSError as error:
        raise StoreError(f"{folder} cannot be written: {error.strerror}") from error
    return Sample(folder, len(sample))


def take_in(con: duckdb.DuckDBPyConnection, home: Path, path: Path, coder: Coder) -> Imported:
    """Take labels in from JSON lines or CSV with `ocid` and `label` (0 to 5, or u), and perhaps `note`.

    They are added to `audit/labels.jsonl`, from which the table can be made anew, and to core.audit_label.

    Raises:
        StoreError: the file cannot be read, holds no labels, the initials or origin are none, or it cannot be written.
    """
    if not _INITIALS.fullmatch(coder.annotator):
        raise StoreError("give the annotator's initials as two to four capital letters, such as AB")
    if coder.origin not in ORIGINS:
        raise StoreError(f"there is no origin {coder.origin!r}: choose from {', '.join(ORIGINS)}")
    faults: list[str] = []
    labels = [{**asdict(coder), **label} for label in _labels(path, faults)]
    if not labels:
        raise StoreError(f"{path} holds no labels: each line needs ocid and label (0 to 5, or u)")
    own = home / "audit" / "labels.jsonl"
    try:
        own.parent.mkdir(parents=True, exist_ok=True)
        with own.open("ab") as file:
            file.write(b"".join(orjson.dumps(label) + b"\n" for label in labels))
    except OSError as error:
        raise StoreError(f"{own} cannot be written: {error.strerror}") from error
    load_labels(con, home)
    pairs: list[Any] = con.execute(read_sql("audit/pairs.sql")).fetchall()
    found = kappa([(one >= _FLAG_LEVEL, two >= _FLAG_LEVEL) for one, two, _ in pairs])
    disagreed = [ocid for one, two, ocid in pairs if one != two]
    return Imported(len(labels), faults, len(pairs), found, disagreed, error_counts(con, home))


def load_labels(con: duckdb.DuckDBPyConnection, home: Path) -> None:
    """Bring core.audit_label up to date with `audit/labels.jsonl`; a torn line is passed over."""
    run_script(con, "schema/audit.sql")
    path = home / "audit" / "labels.jsonl"
    latest: dict[tuple[str, str, str], Any] = {}
    for line in path.read_bytes().splitlines() if path.is_file() else ():
        try:
            row = orjson.loads(line)
            latest[row["ocid"], row["annotator"], row["origin"]] = row
        except (orjson.JSONDecodeError, KeyError, TypeError):
            continue
    con.execute(read_sql("audit/load.sql"), [orjson.dumps(list(latest.values())).decode()])


def error_counts(con: duckdb.DuckDBPyConnection, home: Path) -> list[ErrorCount]:
    """What the classifier gets right by the labels, for its version in the published data; empty when there is none."""
    load_labels(con, home)
    row = con.execute("SELECT count(*) FROM core.audit_label").fetchone()
    if not snapshot_path(home).is_file() or not row or not row[0]:
        return []
    with _snapshot(con, home):
        return [ErrorCount(**row) for row in rows_of(con, "audit/error.sql") if row["version"]]


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


@contextmanager
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


def _span(month: str | None) -> tuple[dt.date, dt.date]:
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
    writer.writerow([*rows[0], "label", "note"])
    writer.writerows([*row.values(), "", ""] for row in rows)
    return out.getvalue()


def _labels(path: Path, faults: list[str]) -> Iterator[dict[str, Any]]:
    """The labels of a file; what cannot be used is said in `faults`."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise StoreError(f"{path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise StoreError(f"{path} cannot be read: it is not text in UTF-8") from error
    now = dt.datetime.now(dt.UTC).replace(microsecond=0).isoformat()
    for number, row in _json_rows(text) if text.lstrip().startswith("{") else _csv_rows(text):
        try:
            label, ocid = str(row["label"]).strip().lower(), str(row["ocid"]).strip()
            level = None if label in _UNSURE else _LEVELS[label]
        except (KeyError, TypeError):
            faults.append(f"line {number} of {path.name}: it needs ocid, and label as 0 to 5 or u")
            continue
        note = redact(str(row.get("note") or ""))[:500] or None
        yield {"ocid": ocid, "level": level, "note": note, "labelled_at": row.get("labelled_at") or now}


def _json_rows(text: str) -> Iterator[tuple[int, Any]]:
    for number, line in enumerate(text.splitlines(), start=1):
        try:
            yield number, orjson.loads(line)
        except orjson.JSONDecodeError:
            yield number, None


def _csv_rows(text: str) -> Iterator[tuple[int, Any]]:
    """The lines that somebody has filled in."""
    for number, row in enumerate(csv.DictReader(io.StringIO(text)), start=2):
        if "label" not in row or row["label"]:
            yield number, row
