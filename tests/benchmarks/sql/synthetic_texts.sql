-- The texts of the invented core, judged at version $version: each notice has a description and a title of its own.
INSERT INTO raw.text_place
SELECT source, ocid, release_id, unnest(['/tender/description', '/tender/title']),
    unnest([left(sha256(description), 32), left(sha256(title), 32)])
FROM core.notice;

INSERT INTO raw.text
SELECT left(sha256(text), 32), text
FROM (SELECT description AS text FROM core.notice UNION ALL SELECT DISTINCT title FROM core.notice);

INSERT INTO raw.judged_text SELECT text_id, '$version' FROM raw.text;

UPDATE core.passage SET passage_id = left(
    sha256(concat_ws(chr(31), source, ocid, release_id, path, start_offset, end_offset)), 32
);

UPDATE core.evidence SET version = '$version', passage_id = left(
    sha256(concat_ws(chr(31), source, ocid, release_id, '/tender/description', start_offset, end_offset)), 32
)
FROM (SELECT md5(ocid || release_id || j) AS made_id, j * 200 AS start_offset, j * 200 + 190 AS end_offset FROM made_passage) AS made
WHERE made.made_id = evidence.passage_id;

UPDATE core.criterion SET version = '$version';

INSERT INTO raw.text_evidence BY NAME
SELECT p.text_id, a.start_offset, a.end_offset, a.text AS passage, e.* EXCLUDE (
    passage_id, source, ocid, release_id, is_structured, document_id, page, sheet
)
FROM core.evidence e
JOIN core.passage a USING (passage_id)
JOIN raw.text_place p
    ON p.source = e.source AND p.ocid = e.ocid AND p.release_id = e.release_id AND p.path = a.path;

INSERT INTO core.setting VALUES ('classifier_version', '$version');
