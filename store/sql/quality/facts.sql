-- Figures for machines: one row for each sample of a metric.
SELECT 'completeness_ratio' AS metric, 'source' AS label, source AS label_value, completeness_pct / 100 AS value
FROM out.completeness
WHERE completeness_pct IS NOT NULL AND week_from + INTERVAL 7 DAY <= (
    SELECT timezone('Europe/London', value::TIMESTAMPTZ) FROM out.publication WHERE name = 'published_at'
)
QUALIFY row_number() OVER (PARTITION BY source ORDER BY week_from DESC) = 1
UNION ALL
SELECT 'notices', 'source', source, count(*) FROM core.notice GROUP BY source
UNION ALL
SELECT 'faults', 'level', level, count(*) FROM core.issue GROUP BY level
UNION ALL
SELECT 'data_until_timestamp_seconds', NULL, NULL, epoch(value::TIMESTAMPTZ) FROM out.publication WHERE name = 'data_until'
ORDER BY ALL;
