-- Evidence of texts placed in notices, at the version in force. Evidence of criteria is placed when it is saved.
DELETE FROM core.evidence WHERE NOT is_structured OR version <> getvariable('version');

DELETE FROM core.passage WHERE passage_id NOT IN (SELECT passage_id FROM core.evidence);

CREATE OR REPLACE TEMP TABLE placed AS
SELECT
    left(
        sha256(concat_ws(chr(31), place.source, place.ocid, place.release_id, place.path, start_offset, end_offset)), 32
    ) AS passage_id,
    place.source, place.ocid, place.release_id, place.path, evidence.* EXCLUDE (text_id)
FROM raw.text_evidence AS evidence
JOIN raw.text_place AS place USING (text_id)
WHERE evidence.version = getvariable('version');

INSERT INTO core.passage BY NAME
SELECT passage_id, source, ocid, release_id, path, start_offset, end_offset, passage AS text FROM placed;

INSERT INTO core.evidence BY NAME
SELECT * EXCLUDE (path, start_offset, end_offset, passage), false AS is_structured FROM placed;

INSERT OR REPLACE INTO core.setting VALUES ('classifier_version', getvariable('version'));
