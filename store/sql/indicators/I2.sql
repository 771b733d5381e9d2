-- I2 Act named: processes in scope whose notices affirm social value and name the 2012 Act.
SELECT *, coalesce(is_in_scope, false) AS is_in_denominator,
    level_rank >= rank_of('R2') AND is_act_named AS is_in_numerator, is_in_scope IS NULL AS is_unknown
FROM frame
