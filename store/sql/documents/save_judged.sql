-- What was judged of a batch of documents, in place of what was said of them before.
CREATE OR REPLACE TEMP TABLE judged_batch AS
SELECT unnest(from_json(getvariable('judged'), '[{
    "document_id": "VARCHAR", "version": "VARCHAR", "role": "VARCHAR", "reader": "VARCHAR"
}]'), recursive := true);

CREATE OR REPLACE TEMP TABLE batch_evidence AS
SELECT unnest(from_json(getvariable('evidence'), '[{
    "passage_id": "VARCHAR", "document_id": "VARCHAR", "source": "VARCHAR", "ocid": "VARCHAR", "release_id": "VARCHAR",
    "path": "VARCHAR", "page": "INTEGER", "sheet": "VARCHAR", "start_offset": "INTEGER", "end_offset": "INTEGER",
    "text": "VARCHAR", "kind": "VARCHAR", "level": "VARCHAR", "weight_value": "DOUBLE", "weight_unit": "VARCHAR",
    "weight_of": "VARCHAR", "weight_pct": "DOUBLE", "is_act_named": "BOOLEAN", "standards": ["VARCHAR"],
    "themes": ["VARCHAR"], "rule": "VARCHAR", "score": "DOUBLE", "trail": ["VARCHAR"], "version": "VARCHAR",
    "is_structured": "BOOLEAN", "second_kind": "VARCHAR"
}]'), recursive := true);

DELETE FROM core.evidence WHERE document_id IN (SELECT document_id FROM judged_batch);

DELETE FROM core.passage WHERE document_id IN (SELECT document_id FROM judged_batch);

DELETE FROM core.document_criterion WHERE document_id IN (SELECT document_id FROM judged_batch);

INSERT INTO core.passage BY NAME
SELECT
    passage_id, source, ocid, release_id, path, start_offset, end_offset, text, document_id, page, sheet
FROM batch_evidence;

INSERT INTO core.evidence BY NAME
SELECT * EXCLUDE (path, start_offset, end_offset, text) FROM batch_evidence;

INSERT INTO core.document_criterion BY NAME
SELECT unnest(from_json(getvariable('criteria'), '[{
    "document_id": "VARCHAR", "number": "INTEGER", "parent_number": "INTEGER", "table_number": "INTEGER",
    "lot": "VARCHAR", "name": "VARCHAR", "weight_raw": "VARCHAR", "weight_value": "DOUBLE", "weight_unit": "VARCHAR",
    "weight_of": "VARCHAR", "weight_pct": "DOUBLE", "is_social_value": "BOOLEAN", "is_counted": "BOOLEAN",
    "page": "INTEGER", "sheet": "VARCHAR"
}]'), recursive := true);

INSERT OR REPLACE INTO raw.judged_document BY NAME SELECT document_id, version, role, reader FROM judged_batch;
