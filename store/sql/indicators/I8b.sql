-- I8b consistency, sometimes: authorities with five processes in scope or more that scored social value in some of them.
SELECT *, in_scope >= 5 AS is_in_denominator, evaluated BETWEEN 1 AND in_scope - 1 AS is_in_numerator,
    in_scope < 5 AND in_scope + unknown >= 5 AS is_unknown
FROM authority_count
