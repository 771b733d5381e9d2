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
LIMIT 20;
