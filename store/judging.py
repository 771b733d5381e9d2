"""The classification loop: texts and criteria not yet judged go to a judge, and what it says of them is kept.

The store knows nothing of the classifier but the types of `classifier.evidence`; the front door brings the judge.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar

import orjson

from classifier.evidence import LEVELS, Criterion
from crawler.text.counts import how_many
from crawler.text.printable import printable
from crawler.text.redact import redact
from store.evidence_columns import evidence_columns
from store.hashes import short_hash
from store.sql_files import read_sql, run_script, transaction

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    import duckdb

    from classifier.evidence import CriterionReading, Evidence

    Progress = Callable[[str, int, int | None], None]
    # Of one key: readings, and evidence with the path of its criterion.
    JudgedCriteria = tuple["CriteriaKey", Sequence[CriterionReading], Sequence[tuple[str, Evidence]]]

Key = TypeVar("Key")
SHOWN_CHANGES = 20
_ROWS_AT_A_TIME = 50_000


class Judge(Protocol):
    """Who judges: `classifier.pool` in the program."""

    version: str

    def expect(self, texts: int) -> None:
        """Be told how many texts will come."""

    def judge(self, batches: Iterable[list[tuple[str, str]]]) -> Iterator[list[tuple[str, list[Evidence]]]]:
        """Evidence for batches of (id, text), in order."""

    def judge_criteria(
        self, groups: Iterable[list[tuple[Key, list[Criterion]]]]
    ) -> Iterator[list[tuple[Key, list[CriterionReading], list[tuple[str, Evidence]]]]]:
        """Readings and evidence for batches of award criteria, in order."""


class CriteriaKey(NamedTuple):
    """Whose criteria are judged together: those of one lot, or of the whole tender (`lot_id` None)."""

    source: str
    ocid: str
    release_id: str
    lot_id: str | None


def judge_pending(
    con: duckdb.DuckDBPyConnection, judge: Judge, progress: Progress
) -> tuple[dict[str, Any], list[LevelChange]]:
    """Judge what the judge has not judged at its version; return counts, and the processes that changed level."""
    version = judge.version
    texts = criteria = 0
    total = find_pending(con, version)
    judge.expect(total)
    for judged in judge.judge(_pending_batches(con)):
        save_text_evidence(con, version, judged)
        texts += len(judged)
        progress("classify", texts, total)
    for read in judge.judge_criteria(pending_criteria(con, version)):
        save_criteria(con, version, read)
        criteria += sum(len(readings) for _, readings, _ in read)
    place_evidence(con, version)
    changes = note_levels(con, version)
    return {"version": version, "texts": texts, "criteria": criteria, "level_changes": len(changes)}, changes


def find_pending(con: duckdb.DuckDBPyConnection, version: str) -> int:
    """Note in the temporary table `pending_text` which texts are not yet judged at this version; returns how many."""
    con.execute(read_sql("judging/pending_rows.sql"), [version])
    return int(con.execute("SELECT count(*) FROM pending_text").fetchall()[0][0])


def never_judged_count(con: duckdb.DuckDBPyConnection) -> int:
    """How many texts no version has judged: they were read in since texts were last classified."""
    row = con.execute(read_sql("judging/never_judged_count.sql")).fetchone()
    return int(row[0]) if row else 0


def pending_texts(
    con: duckdb.DuckDBPyConnection, version: str, *, batch_size: int = 2000
) -> Iterator[list[tuple[str, str]]]:
    """Batches of (text_id, text) not yet judged at this version. Batches may be saved while this is read."""
    find_pending(con, version)
    yield from _pending_batches(con, batch_size)


def _pending_batches(con: duckdb.DuckDBPyConnection, batch_size: int = 2000) -> Iterator[list[tuple[str, str]]]:
    """The texts that are noted there, in batches."""
    stretches = con.execute(
        f"SELECT DISTINCT row_number // {_ROWS_AT_A_TIME} FROM pending_text ORDER BY ALL"  # noqa: S608 - a number of ours
    ).fetchall()
    query = read_sql("judging/pending_texts.sql")
    for (stretch,) in stretches:
        start = stretch * _ROWS_AT_A_TIME
        rows = con.execute(query, [start, start + _ROWS_AT_A_TIME]).fetchall()
        for at in range(0, len(rows), batch_size):
            yield rows[at : at + batch_size]


def save_text_evidence(
    con: duckdb.DuckDBPyConnection, version: str, judged: Sequence[tuple[str, Sequence[Evidence]]]
) -> None:
    """Save what was judged of a batch of texts, in one transaction. Texts already judged at this version stay."""
    rows = [
        {"text_id": text_id, "start_offset": item.start, "end_offset": item.end, "passage": _quoted(item)}
        | evidence_columns(item)
        for text_id, evidence in judged
        for item in evidence
    ]
    text_ids = [text_id for text_id, _ in judged]
    _in_transaction(
        con,
        "judging/save_texts.sql",
        {"version": version, "text_ids": text_ids, "evidence": orjson.dumps(rows).decode()},
    )


def pending_criteria(
    con: duckdb.DuckDBPyConnection, version: str, *, batch_size: int = 2000
) -> Iterator[list[tuple[CriteriaKey, list[Criterion]]]]:
    """Batches of keys with all their criteria, in published order, where one is not yet read at this version."""
    con.execute(read_sql("judging/pending_criteria.sql"), [version])
    start = 0
    while True:
        rows = con.execute(
            "SELECT * EXCLUDE (number) FROM pending_criteria WHERE number BETWEEN ? AND ? ORDER BY number, position",
            [start + 1, start + batch_size],
        ).fetchall()
        if not rows:
            return
        yield _grouped(rows)
        start += batch_size


def _grouped(rows: list[tuple[Any, ...]]) -> list[tuple[CriteriaKey, list[Criterion]]]:
    groups: dict[CriteriaKey, list[Criterion]] = {}
    for source, ocid, release_id, lot_id, _, path, criterion_type, name, description, numbers, around in rows:
        pairs = tuple((number, weight) for number, weight in orjson.loads(numbers or "[]"))
        criterion = Criterion(path, lot_id, criterion_type, name, description, pairs, around)
        groups.setdefault(CriteriaKey(source, ocid, release_id, lot_id), []).append(criterion)
    return list(groups.items())


def save_criteria(con: duckdb.DuckDBPyConnection, version: str, judged: Sequence[JudgedCriteria]) -> None:
    """Save readings into core.criterion, and evidence of criteria into core.passage and core.evidence."""
    readings = [
        {"source": key.source, "ocid": key.ocid, "release_id": key.release_id} | asdict(reading)
        for key, each, _ in judged
        for reading in each
    ]
    evidence = [_criterion_evidence(key, path, item) for key, _, each in judged for path, item in each]
    _in_transaction(
        con,
        "judging/save_criteria.sql",
        {
            "version": version,
            "readings": orjson.dumps(readings).decode(),
            "evidence": orjson.dumps(evidence).decode(),
        },
    )


def _criterion_evidence(key: CriteriaKey, path: str, item: Evidence) -> dict[str, Any]:
    place = "\x1f".join((key.source, key.ocid, key.release_id, path, str(item.start), str(item.end)))
    return {
        "passage_id": short_hash(place.encode()),
        "source": key.source,
        "ocid": key.ocid,
        "release_id": key.release_id,
        "path": path,
        "start_offset": item.start,
        "end_offset": item.end,
        "text": _quoted(item),
    } | evidence_columns(item)


def _quoted(item: Evidence) -> str:
    """The passage as it may be published: printable, and without contact details that mending brought to light."""
    return redact(printable(item.text))


def place_evidence(con: duckdb.DuckDBPyConnection, version: str) -> None:
    """Place the evidence of each text wherever the text stands, drop evidence of other versions, name this one."""
    _in_transaction(con, "judging/place.sql", {"version": version})


class LevelChange(NamedTuple):
    """A process of which another version says another level, from the same notices."""

    ocid: str
    level_before: str
    level_after: str
    rule_before: str | None
    rule_after: str | None


def note_levels(con: duckdb.DuckDBPyConnection, version: str) -> list[LevelChange]:
    """Note the level of every process at this version, and in core.level_change what another version said otherwise."""
    last = con.execute("SELECT DISTINCT version FROM raw.level_said").fetchall()
    _in_transaction(con, "judging/levels.sql", {"version": version, "levels": list(LEVELS)})
    rows = con.execute(
        "SELECT ocid, level_before, level_after, rule_before, rule_after FROM core.level_change "
        "WHERE version_after = ? AND list_contains(?, version_before) ORDER BY ocid",
        [version, [before for (before,) in last if before != version]],
    ).fetchall()
    return [LevelChange(*row) for row in rows]


def change_lines(changes: Sequence[LevelChange]) -> Iterator[str]:
    """What changed level, for a person: the count, and the first of them."""
    if not changes:
        return
    count = how_many(len(changes), "process", "processes")
    yield f"{count} changed level with this version of the classifier (core.level_change):"
    for change in changes[:SHOWN_CHANGES]:
        rules = f"{change.rule_before or 'nothing'}, now {change.rule_after or 'nothing'}"
        yield f"  {change.ocid}: {change.level_before} -> {change.level_after} ({rules})"


def forget(con: duckdb.DuckDBPyConnection) -> None:
    """Drop all that was judged, at every version, so that everything is pending again."""
    _in_transaction(con, "judging/forget.sql", {})


def _in_transaction(con: duckdb.DuckDBPyConnection, script: str, variables: dict[str, Any]) -> None:
    """Run a script that reads its input from variables, all or nothing."""
    for name, value in variables.items():
        con.execute(f"SET VARIABLE {name} = ?", [value])
    with transaction(con):
        run_script(con, script)
