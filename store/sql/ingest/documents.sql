-- Tender documents of staged notices. Of releases that list one the first counts as its own, whatever was read first; a
-- row never goes, for an amended notice may leave out what was published before.
CREATE OR REPLACE TEMP TABLE listed AS
SELECT entry.*, ocid, source, release_id, listed_at, 'title' AS role_basis, is_sample
FROM (
    SELECT source, ocid, release_id, published_at AS listed_at, is_sample, unnest(documents) AS entry
    FROM staged_notice
);

CREATE OR REPLACE TEMP TABLE listed_first AS
SELECT
    document_id,
    arg_min(listed.rowid, row(listed_at IS NULL, listed_at, release_id, listed.rowid)) AS first_row,
    document_id IN (SELECT document_id FROM core.document) AS is_there
FROM listed
GROUP BY document_id;

UPDATE core.document SET
    release_id = CASE
        WHEN said.listed_at < document.listed_at
            OR (said.listed_at IS NOT DISTINCT FROM document.listed_at AND said.release_id < document.release_id)
        THEN said.release_id ELSE document.release_id
    END,
    listed_at = least(document.listed_at, said.listed_at)
FROM (FROM listed WHERE rowid IN (SELECT first_row FROM listed_first WHERE is_there)) AS said
WHERE document.document_id = said.document_id;

-- Rows that are not there are not looked for in the index of the keys: it takes half the time.
INSERT INTO core.document BY NAME
SELECT * FROM listed WHERE rowid IN (SELECT first_row FROM listed_first WHERE NOT is_there);
