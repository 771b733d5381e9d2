-- Financial years (from 1 April) of the authorities named, and of all others of their kinds together.
WITH counted AS (
    SELECT
        authority_id, authority_kind AS kind, year(opened_on - INTERVAL 3 MONTH) AS year_from, is_flagged, is_evaluated
    FROM out.process
    WHERE is_in_scope AND duplicate_of IS NULL AND authority_id IS NOT NULL AND opened_on >= DATE '2013-01-31'
),
named AS (
    SELECT authority_id AS who, kind, year_from, is_flagged, is_evaluated
    FROM counted
    WHERE list_contains($authority_ids::VARCHAR[], authority_id)
    UNION ALL
    SELECT 'peers', kind, year_from, is_flagged, is_evaluated
    FROM counted
    WHERE list_contains($kinds::VARCHAR[], kind) AND NOT list_contains($authority_ids::VARCHAR[], authority_id)
)
SELECT
    who, kind, year_from,
    count(*) AS n, count(*) FILTER (is_flagged) AS k, count(*) FILTER (is_evaluated) AS evaluated
FROM named
GROUP BY ALL
ORDER BY kind, who, year_from
