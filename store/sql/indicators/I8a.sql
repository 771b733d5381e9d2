-- I8a consistency, always: authorities with five processes in scope or more that scored social value in all of them.
SELECT *, in_scope >= 5 AS is_in_denominator, evaluated = in_scope AS is_in_numerator,
    in_scope < 5 AND in_scope + unknown >= 5 AS is_unknown
FROM authority_count
