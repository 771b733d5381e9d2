-- Windows of the ledger, given as one JSON list of rows.
INSERT INTO core.crawl_window BY NAME
SELECT unnest(from_json($1, '[{
    "source": "VARCHAR", "window_from": "TIMESTAMPTZ", "window_until": "TIMESTAMPTZ", "state": "VARCHAR",
    "asked_at": "TIMESTAMPTZ", "ended_at": "TIMESTAMPTZ", "page_count": "INTEGER", "release_count": "INTEGER",
    "distinct_id_count": "INTEGER", "is_proven": "BOOLEAN", "proof": "VARCHAR", "missing_ids": ["VARCHAR"],
    "error": "VARCHAR", "run_id": "VARCHAR"
}]'), recursive := true);
