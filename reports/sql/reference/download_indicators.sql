-- Every indicator of every period, for the whole and the series.
SELECT * FROM out.indicator WHERE cut IN ('all', 'series') ORDER BY indicator, period_kind, period, cut, cut_value
