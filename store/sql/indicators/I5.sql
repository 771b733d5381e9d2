-- I5 weight of 10 % or more: processes in scope that give social value at least 10 % of the score (R5 or above).
SELECT *, coalesce(is_in_scope, false) AS is_in_denominator, level_rank >= rank_of('R5') AS is_in_numerator,
    is_in_scope IS NULL AS is_unknown
FROM frame
