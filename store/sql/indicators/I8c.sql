-- I8c consistency, never: authorities with five processes in scope or more that scored social value in none of them.
SELECT *, in_scope >= 5 AS is_in_denominator, evaluated = 0 AS is_in_numerator,
    in_scope < 5 AND in_scope + unknown >= 5 AS is_unknown
FROM authority_count
