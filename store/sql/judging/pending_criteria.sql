-- Criteria of every lot (or whole tender) that has one not yet read at version $1. number counts these lots, without
-- gaps; position counts the criteria of all as they were published.
CREATE OR REPLACE TEMP TABLE pending_criteria AS
SELECT
    dense_rank() OVER (ORDER BY source, ocid, release_id, lot_id) AS number, *
FROM (
    SELECT
        source, ocid, release_id, lot_id, rowid AS position, path, criterion_type, name, description, numbers
    FROM core.criterion
    QUALIFY bool_or(version IS DISTINCT FROM $1) OVER (PARTITION BY source, ocid, release_id, lot_id)
);
