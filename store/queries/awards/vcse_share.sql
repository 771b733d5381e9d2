-- Who wins: the share of the voluntary sector as bounds, by awards, by value and by suppliers, year by year, the last as far as the data reach (official for England, April 2019 to March 2024: 6 % of contracts, 4 % of value)
SELECT
    indicator, cut_value AS place, period, n, k AS found, k_declared AS found_or_declared, unknown,
    round(bound_low, 4) AS bound_low, round(declared_rate, 4) AS declared_rate, round(known_rate, 4) AS known_rate,
    round(bound_high, 4) AS bound_high
FROM out.winner
WHERE indicator IN ('vcse_awards', 'vcse_value', 'vcse_suppliers') AND evidence_group = 'all'
    AND period_kind IN ('financial_year', 'all') AND (cut = 'all' OR (cut = 'nation' AND cut_value = 'England'))
ORDER BY indicator, place, period_from, period_until;
