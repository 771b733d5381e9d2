-- What is in an archive, given as a JSON list.
INSERT OR REPLACE INTO raw.document_member BY NAME
SELECT $sha256 AS sha256, unnest(from_json($members, '[{
    "number": "INTEGER", "name": "VARCHAR", "member_sha256": "VARCHAR", "byte_count": "BIGINT", "status": "VARCHAR",
    "reason": "VARCHAR"
}]'), recursive := true);
