-- I10a observable: processes in scope whose notices have readable substance (D5).
SELECT *, coalesce(is_in_scope, false) AS is_in_denominator, is_observable AS is_in_numerator,
    is_in_scope IS NULL AS is_unknown
FROM frame
