-- I6b value-weighted I3: pounds of processes in scope, frameworks apart, values capped at the 99th percentile.
SELECT * REPLACE (capped_gbp AS value_gbp),
    coalesce(is_in_scope, false) AND value_gbp IS NOT NULL AND NOT is_framework AS is_in_denominator,
    level_rank >= rank_of('R3') AS is_in_numerator,
    NOT is_framework AND (is_in_scope IS NULL OR (is_in_scope AND value_gbp IS NULL)) AS is_unknown
FROM frame
