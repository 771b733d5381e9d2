-- The ledger of documents, given as one JSON list of rows.
INSERT INTO raw.document_asked BY NAME
SELECT unnest(from_json($1, '[{
    "source": "VARCHAR", "url": "VARCHAR", "edition": "VARCHAR", "outcome": "VARCHAR", "detail": "VARCHAR",
    "sha256": "VARCHAR", "byte_count": "BIGINT", "file_name": "VARCHAR", "asked_at": "TIMESTAMPTZ",
    "asked_count": "INTEGER", "run_id": "VARCHAR"
}]'), recursive := true);
