-- Where processes leave the scope of the Act: step and reason
SELECT step, decision, count(*) AS processes, min(reason) AS example
FROM core.scope_step
GROUP BY ALL
ORDER BY step, decision;
