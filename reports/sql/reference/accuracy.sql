-- What the classifier got right where it was not tuned, the version in force first.
SELECT material, version, measured_on, measure, cut, cut_value, n, k, value, low, high
FROM out.accuracy
WHERE NOT is_tuned_on AND value IS NOT NULL AND cut NOT IN ('score', 'second_opinion')
ORDER BY is_in_force DESC, version DESC, material, unit DESC, cut, cut_value, measure
