-- Where processes that were opened, each once, leave the scope of the Act: step and reason
SELECT s.step, s.decision, count(*) AS processes, min(s.reason) AS example
FROM core.scope_step s
JOIN out.process p ON p.ocid = s.ocid
WHERE p.opened_on IS NOT NULL AND p.duplicate_of IS NULL
GROUP BY s.step, s.decision
ORDER BY s.step, s.decision;
