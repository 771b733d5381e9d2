-- What people say of each process of the samples, with the classifier version that the sample was drawn by. A third
-- reader settles what others disagree on. What nobody is sure of, and what stays open, is a band from level_low to
-- level_high and has no level. Themes are those that every reader who gave themes gave; null where nobody did.
WITH latest AS (
    SELECT * FROM core.audit_label WHERE origin = 'sample' AND version IS NOT NULL
),
settled AS (
    SELECT
        ocid, max(version) AS version, count(DISTINCT version) AS versions,
        min(level) FILTER (is_adjudicated) AS third_low, max(level) FILTER (is_adjudicated) AS third_high,
        min(level) AS low, max(level) AS high,
        list(themes) FILTER (is_adjudicated AND themes IS NOT NULL) AS third_themes,
        list(themes) FILTER (themes IS NOT NULL) AS all_themes
    FROM latest
    GROUP BY ocid
)
SELECT
    ocid, version,
    coalesce(third_low, low, 0) AS level_low,
    coalesce(third_high, high, 5) AS level_high,
    CASE WHEN coalesce(third_low, low) = coalesce(third_high, high) THEN coalesce(third_low, low) END AS level,
    list_reduce(coalesce(third_themes, all_themes), lambda x, y: list_intersect(x, y)) AS themes
FROM settled
WHERE versions = 1
ORDER BY ocid;
