-- Every text and structured criterion of the processes of a sample, as a labeller has to read them.
SELECT DISTINCT n.ocid, p.path, t.text
FROM (SELECT DISTINCT ocid, source, release_id FROM core.notice WHERE list_contains(?, ocid)) n
JOIN raw.text_place p USING (source, ocid, release_id)
JOIN raw.text t USING (text_id)
UNION
SELECT c.ocid, c.path, concat_ws(' ', 'Criterion:', c.name, c.weight_value, c.weight_unit)
FROM core.criterion c
WHERE list_contains(?, c.ocid)
ORDER BY ALL;
