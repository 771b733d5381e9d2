-- Counts of an indicator of authorities; `measure` is what the indicator's own file selects.
INSERT INTO counted
SELECT
    $indicator, period_id, cut_id,
    count(*) FILTER (is_in_denominator),
    count(*) FILTER (is_in_denominator AND is_in_numerator),
    count(*) FILTER (is_unknown),
    count(*) FILTER (NOT is_unknown AND NOT is_in_denominator),
    NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM measure
GROUP BY period_id, cut_id;
