-- Evidence of texts placed in notices, at the version in force; only what changed is written. Evidence of criteria is
-- placed when it is saved. A title names what is bought: words of a theme ask for nothing there.
CREATE OR REPLACE TEMP TABLE placed AS
SELECT
    place.source, place.ocid, place.release_id, place.path, evidence.start_offset, evidence.end_offset,
    evidence.rowid AS evidence_row
FROM raw.text_evidence AS evidence
JOIN raw.text_place AS place USING (text_id)
WHERE evidence.version = getvariable('version')
    AND NOT (evidence.kind = 'theme_only' AND regexp_full_match(place.path, '/tender(/lots/\d+)?/title'));

DELETE FROM core.evidence
WHERE document_id IS NULL
    AND (
        version <> getvariable('version')
        OR (
            NOT is_structured
            AND passage_id IN (
                SELECT passage_id
                FROM core.passage
                ANTI JOIN placed USING (source, ocid, release_id, path, start_offset, end_offset)
                WHERE document_id IS NULL
            )
        )
    );

DELETE FROM core.passage WHERE passage_id NOT IN (SELECT passage_id FROM core.evidence);

CREATE OR REPLACE TEMP TABLE newly_placed AS
WITH place AS (
    SELECT *
    FROM placed
    ANTI JOIN (FROM core.passage WHERE document_id IS NULL) AS passage
        USING (source, ocid, release_id, path, start_offset, end_offset)
)
SELECT
    left(
        sha256(concat_ws(chr(31), source, ocid, release_id, path, place.start_offset, place.end_offset)), 32
    ) AS passage_id,
    place.* EXCLUDE (evidence_row), evidence.* EXCLUDE (text_id, start_offset, end_offset)
FROM place
JOIN raw.text_evidence AS evidence ON evidence.rowid = place.evidence_row;

INSERT INTO core.passage BY NAME
SELECT passage_id, source, ocid, release_id, path, start_offset, end_offset, passage AS text FROM newly_placed;

INSERT INTO core.evidence BY NAME
SELECT * EXCLUDE (path, start_offset, end_offset, passage), false AS is_structured FROM newly_placed;

DROP TABLE placed;

DROP TABLE newly_placed;

INSERT OR REPLACE INTO core.setting VALUES ('classifier_version', getvariable('version'));
