-- Portals whose share of procurements with evidence in the last 28 days lies further from that of the half year before
-- than chance explains (z > 4), by more than 10 percentage points.
WITH counted AS (
    SELECT source, opened_on, is_flagged, max(opened_on) OVER (PARTITION BY source) AS last_on
    FROM out.process
    WHERE opened_on IS NOT NULL AND duplicate_of IS NULL AND is_in_scope
),
share AS (
    SELECT
        source,
        count(*) FILTER (opened_on > last_on - 28) AS now_n,
        count(*) FILTER (opened_on > last_on - 28 AND is_flagged) AS now_k,
        count(*) FILTER (opened_on <= last_on - 28) AS before_n,
        count(*) FILTER (opened_on <= last_on - 28 AND is_flagged) AS before_k
    FROM counted
    WHERE opened_on > last_on - 210
    GROUP BY source
),
pooled AS (
    SELECT *, (now_k + before_k) / (now_n + before_n) AS pooled_rate
    FROM share
    WHERE now_n >= 50 AND before_n >= 50
)
SELECT source, now_n, 100 * now_k / now_n AS now_pct, 100 * before_k / before_n AS before_pct
FROM pooled
WHERE abs(now_k / now_n - before_k / before_n) > 0.1
    AND abs(now_k / now_n - before_k / before_n) > 4 * sqrt(pooled_rate * (1 - pooled_rate) * (1 / now_n + 1 / before_n))
ORDER BY source;
