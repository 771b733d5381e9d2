-- Rows that stand twice, of tables that have no index of their keys.
SELECT 'out.process' AS "table", ocid AS key, count(*) AS times
FROM out.process
GROUP BY ocid
HAVING count(*) > 1
UNION ALL
SELECT 'out.clause', clause_id, count(*)
FROM out.clause
GROUP BY clause_id
HAVING count(*) > 1
UNION ALL
SELECT 'out.award', concat_ws(' ', ocid, award_id, supplier_key), count(*)
FROM out.award
GROUP BY ocid, award_id, supplier_key
HAVING count(*) > 1
UNION ALL
SELECT 'out.delivery_chain', concat_ws(' ', ocid, step_number), count(*)
FROM out.delivery_chain
GROUP BY ocid, step_number
HAVING count(*) > 1
LIMIT 20;
