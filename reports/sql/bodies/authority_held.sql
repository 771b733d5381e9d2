-- How many procurements the data hold of every authority.
SELECT authority_id, count(*) AS held
FROM out.process
WHERE duplicate_of IS NULL AND authority_id IS NOT NULL
GROUP BY authority_id
ORDER BY authority_id
