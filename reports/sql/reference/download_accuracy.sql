-- Every measurement of the reading: of each version, on each text, whole and by kind, level and source.
SELECT * FROM out.accuracy ORDER BY is_in_force DESC, version DESC, material, unit DESC, cut, cut_value, measure
