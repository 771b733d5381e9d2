-- The batch in the temporary table judged, less what was judged before at this version.
DELETE FROM judged WHERE text.text_id IN (SELECT text_id FROM raw.judged_text WHERE version = getvariable('version'));

INSERT INTO raw.text_evidence BY NAME
SELECT said.*, getvariable('version') AS version
FROM (SELECT text.text_id AS text_id, unnest(text.evidence, max_depth := 2) FROM judged) AS said;

INSERT INTO raw.judged_text BY NAME
SELECT text.text_id AS text_id, getvariable('version') AS version FROM judged;

DROP TABLE judged;
