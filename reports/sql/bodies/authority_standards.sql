-- Which standards the procurements of each authority name, of those in scope with evidence.
SELECT authority_id, code, count(*) AS k
FROM (
    SELECT authority_id, unnest(standards) AS code
    FROM out.process
    WHERE is_in_scope AND is_flagged AND opened_on IS NOT NULL AND duplicate_of IS NULL AND authority_id IS NOT NULL
)
GROUP BY ALL
ORDER BY authority_id, k DESC, code
