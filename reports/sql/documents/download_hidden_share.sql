-- out.hidden_share where any procurement has documents on the portal itself; elsewhere there is no share to give.
SELECT * FROM out.hidden_share WHERE with_documents > 0 ORDER BY indicator, period_kind, period, cut, cut_value
