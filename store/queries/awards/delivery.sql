-- Is it delivered? Contracts over 5 million pounds with published details, their indicators and ratings, over all days, with what is not known and what is exempt
SELECT
    indicator, n, k, unknown, excluded AS exempt, round(rate, 4) AS rate, round(bound_low, 4) AS bound_low,
    round(bound_high, 4) AS bound_high, as_of
FROM out.delivery
WHERE period_kind = 'all' AND cut = 'all'
ORDER BY indicator;
