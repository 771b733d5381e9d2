-- Values above the 99th percentile of their financial year are counted as that percentile.
CREATE OR REPLACE TEMP TABLE value_cap AS
SELECT year(opened_on - INTERVAL 3 MONTH) AS financial_year, quantile_cont(value_gbp, 0.99) AS cap_gbp
FROM out.counted
WHERE is_in_scope AND value_gbp IS NOT NULL AND NOT coalesce(is_framework, false)
GROUP BY financial_year
HAVING count(*) >= 100;
