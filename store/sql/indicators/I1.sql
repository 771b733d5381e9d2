-- I1 headline: processes in scope whose notices affirm social value (R2 or above).
SELECT *, coalesce(is_in_scope, false) AS is_in_denominator, level_rank >= rank_of('R2') AS is_in_numerator,
    is_in_scope IS NULL AS is_unknown
FROM frame
