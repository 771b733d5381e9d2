-- What is known of the errors of reading, the version in force first.
SELECT
    indicator, basis, version, measured_on, material, found, hit_rate, hit_low, hit_high, left_alone, miss_rate, miss_low,
    miss_high, is_of_version_in_force
FROM out.reading_error
ORDER BY is_of_version_in_force DESC, basis = 'not_measured', indicator, version
