-- I3b evaluated, upper reading: as I3, of the observable processes whose notices publish award criteria (D6).
SELECT *, coalesce(is_in_scope, false) AND is_observable AND has_criteria AS is_in_denominator,
    level_rank >= rank_of('R3') AS is_in_numerator, is_in_scope IS NULL AND is_observable AND has_criteria AS is_unknown
FROM frame
