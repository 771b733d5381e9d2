-- Shares of every theme, for all authorities and by kind, in 12 months at a time and of all the data.
SELECT * FROM out.theme WHERE period_kind IN ('rolling_12_months', 'all') ORDER BY period_kind, period, authority_kind, theme
