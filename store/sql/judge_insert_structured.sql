-- The batch in the temporary table structured.
INSERT OR REPLACE INTO core.passage BY NAME
SELECT passage_id, source, ocid, release_id, path, start_offset, end_offset, passage AS text FROM structured;

INSERT OR REPLACE INTO core.evidence BY NAME
SELECT * EXCLUDE (path, start_offset, end_offset, passage), true AS is_structured FROM structured;

DROP TABLE structured;
