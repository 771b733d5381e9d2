-- out.hidden_share, whole.
SELECT * FROM out.hidden_share ORDER BY indicator, period_kind, period, cut, cut_value
