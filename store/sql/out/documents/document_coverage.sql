-- Who is missing: procurements in scope whose notices are silent, with and without open documents.
WITH silent AS (
    SELECT s.is_open, s.is_read, p.source, p.authority_kind, p.value_gbp
    FROM document_state s
    JOIN out.process p USING (ocid)
    WHERE s.is_in_scope AND s.is_silent
),
cut AS (
    SELECT 'all' AS cut, 'all' AS cut_value, 0 AS position, is_open, is_read FROM silent
    UNION ALL SELECT 'source', source, 0, is_open, is_read FROM silent
    UNION ALL SELECT 'authority_kind', coalesce(authority_kind, 'unknown'), 0, is_open, is_read FROM silent
    UNION ALL
    SELECT
        'value',
        CASE
            WHEN value_gbp IS NULL THEN 'unknown'
            WHEN value_gbp < 250000 THEN 'under £250,000'
            WHEN value_gbp < 1000000 THEN '£250,000 to £1m'
            WHEN value_gbp < 5000000 THEN '£1m to £5m'
            ELSE '£5m or more'
        END,
        CASE
            WHEN value_gbp IS NULL THEN 5 WHEN value_gbp < 250000 THEN 1 WHEN value_gbp < 1000000 THEN 2
            WHEN value_gbp < 5000000 THEN 3 ELSE 4
        END,
        is_open, is_read
    FROM silent
)
SELECT
    cut, cut_value, min(position)::INTEGER AS position,
    count(*) AS n, count(*) FILTER (is_open) AS with_documents, count(*) FILTER (is_read) AS read,
    CASE WHEN count(*) >= 10 THEN count(*) FILTER (is_open) / count(*) END AS share_with_documents
FROM cut
GROUP BY cut, cut_value
ORDER BY cut, position, cut_value
