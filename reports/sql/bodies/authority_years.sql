-- Procurements in scope of each authority by financial year (from 1 April).
SELECT
    authority_id,
    year(opened_on - INTERVAL 3 MONTH) AS year_from,
    count(*) AS n,
    count(*) FILTER (is_flagged) AS k,
    count(*) FILTER (is_evaluated) AS evaluated
FROM out.process
WHERE is_in_scope AND opened_on IS NOT NULL AND duplicate_of IS NULL AND authority_id IS NOT NULL
GROUP BY ALL
ORDER BY authority_id, year_from DESC
