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
LIMIT 20;
