-- The same of silent notices by kind of authority, over the 12 months to the end of a week; most silent ones first.
SELECT
    cut_value AS kind, n, with_documents, read, scored, rate, rate_low, rate_high, is_reliable, bound_low, bound_high
FROM out.hidden_share
WHERE cut = 'authority_kind' AND indicator = 'H1' AND period_kind = 'rolling_12_months' AND period = $period
ORDER BY n DESC, kind
