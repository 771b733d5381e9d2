-- Evidence of texts into the notices they stand in; evidence of other versions goes. $version is the classifier's.
DELETE FROM core.evidence WHERE NOT is_structured OR version <> getvariable('version');
DELETE FROM core.passage WHERE passage_id NOT IN (SELECT passage_id FROM core.evidence);
DELETE FROM raw.text_evidence WHERE version <> getvariable('version');
DELETE FROM raw.judged_text WHERE version <> getvariable('version');

CREATE OR REPLACE TEMP TABLE placed AS
SELECT
    left(sha256(concat_ws(chr(0), place.source, place.ocid, place.release_id, place.path, said.start_offset, said.end_offset)), 32)
        AS passage_id,
    place.source,
    place.ocid,
    place.release_id,
    place.path,
    said.* EXCLUDE (text_id, version)
FROM raw.text_evidence AS said
INNER JOIN raw.text_place AS place USING (text_id)
WHERE said.version = getvariable('version');

INSERT INTO core.passage BY NAME
SELECT passage_id, source, ocid, release_id, path, start_offset, end_offset, passage AS text
FROM placed
ORDER BY passage_id;

INSERT INTO core.evidence BY NAME
SELECT
    passage_id, source, ocid, release_id, kind, level, weight_value, weight_unit, weight_of, weight_pct, is_act_named,
    standards, themes, rule, score, trail, getvariable('version') AS version, false AS is_structured
FROM placed
ORDER BY passage_id;

DROP TABLE placed;
INSERT OR REPLACE INTO core.setting VALUES ('classifier_version', getvariable('version'));
