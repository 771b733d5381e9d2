"""The two ends of the classification of documents: texts and criteria not yet judged, and what was judged of them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import orjson
import zstandard

from store.documents.content import unpacked
from store.documents.evidence import (
    RULES_VERSION,
    as_columns,
    criterion_groups,
    strongest,
    table_evidence,
    text_evidence,
)
from store.documents.expressions import expression
from store.documents.prepared import Prepared, prepare
from store.hashes import short_hash
from store.sql_files import read_sql, rows_of, run_script, transaction

if TYPE_CHECKING:
    from collections.abc import Callable

    import duckdb

    from classifier.evidence import Evidence
    from store.judging import Judge

    Progress = Callable[[str, int, int | None], None]

_DOCUMENTS_AT_A_TIME = 20
_LOT = expression("lot")
_MOST_LOTS = 100


@dataclass(frozen=True, slots=True)
class _Document:
    """A document to be judged, with the lots that its procurement names."""

    row: dict[str, Any]
    prepared: Prepared
    own_lots: frozenset[str]


def version_of(judge: Judge) -> str:
    """The version that evidence of documents carries."""
    return f"{judge.version}+documents-{RULES_VERSION}"


def judge_documents(con: duckdb.DuckDBPyConnection, judge: Judge, progress: Progress) -> int:
    """Judge the documents not yet judged at this version, in this role and by this reading; returns how many."""
    version = version_of(judge)
    total = con.execute(read_sql("documents/pending_count.sql"), {"version": version}).fetchall()[0][0]
    done = 0
    while rows := rows_of(con, "documents/pending.sql", {"version": version, "most": _DOCUMENTS_AT_A_TIME}):
        _save(con, judge, version, [_document(row) for row in rows])
        done += len(rows)
        progress("classify documents", done, total)
    return done


def _document(row: dict[str, Any]) -> _Document:
    content = unpacked(zstandard.decompress(row.pop("content")))
    return _Document(row, prepare(content), own_lots(row["process_title"], row["lot_count"]))


def own_lots(title: str | None, lot_count: int | None) -> frozenset[str]:
    """The lots of a procurement: those its title names, else as many as it has; empty when it may have any."""
    named = frozenset(match["lot"].upper() for match in _LOT.finditer(title or ""))
    if named:
        return named
    if lot_count and 1 < lot_count <= _MOST_LOTS:
        return frozenset(str(number) for number in range(1, lot_count + 1)) | frozenset(
            chr(ord("A") + number) for number in range(min(lot_count, 26))
        )
    return frozenset()


def _save(con: duckdb.DuckDBPyConnection, judge: Judge, version: str, documents: list[_Document]) -> None:
    texts = [
        (f"{number}:{at}", stretch.text)
        for number, document in enumerate(documents)
        for at, stretch in enumerate(document.prepared.stretches)
    ]
    judged_texts = {key: found for batch in judge.judge([texts]) for key, found in batch}
    groups = [
        ((number, criterion), group)
        for number, document in enumerate(documents)
        for criterion, group in criterion_groups(document.prepared)
    ]
    judged_criteria: dict[int, dict[int, list[Evidence]]] = {}
    for judged_groups in judge.judge_criteria([groups]):
        for (number, criterion), _, evidence in judged_groups:
            own = [item for path, item in evidence if path == "own"]
            judged_criteria.setdefault(number, {})[criterion] = own
    evidence_rows: list[dict[str, Any]] = []
    criterion_rows: list[dict[str, Any]] = []
    for number, document in enumerate(documents):
        stretches = [judged_texts[f"{number}:{at}"] for at in range(len(document.prepared.stretches))]
        found_rows, found_criteria = _of_document(document, stretches, judged_criteria.get(number, {}), version)
        evidence_rows += found_rows
        criterion_rows += found_criteria
    judged = [
        {"document_id": document.row["document_id"], "version": version}
        | {name: document.row[name] for name in ("role", "reader")}
        for document in documents
    ]
    for name, rows in (("judged", judged), ("evidence", evidence_rows), ("criteria", criterion_rows)):
        con.execute(f"SET VARIABLE {name} = ?", [orjson.dumps(rows).decode()])
    with transaction(con):
        run_script(con, "documents/save_judged.sql")


def _of_document(
    document: _Document, stretches: list[list[Evidence]], criteria: dict[int, list[Evidence]], version: str
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    row = document.row
    of_text = text_evidence(document.prepared, stretches, row["role"], document.own_lots)
    of_tables, criterion_rows = table_evidence(document.prepared, criteria, row["role"], document.own_lots)
    key = {name: row[name] for name in ("document_id", "source", "ocid", "release_id")}
    rows = [
        key
        | as_columns(found)
        | {"version": version, "passage_id": short_hash(f"{row['document_id']}\x1f{place}".encode())}
        for place, found in enumerate(strongest([*of_tables, *of_text]))
    ]
    return rows, [{"document_id": row["document_id"], **asdict(each)} for each in criterion_rows]
