-- Levels that two people gave the same process, unsure ones left out; the first two by initials when there are more.
WITH ranked AS (
    SELECT ocid, level, row_number() OVER (PARTITION BY ocid ORDER BY annotator) AS place
    FROM core.audit_label
    WHERE origin = 'sample' AND level IS NOT NULL AND NOT is_adjudicated
)
SELECT a.level, b.level, a.ocid
FROM ranked a
JOIN ranked b USING (ocid)
WHERE a.place = 1 AND b.place = 2
ORDER BY a.ocid;
