-- I10c weights published: processes in scope whose notices publish the weights of award criteria (D7).
SELECT *, coalesce(is_in_scope, false) AS is_in_denominator,
    is_observable AND has_weights AS is_in_numerator, is_in_scope IS NULL AS is_unknown
FROM frame
