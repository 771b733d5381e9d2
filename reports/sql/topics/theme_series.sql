-- The rolling 12-month shares of every theme, for all authorities.
SELECT t.theme AS indicator, t.period AS week, i.period_until, t.n, t.k, 0 AS unknown, t.share AS rate,
    i.weeks_wanted, i.weeks_covered, i.weeks_held
FROM out.theme AS t
JOIN out.indicator AS i
    ON i.period = t.period AND i.period_kind = t.period_kind AND i.indicator = 'I1' AND i.cut = 'all'
WHERE t.authority_kind = 'all' AND t.period_kind = 'rolling_12_months' AND i.period_until <= $until::DATE
ORDER BY t.theme, i.period_until
