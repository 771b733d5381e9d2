-- Figures that stand twice.
SELECT 'out.indicator' AS "table", indicator, period_kind, period, cut, cut_value, count(*) AS times
FROM out.indicator
GROUP BY ALL
HAVING count(*) > 1
UNION ALL
SELECT 'out.change', indicator, period_kind, period, cut, cut_value, count(*)
FROM out.change
GROUP BY ALL
HAVING count(*) > 1
UNION ALL
SELECT 'out.hidden_share', indicator, period_kind, period, cut, cut_value, count(*)
FROM out.hidden_share
GROUP BY ALL
HAVING count(*) > 1
UNION ALL
SELECT 'out.delivery', indicator, period_kind, period, cut, cut_value, count(*)
FROM out.delivery
GROUP BY ALL
HAVING count(*) > 1
UNION ALL
-- The largest of them: rows of the same hash first, which takes a fifth of the time.
SELECT 'out.winner', concat_ws(' ', indicator, evidence_group), period_kind, period, cut, cut_value, count(*)
FROM out.winner
WHERE hash(indicator, evidence_group, period_kind, period, cut, cut_value) IN (
    SELECT hash(indicator, evidence_group, period_kind, period, cut, cut_value) AS key
    FROM out.winner
    GROUP BY key
    HAVING count(*) > 1
)
GROUP BY ALL
HAVING count(*) > 1
LIMIT 20;
