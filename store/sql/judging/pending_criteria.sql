-- Criteria of every lot (or whole tender) that has one not yet read at version $1. number counts these lots, without
-- gaps; position counts the criteria of all as they were published. Where one is named in letters for social value,
-- around holds the texts of its notice that speak of these letters, since one of them may say what they stand for.
CREATE OR REPLACE TEMP TABLE pending_criteria AS
WITH pending AS (
    SELECT
        source, ocid, release_id, lot_id, rowid AS position, path, criterion_type, name, description, numbers
    FROM core.criterion
    QUALIFY bool_or(version IS DISTINCT FROM $1) OVER (PARTITION BY source, ocid, release_id, lot_id)
),

in_letters AS (
    SELECT DISTINCT source, ocid, release_id
    FROM pending
    WHERE regexp_matches(concat_ws(' ', name, description), '\bSV\d{0,2}\b')
),

told AS (
    SELECT source, ocid, release_id, string_agg(text, chr(10) ORDER BY text_id) AS around
    FROM in_letters
    JOIN (SELECT DISTINCT source, ocid, release_id, text_id FROM raw.text_place) AS places USING (source, ocid, release_id)
    JOIN raw.text USING (text_id)
    WHERE regexp_matches(text, '\bSVs?\b')
    GROUP BY ALL
)

SELECT
    dense_rank() OVER (ORDER BY source, ocid, release_id, lot_id) AS number, pending.*, coalesce(around, '') AS around
FROM pending
LEFT JOIN told USING (source, ocid, release_id);
