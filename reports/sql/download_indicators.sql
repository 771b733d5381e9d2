-- Every indicator of every period, for the whole.
SELECT * FROM out.indicator WHERE cut = 'all' ORDER BY indicator, period_kind, period
