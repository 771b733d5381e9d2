-- Tender documents of staged notices. Of releases that list one the first counts as its own, whatever was read first; a
-- row never goes, for an amended notice may leave out what was published before.
CREATE OR REPLACE TEMP TABLE listed AS
SELECT entry.*, ocid, source, release_id, listed_at, 'title' AS role_basis, is_sample
FROM (
    SELECT source, ocid, release_id, published_at AS listed_at, is_sample, unnest(documents) AS entry
    FROM staged_notice
);

INSERT INTO core.document BY NAME
SELECT *
FROM listed
WHERE rowid IN (
    SELECT arg_min(rowid, row(listed_at IS NULL, listed_at, release_id, rowid)) FROM listed GROUP BY document_id
)
ON CONFLICT (document_id) DO UPDATE SET
    release_id = CASE
        WHEN excluded.listed_at < listed_at
            OR (excluded.listed_at IS NOT DISTINCT FROM listed_at AND excluded.release_id < release_id)
        THEN excluded.release_id ELSE release_id
    END,
    listed_at = least(listed_at, excluded.listed_at);
