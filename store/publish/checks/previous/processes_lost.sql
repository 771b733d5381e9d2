-- More than a tenth of the processes of the snapshot in place are gone: counts by portal, and some that are missing.
WITH lost AS (
    SELECT source, ocid FROM previous.out.process ANTI JOIN out.process USING (ocid)
),
total AS (
    SELECT
        (SELECT count(*) FROM previous.out.process) AS before,
        (SELECT count(*) FROM out.process) AS now,
        (SELECT count(*) FROM lost) AS lost
)
SELECT
    source, before || ' processes before, ' || now || ' now' AS all_sources, count(*) AS lost_of_source,
    array_to_string(min(ocid, 5), ' ') AS such_as
FROM lost, total
WHERE total.now < total.before * 0.9 OR total.lost > total.before * 0.1
GROUP BY ALL
ORDER BY source;
