-- Figures of every version that was measured, from the files shipped with the classifier.
WITH in_force AS (SELECT value AS version FROM core.setting WHERE name = 'classifier_version')

SELECT
    r.version, r.material, r.is_tuned_on, r.unit, r.measure, r.measured_on, r.n, r.k, r.value, r.low, r.high,
    r.version IN (SELECT version FROM in_force) AS is_in_force,
    coalesce(r.cut, 'all') AS cut,
    coalesce(r.cut_value, 'all') AS cut_value
FROM read_csv(
    [$folder || '/recorded.csv', $folder || '/measured.csv'], header = true, nullstr = '',
    columns = {
        'version': 'VARCHAR', 'material': 'VARCHAR', 'is_tuned_on': 'BOOLEAN', 'unit': 'VARCHAR', 'measure': 'VARCHAR',
        'cut': 'VARCHAR', 'cut_value': 'VARCHAR', 'n': 'BIGINT', 'k': 'BIGINT', 'value': 'DOUBLE', 'low': 'DOUBLE',
        'high': 'DOUBLE', 'measured_on': 'DATE'
    }
) AS r
ORDER BY ALL
