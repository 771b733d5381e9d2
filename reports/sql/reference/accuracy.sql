-- What the version in force got right on texts that neither rules nor model were made with, real texts before invented ones.
SELECT material, measured_on, unit, measure, cut, cut_value, n, k, value, low, high
FROM out.accuracy
WHERE is_in_force AND NOT is_tuned_on AND value IS NOT NULL AND cut NOT IN ('score', 'second_opinion')
ORDER BY contains(material, 'invented'), material, unit DESC, cut, cut_value, measure
