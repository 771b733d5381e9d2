-- How often the kind was right, by the score that the evidence had and by the second opinion on it, of the version in force.
SELECT material, is_tuned_on, cut, cut_value, n, k, value, low, high
FROM out.accuracy
WHERE is_in_force AND unit = 'passage' AND measure = 'kind_right' AND cut IN ('score', 'second_opinion') AND value IS NOT NULL
ORDER BY material, cut, cut_value
