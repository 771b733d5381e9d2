-- Hidden shares whose parts do not fit: more read than have documents, or a rate or bound outside its limits.
SELECT indicator, period_kind, period, cut, cut_value, n, with_documents, read, scored, rate, bound_low, bound_high
FROM out.hidden_share
WHERE
    with_documents > n OR read > with_documents OR scored > read OR k > n
    OR bound_low > bound_high + 1e-9 OR bound_low < -1e-9 OR bound_high > 1 + 1e-9
    OR rate NOT BETWEEN rate_low - 1e-9 AND rate_high + 1e-9
LIMIT 20;
