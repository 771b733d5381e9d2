-- Figures that stand twice.
SELECT indicator, period_kind, period, cut, cut_value, count(*) AS times
FROM out.indicator
GROUP BY ALL
HAVING count(*) > 1
LIMIT 20;
