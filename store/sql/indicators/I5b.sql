-- I5b weight of 10 % or more, upper reading: as I5, of the observable processes whose notices publish weights (D7).
SELECT *, coalesce(is_in_scope, false) AND is_observable AND has_weights AS is_in_denominator,
    level_rank >= rank_of('R5') AS is_in_numerator, is_in_scope IS NULL AND is_observable AND has_weights AS is_unknown
FROM frame
