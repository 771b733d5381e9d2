-- I7 breadth: authorities with five processes in scope or more that scored social value (R3 or above) in one at least.
SELECT *, in_scope >= 5 AS is_in_denominator, evaluated >= 1 AS is_in_numerator,
    in_scope < 5 AND in_scope + unknown >= 5 AS is_unknown
FROM authority_count
