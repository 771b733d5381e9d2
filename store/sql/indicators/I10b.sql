-- I10b criteria published: processes in scope whose notices publish award criteria (D6).
SELECT *, coalesce(is_in_scope, false) AS is_in_denominator,
    is_observable AND has_criteria AS is_in_numerator, is_in_scope IS NULL AS is_unknown
FROM frame
