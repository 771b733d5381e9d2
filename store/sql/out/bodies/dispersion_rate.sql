-- Authorities with five processes in scope or more, by indicator, period and kind, alike ones together.
CREATE OR REPLACE TEMP TABLE dispersion_pool AS
WITH rated AS (
    SELECT a.period_id, a.cut_id, a.in_scope AS n, unnest([
        {'indicator': 'I1', 'k': a.flagged}, {'indicator': 'I3', 'k': a.evaluated}
    ], max_depth := 2)
    FROM authority_count a
    JOIN period p USING (period_id)
    JOIN cut u USING (cut_id)
    WHERE a.in_scope >= 5 AND u.cut IN ('all', 'authority_kind')
        AND p.period_kind IN ('financial_year', 'rolling_12_months', 'all')
)
SELECT
    dense_rank() OVER (ORDER BY indicator, period_id, cut_id) - 1 AS pool, indicator, period_id, cut_id, k, n, count(*) AS times
FROM rated
GROUP BY indicator, period_id, cut_id, k, n;
