-- Weeks that the data cover, portal by portal: proven by the ledger of crawls, or declared for a file.
WITH proven AS (
    SELECT source, week_from, completeness_pct >= 98 AS is_proven FROM out.completeness WHERE completeness_pct IS NOT NULL
),
declared AS (
    -- Whole weeks only: the Monday and the Sunday lie in a span.
    SELECT DISTINCT source, monday AS week_from
    FROM (
        SELECT
            source, from_on, until_on,
            unnest(generate_series(date_trunc('week', from_on), until_on::TIMESTAMP, INTERVAL 7 DAY))::DATE AS monday
        FROM core.declared_span
    )
    WHERE monday >= from_on AND monday + 6 <= until_on
),
held AS (
    SELECT DISTINCT source, date_trunc('week', opened_on)::DATE AS week_from FROM out.counted
),
week AS (
    SELECT source, week_from FROM proven WHERE is_proven
    UNION SELECT source, week_from FROM declared
    UNION SELECT source, week_from FROM held
)
SELECT
    w.source, strftime(w.week_from, '%G-W%V') AS week, w.week_from,
    coalesce(p.is_proven, false) AS is_proven,
    d.source IS NOT NULL AS is_declared,
    h.source IS NOT NULL AS is_held
FROM week w
LEFT JOIN proven p USING (source, week_from)
LEFT JOIN declared d USING (source, week_from)
LEFT JOIN held h USING (source, week_from)
ORDER BY w.source, w.week_from
