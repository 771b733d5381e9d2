-- I3 evaluated: processes in scope that make social value an award criterion or a scored question (R3 or above).
SELECT *, coalesce(is_in_scope, false) AS is_in_denominator, level_rank >= rank_of('R3') AS is_in_numerator,
    is_in_scope IS NULL AS is_unknown
FROM frame
