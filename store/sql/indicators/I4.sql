-- I4 weight stated: processes in scope that state a weight for social value (R4 or above).
SELECT *, coalesce(is_in_scope, false) AS is_in_denominator, level_rank >= rank_of('R4') AS is_in_numerator,
    is_in_scope IS NULL AS is_unknown
FROM frame
