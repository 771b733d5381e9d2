-- Criteria of notices that hold some not yet read at a version; whole notices, so that neighbours stay together.
SELECT source, ocid, release_id, path, lot_id, criterion_type, name, description, numbers
FROM core.criterion
SEMI JOIN (
    SELECT DISTINCT source, ocid, release_id
    FROM core.criterion
    WHERE version IS DISTINCT FROM $version
    ORDER BY ALL
    LIMIT $batch_size
) USING (source, ocid, release_id)
ORDER BY source, ocid, release_id, lot_id NULLS FIRST, path;
